/** <undo-press data-user>: for some seconds after a press by whoever steers, a row with what was done and "Ångra"; Escape puts it away. */
import { follow } from "../follow.js";

const EVERY = 250;

class UndoPress extends HTMLElement {
  #stop;
  #until = 0; // when the row that is shown goes by itself
  #putAwayUntil = 0; // the same of a row that Escape has put away

  connectedCallback() {
    const stop = follow((state, now) => this.#draw(state, now), EVERY);
    const escape = ({ key }) => key === "Escape" && this.#putAway();
    document.addEventListener("keydown", escape);
    this.#stop = () => (stop(), document.removeEventListener("keydown", escape));
  }

  disconnectedCallback() {
    this.#stop();
  }

  #putAway() {
    if (this.hidden) return;
    this.#putAwayUntil = this.#until;
    this.hidden = true;
  }

  #draw({ press, step }, now) {
    const form = this.querySelector("form");
    const mayUndo = press && ("leads" in form.dataset || press.by === Number(this.dataset.user));
    this.hidden = !mayUndo || now >= press.until || press.until === this.#putAwayUntil;
    if (this.hidden) return;
    this.#until = press.until;
    form.elements.kind.value = press.kind;
    for (const words of form.querySelectorAll("[data-kind]")) words.hidden = words.dataset.kind !== press.kind;
    form.querySelector("[data-undo-step]").textContent = step;
  }
}

customElements.define("undo-press", UndoPress);
