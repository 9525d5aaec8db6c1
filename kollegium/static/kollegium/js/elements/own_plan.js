/** <own-plan data-url data-key>: keeps one's own plan as it is typed; what has not reached the server waits in this browser.
 *  Each field goes with the text it was written from, so that the server can join what two devices wrote. */
import { freshToken } from "../fresh_token.js";
import { NOWHERE, SAVED, notAMember, savedHere, withoutNet } from "../saved_words.js";

const CALM = 700; // ms without a key before it is sent
const AGAIN = 4_000;
const SIGNED_IN_SOON = 12_000;
const KEPT_ALIVE = 60_000; // bytes: a browser refuses to carry more than 64 KiB past the page's own life

class OwnPlan extends HTMLElement {
  #waiting = {}; // name -> { words, base }
  #known = {}; // name -> what the server is known to hold
  #timer;
  #busy = false;
  #isKept = true;
  #keptAt = null;
  #offlineSince = null;
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "meta own-plan__saved";
    if (!this.closest("live-room")) this.told.setAttribute("role", "status"); // the room has one voice, not two
    this.prepend(this.told);
    this.form.querySelector("[data-save]")?.setAttribute("hidden", "");
    on(this.form, "input", ({ target }) => this.#changed(target));
    on(this.form, "submit", (event) => (event.preventDefault(), this.#send()));
    on(window, "online", () => this.#send());
    on(window, "focus", () => this.#send());
    on(document, "room:connection", ({ detail }) => detail.online && this.#send());
    on(document, "visibilitychange", () => this.#send());
    for (const field of this.form.querySelectorAll("textarea")) this.#known[field.name] = field.value;
    this.#restore();
    this.#askForLess();
    if (!navigator.onLine) this.#say(withoutNet(Date.now())); // the page itself may be a kept one
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  get #store() {
    return `kollegium-plan-${this.dataset.key}`;
  }

  #restore() {
    for (const field of this.form.elements) {
      const kept = field.name ? stored(this.#place(field.name)) : null;
      if (kept === null) continue;
      this.#waiting[field.name] = kept;
      this.#put(field.name, kept.words);
    }
    if (!this.#isWaiting) return;
    this.#tell();
    this.#send();
  }

  get #isWaiting() {
    return Object.keys(this.#waiting).length > 0;
  }

  /** Field by field, as another tab may hold words for another field of the same plan. */
  #place(name) {
    return `${this.#store}-${name}`;
  }

  #changed(field) {
    if (!field.name) return;
    const base = this.#waiting[field.name]?.base ?? this.#known[field.name];
    const words = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
    this.#waiting[field.name] = { words, base };
    this.#askForLess();
    try {
      localStorage.setItem(this.#place(field.name), JSON.stringify({ words, base }));
      this.#isKept = true;
      this.#keptAt = Date.now();
    } catch {
      this.#isKept = false; // a browser without a store: the words are still on the page
    }
    this.#tell();
    this.#say(this.#isKept ? savedHere(this.#keptAt) : NOWHERE);
    this.#later(CALM);
  }

  #tell() {
    const detail = { unsaved: this.#isWaiting, local: this.#isKept, at: this.#keptAt };
    document.dispatchEvent(new CustomEvent("room:plan", { detail }));
  }

  /** A calm mark, and no bar to saving: what one does less of is chosen, or chosen to be nothing. */
  #askForLess() {
    const { effort, less, nothing_less: nothing } = this.form.elements;
    const mark = this.querySelector("[data-less-open]");
    if (mark) mark.hidden = !effort?.value.trim() || Boolean(less?.value.trim()) || Boolean(nothing?.checked);
  }

  #put(name, words) {
    const field = this.form.elements[name];
    if (field?.type === "checkbox") field.checked = words === "on";
    else if (field && field.value !== words) field.value = words;
  }

  /** `merged`: the fields where another device had written too, with both's words. */
  #sent(fields, merged) {
    for (const [name, { words }] of Object.entries(fields)) {
      const isDone = this.#waiting[name]?.words === words;
      this.#known[name] = isDone ? (merged[name] ?? words) : words; // typed on since: that builds on what was sent
      if (isDone) delete this.#waiting[name];
      else if (this.#waiting[name]) this.#waiting[name].base = words;
      if (isDone && name in merged) this.#put(name, merged[name]);
      if (stored(this.#place(name))?.words === words) localStorage.removeItem(this.#place(name));
    }
    this.#offlineSince = null;
    this.#tell();
  }

  async #send() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#isWaiting) return;
    this.#busy = true;
    const sent = { ...this.#waiting };
    let answer = await this.#post(sent);
    if (answer?.status === 403 && (await freshToken())) answer = await this.#post(sent);
    this.#busy = false;
    if (answer?.ok) {
      this.#sent(sent, answer.status === 200 ? await answer.json() : {});
      if (this.#isWaiting) return this.#send();
      return this.#say(SAVED);
    }
    const reason = await refusal(answer);
    if (answer?.status === 403) this.#later(SIGNED_IN_SOON);
    if (reason) return this.#say(reason); // sent again when something is changed, or the page is looked at
    this.#later(answer && answer.status < 500 ? SIGNED_IN_SOON : AGAIN);
    if (answer?.type === "opaqueredirect") return this.#say("Du är utloggad. Logga in igen, allt du skrivit finns kvar.");
    this.#offlineSince ??= Date.now();
    this.#say(this.#isKept ? withoutNet(this.#offlineSince) : NOWHERE);
  }

  async #post(waiting) {
    const body = new FormData();
    for (const [name, { words, base }] of Object.entries(waiting)) {
      body.append(name, words);
      if (base !== undefined) body.append(`base-${name}`, base);
      if (name === "nothing_less") body.append("nothing_less_asked", "1");
    }
    const size = new Blob([...body.values()]).size;
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    try {
      return await fetch(this.dataset.url, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: size < KEPT_ALIVE, redirect: "manual" });
    } catch {
      return null;
    }
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #say(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
  }
}

/** What the server would not take, and what to do; empty when it may take it later. */
async function refusal(answer) {
  if (answer?.status === 404) return notAMember();
  return answer && answer.status >= 400 && answer.status < 500 && answer.headers.get("content-type")?.startsWith("text/plain") ? answer.text() : "";
}

function stored(place) {
  try {
    const kept = localStorage.getItem(place);
    return kept === null ? null : JSON.parse(kept);
  } catch {
    return null;
  }
}

customElements.define("own-plan", OwnPlan);
