/**
 * <own-plan data-url data-key>: keeps one's own plan as it is typed; what has not reached the server waits in this
 * browser. Each field goes with the text it was written from, so that the server can join what two devices wrote.
 */
import { post } from "../own_post.js";
import { OwnWords } from "../own_words.js";
import { NOWHERE, SAVED, SAVING, notAMember, savedHere, signInAgain, withoutNet } from "../saved_words.js";
import { SendLater } from "../send_later.js";

/** @typedef {{words: string, base?: string}} Waiting what a field holds, and the text that it was written from */

const CALM = 700; // ms without a key before it is sent
const KEPT_ALIVE = 60_000; // bytes: a browser refuses to carry more than 64 KiB past the page's own life

class OwnPlan extends HTMLElement {
  /** @type {Record<string, string>} */
  #known = {}; // name -> what the server is known to hold
  #saysHere = false;
  /** @type {SendLater} */
  #outgoing; // name -> { words, base }
  /** @type {AbortController} */
  #stop;
  /** @type {any} */
  form;
  /** @type {HTMLElement} */
  told;

  connectedCallback() {
    this.#stop = new AbortController();
    /** @type {OnTarget} */
    const on = (target, name, listener) =>
      target.addEventListener(name, /** @type {any} */ (listener), { signal: this.#stop.signal });
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "saved own-plan__saved";
    if (!this.closest("live-room")) this.told.setAttribute("role", "status"); // the room has one voice, not two
    this.prepend(this.told);
    this.form.querySelector("[data-save]")?.setAttribute("hidden", "");
    on(this.form, "input", ({ target }) => this.#changed(target));
    on(this.form, "submit", (event) => {
      event.preventDefault();
      this.#outgoing.send();
    });
    for (const field of this.form.querySelectorAll("textarea")) this.#known[field.name] = field.value;
    this.#outgoing = new SendLater(
      (events) => new OwnWords(`kollegium-plan-${this.dataset.key}-`, events),
      {
        batch: (waiting) => waiting, // all fields together
        post: (sent) => this.#post(sent),
        accepted: (name, waiting, said, isBeside) => this.#accepted(name, waiting, said, isBeside),
        allKept: () => this.#say("saved", SAVED),
        refused: (_sent, answer, said) => this.#refused(answer, said),
        signedOut: () => this.#say("out", ...signInAgain()),
        waits: () => this.#sayHere(),
        found: (name, { words }) => this.#put(name, words),
        told: () => this.#tell(),
      },
      this.#stop.signal,
    );
    this.#askForLess();
    if (!navigator.onLine) this.#say("offline", withoutNet(Date.now())); // the page itself may be a kept one
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  /** All that was typed is on this device's disk, or can't come there; and it is not at the server yet. */
  #sayHere() {
    const { isKeptHere, keptHereAt, offlineSince } = this.#outgoing;
    this.#tell();
    if (!isKeptHere) this.#say("local", NOWHERE);
    else if (offlineSince) this.#say("offline", withoutNet(offlineSince));
    else this.#say("saving", savedHere(keptHereAt ?? Date.now()));
    this.#saysHere = isKeptHere;
  }

  /** @param {HTMLTextAreaElement & HTMLInputElement} field */
  #changed(field) {
    if (!field.name) return;
    const base = this.#outgoing.get(field.name)?.base ?? this.#known[field.name];
    const words = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
    this.#outgoing.hold(field.name, { words, base });
    this.#askForLess();
    this.#tell();
    if (!this.#outgoing.isKeptHere) this.#say("local", NOWHERE);
    else if (!this.#saysHere) this.#say("saving", SAVING); // and when it is kept, so
    this.#outgoing.later(CALM);
  }

  #tell() {
    const { isWaiting: unsaved, isKeptHere: local, keptHereAt: at } = this.#outgoing;
    document.dispatchEvent(new CustomEvent("room:plan", { detail: { unsaved, local, at } }));
  }

  /** A calm mark, and no bar to saving: what one does less of is chosen, or chosen to be nothing. */
  #askForLess() {
    const { effort, less, nothing_less: nothing } = this.form.elements;
    const mark = this.querySelector("[data-less-open]");
    if (mark) mark.hidden = !effort?.value.trim() || Boolean(less?.value.trim()) || Boolean(nothing?.checked);
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  #put(name, words) {
    const field = this.form.elements[name];
    if (field?.type === "checkbox") field.checked = words === "on";
    else if (field && field.value !== words) field.value = words;
  }

  /**
   * `said`: as JSON the fields where somebody's other device had written too, with both's words.
   * @param {string} name
   * @param {Waiting} waiting
   * @param {string} said
   * @param {boolean} isBeside
   */
  #accepted(name, { words }, said, isBeside) {
    const merged = said ? JSON.parse(said) : {};
    const since = this.#outgoing.get(name); // typed on since: that builds on what was sent
    if (since && !isBeside) {
      this.#known[name] = words;
      this.#outgoing.hold(name, { words: since.words, base: words });
    } else if (!since) {
      this.#known[name] = merged[name] ?? words;
      if (isBeside || name in merged) this.#put(name, this.#known[name]);
    }
  }

  /**
   * What the server would not take, and what to do; it is sent again when something is changed, or the page is looked
   * at. False when the server may take it later.
   * @param {Response} answer
   * @param {string} said
   */
  #refused({ status, headers }, said) {
    const reason = headers.get("content-type")?.startsWith("text/plain") ? said : "";
    if (status === 404) this.#say("refused", notAMember());
    else if (reason) this.#say("refused", reason);
    return status === 404 || reason !== "";
  }

  /** @param {Map<string, Waiting>} sent */
  #post(sent) {
    const body = new FormData();
    for (const [name, { words, base }] of sent) {
      body.append(name, words);
      if (base !== undefined) body.append(`base-${name}`, base);
      if (name === "nothing_less") body.append("nothing_less_asked", "1");
    }
    const size = new Blob([...body.values()]).size;
    return post(this.dataset.url ?? "", body, this.form, size < KEPT_ALIVE);
  }

  /**
   * @param {string} state
   * @param {(string | Node)[]} words
   */
  #say(state, ...words) {
    this.#saysHere = false;
    const said = document.createElement("span");
    said.append(...words);
    if (this.told.textContent !== said.textContent) this.told.replaceChildren(said);
    this.told.dataset.state = state;
  }
}

customElements.define("own-plan", OwnPlan);
