/** <own-plan data-url data-key>: keeps one's own plan as it is typed; what has not reached the server waits in this browser. */

const CALM = 700; // ms without a key before it is sent
const AGAIN = 4_000;

class OwnPlan extends HTMLElement {
  #waiting = {};
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
    for (const [name, words] of Object.entries(this.#waiting)) if (this.form.elements[name]) this.form.elements[name].value = words;
    if (!Object.keys(this.#waiting).length) return;
    this.#tell();
    this.#send();
  }

  #changed(field) {
    if (!field.name) return;
    this.#waiting[field.name] = field.value;
    this.#keep();
    this.#tell(true);
    this.#say("Sparar …");
    this.#later(CALM);
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
      for (const [name, words] of Object.entries(sent)) if (this.#waiting[name] === words) delete this.#waiting[name];
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

  async #post(words) {
    const body = new FormData();
    for (const [name, value] of Object.entries(words)) body.append(name, value);
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
