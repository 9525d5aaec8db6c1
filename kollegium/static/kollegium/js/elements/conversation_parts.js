/**
 * <conversation-parts data-step data-user>: the part of the samtalsform that the room is in, its time, and who talks
 * with whom.
 */
import { follow } from "../follow.js";
import { minutes } from "../pace.js";

class ConversationParts extends HTMLElement {
  #version = -1;
  /** @type {RoomState["people"]} */
  #names = {};
  /** @type {() => void} */
  #stop;

  connectedCallback() {
    this.#stop = follow((state, now) => this.#draw(state, now), 500);
  }

  disconnectedCallback() {
    this.#stop();
  }

  /**
   * @param {RoomState} state
   * @param {number} now
   */
  #draw(state, now) {
    const isHere = state.step === Number(this.dataset.step) && state.part !== null;
    if (state.version !== this.#version) {
      this.#version = state.version;
      this.hidden = !isHere;
      this.#names = state.people;
      if (isHere) this.#drawPart(/** @type {PartState} */ (state));
    }
    if (isHere) this.#drawTime(/** @type {PartState} */ (state), now);
  }

  /** @param {PartState} state */
  #drawPart({ part, pairs, owner }) {
    for (const row of this.querySelectorAll("[data-part]")) {
      const index = Number(row.dataset.part);
      row.dataset.state = index < part.index ? "done" : index === part.index ? "now" : "next";
      row.toggleAttribute("aria-current", false);
      if (index === part.index) row.setAttribute("aria-current", "step");
    }
    for (const ask of this.querySelectorAll("[data-part-ask]")) ask.hidden = Number(ask.dataset.partAsk) !== part.index;
    this.#drawPairs(pairs ?? []);
    this.#drawOwner(owner);
  }

  /** @param {number[][]} pairs */
  #drawPairs(pairs) {
    const me = Number(this.dataset.user);
    const mine = pairs.find((pair) => pair.includes(me));
    /** @param {number[]} pair */
    const words = (pair) => this.#listed(pair.map((person) => this.#names[person] ?? ""));
    this.#say(
      "[data-own-pair]",
      mine ? this.#listed(["Du", ...mine.filter((person) => person !== me).map((person) => this.#names[person])]) : "",
    );
    this.#say(
      "[data-other-pairs]",
      pairs
        .filter((pair) => pair !== mine)
        .map(words)
        .join("; "),
    );
  }

  /** @param {number | null} owner */
  #drawOwner(owner) {
    const choice = this.querySelector("[data-owner]");
    if (choice && choice !== document.activeElement) choice.value = owner ?? "";
    const words = this.querySelector("[data-owner-words]");
    if (words)
      words.textContent =
        owner === null
          ? ""
          : owner === Number(this.dataset.user)
            ? "Du äger frågan."
            : `${this.#names[owner]} äger frågan.`;
    this.querySelector("[data-own]")?.toggleAttribute("hidden", owner !== null);
  }

  /**
   * @param {PartState} state
   * @param {number} now
   */
  #drawTime({ part, paused_at: paused }, now) {
    const left = part.seconds - Math.max(0, ((paused ?? now) - part.began_at) / 1000);
    const line = this.querySelector("[data-part-time]");
    const words = left > 0 ? `${minutes(Math.ceil(left))} kvar av delen` : "Tiden för delen är slut";
    if (line.textContent !== words) line.textContent = words;
    line.toggleAttribute("data-over", left <= 0);
  }

  /**
   * @param {string} selector
   * @param {string} words
   */
  #say(selector, words) {
    const line = this.querySelector(selector);
    line.textContent = words;
    line.hidden = !words;
  }

  /** @param {string[]} names */
  #listed(names) {
    return names.length > 1 ? `${names.slice(0, -1).join(", ")} och ${names.at(-1)}` : names.join();
  }
}

customElements.define("conversation-parts", ConversationParts);
