"""The room's page: whose it is, what stands on it without JavaScript, and what the end screen says."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import SHAREABLE
from kollegium.protocols import actions as protocols
from kollegium.protocols.models import Protocol

SignIn = Callable[[str], Client]


@pytest.fixture
def running(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return meeting


def room(sign_in: SignIn, who: str, demo: Demo) -> str:
    return sign_in(who).get(f"/moten/{demo.meeting.pk}/rum/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("carin", 200), ("david", 404), ("gunilla", 404), ("inga", 404), ("anyone", 302)]
)
def test_only_the_group_comes_into_its_room(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    for address in ("rum/", "rum/lofte/", "rum/avslut/"):
        assert sign_in(who).get(f"/moten/{demo.meeting.pk}/{address}").status_code == status


def test_the_leader_can_start_and_the_others_are_told_that_it_comes(demo: Demo, sign_in: SignIn) -> None:
    assert "Starta lärträffen" in room(sign_in, "anna", demo)
    assert "Starta lärträffen" not in room(sign_in, "carin", demo)
    assert "Lärledaren startar lärträffen." in room(sign_in, "carin", demo)


def test_both_preparation_prompts_begin_with_last_months_insats(demo: Demo, sign_in: SignIn) -> None:
    last = plans.write(
        plan_at(demo.meetings["no"][-2], demo["carin"]), fields={"effort": "Vänta kvar", "change": "Fler svar"}
    )

    page = room(sign_in, "carin", demo)

    assert last.effort == "Vänta kvar"
    assert ">\nVänta kvar</textarea>" in page
    assert "Jag tänkte mig: Fler svar" in page


def test_the_plan_opens_at_the_month_that_comes_when_plans_are_written(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    assert "data-report open>" in room(sign_in, "carin", demo)
    assert 'data-view="protocol"' in room(sign_in, "carin", demo)
    for _ in range(4):
        running = actions.next_step(running, by=demo["anna"])

    page = room(sign_in, "carin", demo)

    assert "data-report >" in page
    assert 'data-view="plan" data-wide' in page
    assert page.index("data-report") < page.index('name="effort"')


def test_a_purpose_that_is_not_written_is_asked_for(demo: Demo, sign_in: SignIn) -> None:
    written = room(sign_in, "carin", demo)
    Meeting.objects.filter(pk=demo.meeting.pk).update(purpose="")

    empty = room(sign_in, "carin", demo)

    asked, told = "Inget syfte är skrivet än. Skriv det här.", "Kommer från lärledarens förberedelse."
    assert (asked in written, told in written) == (False, True)
    assert (asked in empty, told in empty) == (True, False)


def test_a_step_that_took_less_than_a_minute_says_so(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    actions.next_step(running, by=demo["anna"])

    assert "5 min · under 1 min" in room(sign_in, "carin", demo)


def test_the_nine_headings_stand_in_the_room_word_for_word(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    page = room(sign_in, "bo", demo)

    for title in (
        "Frågeställning",
        "Datum",
        "Syftet med träffen var...",
        "Vi pratade om...",
        "Reflektioner under träffen...",
        "Slutsatser/lärdomar...",
        "Inför nästa träff tänker vi...",
        "Svårigheter i lärprocessen...",
        "Deltagare",
    ):
        assert f'field__label">{title}<' in page or f'">{title}</label>' in page


def test_the_group_sees_of_the_speaker_only_what_the_speaker_shows(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    words = {name: f"hemligt {name}" for name in (*SHAREABLE, "pupils")}
    plan = plans.write(plan_at(demo.meetings["no"][-2], demo["anna"]), fields=words)
    plans.hide(plan, SHAREABLE)
    plans.show(plan, {"effort"})
    actions.next_step(running, by=demo["anna"])  # Anna has the word

    seen = sign_in("carin").get(f"/moten/{running.pk}/rum/lofte/").content.decode()

    assert "hemligt effort" in seen
    assert [name for name in words if f"hemligt {name}" in seen] == ["effort"]


def test_the_end_screen_names_who_gets_the_mail_and_only_those_who_may_can_finalise(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    actions.end(running, by=demo["anna"])

    for who, may in (("anna", True), ("farid", True), ("carin", False)):
        page = sign_in(who).get(f"/moten/{running.pk}/rum/avslut/").content.decode()
        assert ("Färdigställ och skicka" in page) == may, who
        for address in ("protokoll@bjorkskolan.example", "kollegialt.larande@ekasa.example", "bo@bjorkskolan.example"):
            assert f"<li>{address}</li>" in page


def test_the_end_screen_points_at_what_may_be_personal(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    protocol = Protocol.objects.get(meeting=running)
    protocol.updates.all().delete()
    protocols.notes.begin(protocol, {"talked": "Vi ringde 070-123 45 67."})
    actions.end(running, by=demo["anna"])
    anna = sign_in("anna")

    page = anna.get(f"/moten/{running.pk}/rum/avslut/").content.decode()
    refused = anna.post(f"/protokoll/{protocol.pk}/fardigstallande/", headers={"HX-Request": "true"})

    assert "<strong>”070-123 45 67”</strong> i Vi pratade om ser ut som ett telefonnummer." in page
    assert refused.status_code == 409
    assert not Protocol.objects.get(pk=protocol.pk).is_final


def test_the_room_asks_the_database_as_often_for_nine_as_for_three(
    demo: Demo, running: Meeting, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    bo = sign_in("bo")
    bo.get(f"/moten/{running.pk}/rum/")
    with django_assert_max_num_queries(200) as three:
        bo.get(f"/moten/{running.pk}/rum/")
    for who in ("ester", "farid", "karim", "lena", "mirja", "oskar"):
        actions.arrive(running, demo[who])

    with django_assert_max_num_queries(len(three)):
        bo.get(f"/moten/{running.pk}/rum/")


def test_who_documents_may_begin_with_material_and_samtalsform(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    material = running.materials.get().title
    begins = f'data-begins="talked" value="Vi läste ”{material}”.\nSamtalsform: EPA: enskilt, par, alla.\n">'

    for who, may in (("farid", True), ("anna", True), ("carin", False)):
        assert (begins in room(sign_in, who, demo)) == may, who

    running.materials.clear()
    running.steps.update(format="")
    assert "data-begins" not in room(sign_in, "farid", demo)
