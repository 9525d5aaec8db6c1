/**
 * <room-screen data-url data-phase [data-awake] [data-code] [data-guest]>: a page that only follows the open meeting;
 * the big screen, and the guest's page.
 */
import { openRoom } from "../open_room.js";
import { keepAwake } from "../wake_lock.js";

const CALM = 5_000; // ms without contact before it is said
/** @type {Partial<Record<string, string>>} */
const GONE = {
  out: "Du är utloggad. Logga in igen för att följa lärträffen här.",
  gone: "Den här sidan följer inte längre lärträffen.",
};

class RoomScreen extends HTMLElement {
  #version = -1;
  /** @type {import("../room_link.js").RoomLink | undefined} */
  link;
  /** @type {number | null} */
  #step = null;
  /** @type {Timer | undefined} */
  #lost;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {On} */
    const on = (name, listener) =>
      document.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    on("room:state", ({ detail }) => this.#draw(detail));
    on("room:connection", ({ detail }) => this.#tellContact(detail));
    if ("awake" in this.dataset) keepAwake(true);
    this.link = openRoom(this.dataset.url ?? "");
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#lost);
    keepAwake(false);
  }

  /** @param {string} words */
  announce(words) {
    const told = this.querySelector("[data-announce]");
    if (told) told.textContent = words;
  }

  /** @param {RoomState} state */
  #draw(state) {
    if (state.version < this.#version) return;
    this.#version = state.version;
    const phase = state.final ? "final" : state.ended_at ? "ended" : state.started_at ? "running" : "waiting";
    const isNew = this.dataset.phase !== phase;
    if (isNew && this.#mustAskAnew(phase)) return location.reload();
    this.dataset.phase = phase;
    for (const part of this.querySelectorAll("[data-phases]"))
      part.hidden = !part.dataset.phases.split(" ").includes(phase);
    if (isNew) this.querySelector(".screen__reading")?.scrollTo(0, 0);
    // Also when the event of it was never heard.
    if (isNew) this.dispatchEvent(new CustomEvent("phase.changed", { bubbles: true }));
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = Number(part.dataset.step) !== state.step;
    if (this.#step !== null && state.step !== this.#step && phase === "running")
      this.announce(`Steg ${state.step}: ${this.querySelector(`h1[data-step="${state.step}"]`)?.textContent ?? ""}`);
    this.#step = state.step ?? 0;
  }

  /**
   * The code comes when it is time, and a guest's page closes with the meeting: both are for the server to say.
   * @param {string} phase
   */
  #mustAskAnew(phase) {
    const isOver = phase === "ended" || phase === "final";
    return "guest" in this.dataset ? isOver : phase === "running" && !("code" in this.dataset);
  }

  /** @param {Connection} line */
  #tellContact({ online, reason, message }) {
    clearTimeout(this.#lost);
    /** @param {string} words */
    const say = (words) => {
      const told = this.querySelector("[data-contact]");
      told.hidden = !words;
      told.textContent = words;
    };
    if (online) return say("");
    if (reason === "lost") {
      this.#lost = setTimeout(
        () => say(`Utan kontakt sedan ${hour()}. Klockan går vidare. Sidan uppdateras igen när kontakten är tillbaka.`),
        CALM,
      );
      return;
    }
    if ("guest" in this.dataset && this.link?.greeted) return location.reload();
    this.querySelector(".screen__reading")?.replaceChildren(); // what is read together is for the group
    say(message || GONE[reason ?? ""] || GONE.gone || "");
  }
}

const hour = () =>
  new Date(Date.now() - CALM).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

customElements.define("room-screen", RoomScreen);
