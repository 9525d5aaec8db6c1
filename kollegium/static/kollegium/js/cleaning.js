/** What can be pasted but no database and no file can hold, as kollegium/cleaning.py has it. */
const LINE_BREAK = /[\v\f]/g;
const UNKEEPABLE = /[\0-\x08\x0e-\x1f\x7f\p{Noncharacter_Code_Point}]/gu;

/** @param {string} words */
export const clean = (words) => words.replace(LINE_BREAK, "\n").replace(UNKEEPABLE, "");

/**
 * The field without it, and the caret where it was.
 * @param {HTMLTextAreaElement} area
 */
export function cleanField(area) {
  const kept = clean(area.value);
  if (kept === area.value) return;
  const [start, end] = [area.selectionStart, area.selectionEnd].map((at) => clean(area.value.slice(0, at)).length);
  area.value = kept;
  area.setSelectionRange(start, end);
}
