"""The turns go round: nobody twice before all once, and the absent keep their place."""

from hypothesis import given
from hypothesis import strategies as st

from kollegium.meetings import rotation

members_of_a_group = st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True)


@given(members=members_of_a_group, rounds=st.integers(1, 40))
def test_nobody_has_the_turn_twice_before_all_have_had_it_once(members: list[int], rounds: int) -> None:
    held: list[int] = []
    for _ in range(rounds):
        held.append(rotation.queue(members, held)[0])

    turns = [held.count(member) for member in members]
    assert max(turns) - min(turns) <= 1


@given(members=members_of_a_group, data=st.data())
def test_the_absent_keep_their_place(members: list[int], data: st.DataObject) -> None:
    held = data.draw(st.lists(st.sampled_from(members), max_size=30))
    absent = data.draw(st.sets(st.sampled_from(members)))

    everyone, present = rotation.queue(members, held), rotation.queue(members, held, absent)

    assert present == [member for member in everyone if member not in absent]


@given(members=members_of_a_group)
def test_one_who_was_away_on_their_turn_is_first_the_next_time(members: list[int]) -> None:
    away = rotation.queue(members, [])[0]
    stand_in = rotation.queue(members, [], {away})[:1]

    assert rotation.queue(members, stand_in)[0] == away


@given(members=members_of_a_group, rounds=st.integers(1, 30))
def test_a_newcomer_is_first_and_then_goes_last(members: list[int], rounds: int) -> None:
    held: list[int] = []
    for _ in range(rounds * len(members)):
        held.append(rotation.queue(members, held)[0])
    newcomer, everyone = 100, [*members, 100]

    assert rotation.queue(everyone, held)[0] == newcomer
    assert rotation.queue(everyone, [*held, newcomer])[-1] == newcomer


@given(members=members_of_a_group, strangers=st.lists(st.integers(100, 120), max_size=5))
def test_those_who_have_left_are_never_asked(members: list[int], strangers: list[int]) -> None:
    assert sorted(rotation.queue(members, strangers)) == sorted(members)


@given(members=members_of_a_group, data=st.data())
def test_two_turns_go_to_two_persons(members: list[int], data: st.DataObject) -> None:
    documented = data.draw(st.lists(st.sampled_from(members), max_size=20))
    reflected = data.draw(st.lists(st.sampled_from(members), max_size=20))

    documentarian, reflector = rotation.proposal(members, documented, reflected)

    assert documentarian in members
    assert reflector is None if len(members) == 1 else reflector in members and reflector != documentarian


def test_nobody_is_proposed_when_all_are_absent() -> None:
    assert rotation.proposal([1, 2], [], [], {1, 2}) == (None, None)
