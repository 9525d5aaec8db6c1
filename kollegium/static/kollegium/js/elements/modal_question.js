/**
 * <modal-question data-until>: a question put by the server, as a modal dialog until it is answered, closed, or what it
 * asks about has happened.
 */
class ModalQuestion extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    /** @param {Event} event */
    const close = (event) => {
      event.preventDefault();
      dialog.close();
    };
    dialog.addEventListener("close", () => this.remove());
    this.querySelector("[data-close]").addEventListener("click", close);
    document.body.addEventListener(this.dataset.until ?? "", () => dialog.close(), { once: true });
    this.addEventListener("htmx:responseError", () => dialog.close()); // what was refused is told behind it
    this.addEventListener("htmx:sendError", () => dialog.close());
    dialog.showModal();
  }
}

customElements.define("modal-question", ModalQuestion);
