"""Several who write at the end of one heading, letter by letter: nobody's word is cut by another's."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.world import wait_until

Arrive = Callable[..., Person]

# Real drafts and real fields in one page; time and the net between them are thrown by dice.
SITTING = """async ({ seed, people, words, slow, away, wanders }) => {
  const { LivingDraft } = await import("/static/kollegium/js/living_draft.js");
  const dice = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const writers = [];
  for (let number = 0; number < people; number++) {
    const draft = await LivingDraft.load(`prov-${Math.random()}`, () => {});
    draft.doc.clientID = Math.floor(dice() * 2 ** 32);
    const area = document.body.appendChild(document.createElement("textarea"));
    area.dataset.heading = "talked";
    const name = "abcdefghi"[number];
    writers.push({ draft, area, name, written: [], left: "", waits: 0, line: [], down: 0, inbox: [] });
  }
  if (dice() < 0.7) {
    writers[0].draft.text("talked").insert(0, dice() < 0.5 ? "Vi pratade " : "Vi prata");
    const begun = writers[0].draft.take();
    writers.slice(1).forEach(({ draft }) => draft.receive(begun));
  }
  for (const writer of writers) {
    writer.field = writer.draft.bind(writer.area);
    writer.area.setSelectionRange(1e9, 1e9);
  }
  const key = (writer, letter) => {
    const { area } = writer;
    area.setRangeText(letter, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    writer.line.push(writer.draft.take());
  };
  const erase = (writer) => {
    const { area } = writer;
    area.setRangeText("", area.selectionStart - 1, area.selectionStart, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    writer.line.push(writer.draft.take());
  };
  const isIdle = ({ left, line, inbox }) => !left && !line.length && !inbox.length;
  const isDone = () => writers.every((writer) => writer.written.length === words && isIdle(writer));
  while (!isDone()) {
    for (const writer of writers) {
      if (writer.down) writer.down--;
      else if (dice() < away) writer.down = Math.floor(dice() * 400);
      // What one has written goes out in order, and so does what comes to each.
      while (writer.line.length && !writer.down && dice() > slow) {
        const update = writer.line.shift();
        if (update) writers.filter((other) => other !== writer).forEach((other) => other.inbox.push(update));
      }
      while (writer.inbox.length && !writer.down && dice() > slow) writer.draft.receive(writer.inbox.shift());
      if (writer.waits) {
        writer.waits--;
        continue;
      }
      if (!writer.left && writer.written.length < words) {
        const word = `z${writer.name}${String(writer.written.length).padStart(3, "0")}`;
        writer.written.push(word);
        writer.left = `${word} `;
        if (dice() < wanders) writer.area.setSelectionRange(1e9, 1e9);
      }
      if (writer.left && dice() < 0.6) {
        // In one's own word: of a mistyped letter just behind another's, docs/decisions/0028 tells what may become.
        if (writer.left.length < writer.written.at(-1).length && dice() < 0.05) {
          key(writer, "x"); // and thinks better of it
          erase(writer);
        }
        key(writer, writer.left[0]);
        writer.left = writer.left.slice(1);
        if (!writer.left && dice() < 0.3) writer.waits = Math.floor(dice() * 60);
      }
    }
  }
  const texts = writers.map(({ area }) => area.value);
  writers.forEach(({ field, draft, area }) => (field.close(), draft.forget(), draft.close(), area.remove()));
  const written = writers.flatMap((writer) => writer.written);
  return { texts: [...new Set(texts)], written, cut: written.filter((word) => !texts[0].includes(word)) };
}"""
NETS = {
    "a calm room": {"slow": 0.3, "away": 0.0, "wanders": 0.0},
    "a slow net": {"slow": 0.9, "away": 0.0, "wanders": 0.0},
    "who goes to the end before each word": {"slow": 0.6, "away": 0.0, "wanders": 1.0},
    "a net that is away": {"slow": 0.5, "away": 0.01, "wanders": 0.1},
    "a net that is away, and all go to the end": {"slow": 0.5, "away": 0.01, "wanders": 1.0},
}


@pytest.mark.parametrize("net", NETS)
def test_no_word_is_cut_whoever_writes_at_the_same_place_and_whatever_the_net_does(arrive: Arrive, net: str) -> None:
    page = arrive("carin", LAPTOP).page
    cut: list[str] = []
    written = 0

    for seed in range(12):
        people = 2 + seed % 4
        found: dict[str, Any] = page.evaluate(SITTING, NETS[net] | {"seed": seed, "people": people, "words": 25})
        assert len(found["texts"]) == 1, f"seed {seed}: all read the same"
        written += len(found["written"])
        cut += [f"{seed}: {word} in {found['texts'][0]}" for word in found["cut"]]

    assert written >= 1000
    assert not cut, f"{len(cut)} of {written} words cut, the first: {cut[0][:600]}"


BEHIND = """async (highest) => {
  const { LivingDraft } = await import("/static/kollegium/js/living_draft.js");
  const theirs = await LivingDraft.load(`prov-${Math.random()}`, () => {});
  const mine = await LivingDraft.load(`prov-${Math.random()}`, () => {});
  theirs.doc.clientID = highest;
  theirs.text("talked").insert(0, "ingen efter mig");
  mine.receive(theirs.take());
  const area = document.body.appendChild(document.createElement("textarea"));
  area.dataset.heading = "talked";
  mine.bind(area);
  area.setRangeText(" jo", area.value.length, area.value.length, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  theirs.receive(mine.take());
  return [theirs.text("talked").toString(), mine.doc.clientID];
}"""


@pytest.mark.parametrize("highest", [2**53 - 1, 2**53 - 2, 2**53 - 2**31])
def test_nobody_can_take_a_number_behind_which_the_others_words_are_refused(arrive: Arrive, highest: int) -> None:
    page = arrive("carin", LAPTOP).page

    words, number = page.evaluate(BEHIND, highest)

    assert words == "ingen efter mig jo"
    assert number < 2**53
    assert number != highest


def test_two_who_type_at_the_end_of_one_heading_at_once_keep_their_words_whole(arrive: Arrive, begun: int) -> None:
    people = [arrive("bo", LAPTOP), arrive("carin", PHONE), arrive("farid", LAPTOP)]
    for person in people:
        person.open_room(begun)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)
        person.type_in("talked", "")
    words = {person.key: [f"{person.key}-{number:02}" for number in range(12)] for person in people}
    keys = {key: " ".join(said) + " " for key, said in words.items()}

    for at in range(max(map(len, keys.values()))):
        for person in people:
            person.page.keyboard.type(keys[person.key][at : at + 1])

    wait_until(lambda: len({person.reads("talked") for person in people}) == 1, "all read the same")
    read = people[0].reads("talked")
    assert [word for said in words.values() for word in said if read.count(word) != 1] == [], read
