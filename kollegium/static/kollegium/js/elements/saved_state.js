/**
 * <saved-state data-login-url>: always says in words where the text is: on disk at the server, or still only in this
 * device, and if this device has no copy.
 */
import { room } from "../open_room.js";
import {
  NOWHERE,
  SAVED,
  SAVING,
  savedHere,
  signInAgain,
  withoutCopy,
  withoutNet,
  withoutNetOrCopy,
} from "../saved_words.js";

/** @typedef {Pick<Connection, "online" | "reason"> & Partial<Connection>} Line */
/** @typedef {{at: number | null, local: boolean}} Waiting what is not at the server */

const QUIET = 800; // all has been saved for so long before it is said, or the words would flicker with each key
const CALM = 10_000;
const LASTING = 60_000; // the server has said "later" for so long before its reason is shown
// A screen reader hears when the line has fallen and when all is well again, nothing between.
const SPOKEN = ["offline", "out", "stuck"];

/**
 * @param {number} time
 * @param {number} ms
 */
const passed = (time, ms) => Date.now() - time >= ms;

class SavedState extends HTMLElement {
  /** @type {Line | null} */
  #line = null; // the last room:connection
  /** @type {Partial<Record<"draft" | "plan" | "left", Unsaved>>} */
  #sources = {}; // the protocol's draft and one's own plan, each with its own word
  /** @type {{message: string, final: boolean} | null} */
  #refused = null;
  /** @type {{since: number, message: string} | null} */
  #later = null; // since when the server cannot save, and what it says about it
  /** @type {number | null} */
  #offlineSince = null;
  /** @type {number | null} */
  #savedAt = null; // since when nothing waits
  #spoken = "saved";
  #text = document.createElement("span");
  #voice = document.createElement("span");
  /** @type {Timer | undefined} */
  #timer;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    this.#voice.className = "visually-hidden";
    this.#voice.setAttribute("role", "status");
    this.replaceChildren(this.#text, this.#voice);
    this.#on("connection", (line) => this.#hear(line));
    this.#on("unsaved", (said) => {
      this.#sources.draft = said;
      if (!said.unsaved && !this.#refused?.final) this.#refused = null;
      if (!said.unsaved) this.#later = null;
    });
    this.#on("later", ({ message }) => (this.#later = { since: this.#later?.since ?? Date.now(), message }));
    this.#on("plan", (said) => (this.#sources.plan = said));
    this.#on("left", (said) => {
      this.#sources.left = said; // what came too late lies here only
      if (!said.unsaved) this.#refused = null;
    });
    this.#on("refused", (refused) => (this.#refused = refused));
    this.#draw();
    room().then((link) => this.#join(link));
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  get #unsaved() {
    const waiting = Object.values(this.#sources).filter((source) => source.unsaved);
    if (!waiting.length) return null;
    return {
      at: Math.max(...waiting.map((source) => source.at ?? 0)) || null,
      local: waiting.every((source) => source.local),
    };
  }

  /**
   * @template {"connection" | "unsaved" | "later" | "plan" | "left" | "refused"} Name
   * @param {Name} name
   * @param {(detail: OwnEvents[`room:${Name}`]["detail"]) => void} hear
   */
  #on(name, hear) {
    /** @param {CustomEvent<any>} event */
    const listener = ({ detail }) => {
      hear(detail);
      this.#draw();
    };
    document.addEventListener(`room:${name}`, /** @type {EventListener} */ (listener), { signal: this.#stop.signal });
  }

  /** @param {Line} line */
  #hear(line) {
    this.#line = line;
    this.#offlineSince = line.online ? null : (this.#offlineSince ?? Date.now());
  }

  /**
   * Comes into a page whose line has been open for a while, as after an htmx swap.
   * @param {import("../room_link.js").RoomLink} link
   */
  #join({ greeted, online }) {
    if (!greeted || this.#line) return;
    this.#hear({ online, reason: online ? null : "lost" });
    this.#draw();
  }

  #draw() {
    const [state, words] = this.#state();
    if (this.dataset.state !== state) this.dataset.state = state;
    this.toggleAttribute("data-no-copy", this.#hasNoCopy); // a line of its own on a phone
    if (this.#text.textContent !== words) this.#text.replaceChildren(...(state === "out" ? this.#out(words) : [words]));
    this.#speak(state, words);
    clearTimeout(this.#timer);
    const times = [(this.#savedAt ?? 0) + QUIET, (this.#unsaved?.at ?? 0) + CALM, (this.#offlineSince ?? 0) + CALM];
    if (this.#later) times.push(this.#later.since + LASTING);
    const wait = Math.min(...times.map((time) => time - Date.now()).filter((ms) => ms > 0));
    if (wait <= LASTING) this.#timer = setTimeout(() => this.#draw(), wait + 10);
  }

  /** @returns {[state: string, words: string]} */
  #state() {
    const unsaved = this.#unsaved;
    this.#savedAt = unsaved ? null : (this.#savedAt ?? Date.now());
    if (this.#line && !this.#line.online && this.#line.reason !== "lost") return ["out", this.#line.message ?? ""];
    if (this.#refused && !this.#sources.left?.unsaved) return ["local", this.#refused.message];
    if (unsaved && !unsaved.local) {
      return this.#hasNoCopy && !this.#offlineSince ? ["saving", withoutCopy(false)] : ["local", NOWHERE];
    }
    if (this.#offlineSince) return this.#offline(unsaved, this.#offlineSince);
    if (unsaved && this.#later && passed(this.#later.since, LASTING)) return ["stuck", this.#later.message];
    if (this.#sources.left?.unsaved && unsaved?.at) return ["local", savedHere(unsaved.at)];
    if (unsaved) return ["saving", unsaved.at ? savedHere(unsaved.at) : SAVING];
    if (!this.#line) return ["opening", "Ansluter …"];
    const isTyping = this.dataset.state === "saving" && !passed(this.#savedAt ?? 0, QUIET);
    if (isTyping) return ["saving", this.#text.textContent ?? ""];
    return ["saved", this.#hasNoCopy ? withoutCopy(true) : SAVED];
  }

  get #hasNoCopy() {
    return this.#sources.draft?.local === false;
  }

  /**
   * @param {Waiting | null} unsaved
   * @param {number} since
   * @returns {[state: string, words: string]}
   */
  #offline(unsaved, since) {
    if (unsaved?.at && !passed(unsaved.at, CALM)) return ["local", savedHere(unsaved.at)];
    if (this.#hasNoCopy) return ["offline", withoutNetOrCopy(since)];
    if (!unsaved && !passed(since, CALM)) return ["saved", SAVED];
    return ["offline", withoutNet(since)];
  }

  /** @param {string} words */
  #out(words) {
    return this.#line?.reason === "out"
      ? signInAgain(this.dataset.loginUrl)
      : [words || "Du kan inte längre skriva här."];
  }

  /**
   * @param {string} state
   * @param {string} words
   */
  #speak(state, words) {
    const isWell = state === "saved" || (this.#line?.online && ["local", "saving"].includes(state));
    const news = SPOKEN.includes(state) ? state : isWell ? "saved" : this.#spoken;
    if (news === this.#spoken) return;
    this.#spoken = news;
    this.#voice.textContent = state === "out" ? this.#text.textContent : words;
  }
}

customElements.define("saved-state", SavedState);
