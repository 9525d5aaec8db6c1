"""What all pages show a person is what the table of "Vem ser vad?" says."""

import re
from dataclasses import dataclass
from datetime import time
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text

from kollegium.about import visibility
from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.groups.visibility import NEVER, NOTHING, Viewer
from kollegium.identity import actions as identity
from kollegium.identity import invitations
from kollegium.live import actions
from kollegium.live.models import Mirror
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans import actions as plans
from kollegium.plans.access import plan_for
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, ActionPlan
from kollegium.protocols import actions as protocols
from kollegium.protocols import letters
from kollegium.protocols.models import Protocol
from kollegium.protocols.notes import DraftUpdate, Outcome, store
from kollegium.reminders import actions as reminders
from tests.about.test_visibility import WHO, cell, opens
from tests.addresses import filled, routes

HIDDEN, SHOWN, STRANGER = "Hemlig rad av Bo", "Visad rad av Bo", "Zelda Zander"


@dataclass
class World:
    """What each row is about, as words that stand nowhere else; and the numbers that addresses are filled with."""

    marks: dict[str, str]  # patterns
    numbers: dict[str, set[int]]
    link: str  # the key that lets somebody in as Zelda


@pytest.fixture
def world(demo: Demo, settings: object) -> World:
    settings.DEMO, settings.EMAIL_URL = False, "smtp://post.example"
    zelda = newcomer(demo)
    draft = running_meeting(demo)
    meeting = draft.meeting
    letters.protocol(demo.last_protocol, ["arkiv@mottagare.example", zelda.email], [], by=demo["anna"])
    return World(
        marks={
            "plan": HIDDEN,
            "plan_notes": "Frågade om Zink",
            "plan_learning": SHOWN,
            "group": r"(person__name\">|Ändra </span>)Zelda Zander<",
            "meeting": "Vad vet Qvist",
            "next_meeting": "Rum Xylofon",
            "guests": "Saga Stensson",
            "protocol_draft": "Utkast om Yxan",
            "mirror": "Vi väntade på svaren.",
            "colleagues": STRANGER,
            "addresses": "zelda@post.example",
            "letters": "arkiv@mottagare.example",
        },
        numbers={
            "moten": {meeting.pk},
            "handlingsplaner": {meeting.pk},
            "grupper": {demo.group.pk},
            "protokoll": {draft.pk, demo.last_protocol.pk},
            "huvudman": {zelda.pk, demo.group.school_id},
            "material": {demo.meeting.materials.first().pk},
            "utkorg": set(Letter.objects.values_list("pk", flat=True)[:3]),
        },
        link=invitations.token(zelda),
    )


def newcomer(demo: Demo) -> User:
    zelda = identity.invite("zelda@post.example", *STRANGER.split(), demo.organisation, by=demo["inga"])
    Membership.objects.create(group=demo.group, user=zelda, starts_on=timezone.localdate())
    Meeting.objects.filter(pk=demo.meeting.pk).update(place="Rum Xylofon", question="Vad vet Qvist?")
    meetings.invite_guest(demo.meeting, "Saga Stensson", by=demo["anna"])
    return zelda


def running_meeting(demo: Demo) -> Protocol:
    """With something of all that somebody could see; returns its draft."""
    bo = demo["bo"]
    plans.show(
        plans.write(plan_at(demo.meeting, bo), fields=dict.fromkeys(FIELDS, HIDDEN) | {"learnt": SHOWN}), {"learnt"}
    )
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.next_step(actions.start(demo.meeting, by=demo["anna"]), by=demo["anna"])
    protocols.begin(meeting)
    draft = Protocol.objects.get(meeting=meeting)
    document = Doc({"talked": Text("Utkast om Yxan")})
    assert store([DraftUpdate(draft.pk, bo.pk, document.get_update())]) == [Outcome.KEPT]
    Mirror.objects.create(meeting=meeting, words="Vi väntade på svaren.", shown_at=timezone.now())
    reminders.turn_on(by=bo, rhythm="before", at=time(7, 30), days=3)
    plans.write_note(by=bo, key=uuid4(), text="Frågade om Zink", on=timezone.localdate())
    return draft


def pages_of(browser: Client, world: World) -> str:
    """All that this person is shown, at every address there is, as pages and as fragments of them."""
    shown = []
    for route in routes():
        first = route.split("/")[1]
        if re.search("<(?!pk:|int:)", route) or first in ("logga-ut", "demo"):
            continue
        for number in world.numbers.get(first, {0}) if "<" in route else {0}:
            address = filled(route, {"": number})
            for headers in ({}, {"HX-Request": "true"}):
                answer = browser.get(address, headers=headers)
                if not answer.streaming and answer["Content-Type"].startswith("text/"):
                    shown.append(answer.content.decode())
    return "\n".join(shown)


@pytest.mark.parametrize("viewer", [*WHO, Viewer.PUBLIC, Viewer.OWNER])
def test_what_all_pages_show_is_what_the_table_says(demo: Demo, world: World, viewer: Viewer) -> None:
    """At every address: a row without words is found on no page, and a row with words on some page."""
    browser = Client()
    if viewer != Viewer.PUBLIC:
        browser.force_login(demo["bo" if viewer == Viewer.OWNER else WHO[viewer]])

    shown = pages_of(browser, world)

    rows = [Viewer.OWNER, Viewer.MEMBER] if viewer == Viewer.OWNER else [viewer]  # an owner is a member too
    said = {key: {cell(key, each) for each in rows} - {NOTHING, NEVER} for key in world.marks}
    if viewer not in (Viewer.PUBLIC, Viewer.OWNER, Viewer.MEMBER) and said["colleagues"]:
        shown += browser.get(f"/grupper/{own_group(demo, viewer)}/medlemmar/ny/").content.decode()
    found = {key for key, mark in world.marks.items() if re.search(mark, shown)}
    assert found - {"colleagues"} == {key for key in said if said[key]} - {"colleagues"}
    assert "colleagues" not in found or said["colleagues"]
    assert world.link.split(":")[0] not in shown  # nobody is shown the way in as somebody else
    assert not re.search(r"/(valkommen|gast|min-trad|losenord/\w+)/[\w:-]{12,}", shown)


def own_group(demo: Demo, viewer: Viewer) -> int:
    """One that this person has just made, to lead it."""
    return groups.create(by=demo[WHO[viewer]], name=f"Nya gruppen {viewer.name}").pk


def test_every_row_that_is_built_is_walked_or_has_a_test_of_its_own(world: World) -> None:
    elsewhere = {"plan_asking", "plan_pupils", "reminder", "protocol_final", "turns", "retention", "security_log"}
    built = {row.key for row in visibility.table() if row.is_built}

    assert set(world.marks) | elsewhere == built


@pytest.mark.parametrize("viewer", WHO)
def test_no_door_leads_to_somebody_elses_plan(demo: Demo, viewer: Viewer) -> None:
    meeting = demo.meetings["no"][-2]
    theirs = ActionPlan.objects.of(demo["bo"]).get(meeting=meeting)

    found = plan_for(demo[WHO[viewer]], meeting.pk) if opens(plan_for, demo[WHO[viewer]], meeting.pk) else None

    assert found != theirs
    assert found is None or found.owner == demo[WHO[viewer]]
