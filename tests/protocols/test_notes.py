"""The living draft: what is kept, what is not, and that nothing written is lost."""

import pytest
from django.utils import timezone
from pycrdt import Doc, Text

from bench.yjs import Writer
from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.protocols import actions, notes
from kollegium.protocols.headings import WRITTEN
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.protocols.notes import DraftUpdate, Outcome, store
from tests.protocols.conftest import finalise, update_of, write

A_FULL_HEADING = 20_000  # heading_room.js


@pytest.fixture
def draft(demo: Demo) -> Protocol:
    return actions.begin(demo.meeting)


def test_a_line_that_a_member_writes_is_kept(demo: Demo, draft: Protocol) -> None:
    assert write(draft, demo["carin"].pk, "talked", "Åsa och öl 😀") is Outcome.KEPT
    assert notes.text(draft.pk)["talked"] == "Åsa och öl 😀"


def test_two_who_write_at_once_lose_nothing(demo: Demo, draft: Protocol) -> None:
    lines = [DraftUpdate(draft.pk, demo[who].pk, update_of("talked", f"{who} sa så. ")) for who in ("anna", "carin")]

    assert store(lines) == [Outcome.KEPT, Outcome.KEPT]

    talked = notes.text(draft.pk)["talked"]
    assert "anna sa så. " in talked
    assert "carin sa så. " in talked


def test_only_members_write(demo: Demo, draft: Protocol) -> None:
    outcomes = [write(draft, demo[who].pk, "talked", "x") for who in ("carin", "david", "gunilla", "hakan")]

    assert outcomes == [Outcome.KEPT, Outcome.NOT_A_MEMBER, Outcome.NOT_A_MEMBER, Outcome.NOT_A_MEMBER]


def test_one_who_has_left_writes_no_more(demo: Demo, draft: Protocol) -> None:
    Membership.objects.filter(group=demo.group, user=demo["carin"]).update(ends_on=timezone.localdate())

    assert write(draft, demo["carin"].pk, "talked", "x") is Outcome.NOT_A_MEMBER


def test_nothing_is_written_in_what_is_final(demo: Demo, ended: Protocol) -> None:
    finalise(ended, by=demo["bo"])

    assert write(ended, demo["carin"].pk, "talked", "x") is Outcome.FINAL
    assert not ProtocolUpdate.objects.filter(protocol=ended).exists()


@pytest.mark.parametrize("garbage", [b"", b"\x00", b"\xff" * 40, b"\x01\x01", b"hej", b"\x01\x80\x80\x80\x80\x10"])
def test_garbage_is_not_kept_and_does_not_stop_the_others(demo: Demo, draft: Protocol, garbage: bytes) -> None:
    carin = demo["carin"].pk
    before = notes.text(draft.pk)

    outcomes = store(
        [DraftUpdate(draft.pk, carin, garbage), DraftUpdate(draft.pk, carin, update_of("next", "Vi ses."))]
    )

    assert outcomes == [Outcome.GARBAGE, Outcome.KEPT]
    assert notes.text(draft.pk) == before | {"next": "Vi ses."}


def test_what_is_too_large_is_not_kept(demo: Demo, draft: Protocol) -> None:
    assert store([DraftUpdate(draft.pk, demo["carin"].pk, b"x" * (notes.LARGEST + 1))]) == [Outcome.TOO_LARGE]


@pytest.mark.parametrize("letter", ["å", "ก", "😀"])
def test_all_that_a_page_can_hold_after_a_long_time_without_net_comes_in_at_once(
    demo: Demo, draft: Protocol, letter: str
) -> None:
    """The page's own bound is counted in UTF-16. A part of every heading is typed letter by letter from the end."""
    page: Doc = Doc()
    for key in WRITTEN:
        full = A_FULL_HEADING // (len(letter.encode("utf-16-le")) // 2)
        page.get(key, type=Text).insert(0, letter * (full - 500))
        for _ in range(500):
            page.get(key, type=Text).insert(0, letter)

    assert store([DraftUpdate(draft.pk, demo["carin"].pk, page.get_update())]) == [Outcome.KEPT]


def test_an_update_that_says_nothing_takes_no_row(demo: Demo, draft: Protocol) -> None:
    rows = draft.updates.count()

    assert store([DraftUpdate(draft.pk, demo["carin"].pk, notes.EMPTY)]) == [Outcome.KEPT]
    assert draft.updates.count() == rows


def test_the_same_update_twice_is_the_same_text(demo: Demo, draft: Protocol) -> None:
    line = DraftUpdate(draft.pk, demo["carin"].pk, update_of("talked", "En gång."))

    store([line, line])
    store([line])

    assert notes.text(draft.pk)["talked"] == "En gång."


def test_many_rows_are_pressed_into_one_with_nothing_lost(demo: Demo, draft: Protocol) -> None:
    doc: Doc = Doc()
    words = doc.get("talked", type=Text)
    lines = []
    for number in range(notes.MANY + 5):
        before = doc.get_state()
        words.insert(len(str(words).encode()), f"{number} ")
        lines.append(DraftUpdate(draft.pk, demo["carin"].pk, doc.get_update(before)))
    store(lines)

    pressed = notes.text(draft.pk)

    assert draft.updates.count() == 1
    assert pressed["talked"] == "".join(f"{number} " for number in range(notes.MANY + 5))
    assert pressed["question"] == demo.meeting.question
    assert notes.text(draft.pk) == pressed


