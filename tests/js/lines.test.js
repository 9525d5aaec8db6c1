/** A line of one's own in the group's text, and what can be pasted but not kept. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { clean } from "../../kollegium/static/kollegium/js/cleaning.js";
import { putLine, takeLine } from "../../kollegium/static/kollegium/js/lines.js";
import { Doc } from "../../kollegium/static/kollegium/vendor/sync.js";

function text(words) {
  const shared = new Doc().getText("learnings");
  shared.insert(0, words);
  return shared;
}

test("a line is put on a row of its own, and taken out as it was put", () => {
  for (const [before, after] of [
    ["", "– Min rad\n"],
    ["Annas", "Annas\n– Min rad\n"],
    ["Annas\n", "Annas\n– Min rad\n"],
  ]) {
    const shared = text(before);
    const put = putLine(shared, "Min rad");
    assert.equal(shared.toString(), after);
    assert.equal(takeLine(shared, put), true);
    assert.equal(shared.toString(), before);
  }
});

test("what others wrote around it stays", () => {
  const shared = text("Annas");
  const put = putLine(shared, "Min rad");
  shared.insert(shared.length, "– Bos\n");
  assert.equal(takeLine(shared, put), true);
  assert.equal(shared.toString(), "Annas\n– Bos\n");
});

test("a line that somebody has changed is left, and so is one that only ends like it", () => {
  const shared = text("");
  const put = putLine(shared, "rad");
  shared.insert(2, "ändrad ");
  assert.equal(takeLine(shared, put), false);
  assert.equal(shared.toString(), "– ändrad rad\n");
  assert.equal(takeLine(text("se – rad\n"), "– rad\n"), false);
});

test("what no database holds goes, and a page break is a line break", () => {
  assert.equal(clean("a\0b\x07c\ufffe"), "abc");
  assert.equal(clean("en\vtva\ftre"), "en\ntva\ntre");
  assert.equal(clean("å 😀\t\r\n"), "å 😀\t\r\n");
});
