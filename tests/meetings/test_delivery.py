"""Whoever leads sees how the call fared, and nobody else."""

from typing import Any

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.meetings import actions
from kollegium.meetings.actions.calling import latest_letters

State = Letter.State
UNKNOWN = "Mottagarens e-postserver känner inte vid adressen (550)."


def test_the_leader_reads_on_the_meetings_page_and_letter_by_letter(demo: Demo, sign_in: Any) -> None:
    _call(demo)
    page, letters = f"/moten/{demo.meeting.pk}/", f"/moten/{demo.meeting.pk}/kallelse/leverans/"

    shown = sign_in("anna").get(page).content.decode()
    listed = sign_in("anna").get(letters).content.decode()

    others = demo.group.members().count() - 3
    carin, bo = demo["carin"].email, demo["bo"].email
    assert (
        f"Mejlet är skickat till {others}, är på väg till 1, har kanske kommit fram till {carin} "
        f"och kom inte fram till {bo}." in shown
    )
    assert UNKNOWN in listed
    assert "Skickar du igen kan mottagaren få det två gånger." in listed
    assert listed.count("Försök igen<") == 2
    assert "Den gamla kallelsen" not in listed + shown


def test_the_leader_has_a_letter_sent_again(demo: Demo, sign_in: Any) -> None:
    _call(demo)
    bos = latest_letters(demo.meeting).get(to=demo["bo"].email)

    answer = sign_in("anna").post(f"/moten/{demo.meeting.pk}/kallelse/leverans/{bos.pk}/")

    bos.refresh_from_db()
    assert (answer.status_code, bos.state, bos.trouble) == (302, State.WAITING, "")


@pytest.mark.parametrize(("who", "status"), [("bo", 403), ("david", 404), ("gunilla", 404), ("inga", 404)])
def test_nobody_else_sees_it_or_sends_again(demo: Demo, sign_in: Any, who: str, status: int) -> None:
    _call(demo)
    bos = latest_letters(demo.meeting).get(to=demo["bo"].email)
    address = f"/moten/{demo.meeting.pk}/kallelse/leverans/"

    assert sign_in(who).get(address).status_code == status
    assert sign_in(who).post(f"{address}{bos.pk}/").status_code == status
    assert "kom inte fram till" not in sign_in(who).get(f"/moten/{demo.meeting.pk}/").content.decode()
    bos.refresh_from_db()
    assert bos.state == State.GIVEN_UP


def test_a_letter_about_something_else_is_not_sent_again_from_here(demo: Demo, sign_in: Any) -> None:
    _call(demo)
    other = Letter.objects.exclude(pk__in=latest_letters(demo.meeting)).first()
    assert other is not None

    assert sign_in("anna").post(f"/moten/{demo.meeting.pk}/kallelse/leverans/{other.pk}/").status_code == 404


def test_before_the_call_there_is_nothing_to_tell(demo: Demo, sign_in: Any) -> None:
    demo.meeting.called_at = demo.meeting.called_by = None
    demo.meeting.save(update_fields=["called_at", "called_by"])

    assert "Mejlet " not in sign_in("anna").get(f"/moten/{demo.meeting.pk}/").content.decode()
    assert "Inget är utskickat" in sign_in("anna").get(f"/moten/{demo.meeting.pk}/kallelse/leverans/").content.decode()


def _call(demo: Demo) -> None:
    """Called twice, and only the later letters count: Bo's was refused, Carin's is uncertain, Anna's waits."""
    meeting = demo.meeting
    actions.call(meeting, by=demo["anna"])
    Letter.objects.filter(about=f"call:{meeting.pk}").update(
        state=State.GIVEN_UP, trouble="Den gamla kallelsen", key=Concat(Value("old:"), F("key"))
    )
    actions.call(meeting, by=demo["anna"])
    fates = {
        "bo": (State.GIVEN_UP, UNKNOWN),
        "carin": (State.UNCERTAIN, "Förbindelsen bröts."),
        "anna": (State.WAITING, ""),
    }
    latest = latest_letters(meeting)
    latest.update(state=State.SENT, sent_at=timezone.now())
    for who, (state, trouble) in fates.items():
        latest.filter(to=demo[who].email).update(state=state, trouble=trouble)
