/**
 * <agenda-track>: the red thread through the meeting; which steps are behind, how the whole stands, and when it all
 * ends.
 */
import { follow } from "../follow.js";
import { hour } from "../hour.js";
import { left, pace } from "../pace.js";

const MINUTE = 60_000;

class AgendaTrack extends HTMLElement {
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    this.#stop = follow(
      (state, now) => state.started_at && this.#draw(/** @type {RunningState} */ (state), now),
      5_000,
    );
  }

  disconnectedCallback() {
    this.#stop();
  }

  /**
   * @param {RunningState} state
   * @param {number} now
   */
  #draw(state, now) {
    for (const step of state.steps) this.#drawStep(step, state, now);
    if (state.ended_at) this.querySelector("[data-ends]").textContent = `Avslutad ${hour(state.ended_at)}`;
    else this.#drawPace(state, pace(state, now));
  }

  /**
   * @param {RoomState["steps"][number]} step
   * @param {RunningState} state
   * @param {number} now
   */
  #drawStep({ position, seconds, took }, state, now) {
    const row = this.querySelector(`[data-position="${position}"]`);
    const isNow = position === state.step && !state.ended_at;
    row.dataset.state = isNow ? "now" : took !== null ? "done" : "next";
    row.toggleAttribute("aria-current", false);
    if (isNow) row.setAttribute("aria-current", "step");
    const words = row.querySelector("[data-minutes]");
    const planned = Number(words.dataset.minutes);
    const has = Math.round(seconds / 60);
    const remaining = isNow ? Math.ceil(left(state, now) / 60) : 0;
    const more = isNow
      ? remaining >= 0
        ? `${remaining} min kvar`
        : `${-remaining} min över`
      : took !== null
        ? `${took < 60 ? "under 1" : `tog ${Math.round(took / 60)}`} min`
        : has !== planned
          ? `planerat ${planned}`
          : "";
    const apart = row.querySelector("[data-more]"); // the big screen has a line for it
    words.textContent = more && !apart ? `${has} min · ${more}` : `${has} min`;
    if (apart) apart.textContent = more;
  }

  /**
   * @param {RunningState} state
   * @param {{ends: number, off: number}} pace
   */
  #drawPace(state, { ends, off }) {
    const minutes = Math.round(Math.abs(off) / MINUTE);
    const isOn = Math.abs(off) < MINUTE;
    this.querySelector(".pace").dataset.pace = isOn ? "on" : off > 0 ? "behind" : "ahead";
    this.#say("[data-pace-words]", isOn ? "I fas" : `${minutes} min ${off > 0 ? "efter" : "före"}`);
    this.#say(
      "[data-pace-end]",
      `slut ${hour(isOn && state.ends_at ? state.ends_at : MINUTE * Math.round(ends / MINUTE))}`,
    );
  }

  /**
   * @param {string} selector
   * @param {string} words
   */
  #say(selector, words) {
    const part = this.querySelector(selector);
    if (part.textContent !== words) part.textContent = words;
  }
}

customElements.define("agenda-track", AgendaTrack);
