/**
 * <live-protocol data-draft-key data-user>: makes its textareas[data-heading], rendered readonly, one text that the
 * whole group writes in.
 */
import { putLine, takeLine } from "../lines.js";
import { room } from "../open_room.js";
import { WritingSigns } from "../writing_signs.js";
import { leftOut } from "./left_out.js";

const FULL = "Rubriken är full, så raden får inte plats. Ta bort något där först. Raden finns kvar här.";
const MARKS = 4; // a line break before the line and one after, and what stands before its words
const MEET_WITHIN = 2_500; // then show what this browser has, without waiting for the server

class LiveProtocol extends HTMLElement {
  /** @type {HTMLTextAreaElement[]} */
  #areas = [];
  /** @type {import("../shared_textarea.js").SharedTextarea[]} */
  #fields = [];
  /** @type {import("../room_link.js").RoomLink } */
  #link = /** @type {any} */ (null);
  /** @type {import("../living_draft.js").LivingDraft } */
  #draft = /** @type {any} */ (null);
  #final = false;
  #due = false; // about to be final: locked, and perhaps open again
  #bound = false;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    this.#areas = [...this.querySelectorAll("textarea[data-heading]")];
    this.#final = this.hasAttribute("data-final");
    this.#start(this.#stop.signal).catch((error) => console.error("protocol: the live text could not start", error));
  }

  disconnectedCallback() {
    this.#stop.abort();
    for (const field of this.#fields) {
      field.read();
      field.close();
    }
    if (this.#draft) this.#link?.drop(this.#draft);
    this.#draft?.close();
    this.#fields = [];
    this.#link = this.#draft = /** @type {any} */ (null);
    this.#bound = false;
    this.removeAttribute("data-live");
  }

  /** @param {AbortSignal} signal */
  async #start(signal) {
    this.#areas.forEach((area) => (area.readOnly = true));
    const { LivingDraft } = await engine();
    const draft = await LivingDraft.load(`${this.dataset.draftKey}-${this.dataset.user}`, () => this.#link?.changed());
    if (signal.aborted) return draft.close();
    this.#draft = draft;
    draft.doc.on("update", written);
    if (this.#final) return this.#settle();
    const link = await room();
    if (signal.aborted) return;
    this.#link = link;
    this.#listen(signal);
    link.carry(draft);
    await this.#met();
    // A finished protocol's draft is emptied at the server: what the page was rendered with is the text.
    if (!signal.aborted && !this.#final) this.#bind();
  }

  /** A browser that has no text yet must wait for the server's, or the same words would be written twice. */
  #met() {
    const patience = new Promise((resolve) => this.#draft.isEmpty || setTimeout(resolve, MEET_WITHIN));
    return Promise.race([this.#draft.caughtUp, patience]);
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    /** @type {On} */
    const on = (name, listener, target = document) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal });
    on("room:connection", ({ detail }) =>
      ["removed", "gone"].includes(detail.reason ?? "") ? this.#close() : this.#unlock(),
    );
    on("room:state", ({ detail }) => this.#follow(detail));
    on("room:refused", ({ detail }) => detail.final && this.#close());
    on("room:unsaved", () => this.#settle());
    on("protocol.final", () => this.#close(), document.body);
    on("input", ({ target }) => target.dataset.heading && this.#link.writing(target.dataset.heading), this);
    on("click", ({ target }) => target.dataset.begins && this.#begin(target), this);
    on("line:put", ({ detail }) => this.#lend(detail, putLine));
    on("line:take", ({ detail }) => this.#lend(detail, takeLine));
    on("beforeunload", (event) => this.#link.unsaved && !this.#draft.isStored && event.preventDefault(), window);
    new WritingSigns(this, this.dataset.user, signal);
    if (this.#link.state) this.#follow(this.#link.state);
  }

  /** @param {RoomState} state */
  #follow({ due, final }) {
    if (final) return this.#close();
    if (this.#due === !!due) return;
    this.#sendAll();
    this.#due = !!due;
    this.#unlock();
  }

  #bind() {
    this.#fields = this.#areas.map((area) => this.#draft.bind(area));
    this.#bound = true;
    this.#unlock();
    this.toggleAttribute("data-live", true);
    written();
  }

  #unlock() {
    // Before the first answer nobody knows who may write, but what the browser has was written by somebody who could.
    const mayWrite = this.#bound && !this.#final && !this.#due && (this.#link.writes || !this.#link.greeted);
    this.#areas.forEach((area) => (area.readOnly = !mayWrite));
    this.#settle();
  }

  /**
   * <own-line> asks for a line to be put in, or taken out: done as a local edit, so it is stored and sent like typing.
   * @param {AskedLine} asked
   * @param {typeof putLine | typeof takeLine} write
   */
  #lend(asked, write) {
    const area = this.#areas.find(({ dataset }) => dataset.heading === asked.heading);
    if (!this.#bound || !area || area.readOnly) return;
    const field = this.#fields.find(({ heading }) => heading === asked.heading);
    const text = this.#draft.text(asked.heading);
    this.#fields.forEach((each) => each.read());
    if (write === putLine && field && field.left < asked.words.length + MARKS) {
      asked.refusal = FULL;
      return;
    }
    this.#draft.numbers.takeTurn(text, text.length);
    asked.answer = write(text, asked.words);
  }

  /**
   * In a heading that is empty: words to begin with, as if whoever presses had typed them.
   * @param {HTMLButtonElement} button
   */
  #begin({ dataset, value }) {
    const area = this.#areas.find(({ dataset: { heading } }) => heading === dataset.begins);
    if (!area) return;
    area.value ||= value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  #close() {
    if (this.#final) return;
    this.#sendAll();
    this.#final = true;
    this.#unlock();
  }

  #sendAll() {
    this.#draft.release();
    this.#fields.forEach((field) => field.read());
    this.#link.flush();
  }

  /**
   * Nothing more can be written: once the server has answered for it all, offer what it did not take, else empty the
   * browser's store.
   */
  async #settle() {
    const draft = this.#draft;
    const readOnly = this.#final || (this.#link.greeted && !this.#link.writes);
    if (!readOnly || draft.isForgotten || (this.#link && !this.#link.hasAnswered)) return;
    await draft.settle();
    const headings = this.#areas.map((area) => [area.dataset.heading ?? "", label(area)]);
    /** @type {(key: string) => string} */
    const rendered = this.hasAttribute("data-final")
      ? (key) => this.querySelector(`[data-heading="${key}"]`).defaultValue
      : () => "";
    const text = leftOut(draft, headings, rendered);
    if (text) this.#offer(text);
    else if (this.#final) await this.#forget(draft);
  }

  /** @param {import("../living_draft.js").LivingDraft} draft */
  async #forget(draft) {
    await draft.forget();
    document.dispatchEvent(new CustomEvent("room:left", { detail: { unsaved: false } }));
  }

  /**
   * Above all views of the room, so that it is seen whichever one is open.
   * @param {string} text
   */
  #offer(text) {
    const place = this.closest("live-room") ?? this;
    const block = document.querySelector("left-out:not([data-under])") ?? document.createElement("left-out");
    if (!block.isConnected) place.before(block);
    block.offer(text, this.#draft);
    if (!this.hasAttribute("data-final")) this.#showWhatIsKept();
  }

  /** A finished protocol is shown as it is: without the words that did not come in. */
  #showWhatIsKept() {
    this.#fields.forEach((field) => field.close());
    this.#fields = [];
    this.#areas.forEach((area) => (area.value = this.#draft.keptText(area.dataset.heading ?? "")));
  }
}

/** The fields show something else than before, whoever wrote it. */
const written = () => document.dispatchEvent(new CustomEvent("room:written"));

/** Yjs and what uses it: fetched only where it is needed, and again if the net failed. */
async function engine() {
  for (let wait = 1_000; ; wait *= 2) {
    try {
      return await import("../living_draft.js");
    } catch (error) {
      if (wait > 16_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** @param {HTMLTextAreaElement} area */
function label(area) {
  const words = /** @type {Element | undefined} */ (area.labels[0]?.cloneNode(true));
  words?.querySelectorAll("[data-writing], textarea").forEach((part) => part.remove());
  return words?.textContent?.trim() || (area.dataset.heading ?? "");
}

customElements.define("live-protocol", LiveProtocol);
