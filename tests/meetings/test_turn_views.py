"""Whose turn it is, on the lärträff's page."""

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from tests.meetings.test_views import SignIn, filled, page


def test_one_person_cannot_have_both_turns(demo: Demo, sign_in: SignIn) -> None:
    bo = demo["bo"].pk

    response = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(documentarian=bo, reflector=bo))

    assert "Välj någon annan än dokumentatören." in page(response)


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


def test_the_three_next_in_turn_are_shown_to_the_group_only(demo: Demo, sign_in: SignIn) -> None:
    address = f"/grupper/{demo.group.pk}/turordning/"

    fragment = sign_in("carin").get(address, headers={"HX-Request": "true"})
    assert page(fragment).count('class="person"') == 3
    assert "<html" not in page(fragment)
    assert "<html" in page(sign_in("carin").get(address))
    assert sign_in("hakan").get(address).status_code == 403
    assert sign_in("david").get(address).status_code == 404
