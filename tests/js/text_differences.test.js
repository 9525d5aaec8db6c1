/** The one replacement that makes what a field held into what it holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../kollegium/static/kollegium/js/shared_textarea.js";

const SIGNS = ["a", "b", " ", "\n", "å", "😀", "😁"]; // the last two begin with the same half

/** The same numbers each time. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const put = (was, { at, gone, put: words }) => was.slice(0, at) + words + was.slice(at + gone);
const isWhole = (words) => words.isWellFormed?.() ?? true;

test("what is put in and what is taken away is told, and nothing more", () => {
  assert.deepEqual(difference("Vi provade", "Vi prövade", 6), { at: 5, gone: 1, put: "ö" });
  assert.deepEqual(difference("", "Hej"), { at: 0, gone: 0, put: "Hej" });
  assert.deepEqual(difference("Hej då", ""), { at: 0, gone: 6, put: "" });
  assert.deepEqual(difference("lika", "lika"), { at: 4, gone: 0, put: "" });
});

test("a letter among its likes is put where the caret stands", () => {
  assert.deepEqual(difference("aaa", "aaaa", 1), { at: 0, gone: 0, put: "a" });
  assert.deepEqual(difference("aaa", "aaaa", 3), { at: 2, gone: 0, put: "a" });
  assert.deepEqual(difference("aaa", "aaaa"), { at: 3, gone: 0, put: "a" });
});

test("a pair of surrogates is replaced whole", () => {
  assert.deepEqual(difference("😀", "😁"), { at: 0, gone: 2, put: "😁" });
  assert.deepEqual(difference("x\ud83d\ude00", "x\ud83c\ude00", 1), { at: 1, gone: 2, put: "\ud83c\ude00" });
});

test("whatever is typed, the replacement gives it and cuts no sign", () => {
  const roll = dice(38);
  const text = () => Array.from({ length: roll(9) }, () => SIGNS[roll(SIGNS.length)]).join("");
  for (let round = 0; round < 20_000; round++) {
    const [was, now] = [text(), text()];
    const change = difference(was, now, roll(now.length + 1));
    assert.equal(put(was, change), now);
    assert.ok(isWhole(change.put), JSON.stringify([was, now, change]));
    assert.ok(isWhole(was.slice(0, change.at)) && isWhole(was.slice(change.at + change.gone)));
  }
});
