/**
 * <talk-time>: how long the one who has the word has talked, how long is fair, and that it is past it. Knows no names.
 */
import { follow } from "../follow.js";
import { minutes } from "../pace.js";

class TalkTime extends HTMLElement {
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    this.#stop = follow(({ round, paused_at: paused }, now) => {
      const spoken = round?.began_at ? Math.max(0, ((paused ?? now) - round.began_at) / 1000) : 0;
      const isOver = !!round && spoken >= round.slot + 1;
      const words = round?.began_at
        ? `${minutes(spoken)} av ${minutes(round.slot)}${isOver ? ", över tiden" : ""}`
        : "";
      this.toggleAttribute("data-over", isOver);
      if (/** @type {HTMLElement} */ (this).textContent !== words) this.textContent = words;
    }, 500);
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("talk-time", TalkTime);
