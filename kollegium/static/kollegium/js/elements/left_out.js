/**
 * <left-out>: what somebody wrote and the protocol did not take, as it came too late or did not fit: theirs to copy,
 * there until they take it away. With data-draft-key and data-titles it looks by itself whether this browser holds such
 * text.
 */
import { isSure } from "../asking.js";

/** @typedef {{isSafeHere: boolean, storedAt: number | null, forget(): Promise<unknown>}} Source whose text it is */

const TITLE = "Det här hann inte med i protokollet";
const TOLD =
  "Det är din egen text. Den finns bara här i webbläsaren och bara du ser den. Kopiera den om du vill använda den.";

class LeftOut extends HTMLElement {
  #text = document.createElement("textarea");
  /** @type {Source | null} */
  #draft = null;

  connectedCallback() {
    if (this.dataset.draftKey && !this.#draft)
      this.#look().catch((error) => console.warn("protocol: the browser's store could not be read", error));
  }

  /**
   * `draft`: whose store holds the text, and is emptied when it is taken away.
   * @param {string} text
   * @param {Source} draft
   */
  offer(text, draft, title = TITLE, told = TOLD) {
    this.#draft = draft;
    this.#tell(true);
    if (this.#text.isConnected) {
      this.#text.value = text;
      return;
    }
    this.className = "left-out";
    this.setAttribute("role", "region");
    const head = part("h2", title, "left-out__title");
    head.id = `left-out-${this.dataset.under ?? "all"}`;
    this.setAttribute("aria-labelledby", head.id);
    this.#text.setAttribute("aria-labelledby", head.id);
    this.#text.className = "input";
    this.#text.readOnly = true;
    this.#text.value = text;
    const buttons = part("p", "", "buttons");
    const copy = part("button", "Kopiera", "button button--primary");
    const drop = part("button", "Ta bort", "button");
    copy.addEventListener("click", () => this.#copy(copy));
    drop.addEventListener("click", () => this.#drop());
    buttons.append(copy, drop);
    this.replaceChildren(head, part("p", told), this.#text, buttons);
    this.hidden = false;
  }

  get isOffered() {
    return this.isConnected && this.#draft !== null;
  }

  /**
   * As long as it lies here it is saved in this device only, and the room's state says so.
   * @param {boolean} isOffered
   */
  #tell(isOffered) {
    const unsaved =
      isOffered || [...document.querySelectorAll("left-out")].some((other) => other !== this && other.isOffered);
    const detail = { unsaved, local: this.#draft?.isSafeHere, at: this.#draft?.storedAt };
    document.dispatchEvent(new CustomEvent("room:left", { detail }));
  }

  /** @param {HTMLButtonElement} button */
  async #copy(button) {
    try {
      await navigator.clipboard.writeText(this.#text.value);
    } catch {
      this.#text.select(); // on plain http a browser has no other clipboard
      document.execCommand("copy");
    }
    button.textContent = "Kopierat";
  }

  async #drop() {
    if (!(await isSure("Ta bort texten?", "Den finns ingen annanstans, så det går inte att ångra.", "Ta bort"))) return;
    await this.#draft?.forget();
    this.#tell(false);
    const { under } = this.dataset;
    this.remove();
    const next = document.querySelector(under ? `textarea[data-heading="${under}"]` : "main h1");
    if (!next) return;
    if (!under) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  /** On the finished protocol's page: nothing is fetched or opened in a browser that never held this draft. */
  async #look() {
    const name = `${this.dataset.draftKey}-${this.dataset.user}`;
    const held = (await indexedDB.databases?.()) ?? [];
    if (!held.some((store) => store.name?.endsWith(name))) return;
    const { LivingDraft } = await import("../living_draft.js");
    const draft = await LivingDraft.load(name, () => {});
    const final = document.querySelector("article")?.textContent ?? "";
    const text = leftOut(
      draft,
      Object.entries(JSON.parse(document.getElementById(this.dataset.titles ?? "").textContent)),
      () => final,
    );
    if (text) this.offer(text, draft);
    else draft.close();
  }
}

/**
 * All that has not reached the server, under its headings: [[key, title], …]; `final` gives the words that did become
 * the protocol.
 * @param {import("../living_draft.js").LivingDraft} draft
 * @param {string[][]} headings
 * @param {(key: string) => string} final
 */
export function leftOut(draft, headings, final) {
  const parts = headings
    .map(([key, title]) => [title, draft.unkept(key, final(key))])
    .filter(([, text]) => text.trim());
  return parts.map(([title, text]) => `${title}\n${text}`).join("\n\n");
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 */
function part(tag, text, className = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  if (made instanceof HTMLButtonElement) made.type = "button";
  return made;
}

customElements.define("left-out", LeftOut);
