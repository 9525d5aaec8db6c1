"""Who sees what: the page is the table, the table is the plan's fields, and the doors do as it says."""

import re
from datetime import time
from html.parser import HTMLParser

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.utils import timezone

from kollegium.about import visibility
from kollegium.demo import Demo
from kollegium.groups.access import group_for
from kollegium.groups.permissions import May
from kollegium.groups.visibility import ARRANGES, NEVER, NOTHING, READS, Viewer
from kollegium.live import actions
from kollegium.live.models import Mirror
from kollegium.meetings.access import meeting_for
from kollegium.people.access import organisation_for
from kollegium.plans.models import FIELDS, SHAREABLE
from kollegium.plans.visibility import ROWS as PLAN_ROWS
from kollegium.protocols.access import finished_protocol_for, protocol_for
from kollegium.reminders import actions as reminders
from kollegium.reminders.access import reminder_for

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
