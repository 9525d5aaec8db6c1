/** <quick-note data-key>: "Jag provade", kept in this browser at once and sent when there is a net, each line once. */
import { freshToken } from "../fresh_token.js";
import { OwnWords, joined } from "../own_words.js";
import { NOWHERE, SAVING, hour, savedHere } from "../saved_words.js";

const AGAIN = 5_000;
const today = () => new Date().toLocaleDateString("sv-SE");

/** crypto.randomUUID is for https only; a school's own server may be plain http. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class QuickNote extends HTMLElement {
  #waiting = new Map(); // key -> note
  #notes;
  #draft;
  #busy = false;
  #offlineSince = null;
  #timer;
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = this.querySelector("[data-told]");
    on(this.form, "submit", (event) => this.#add(event));
    on(this.form, "input", () => this.#keepDraft());
    on(this.querySelector("details"), "toggle", ({ target }) => target.open && this.#begin());
    on(window, "online", () => this.#send());
    on(window, "focus", () => this.#send());
    this.#draft = new OwnWords(`kollegium-draft-${this.dataset.key}-`, {
      onkept: () => (this.#draft.isKept ? this.told.textContent === NOWHERE && this.#say("") : this.#say(NOWHERE)),
      onfound: (name, words, drop, isTheirs) => isTheirs || this.#goOn(words, drop),
      signal: this.#stop.signal,
    });
    this.#notes = new OwnWords(`kollegium-notes-${this.dataset.key}-`, {
      onkept: () => this.#waiting.size && this.#sayHere(),
      onfound: (key, note, drop, isTheirs) => isTheirs || this.#take(note, drop),
      signal: this.#stop.signal,
    });
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** The page may have been open, or kept, since another day. */
  #begin() {
    const { text, on } = this.form.elements;
    if (on.value === on.defaultValue) on.value = today();
    text.focus();
  }

  #keepDraft() {
    this.#draft.set("text", this.form.elements.text.value || null);
  }

  /** What a closed tab left half written. */
  #goOn(words, drop) {
    const { text } = this.form.elements;
    text.value = joined(text.value, words);
    this.#keepDraft();
    drop();
  }

  /** What a closed tab left unsent. */
  #take(note, drop) {
    this.#hold(note);
    drop();
    this.#send();
  }

  #hold(note) {
    this.#waiting.set(note.key, note);
    this.#notes.set(note.key, note);
    if (!this.querySelector(`[data-note="${note.key}"]`)) this.#show(note);
  }

  #let(note) {
    this.#waiting.delete(note.key);
    this.#notes.set(note.key, null);
  }

  #add(event) {
    event.preventDefault();
    const { text, on } = this.form.elements;
    if (!text.value.trim()) return text.focus();
    this.#say(SAVING);
    this.#hold({ key: newKey(), text: text.value.trim(), on: on.value });
    text.value = "";
    this.#keepDraft();
    this.querySelector("details").open = false;
    this.querySelector("summary").focus();
    this.#send();
  }

  /** What the server says no to stands in the form again, with the reason, and is in no other line's way. */
  #takeBack(note, reason) {
    const { text, on } = this.form.elements;
    text.value = joined(note.text, text.value);
    on.value = note.on;
    this.#keepDraft();
    this.#let(note);
    this.querySelector(`[data-note="${note.key}"]`)?.remove();
    this.querySelector("details").open = true;
    this.#say(reason);
  }

  #show(note) {
    const list = this.querySelector(".notes__list");
    const row = document.createElement("li");
    const words = document.createElement("p");
    const day = document.createElement("span");
    day.className = "meta";
    day.textContent = new Date(`${note.on}T12:00`).toLocaleDateString("sv-SE", { day: "numeric", month: "long" });
    row.className = "notes__note";
    row.dataset.note = note.key;
    words.append(day, " ", note.text);
    row.append(words);
    list.append(row);
    list.hidden = false;
  }

  async #send() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#waiting.size) return;
    this.#busy = true;
    const [note] = this.#waiting.values();
    let answer = await this.#post(note);
    if (answer?.status === 403 && (await freshToken())) answer = await this.#post(note);
    const words = answer && answer.type !== "opaqueredirect" ? await answer.text().catch(() => "") : "";
    this.#busy = false;
    if (answer?.ok) {
      this.#offlineSince = null;
      this.#let(note);
      if (this.#waiting.size) return this.#send();
      document.dispatchEvent(new CustomEvent("notes:kept"));
      return this.#say(words || "Allt sparat. Raden följer med till nästa lärträff."); // or why it waits for its owner
    }
    if (answer?.type === "opaqueredirect" || answer?.status === 403) return this.#say("Du är utloggad. Logga in igen, det du skrivit finns kvar här.");
    if (answer && answer.status < 500) return this.#takeBack(note, words);
    this.#offlineSince ??= Date.now();
    this.#sayHere();
    this.#timer = setTimeout(() => this.#send(), AGAIN);
  }

  async #post(note) {
    const body = new FormData();
    for (const [name, value] of Object.entries(note)) body.append(name, value);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    try {
      return await fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true, redirect: "manual" });
    } catch {
      return null;
    }
  }

  #sayHere() {
    const { isKept, keptAt } = this.#notes;
    const away = () => `Utan kontakt med servern sedan ${hour(this.#offlineSince)}. Raden finns kvar här och skickas av sig själv.`;
    this.#say(!isKept ? NOWHERE : this.#offlineSince ? away() : keptAt ? savedHere(keptAt) : SAVING);
  }

  #say(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
  }
}

customElements.define("quick-note", QuickNote);