def test_an_update_that_arrives_before_what_it_builds_on_waits_for_it(demo: Demo, draft: Protocol) -> None:
    doc: Doc = Doc()
    words = doc.get("talked", type=Text)
    words.insert(0, "Först. ")
    first, middle = doc.get_update(), doc.get_state()
    words.insert(len(str(words).encode()), "Sedan.")
    then = doc.get_update(middle)
    carin = demo["carin"].pk

    store([DraftUpdate(draft.pk, carin, then)])
    assert notes.text(draft.pk)["talked"] == ""
    store([DraftUpdate(draft.pk, carin, first)])

    assert notes.text(draft.pk)["talked"] == "Först. Sedan."


def test_pressing_many_rows_together_keeps_what_waits_for_a_line_that_is_still_on_its_way(demo: Demo) -> None:
    protocol = actions.begin(demo.meeting)
    doc = notes.load(protocol.pk)
    lines = []
    for number in range(notes.MANY + 100):
        before = doc.get_state()
        text = doc.get("talked", type=Text)
        text.insert(len(str(text)), f"{number} ")
        lines.append(notes.DraftUpdate(protocol.pk, demo["anna"].pk, doc.get_update(before)))
    late = lines.pop(4)

    notes.store(lines)
    notes.load(protocol.pk)
    notes.store([late])

    assert protocol.updates.count() == 2
    assert notes.text(protocol.pk)["talked"] == str(doc.get("talked", type=Text))


def test_every_update_counts_in_a_full_draft_however_small(
    demo: Demo, draft: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "FULL", 20_000)
    monkeypatch.setattr(notes, "MEASURED_AFTER", 1_000)
    monkeypatch.setattr(notes, "PRESSED_AFTER", 3600)  # only once, however slowly this goes
    typed = typing(letters=3_000)

    outcomes = [store([DraftUpdate(draft.pk, demo["carin"].pk, update)])[0] for update in typed]
    held = sum(len(update) for _, update in notes.rows(draft.pk))

    assert outcomes[0] is Outcome.KEPT
    assert outcomes[-1] is Outcome.FULL
    assert held <= 20_000


def test_what_takes_away_always_finds_room_and_gives_room(
    demo: Demo, draft: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "FULL", 20_000)
    monkeypatch.setattr(notes, "PRESSED_AFTER", 0)
    carin, doc = demo["carin"].pk, Doc()
    text = doc.get("talked", type=Text)
    text.insert(0, "x" * 19_000)
    assert store([DraftUpdate(draft.pk, carin, doc.get_update())]) == [Outcome.KEPT]
    more = update_of("talked", "y" * 5_000)
    assert store([DraftUpdate(draft.pk, carin, more)]) == [Outcome.FULL]

    before = doc.get_state()
    del text[1_000:]
    assert store([DraftUpdate(draft.pk, carin, doc.get_update(before))]) == [Outcome.KEPT]

    assert store([DraftUpdate(draft.pk, carin, more)]) == [Outcome.KEPT]
    assert sorted(notes.text(draft.pk)["talked"]) == sorted("x" * 1_000 + "y" * 5_000)


def test_a_full_draft_is_not_measured_for_every_line(
    demo: Demo, draft: Protocol, django_assert_max_num_queries: object
) -> None:
    lines = [DraftUpdate(draft.pk, demo["carin"].pk, update) for update in typing(letters=40)]
    store(lines[:1])

    with django_assert_max_num_queries(39 * 5):  # begin, lock, members, insert, commit
        for line in lines[1:]:
            store([line])


def test_a_draft_that_many_keys_have_made_is_pressed_in_bounded_work(demo: Demo, draft: Protocol) -> None:
    """Two texts of one draft, one of them ten times as long: rows pressed together are as small as their text."""
    store([DraftUpdate(draft.pk, demo["carin"].pk, update) for update in typing(letters=5_000)])

    notes.load(draft.pk)

    ((_, pressed),) = notes.rows(draft.pk)
    assert len(pressed) < 6_000
    assert notes.text(draft.pk)["talked"] == "a" * 5_000


def test_a_deletion_that_came_before_its_words_is_not_forgotten_when_rows_are_pressed(
    demo: Demo, draft: Protocol
) -> None:
    carin, doc = demo["carin"].pk, Doc()
    text = doc.get("talked", type=Text)
    text.insert(0, "Liam ")
    words, before = doc.get_update(), doc.get_state()
    del text[0:5]
    gone = doc.get_update(before)
    store(
        [DraftUpdate(draft.pk, carin, gone), *(DraftUpdate(draft.pk, carin, update) for update in typing(notes.MANY))]
    )

    notes.load(draft.pk)
    store([DraftUpdate(draft.pk, carin, words)])

    assert draft.updates.count() == 2
    assert "Liam" not in notes.text(draft.pk)["talked"]


def typing(letters: int) -> list[bytes]:
    """A key in each."""
    writer = Writer(4711)
    return [writer.key() for _ in range(letters)]
