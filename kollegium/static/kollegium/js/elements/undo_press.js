/**
 * <undo-press data-user>: for some seconds after a press by whoever steers, a row with what was done and "Ångra";
 * Escape puts it away.
 */
import { follow } from "../follow.js";

const EVERY = 250;

class UndoPress extends HTMLElement {
  /** @type {() => void} */
  #stop;
  #until = 0; // when the row that is shown goes by itself
  #putAwayUntil = 0; // the same of a row that Escape has put away

  connectedCallback() {
    const stop = follow((state, now) => this.#draw(state, now), EVERY);
    /** @param {KeyboardEvent} event */
    const putAwayAtEscape = ({ key }) => key === "Escape" && this.#putAway();
    document.addEventListener("keydown", putAwayAtEscape);
    this.#stop = () => {
      stop();
      document.removeEventListener("keydown", putAwayAtEscape);
    };
  }

  disconnectedCallback() {
    this.#stop();
  }

  #putAway() {
    if (/** @type {HTMLElement} */ (this).hidden) return;
    this.#putAwayUntil = this.#until;
    this.hidden = true;
  }

  /**
   * @param {RoomState} state
   * @param {number} now
   */
  #draw({ press, step }, now) {
    const form = this.querySelector("form");
    const mayUndo = press && ("leads" in form.dataset || press.by === Number(this.dataset.user));
    this.hidden = !press || !mayUndo || now >= press.until || press.until === this.#putAwayUntil;
    if (!press || this.hidden) return;
    this.#until = press.until;
    form.elements.kind.value = press.kind;
    for (const words of form.querySelectorAll("[data-kind]")) words.hidden = words.dataset.kind !== press.kind;
    form.querySelector("[data-undo-step]").textContent = step;
  }
}

customElements.define("undo-press", UndoPress);
