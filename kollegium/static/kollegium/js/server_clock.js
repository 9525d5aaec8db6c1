/** The server's clock as this device can know it: its own clock plus an offset, taken from the ping with the shortest round trip. */
export class ServerClock {
  #offset = Date.now() - performance.now();
  #best = Infinity;

  now() {
    return performance.now() + this.#offset;
  }

  /** A time without round trip: only better than nothing. */
  guess(now) {
    if (this.#best === Infinity && Number.isFinite(now)) this.#offset = now - performance.now();
  }

  measure(sent, now) {
    const trip = performance.now() - sent;
    if (trip > this.#best) return;
    this.#best = trip;
    this.#offset = now - (sent + trip / 2);
  }

  /** After sleep performance.now() may have stood still: measure anew, keep the offset until then. */
  forget() {
    this.#best = Infinity;
  }
}
