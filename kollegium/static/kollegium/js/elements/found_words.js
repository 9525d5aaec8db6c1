/**
 * <found-words>: links to what the group has to look at in the protocol. Marks those words in their fields, leads to
 * them, and asks the server anew once what is written has been still for a moment and is there.
 */
import { room } from "../open_room.js";

const STILL = 1_000; // ms without a key of anybody's
const AT_MOST = 5_000; // while somebody writes on and on
const APART = 500; // the pages of a room do not all ask in the same moment
const LETTER = /[\p{L}\p{N}]/u;

class FoundWords extends HTMLElement {
  /** @type {Timer | undefined} */
  #timer;
  /** @type {number | null} */
  #since = null;
  /** @type {import("../room_link.js").RoomLink | null} */
  #link = null;
  /** @type {string | undefined} */
  #answer;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener, capture = false) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal, capture });
    on(document, "room:written", () => {
      this.#mark();
      this.#later();
    });
    on(document, "scroll", ({ target }) => this.#scroll(target), true);
    on(this, "click", ({ target }) => this.#lead(target.closest("[data-words]")));
    on(this, "htmx:beforeSwap", ({ detail }) => this.#keepIfSame(detail));
    on(this, "htmx:afterSwap", () => this.#mark());
    room().then((link) => {
      this.#link = link;
      if (link.unsaved) this.#later(); // this list may have been made before it came there
    });
    this.#mark();
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    fields().forEach((field) => marksOf(field)?.remove());
  }

  /** @param {HTMLElement} field */
  #scroll(field) {
    const marks = field.dataset?.heading ? marksOf(field) : null;
    if (marks) marks.scrollTop = field.scrollTop;
  }

  #later() {
    const now = performance.now();
    this.#since ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#ask(),
      Math.min(STILL, Math.max(0, this.#since + AT_MOST - now)) + Math.random() * APART,
    );
  }

  #ask() {
    this.#since = null;
    if (!this.#link?.online || this.#link.unsaved) return this.#later();
    this.dispatchEvent(new CustomEvent("text.still"));
  }

  /**
   * Nothing is drawn anew under somebody's fingers when it would be the same.
   * @param {HtmxDetail} detail
   */
  #keepIfSame(detail) {
    detail.shouldSwap &&= detail.serverResponse !== this.#answer;
    this.#answer = detail.serverResponse;
  }

  #mark() {
    for (const field of fields()) {
      const words = [...this.querySelectorAll(`[data-focus="${field.dataset.heading}"]`)].map(
        (link) => link.dataset.words,
      );
      const pieces = marked(field.value, words);
      let marks = marksOf(field);
      if (!pieces.length) marks?.remove();
      else {
        if (!marks) {
          marks = document.createElement("div");
          marks.className = "minutes__marks";
          marks.ariaHidden = "true";
          field.before(marks);
        }
        marks.replaceChildren(...pieces);
        marks.scrollTop = field.scrollTop;
      }
    }
  }

  /**
   * The words are chosen before <live-room> turns to the field, and brought into sight after.
   * @param {HTMLElement | null} link
   */
  #lead(link) {
    const words = link?.dataset.words;
    const field = words && fields().find(({ dataset }) => dataset.heading === link.dataset.focus);
    const [at] = field ? places(field.value, words) : [];
    if (!field || !words || at === undefined) return;
    field.setSelectionRange(at, at + words.length);
    requestAnimationFrame(() => {
      const marks = marksOf(field);
      [...(marks?.children ?? [])].find((mark) => mark.textContent === words)?.scrollIntoView({ block: "center" });
      if (marks) field.scrollTop = marks.scrollTop;
    });
  }
}

/** @type {() => HTMLTextAreaElement[]} */
const fields = () => [...document.querySelectorAll("textarea[data-heading]")];
/** @type {(field: HTMLElement) => Element | null} */
const marksOf = (field) =>
  field.previousElementSibling?.matches(".minutes__marks") ? field.previousElementSibling : null;

/**
 * Where the words stand: as whole words, if they do so anywhere.
 * @param {string} text
 * @param {string} words
 */
function places(text, words) {
  const all = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + words.length)) all.push(at);
  const whole = all.filter((at) => !LETTER.test(text[at - 1] ?? "") && !LETTER.test(text[at + words.length] ?? ""));
  return whole.length ? whole : all;
}

/**
 * The text with a <mark> around each of the words; nothing when none of them is there.
 * @param {string} text
 * @param {string[]} words
 */
function marked(text, words) {
  const found = words
    .flatMap((each) => places(text, each).map((at) => [at, at + each.length]))
    .sort((one, other) => one[0] - other[0]);
  const pieces = [];
  let from = 0;
  for (const [at, to] of found) {
    if (at < from) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, to);
    pieces.push(text.slice(from, at), mark);
    from = to;
  }
  return pieces.length ? [...pieces, text.slice(from)] : [];
}

customElements.define("found-words", FoundWords);
