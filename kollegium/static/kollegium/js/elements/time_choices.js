/**
 * <time-choices>: a <details> with choices that are fetched anew when it is opened; closes at Escape, elsewhere and
 * when chosen.
 */
class TimeChoices extends HTMLElement {
  /** @type {AbortController} */
  #stop;
  /** @type {number | null} */
  #step = null;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    on(this.#box, "toggle", () => this.#box.open && this.#panel.dispatchEvent(new CustomEvent("choices.opened")));
    on(this, "keydown", (event) => event.key === "Escape" && this.#close());
    on(
      this,
      "htmx:afterRequest",
      ({ detail }) => detail.requestConfig.verb === "post" && detail.successful && this.#close(),
    );
    on(document, "click", ({ target }) => !this.contains(target) && this.#close());
    on(document, "room:state", ({ detail }) => this.#hear(detail));
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  get #box() {
    return this.querySelector("details");
  }

  get #panel() {
    return this.querySelector(".pop__panel");
  }

  /**
   * The choices were about a step that is over.
   * @param {RoomState} state
   */
  #hear({ step }) {
    if (this.#step !== null && step !== this.#step) this.#close();
    this.#step = step;
  }

  #close() {
    if (!this.#box.open) return;
    const wasInside = this.#panel.contains(document.activeElement);
    this.#box.open = false;
    if (wasInside) this.querySelector("summary").focus();
  }
}

customElements.define("time-choices", TimeChoices);
