/**
 * <own-plan data-url data-key>: keeps one's own plan as it is typed; what has not reached the server waits in this
 * browser. Each field goes with the text it was written from, so that the server can join what two devices wrote.
 */
import { post } from "../own_post.js";
import { OwnWords } from "../own_words.js";
import { NOWHERE, SAVED, SAVING, notAMember, savedHere, signInAgain, withoutNet } from "../saved_words.js";

/** @typedef {{words: string, base?: string}} Waiting what a field holds, and the text that it was written from */

const CALM = 700; // ms without a key before it is sent
const AGAIN = 4_000;
const SIGNED_IN_SOON = 12_000;
const KEPT_ALIVE = 60_000; // bytes: a browser refuses to carry more than 64 KiB past the page's own life

class OwnPlan extends HTMLElement {
  /** @type {Record<string, Waiting>} */
  #waiting = {}; // name -> { words, base }
  /** @type {(Waiting & {name: string, drop: () => void})[]} */
  #besides = []; // what closed tabs left for fields that wait here too: { name, words, base, drop }, sent one by one
  /** @type {Record<string, string>} */
  #known = {}; // name -> what the server is known to hold
  /** @type {Timer | undefined} */
  #timer;
  #busy = false;
  #saysHere = false;
  /** @type {OwnWords} */
  #words;
  /** @type {number | null} */
  #offlineSince = null;
  /** @type {AbortController} */
  #stop;

