"""What the process has at hand is what the database holds, whoever wrote it."""

import pytest
from pycrdt import Doc, Text

from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.models import Meeting, Protocol, ProtocolUpdate
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.protocols.notes import DraftUpdate
from kollegium.wire.draft_cache import DraftCache
from tests.protocols.conftest import finalise

pytestmark = pytest.mark.django_db
NOTHING = b"\x00"


@pytest.fixture
def draft(demo: Demo) -> Protocol:
    actions.start(demo.meeting, by=demo["anna"])
    return protocols.begin(demo.meeting)


def reads(update: bytes | None) -> str:
    doc: Doc = Doc()
    doc.apply_update(update)
    return str(doc.get("talked", type=Text))


def line(draft: Protocol, writer: int, words: str) -> DraftUpdate:
    doc: Doc = Doc()
    doc.get("talked", type=Text).insert(0, words)
    return DraftUpdate(draft.pk, writer, doc.get_update())


def test_before_the_start_there_is_a_state_and_no_draft(demo: Demo) -> None:
    (greeting,) = DraftCache().greet([demo.meeting.pk])

    assert (greeting.draft, greeting.vector) == (None, None)
    assert greeting.facts["started_at"] is None


def test_what_another_process_wrote_is_there_for_the_next_who_comes(demo: Demo, draft: Protocol) -> None:
    """Nothing is told to the cache: it asks how far the draft has come."""
    cache, room = DraftCache(), demo.meeting.pk
    (before,) = cache.greet([room])
    notes.store([line(draft, demo["bo"].pk, "hej")])

    (after,) = cache.greet([room])

    assert before.vector != after.vector
    assert after.vector == notes.load(draft.pk).get_state()
    assert reads(cache.fill([(draft.pk, NOTHING)])[0]) == "hej"


def test_a_draft_that_was_pressed_together_in_between_reads_the_same(
    demo: Demo, draft: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "MANY", 3)
    cache = DraftCache()
    cache.greet([demo.meeting.pk])
    for word in ("ett", "tva", "tre", "fyra"):
        notes.store([line(draft, demo["bo"].pk, word)])
    notes.load(draft.pk)  # elsewhere
    assert ProtocolUpdate.objects.filter(protocol=draft).count() == 1

    notes.store([line(draft, demo["bo"].pk, "fem")])

    assert sorted(reads(cache.fill([(draft.pk, NOTHING)])[0])) == sorted(notes.text(draft.pk)["talked"])


def test_a_draft_with_many_rows_is_pressed_together_although_it_is_at_hand(
    demo: Demo, draft: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "MANY", 3)
    cache = DraftCache()
    for word in ("ett", "tva", "tre", "fyra", "fem"):
        notes.store([line(draft, demo["bo"].pk, word)])
        cache.greet([demo.meeting.pk])
    cache.greet([demo.meeting.pk])

    assert ProtocolUpdate.objects.filter(protocol=draft).count() < 5


def test_words_are_gone_from_the_process_when_their_rows_are(demo: Demo, draft: Protocol) -> None:
    cache = DraftCache()
    notes.store([line(draft, demo["bo"].pk, "hej")])
    cache.greet([demo.meeting.pk])

    notes.forget(draft)

    assert reads(cache.fill([(draft.pk, NOTHING)])[0]) == ""
    assert cache._drafts == {}


def test_an_empty_room_leaves_nothing_behind(demo: Demo, draft: Protocol) -> None:
    cache, room = DraftCache(), demo.meeting.pk
    cache.greet([room])

    cache._forget(room, draft.pk)

    assert (dict(cache._drafts), dict(cache._states), cache._bytes) == ({}, {}, 0)


def test_a_state_is_read_anew_when_the_meeting_has_changed_and_not_before(
    demo: Demo, draft: Protocol, django_assert_max_num_queries: object
) -> None:
    cache, room = DraftCache(), demo.meeting.pk
    cache.greet([room])
    with django_assert_max_num_queries(2):  # how far the meeting and the draft have come
        cache.greet([room, room])

    actions.next_step(Meeting.objects.get(pk=room), by=demo["anna"])
    (after,) = cache.greet([room])

    assert after.facts | {"now": 0} == state.of(room) | {"now": 0}
    assert after.facts["step"] == 2


def test_a_final_protocol_is_said_to_be_final(demo: Demo, draft: Protocol) -> None:
    cache, room = DraftCache(), demo.meeting.pk
    actions.end(Meeting.objects.get(pk=room), by=demo["anna"])
    (before,) = cache.greet([room])

    finalise(draft, by=demo["anna"])
    (after,) = cache.greet([room])

    assert (before.facts["final"], after.facts["final"]) == (False, True)


def test_a_vector_that_cannot_be_read_harms_nobody_who_asks_at_the_same_time(demo: Demo, draft: Protocol) -> None:
    notes.store([line(draft, demo["bo"].pk, "hej")])

    garbage, whole = DraftCache().fill([(draft.pk, b"\xff\xff\xff"), (draft.pk, NOTHING)])

    assert garbage is None
    assert reads(whole) == "hej"


def test_the_shelf_holds_no_more_than_it_may(demo: Demo, draft: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kollegium.wire.draft_cache.MOST_BYTES", 10)
    cache, other = DraftCache(), demo.last_protocol
    ProtocolUpdate.objects.create(protocol=other, update=line(other, demo["bo"].pk, "annat").update)

    cache.fill([(draft.pk, NOTHING), (other.pk, NOTHING)])

    assert list(cache._drafts) == [other.pk]
    assert cache._bytes == cache._drafts[other.pk].bytes
