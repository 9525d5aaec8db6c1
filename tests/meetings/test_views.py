"""The pages of a lärträff, without JavaScript."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.library.models import Material
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people.models import User

SignIn = Callable[[str], Client]


def in_two_weeks() -> str:
    return str(timezone.localdate() + timedelta(days=14))


def filled(**said: object) -> dict[str, object]:
    return {"day": in_two_weeks(), "time": "14:30", "question": "Varför?", "place": "", "purpose": ""} | said


def page(response: object) -> str:
    return response.content.decode()


def test_the_leader_plans_with_what_last_time_left(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    address = f"/grupper/{demo.group.pk}/moten/nytt/"

    form = browser.get(address).context["form"]
    said = {name: getattr(value, "pk", value) for name, value in form.initial.items() if value is not None}
    response = browser.post(address, said | {"day": in_two_weeks()})

    meeting = demo.group.meetings.order_by("number").last()
    assert response["Location"] == f"/moten/{meeting.pk}/"
    assert (meeting.place, meeting.question) == (demo.meeting.place, demo.meeting.question)
    assert meeting.documentarian is not None
    assert str(timezone.localtime(meeting.starts_at).date()) == in_two_weeks()


def test_material_can_be_chosen_at_once(demo: Demo, sign_in: SignIn) -> None:
    material = Material.objects.first()

    sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(material=material.pk))

    assert list(demo.group.meetings.order_by("number").last().materials.all()) == [material]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": "2020-01-01"}, "Den dagen har redan varit."),
        ({"day": "2090-01-01"}, "Kontrollera året."),
        ({"day": "0001-01-01", "time": "00:10"}, "Den dagen har redan varit."),
        ({"day": "i morgon"}, "Skriv dagen så här"),
        ({"day": ""}, "Välj en dag."),
        ({"time": "halv tre"}, "Skriv klockslaget så här"),
        ({"question": "  "}, "Skriv den fråga som gruppen undersöker."),
        ({"question": "v" * 501}, "Korta frågan"),
        ({"documentarian": "x"}, "Något behöver rättas"),
    ],
)
def test_what_cannot_be_is_said_in_words(demo: Demo, sign_in: SignIn, said: dict[str, str], words: str) -> None:
    response = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(**said))

    assert response.status_code == 200
    assert words in page(response)
    assert demo.group.meetings.count() == len(demo.meetings["no"])


def test_an_hour_that_the_spring_skips_is_said_in_words(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    with time_machine.travel("2027-03-01T12:00:00Z"):
        browser.force_login(demo["anna"])
        response = browser.post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(day="2027-03-28", time="02:30"))

    assert "går klockan fram till sommartid" in page(response)


def test_the_hour_that_the_autumn_has_twice_is_taken(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    with time_machine.travel("2027-10-01T12:00:00Z"):
        browser.force_login(demo["anna"])
        response = browser.post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(day="2027-10-31", time="02:30"))

    assert response.status_code == 302


def test_a_time_that_just_has_been_is_noticed_and_allowed(demo: Demo, sign_in: SignIn) -> None:
    def planned(minutes_ago: int) -> str:
        at = timezone.localtime() - timedelta(minutes=minutes_ago)
        address = f"/grupper/{demo.group.pk}/moten/nytt/"
        return page(sign_in("anna").post(address, filled(day=str(at.date()), time=f"{at:%H:%M}"), follow=True))

    assert "Tiden för lärträffen har redan varit." in planned(minutes_ago=95)
    assert "Tiden för lärträffen har redan varit." not in planned(minutes_ago=80)


def test_one_person_cannot_have_both_turns(demo: Demo, sign_in: SignIn) -> None:
    bo = demo["bo"].pk

    response = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(documentarian=bo, reflector=bo))

    assert "Välj någon annan än dokumentatören." in page(response)


def test_a_lartraff_shows_its_agenda_and_the_sum_of_minutes(demo: Demo, sign_in: SignIn) -> None:
    words = page(sign_in("carin").get(f"/moten/{demo.meeting.pk}/"))

    for step in demo.meeting.steps.all():
        assert step.title in words
    assert "<strong>90</strong>" in words
    assert demo.meeting.question in words
    assert "Starta lärträffen" not in words


def test_it_is_started_from_its_room_and_nowhere_else(demo: Demo, sign_in: SignIn) -> None:
    address = f"/moten/{demo.meeting.pk}/"
    for person in ("anna", "carin"):
        words = page(sign_in(person).get(address))
        assert f'href="{address}rum/"' in words
        assert f"{address}start/" not in words

    actions.start(demo.meeting, by=demo["anna"])

    for person in ("anna", "carin"):
        assert f'href="{address}rum/"' in page(sign_in(person).get(address))


def test_the_first_lartraff_is_proposed_after_the_lessons(demo: Demo, sign_in: SignIn) -> None:
    demo.group.meetings.all().delete()

    words = page(sign_in("anna").get(f"/grupper/{demo.group.pk}/moten/nytt/"))

    assert 'value="14:30"' in words
    assert "novalidate" in words


def test_in_the_demo_one_reads_the_call_that_one_got(demo: Demo, sign_in: SignIn, settings: object) -> None:
    address = f"/moten/{demo.meeting.pk}/"
    meetings.call(demo.meeting, by=demo["anna"])
    letter = Letter.objects.get(about=f"call:{demo.meeting.pk}", to=demo["carin"].email)
    link = f'href="/utkorg/{letter.pk}/"'

    for settings.DEMO, is_shown in ((True, True), (False, False)):
        assert (link in page(sign_in("carin").get(address))) == is_shown
        assert link not in page(sign_in("anna").get(address))


def test_a_change_after_the_call_offers_to_send_it_again(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")

    response = browser.post(f"/moten/{demo.meeting.pk}/andra/", filled(place="Biblioteket"), follow=True)

    assert "Skicka kallelsen igen" in page(response)
    assert Meeting.objects.get(pk=demo.meeting.pk).place == "Biblioteket"


def test_an_old_lartraff_can_be_changed_without_moving_its_day(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(days=9))
    day = timezone.localdate() - timedelta(days=9)
    time = timezone.localtime(Meeting.objects.get(pk=demo.meeting.pk).starts_at)

    response = sign_in("anna").post(f"/moten/{demo.meeting.pk}/andra/", filled(day=str(day), time=f"{time:%H:%M}"))

    assert response.status_code == 302


def test_the_call_shows_who_gets_it_before_it_goes(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    Letter.objects.all().delete()

    response = browser.get(f"/moten/{demo.meeting.pk}/kallelse/")
    assert all(person.email in page(response) for person in demo.group.members())
    assert not Letter.objects.exists()

    browser.post(f"/moten/{demo.meeting.pk}/kallelse/", {"after": response.context["stamp"]})
    assert Letter.objects.count() == 9


def swapped(demo: Demo, browser: Client, **chosen: str) -> tuple[User | None, User | None, User | None]:
    """The form of the page, with some of its choices made otherwise; who then has which turn."""
    form = browser.get(f"/moten/{demo.meeting.pk}/").context["turns"]
    said = {f"{before}{name}": form[name].value() or "" for name in form.fields for before in ("", "initial-")}
    chosen_keys = {name: demo[person].pk if person else "" for name, person in chosen.items()}
    said = {name: getattr(value, "pk", value) for name, value in said.items()} | chosen_keys

    assert browser.post(f"/moten/{demo.meeting.pk}/turer/", said).status_code == 302
    meeting = Meeting.objects.get(pk=demo.meeting.pk)
    return meeting.documentarian, meeting.reflector, meeting.deputy


def test_the_leader_swaps_the_turns_with_one_press(demo: Demo, sign_in: SignIn) -> None:
    anna, had = sign_in("anna"), demo.meeting
    page_before = page(anna.get(f"/moten/{had.pk}/"))
    assert page_before.count("Spara turerna") == 1
    assert "Får frågan om att ta över om lärledarens enhet är borta" in page_before

    both = swapped(demo, anna, documentarian="carin", deputy="bo")

    assert both == (demo["carin"], had.reflector, demo["bo"])


def test_who_is_given_the_other_turn_trades(demo: Demo, sign_in: SignIn) -> None:
    bo, reflector = demo.meeting.documentarian, demo.meeting.reflector
    key = reflector.email.partition("@")[0]

    assert swapped(demo, sign_in("anna"), documentarian=key)[:2] == (reflector, bo)


def test_a_turn_that_somebody_else_has_swapped_meanwhile_is_left_alone(demo: Demo, sign_in: SignIn) -> None:
    anna, before = sign_in("anna"), demo.meeting
    said = {"initial-documentarian": before.documentarian.pk, "documentarian": before.documentarian.pk}
    meetings.put_on_duty(before, "documentarian", demo["carin"], by=demo["anna"])

    anna.post(f"/moten/{before.pk}/turer/", said | {"initial-deputy": "", "deputy": demo["bo"].pk})

    after = Meeting.objects.get(pk=before.pk)
    assert (after.documentarian, after.deputy) == (demo["carin"], demo["bo"])


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"documentarian": "david"}, "som är med i lärgruppen"),
        ({"documentarian": "carin", "reflector": "carin"}, "Välj någon annan än dokumentatören."),
        ({}, "Sparat."),
    ],
)
def test_a_swap_that_cannot_be_changes_nothing(demo: Demo, sign_in: SignIn, chosen: dict[str, str], words: str) -> None:
    anna, before = sign_in("anna"), (demo.meeting.documentarian, demo.meeting.reflector, demo.meeting.deputy)

    assert swapped(demo, anna, **chosen) == before
    assert words in page(anna.get(f"/moten/{demo.meeting.pk}/"))


def test_saying_absence_and_taking_it_back(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("carin"), f"/moten/{demo.meeting.pk}/"

    assert "Jag kan komma ändå" in page(browser.post(f"{address}forhinder/", follow=True))
    assert demo["carin"].name in page(sign_in("anna").get(address))
    assert "Jag har förhinder" in page(browser.post(f"{address}forhinder/anger/", follow=True))
    assert not demo.meeting.absences.exists()


def test_material_is_attached_and_taken_away(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("anna"), f"/moten/{demo.meeting.pk}/material/"
    was = demo.meeting.materials.get()
    other = Material.objects.exclude(pk=was.pk).first()

    browser.post(address, {"material": other.pk})
    browser.post(f"{address}{was.pk}/bort/")

    assert list(demo.meeting.materials.all()) == [other]
    assert browser.post(f"{address}{was.pk}/bort/").status_code == 404


def test_the_three_next_in_turn_are_shown_to_the_group_only(demo: Demo, sign_in: SignIn) -> None:
    address = f"/grupper/{demo.group.pk}/turordning/"

    fragment = sign_in("carin").get(address, headers={"HX-Request": "true"})
    assert page(fragment).count('class="person"') == 3
    assert "<html" not in page(fragment)
    assert "<html" in page(sign_in("carin").get(address))
    assert sign_in("hakan").get(address).status_code == 403
    assert sign_in("david").get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_lartraff_costs_no_more_with_more_material(
    demo: Demo, sign_in: SignIn, number: int, django_assert_max_num_queries: Callable
) -> None:
    demo.meeting.materials.set(Material.objects.all()[:number])
    browser = sign_in("anna")

    with django_assert_max_num_queries(25):
        browser.get(f"/moten/{demo.meeting.pk}/")


@pytest.mark.parametrize(
    ("last", "day", "why"),
    [
        ("2026-10-22", "2026-11-19", ""),
        ("2026-11-26", "2027-01-14", "24 december är julafton, så förslaget är tre veckor senare."),
        ("2027-10-06", "2027-11-10", "3 november ligger i höstlovet, så förslaget är en vecka senare."),
    ],
)
def test_the_day_that_is_proposed_is_none_when_schools_are_free(
    demo: Demo, sign_in: SignIn, last: str, day: str, why: str
) -> None:
    begins = datetime.fromisoformat(f"{last} 14:30").replace(tzinfo=timezone.get_current_timezone())
    demo.group.meetings.exclude(pk=demo.meeting.pk).delete()
    demo.group.meetings.update(starts_at=begins)
    demo.group.memberships.update(starts_on=begins.date())

    with time_machine.travel(begins + timedelta(hours=2), tick=False):
        response = sign_in("anna").get(f"/grupper/{demo.group.pk}/moten/nytt/")

    assert f'value="{day}"' in page(response)
    assert 'value="14:30"' in page(response)
    assert ("så förslaget är" in page(response)) == bool(why)
    assert why in page(response)


def test_a_group_that_meets_for_the_first_time_is_not_asked_what_it_has_tried(demo: Demo, sign_in: SignIn) -> None:
    said = filled(documentarian=demo["bo"].pk)
    later = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", said)["Location"]
    demo.group.meetings.all().delete()
    first = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", said)["Location"]

    words = page(sign_in("bo").get(first))
    room = page(sign_in("bo").get(f"{first}rum/"))
    letter = page(sign_in("anna").get(f"{first}kallelse/"))

    assert later != first
    assert "sedan sist" not in words
    assert "Första gången har ingen provat något än." in words
    assert "sedan förra mötet provat att …" not in room
    assert "Vilka kunskaper och färdigheter behöver våra elever?" in room
    assert "Vilka kunskaper och färdigheter behöver vi som lärare?" in room
    assert "Det är gruppens första lärträff." in letter


def test_a_group_that_has_met_is_asked_what_it_has_tried(demo: Demo, sign_in: SignIn) -> None:
    address = demo.meeting.get_absolute_url()

    assert "vad den har provat sedan sist" in page(sign_in("bo").get(address))
    assert "Jag har sedan förra mötet provat att …" in page(sign_in("bo").get(f"{address}rum/"))
    assert "Det är gruppens första lärträff." not in page(sign_in("anna").get(f"{address}kallelse/"))
