/**
 * One plain textarea bound to one Y.Text: what is typed here goes in, what others type comes out, and the caret stays
 * where it is.
 */
import { UndoManager } from "../vendor/sync.js";
import { cleanField } from "./cleaning.js";
import { HeadingRoom } from "./heading_room.js";
import { survive } from "./survive.js";

/** @typedef {import("../vendor/sync.js").Text} Text */

/** @type {Partial<Record<string, "undo" | "redo">>} */
const HISTORY = { historyUndo: "undo", historyRedo: "redo" };
const TIDY = Symbol("line ends");

/** @param {number} code */
const isHigh = (code) => code >= 0xd800 && code < 0xdc00;
/** @param {number} code */
const isLow = (code) => code >= 0xdc00 && code < 0xe000;

/**
 * The smallest single replacement that makes `was` into `now`; what stands after the caret is taken as untouched. Never
 * cuts a surrogate pair.
 * @param {string} was
 * @param {string} now
 */
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
  /** @type {HTMLTextAreaElement} */
  #area;
  /** @type {Text} */
  #text;
  /** @type {import("./living_draft.js").LivingDraft} */
  #draft;
  /** @type {UndoManager} */
  #undo;
  /** @type {HeadingRoom} */
  #room;
  #shown = ""; // the shared text as the field was last made to show it
  #isComposing = false;
  #stop = new AbortController();

  /**
   * @param {HTMLTextAreaElement} area
   * @param {Text} text
   * @param {import("./living_draft.js").LivingDraft} draft
   */
  constructor(area, text, draft) {
    this.#area = area;
    this.#text = text;
    this.#draft = draft;
    this.#room = new HeadingRoom(area, draft);
    this.#undo = new UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: 600 });
    text.observe(this.#changed);
    /** @type {On} */
    const on = (name, listener) =>
      area.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    on("input", () => this.read());
    on("beforeinput", (event) => this.#step(event, HISTORY[event.inputType]));
    on("keydown", (event) => this.#step(event, shortcut(event)));
    on("compositionstart", () => {
      this.#isComposing = true;
      draft.hold();
    });
    on("compositionupdate", () => draft.hold());
    on("compositionend", () =>
      setTimeout(() => {
        this.#isComposing = false;
        this.read();
        draft.release();
      }),
    );
    on("blur", () => {
      this.#undo.stopCapturing();
      draft.release();
    });
    this.#refresh();
  }

  get heading() {
    return this.#area.dataset.heading;
  }

  get value() {
    return this.#area.value;
  }

  /** How many letters more it takes. */
  get left() {
    return this.#room.left(this.#text.length);
  }

  /** Takes what stands in the field into the shared text. */
  read() {
    if (this.#area.readOnly) return;
    this.#tidy();
    cleanField(this.#area);
    const now = this.#area.value;
    if (now === this.#shown) return;
    const { at: from, gone, put } = difference(this.#shown, now, this.#area.selectionEnd);
    const at = moved(from, difference(this.#shown, this.#text.toString()));
    const fits = this.#room.part(put, this.left + gone); // who only takes away, or writes over, always may
    if (fits !== put && this.#isComposing) return; // a changed field would break the composition: when it is done
    survive(() =>
      /** @type {import("../vendor/sync.js").Doc} */ (this.#text.doc).transact(() => {
        if (gone) this.#text.delete(at, gone);
        if (fits) this.#draft.numbers.takeTurn(this.#text, at);
        if (fits) this.#text.insert(at, fits);
      }, this),
    );
    if (fits !== put) this.#area.setRangeText("", from + fits.length, from + put.length, "preserve");
    this.#room.layAside(put.slice(fits.length));
    this.#refresh();
  }

  /** Reads the field, and shows in it what it should show. */
  mend() {
    this.read();
    this.#refresh();
  }

  close() {
    this.#draft.unbind(this);
    this.#room.close();
    this.#stop.abort();
    this.#text.unobserve(this.#changed);
    this.#undo.destroy();
  }

  /**
   * @param {Pick<Event, "preventDefault">} event
   * @param {"undo" | "redo" | null | undefined} way
   */
  #step(event, way) {
    if (!way) return;
    event.preventDefault(); // the browser's own history knows nothing of the others' edits
    if (!this.#area.readOnly) this.#undo[way]();
  }

  /**
   * @param {import("../vendor/sync.js").YTextEvent} event
   * @param {import("../vendor/sync.js").Transaction} transaction
   */
  #changed = (event, transaction) => {
    if (transaction.origin === this || transaction.origin === TIDY) return;
    // Not read yet: what stands there would be written over.
    if (!this.#area.readOnly && this.#area.value !== this.#shown) return;
    const top = this.#area.scrollTop;
    survive(() => this.#patch(event.delta, transaction.origin === this.#undo));
    this.#refresh();
    this.#area.scrollTop = top;
  };

  /**
   * @param {{retain?: number, insert?: any, delete?: number}[]} delta
   * @param {boolean} isUndone
   */
  #patch(delta, isUndone) {
    const area = this.#area;
    let at = 0;
    let caret = null;
    for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
      at += retain;
      if (!insert && !gone) continue;
      const isAtCaret = insert && area.selectionStart === at && area.selectionEnd === at;
      // "preserve" moves the selection as the text around it moves, also in a field without focus.
      area.setRangeText(insert, at, at + gone, "preserve");
      at += insert.length;
      caret = at;
      // What comes at the caret lands behind the words that I am writing; else it goes on in words of others', and I
      // begin behind them.
      if (isAtCaret && !this.#draft.numbers.wrote(this.#text, at - insert.length)) area.setSelectionRange(at, at);
    }
    if (isUndone && caret !== null) area.setSelectionRange(caret, caret);
  }

  /**
   * A textarea shows \r\n as \n, so positions would differ. Single deletions, as all who have the field open do the
   * same.
   */
  #tidy() {
    if (!this.#shown.includes("\r")) return;
    /** @type {import("../vendor/sync.js").Doc} */ (this.#text.doc).transact(() => {
      for (let at = this.#shown.length - 1; at >= 0; at--) if (this.#shown[at] === "\r") this.#text.delete(at, 1);
    }, TIDY);
    this.#shown = this.#text.toString();
  }

  #refresh() {
    this.#shown = this.#text.toString();
    this.#room.say(this.#shown.length);
    if (this.#area.value === this.#shown) return;
    const { selectionStart, selectionEnd } = this.#area;
    this.#area.value = this.#shown;
    if (this.#area === document.activeElement) this.#area.setSelectionRange(selectionStart, selectionEnd);
  }
}

/**
 * Where a place is after a change that went past the field.
 * @param {number} at
 * @param {{at: number, gone: number, put: string}} change
 */
function moved(at, { at: from, gone, put }) {
  return at < from + gone ? Math.min(at, from) : at - gone + put.length;
}

/** @param {Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "key">} event */
function shortcut({ ctrlKey, metaKey, altKey, shiftKey, key }) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" ? "redo" : null;
}
