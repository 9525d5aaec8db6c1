/** <agenda-timer>: the time left of the step, computed from the server's facts and clock; nothing is counted down. */
import { follow } from "../follow.js";

const SOON = 120; // seconds: nearly up

export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Seconds left of the running step; negative when it has run over. */
export function left(state, now) {
  const step = state.steps[state.step - 1];
  const until = state.paused_at ?? now;
  return step.seconds - Math.max(0, (until - state.step_started_at) / 1000 - state.paused_for);
}

class AgendaTimer extends HTMLElement {
  #stop;
  #told = "";

  connectedCallback() {
    this.#stop = follow((state, now) => state.step && !state.ended_at && this.#draw(state, now), 250);
  }

  disconnectedCallback() {
    this.#stop();
  }

  #draw(state, now) {
    const step = state.steps[state.step - 1];
    const seconds = left(state, now);
    const [mood, words] = this.#mood(state, seconds);
    const clock = this.querySelector(".clock");
    const shown = seconds < 0 ? `+${minutes(-seconds)}` : minutes(Math.ceil(seconds));
    if (clock.textContent !== shown) clock.textContent = shown;
    clock.ariaLabel = `${Math.floor(Math.abs(seconds) / 60)} minuter ${seconds < 0 ? "över tiden" : "kvar"}`;
    for (const part of this.querySelectorAll(".clock, .timer")) part.dataset.state = mood;
    this.querySelector(".timer__bar").style.setProperty("--t", Math.min(100, 100 - (100 * seconds) / step.seconds));
    this.querySelector("[data-step-tag]").textContent = `Steg ${state.step} av ${state.steps.length}`;
    const said = this.querySelector("[data-timer-words]");
    if (said.textContent !== words) said.textContent = words;
    this.#announce(state, mood);
  }

  #mood(state, seconds) {
    if (state.paused_at) return ["paused", "Pausad. Klockan står still för alla."];
    if (seconds < 0) return ["over", "Tiden för steget är slut. Gå vidare när ni är klara."];
    if (seconds <= SOON) return ["sun", seconds > 60 ? "Mindre än två minuter kvar" : "Mindre än en minut kvar"];
    return ["", ""];
  }

  #announce(state, mood) {
    const news = mood === "sun" ? `${state.step}` : "";
    if (!news || news === this.#told) return;
    this.#told = news;
    this.closest("live-room, room-screen")?.announce("Två minuter kvar av steget");
  }
}

customElements.define("agenda-timer", AgendaTimer);
