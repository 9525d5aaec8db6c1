/**
 * A copy of a text in which each letter has one form, and where each of them stands in what was written: what the
 * server's text_copy.py makes.
 */
import FACTS from "../privacy.json" with { type: "json" };

/** @typedef {{written: string, lower: string, start(place: number): number, end(place: number): number}} Copy */

export const RULES = FACTS; // one copy of them in a bundle
const { marks: MARKS, thin: THIN, end_of_line: END_OF_LINE } = RULES;
const APOSTROPHES = pattern(`[\\p{M}${RULES.apostrophes}]`);
const LISTED_UNSEEN = pattern(RULES.unseen, "u");
const UNSEEN = /[\p{Cf}\p{Cc}]/u;
const MARK = /\p{M}/u;
const AS_IT_IS = pattern(RULES.as_it_is, "u");

/**
 * In small letters, of which only å, ä and ö keep their marks, and without apostrophes.
 * @param {string} word
 */
export function foldedName(word) {
  return [...word.toLowerCase().normalize("NFC")].map(bare).join("");
}

/** @param {string} sign */
function bare(sign) {
  if ("åäö".includes(sign)) return sign;
  return sign === "ı" ? "i" : sign.normalize("NFD").replace(APOSTROPHES, "");
}

/** @param {string} source */
export function pattern(source, flags = "gu") {
  for (const [name, part] of Object.entries(RULES.parts)) source = source.replaceAll(`<${name}>`, part);
  return new RegExp(source.replaceAll("\\w", "\\p{L}\\p{N}_"), flags);
}

/**
 * The text as it is looked through, and where each letter of it stands in what was written: NFKC, without what is not
 * seen; all dashes two, all spaces two, all digits ours.
 * @param {string} words
 * @returns {Copy}
 */
export function copyOf(words) {
  if (AS_IT_IS.test(words))
    return { written: words, lower: words.toLowerCase(), start: (place) => place, end: (place) => place + 1 };
  /** @type {string[]} */
  const written = [];
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  const known = new Map();
  /**
   * @param {string} letter
   * @param {number} start
   * @param {number} end
   */
  const put = (letter, start, end) => {
    if (!known.has(letter)) known.set(letter, oneForm(letter));
    for (const unit of known.get(letter)) {
      written.push(unit);
      for (let units = unit.length; units > 0; units -= 1) {
        starts.push(start);
        ends.push(end);
      }
    }
  };
  let letter = "";
  let start = 0;
  let end = 0;
  let marks = 0;
  let place = 0;
  for (const sign of words) {
    const at = place;
    place += sign.length;
    const isPlain = sign >= " " && sign < "\x7f";
    if (!isPlain && isUnseen(sign)) continue;
    if (!isPlain && letter && MARK.test(sign)) {
      end = place;
      if (marks < MARKS) letter += sign;
      marks += 1;
      continue;
    }
    if (letter) put(letter, start, end);
    [letter, start, end, marks] = [sign, at, place, 0];
  }
  if (letter) put(letter, start, end);
  const lower = written.map(small);
  return {
    written: written.join(""),
    lower: lower.join(""),
    start: (place) => starts[place],
    end: (place) => ends[place],
  };
}

/**
 * A letter with the marks upon it, as a list of signs.
 * @param {string} letter
 */
function oneForm(letter) {
  const [first] = letter;
  if (END_OF_LINE.includes(first)) return ["\n"];
  if (first === " " || first === "\t") return [" "];
  if (/\p{Zs}/u.test(first) || RULES.blanks.includes(first)) return [THIN];
  return [...letter.normalize("NFKC")].map(oneSign).filter(Boolean);
}

/**
 * One sign for each: İ has two in small letters.
 * @param {string} sign
 */
function small(sign) {
  return sign === "ı" ? "i" : sign.toLowerCase().slice(0, sign.length);
}

/** @param {string} sign */
function oneSign(sign) {
  if (RULES.hyphens.includes(sign)) return "-";
  if (RULES.dashes.includes(sign) || /\p{Pd}/u.test(sign)) return "–";
  if (isUnseen(sign) || MARK.test(sign)) return "";
  return /\p{Nd}/u.test(sign) ? String(digit(sign)) : sign;
}

/**
 * Unicode's digits stand ten by ten, each ten from 0 and on.
 * @param {string} sign
 */
function digit(sign) {
  const at = sign.codePointAt(0) ?? 0;
  let before = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(before - 1))) before -= 1;
  return (at - before) % 10;
}

/** @param {string} sign */
function isUnseen(sign) {
  return (UNSEEN.test(sign) && sign !== "\t" && !END_OF_LINE.includes(sign)) || LISTED_UNSEEN.test(sign);
}
