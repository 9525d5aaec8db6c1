"""Two devices in the same field."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollegium.plans.merging import merged

TEXT = st.lists(st.sampled_from(["rita", "fråga", "vänta", "åk 5", "öppna", "\n", ". ", " "]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("Rita först.", "Rita först, själv.", "Rita alltid först.", "Rita alltid först, själv."),
        ("", "Skrivet i källaren.", "Skrivet vid datorn.", "Skrivet vid datorn. Skrivet i källaren."),
        (
            "Rita först.",
            "Rita först. Sedan fråga.",
            "Rita först.\nVänta kvar.",
            "Rita först.\nVänta kvar. Sedan fråga.",
        ),
        ("Rita först.", "Rita sist.", "", "Rita sist."),
        ("", "hej", "hej då", "hej då"),
    ],
)
def test_both_keep_their_words(base: str, mine: str, theirs: str, both: str) -> None:
    assert merged(base, mine, theirs) == both


@given(TEXT, TEXT)
def test_one_who_writes_alone_gets_what_was_written(base: str, mine: str) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine
    assert merged(base, mine, mine) == mine


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_no_inserted_word_is_lost(base: str, here: int, there: int) -> None:
    mine = base[:here] + " källare " + base[here:]
    theirs = base[:there] + " dator " + base[there:]

    words = Counter(re.findall(r"\w+", merged(base, mine, theirs)))

    assert words["källare"] == words["dator"] == 1


@given(st.permutations(["rita", "fråga", "vänta", "öppna"]), st.integers(0, 4), st.integers(0, 4))
def test_what_comes_once_more_is_not_doubled(words: list[str], here: int, there: int) -> None:
    """The answer was lost on its way, so the page sends the same words with the same base again."""
    base = " ".join(words)
    mine = " ".join([*words[:here], "källare", *words[here:]])
    theirs = " ".join([*words[:there], "dator", *words[there:]])
    once = merged(base, mine, theirs)

    again = merged(base, mine, once)

    assert again.count("källare") == again.count("dator") == 1
