"""What an update may hold: honest text passes, and what would break the engine or the draft does not."""

import contextlib
import gc
import resource
import sys
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from kollegium.protocols.updates import clocks, is_state_vector, is_text_only, reaches_beyond, takes_only_away

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


VECTORS = st.dictionaries(st.integers(0, 2**53 - 1), st.integers(0, 2**31), max_size=20)


@given(VECTORS)
def test_every_honest_vector_is_let_through(clocks: dict[int, int]) -> None:
    vector = number(len(clocks)) + b"".join(number(client) + number(clock) for client, clock in clocks.items())

    assert is_state_vector(vector)
    assert not is_state_vector(vector + b"\x00")
    assert not is_state_vector(vector[:-1])


@given(VECTORS, st.integers(0, 2**70), st.binary(max_size=40))
def test_a_vector_that_announces_more_than_it_holds_is_refused(
    clocks: dict[int, int], announced: int, rest: bytes
) -> None:
    entries = b"".join(number(client) + number(clock) for client, clock in clocks.items())

    assert is_state_vector(number(announced) + entries) == (announced == len(clocks))
    if is_state_vector(number(announced) + rest):
        assert announced <= len(rest) / 2


@pytest.mark.parametrize(
    "vector", [b"", b"\x80", b"\x80\xe5\x9a\x77", b"\xff" * 40, b"\x01" + b"\xff" * 20 + b"\x01\x01"]
)
def test_what_is_no_vector_is_refused(vector: bytes) -> None:
    assert not is_state_vector(vector)


@given(st.one_of(st.binary(max_size=3000), st.binary(max_size=60).map(lambda some: some * 50)))
def test_whatever_is_read_costs_no_more_than_its_length(some: bytes) -> None:
    assert_linear(some)


@given(st.data())
def test_an_honest_update_with_some_bytes_changed_costs_no_more_than_its_length(data: st.DataObject) -> None:
    doc: Doc = Doc(client_id=7)
    text = doc.get("talked", type=Text)
    for words in data.draw(st.lists(WORDS, max_size=5)):
        text.insert(0, words)
        del text[: len(words.encode()) // 2 if words.isascii() else 0]
    changed = bytearray(doc.get_update())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        changed[at : at + data.draw(st.integers(0, 2))] = data.draw(st.sampled_from(NUMBERS))

    assert_linear(bytes(changed))


@pytest.mark.parametrize("place", ["whose", "left", "right", "whose deletion"])
def test_a_number_that_no_browser_can_read_is_refused(place: str) -> None:
    """The engine cuts it off, a browser stops reading: they would no longer hold the same draft."""

    def update(client: int) -> bytes:
        whose = client if place == "whose" else 7
        item = {
            "left": b"\x84" + number(client) + b"\x00",
            "right": b"\x44" + number(client) + b"\x00",
        }.get(place, b"\x04\x01\x06talked")
        deleted = number(1) + number(client) + b"\x01\x00\x01" if place == "whose deletion" else b"\x00"
        return b"\x01\x01" + number(whose) + b"\x00" + item + b"\x01x" + deleted

    assert is_text_only(update(2**53 - 1))
    assert not is_text_only(update(2**53))
    assert not is_text_only(update(2**64 - 1))


NUMBERS = [b"", b"\x00", b"\x80", b"\xff", b"\xff\xff\xff\xff\x0f", b"\xff" * 9 + b"\x01", b"\xff" * 12]


def number(said: int) -> bytes:
    """As Yjs writes one."""
    written = b""
    while said > 127:
        written += bytes([said & 127 | 128])
        said >>= 7
    return written + bytes([said])


def measured(read: Callable[[bytes], bool], some: bytes) -> tuple[bool, int, int]:
    """What it says, in how many calls and with how many bytes at most."""
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1

    gc.disable()
    tracemalloc.start()
    sys.setprofile(step)
    try:
        is_fine = read(some)
    finally:
        sys.setprofile(None)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        gc.enable()
    return is_fine, steps, peak


def assert_linear(some: bytes) -> None:
    """Steps and memory are counted, not seconds. What is let through goes to the engine, which survives it."""
    for read in (is_text_only, is_state_vector):
        is_fine, steps, peak = measured(read, some)
        if peak > 20 * len(some) + 20_000:
            # Other threads of the process are measured too; what the reader itself takes, it takes each time.
            peak = min(peak, *(measured(read, some)[2] for _ in range(3)))
        assert steps <= 8 * len(some) + 100
        assert peak <= 20 * len(some) + 20_000
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if is_fine:
            with contextlib.suppress(Exception):
                Doc().apply_update(some) if read is is_text_only else Doc().get_update(some)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024, "KiB"
