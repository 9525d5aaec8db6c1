/** <saved-state data-login-url>: always says in words where the text is: on disk at the server, on its way, or still on this device. */
import { room } from "../room_link.js";

const SAVING_AFTER = 1_000;
const CALM = 10_000;
const DEVICE = matchMedia("(pointer: coarse)").matches ? "telefonen" : "datorn";
const SPOKEN = ["offline", "out"]; // a screen reader hears when the line has fallen and when all is well again, nothing between

const hour = (time) => new Date(time).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
const passed = (time, ms) => Date.now() - time >= ms;

class SavedState extends HTMLElement {
  #line = null; // the last room:connection
  #sources = {}; // the protocol's draft and one's own plan, each with its own word
  #refused = null;
  #times = { unsaved: Infinity, offline: Infinity, typed: -Infinity };
  #spoken = "saved";
  #text = document.createElement("span");
  #voice = document.createElement("span");
  #timer;
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    this.#voice.className = "visually-hidden";
    this.#voice.setAttribute("role", "status");
    this.replaceChildren(this.#text, this.#voice);
    this.#on("connection", (line) => {
      this.#line = line;
      this.#times.offline = line.online ? Infinity : Math.min(this.#times.offline, Date.now());
    });
    this.#on("unsaved", (said) => {
      this.#hear("draft", said);
      if (!said.unsaved && !this.#refused?.final) this.#refused = null;
    });
    this.#on("plan", (said) => this.#hear("plan", said));
    this.#on("refused", (refused) => (this.#refused = refused));
    room().then((link) => this.#join(link));
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  get #unsaved() {
    const waiting = Object.values(this.#sources).filter((source) => source.unsaved);
    return { unsaved: waiting.length > 0, local: waiting.every((source) => source.local) };
  }

  #hear(source, said) {
    this.#sources[source] = said;
    this.#times.unsaved = this.#unsaved.unsaved ? Math.min(this.#times.unsaved, Date.now()) : Infinity;
    if (said.typed) this.#times.typed = Date.now();
  }

  #on(name, hear) {
    const listener = ({ detail }) => {
      hear(detail);
      this.#draw();
    };
    document.addEventListener(`room:${name}`, listener, { signal: this.#stop.signal });
  }

  /** Comes into a page whose line has been open for a while, as after an htmx swap. */
  #join({ greeted, online, unsaved }) {
    if (!greeted || this.#line) return;
    this.#line = { online, reason: online ? null : "lost" };
    this.#unsaved.unsaved = unsaved;
    if (!online) this.#times.offline = Date.now();
    this.#draw();
  }

  #draw() {
    const [state, words] = this.#state();
    if (this.dataset.state !== state) this.dataset.state = state;
    if (this.#text.textContent !== words) this.#text.replaceChildren(...(state === "out" ? this.#out(words) : [words]));
    this.#speak(state, words);
    clearTimeout(this.#timer);
    const { unsaved, offline, typed } = this.#times;
    const next = [unsaved + SAVING_AFTER, offline + CALM, typed + CALM].map((time) => time - Date.now()).filter((ms) => ms > 0);
    const wait = Math.min(...next);
    if (wait < CALM * 2) this.#timer = setTimeout(() => this.#draw(), wait + 10);
  }

  #state() {
    if (this.#line && !this.#line.online && this.#line.reason !== "lost") return ["out", this.#line.message];
    if (this.#refused) return ["local", this.#refused.message];
    if (this.#line && !this.#line.online) return this.#offline();
    if (!this.#line || (this.#unsaved.unsaved && passed(this.#times.unsaved, SAVING_AFTER))) return ["saving", "Sparar …"];
    return this.#unsaved.unsaved && this.dataset.state ? [this.dataset.state, this.#text.textContent] : ["saved", "Allt sparat"];
  }

  #offline() {
    const { offline, typed } = this.#times;
    if (this.#unsaved.unsaved && !this.#unsaved.local) return ["local", "Inte sparat än. Stäng inte sidan."];
    if (this.#unsaved.unsaved && !passed(typed, CALM)) return ["local", `Sparat i ${DEVICE} ${hour(typed)}`];
    if (!this.#unsaved.unsaved && !passed(offline, CALM)) return ["saved", "Allt sparat"];
    return ["offline", `Utan nät sedan ${hour(offline)}. Allt du skriver finns kvar.`];
  }

  #out(words) {
    if (this.#line.reason !== "out") return [words || "Du kan inte längre skriva här."];
    const link = document.createElement("a");
    link.href = `${this.dataset.loginUrl ?? "/logga-in/"}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "Logga in igen";
    return ["Du är utloggad. ", link, ", allt du skrivit finns kvar."];
  }

  #speak(state, words) {
    const news = SPOKEN.includes(state) ? state : state === "saved" ? "saved" : this.#spoken;
    if (news === this.#spoken) return;
    this.#spoken = news;
    this.#voice.textContent = state === "out" ? this.#text.textContent : words;
  }
}

customElements.define("saved-state", SavedState);
