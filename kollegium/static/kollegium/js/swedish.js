/** Names in Swedish order: the same key as the server's swedish.py makes, by the same file. */
import STANDS from "../swedish.json" with { type: "json" };

/** @type {Record<string, string>} */
const ORDER = STANDS.order;

/**
 * For sort(): å ä ö after z, capitals and accents aside, "Klass 2" before "Klass 10".
 * @param {string} one
 * @param {string} other
 */
export function inOrder(one, other) {
  const [ours, theirs] = [one, other].map((words) => [...key(words)]);
  const place = ours.findIndex((sign, place) => sign !== theirs[place]);
  if (place < 0) return ours.length - theirs.length;
  return (ours[place]?.codePointAt(0) ?? -1) - (theirs[place]?.codePointAt(0) ?? -1);
}

/** @param {string} words */
export function key(words) {
  const small = words.normalize("NFKC").toLowerCase().normalize("NFC");
  const plain = [...small]
    .map((letter) => ORDER[letter] || [...base(letter)].map((part) => ORDER[part] || part).join(""))
    .join("");
  return `${plain.replace(/[0-9]+/g, bySize)}\0${words.normalize("NFC")}`;
}

/** @param {string} letter */
function base(letter) {
  if (letter < "\x7f") return letter >= " " ? letter : "\t\n\r".includes(letter) ? " " : "";
  return [...letter.normalize("NFKD")].map(plain).join("");
}

/** @param {string} sign */
function plain(sign) {
  if (/[\p{M}\p{Cc}\p{Cf}]/u.test(sign)) return "";
  if (/\p{Z}/u.test(sign)) return " ";
  if (/\p{Pd}/u.test(sign)) return "-";
  return /[\p{P}\p{S}]/u.test(sign) && sign > "\x7f" ? "!" : sign;
}

/** @param {string} number */
function bySize(number) {
  const digits = number.replace(/^0+/, "") || "0";
  return `${String(digits.length).padStart(3, "0")}${digits}`;
}
