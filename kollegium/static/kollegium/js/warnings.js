/**
 * What the clock says of a step: half time, two minutes left, time's up; each can be waved off, and nothing stops by
 * itself.
 */
import { vibrates } from "./elements/vibration_choice.js";

const SOON = 120; // seconds: nearly up
const A_WHILE = 60; // seconds that half time is said
const WAVED = `waved-off:${location.pathname}`;
/** @type {string[]} */
const waved = JSON.parse(sessionStorage.getItem(WAVED) ?? "[]");
/** @type {Partial<Record<Warning, number[]>>} */
const PULSES = { half: [80], soon: [120, 100, 120], over: [300, 120, 300] };

/**
 * Which warning belongs to this moment ("" none, paused, half, soon, over) and its words.
 * @param {RunningState} state
 * @param {number} left
 * @returns {[Warning, string]}
 */
export function warning(state, left) {
  const { seconds } = state.steps[state.step - 1];
  const soon = Math.min(SOON, seconds / 2);
  if (state.paused_at) return ["paused", "Pausad. Klockan står still för alla."];
  if (left < 0) return ["over", "Tiden är slut. Gå vidare när ni är klara."];
  if (left <= soon) return ["soon", left > 60 ? "Mindre än två minuter kvar" : "Mindre än en minut kvar"];
  if (left <= seconds / 2 && left > seconds / 2 - A_WHILE) return ["half", "Halva tiden har gått"];
  return ["", ""];
}

/**
 * True when two minutes is what is left: not half of a step that never had more, nor long after.
 * @param {RunningState} state
 * @param {Warning} kind
 * @param {number} left
 */
export const isTwoMinutes = (state, kind, left) =>
  kind === "soon" && left > 60 && state.steps[state.step - 1].seconds >= 2 * SOON;

/**
 * @param {RunningState} state
 * @param {Warning} kind
 */
export const isWavedOff = (state, kind) => waved.includes(key(state, kind));

/**
 * Kept for this tab, so that a phone that loads the page anew doesn't nag; more time in the step makes it a new
 * warning.
 * @param {RunningState} state
 * @param {Warning} kind
 */
export function waveOff(state, kind) {
  waved.push(key(state, kind));
  sessionStorage.setItem(WAVED, JSON.stringify(waved.slice(-20)));
}

/**
 * @param {RunningState} state
 * @param {Warning} kind
 */
const key = (state, kind) => `${state.step}:${state.steps[state.step - 1].seconds}:${kind}`;

/** @param {Warning} kind */
export function pulse(kind) {
  if (PULSES[kind] && vibrates()) navigator.vibrate(PULSES[kind]);
}
