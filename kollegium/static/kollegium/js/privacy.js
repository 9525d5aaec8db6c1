/** What may point out a pupil, found in the browser without any network: the same as the server's privacy.py finds. */
import { NAMES } from "./given_names.js";

const GAP = "[ \\u00a0\\u202f]";
const DASH = "[-\\u2011\\u2013\\u2212]";
const AREA = `${GAP}?(?:${DASH}|${GAP})${GAP}?`;
const TELEPHONES = [
  `(?:\\+|00)(?:4[5-7]|358|354)(?:${DASH}|${GAP})?(?:\\(0\\)${GAP}?)?[1-9](?:(?:${DASH}|${GAP})?\\d){6,9}`,
  `\\(?07\\d\\)?(?:${AREA})?\\d{3}(?:${DASH}|${GAP})?\\d\\d(?:${DASH}|${GAP})?\\d\\d`,
  `07\\d\\d${AREA}(?:\\d{6}|\\d\\d${GAP}\\d\\d${GAP}\\d\\d)`,
  `\\(?08\\)?${AREA}[1-9](?:${GAP}?\\d){5,7}`,
  `\\(?0[1-69]\\d\\)?${AREA}[1-9](?:${GAP}?\\d){4,7}`,
  `\\(?0[1-69]\\d\\d\\)?${AREA}[1-9](?:${GAP}?\\d){4,5}`,
  `0[1-9]\\d{7,8}`,
];
const W = "[\\p{L}\\p{N}_]";
const any = (...words) => words.map((word) => [...word].map((letter) => (/\p{L}/u.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter)).join("")).join("|");
const PATTERNS = {
  personnummer: new RegExp(`(?<![\\d-])(?:19|20)?(\\d\\d)(\\d\\d)(\\d\\d)${GAP}?${DASH}?\\+?${GAP}?(\\d{4})(?![\\d-])`, "gu"),
  "e-postadress": new RegExp(`[\\p{L}\\p{N}_.+\\-]{1,64}@[\\p{L}\\p{N}_\\-]+(?:\\.[\\p{L}\\p{N}_\\-]+)+`, "gu"),
  telefonnummer: new RegExp(`(?<![\\p{L}\\p{N}_.,\\/+\\u2013\\-])(?:${TELEPHONES.join("|")})(?![\\p{L}\\p{N}_\\u2013\\-]|[.,:]\\d)`, "gu"),
  klass: new RegExp(`(?<![\\p{L}\\p{N}_,.§\\-])[1-9][A-Fa-f](?![\\p{L}\\p{N}_%°])`, "gu"),
  diagnos: new RegExp(
    `(?<!${W})(?:(?:${any("adhd", "trotssyndrom", "epilepsi", "diabetes", "anorexi", "bulimi", "tourette", "tourettes")})` +
      `|(?:${any("autis", "asperger", "dyslexi", "dyslekti", "dyskalkyli", "språkstörning", "utvecklingsstör", "ätstörning", "bipolär", "depression")})${W}*|ADD|DLD|OCD)(?!${W})`,
    "gu",
  ),
};
const NAME = /(?<![\p{L}\p{N}_-])[A-ZÅÄÖ][a-zåäöé]+(?![\p{L}\p{N}_-])/gu;
const NUMBERED = /(?:uppgift(?:en|erna)?|frågan?|frågorna|steg(?:et)?|punkt(?:en)?|kapitel|bilagan?|övning(?:en)?|del(?:en)?|figur|bild|tabell|exempel|alternativ|avsnitt|nivå|kurs(?:en)?|matematik|matte|ma|svenska|engelska|sidan?|s\.|sal|version|§)\s?$/iu;
const IN_SPACE = /^(?:-|\s?(?:skriv|modell|figur|form|print|film|animation))/u;
const CHECKS = { personnummer: isPersonnummer, telefonnummer: (match) => !isIsbn(match), klass: isClass };

/** [{kind, words}], in reading order, each thing once. */
export function findings(text) {
  const taken = [];
  for (const [kind, pattern] of Object.entries(PATTERNS)) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      const isFree = taken.every((other) => to <= other.from || other.to <= from);
      if (isFree && (CHECKS[kind]?.(match) ?? true)) taken.push({ from, to, kind, words: match[0].trim() });
    }
  }
  taken.sort((one, other) => one.from - other.from);
  const told = new Set();
  return taken.filter(({ kind, words }) => !told.has(kind + words) && told.add(kind + words)).map(({ kind, words }) => ({ kind, words }));
}

/** Given names, also "Alis". */
export function names(text) {
  const found = [...text.matchAll(NAME)].map(([name]) => name);
  return [...new Set(found)].filter((name) => NAMES.has(name) || NAMES.has(name.replace(/s$/, "")));
}

function isPersonnummer(match) {
  const [year, month, written] = match.slice(1, 4).map(Number);
  const day = written > 60 ? written - 60 : written;
  const at = new Date(Date.UTC(2000 + year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return false;
  const sum = [...match.slice(1, 5).join("")].reduce((total, digit, position) => {
    const value = Number(digit) * (2 - (position % 2));
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return sum % 10 === 0 && !isIsbn(match);
}

function isClass(match) {
  if (NUMBERED.test(match.input.slice(0, match.index))) return false;
  return !(["2D", "3D"].includes(match[0]) && IN_SPACE.test(match.input.slice(match.index + match[0].length)));
}

function isIsbn(match) {
  return match.input.slice(Math.max(0, match.index - 12), match.index).toLowerCase().includes("isbn");
}
