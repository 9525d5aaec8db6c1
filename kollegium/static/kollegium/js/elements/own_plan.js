/** <own-plan data-url data-key>: keeps one's own plan as it is typed; what has not reached the server waits in this browser.
 *  Each field goes with the text it was written from, so that the server can join what two devices wrote. */

const CALM = 700; // ms without a key before it is sent
const AGAIN = 4_000;

class OwnPlan extends HTMLElement {
  #waiting = {}; // name -> { words, base }
  #known = {}; // name -> what the server is known to hold
  #timer;
  #busy = false;
  #isKept = true;
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "meta own-plan__saved";
    this.told.setAttribute("role", "status");
    this.prepend(this.told);
    this.form.querySelector("[data-save]")?.setAttribute("hidden", "");
    on(this.form, "input", ({ target }) => this.#changed(target));
    on(this.form, "submit", (event) => (event.preventDefault(), this.#send()));
    on(window, "online", () => this.#send());
    on(document, "visibilitychange", () => document.hidden && this.#send());
    for (const field of this.form.querySelectorAll("textarea")) this.#known[field.name] = field.value;
    this.#restore();
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  get #store() {
    return `kollegium-plan-${this.dataset.key}`;
  }

  #restore() {
    try {
      this.#waiting = JSON.parse(localStorage.getItem(this.#store)) ?? {};
    } catch {
      this.#waiting = {};
    }
    for (const [name, { words }] of Object.entries(this.#waiting)) this.#put(name, words);
    if (!Object.keys(this.#waiting).length) return;
    this.#tell();
    this.#send();
  }

  #changed(field) {
    if (!field.name) return;
    const base = this.#waiting[field.name]?.base ?? this.#known[field.name];
    this.#waiting[field.name] = { words: field.type === "checkbox" ? (field.checked ? "on" : "") : field.value, base };
    this.#keep();
    this.#tell(true);
    this.#say("Sparar …");
    this.#later(CALM);
  }

  #put(name, words) {
    const field = this.form.elements[name];
    if (field?.type === "checkbox") field.checked = words === "on";
    else if (field && field.value !== words) field.value = words;
  }

  #tell(typed = false) {
    const detail = { unsaved: Object.keys(this.#waiting).length > 0, typed, local: this.#isKept };
    document.dispatchEvent(new CustomEvent("room:plan", { detail }));
  }

  #keep() {
    this.#isKept = true;
    try {
      if (Object.keys(this.#waiting).length) localStorage.setItem(this.#store, JSON.stringify(this.#waiting));
      else localStorage.removeItem(this.#store);
    } catch {
      this.#isKept = false; // a browser without a store: the words are still on the page
    }
  }

  async #send() {
    clearTimeout(this.#timer);
    if (this.#busy || !Object.keys(this.#waiting).length) return;
    this.#busy = true;
    const sent = { ...this.#waiting };
    const answer = await this.#post(sent);
    this.#busy = false;
    if (answer?.ok) {
      this.#arrived(sent, answer.status === 200 ? await answer.json() : {});
      this.#keep();
      this.#tell();
      if (Object.keys(this.#waiting).length) return this.#send();
      return this.#say("Allt sparat");
    }
    if (answer?.type === "opaqueredirect") return this.#say("Du är utloggad. Logga in igen, det du skrivit finns kvar här.");
    if (answer && answer.status < 500 && answer.headers.get("content-type")?.startsWith("text/plain")) return this.#say(await answer.text());
    this.#say("Utan kontakt med servern. Det du skriver finns kvar här.");
    this.#later(AGAIN);
  }

  /** `merged`: the fields where another device had written too, with both's words. */
  #arrived(sent, merged) {
    for (const [name, { words }] of Object.entries(sent)) {
      const isDone = this.#waiting[name]?.words === words;
      this.#known[name] = isDone ? (merged[name] ?? words) : words; // typed on since: that builds on what was sent
      if (isDone) delete this.#waiting[name];
      else this.#waiting[name].base = words;
      if (isDone && name in merged) this.#put(name, merged[name]);
    }
  }

  async #post(waiting) {
    const body = new FormData();
    for (const [name, { words, base }] of Object.entries(waiting)) {
      body.append(name, words);
      if (base !== undefined) body.append(`base-${name}`, base);
      if (name === "nothing_less") body.append("nothing_less_asked", "1");
    }
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    try {
      return await fetch(this.dataset.url, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true, redirect: "manual" });
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

customElements.define("own-plan", OwnPlan);
