/** <print-page>: a button that does what the browser's own menu does too. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

customElements.define("print-page", PrintPage);
