/** One's own words wait in the browser until the server has said that it has just them. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { SendLater } from "../../kollegium/static/kollegium/js/send_later.js";

const page = new EventTarget();
globalThis.document = page;
globalThis.addEventListener = page.addEventListener.bind(page);

const NO_NET = null;
const SIGNED_OUT = { type: "opaqueredirect", ok: false, status: 0 };
const yes = (words = "") => new Response(words || null, { status: words ? 200 : 204 });
const no = (status, words = "") => new Response(words, { status });

let stored; // what lies in the browser: name -> what
let events; // the store's
let posts; // what has been sent, and how to answer it
let heard; // what the element has been told
let after; // what `accepted` does
let outgoing;
let leaves;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  [stored, posts, heard, after, leaves] = [new Map(), [], [], () => {}, new AbortController()];
  outgoing = make();
});

afterEach(() => {
  leaves.abort();
  mock.timers.reset();
});

function make(more = {}) {
  const store = {
    isKept: true,
    keptAt: 7,
    set: (name, what) => (what === null ? stored.delete(name) : stored.set(name, what)),
  };
  const sender = {
    post: (sent) =>
      new Promise((resolve) => {
        posts.push({ sent: Object.fromEntries(sent), answer: resolve });
      }),
    accepted: (name, what, said, isBeside) => {
      heard.push(["accepted", name, what, said, isBeside]);
      after(name);
    },
    allKept: (said) => heard.push(["all kept", said]),
    refused: (_sent, { status }, said) => {
      heard.push(["refused", status, said]);
      return said !== "";
    },
    signedOut: () => heard.push(["signed out"]),
    waits: () => heard.push(["waits"]),
    found: (name, what) => heard.push(["found", name, what]),
    ...more,
  };
  return new SendLater(
    (given) => {
      events = given;
      return store;
    },
    sender,
    leaves.signal,
  );
}

/** The server answers what was sent last, and what follows from it is done. */
async function answer(said) {
  posts.at(-1).answer(said);
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test("what is held lies in the browser, and is let go when the server has it and not before", async () => {
  outgoing.hold("tried", "Rita");
  assert.deepEqual([...stored], [["tried", "Rita"]]);
  outgoing.send();
  assert.deepEqual(posts[0].sent, { tried: "Rita" });
  assert.equal(outgoing.isWaiting, true);
  assert.equal(stored.size, 1);
  await answer(yes());
  assert.equal(outgoing.isWaiting, false);
  assert.equal(stored.size, 0);
  assert.deepEqual(heard, [
    ["accepted", "tried", "Rita", "", false],
    ["all kept", ""],
  ]);
});

test("what was written while the rest was on its way is not called kept, and goes next", async () => {
  outgoing.hold("tried", "Rita");
  outgoing.send();
  outgoing.hold("tried", "Rita först");
  await answer(yes());
  assert.deepEqual([...stored], [["tried", "Rita först"]]);
  assert.deepEqual(heard, [["accepted", "tried", "Rita", "", false]]);
  assert.deepEqual(posts[1].sent, { tried: "Rita först" });
  await answer(yes("till ägaren"));
  assert.deepEqual(heard.at(-1), ["all kept", "till ägaren"]);
});

test("only one thing is on its way at a time, in the order in which they came, or all together", async () => {
  outgoing.hold("a", 1);
  outgoing.hold("b", 2);
  outgoing.send();
  outgoing.send();
  assert.deepEqual(
    posts.map(({ sent }) => sent),
    [{ a: 1 }],
  );
  await answer(yes());
  assert.deepEqual(posts[1].sent, { b: 2 });
  await answer(yes());
  outgoing = make({ batch: (waiting) => new Map(waiting) });
  outgoing.hold("a", 1);
  outgoing.hold("b", 2);
  outgoing.send();
  assert.deepEqual(posts[2].sent, { a: 1, b: 2 });
});

test("a batch is what it was when it was sent, whatever is held meanwhile", async () => {
  outgoing = make({ batch: (waiting) => waiting });
  outgoing.hold("a", 1);
  outgoing.send();
  outgoing.hold("b", 2);
  await answer(yes());
  assert.deepEqual([...stored], [["b", 2]]);
  assert.deepEqual(heard, [["accepted", "a", 1, "", false]]);
});

test("without a net, or with a server that is ill, it waits, is told since when, and is sent again", async () => {
  const began = Date.now();
  for (const trouble of [NO_NET, no(503)]) {
    outgoing.hold("a", 1);
    outgoing.send();
    await answer(trouble);
    assert.deepEqual(heard.at(-1), ["waits"]);
    assert.equal(outgoing.offlineSince, began);
    assert.equal(stored.size, 1);
    mock.timers.tick(4_000);
  }
  assert.equal(posts.length, 3);
  await answer(yes());
  assert.equal(outgoing.offlineSince, null);
});

test("when the net, the room's line or the person comes back it is sent at once", async () => {
  for (const [name, detail] of [["online"], ["focus"], ["visibilitychange"], ["room:connection", { online: true }]]) {
    outgoing.hold("a", name);
    page.dispatchEvent(new CustomEvent(name, { detail }));
    assert.deepEqual(posts.at(-1).sent, { a: name });
    await answer(yes());
  }
  outgoing.hold("a", 1);
  page.dispatchEvent(new CustomEvent("room:connection", { detail: { online: false } }));
  assert.equal(posts.length, 4);
});

test("one who is signed out is told, and it waits until somebody has signed in", async () => {
  outgoing.hold("a", 1);
  outgoing.send();
  await answer(SIGNED_OUT);
  assert.deepEqual(heard, [["signed out"]]);
  assert.equal(stored.size, 1);
  mock.timers.tick(12_000);
  assert.equal(posts.length, 2);
});

test("a no with a reason is the element's to tell; without one it is sent again, and still waits", async () => {
  outgoing.hold("a", 1);
  outgoing.send();
  await answer(no(400, "för långt"));
  assert.deepEqual(heard, [["refused", 400, "för långt"]]);
  mock.timers.tick(60_000);
  assert.equal(posts.length, 1);
  assert.equal(stored.size, 1);
  outgoing.send();
  await answer(no(404));
  mock.timers.tick(12_000);
  assert.equal(posts.length, 3);
});

test("what a closed tab left is shown, laid by here and sent; what an open one has is let alone", async () => {
  const drop = mock.fn();
  events.onfound("theirs", 1, drop, true);
  assert.equal(outgoing.isWaiting, false);
  events.onfound("left", 1, drop, false);
  assert.deepEqual(heard, [["found", "left", 1]]);
  assert.deepEqual([...stored], [["left", 1]]);
  assert.equal(drop.mock.callCount(), 1);
  mock.timers.tick(0);
  assert.deepEqual(posts[0].sent, { left: 1 });
});

test("what a closed tab left where something waits here goes after it, and lies there until then", async () => {
  const drop = mock.fn();
  outgoing.hold("a", "mitt");
  events.onfound("a", "den andra flikens", drop, false);
  mock.timers.tick(0);
  assert.deepEqual(posts[0].sent, { a: "mitt" });
  await answer(yes());
  assert.equal(drop.mock.callCount(), 0);
  assert.equal(outgoing.isWaiting, true);
  assert.deepEqual(posts[1].sent, { a: "den andra flikens" });
  await answer(yes());
  assert.equal(drop.mock.callCount(), 1);
  assert.deepEqual(heard.slice(-2), [
    ["accepted", "a", "den andra flikens", "", true],
    ["all kept", ""],
  ]);
});

test("what the element holds anew when something is accepted is sent as well", async () => {
  after = (name) => {
    after = () => {};
    outgoing.hold(name, "bygger på det förra");
  };
  outgoing.hold("a", 1);
  outgoing.send();
  await answer(yes());
  assert.deepEqual(posts[1].sent, { a: "bygger på det förra" });
});

test("where the browser's store has it is told while something waits, and only then", () => {
  events.onkept();
  assert.deepEqual(heard, []);
  outgoing.hold("a", 1);
  events.onkept();
  assert.deepEqual(heard, [["waits"]]);
});

test("nothing is sent by itself from an element that has gone", async () => {
  outgoing.hold("a", 1);
  outgoing.later(100);
  leaves.abort();
  mock.timers.tick(1_000);
  page.dispatchEvent(new Event("online"));
  assert.equal(posts.length, 0);
});
