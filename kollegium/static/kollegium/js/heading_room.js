/**
 * How much a heading holds: said under its field before it is full, and what did not fit is kept there for its writer.
 */

const LONGEST = 20_000; // letters, as the field counts them
const NEAR = 1_000;
const STEP = 100; // so that the words do not change with each key
const TITLE = "Det här fick inte plats";
const TOLD =
  "Rubriken är full. Det här är din egen text, den finns bara här i webbläsaren och bara du ser den. " +
  "Kopiera den, eller ta bort något ovanför och klistra in den igen.";

/** @param {number} letters */
const number = (letters) => letters.toLocaleString("sv-SE");
/** @param {number} code */
const isHigh = (code) => code >= 0xd800 && code < 0xdc00;

export class HeadingRoom {
  /** @type {HTMLTextAreaElement} */
  #area;
  /** @type {import("./living_draft.js").LivingDraft} */
  #draft;
  #words = document.createElement("p");
  /** @type {any} */
  #block = document.createElement("left-out");

  /**
   * @param {HTMLTextAreaElement} area
   * @param {import("./living_draft.js").LivingDraft} draft
   */
  constructor(area, draft) {
    this.#area = area;
    this.#draft = draft;
    this.#words.className = "field__help";
    this.#words.setAttribute("role", "status");
    this.#block.dataset.under = area.dataset.heading;
    area.after(this.#words);
    this.#draw();
  }

  get #heading() {
    return this.#area.dataset.heading ?? "";
  }

  /** @param {number} length */
  left(length) {
    return Math.max(LONGEST - length, 0);
  }

  /**
   * As much of the words as there is room for, without cutting a pair of surrogates.
   * @param {string} words
   * @param {number} room
   */
  part(words, room) {
    if (words.length <= room) return words;
    return words.slice(0, isHigh(words.charCodeAt(room - 1)) ? room - 1 : room);
  }

  /** @param {number} length */
  say(length) {
    const words = told(LONGEST - length);
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }

  /** @param {string} words */
  layAside(words) {
    if (!words) return;
    const laid = this.#draft.layAside(this.#heading, this.#draft.aside(this.#heading) + words);
    this.#draw();
    laid?.then(() => this.#draw()); // now with the hour when it came into the browser's store
  }

  close() {
    this.#words.remove();
    this.#block.remove();
  }

  #draw() {
    const draft = this.#draft;
    const heading = this.#heading;
    const words = draft.aside(heading);
    if (!words || !this.#area.isConnected) return;
    if (!this.#block.isConnected) this.#words.after(this.#block);
    const source = {
      get isSafeHere() {
        return draft.isSafeHere;
      },
      get storedAt() {
        return draft.storedAt;
      },
      forget: async () => draft.layAside(heading, ""),
    };
    this.#block.offer(words, source, TITLE, TOLD);
  }
}

/** @param {number} left */
function told(left) {
  if (left > NEAR) return "";
  if (left > STEP) return `Plats för ${number(Math.floor(left / STEP) * STEP)} tecken till`;
  if (left > 0) return `Plats för mindre än ${number(STEP)} tecken till`;
  const many = left < 0 ? `, ${number(-left)} fler än den rymmer` : "";
  return `Rubriken är full: ${number(LONGEST - left)} tecken${many}. Ta bort något om du vill skriva mer här.`;
}
