/** Others' updates, which wait while somebody composes a character here. */

const HOLD_AT_MOST = 4_000;

export class HeldUpdates {
  /** @type {(bytes: Uint8Array) => void} */
  #apply;
  /** @type {Uint8Array[] | null} */
  #held = null;
  /** @type {Timer | null} */
  #releaseTimer = null;

  /** @param {(bytes: Uint8Array) => void} apply */
  constructor(apply) {
    this.#apply = apply;
  }

  get isHolding() {
    return this.#held !== null;
  }

  /** @param {Uint8Array} bytes */
  receive(bytes) {
    if (this.#held) this.#held.push(bytes);
    else this.#apply(bytes);
  }

  hold() {
    this.#held ??= [];
    this.stop();
    this.#releaseTimer = setTimeout(() => this.release(), HOLD_AT_MOST);
  }

  release() {
    this.stop();
    const updates = this.#held ?? [];
    this.#held = null;
    updates.forEach((bytes) => this.#apply(bytes));
  }

  /** What is held stays held. */
  stop() {
    clearTimeout(this.#releaseTimer);
  }
}
