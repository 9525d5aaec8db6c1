/** What is left of a step, and how the meeting stands beside the end that the group counts on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { left, minutes, pace } from "../../kollegium/static/kollegium/js/pace.js";

const BEGAN = 1_800_000_000_000;
const state = (facts) => ({
  step: 1,
  step_started_at: BEGAN,
  paused_at: null,
  paused_for: 0,
  ends_at: null,
  steps: [600, 900, 300].map((seconds, index) => ({ position: index + 1, seconds, took: null })),
  ...facts,
});
const after = (seconds) => BEGAN + 1000 * seconds;

test("a step has what it was given less what has gone, and runs over below nothing", () => {
  assert.equal(left(state(), after(0)), 600);
  assert.equal(left(state(), after(45)), 555);
  assert.equal(left(state(), after(660)), -60);
});

test("a clock that is behind the start takes nothing away", () => {
  assert.equal(left(state(), after(-30)), 600);
});

test("while it is paused nothing goes, and earlier pauses are given back", () => {
  assert.equal(left(state({ paused_at: after(100) }), after(500)), 500);
  assert.equal(left(state({ paused_for: 60 }), after(160)), 500);
});

test("the meeting ends when what is left of this step and the later ones is over", () => {
  assert.deepEqual(pace(state(), after(0)), { ends: after(1800), off: 0 });
  assert.equal(pace(state({ step: 3 }), after(100)).ends, after(300));
});

test("a step that has run over makes the end come later, and it is told by how much", () => {
  const running = state({ ends_at: after(1800) });
  assert.equal(pace(running, after(600)).off, 0);
  assert.equal(pace(running, after(720)).off, 120_000);
  assert.equal(pace(state({ ends_at: after(2100) }), after(0)).off, -300_000);
});

test("seconds are said as minutes and two digits", () => {
  assert.deepEqual([0, 9, 60, 599.9, 3600].map(minutes), ["0:00", "0:09", "1:00", "9:59", "60:00"]);
});
