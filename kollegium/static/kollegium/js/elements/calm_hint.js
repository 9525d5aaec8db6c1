/**
 * <calm-hint [data-known]>: under each field beside it, says when something may point out a pupil. Decided here, sent
 * nowhere. data-known: names that are no pupil's. A field with data-may-name asks for names.
 */
const CALM = 900; // ms without a key

/**
 * What is to be said. The rules and the names weigh something: they are fetched when somebody is about to write.
 * @param {string} words
 * @param {boolean} mayName
 * @param {string[]} known
 */
async function hints(words, mayName, known) {
  const { findings, names, LOOKS_LIKE } = await import("../privacy.js");
  const named = (mayName ? [] : names(words, known)).map((name) => ({ kind: "namn", words: name }));
  return [...findings(words), ...named].map(({ kind, words }) => `”${words}” ser ut som ${LOOKS_LIKE[kind]}`);
}

class CalmHint extends HTMLElement {
  /** @type {Map<HTMLTextAreaElement, Timer>} */
  #timers = new Map();
  /** @type {Timer | null} */
  #again = null;
  /** @type {AbortController} */
  #stop;

  /** Where the fields stand that it looks at. */
  get #place() {
    return /** @type {Element} */ (this.parentElement);
  }

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {On} */
    const on = (name, listener, target = this.#place) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    on("input", ({ target }) => target.matches("textarea") && this.#later(target));
    on("focusin", ({ target }) => target.matches("textarea") && this.#look(target));
    on("room:written", () => (this.#again ??= setTimeout(() => this.#lookAgain(), CALM)), document);
  }

  disconnectedCallback() {
    this.#stop.abort();
    [...this.#timers.values(), this.#again].forEach((timer) => clearTimeout(timer));
  }

  /** What is told may have been mended by somebody else. */
  #lookAgain() {
    this.#again = null;
    this.#place
      .querySelectorAll("[data-hint-for]")
      .forEach((told) => this.#look(document.getElementById(told.dataset.hintFor)));
  }

  /** @param {HTMLTextAreaElement} field */
  #later(field) {
    clearTimeout(this.#timers.get(field));
    this.#timers.set(
      field,
      setTimeout(() => this.#look(field), CALM),
    );
  }

  /** @param {HTMLTextAreaElement} field */
  async #look(field) {
    const words = field.value;
    const known = (this.dataset.known ?? "").split(" ");
    // Without network and never fetched: the server looks too.
    const found = words ? await hints(words, "mayName" in field.dataset, known).catch(() => []) : [];
    if (field.value !== words) return; // a later look is on its way
    let told = this.parentElement?.querySelector(`[data-hint-for="${field.id}"]`);
    if (!found.length) {
      if (told) told.textContent = "";
      return;
    }
    if (!told) {
      told = document.createElement("p");
      told.className = "hint";
      told.dataset.hintFor = field.id;
      field.parentElement?.after(told);
    }
    if (!told.id) {
      told.id = `${field.id}-hint`;
      field.setAttribute(
        "aria-describedby",
        [field.getAttribute("aria-describedby"), told.id].filter(Boolean).join(" "),
      );
    }
    told.textContent = `Beskriv behovet, inte eleven. ${found.join(", ")}.`;
  }
}

customElements.define("calm-hint", CalmHint);
