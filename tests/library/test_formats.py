"""Samtalsformer: their parts make the whole step, whatever its length, and whatever has happened before them."""

from hypothesis import given
from hypothesis import strategies as st

from kollegium.library import default_template, formats
from kollegium.library.formats import Mode

lengths = st.integers(min_value=0, max_value=4 * 3600)
weights = st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=8)


@given(seconds=lengths, weights=weights)
def test_the_parts_sum_to_the_step_whatever_its_length(seconds: int, weights: list[int]) -> None:
    shares = formats.shares(seconds, weights)

    assert sum(shares) == seconds
    assert all(share >= 0 for share in shares)


@given(seconds=lengths, weights=weights)
def test_each_part_is_as_long_as_its_weight_says(seconds: int, weights: list[int]) -> None:
    for share, weight in zip(formats.shares(seconds, weights), weights, strict=True):
        assert abs(share - seconds * weight / sum(weights)) < len(weights)


@given(seconds=lengths, weights=weights)
def test_parts_that_keep_their_time_leave_the_later_ones_what_was_planned(seconds: int, weights: list[int]) -> None:
    planned, left = formats.shares(seconds, weights), seconds
    for position, share in enumerate(planned):
        assert formats.shares(left, weights[position:])[0] == share
        left -= share


@given(seconds=lengths)
def test_every_samtalsform_fills_its_step(seconds: int) -> None:
    assert all(sum(format.seconds(seconds)) == seconds for format in formats.FORMATS)


def test_the_samtalsformer_are_those_of_the_model() -> None:
    assert [format.key for format in formats.FORMATS] == [
        "laget-runt",
        "epa",
        "reflekterande-team",
        "textsamtal",
        "kritisk-van",
    ]
    assert [part.mode for part in formats.find("epa").parts] == [Mode.ALONE, Mode.PAIRS, Mode.ALL]
    assert [part.name for part in formats.find("reflekterande-team").parts] == [
        "Frågan läggs fram",
        "Klargörande frågor",
        "Bekräftande runda",
        "Reflekterande runda",
        "Sammanfattning",
    ]


def test_a_blank_or_unknown_samtalsform_is_free_talk() -> None:
    assert (formats.find(""), formats.find("disputation")) == (None, None)


def test_the_default_template_goes_round_in_steps_two_and_three() -> None:
    chosen = {step["kind"]: step.get("format", "") for step in default_template.STEPS}

    assert (chosen["report"], chosen["learnings"], chosen["research"]) == ("laget-runt", "laget-runt", "")
    assert all(formats.find(key) for key in chosen.values() if key)
