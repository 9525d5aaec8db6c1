"""The living draft: what is kept, what is not, and that nothing written is lost."""

import pytest
from django.utils import timezone
from pycrdt import Doc, Text

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.protocols import actions, notes
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.protocols.notes import Fate, Line, store
from tests.protocols.conftest import update_of, write


@pytest.fixture
def draft(demo: Demo) -> Protocol:
    return actions.begin(demo.meeting)


def test_a_line_that_a_member_writes_is_kept(demo: Demo, draft: Protocol) -> None:
    assert write(draft, demo["carin"].pk, "talked", "Åsa och öl 😀") is Fate.KEPT
    assert notes.text(draft.pk)["talked"] == "Åsa och öl 😀"


def test_two_who_write_at_once_lose_nothing(demo: Demo, draft: Protocol) -> None:
    lines = [Line(draft.pk, demo[who].pk, update_of("talked", f"{who} sa så. ")) for who in ("anna", "carin")]

    assert store(lines) == [Fate.KEPT, Fate.KEPT]

    talked = notes.text(draft.pk)["talked"]
    assert "anna sa så. " in talked
    assert "carin sa så. " in talked


def test_only_members_write(demo: Demo, draft: Protocol) -> None:
    fates = [write(draft, demo[who].pk, "talked", "x") for who in ("carin", "david", "gunilla", "hakan")]

    assert fates == [Fate.KEPT, Fate.NOT_A_MEMBER, Fate.NOT_A_MEMBER, Fate.NOT_A_MEMBER]


def test_one_who_has_left_writes_no_more(demo: Demo, draft: Protocol) -> None:
    Membership.objects.filter(group=demo.group, user=demo["carin"]).update(ends_on=timezone.localdate())

    assert write(draft, demo["carin"].pk, "talked", "x") is Fate.NOT_A_MEMBER


def test_nothing_is_written_in_what_is_final(demo: Demo, ended: Protocol) -> None:
    actions.finalise(ended, by=demo["bo"])

    assert write(ended, demo["carin"].pk, "talked", "x") is Fate.FINAL
    assert not ProtocolUpdate.objects.filter(protocol=ended).exists()


@pytest.mark.parametrize("garbage", [b"", b"\x00", b"\xff" * 40, b"\x01\x01", b"hej", b"\x01\x80\x80\x80\x80\x10"])
def test_garbage_is_not_kept_and_does_not_stop_the_others(demo: Demo, draft: Protocol, garbage: bytes) -> None:
    carin = demo["carin"].pk
    before = notes.text(draft.pk)

    fates = store([Line(draft.pk, carin, garbage), Line(draft.pk, carin, update_of("next", "Vi ses."))])

    assert fates == [Fate.GARBAGE, Fate.KEPT]
    assert notes.text(draft.pk) == before | {"next": "Vi ses."}


def test_what_is_too_large_is_not_kept(demo: Demo, draft: Protocol) -> None:
    assert store([Line(draft.pk, demo["carin"].pk, b"x" * (notes.LARGEST + 1))]) == [Fate.TOO_LARGE]


def test_an_update_that_says_nothing_takes_no_row(demo: Demo, draft: Protocol) -> None:
    rows = draft.updates.count()

    assert store([Line(draft.pk, demo["carin"].pk, notes.EMPTY)]) == [Fate.KEPT]
    assert draft.updates.count() == rows


def test_the_same_update_twice_is_the_same_text(demo: Demo, draft: Protocol) -> None:
    line = Line(draft.pk, demo["carin"].pk, update_of("talked", "En gång."))

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
        lines.append(Line(draft.pk, demo["carin"].pk, doc.get_update(before)))
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

    store([Line(draft.pk, carin, then)])
    assert notes.text(draft.pk)["talked"] == ""
    store([Line(draft.pk, carin, first)])

    assert notes.text(draft.pk)["talked"] == "Först. Sedan."


def test_pressing_many_rows_together_keeps_what_waits_for_a_line_that_is_still_on_its_way(demo: Demo) -> None:
    protocol = actions.begin(demo.meeting)
    doc = notes.load(protocol.pk)
    lines = []
    for number in range(notes.MANY + 100):
        before = doc.get_state()
        text = doc.get("talked", type=Text)
        text.insert(len(str(text)), f"{number} ")
        lines.append(notes.Line(protocol.pk, demo["anna"].pk, doc.get_update(before)))
    late = lines.pop(4)

    notes.store(lines)
    notes.load(protocol.pk)
    notes.store([late])

    assert protocol.updates.count() == 2
    assert notes.text(protocol.pk)["talked"] == str(doc.get("talked", type=Text))
