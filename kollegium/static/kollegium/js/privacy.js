/**
 * What may point out a pupil, found in the browser without any network: the same as the server's privacy.py finds, by
 * the same file of patterns.
 */
import { RULES, copyOf, foldedName, pattern } from "./text_copy.js";

/** @typedef {import("./text_copy.js").Copy} Copy */

const { most: MOST, near: NEAR } = RULES;
const NAMES = new Set(RULES.names.join(" ").split(" ").map(foldedName));
const NAME = pattern(RULES.name);
const NUMBERED = pattern(RULES.no_class.after, "u");
const TIME = pattern(RULES.time, "u");
const IN_SPACE = pattern(`^(?:${RULES.no_class.before})`, "u");
/** @type {[kind: string, patterns: [copy: "written" | "lower", pattern: RegExp][]][]} */
const PATTERNS = Object.entries(RULES.kinds).map(([kind, copies]) => [
  kind,
  Object.entries(copies).map(([copy, source]) => [/** @type {"written" | "lower"} */ (copy), pattern(source)]),
]);
/** What a finding is said to look like. @type {Record<string, string>} */
export const LOOKS_LIKE = RULES.looks_like;
/** @type {Record<string, (copy: Copy, match: RegExpExecArray) => boolean>} */
const CHECKS = { personnummer: isPersonnummer, telefonnummer: (copy, match) => !isIsbn(copy, match), klass: isClass };

/**
 * [{kind, words}], in reading order, each thing once, and never more than 200.
 * @param {string} text
 */
export function findings(text) {
  const copy = copyOf(text);
  const isTaken = new Uint8Array(copy.written.length);
  const found = [];
  for (const [kind, patterns] of PATTERNS) {
    for (const [said, pattern] of patterns) {
      for (const match of matches(pattern, copy[said], (match) => CHECKS[kind]?.(copy, match) ?? true)) {
        const [from, to] = [match.index, match.index + match[0].length];
        if (isTaken.subarray(from, to).includes(1)) continue;
        isTaken.fill(1, from, to);
        found.push({ from, kind, words: asWritten(text, copy, match) });
      }
    }
  }
  found.sort((one, other) => one.from - other.from);
  return [...new Map(found.map(({ kind, words }) => [`${kind} ${words}`, { kind, words }])).values()].slice(0, MOST);
}

/**
 * Behind the first sign of what fails the check something else may begin; what is checked is never long.
 * @param {RegExp} pattern
 * @param {string} words
 * @param {(match: RegExpExecArray) => boolean} check
 */
function* matches(pattern, words, check) {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(words); match; match = pattern.exec(words)) {
    const isOne = check(match);
    const next = isOne
      ? match.index + match[0].length
      : match.index + ((match[0].codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
    if (isOne) yield match;
    pattern.lastIndex = next;
  }
}

/**
 * Given names, also "ALI" and "Alis", but for those of `known`.
 * @param {string} text
 * @param {string[]} known
 */
export function names(text, known = []) {
  const copy = copyOf(text);
  const own = new Set(known.map((name) => foldedName(copyOf(name).written)));
  /** @type {(name: string) => boolean} */
  const isKnown = (name) => own.has(name) || own.has(name.replace(/s$/, ""));
  /** @type {(match: RegExpExecArray) => boolean} */
  const isName = ([name]) => !RULES.abbreviations.includes(name) && isGivenName(name) && !isKnown(foldedName(name));
  return [...new Set([...copy.written.matchAll(NAME)].filter(isName).map((match) => asWritten(text, copy, match)))];
}

/**
 * Each part begins with a capital, and one is a given name: "Anna", "ALIS", "Anna-Karin".
 * @param {string} written
 */
function isGivenName(written) {
  if (!written.split("-").every((part) => /^\p{Lu}/u.test(part))) return false;
  const name = foldedName(written);
  return (
    NAMES.has(name) ||
    name
      .replace(/s$/, "")
      .split("-")
      .some((part) => NAMES.has(part)) ||
    NAMES.has(name.split("-").at(-1) ?? "")
  );
}

/**
 * @param {string} text
 * @param {Copy} copy
 * @param {RegExpExecArray} match
 */
function asWritten(text, copy, { index, 0: found }) {
  return text.slice(copy.start(index), copy.end(index + found.length - 1)).trim();
}

/**
 * A day that exists, and the Luhn check. Samordningsnummer have 60 added to the day; a temporary number (T805, TF05)
 * has no check digit.
 * @param {Copy} copy
 * @param {RegExpExecArray} match
 */
function isPersonnummer(copy, match) {
  const [birthday, temporary] = match[0].split(/t/i);
  const digits = birthday.replace(/\D/g, "").slice(temporary ? -6 : -10);
  const [year, month, written] = (digits.match(/\d\d/g) ?? []).map(Number);
  const day = written > 60 ? written - 60 : written;
  const at = new Date(Date.UTC(2000 + year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return false;
  if (temporary) return true;
  if (TIME.test(match[0])) return false; // a day and a time of day
  const sum = [...digits].reduce((total, digit, position) => {
    const value = Number(digit) * (2 - (position % 2));
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return sum % 10 === 0 && !isIsbn(copy, match);
}

/**
 * @param {Copy} copy
 * @param {RegExpExecArray} match
 */
function isClass(copy, match) {
  if (NUMBERED.test(before(copy, match))) return false;
  const behind = match.index + match[0].length;
  return !(RULES.no_class.of.includes(match[0]) && IN_SPACE.test(copy.written.slice(behind, behind + NEAR)));
}

/**
 * @param {Copy} copy
 * @param {RegExpExecArray} match
 */
function isIsbn(copy, match) {
  return before(copy, match).includes("isbn");
}

/**
 * @param {Copy} copy
 * @param {RegExpExecArray} match
 */
function before(copy, { index }) {
  return copy.lower.slice(Math.max(0, index - NEAR), index);
}
