"""Two and two among those present, three when they are odd. Pure."""

import random
from collections.abc import Iterable

Pairs = list[list[int]]


def pairs(people: Iterable[int], chance: random.Random) -> Pairs:
    """Everyone in exactly one pair, by chance; the odd one makes the last pair three."""
    shuffled = list(people)
    chance.shuffle(shuffled)
    made = [shuffled[start : start + 2] for start in range(0, len(shuffled), 2)]
    if len(made) > 1 and len(made[-1]) == 1:
        odd = made.pop()
        made[-1] += odd
    return made


def join(made: Pairs, person: int) -> Pairs:
    """Someone who comes late goes to one who is alone, else makes a pair three."""
    if any(person in pair for pair in made):
        return made
    if not made:
        return [[person]]
    smallest = min(made, key=len)
    if len(smallest) < 3:
        return [[*pair, person] if pair is smallest else pair for pair in made]
    *two, third = smallest  # only threes: this one parts in two
    return [two if pair is smallest else pair for pair in made] + [[third, person]]


def step_out(made: Pairs, person: int) -> Pairs:
    """Nobody is left alone when somebody leaves, as long as there is a pair to go to."""
    left = [[one for one in pair if one != person] for pair in made]
    left = [pair for pair in left if pair]
    alone = next((pair for pair in left if len(pair) == 1), None)
    if alone is None or len(left) == 1:
        return left
    return join([pair for pair in left if pair is not alone], alone[0])
