"""Who sees what: the page is the table, the table is the plan's fields, and the doors do as it says."""

import re
from dataclasses import dataclass
from datetime import time
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text

from kollegium.about import visibility
from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.access import group_for
from kollegium.groups.models import Membership
from kollegium.groups.permissions import May
from kollegium.groups.visibility import ARRANGES, NEVER, NOTHING, READS, Viewer
from kollegium.identity import actions as identity
from kollegium.identity import invitations
from kollegium.live import actions
from kollegium.live.models import Mirror
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.access import organisation_for
from kollegium.plans import actions as plans
from kollegium.plans.access import plan_for
from kollegium.plans.models import FIELDS, SHAREABLE, ActionPlan
from kollegium.plans.visibility import ROWS as PLAN_ROWS
from kollegium.protocols import actions as protocols
from kollegium.protocols import letters
from kollegium.protocols.access import finished_protocol_for, protocol_for
from kollegium.protocols.models import Protocol
from kollegium.protocols.notes import DraftUpdate, Outcome, store
from kollegium.reminders import actions as reminders
from kollegium.reminders.access import reminder_for
from tests.addresses import filled, routes

WHO = {
    Viewer.MEMBER: "carin",
    Viewer.LEADER: "anna",
    Viewer.PRINCIPAL: "gunilla",
    Viewer.DEVELOPMENT_LEADER: "hakan",
    Viewer.AUTHORITY: "nils",
    Viewer.STAFF: "david",
    Viewer.ADMINISTRATOR: "inga",
}


