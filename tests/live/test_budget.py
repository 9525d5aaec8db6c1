"""Time is conserved: whatever is taken, spread or given back, the seconds of the steps are as many as before."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kollegium.live import budget
from kollegium.live.budget import FLOOR, Share

lengths = st.integers(min_value=0, max_value=3 * 3600)
plans = st.lists(st.tuples(lengths, lengths, st.booleans()), min_size=1, max_size=8).map(
    lambda steps: [Share(number, *step) for number, step in enumerate(steps, start=1)]
)
AGENDA = [
    Share(1, 300, 300),
    Share(2, 1200, 1200, True),
    Share(3, 900, 900, True),
    Share(4, 2100, 2100),
    Share(5, 600, 600, True),
    Share(6, 300, 300),
]


def minutes(shares: list[Share]) -> list[float]:
    return [share.seconds / 60 for share in shares]


@given(shares=plans, seconds=st.integers(1, 3600))
def test_what_one_step_takes_another_pays_to_the_second(shares: list[Share], seconds: int) -> None:
    for payer in budget.payers(shares, seconds):
        after = budget.paid(shares, payer.position, seconds)

        assert budget.total(after) == budget.total(shares) - seconds
        assert [a for a, b in zip(after, shares, strict=True) if a != b] == [
            replace(payer, seconds=payer.seconds - seconds)
        ]


@given(shares=plans, seconds=st.integers(1, 3600))
def test_no_payer_is_left_below_the_floor(shares: list[Share], seconds: int) -> None:
    for payer in budget.payers(shares, seconds):
        assert payer.seconds - seconds >= FLOOR


@given(shares=plans, seconds=st.integers(1, 3600))
def test_the_protected_are_proposed_last_and_the_longest_first(shares: list[Share], seconds: int) -> None:
    proposed = budget.payers(shares, seconds)

    assert [share.is_protected for share in proposed] == sorted(share.is_protected for share in proposed)
    for protected in (True, False):
        lengths = [share.seconds for share in proposed if share.is_protected == protected]
        assert lengths == sorted(lengths, reverse=True)


@given(shares=plans, data=st.data())
def test_what_is_made_to_fit_fits_to_the_second(shares: list[Share], data: st.DataObject) -> None:
    seconds = data.draw(st.integers(budget.least(shares), budget.total(shares)))

    after = budget.replanned(shares, seconds)

    assert budget.total(after) == seconds


@given(shares=plans, data=st.data())
def test_made_to_fit_nobody_gains_and_nobody_is_pushed_below_the_floor(
    shares: list[Share], data: st.DataObject
) -> None:
    seconds = data.draw(st.integers(budget.least(shares), budget.total(shares)))

    for after, before in zip(budget.replanned(shares, seconds), shares, strict=True):
        assert min(before.seconds, FLOOR) <= after.seconds <= before.seconds
        assert (after.position, after.planned, after.is_protected) == (
            before.position,
            before.planned,
            before.is_protected,
        )


@given(shares=plans, data=st.data())
def test_a_protected_step_pays_only_when_the_others_have_nothing_left(shares: list[Share], data: st.DataObject) -> None:
    seconds = data.draw(st.integers(budget.least(shares), budget.total(shares)))
    after = budget.replanned(shares, seconds)

    protected_paid = [a for a, b in zip(after, shares, strict=True) if b.is_protected and a.seconds < b.seconds]
    if protected_paid:
        assert sum(share.spare for share in after if not share.is_protected) == 0


@given(shares=plans, data=st.data())
def test_the_protected_pay_in_proportion_to_what_they_can_spare(shares: list[Share], data: st.DataObject) -> None:
    shares = [replace(share, is_protected=True) for share in shares]
    spare = sum(share.spare for share in shares)
    assume(spare > 0)
    short = data.draw(st.integers(0, spare))

    after = budget.replanned(shares, budget.total(shares) - short)

    for now, before in zip(after, shares, strict=True):
        assert before.seconds - now.seconds == pytest.approx(short * before.spare / spare, abs=len(shares))


@given(shares=plans, more=lengths)
def test_time_that_comes_back_goes_to_those_who_paid_and_the_rest_is_left_over(shares: list[Share], more: int) -> None:
    after = budget.replanned(shares, budget.total(shares) + more)

    given_back = budget.total(after) - budget.total(shares)
    assert given_back == min(more, sum(share.owed for share in shares))
    assert all(a.seconds <= max(a.planned, b.seconds) for a, b in zip(after, shares, strict=True))
    if sum(share.owed for share in after if share.is_protected):
        assert not any(a.seconds > b.seconds for a, b in zip(after, shares, strict=True) if not a.is_protected)


@given(seconds=st.integers(360, 5400))
def test_what_was_saved_and_comes_back_is_the_plan_again(seconds: int) -> None:
    assert budget.replanned(budget.replanned(AGENDA, seconds), budget.total(AGENDA)) == AGENDA


def test_step_4_gives_way_first_then_the_short_ones_and_the_active_part_last() -> None:
    assert [share.position for share in budget.payers(AGENDA[2:], 120)] == [4, 6, 3, 5]
    assert minutes(budget.replanned(AGENDA, 83 * 60)) == [5, 20, 15, 28, 10, 5]
    assert minutes(budget.replanned(AGENDA, 48 * 60)) == [1, 20, 15, 1, 10, 1]
    assert minutes(budget.replanned(AGENDA, 27 * 60)) == [1, 10.5, 8, 1, 5.5, 1]
    assert minutes(budget.replanned(AGENDA, budget.least(AGENDA))) == [1, 1, 1, 1, 1, 1]


def test_a_step_that_has_nearly_run_out_has_nothing_to_give() -> None:
    shares = [Share(5, 40, 40), Share(6, 300, 300)]

    assert budget.least(shares) == 100
    assert [share.position for share in budget.payers(shares, 60)] == [6]
