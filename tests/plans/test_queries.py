"""The thread asks as few questions after ten years as after one lärträff, and leaves nobody's lärträff out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Group, Membership
from kollegium.meetings.models import Meeting
from kollegium.people.models import School, User
from kollegium.plans.models import ActionPlan, Sharing

SignIn = Callable[[str], Client]


def met(demo: Demo, person: User, times: int) -> list[Meeting]:
    """Held lärträffar with a plan at each, oldest first, in a new group and school for every thirty."""
    meetings = []
    for n in range(times):
        if n % 30 == 0:
            school = School.objects.create(organisation=demo.organisation, name=f"{person.pk}-skolan {times}-{n}")
            group = Group.objects.create(
                organisation=demo.organisation, school=school, name=f"{person.pk}-gruppen {times}-{n}"
            )
        then = timezone.now() - timedelta(days=40 * (times - n))
        meetings.append(
            Meeting.objects.create(
                group=group,
                template=demo.meeting.template,
                number=n % 30 + 1,
                starts_at=then,
                started_at=then,
                started_by=demo["anna"],
                step=6,
                ended_at=then,
                question=f"Frågan {n}?",
            )
        )
        plan = ActionPlan.objects.create(owner=person, meeting=meetings[-1], tried=f"Provat {n}", effort=f"Insats {n}")
        Sharing.objects.create(plan=plan, field="effort")
    return meetings


def questions(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def newcomer(demo: Demo) -> User:
    """Eva has come to NO-gruppen, whose next lärträff is planned."""
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    return demo["eva"]


@pytest.mark.parametrize("address", ["/", "/trad/tidigare/", "/handlingsplaner/{plan}/"])
def test_a_page_asks_as_few_questions_after_ten_years_as_after_one_lärträff(
    demo: Demo, newcomer: User, sign_in: SignIn, address: str
) -> None:
    browser = sign_in("eva")
    asked = {}
    for more in (1, 8, 81):
        last = met(demo, newcomer, more)[-1]
        written = ActionPlan.objects.of(newcomer).count()
        asked[written] = questions(browser, address.format(plan=last.pk))

    assert asked == dict.fromkeys((1, 9, 90), asked[1])


def test_ten_years_across_groups_and_schools_can_be_followed_back_to_the_first(
    demo: Demo, newcomer: User, sign_in: SignIn
) -> None:
    meetings = met(demo, newcomer, 90)
    met(demo, demo["farid"], 3)  # somebody else's way back is not hers
    browser = sign_in("eva")

    stretch = browser.get("/").context["thread"].back
    seen = [knot.meeting for knot in stretch.knots]
    while stretch.goes_on:
        stretch = browser.get("/trad/tidigare/", {"fore": stretch.last_meeting.starts_at.isoformat()}).context[
            "stretch"
        ]
        seen += [knot.meeting for knot in stretch.knots]

    assert seen == meetings[::-1]
