/** <copy-text>: a button beside a field whose text is to be taken along. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const [field, button, told] = ["input", "[data-copy]", "[data-copied]"].map((part) => this.querySelector(part));
    button.hidden = !navigator.clipboard;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        told.textContent = "Kopierad";
      } catch {
        field.focus(); // marked, so that it can be copied by hand
      }
    });
  }
}

customElements.define("copy-text", CopyText);
