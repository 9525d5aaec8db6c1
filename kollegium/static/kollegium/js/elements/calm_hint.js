/** <calm-hint>: under each field of the form it stands in, says when something may point out a pupil. Decided here, sent nowhere. */
const CALM = 900; // ms without a key
const LOOKS_LIKE = { personnummer: "ett personnummer", telefonnummer: "ett telefonnummer", "e-postadress": "en e-postadress", klass: "en klass", diagnos: "en diagnos", namn: "ett namn" };

/** The rules and the names weigh something: they are fetched when somebody is about to write. */
export async function hints(words) {
  const { findings, names } = await import("../privacy.js");
  return [...findings(words), ...names(words).map((name) => ({ kind: "namn", words: name }))];
}

class CalmHint extends HTMLElement {
  #timers = new Map();

  connectedCallback() {
    const form = this.closest("form");
    form.addEventListener("input", ({ target }) => target.matches("textarea") && this.#later(target));
    form.addEventListener("focusin", () => form.querySelectorAll("textarea").forEach((field) => this.#look(field)), { once: true });
  }

  #later(field) {
    clearTimeout(this.#timers.get(field));
    this.#timers.set(field, setTimeout(() => this.#look(field), CALM));
  }

  async #look(field) {
    const words = field.value;
    const found = words ? await hints(words).catch(() => []) : []; // without network and never fetched: the server looks too
    if (field.value !== words) return; // a later look is on its way
    let told = field.form.querySelector(`[data-hint-for="${field.id}"]`);
    if (!found.length) return told && (told.textContent = "");
    if (!told) {
      told = document.createElement("p");
      told.className = "hint";
      told.dataset.hintFor = field.id;
      field.parentElement.after(told);
    }
    if (!told.id) {
      told.id = `${field.id}-hint`;
      field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), told.id].filter(Boolean).join(" "));
    }
    const said = found.map(({ kind, words }) => `”${words}” ser ut som ${LOOKS_LIKE[kind]}`);
    told.textContent = `Beskriv behovet, inte eleven. ${said.join(", ")}.`;
  }
}

customElements.define("calm-hint", CalmHint);
