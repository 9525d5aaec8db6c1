/** How much time is left, of a step and of the meeting: computed from the server's facts, never counted down. Pure. */

/** @param {number} seconds */
export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/**
 * Seconds left of the running step; negative when it has run over.
 * @param {RunningState} state
 * @param {number} now
 */
export function left(state, now) {
  const step = state.steps[state.step - 1];
  const until = state.paused_at ?? now;
  return step.seconds - Math.max(0, (until - state.step_started_at) / 1000 - state.paused_for);
}

/**
 * When the meeting ends if what remains takes the time it has; and how many ms that is after what the group counts on.
 * @param {RunningState} state
 * @param {number} now
 */
export function pace(state, now) {
  const later = state.steps
    .filter(({ position }) => position > state.step)
    .reduce((sum, { seconds }) => sum + seconds, 0);
  const ends = now + 1000 * (Math.max(0, left(state, now)) + later);
  return { ends, off: ends - (state.ends_at ?? ends) };
}
