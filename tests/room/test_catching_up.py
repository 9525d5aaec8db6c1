"""Kom ikapp: a lärträff that is over on one page, for its group; and nothing kept of who was away or who reads."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.live.models import Attendance
from kollegium.meetings.models import Absence
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import ActionPlan, Opening
from kollegium.protocols import actions as protocols

SignIn = Callable[[str], Client]
ASKED = "Var du inte med på lärträff 4?"


def end(demo: Demo) -> None:
    for who in ("anna", "bo"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(meeting)
    protocols.notes.forget(protocol)
    protocols.notes.begin(protocol, {"learnings": "Den som väntar tänker en gång till."})
    actions.end(meeting, by=demo["anna"])


def finalise(demo: Demo) -> None:
    protocol = protocols.prepare(demo.meeting)
    seen = protocols.check.look(demo.meeting, _text(protocol)).token
    protocols.send_now(protocols.finalise(protocol, by=demo["anna"], seen=seen))


def _text(protocol: object) -> dict[str, str]:
    return protocols.notes.text(protocol.pk)


@pytest.mark.parametrize(
    ("who", "status"), [("carin", 200), ("anna", 200), ("david", 404), ("gunilla", 404), ("inga", 404), ("anyone", 302)]
)
def test_it_is_the_groups_page(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    end(demo)

    assert sign_in(who).get(f"/moten/{demo.meeting.pk}/ikapp/").status_code == status


def test_protocol_material_and_ones_own_plan_stand_on_one_page(demo: Demo, sign_in: SignIn) -> None:
    end(demo)
    carin, address = sign_in("carin"), f"/moten/{demo.meeting.pk}/ikapp/"

    before = carin.get(address).content.decode()
    finalise(demo)
    after = carin.get(address).content.decode()

    assert "Protokollet skrivs just nu." in before
    assert "Den som väntar tänker" not in before
    assert "Protokollet skrivs just nu." not in after
    assert "Den som väntar tänker en gång till." in after
    assert f'href="/protokoll/{demo.meeting.protocol.pk}/"' in after
    for page in (before, after):
        assert demo.meeting.materials.get().title in page
        assert (
            f'<a class="button button--primary" href="/handlingsplaner/{demo.meeting.pk}/">Skriv din plan</a>' in page
        )


def test_before_the_end_there_is_nothing_to_catch_up_with(demo: Demo, sign_in: SignIn) -> None:
    answer = sign_in("carin").get(f"/moten/{demo.meeting.pk}/ikapp/")

    assert answer["Location"] == f"/moten/{demo.meeting.pk}/"


def traces(demo: Demo) -> tuple[int, int, int]:
    return SecurityEntry.objects.count(), Opening.objects.count(), ActionPlan.objects.of(demo["carin"]).count()


def test_it_tells_nobody_who_reads_and_reads_nobodys_plan(demo: Demo, sign_in: SignIn) -> None:
    plan = plans.write(plan_at(demo.meeting, demo["bo"]), fields={"effort": "Bos hemliga insats"})
    plans.show(plan, {"effort"})
    end(demo)
    finalise(demo)
    before = traces(demo)

    page = sign_in("carin").get(f"/moten/{demo.meeting.pk}/ikapp/").content.decode()

    assert "Bos hemliga insats" not in page  # it is a press away, and whoever shows it is told who has read
    assert (
        SecurityEntry.objects.count(),
        Opening.objects.count(),
        ActionPlan.objects.of(demo["carin"]).count(),
    ) == before
    assert not Attendance.objects.filter(meeting=demo.meeting).exists()
    assert not Absence.objects.filter(meeting=demo.meeting).exists()


def test_the_thread_asks_whoever_has_no_plan_whether_there_or_not(demo: Demo, sign_in: SignIn) -> None:
    plans.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Vänta tio sekunder."})
    end(demo)
    finalise(demo)

    for who, asked in (("anna", True), ("oskar", True), ("carin", False)):  # anna was there
        page = sign_in(who).get("/").content.decode()
        assert (ASKED in page) == asked, who
        assert (f'href="/moten/{demo.meeting.pk}/ikapp/"' in page) == asked, who
        assert "Var du borta?" not in page


def test_of_an_older_lärträff_the_thread_only_says_that_there_is_no_plan(demo: Demo, sign_in: SignIn) -> None:
    older = demo.meetings["no"][0]
    ActionPlan.objects.of(demo["carin"]).filter(meeting=older).delete()

    page = sign_in("carin").get("/").content.decode()

    assert "Du har ingen plan från den här träffen." in page
    assert f'href="/moten/{older.pk}/ikapp/"' in page
    assert "Var du inte med" not in page
