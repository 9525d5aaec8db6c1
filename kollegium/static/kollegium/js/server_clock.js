/**
 * The server's clock as this device can know it: its own ticks plus an offset, from the ping that can be the least
 * wrong.
 * The device's time of day may be hours off or be changed under way; only how it moves beside the ticks is used.
 */
const DRIFT = 1e-4; // two clocks that agree may part by as much, so an old measurement gives way to a later one
const JUMP = 100; // ms between the device's own two clocks: it slept, or its time of day was changed
const STEP = 1e-3; // ms, to tell apart what happens at one tick

export class ServerClock {
  onjump = () => {}; // measure anew
  #ticks;
  #date;
  /** @type {number} */
  #offset;
  /** @type {number} */
  #between; // the device's time of day minus its ticks
  #trip = Infinity;
  #at = 0;
  #isKnown = false;
  #forgotten = -Infinity;

  /** `ticks` and `date` are the device's own clocks, in ms. */
  constructor(ticks = () => performance.now(), date = () => Date.now()) {
    this.#ticks = ticks;
    this.#date = date;
    this.#offset = this.#between = date() - ticks();
  }

  now() {
    this.#look();
    return this.#ticks() + this.#offset;
  }

  /** How many ms this can be wrong: half a round trip, and more with age. */
  get doubt() {
    return this.#trip / 2 + (this.#ticks() - this.#at) * DRIFT;
  }

  /**
   * What the server's clock showed some time ago: it can't show less now.
   * @param {number} now
   */
  guess(now) {
    if (!Number.isFinite(now)) return;
    const least = now - this.#ticks();
    this.#offset = this.#isKnown ? Math.max(this.#offset, least) : least;
  }

  /** The moment of a ping that is sent now, to be given back with its answer. */
  ask() {
    this.#look();
    return Math.max(this.#ticks(), this.#forgotten + STEP);
  }

  /**
   * A ping asked at `sent` was answered at `now`, by the server's clock.
   * @param {number} sent
   * @param {number} now
   */
  measure(sent, now) {
    this.#look();
    if (!(sent > this.#forgotten) || !Number.isFinite(now)) return; // on its way while we slept, it says nothing
    const at = this.#ticks();
    const trip = Math.max(at - sent, 0);
    if (trip / 2 > this.doubt) return;
    this.#trip = trip;
    this.#at = at;
    this.#offset = now - (sent + trip / 2);
    this.#isKnown = true;
  }

  /** Keeps the offset until something is measured anew. */
  forget() {
    this.#trip = Infinity;
    // Later than all that was asked, though no tick went.
    this.#forgotten = Math.max(this.#ticks(), this.#forgotten + 2 * STEP);
  }

  /**
   * Forward it was probably sleep, when ticks may stand still and the time of day knows how long; backward it never is.
   */
  #look() {
    const between = this.#date() - this.#ticks();
    const jump = between - this.#between;
    this.#between = between;
    if (Math.abs(jump) < JUMP) return;
    if (jump > 0) this.#offset += jump;
    this.forget();
    queueMicrotask(() => this.onjump());
  }
}
