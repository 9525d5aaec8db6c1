/** <quick-note data-key>: "Jag provade", kept in this browser at once and sent when there is a net, each line once. */
import { freshToken } from "../fresh_token.js";

const AGAIN = 5_000;
const today = () => new Date().toLocaleDateString("sv-SE");
const hour = () => new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

/** crypto.randomUUID is for https only; a school's own server may be plain http. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class QuickNote extends HTMLElement {
  #waiting = [];
  #busy = false;
  #timer;
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = this.querySelector("[data-told]");
    on(this.form, "submit", (event) => this.#add(event));
    on(this.form, "input", () => this.#store("draft", this.form.elements.text.value));
    on(this.querySelector("details"), "toggle", ({ target }) => target.open && this.#begin());
    on(window, "online", () => this.#send());
    on(window, "focus", () => this.#send());
    this.form.elements.text.value ||= this.#stored("draft", "");
    this.#waiting = this.#stored("notes", []);
    this.#waiting.forEach((note) => this.#show(note));
    this.#send();
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

  #add(event) {
    event.preventDefault();
    const { text, on } = this.form.elements;
    if (!text.value.trim()) return text.focus();
    const note = { key: newKey(), text: text.value.trim(), on: on.value };
    this.#waiting.push(note);
    this.#store("notes", this.#waiting);
    this.#store("draft", "");
    text.value = "";
    this.querySelector("details").open = false;
    this.querySelector("summary").focus();
    this.#show(note);
    this.#say(`Sparat i ${matchMedia("(pointer: coarse)").matches ? "telefonen" : "datorn"} ${hour()}`);
    this.#send();
  }

  /** What the server says no to stands in the form again, with the reason, and is in no other line's way. */
  #takeBack(note, reason) {
    const { text, on } = this.form.elements;
    this.#waiting.shift();
    this.#store("notes", this.#waiting);
    this.querySelector(`[data-note="${note.key}"]`)?.remove();
    text.value = [note.text, text.value].filter(Boolean).join("\n");
    on.value = note.on;
    this.#store("draft", text.value);
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
    if (this.#busy || !this.#waiting.length) return;
    this.#busy = true;
    const [note] = this.#waiting;
    let answer = await this.#post(note);
    if (answer?.status === 403 && (await freshToken())) answer = await this.#post(note);
    this.#busy = false;
    if (answer?.ok) {
      this.#waiting.shift();
      this.#store("notes", this.#waiting);
      if (this.#waiting.length) return this.#send();
      document.dispatchEvent(new CustomEvent("notes:kept"));
      return this.#say("Allt sparat. Raden följer med till nästa lärträff.");
    }
    if (answer?.type === "opaqueredirect" || answer?.status === 403) return this.#say("Du är utloggad. Logga in igen, det du skrivit finns kvar här.");
    if (answer && answer.status < 500) return this.#takeBack(note, await answer.text());
    this.#say(`Utan kontakt med servern sedan ${hour()}. Raden finns kvar här och skickas av sig själv.`);
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

  #stored(what, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`kollegium-${what}-${this.dataset.key}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  #store(what, value) {
    try {
      if (value.length) localStorage.setItem(`kollegium-${what}-${this.dataset.key}`, JSON.stringify(value));
      else localStorage.removeItem(`kollegium-${what}-${this.dataset.key}`);
    } catch {
      // a browser without a store: the words are still on the page
    }
  }

  #say(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
  }
}

customElements.define("quick-note", QuickNote);