class Table(HTMLParser):
    """The cells of the page's one table, as they are read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page.split("<tbody>")[1].split("</tbody>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, text: str) -> None:
        if self.inside:
            self.rows[-1][-1] += text.strip()


def test_the_page_is_the_table(client: Client, db: None) -> None:
    page = client.get("/vem-ser-vad/").content.decode()

    expected = [[words or "–inget" for _, words in row.cells()] for row in visibility.table()]
    assert Table(page).rows == expected
    assert [row.thing in page for row in visibility.table()] == [True] * len(visibility.table())


def test_the_phones_list_names_the_same_ones(client: Client, db: None) -> None:
    page = client.get("/vem-ser-vad/").content.decode()

    expected = [
        f"<dt>{viewer.value}</dt><dd>{words}</dd>"
        for row in visibility.table()
        for viewer, words in row.cells()
        if words not in (NOTHING, NEVER)
    ]
    assert re.findall(r"<dt>.*?</dd>", page) == expected


def test_the_page_says_honestly_what_the_table_cannot_promise(client: Client, db: None) -> None:
    assert (
        "Att rektor inte ser din plan i systemet betyder inte att den är hemlig. "
        "Det du visar kan bli en allmän handling. Skriv aldrig namn på elever."
    ) in client.get("/vem-ser-vad/").content.decode()


def test_the_rows_cover_every_field_of_a_plan_and_agree_on_what_can_be_shown() -> None:
    fields = {field: row for row in PLAN_ROWS for field in row.fields}

    assert set(fields) == set(FIELDS)
    assert {name for name, row in fields.items() if row.sees[Viewer.MEMBER] != NEVER} == set(SHAREABLE)


def test_only_owner_and_group_ever_see_anything_of_a_plan() -> None:
    outside = [viewer for viewer in Viewer if viewer not in (Viewer.OWNER, Viewer.MEMBER, Viewer.LEADER)]

    assert {row.sees.get(viewer, NOTHING) for row in PLAN_ROWS for viewer in outside} == {NOTHING, NEVER}


def opens(door: object, *arguments: object) -> bool:
    try:
        door(*arguments)
    except (Http404, PermissionDenied):
        return False
    return True


def cell(key: str, viewer: Viewer) -> str:
    return next(row for row in visibility.table() if row.key == key).sees.get(viewer, NOTHING)


@pytest.mark.parametrize("viewer", WHO)
def test_a_group_opens_to_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    assert opens(group_for, demo[WHO[viewer]], demo.group.pk) == (cell("group", viewer) != NOTHING)


@pytest.mark.parametrize("viewer", [viewer for viewer in WHO if cell("group", viewer) == ARRANGES])
def test_those_who_change_a_group_may(demo: Demo, viewer: Viewer) -> None:
    assert group_for(demo[WHO[viewer]], demo.group.pk, May.ARRANGE) == demo.group


@pytest.mark.parametrize("viewer", WHO)
def test_a_draft_opens_to_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    draft = demo.last_protocol
    draft.text = draft.final_at = draft.final_by = None
    draft.save()

    assert opens(protocol_for, demo[WHO[viewer]], draft.pk) == (cell("protocol_draft", viewer) != NOTHING)
    assert not opens(finished_protocol_for, demo[WHO[viewer]], draft.pk)


@pytest.mark.parametrize("viewer", WHO)
def test_a_mirror_that_is_shown_is_seen_by_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    meeting = actions.start(demo.meeting, by=demo["anna"])
    Mirror.objects.create(meeting=meeting, words="Vi väntade på svaren.", shown_at=timezone.now())
    browser = Client()
    browser.force_login(demo[WHO[viewer]])

    page = browser.get(f"/moten/{meeting.pk}/rum/reflektion/").content.decode()

    assert ("Vi väntade på svaren." in page) == (cell("mirror", viewer) != NOTHING)


@pytest.mark.parametrize("viewer", WHO)
def test_the_doors_to_a_meeting_follow_the_table(demo: Demo, viewer: Viewer) -> None:
    said = cell("meeting", viewer)

    assert opens(meeting_for, demo[WHO[viewer]], demo.meeting.pk) == (said != NOTHING)
    assert opens(meeting_for, demo[WHO[viewer]], demo.meeting.pk, May.LEAD) == (said == ARRANGES)


@pytest.mark.parametrize("viewer", WHO)
def test_the_retention_page_opens_to_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    assert opens(organisation_for, demo[WHO[viewer]]) == (cell("retention", viewer) == ARRANGES)
    browser = Client()
    browser.force_login(demo[WHO[viewer]])
    assert (browser.get("/huvudman/gallring/").status_code == 200) == (cell("retention", viewer) == ARRANGES)


@pytest.mark.parametrize("viewer", WHO)
def test_the_security_log_opens_to_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    browser = Client()
    browser.force_login(demo[WHO[viewer]])

    assert (browser.get("/huvudman/sakerhetslogg/").status_code == 200) == (cell("security_log", viewer) == READS)


@pytest.mark.parametrize("viewer", [viewer for viewer in WHO if viewer != Viewer.ADMINISTRATOR])
def test_a_finished_protocol_opens_to_those_the_table_names(demo: Demo, viewer: Viewer) -> None:
    demo.organisation.protocols_open_to = "staff"
    demo.organisation.save()

    assert cell("protocol_final", viewer) == READS
    assert finished_protocol_for(demo[WHO[viewer]], demo.last_protocol.pk) == demo.last_protocol


@pytest.mark.parametrize(("openness", "status"), [("everyone", True), ("staff", False)])
def test_the_public_reads_what_the_huvudman_has_opened(demo: Demo, openness: str, status: bool) -> None:
    from django.contrib.auth.models import AnonymousUser

    demo.organisation.protocols_open_to = openness
    demo.organisation.save()

    assert opens(finished_protocol_for, AnonymousUser(), demo.last_protocol.pk) == status


@pytest.mark.parametrize("viewer", WHO)
def test_only_its_owner_knows_of_a_reminder(demo: Demo, viewer: Viewer) -> None:
    chosen = reminders.turn_on(by=demo["bo"], rhythm="before", at=time(7, 30), days=3)

    assert cell("reminder", Viewer.OWNER) == ARRANGES
    assert reminder_for(demo["bo"]) == chosen
    assert cell("reminder", viewer) == NOTHING
    assert reminder_for(demo[WHO[viewer]]) is None


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
    zelda = identity.invite("zelda@post.example", *STRANGER.split(), demo.organisation, by=demo["inga"])
    Membership.objects.create(group=demo.group, user=zelda, starts_on=timezone.localdate())
    Meeting.objects.filter(pk=demo.meeting.pk).update(place="Rum Xylofon", question="Vad vet Qvist?")
    meetings.invite_guest(demo.meeting, "Saga Stensson", by=demo["anna"])
    bo = demo["bo"]
    plans.show(plans.write(demo.meeting, by=bo, fields=dict.fromkeys(FIELDS, HIDDEN) | {"learnt": SHOWN}), {"learnt"})
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.next_step(actions.start(demo.meeting, by=demo["anna"]), by=demo["anna"])
    protocols.begin(meeting)
    draft = Protocol.objects.get(meeting=meeting)
    document = Doc({"talked": Text("Utkast om Yxan")})
    assert store([DraftUpdate(draft.pk, bo.pk, document.get_update())]) == [Outcome.KEPT]
    Mirror.objects.create(meeting=meeting, words="Vi väntade på svaren.", shown_at=timezone.now())
    letters.protocol(demo.last_protocol, ["arkiv@mottagare.example", zelda.email], [], by=demo["anna"])
    reminders.turn_on(by=bo, rhythm="before", at=time(7, 30), days=3)
    plans.note(by=bo, key=uuid4(), text="Frågade om Zink", on=timezone.localdate())
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
