"""Papper till träffen: what it holds, and for whom."""

from collections.abc import Callable
from html import unescape

from django.test import Client

from kollegium.demo import Demo
from kollegium.library import default_template
from kollegium.meetings import actions

SignIn = Callable[[str], Client]


def test_a_member_has_all_that_is_filled_in_by_hand(demo: Demo, sign_in: SignIn) -> None:
    page = unescape(sign_in("carin").get(f"/moten/{demo.meeting.pk}/papper/").content.decode())

    words = [step["title"] for step in default_template.STEPS]
    words += [heading["title"] for heading in default_template.HEADINGS]
    words += [section["title"] for section in default_template.PLAN_SECTIONS]
    words += [prompt["text"] for prompt in default_template.PLAN_PROMPTS.values()]
    words += [demo.meeting.question, demo.meeting.purpose, "Började"]
    assert [said for said in words if said not in page] == []
    assert "Hur vet jag det?" not in page  # ours, and not the model's
    assert page.count('class="sheet__box"') == demo.group.members().count()
    for member in demo.group.members():
        assert f"</span>{member.name}</li>" in page


def test_somebody_else_has_not(demo: Demo, sign_in: SignIn) -> None:
    for person in ("david", "gunilla", "inga"):
        assert sign_in(person).get(f"/moten/{demo.meeting.pk}/papper/").status_code == 404
    assert sign_in("anyone").get(f"/moten/{demo.meeting.pk}/papper/").status_code == 302


def test_a_meeting_that_will_not_be_held_has_no_papers(demo: Demo, sign_in: SignIn) -> None:
    actions.call_off(demo.meeting, by=demo["anna"])

    assert sign_in("anna").get(f"/moten/{demo.meeting.pk}/papper/")["Location"] == f"/moten/{demo.meeting.pk}/"


def test_the_meetings_page_leads_there(demo: Demo, sign_in: SignIn) -> None:
    for person in ("anna", "carin"):
        assert (
            f'"/moten/{demo.meeting.pk}/papper/"' in sign_in(person).get(f"/moten/{demo.meeting.pk}/").content.decode()
        )


def test_whoever_leads_is_told_that_they_type_in(demo: Demo, sign_in: SignIn) -> None:
    def told(person: str) -> str:
        return sign_in(person).get(f"/moten/{demo.meeting.pk}/papper/").content.decode()

    assert "Efteråt skriver du in protokollet" in told("anna")
    assert "Efteråt skriver lärledaren in protokollet" in told("carin")
