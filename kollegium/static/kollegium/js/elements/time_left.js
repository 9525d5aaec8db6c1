/** <time-left>: whole seconds until the protocol is sent. */
import { follow } from "../follow.js";

class TimeLeft extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = follow(({ due }, now) => this.#draw(due - now), 250);
  }

  disconnectedCallback() {
    this.#stop();
  }

  /** Returns when it will be a second less: all devices turn it at the same moment. */
  #draw(left) {
    if (left <= 0) return void (this.textContent = 0);
    this.textContent = Math.ceil(left / 1000);
    return (left % 1000) + 5;
  }
}

customElements.define("time-left", TimeLeft);
