/** <time-left>: whole seconds until the protocol is sent. */
import { follow } from "../follow.js";

class TimeLeft extends HTMLElement {
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    this.#stop = follow(({ due }, now) => this.#draw((due ?? 0) - now), 250);
  }

  disconnectedCallback() {
    this.#stop();
  }

  /**
   * Returns when it will be a second less: all devices turn it at the same moment.
   * @param {number} left
   */
  #draw(left) {
    this.textContent = String(Math.max(0, Math.ceil(left / 1000)));
    return left > 0 ? (left % 1000) + 5 : undefined;
  }
}

customElements.define("time-left", TimeLeft);
