/** <wonder-card>: one undrande fråga at a time, the same on every stage; all lie in one place so that nothing moves. */
import { follow } from "../follow.js";

class WonderCard extends HTMLElement {
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    const cards = [...this.querySelectorAll(".wonder__text")];
    this.#stop = follow(({ card }) => {
      this.hidden = card === null;
      if (card !== null)
        cards.forEach((text, index) => text.toggleAttribute("data-shown", index === card % cards.length));
    }, 60_000);
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("wonder-card", WonderCard);
