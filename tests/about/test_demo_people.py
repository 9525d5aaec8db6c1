"""Whom one can be in the demo."""

from kollegium.about.demo_people import demo_people
from kollegium.demo import Demo


def test_the_demo_shows_the_group_that_meets_next_first_and_its_leader_first(demo: Demo, settings: object) -> None:
    settings.DEMO = True

    first, second, *_ = demo_people()

    assert first.name == demo.group.name
    assert [first.people[0].user, first.people[0].words.split(", ")[0]] == [demo["anna"], "lärledare"]
    documentarian = demo.meeting.documentarian
    assert [person.words for person in first.people if person.user == documentarian] == ["dokumentatör nästa gång"]
    assert {person.words for person in second.people if person.user == demo["gunilla"]} == {"rektor"}
