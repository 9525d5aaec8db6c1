/** <undo-press data-user>: for some seconds after a press by whoever steers, a row with what was done and "Ångra". */
import { follow } from "../follow.js";

const EVERY = 250;

class UndoPress extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = follow((state, now) => this.#draw(state, now), EVERY);
  }

  disconnectedCallback() {
    this.#stop();
  }

  #draw({ press, step }, now) {
    const form = this.querySelector("form");
    const mayUndo = press && ("leads" in form.dataset || press.by === Number(this.dataset.user));
    this.hidden = !mayUndo || now >= press.until;
    if (this.hidden) return;
    form.elements.kind.value = press.kind;
    for (const words of form.querySelectorAll("[data-kind]")) words.hidden = words.dataset.kind !== press.kind;
    form.querySelector("[data-undo-step]").textContent = step;
  }
}

customElements.define("undo-press", UndoPress);
