"""The pages of a lärträff, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.library.models import Material
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting

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


def test_the_call_shows_who_gets_it_before_it_goes(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    Letter.objects.all().delete()

    response = browser.get(f"/moten/{demo.meeting.pk}/kallelse/")
    assert all(person.email in page(response) for person in demo.group.members())
    assert not Letter.objects.exists()

    browser.post(f"/moten/{demo.meeting.pk}/kallelse/", {"after": response.context["stamp"]})
    assert Letter.objects.count() == 9


def test_material_is_attached_and_taken_away(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("anna"), f"/moten/{demo.meeting.pk}/material/"
    was = demo.meeting.materials.get()
    other = Material.objects.exclude(pk=was.pk).first()

    browser.post(address, {"material": other.pk})
    browser.post(f"{address}{was.pk}/bort/")

    assert list(demo.meeting.materials.all()) == [other]
    assert browser.post(f"{address}{was.pk}/bort/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_lartraff_costs_no_more_with_more_material(
    demo: Demo, sign_in: SignIn, number: int, django_assert_max_num_queries: Callable
) -> None:
    demo.meeting.materials.set(Material.objects.all()[:number])
    browser = sign_in("anna")

    with django_assert_max_num_queries(25):
        browser.get(f"/moten/{demo.meeting.pk}/")


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
