/**
 * <shown-field>: "Visa för lärgruppen", saved as it is pressed. The switch stands as the server last said, and a line
 * says why when it would not move.
 */
import { post } from "../own_post.js";
import { SAVING, signInAgain } from "../saved_words.js";

class ShownField extends HTMLElement {
  #busy = false;

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const pressed = /** @type {Element} */ (event.target).closest("[role=switch]");
      if (!pressed) return;
      event.preventDefault();
      if (!this.#busy) this.#save(pressed);
    });
  }

  /** @param {any} pressed */
  async #save(pressed) {
    this.#busy = true;
    this.#say(SAVING);
    const body = new FormData(pressed.form);
    body.set(pressed.name, pressed.value);
    const answer = await post(pressed.formAction, body, pressed.form);
    const words = answer && answer.type !== "opaqueredirect" ? await answer.text().catch(() => "") : "";
    this.#busy = false;
    this.querySelector("[role=status]").toggleAttribute("data-refused", !answer?.ok);
    if (!answer?.ok) return this.#say(...still(pressed), ...why(answer, words));
    const hadFocus = pressed === document.activeElement;
    const now = this.querySelector("[data-now]");
    now.innerHTML = words;
    this.#say(now.querySelector("[data-said]")?.dataset.said ?? "");
    if (hadFocus) now.querySelector("[role=switch]")?.focus();
    document.dispatchEvent(new CustomEvent("own:kept"));
  }

  /** @param {(string | Node)[]} words */
  #say(...words) {
    this.querySelector("[role=status]").replaceChildren(...words);
  }
}

/** @param {HTMLElement} pressed */
const still = (pressed) => [
  pressed.getAttribute("aria-checked") === "true"
    ? "Inte dolt, gruppen ser det fortfarande. "
    : "Inte visat, gruppen ser det inte. ",
];

/**
 * @param {Response | null} answer
 * @param {string} words
 */
function why(answer, words) {
  if (answer?.type === "opaqueredirect") return signInAgain();
  if (!answer) return ["Servern svarar inte. Försök igen när du har nät."];
  return [answer.headers.get("content-type")?.startsWith("text/plain") ? words : "Ladda om sidan och försök igen."];
}

customElements.define("shown-field", ShownField);
