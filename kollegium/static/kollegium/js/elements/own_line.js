/**
 * <own-line data-to data-key data-suggest data-besides data-leftover>: one line of one's own, kept in this browser
 * until its author puts it in the protocol.
 */
import { OwnWords, joined } from "../own_words.js";
import { NOWHERE } from "../saved_words.js";

/**
 * @typedef {{words: string, state: "writes" | "passed" | "added", isOwn?: boolean, line?: string, put?: string}}
 * KeptLine
 */

const LONGEST = 600;
const NOT_OPEN = "Protokollet är inte öppet att skriva i just nu. Raden finns kvar här.";
const TOUCHED = "Raden är ändrad i protokollet sedan du la den där. Ändra den där i stället.";

class OwnLine extends HTMLElement {
  /** @type {KeptLine} */
  #kept = { words: "", state: "writes" }; // state: writes, passed or added; and then `put`, what went into the protocol
  #isOurs = false; // written or pressed in this tab: else it shows what another tab has
  /** @type {(() => void)[]} */
  #left = []; // lets go of what closed tabs left, once it lies in this one's slot
  /** @type {OwnWords} */
  #words;
  /** @type {BroadcastChannel} */
  #others;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener) =>
      target?.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    this.area = this.querySelector("textarea");
    this.#restore();
    this.#words = new OwnWords(this.#place, {
      onkept: () =>
        this.#words.isKept ? this.#part("said").textContent === NOWHERE && this.#say("") : this.#say(NOWHERE),
      onfound: (_, kept, drop, isTheirs) => this.#take(kept, drop, isTheirs),
      signal: this.#stop.signal,
    });
    on(this.area, "input", () => this.#keep({ words: this.area.value, isOwn: true }));
    on(this.#part("add"), "click", () => this.#add());
    on(this.#part("pass"), "click", () => this.#turn("passed", "again"));
    on(this.#part("undo"), "click", () => this.#undo());
    for (const again of this.querySelectorAll("[data-again]")) on(again, "click", () => this.#again());
    on(document, "room:state", ({ detail }) => this.#follow(detail));
    on(document.body, "protocol.final", () => this.#forget());
    this.#others = new BroadcastChannel(this.#place); // the same person's other tabs
    on(this.#others, "message", ({ data }) => this.#take(data, () => {}, true));
    this.#suggest();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#others.close();
  }

  /** Stands where the steps are over, for what was written in them and still is here. */
  get #isLeftover() {
    return "leftover" in this.dataset;
  }

  get #place() {
    return `kollegium-rad-${this.dataset.key}-${this.dataset.to}`;
  }

  /**
   * What a closed tab left is this one's too; what an open one has is shown here until one writes here.
   * @param {KeptLine} kept
   * @param {() => void} drop
   * @param {boolean} isTheirs
   */
  #take(kept, drop, isTheirs) {
    if (isTheirs && this.#isOurs) return;
    const words = isTheirs ? kept.words : joined(this.#kept.words, kept.words, " ");
    if (!isTheirs) this.#left.push(drop);
    if (this.#isOurs) this.#keep({ words });
    else this.#kept = { ...this.#kept, ...kept, words };
    this.#restore();
  }

  #restore() {
    if (this.#kept.isOwn || this.#isLeftover) this.area.value = this.#kept.words;
    this.hidden = this.#isLeftover && !this.#kept.words;
    this.#draw();
  }

  /** @param {Partial<KeptLine>} news */
  #keep(news) {
    this.#isOurs = true;
    this.#kept = { ...this.#kept, ...news };
    this.#words.set("", this.#kept);
    this.#left.splice(0).forEach((drop) => drop());
    this.#others.postMessage(this.#kept);
  }

  /** @param {RoomState} state */
  #follow({ final, ended_at: ended }) {
    if (final) return this.#forget();
    if (ended && this.#isLeftover) return this.#restore();
    setTimeout(() => this.#suggest()); // when the page has turned to the step
  }

  /** When the step comes: the words one may have written elsewhere on this page, to change or to leave. */
  #suggest() {
    if (this.#kept.isOwn || this.#kept.state !== "writes" || this.area.value || !this.checkVisibility()) return;
    const there = this.dataset.suggest && document.querySelector(this.dataset.suggest);
    const words = oneLine(there?.value ?? "");
    // What we filled in there is nobody's words.
    if (words !== oneLine(this.dataset.besides ?? "")) this.area.value = words;
  }

  #add() {
    const line = oneLine(this.area.value);
    this.#say("");
    if (!line) return this.area.focus();
    const { answer: put, refusal } = this.#ask("put", line);
    if (typeof put !== "string") return this.#say(refusal ?? NOT_OPEN);
    this.#keep({ words: "", line, put, isOwn: true });
    this.area.value = "";
    this.#turn("added", "undo");
  }

  #undo() {
    this.#say("");
    if (!this.#ask("take", this.#kept.put ?? "").answer) return this.#say(TOUCHED);
    this.area.value = this.#kept.line;
    this.#keep({ words: this.#kept.line, put: "", line: "" });
    this.#turn("writes");
    this.area.focus();
  }

  #again() {
    this.#keep({ put: "", line: "" });
    this.#turn("writes");
    this.area.focus();
  }

  /**
   * <live-protocol> answers at once: what it put, that it took, or nothing when it is closed; with `refusal` it says
   * why not.
   * @param {"put" | "take"} verb
   * @param {string} words
   */
  #ask(verb, words) {
    /** @type {AskedLine} */
    const detail = { heading: this.dataset.to ?? "", words, answer: null };
    document.dispatchEvent(new CustomEvent(`line:${verb}`, { detail }));
    return detail;
  }

  /**
   * @param {KeptLine["state"]} state
   * @param {string} [then]
   */
  #turn(state, then) {
    this.#keep({ state });
    this.#draw();
    const next = then && [...this.querySelectorAll(`[data-${then}]`)].find((button) => button.checkVisibility());
    next?.focus();
  }

  #draw() {
    const { state, line } = this.#kept;
    for (const name of ["writes", "passed", "added"]) this.#part(name).hidden = name !== state;
    this.#part("words").textContent = line ? `– ${line}` : "";
  }

  #forget() {
    this.#words.set("", null);
    this.#left.splice(0).forEach((drop) => drop());
  }

  /** @param {string} words */
  #say(words) {
    this.#part("said").textContent = words;
  }

  /** @param {string} name */
  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }
}

/** @param {string} words */
const oneLine = (words) => words.trim().replace(/\s+/g, " ").slice(0, LONGEST);

customElements.define("own-line", OwnLine);
