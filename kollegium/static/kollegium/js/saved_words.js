/**
 * The words for where a text is, the same everywhere: at the server, in this device, or in this device because the net
 * is away.
 */

const DEVICE = matchMedia("(pointer: coarse)").matches ? "telefonen" : "datorn";
/** @param {number} time */
export const hour = (time) =>
  new Date(time).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

export const SAVED = "Allt sparat";
export const SAVING = "Sparar …";
export const NOWHERE = "Inte sparat än. Stäng inte sidan.";
/**
 * `at`: when the last key went into the browser's own store.
 * @param {number} at
 */
export const savedHere = (at) => `Sparat i ${DEVICE} ${hour(at)}`;
export const notAMember = () =>
  `Du är inte längre med i lärgruppen, så planen går inte att spara här. ` +
  `Texten finns kvar i ${DEVICE}: kopiera det du vill ha kvar.`;
/**
 * When the browser's own store does not take it: the line carries it all the same.
 * @param {boolean} isSaved
 */
export const withoutCopy = (isSaved) =>
  `${isSaved ? "Allt sparat" : "Sparar"}, men ${DEVICE} kan inte ha en kopia just nu`;
/** @param {number} since */
export const withoutNet = (since) => `Utan nät sedan ${hour(since)}. Allt du skriver finns kvar`;
/** @param {number} since */
export const withoutNetOrCopy = (since) =>
  `Utan nät sedan ${hour(since)}, och ${DEVICE} kan inte ha en kopia just nu. Vänta med att skriva.`;
/** In parts, the way in among them. */
export function signInAgain(address = "/logga-in/") {
  const link = document.createElement("a");
  link.href = `${address}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = "Logga in igen";
  return ["Du är utloggad. ", link, ", allt du skrivit finns kvar."];
}
