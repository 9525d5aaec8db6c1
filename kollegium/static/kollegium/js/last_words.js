/**
 * What was typed in the moment before the page goes: the browser's database may not have taken it, so it is laid where
 * that is done at once.
 */
import { isEmptied } from "./emptied.js";

/** @param {string} name */
const place = (name) => `${name}-sist`;
const TAB = `-${Date.now()}-${Math.random()}`; // each page in a place of its own: two tabs may go in the same moment

/**
 * Calls `unstored` (bytes, or null when all is in the store) as the page goes.
 * @param {string} name
 * @param {() => Uint8Array | null} unstored
 */
export function keepLastWords(name, unstored) {
  const keep = () => {
    const bytes = unstored();
    if (!bytes || isEmptied()) return;
    try {
      localStorage.setItem(place(name) + TAB, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    } catch {
      // a browser without a store, or more than fits: the database does what it can
    }
  };
  addEventListener("pagehide", keep);
  return () => removeEventListener("pagehide", keep);
}

/**
 * What each page left that went: [[where, bytes], …].
 * @param {string} name
 * @returns {[string, Uint8Array][]}
 */
export function lastWords(name) {
  try {
    const places = Object.keys(localStorage).filter((key) => key.startsWith(place(name)));
    return places.map((key) => [
      key,
      Uint8Array.from(atob(localStorage.getItem(key) ?? ""), (letter) => letter.charCodeAt(0)),
    ]);
  } catch {
    return [];
  }
}

/** Whose last words lie here, by the names they were laid under. */
export function namesOfLastWords() {
  const places = Object.keys(localStorage).filter((key) => key.includes(place("")));
  return places.map((key) => key.split(place(""))[0]);
}

/** @param {string[]} places */
export function forgetLastWords(places) {
  try {
    places.forEach((key) => localStorage.removeItem(key));
  } catch {
    // as above
  }
}
