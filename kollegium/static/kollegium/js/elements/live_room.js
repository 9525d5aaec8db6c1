/**
 * <live-room data-url data-phase data-view>: opens the page's one link and shows what belongs to the moment; nothing
 * here decides.
 */
import { drawControls, drawPresent } from "../room_controls.js";
import { openRoom } from "../open_room.js";
import { keepAwake } from "../wake_lock.js";

const NO_CONTACT = "Servern svarar inte just nu. Ingenting är ändrat. Försök igen om en stund.";
const SIGNED_OUT = "Du är utloggad. Öppna inloggningen i en ny flik och logga in igen, allt du skrivit finns kvar.";
const CLOSED = ["removed", "gone"]; // nothing here can be steered any more, and nothing that is shown will change
const MID_SENTENCE = 10_000;

class LiveRoom extends HTMLElement {
  #version = -1;
  /** @type {import("../room_link.js").RoomLink | undefined} */
  link;
  /** @type {number | null | undefined} */
  #step; // as it was before this state; undefined while there has been none
  /** @type {number | null} */
  #speaker = null;
  #wroteAt = -Infinity;
  /** @type {any} */
  #pressed = null;
  /** @type {string | null | undefined} */
  #phase = null;
  #isForPlans = false; // the step that runs is the one where plans are written
  #hasMissed = false; // events, while the line was down
  /** @type {string | null} */
  #members = null;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    this.#isForPlans = this.querySelector("[data-wide]") !== null;
    /** @type {On} */
    const on = (name, listener, target = document) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    on("room:state", ({ detail }) => this.#draw(detail));
    on("room:connection", ({ detail }) => this.#connect(detail));
    on("meeting.started", () => this.link?.reopen(), document.body); // the draft opens: be greeted anew
    on("click", (event) => this.#show(event), this);
    on("htmx:afterRequest", ({ detail }) => this.#tell(detail), this);
    on("htmx:afterSettle", () => this.#settle(), this);
    on("submit", ({ submitter }) => (this.#pressed = submitter), this);
    on("input", () => (this.#wroteAt = performance.now()), this);
    on("focusin", ({ target }) => this.#turnedTo(target), this);
    on("keydown", (event) => this.#keys(event));
    new ResizeObserver(([{ target }]) =>
      document.documentElement.style.setProperty("--topbar", `${/** @type {HTMLElement} */ (target).offsetHeight}px`),
    ).observe(document.querySelector(".topbar"));
    // The address may name a view.
    [...this.querySelectorAll(".room__tabs a")].find((tab) => tab.hash === location.hash)?.click();
    this.link = openRoom(this.dataset.url ?? "", this.dataset.user);
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  /** @param {Connection} line */
  #connect({ online, reason }) {
    if (online) this.querySelector("[data-alert]").hidden = true;
    else if (this.link?.greeted) this.#hasMissed = true;
    this.toggleAttribute("data-closed", CLOSED.includes(reason ?? ""));
  }

  /** Draws the controls that have just come. */
  #settle() {
    if (!this.link?.state) return;
    this.#drawControls(this.link.state);
    this.#keepFocus();
  }

  /** @param {Element} target */
  #turnedTo(target) {
    if (target.matches("textarea")) this.#wroteAt = performance.now();
  }

  /** @param {RoomState} state */
  #draw(state) {
    if (state.version < this.#version) return;
    this.#version = state.version;
    // The start was undone, and the draft is closed.
    if (this.dataset.phase !== "waiting" && !state.started_at) this.link?.reopen();
    if (!state.ended_at) delete this.dataset.ended;
    this.dataset.phase = state.final
      ? "final"
      : state.due
        ? "due"
        : state.ended_at
          ? "ended"
          : state.started_at
            ? "running"
            : "waiting";
    for (const part of this.querySelectorAll("[data-phases]"))
      part.hidden = !part.dataset.phases.split(" ").includes(this.dataset.phase);
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = Number(part.dataset.step) !== state.step;
    drawPresent(this, state);
    this.#drawControls(state);
    this.#announce(state);
    keepAwake(!!state.round && state.round.speaker === Number(this.dataset.user)); // the speaker's phone stays lit
    this.#keepFocus();
    if (this.#hasMissed && this.link?.online) this.#lookAgain(state);
    if (this.link?.online) this.#members = Object.keys(state.people).join();
  }

  /** @param {RoomState} state */
  #lookAgain({ round, ended_at: ended, people }) {
    this.#hasMissed = false;
    const others = this.#members !== null && this.#members !== Object.keys(people).join();
    const missed = [round && "turn.changed", ended && "ending.stale", others && "members.changed"];
    for (const name of missed) if (name) document.body.dispatchEvent(new CustomEvent(name));
  }

  /** The button that was pressed may have gone: the keyboard goes on from what came instead. */
  #keepFocus() {
    if (!this.#pressed || this.#pressed.checkVisibility()) return;
    const wasPauseOrGoOn = this.#pressed.closest("[data-pause], [data-go-on]");
    const next = [...this.querySelectorAll(wasPauseOrGoOn ? "[data-pause] button, [data-go-on] button" : "h1")].find(
      (part) => part.checkVisibility(),
    );
    this.#pressed = null;
    const held = document.activeElement;
    // Somebody has already put it right.
    if (!next || (held && held !== document.body && held.checkVisibility())) return;
    if (next.matches("h1")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  /** @param {RoomState} state */
  #drawControls(state) {
    this.#isForPlans = drawControls(this, state) && this.dataset.phase === "running";
  }

  /**
   * A screen reader hears of the next step and of one's own turn; not of seconds.
   * @param {RoomState} state
   */
  #announce({ step, round, ended_at: ended }) {
    const { phase = "" } = this.dataset;
    const before = this.#phase;
    if (["due", "final"].includes(phase) && phase !== before) this.#choose("now", null); // here is what comes of it
    this.#phase = phase;
    const title = this.querySelector(`.track__step[data-position="${step}"] .track__title`)?.textContent;
    const speaker = round?.speaker ?? null;
    const news = [];
    if (this.#step !== undefined && step !== this.#step && title) news.push(`Nu: ${title}`);
    if (speaker !== this.#speaker && speaker === Number(this.dataset.user)) news.push("Nu är det din tur");
    if (ended && this.dataset.ended !== "told") news.push("Lärträffen är avslutad");
    if (phase === "due" && before === "ended") news.push("Protokollet skickas om en minut");
    if (phase === "ended" && before === "due") news.push("Det går att skriva i protokollet igen");
    if (news.length) this.announce(news.join(". ")); // the first speaker hears of the step and of the turn at once
    if (step !== (this.#step ?? null) || (ended && this.dataset.ended !== "told")) this.#turnTo(ended ? null : step);
    if (ended) this.dataset.ended = "told";
    this.#step = step;
    this.#speaker = speaker;
  }

  /**
   * With each step comes what one needs in it: one's own plan when plans are written, else the stage and the protocol.
   * @param {number | null} step
   */
  #turnTo(step) {
    if (performance.now() - this.#wroteAt < MID_SENTENCE) return; // never from under a writer
    if (step === 2) this.querySelector(".mirror")?.setAttribute("open", ""); // there is something to hear
    this.querySelector(".room__side").dataset.view = this.#isForPlans ? "plan" : "protocol";
    this.#choose(this.#isForPlans ? "plan" : "now", null);
  }

  /** @param {string} words */
  announce(words) {
    this.querySelector("[data-announce]").textContent = words;
  }

  /** @param {Hearing<"click">} event */
  #show(event) {
    const link = event.target.closest("[data-show]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.show !== "now") this.#wroteAt = performance.now(); // one turns there to write
    this.#choose(link.dataset.show, link);
    const field = link.dataset.focus && this.querySelector(`[data-heading="${link.dataset.focus}"]`);
    field?.focus();
  }

  /**
   * @param {string} view
   * @param {Element | null} link
   */
  #choose(view, link) {
    const isTab = link?.closest(".tabs");
    this.dataset.view = view;
    const side = this.querySelector(".room__side");
    if (view !== "now") side.dataset.view = view;
    if (this.#isForPlans !== side.hasAttribute("data-wide")) this.#giveRoom(side);
    for (const tab of this.querySelectorAll(".tabs [data-show]")) {
      const chosen = tab.closest(".room__side") ? side.dataset.view : view;
      tab.toggleAttribute("aria-current", false);
      if (tab.dataset.show === chosen) tab.setAttribute("aria-current", "true");
    }
    if (link && !isTab)
      this.querySelector(view === "plan" ? "#min-plan" : "#protokoll")?.scrollIntoView({ block: "nearest" });
    if (isTab || !link) scrollTo({ top: 0 });
  }

  /**
   * While plans are written the plan has the wide place, and begins with the month that comes.
   * @param {HTMLElement} side
   */
  #giveRoom(side) {
    side.toggleAttribute("data-wide", this.#isForPlans);
    side.querySelector("[data-report]").open = !this.#isForPlans;
  }

  /** @param {HtmxDetail} detail */
  #tell({ successful, xhr, requestConfig, failed }) {
    if (successful && requestConfig.verb === "get") return; // a page that looks again does not take a word back
    const alert = this.querySelector("[data-alert]");
    const isSignedOut = new URL(xhr.responseURL || location.href).pathname === "/logga-in/";
    alert.hidden = successful && !isSignedOut;
    if (alert.hidden) return;
    alert.textContent = isSignedOut ? SIGNED_OUT : reason(xhr, failed);
    if (requestConfig.verb === "post" && xhr.status === 409)
      document.body.dispatchEvent(new CustomEvent("ending.stale"));
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const view = { 1: "now", 2: "protocol", 3: "plan" }[event.key];
    if (!view) return;
    event.preventDefault();
    this.#choose(view, this.querySelector(`.room__tabs [data-show=${view}]`));
  }
}

/**
 * What the server said of a press that it did not take; else that it cannot be reached.
 * @param {XMLHttpRequest} xhr
 * @param {boolean | undefined} failed
 */
function reason(xhr, failed) {
  const isPlain = xhr.getResponseHeader("content-type")?.startsWith("text/plain");
  return (failed && xhr.status && xhr.status < 600 && isPlain && xhr.responseText) || NO_CONTACT;
}

customElements.define("live-room", LiveRoom);
