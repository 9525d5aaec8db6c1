"""The clock is computed from facts: it never jumps, and skewed clocks don't break it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kollegium.live import clock
from kollegium.live.clock import Facts

BEGAN = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
seconds = st.integers(min_value=0, max_value=4 * 3600)


def after(number: float) -> datetime:
    return BEGAN + timedelta(seconds=number)


@given(length=seconds, spent=seconds)
def test_what_is_spent_and_what_is_left_make_the_whole_step(length: int, spent: int) -> None:
    position = clock.position(Facts(length, BEGAN), [], now=after(spent))

    assert position.spent + position.left == timedelta(seconds=length)


@given(length=seconds, pauses=st.lists(st.tuples(seconds, seconds), max_size=8))
def test_pauses_never_make_the_clock_jump(length: int, pauses: list[tuple[int, int]]) -> None:
    now, worked, paused_for = BEGAN, timedelta(), timedelta()
    for work, rest in pauses:
        now += timedelta(seconds=work)
        worked += timedelta(seconds=work)
        before = clock.position(Facts(length, BEGAN, None, paused_for), [], now=now)
        paused_at = now
        now += timedelta(seconds=rest)
        during = clock.position(Facts(length, BEGAN, paused_at, paused_for), [], now=now)
        paused_for += now - paused_at
        afterwards = clock.position(Facts(length, BEGAN, None, paused_for), [], now=now)

        assert before.left == during.left == afterwards.left == timedelta(seconds=length) - worked
        assert (before.is_paused, during.is_paused, afterwards.is_paused) == (False, True, False)


@given(length=seconds, spent=seconds, more=seconds)
def test_time_goes_one_way(length: int, spent: int, more: int) -> None:
    facts = Facts(length, BEGAN)

    assert clock.spent_in_step(facts, now=after(spent + more)) >= clock.spent_in_step(facts, now=after(spent))


@given(length=seconds, skew=st.integers(min_value=-86400, max_value=86400))
def test_a_clock_that_is_wrong_never_gives_less_than_nothing_spent(length: int, skew: int) -> None:
    position = clock.position(Facts(length, BEGAN), [60], now=after(skew))

    assert position.spent >= timedelta()
    assert position.left <= timedelta(seconds=length)
    assert position.ends_at >= after(skew)


@given(length=seconds, spent=seconds, later=st.lists(seconds, max_size=6))
def test_the_end_is_now_and_what_remains(length: int, spent: int, later: list[int]) -> None:
    position = clock.position(Facts(length, BEGAN), later, now=after(spent))

    assert position.ends_at == after(spent + max(length - spent, 0) + sum(later))


def test_a_step_that_runs_over_counts_below_zero() -> None:
    position = clock.position(Facts(300, BEGAN), [600], now=after(330))

    assert position.left == timedelta(seconds=-30)
    assert position.ends_at == after(330 + 600)


@given(length=seconds, spent=seconds, apart=st.integers(-250, 250), later=st.lists(seconds, max_size=6))
def test_devices_show_times_no_further_apart_than_their_clocks(
    length: int, spent: int, apart: int, later: list[int]
) -> None:
    facts, wrong = Facts(length, BEGAN), timedelta(milliseconds=apart)

    one = clock.position(facts, later, now=after(spent))
    other = clock.position(facts, later, now=after(spent) + wrong)

    assert abs(one.left - other.left) <= abs(wrong)
    assert abs(one.ends_at - other.ends_at) <= abs(wrong)


@given(length=seconds, paused=seconds, looks=st.lists(st.integers(-86400, 86400), min_size=2, max_size=6))
def test_in_a_pause_all_devices_show_the_same_to_the_second_whatever_their_clocks(
    length: int, paused: int, looks: list[int]
) -> None:
    facts = Facts(length, BEGAN, paused_at=after(paused))

    assert len({clock.position(facts, [], now=after(look)).left for look in looks}) == 1


@given(length=seconds, looks=st.lists(seconds, min_size=1, max_size=20))
def test_a_device_that_looks_seldom_shows_what_one_that_looks_often_does(length: int, looks: list[int]) -> None:
    """Nothing ticks: a throttled tab and a phone that slept show the same as one that looked all the time."""
    facts, last = Facts(length, BEGAN), max(looks)
    often = [clock.position(facts, [], now=after(look)) for look in sorted(looks)]

    assert often[-1] == clock.position(facts, [], now=after(last))
    assert [look.left for look in often] == sorted((look.left for look in often), reverse=True)


@given(length=seconds, spent=seconds, more=seconds)
def test_added_time_moves_what_is_left_and_not_what_is_spent(length: int, spent: int, more: int) -> None:
    before = clock.position(Facts(length, BEGAN), [], now=after(spent))
    extended = clock.position(Facts(length + more, BEGAN), [], now=after(spent))

    assert extended.spent == before.spent
    assert extended.left - before.left == timedelta(seconds=more)