  /** @type {any} */
  form;
  /** @type {HTMLElement} */
  told;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "saved own-plan__saved";
    if (!this.closest("live-room")) this.told.setAttribute("role", "status"); // the room has one voice, not two
    this.prepend(this.told);
    this.form.querySelector("[data-save]")?.setAttribute("hidden", "");
    on(this.form, "input", ({ target }) => this.#changed(target));
    on(this.form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    on(window, "online", () => this.#send());
    on(window, "focus", () => this.#send());
    on(document, "room:connection", ({ detail }) => detail.online && this.#send());
    on(document, "visibilitychange", () => this.#send());
    for (const field of this.form.querySelectorAll("textarea")) this.#known[field.name] = field.value;
    this.#words = new OwnWords(`kollegium-plan-${this.dataset.key}-`, {
      onkept: () => this.#kept(),
      onfound: (name, waiting, drop, isTheirs) => this.#take(name, waiting, drop, isTheirs),
      signal: this.#stop.signal,
    });
    this.#askForLess();
    if (!navigator.onLine) this.#say("offline", withoutNet(Date.now())); // the page itself may be a kept one
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /**
   * Words that the page before this one, or another tab, had not sent when it was closed.
   * @param {string} name
   * @param {Waiting} waiting
   * @param {() => void} drop
   * @param {boolean} isTheirs
   */
  #take(name, { words, base }, drop, isTheirs) {
    if (isTheirs) return;
    if (this.#waiting[name]) this.#besides.push({ name, words, base, drop });
    else {
      this.#put(name, words);
      this.#hold(name, { words, base });
      drop();
    }
    this.#tell();
    this.#later(0);
  }

  /**
   * @param {string} name
   * @param {Waiting} waiting
   */
  #hold(name, waiting) {
    this.#waiting[name] = waiting;
    this.#words.set(name, waiting);
  }

  /** All that was typed is on this device's disk, or can't come there. */
  #kept() {
    if (!this.#isWaiting) return;
    this.#tell();
    this.#sayHere();
  }

  #sayHere() {
    const { isKept, keptAt } = this.#words;
    if (!isKept) this.#say("local", NOWHERE);
    else if (this.#offlineSince) this.#say("offline", withoutNet(this.#offlineSince));
    else this.#say("saving", savedHere(keptAt ?? Date.now()));
    this.#saysHere = isKept;
  }

  get #isWaiting() {
    return Object.keys(this.#waiting).length + this.#besides.length > 0;
  }

  /** @param {HTMLTextAreaElement & HTMLInputElement} field */
  #changed(field) {
    if (!field.name) return;
    const base = this.#waiting[field.name]?.base ?? this.#known[field.name];
    const words = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
    this.#hold(field.name, { words, base });
    this.#askForLess();
    this.#tell();
    if (!this.#words.isKept) this.#say("local", NOWHERE);
    else if (!this.#saysHere) this.#say("saving", SAVING); // and when it is kept, so
    this.#later(CALM);
  }

  #tell() {
    const detail = { unsaved: this.#isWaiting, local: this.#words.isKept, at: this.#words.keptAt };
    document.dispatchEvent(new CustomEvent("room:plan", { detail }));
  }

  /** A calm mark, and no bar to saving: what one does less of is chosen, or chosen to be nothing. */
  #askForLess() {
    const { effort, less, nothing_less: nothing } = this.form.elements;
    const mark = this.querySelector("[data-less-open]");
    if (mark) mark.hidden = !effort?.value.trim() || Boolean(less?.value.trim()) || Boolean(nothing?.checked);
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  #put(name, words) {
    const field = this.form.elements[name];
    if (field?.type === "checkbox") field.checked = words === "on";
    else if (field && field.value !== words) field.value = words;
  }

  /**
   * `merged`: the fields where another device had written too, with both's words.
   * @param {Record<string, Waiting>} fields
   * @param {Record<string, string>} merged
   */
  #sent(fields, merged) {
    for (const [name, { words }] of Object.entries(fields)) {
      const isDone = this.#waiting[name]?.words === words;
      this.#known[name] = isDone ? (merged[name] ?? words) : words; // typed on since: that builds on what was sent
      if (isDone) {
        delete this.#waiting[name];
        this.#words.set(name, null);
        if (name in merged) this.#put(name, merged[name]);
      } else if (this.#waiting[name]) this.#hold(name, { words: this.#waiting[name].words, base: words });
    }
    this.#offlineSince = null;
    this.#tell();
  }

  /**
   * The other tab's words are at the server too: the field shows both, unless it has been written in meanwhile.
   * @param {{name: string, words: string, drop: () => void}} beside
   * @param {Record<string, string>} merged
   */
  #joined({ name, words, drop }, merged) {
    this.#besides.shift();
    drop();
    if (this.#waiting[name]) return;
    this.#known[name] = merged[name] ?? words;
    this.#put(name, this.#known[name]);
    this.#tell();
  }

  /** @returns {Promise<void>} */
  async #send() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#isWaiting) return;
    this.#busy = true;
    const besides = Object.keys(this.#waiting).length ? null : this.#besides[0];
    const sent = besides ? { [besides.name]: besides } : { ...this.#waiting };
    const answer = await this.#post(sent);
    this.#busy = false;
    if (answer?.ok) {
      const merged = answer.status === 200 ? await answer.json() : {};
      if (besides) this.#joined(besides, merged);
      else this.#sent(sent, merged);
      if (this.#isWaiting) return this.#send();
      return this.#say("saved", SAVED);
    }
    const reason = await refusal(answer);
    if (answer?.status === 403) this.#later(SIGNED_IN_SOON);
    if (reason) return this.#say("refused", reason); // sent again when something is changed, or the page is looked at
    this.#later(answer && answer.status < 500 ? SIGNED_IN_SOON : AGAIN);
    if (answer?.type === "opaqueredirect") return this.#say("out", ...signInAgain());
    this.#offlineSince ??= Date.now();
    this.#sayHere();
  }

  /** @param {Record<string, Waiting>} waiting */
  #post(waiting) {
    const body = new FormData();
    for (const [name, { words, base }] of Object.entries(waiting)) {
      body.append(name, words);
      if (base !== undefined) body.append(`base-${name}`, base);
      if (name === "nothing_less") body.append("nothing_less_asked", "1");
    }
    const size = new Blob([...body.values()]).size;
    return post(this.dataset.url ?? "", body, this.form, size < KEPT_ALIVE);
  }

  /** @param {number} wait */
  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  /**
   * @param {string} state
   * @param {(string | Node)[]} words
   */
  #say(state, ...words) {
    this.#saysHere = false;
    const said = document.createElement("span");
    said.append(...words);
    if (this.told.textContent !== said.textContent) this.told.replaceChildren(said);
    this.told.dataset.state = state;
  }
}

/**
 * What the server would not take, and what to do; empty when it may take it later.
 * @param {Response | null} answer
 */
async function refusal(answer) {
  if (answer?.status === 404) return notAMember();
  return answer &&
    answer.status >= 400 &&
    answer.status < 500 &&
    answer.headers.get("content-type")?.startsWith("text/plain")
    ? answer.text()
    : "";
}

customElements.define("own-plan", OwnPlan);
