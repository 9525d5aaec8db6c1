/** A quick note: its key, its day in words and its row in the list. */

/**
 * @typedef {{key: string, text?: string, on?: string, isRemoved?: boolean}} Note or, with isRemoved, what takes it away
 */

export const today = () => new Date().toLocaleDateString("sv-SE");
/** @param {string} day */
export const inWords = (day) => new Date(`${day}T12:00`).toLocaleDateString("sv-SE", { day: "numeric", month: "long" });

/** crypto.randomUUID is for https only; a school's own server may be plain http. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * How a note stands in the list, with a button that takes it away again.
 * @param {Note} note
 * @param {() => void} undone
 */
export function noteRow(note, undone) {
  const [row, words, day] = ["li", "p", "span"].map((name) => document.createElement(name));
  const undo = document.createElement("button");
  day.className = "meta";
  day.textContent = inWords(note.on ?? today());
  row.className = "notes__note";
  row.dataset.note = note.key;
  if (!note.text) row.dataset.day = note.on;
  undo.type = "button";
  undo.className = "button button--quiet button--small";
  undo.textContent = "Ångra";
  undo.setAttribute("aria-label", `Ångra: ${inWords(note.on ?? today())}, ${note.text || "jag provade"}`);
  undo.addEventListener("click", undone);
  words.append(day, " ", note.text || "Jag provade.");
  row.append(words, undo);
  return row;
}
