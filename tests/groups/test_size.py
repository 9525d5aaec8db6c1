"""What a group's size means, in words and never as a stop."""

import pytest

from kollegium.groups import size


@pytest.mark.parametrize("number", [0, 7, 8, 9, 10])
def test_a_comfortable_group_gets_no_notice(number: int) -> None:
    assert size.notice(number) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (12, "Med 12 personer får var och en 1 min 40 s"),
        (6, "Med 6 personer får var och en 3 min 20 s"),
        (4, "5 min när"),
    ],
)
def test_another_size_is_told_in_minutes_each(number: int, words: str) -> None:
    assert words in size.notice(number)


def test_every_group_can_be_told_how_long_each_one_has() -> None:
    assert [size.time_each(number) for number in (0, 1, 8, 9)] == ["", "", "2 min 30 s", "2 min 13 s"]


def test_a_group_of_one_is_told_to_add_colleagues() -> None:
    assert size.notice(1).startswith("Än så länge är gruppen en person.")
