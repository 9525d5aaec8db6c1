/** Pings until the clock is known well enough: one answer in time says more than many at once. */

const GOOD_ENOUGH = 60; // ms: a clock that can be wrong by more asks once more, a moment later
const ONCE_MORE = [120, 300, 700, 1_500, 3_000];

export class ClockPings {
  /** @type {import("./server_clock.js").ServerClock} */
  #clock;
  /** @type {() => void} */
  #ping;
  /** @type {Timer | null} */
  #asking = null;

  /**
   * @param {import("./server_clock.js").ServerClock} clock
   * @param {() => void} ping
   */
  constructor(clock, ping) {
    this.#clock = clock;
    this.#ping = ping;
  }

  measure(attempt = 0) {
    clearTimeout(this.#asking);
    this.#ping();
    if (attempt === ONCE_MORE.length) return;
    this.#asking = setTimeout(() => this.#clock.doubt > GOOD_ENOUGH && this.measure(attempt + 1), ONCE_MORE[attempt]);
  }
}
