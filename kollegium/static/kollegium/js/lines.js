/**
 * A line of one's own in a text that the group writes together: put last, and taken out again if nobody has touched it.
 */

/** @typedef {import("../vendor/sync.js").Doc} Doc */

import { clean } from "./cleaning.js";

/**
 * Puts the line on a row of its own at the end; gives back exactly what was put there.
 * @param {import("../vendor/sync.js").Text} text
 * @param {string} line
 */
export function putLine(text, line) {
  const before = text.toString();
  const put = `${before && !before.endsWith("\n") ? "\n" : ""}– ${clean(line)}\n`;
  /** @type {Doc} */ (text.doc).transact(() => text.insert(text.length, put));
  return put;
}

/**
 * Takes out what `putLine` put, if it still stands there as it was; tells whether it did.
 * @param {import("../vendor/sync.js").Text} text
 * @param {string} put
 */
export function takeLine(text, put) {
  const now = text.toString();
  const row = put.replace(/^\n/, "");
  let at = now.lastIndexOf(row);
  while (at > 0 && now[at - 1] !== "\n") at = now.lastIndexOf(row, at - 1);
  if (at < 0) return false;
  const isLast = at + row.length === now.length;
  const broke = put.length - row.length; // the line break that we put before it goes too, unless others now write below
  const from = isLast && at >= broke ? at - broke : at;
  /** @type {Doc} */ (text.doc).transact(() => text.delete(from, at + row.length - from));
  return true;
}
