/** <agenda-track>: the red thread through the meeting; which steps are behind, how the whole stands, and when it all ends. */
import { follow } from "../follow.js";
import { hour } from "../hour.js";
import { left } from "./agenda_timer.js";

const MINUTE = 60_000;

/** When the meeting ends if what remains takes the time it has; and how many ms that is after what the group counts on. */
export function pace(state, now) {
  const later = state.steps
    .filter(({ position }) => position > state.step)
    .reduce((sum, { seconds }) => sum + seconds, 0);
  const ends = now + 1000 * (Math.max(0, left(state, now)) + later);
  return { ends, off: ends - (state.ends_at ?? ends) };
}

class AgendaTrack extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = follow((state, now) => state.started_at && this.#draw(state, now), 5_000);
  }

  disconnectedCallback() {
    this.#stop();
  }

  #draw(state, now) {
    for (const step of state.steps) this.#drawStep(step, state, now);
    if (state.ended_at) this.querySelector("[data-ends]").textContent = `Avslutad ${hour(state.ended_at)}`;
    else this.#drawPace(state, pace(state, now));
  }

  #drawStep({ position, seconds, took }, state, now) {
    const row = this.querySelector(`[data-position="${position}"]`);
    const isNow = position === state.step && !state.ended_at;
    row.dataset.state = isNow ? "now" : took !== null ? "done" : "next";
    row.toggleAttribute("aria-current", false);
    if (isNow) row.setAttribute("aria-current", "step");
    const words = row.querySelector("[data-minutes]");
    const planned = Number(words.dataset.minutes);
    const has = Math.round(seconds / 60);
    const remaining = isNow ? Math.ceil(left(state, now) / 60) : 0;
    const more = isNow
      ? remaining >= 0
        ? `${remaining} min kvar`
        : `${-remaining} min över`
      : took !== null
        ? `${took < 60 ? "under 1" : `tog ${Math.round(took / 60)}`} min`
        : has !== planned
          ? `planerat ${planned}`
          : "";
    const apart = row.querySelector("[data-more]"); // the big screen has a line for it
    words.textContent = more && !apart ? `${has} min · ${more}` : `${has} min`;
    if (apart) apart.textContent = more;
  }

  #drawPace(state, { ends, off }) {
    const minutes = Math.round(Math.abs(off) / MINUTE);
    const isOn = Math.abs(off) < MINUTE;
    this.querySelector(".pace").dataset.pace = isOn ? "on" : off > 0 ? "behind" : "ahead";
    this.#say("[data-pace-words]", isOn ? "I fas" : `${minutes} min ${off > 0 ? "efter" : "före"}`);
    this.#say(
      "[data-pace-end]",
      `slut ${hour(isOn && state.ends_at ? state.ends_at : MINUTE * Math.round(ends / MINUTE))}`,
    );
  }

  #say(selector, words) {
    const part = this.querySelector(selector);
    if (part.textContent !== words) part.textContent = words;
  }
}

customElements.define("agenda-track", AgendaTrack);
