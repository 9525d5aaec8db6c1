"""A data set where every lärgrupp meets at once, written straight into the database.

`python -m bench.rooms_dataset build <groups> <people in each>` writes rooms.json beside the database.
`python -m bench.rooms_dataset read` prints, by draft, the number of characters under the clients' heading.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from pycrdt import Doc, Text  # noqa: E402

from kollegium.library import templates  # noqa: E402
from kollegium.meetings.actions import planning  # noqa: E402
from kollegium.models import (  # noqa: E402
    AgendaStep,
    Attendance,
    Duty,
    Group,
    LiveMeeting,
    Meeting,
    Membership,
    Organisation,
    Protocol,
    ProtocolUpdate,
    User,
)

HEADING = "talked"


@transaction.atomic
def build(group_count: int, size: int) -> dict[str, Any]:
    now = timezone.now()
    municipality = Organisation.objects.create(name="Mätstad")
    people = User.objects.bulk_create(
        User(
            organisation=municipality,
            email=f"person{n}@matstad.example",
            given_name=f"Person{n}",
            family_name="Ek",
            password=make_password(None),
        )
        for n in range(group_count * size)
    )
    groups = Group.objects.bulk_create(
        Group(organisation=municipality, name=f"Lärgrupp {n}") for n in range(group_count)
    )
    members = {group.pk: people[n * size : (n + 1) * size] for n, group in enumerate(groups)}
    term_began = (now - timedelta(days=90)).date()
    Membership.objects.bulk_create(
        Membership(group=group, user=person, is_leader=place == 0, starts_on=term_began)
        for group in groups
        for place, person in enumerate(members[group.pk])
    )
    meetings = _create_running_meetings(groups, members, now)
    sessions = [new_session(person) for person in people]
    Session.objects.bulk_create(sessions)
    keys = {person.pk: session.session_key for person, session in zip(people, sessions, strict=True)}
    drafts = dict(Protocol.objects.values_list("meeting", "pk"))
    return {
        "rooms": [
            {
                "meeting": meeting.pk,
                "draft": drafts[meeting.pk],
                "people": [{"user": person.pk, "session": keys[person.pk]} for person in members[meeting.group_id]],
            }
            for meeting in meetings
        ]
    }


def _create_running_meetings(groups: list[Group], members: dict[int, list[User]], now: Any) -> list[Meeting]:
    template = templates.default()
    meetings = Meeting.objects.bulk_create(
        Meeting(
            group=group,
            template=template,
            number=1,
            starts_at=now,
            question="Hur får fler elever syn på sitt eget lärande?",
            purpose="Att pröva och jämföra.",
            started_at=now,
            started_by=members[group.pk][0],
            step=1,
            version=1,
        )
        for group in groups
    )
    LiveMeeting.objects.bulk_create(
        LiveMeeting(meeting=meeting, step_started_at=now, ends_at=now + timedelta(minutes=90)) for meeting in meetings
    )
    AgendaStep.objects.bulk_create(step for meeting in meetings for step in planning.steps_of(meeting))
    Duty.objects.bulk_create(
        Duty(meeting=meeting, kind=kind, user=members[meeting.group_id][place])
        for meeting in meetings
        for place, kind in enumerate(Duty.Kind.values, start=1)
    )
    Attendance.objects.bulk_create(  # the page, which comes before its socket, has marked them
        Attendance(meeting=meeting, user=person) for meeting in meetings for person in members[meeting.group_id]
    )
    protocols = Protocol.objects.bulk_create(Protocol(meeting=meeting) for meeting in meetings)
    doc: Doc = Doc()
    doc.get("question", type=Text).insert(0, meetings[0].question)
    first_words = doc.get_update()
    ProtocolUpdate.objects.bulk_create(ProtocolUpdate(protocol=protocol, update=first_words) for protocol in protocols)
    return meetings


def new_session(person: User) -> Session:
    """An unsaved session, as signing in would have written it."""
    store = SessionStore()
    signed_in = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    tomorrow = timezone.now() + timedelta(days=1)
    return Session(session_key=store._get_new_session_key(), session_data=store.encode(signed_in), expire_date=tomorrow)


def read_lengths() -> dict[int, int]:
    from kollegium.protocols import notes

    return {pk: len(notes.text(pk)[HEADING]) for pk in Protocol.objects.values_list("pk", flat=True)}


if __name__ == "__main__":
    if sys.argv[1] == "build":
        rooms = build(int(sys.argv[2]), int(sys.argv[3]))
        (settings.DATA / "rooms.json").write_text(json.dumps(rooms))
    else:
        print(json.dumps(read_lengths()))  # noqa: T201
