/** <agenda-timer>: the time left of the step, computed from the server's facts and clock; nothing is counted down. */
import { follow } from "../follow.js";
import { hour } from "../hour.js";
import { left, minutes } from "../pace.js";
import { isTwoMinutes, isWavedOff, pulse, warning, waveOff } from "../warnings.js";

const OFTEN = 250;
/** @type {Partial<Record<Warning, string>>} */
const COLOURS = { soon: "sun", over: "over", paused: "paused" };

class AgendaTimer extends HTMLElement {
  /** @type {() => void} */
  #stop;
  /** @type {{state: RunningState, seconds: number, kind: Warning} | null} */
  #shown = null; // state, seconds left, and the kind of warning that belongs to it

  connectedCallback() {
    // The big screen has no button.
    this.querySelector("[data-wave-off]")?.addEventListener("click", () => this.#waveOff());
    this.#stop = follow(
      (state, now) => state.step && !state.ended_at && this.#draw(/** @type {RunningState} */ (state), now),
      OFTEN,
    );
  }

  disconnectedCallback() {
    this.#stop();
  }

  /**
   * Returns when the seconds shown will be others: all devices turn them at the same moment.
   * @param {RunningState} state
   * @param {number} now
   */
  #draw(state, now) {
    const seconds = left(state, now);
    const [kind, words] = warning(state, seconds);
    const isSaid = kind && !isWavedOff(state, kind);
    this.#drawClock(state, seconds, isSaid ? kind : "");
    this.#drawWarning(
      isSaid ? kind : "",
      isSaid ? words : state.paused_at ? "" : `Till ${hour(now + 1000 * Math.max(0, seconds))}`,
    );
    this.#tell({ state, seconds, kind });
    return Math.min(OFTEN, 1000 * (seconds - Math.ceil(seconds) + 1) + 5);
  }

  /**
   * @param {RunningState} state
   * @param {number} seconds
   * @param {Warning} kind
   */
  #drawClock(state, seconds, kind) {
    const clock = this.querySelector(".clock");
    const shown = seconds < 0 ? `+${minutes(-seconds)}` : minutes(Math.ceil(seconds));
    if (clock.textContent !== shown) clock.textContent = shown;
    const whole = Math.floor(Math.abs(seconds) / 60);
    clock.ariaLabel = `${whole} ${whole === 1 ? "minut" : "minuter"} ${seconds < 0 ? "över tiden" : "kvar"}`;
    for (const part of this.querySelectorAll(".clock, .timer")) part.dataset.state = COLOURS[kind] ?? "";
    this.querySelector(".timer__bar").style.setProperty(
      "--t",
      Math.min(100, 100 - (100 * seconds) / state.steps[state.step - 1].seconds),
    );
    this.querySelector("[data-step-tag]").textContent = `Steg ${state.step} av ${state.steps.length}`;
  }

  /**
   * Seen, not announced: the row keeps its height, and the keyboard its place.
   * @param {Warning} kind
   * @param {string} words
   */
  #drawWarning(kind, words) {
    const row = this.querySelector(".nudge");
    const said = this.querySelector("[data-timer-words]");
    const button = this.querySelector("[data-wave-off]");
    if (said.textContent !== words) said.textContent = words;
    if (!row || row.dataset.nudge === kind) return;
    row.dataset.nudge = kind;
    const hadFocus = document.activeElement === button;
    button.hidden = !kind || kind === "paused";
    if (hadFocus && button.hidden) said.focus({ preventScroll: true });
  }

  /**
   * Once, when it happens: not when the page opens in the middle of it.
   * @param {{state: RunningState, seconds: number, kind: Warning}} shown
   */
  #tell({ state, seconds, kind }) {
    const before = this.#shown;
    this.#shown = { state, seconds, kind };
    if (!before || before.kind === kind || before.state.step !== state.step) return;
    if (before.kind === "paused" || kind === "paused") return;
    pulse(kind);
    if (isTwoMinutes(state, kind, seconds))
      this.closest("live-room, room-screen")?.announce("Två minuter kvar av steget");
  }

  #waveOff() {
    if (!this.#shown) return;
    const { state, seconds, kind } = this.#shown;
    waveOff(state, kind);
    this.#drawClock(state, seconds, "");
    this.#drawWarning("", "");
  }
}

customElements.define("agenda-timer", AgendaTimer);
