/** One plain textarea bound to one Y.Text: what is typed here goes in, what others type comes out, and the caret stays where it is. */
import { UndoManager } from "../vendor/sync.js";
import { cleanField } from "./cleaning.js";

const TIDY = Symbol("line ends");

const isHigh = (code) => code >= 0xd800 && code < 0xdc00;
const isLow = (code) => code >= 0xdc00 && code < 0xe000;

/** The smallest single replacement that makes `was` into `now`; what stands after the caret is taken as untouched. Never cuts a surrogate pair. */
export function difference(was, now, caret = now.length) {
  const shorter = Math.min(was.length, now.length);
  let tail = 0;
  while (tail < Math.min(shorter, now.length - caret) && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  let head = 0;
  while (head < shorter - tail && was[head] === now[head]) head++;
  if (head && isHigh(was.charCodeAt(head - 1))) head--;
  if (tail && isLow(was.charCodeAt(was.length - tail))) tail--;
  return { at: head, gone: was.length - tail - head, put: now.slice(head, now.length - tail) };
}

export class SharedTextarea {
  #area;
  #text;
  #undo;
  #shown = "";
  #stop = new AbortController();

  constructor(area, text, draft) {
    this.#area = area;
    this.#text = text;
    this.#undo = new UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: 600 });
    text.observe(this.#changed);
    const on = (name, listener) => area.addEventListener(name, listener, { signal: this.#stop.signal });
    on("input", () => this.read());
    on("beforeinput", (event) => this.#step(event, { historyUndo: "undo", historyRedo: "redo" }[event.inputType]));
    on("keydown", (event) => this.#step(event, shortcut(event)));
    on("compositionstart", () => draft.hold());
    on("compositionupdate", () => draft.hold());
    on("compositionend", () => setTimeout(() => (this.read(), draft.release())));
    on("blur", () => (this.#undo.stopCapturing(), draft.release()));
    this.#refresh();
  }

  /** Takes what stands in the field into the shared text. */
  read() {
    if (this.#area.readOnly) return;
    this.#tidy();
    cleanField(this.#area);
    const now = this.#area.value;
    if (now === this.#shown) return;
    const { at, gone, put } = difference(this.#shown, now, this.#area.selectionEnd);
    this.#text.doc.transact(() => {
      if (gone) this.#text.delete(at, gone);
      if (put) this.#text.insert(at, put);
    }, this);
    this.#shown = now;
  }

  close() {
    this.#stop.abort();
    this.#text.unobserve(this.#changed);
    this.#undo.destroy();
  }

  #step(event, way) {
    if (!way) return;
    event.preventDefault(); // the browser's own history knows nothing of the others' edits
    if (!this.#area.readOnly) this.#undo[way]();
  }

  #changed = (event, transaction) => {
    if (transaction.origin === this || transaction.origin === TIDY) return;
    const area = this.#area;
    const top = area.scrollTop;
    let at = 0;
    let caret = null;
    for (const { retain = 0, insert = "", delete: gone = 0 } of event.delta) {
      at += retain;
      if (!insert && !gone) continue;
      // "preserve" moves the selection as the text around it moves, also in a field without focus.
      area.setRangeText(insert, at, at + gone, "preserve");
      at += insert.length;
      caret = at;
    }
    if (transaction.origin === this.#undo && caret !== null) area.setSelectionRange(caret, caret);
    this.#refresh();
    area.scrollTop = top;
  };

  /** A textarea shows \r\n as \n, so positions would differ. Single deletions, as all who have the field open do the same. */
  #tidy() {
    if (!this.#shown.includes("\r")) return;
    this.#text.doc.transact(() => {
      for (let at = this.#shown.length - 1; at >= 0; at--) if (this.#shown[at] === "\r") this.#text.delete(at, 1);
    }, TIDY);
    this.#shown = this.#text.toString();
  }

  #refresh() {
    this.#shown = this.#text.toString();
    if (this.#area.value === this.#shown) return;
    const { selectionStart, selectionEnd } = this.#area;
    this.#area.value = this.#shown;
    if (this.#area === document.activeElement) this.#area.setSelectionRange(selectionStart, selectionEnd);
  }
}

function shortcut({ ctrlKey, metaKey, altKey, shiftKey, key }) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" ? "redo" : null;
}
