/**
 * <start-time data-starts-at>: before the start, asks anew each minute that has become late what a start now would
 * mean.
 */
import { follow } from "../follow.js";

const MINUTE = 60_000;
const TOO_LATE = 60; // minutes: then it is another time of day altogether

class StartTime extends HTMLElement {
  #late = 0;
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    this.#stop = follow(
      (state, now) =>
        !state.started_at && this.#look(Math.floor((now - 1000 * Number(this.dataset.startsAt)) / MINUTE)),
      1_000,
    );
  }

  disconnectedCallback() {
    this.#stop();
  }

  /** @param {number} late */
  #look(late) {
    if (late < 1 || late > TOO_LATE || late === this.#late) return;
    this.#late = late;
    const isInUse = this.contains(document.activeElement) || this.querySelector('[value="later"]:checked');
    if (!isInUse) this.firstElementChild?.dispatchEvent(new CustomEvent("choices.opened"));
  }
}

customElements.define("start-time", StartTime);
