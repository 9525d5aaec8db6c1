/**
 * <if-then data-for>: one press begins a pair "Om … så …" in the field (implementation intentions, Gollwitzer 1999).
 */

const PAIR = "Om … så …";

class IfThen extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "Lägg till Om … så …";
    button.addEventListener("click", () => this.#begin(document.getElementById(this.dataset.for ?? "")));
    this.replaceChildren(button);
  }

  /** @param {HTMLTextAreaElement} field */
  #begin(field) {
    const before = field.value.trimEnd();
    field.value = before ? `${before}\n${PAIR}` : PAIR;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    const at = field.value.lastIndexOf("…", field.value.length - 2);
    field.setSelectionRange(at, at + 1); // what is typed now takes the first dots' place
  }
}

customElements.define("if-then", IfThen);
