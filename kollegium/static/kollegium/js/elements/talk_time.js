/** <talk-time>: how long the one who has the word has talked, and how long is fair. Knows no names. */
import { follow } from "../follow.js";
import { minutes } from "./agenda_timer.js";

class TalkTime extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = follow(({ round, paused_at: paused }, now) => {
      const words = round?.began_at ? `${minutes(Math.max(0, ((paused ?? now) - round.began_at) / 1000))} av ${minutes(round.slot)}` : "";
      if (this.textContent !== words) this.textContent = words;
    }, 500);
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("talk-time", TalkTime);
