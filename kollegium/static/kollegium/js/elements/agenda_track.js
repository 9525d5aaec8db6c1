/** <agenda-track>: the red thread through the meeting; which steps are behind, and when it all ends. */
import { follow } from "../follow.js";
import { left } from "./agenda_timer.js";

const hour = (time) => new Date(time).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }).replace(":", ".");

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
    this.querySelector("[data-ends]").textContent = state.ended_at ? `Avslutad ${hour(state.ended_at)}` : this.#ends(state, now);
  }

  #drawStep({ position, seconds, took }, state, now) {
    const row = this.querySelector(`[data-position="${position}"]`);
    const isNow = position === state.step && !state.ended_at;
    row.dataset.state = isNow ? "now" : took !== null ? "done" : "next";
    row.toggleAttribute("aria-current", false);
    if (isNow) row.setAttribute("aria-current", "step");
    const words = row.querySelector("[data-minutes]");
    const remaining = isNow ? Math.ceil(left(state, now) / 60) : 0;
    const more = isNow ? (remaining >= 0 ? ` · ${remaining} kvar` : ` · ${-remaining} över`) : took !== null ? ` · tog ${took < 60 ? "mindre än 1" : Math.round(took / 60)}` : "";
    words.textContent = `${Math.round(seconds / 60)} min${more}`;
  }

  #ends(state, now) {
    const later = state.steps.filter(({ position }) => position > state.step).reduce((sum, { seconds }) => sum + seconds, 0);
    const ends = 60_000 * Math.round((now + 1000 * (Math.max(0, left(state, now)) + later)) / 60_000);
    const planned = Number(this.querySelector("[data-ends]").dataset.plannedEnd);
    const off = Math.round((ends - planned) / 60_000);
    const words = off === 0 ? "enligt plan" : off > 0 ? `${off} min efter plan` : `${-off} min före plan`;
    return `Slutar ${hour(ends)}, ${words}`;
  }
}

customElements.define("agenda-track", AgendaTrack);
