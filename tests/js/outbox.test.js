/** What has been written is sent, sent again, and called kept only when the server has said so. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Outbox, UPDATE, VECTOR } from "../../kollegium/static/kollegium/js/outbox.js";

const bytes = (...values) => Uint8Array.from(values);

/** A draft of which the outbox sees what it has to send and what it has been told. */
class Draft {
  isEmpty = false;
  isKept = true;
  hasGap = false;
  isSafeHere = true;
  storedAt = 7;
  typed = [];
  keptUpdates = [];
  received = [];
  ahead = null;
  vector = () => bytes(1);
  meet = () => {};
  mend = () => {};
  since = () => this.ahead;
  beyond = () => this.ahead;
  deletions = () => bytes(99);
  take = () => this.typed.shift() ?? null;
  receive = (update) => this.received.push(update);

  kept(update) {
    this.keptUpdates.push(update);
    this.isKept = true;
  }
}

let sent;
let told;
let draft;
let outbox;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  [sent, told, draft] = [[], [], new Draft()];
  outbox = new Outbox(
    (kind, body) => sent.push([kind, ...body]),
    (said) => told.push(said),
  );
});

/** The line is open and both sides know what the other has. */
function met() {
  outbox.carry(draft);
  outbox.introduce(true);
  outbox.heard(VECTOR, bytes(2));
  sent.length = 0;
}

function type(...values) {
  draft.typed.push(bytes(...values));
  draft.isKept = false;
  outbox.changed();
}

test("what is typed goes in one frame with a number, and is unsaved until that number is kept", () => {
  met();
  type(5, 6);
  assert.equal(outbox.unsaved, true);
  mock.timers.tick(40);
  assert.deepEqual(sent, [[UPDATE, 0, 0, 0, 1, 5, 6]]);
  assert.equal(outbox.unsaved, true);
  outbox.kept(2); // another's number
  assert.equal(outbox.unsaved, true);
  outbox.kept(1);
  assert.deepEqual(draft.keptUpdates, [bytes(5, 6)]);
  assert.equal(outbox.unsaved, false);
  assert.deepEqual(told.at(-1), { unsaved: false, local: true, at: 7 });
});

test("before both have met nothing is sent, and nothing is called saved", () => {
  outbox.carry(draft);
  type(5);
  mock.timers.tick(1_000);
  assert.deepEqual(sent, []);
  assert.equal(outbox.unsaved, true);
  draft.ahead = bytes(5);
  outbox.introduce(true);
  outbox.heard(VECTOR, bytes(2));
  assert.deepEqual(sent, [
    [VECTOR, 1],
    [UPDATE, 0, 0, 0, 1, 5],
  ]);
});

test("when the server asks to be told later, the same frame goes again", () => {
  met();
  type(5);
  outbox.flush();
  outbox.later(1);
  mock.timers.tick(4_000);
  assert.deepEqual(sent, [
    [UPDATE, 0, 0, 0, 1, 5],
    [UPDATE, 0, 0, 0, 1, 5],
  ]);
  assert.equal(outbox.unsaved, true);
});

test("a lost line forgets its numbers, and the next meeting sends what was not kept", () => {
  met();
  type(5);
  outbox.flush();
  outbox.lost();
  outbox.kept(1); // of a line that is gone
  assert.equal(outbox.unsaved, true);
  draft.isKept = true; // reads the same, but nobody has said that it is kept
  assert.equal(outbox.unsaved, true);
  sent.length = 0;
  draft.ahead = bytes(5);
  outbox.introduce(true);
  outbox.heard(VECTOR, bytes(2));
  assert.deepEqual(sent.at(-1), [UPDATE, 0, 0, 0, 1, 5]);
});

test("what is refused is said from the start, with what has been taken away first", () => {
  met();
  type(5);
  outbox.flush();
  assert.equal(outbox.refused(1, false), true);
  outbox.lost();
  sent.length = 0;
  draft.ahead = bytes(5);
  outbox.introduce(true);
  outbox.heard(VECTOR, bytes(2));
  assert.deepEqual(sent.slice(1), [
    [UPDATE, 0, 0, 0, 1, 99],
    [UPDATE, 0, 0, 0, 2, 5],
  ]);
});

test("after a final no nothing more is sent", () => {
  met();
  type(5);
  outbox.flush();
  assert.equal(outbox.refused(1, true), false);
  sent.length = 0;
  type(6);
  mock.timers.tick(5_000);
  assert.deepEqual(sent, []);
});

test("what went past its listener is found by comparing, once a second", () => {
  met();
  draft.isKept = false;
  draft.ahead = bytes(8);
  assert.equal(outbox.unsaved, true);
  mock.timers.tick(1_000);
  assert.deepEqual(sent, [[UPDATE, 0, 0, 0, 1, 8]]);
});

test("one who may not write sends nothing, and hears the others", () => {
  outbox.carry(draft);
  outbox.introduce(false);
  outbox.heard(VECTOR, bytes(2));
  type(5);
  mock.timers.tick(5_000);
  assert.deepEqual(sent, [[VECTOR, 1]]);
  outbox.heard(UPDATE, bytes(3));
  assert.deepEqual(draft.received, [bytes(3)]);
});

test("a gap in what the others wrote is asked about, once", () => {
  met();
  draft.hasGap = true;
  outbox.heard(UPDATE, bytes(3));
  outbox.heard(UPDATE, bytes(4));
  mock.timers.tick(1_000);
  assert.deepEqual(sent, [[VECTOR, 1]]);
});
