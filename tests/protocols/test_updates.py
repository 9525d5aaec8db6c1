"""What an update may hold: honest text passes, and what would break the engine or the draft does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from kollegium.protocols.updates import clocks, is_text_only, reaches_beyond, takes_only_away

WORDS = st.text(alphabet="abcåäö 🌩👩‍🏫\n", max_size=8)


@given(
    st.lists(st.tuples(st.sampled_from(["talked", "next"]), WORDS, st.integers(0, 30), st.integers(0, 5)), max_size=12)
)
def test_honest_writing_and_deleting_is_let_through(edits: list[tuple[str, str, int, int]]) -> None:
    doc: Doc = Doc()
    for heading, words, at, gone in edits:
        before = doc.get_state()
        text = doc.get(heading, type=Text)
        letters = list(str(text))
        start = len("".join(letters[:at]).encode())
        text.insert(start, words)
        cut = len("".join(list(str(text))[:gone]).encode())
        del text[:cut]

        assert is_text_only(doc.get_update(before))
    assert is_text_only(doc.get_update())


@given(st.lists(st.tuples(WORDS.filter(bool), st.booleans()), min_size=2, max_size=8), st.data())
def test_what_waits_for_an_update_that_has_not_come_is_known(
    edits: list[tuple[str, bool]], data: st.DataObject
) -> None:
    """Each letter builds on the one before it, so all that comes after a gap waits, and nothing else does."""
    doc: Doc = Doc()
    text = doc.get("talked", type=Text)
    updates = []
    for words, takes_away in edits:
        before = doc.get_state()
        takes_away &= bool(str(text))
        if takes_away:
            del text[:]
        else:
            text.insert(len(str(text).encode()), words)
        updates.append(doc.get_update(before))
        assert takes_only_away(updates[-1]) is takes_away
    missing = data.draw(st.integers(0, len(updates) - 1))
    came: Doc = Doc()
    for update in updates[:missing]:
        came.apply_update(update)
    held = clocks(came.get_state())

    assert not any(reaches_beyond(update, held) for update in updates[:missing])
    assert takes_only_away(updates[missing]) or reaches_beyond(updates[missing], held)


def test_other_headings_and_other_kinds_of_content_are_refused() -> None:
    doc: Doc = Doc()
    doc.get("secret", type=Text).insert(0, "x")
    nested: Doc = Doc()
    nested.get("talked", type=Map)["a"] = Map({"b": Array([1, 2])})
    listed: Doc = Doc()
    listed.get("talked", type=Array).append(1)

    assert [is_text_only(other.get_update()) for other in (doc, nested, listed)] == [False, False, False]


@pytest.mark.parametrize(
    "poison",
    [
        b"",
        b"\x01",
        b"\xff" * 40,
        # one item of nested lists, deeper than the engine's stack
        b"\x01\x01\x05\x00\x08\x01\x06talked\x01" + b"\x75\x01" * 40_000,
        # a string at a clock near 2**32
        b"\x01\x01\x05\xf0\xff\xff\xff\x0f\x04\x01\x06talked\x01x\x00",
        # an item whose parent is another item
        b"\x01\x01\x05\x00\x04\x00\x01\x00\x01x\x00",
        # trailing bytes
        b"\x00\x00\x00",
    ],
)
def test_what_would_break_the_engine_or_the_draft_is_refused_before_it_gets_there(poison: bytes) -> None:
    assert not is_text_only(poison)


def test_an_update_that_says_nothing_is_fine() -> None:
    assert is_text_only(b"\x00\x00")
