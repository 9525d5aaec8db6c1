"""Teachers with one lärträff behind them, with nine and with ninety, written straight into a database among others.

`python -m bench.years_dataset build <people around them>` writes years.json beside the database.
`python -m bench.years_dataset count` prints, by page and person, how many database queries the page makes.
"""

import json
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.rooms_dataset import new_session  # sets Django up

# isort: split
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.background_dataset import GROUP_SIZE, add_background, held_meeting, planned_meeting
from kollegium.meetings.actions import planning
from kollegium.models import AgendaStep, Duty, Group, Material, Meeting, Membership, Organisation, School, User
from kollegium.plans.models import FIELDS, ActionPlan, Note, Opening, Sharing

# How many lärträffar lie behind them in each of their groups, oldest first. All but the first have one planned.
PERSONS = {"only": (1,), "one": (1,), "nine": (9,), "ninety": (27, 27, 18, 18)}
BETWEEN = timedelta(days=40)
WORDS = (
    "Jag lät alla elever skriva ett svar på varsitt papper innan någon fick svara högt, tre lektioner i rad. "
    "Fler vågade gissa, och jag såg direkt vilka som hade missförstått frågan."
)


@transaction.atomic
def build(background: int) -> dict[str, Any]:
    now = timezone.now()
    municipality = Organisation.objects.create(name="Mätstad")
    persons = {name: _person(municipality, name) for name in PERSONS}
    behind = {name: _past_meetings(person, PERSONS[name], now) for name, person in persons.items()}
    for name in ("one", "nine", "ninety"):
        _add_next_meeting(persons[name], behind[name][-1], now)
    waiting = [(persons[name], meeting) for name, meetings in behind.items() for meeting in meetings]
    for _ in add_background(background, now, parts=len(waiting)) if background else ():
        _write(*waiting.pop(0))
    for person, meeting in waiting:
        _write(person, meeting)
    return {name: _person_facts(person, behind[name]) for name, person in persons.items()}


def _person_facts(person: User, behind: list[Meeting]) -> dict[str, Any]:
    session = new_session(person)
    session.save()
    last = behind[-1].pk
    pages = {
        "thread": "/",
        "back": _back(behind, 6),
        "far back": _back(behind, 60),
        "plan": f"/handlingsplaner/{last}/",
    }
    return {"session": session.session_key, "pages": pages}


def _back(meetings: list[Meeting], many: int) -> str:
    """Where the way back is taken up after so many."""
    last = meetings[max(-many, -len(meetings))]
    return f"/trad/tidigare/?{urlencode({'fore': last.starts_at.isoformat()})}"


def _person(municipality: Organisation, name: str) -> User:
    return User.objects.create(
        organisation=municipality,
        email=f"{name}@matstad.example",
        given_name=name.title(),
        family_name="Ek",
        password="!",
    )


def _past_meetings(person: User, in_groups: tuple[int, ...], now: datetime) -> list[Meeting]:
    """Oldest first: the last one three weeks ago, and in each group, at a school of its own, eight colleagues."""
    meetings: list[Meeting] = []
    begins = now - timedelta(days=20) - BETWEEN * (sum(in_groups) - 1)
    for place, many in enumerate(in_groups):
        school = School.objects.create(organisation=person.organisation, name=f"{person.given_name}skolan {place}")
        group = Group.objects.create(organisation=person.organisation, school=school, name=f"Lärgrupp {place}")
        is_left = place < len(in_groups) - 1
        ends = begins + BETWEEN * many
        for member in [person, *(_person(person.organisation, f"{group.pk}k{n}") for n in range(GROUP_SIZE - 1))]:
            Membership.objects.create(
                group=group,
                user=member,
                is_leader=member is not person and group.memberships.count() == 1,
                starts_on=begins.date() - timedelta(days=1),
                ends_on=ends.date() if is_left else None,
            )
        leader = group.memberships.get(is_leader=True).user
        meetings += [
            _saved(held_meeting(Meeting(group=group, number=n + 1, starts_at=begins + BETWEEN * n), leader))
            for n in range(many)
        ]
        begins = ends
    return meetings


def _add_next_meeting(person: User, last: Meeting, now: datetime) -> Meeting:
    """The next one is planned, with something to read and a turn as dokumentatör, and there is something to tell."""
    meeting = Meeting(group=last.group, number=last.number + 1, starts_at=now + timedelta(days=20))
    meeting = _saved(planned_meeting(meeting))
    meeting.materials.add(
        Material.objects.create(organisation=person.organisation, kind="research", title="Exit tickets")
    )
    Duty.objects.create(meeting=meeting, kind="documentarian", user=person)
    for days in (15, 9, 2):
        Note.objects.create(owner=person, key=uuid4(), on=(now - timedelta(days=days)).date(), text=WORDS[:80])
    return meeting


def _saved(meeting: Meeting) -> Meeting:
    meeting.save()
    AgendaStep.objects.bulk_create(planning.steps_of(meeting))
    return meeting


def _write(person: User, meeting: Meeting) -> None:
    plan = ActionPlan.objects.create(owner=person, meeting=meeting, **dict.fromkeys(FIELDS, WORDS))
    Sharing.objects.bulk_create(Sharing(plan=plan, field=field) for field in ("tried", "effort"))
    colleagues = meeting.group.members().exclude(pk=person.pk)[:2]
    days = (meeting.starts_at.date(), (meeting.starts_at + BETWEEN).date())
    Opening.objects.bulk_create(
        Opening(plan=plan, reader=reader, on=on, fields=["effort"]) for reader in colleagues for on in days
    )
    Note.objects.create(owner=person, key=uuid4(), on=days[0], text=WORDS[:80], told_meeting=meeting)


def count(persons: dict[str, Any]) -> dict[str, dict[str, int]]:
    """By person and page."""
    return {
        name: {page: _query_count(facts["session"], address) for page, address in facts["pages"].items()}
        for name, facts in persons.items()
    }


def _query_count(session: str, address: str) -> int:
    browser = Client(headers={"host": "localhost"})
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}")
    return len(queries)


if __name__ == "__main__":
    file = settings.DATA / "years.json"
    if sys.argv[1] == "build":
        file.write_text(json.dumps(build(int(sys.argv[2]))))
    else:
        print(json.dumps(count(json.loads(file.read_text()))))  # noqa: T201
