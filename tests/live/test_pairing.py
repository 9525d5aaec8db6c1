"""Pairs: everyone in exactly one, nobody alone, whoever comes and goes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kollegium.live import pairing

people = st.lists(st.integers(min_value=1, max_value=99), unique=True, max_size=15)
chances = st.integers().map(random.Random)


def everyone_is_in_one(made: pairing.Pairs, present: list[int]) -> bool:
    sizes_are_right = all(len(pair) in (2, 3) for pair in made) or len(present) < 2
    return sorted(person for pair in made for person in pair) == sorted(present) and sizes_are_right


@given(present=people, chance=chances)
def test_everyone_is_in_exactly_one_pair_and_the_odd_one_makes_three(present: list[int], chance: random.Random) -> None:
    made = pairing.pairs(present, chance)

    assert everyone_is_in_one(made, present)
    assert sum(len(pair) == 3 for pair in made) == (len(present) % 2 if len(present) > 1 else 0)


@given(present=people, chance=chances, moves=st.lists(st.integers(min_value=1, max_value=20), max_size=30))
def test_nobody_is_alone_whoever_comes_and_goes(present: list[int], chance: random.Random, moves: list[int]) -> None:
    made = pairing.pairs(present, chance)
    for person in moves:
        if person in present:
            present, made = [one for one in present if one != person], pairing.step_out(made, person)
        else:
            present, made = [*present, person], pairing.join(made, person)

        assert everyone_is_in_one(made, present)


def test_chance_makes_the_pairs() -> None:
    made = {str(pairing.pairs(range(8), random.Random(seed))) for seed in range(20)}

    assert len(made) > 10
