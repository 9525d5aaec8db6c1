/**
 * <quick-note data-key>: "Ja, jag provade" and a line about it, kept in this browser at once and sent when there is a
 * net, each once.
 */
import { inWords, newKey, noteRow, today } from "../note_row.js";
import { post } from "../own_post.js";
import { OwnWords, joined } from "../own_words.js";
import { NOWHERE, SAVING, hour, savedHere, signInAgain } from "../saved_words.js";
import { SendLater } from "../send_later.js";

/** @typedef {import("../note_row.js").Note} Note */

const UNDONE_LATER = "Anteckningen tas bort när kontakten är tillbaka.";
const SENT_LATER = "Raden finns kvar här och skickas av sig själv.";
/** @type {(sent: Map<string, Note>) => Note} */
const first = (sent) => [...sent.values()][0];

class QuickNote extends HTMLElement {
  #isQuiet = false; // opened by itself: the keyboard stays where it was
  /** @type {string | null} */
  #pressed = null; // the last "Ja, jag provade": what is written then takes its place
  /** @type {SendLater} */
  #outgoing; // key -> note, or what takes it away: { key, isRemoved }
  /** @type {OwnWords} */
  #draft;
  /** @type {AbortController} */
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    this.form = this.querySelector(".notes__write form");
    this.told = this.querySelector("[data-told]");
    on(this, "submit", (event) => this.#submit(event));
    on(this.form, "input", () => {
      this.#keepDraft();
      this.#tellDay();
    });
    on(this.#folded, "toggle", ({ target }) => target.open && this.#begin());
    this.#draft = new OwnWords(`kollegium-draft-${this.dataset.key}-`, {
      onkept: () => (this.#draft.isKept ? this.told.textContent === NOWHERE && this.#say("") : this.#say(NOWHERE)),
      onfound: (_name, words, drop, isTheirs) => isTheirs || this.#goOn(words, drop),
      signal: this.#stop.signal,
    });
    this.#outgoing = new SendLater(
      (events) => new OwnWords(`kollegium-notes-${this.dataset.key}-`, events),
      {
        post: (sent) => this.#post(first(sent)),
        accepted: () => {},
        allKept: (said, sent) => this.#allKept(first(sent), said),
        refused: (sent, answer, said) => this.#refused(first(sent), answer, said),
        signedOut: () => this.#say(...signInAgain()),
        waits: () => this.#sayHere(),
        found: (_key, note) => this.#drawNote(note),
      },
      this.#stop.signal,
    );
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  /** @param {Hearing<"submit">} event */
  #submit(event) {
    event.preventDefault();
    const row = event.target.closest("[data-note]");
    if (row) this.#remove(row.dataset.note);
    else if ("press" in event.target.dataset) this.#press();
    else this.#add();
  }

  /** Once a day is enough: more is said in words. */
  #press() {
    if (this.querySelector(`[data-day="${today()}"]`)) {
      this.#folded.open = true;
      return this.#say("Du har redan sagt att du provade i dag. Skriv en rad om du vill.");
    }
    this.#pressed = newKey();
    this.#say(SAVING);
    this.#hold({ key: this.#pressed, text: "", on: today() });
    this.#isQuiet = !this.#folded.open;
    this.#folded.open = true;
    this.#outgoing.send();
  }

  get #folded() {
    return this.querySelector(".notes__write");
  }

  /** The page may have been open, or kept, since another day. */
  #begin() {
    const { text, on } = this.form.elements;
    if (!this.form.querySelector("details").open) on.value = today();
    this.#tellDay();
    if (!this.#isQuiet) text.focus();
    this.#isQuiet = false;
  }

  #tellDay() {
    const { value } = this.form.elements.on;
    this.form.querySelector("[data-day]").textContent = !value || value === today() ? "i dag" : inWords(value);
  }

  #keepDraft() {
    this.#draft.set("text", this.form.elements.text.value || null);
  }

  /**
   * What a closed tab left half written.
   * @param {string} words
   * @param {() => void} drop
   */
  #goOn(words, drop) {
    const { text } = this.form.elements;
    text.value = joined(text.value, words);
    this.#keepDraft();
    drop();
  }

  /** @param {Note} note */
  #hold(note) {
    this.#outgoing.hold(note.key, note);
    this.#drawNote(note);
  }

  /** @param {Note} note */
  #drawNote(note) {
    const row = this.#row(note.key);
    if (note.isRemoved) row?.remove();
    else if (!row) this.querySelector(".notes__list").append(noteRow(note, () => this.#remove(note.key)));
    this.querySelector(".notes__list").hidden = !this.querySelector("[data-note]");
  }

  /** @param {string | null} key */
  #row(key) {
    return this.querySelector(`[data-note="${key}"]`);
  }

  #add() {
    const { text, on } = this.form.elements;
    if (!text.value.trim()) {
      this.#say("Skriv en rad om vad du provade.");
      return text.focus();
    }
    this.#say(SAVING);
    if (this.#pressed && this.#row(this.#pressed)) this.#hold({ key: this.#pressed, isRemoved: true });
    this.#hold({ key: newKey(), text: text.value.trim(), on: on.value });
    text.value = "";
    on.value = today();
    this.#keepDraft();
    this.#folded.open = this.form.querySelector("details").open = false;
    this.querySelector("summary").focus();
    this.#outgoing.send();
  }

  /** @param {string} key */
  #remove(key) {
    const hadFocus = this.#row(key).contains(document.activeElement);
    this.#say(SAVING);
    this.#hold({ key, isRemoved: true });
    if (hadFocus) this.querySelector("[data-press] button").focus();
    this.#outgoing.send();
  }

  /**
   * A note that could not be taken away.
   * @param {Note} note
   * @param {string} reason
   */
  #giveUp(note, reason) {
    this.#outgoing.letGo(note.key, note);
    this.#say(reason);
  }

  /**
   * What the server says no to stands in the form again, with the reason, and is in no other line's way.
   * @param {Note} note
   * @param {string} reason
   */
  #takeBack(note, reason) {
    const { text, on } = this.form.elements;
    text.value = joined(note.text ?? "", text.value);
    on.value = note.on;
    this.#keepDraft();
    this.#outgoing.letGo(note.key, note);
    this.#row(note.key)?.remove();
    this.#folded.open = this.form.querySelector("details").open = true;
    this.#tellDay();
    this.#say(reason);
  }

  /**
   * @param {Note} note the last one
   * @param {string} said
   */
  #allKept(note, said) {
    document.dispatchEvent(new CustomEvent("own:kept"));
    if (note.isRemoved) return this.#say("Ångrat, anteckningen är borttagen.");
    this.#say(said || "Allt sparat. Det följer med till nästa lärträff."); // or why it waits for its owner
  }

  /**
   * @param {Note} note
   * @param {Response} answer
   * @param {string} said
   */
  #refused(note, { status }, said) {
    if (status === 403) this.#say(...signInAgain());
    else if (note.isRemoved) this.#giveUp(note, said);
    else this.#takeBack(note, said);
    return true;
  }

  /** @param {Note} note */
  #post(note) {
    if (note.isRemoved) return post(`${this.form.action}${note.key}/borttagning/`, new FormData(), this.form);
    const body = new FormData();
    for (const [name, value] of Object.entries(note)) body.append(name, String(value));
    return post(this.form.action, body, this.form);
  }

  #sayHere() {
    const { isKeptHere, keptHereAt, offlineSince } = this.#outgoing;
    const isUndone = this.#outgoing.all.every((note) => note.isRemoved);
    const since = hour(offlineSince ?? Date.now());
    const away = () => `Utan kontakt med servern sedan ${since}. ${isUndone ? UNDONE_LATER : SENT_LATER}`;
    this.#say(!isKeptHere ? NOWHERE : offlineSince ? away() : keptHereAt ? savedHere(keptHereAt) : SAVING);
  }

  /** @param {(string | Node)[]} words */
  #say(...words) {
    if (this.told.textContent !== words.map((part) => (part instanceof Node ? part.textContent : part)).join(""))
      this.told.replaceChildren(...words);
  }
}

customElements.define("quick-note", QuickNote);
