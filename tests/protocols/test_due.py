"""The minute after "Färdigställ och skicka": nothing is public or mailed, and it can be taken back."""

import math
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.live import actions as live
from kollegium.live import state
from kollegium.live.models import Attendance
from kollegium.mail.models import Letter
from kollegium.meetings.models import Meeting
from kollegium.people import actions as people
from kollegium.protocols import actions, notes
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.refusals import Refused
from tests.protocols.conftest import finalise, write

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


def fresh(protocol: Protocol) -> Protocol:
    return Protocol.objects.select_related("meeting").get(pk=protocol.pk)


def pass_a_minute(protocol: Protocol) -> None:
    Protocol.objects.filter(pk=protocol.pk).update(due_at=timezone.now() - timedelta(milliseconds=1))


def letters_of(protocol: Protocol) -> list[str]:
    return sorted(Letter.objects.filter(about=f"protocol:{protocol.pk}").values_list("to", flat=True))


def finals(protocol: Protocol) -> int:
    """How often it is on record that it was finalised."""
    return SecurityEntry.objects.filter(kind="protocol_finalised", words__endswith=str(protocol.meeting)).count()


@pytest.mark.parametrize("who", ["anna", "bo", "carin", "david", "gunilla", "hakan", "inga", "anyone"])
def test_in_the_minute_nothing_is_public_or_mailed(due: Protocol, sign_in: SignIn, who: str) -> None:
    browser = sign_in(who)

    assert browser.get(f"/protokoll/{due.pk}/").status_code == 404
    assert "Eleverna förklarade högt" not in browser.get("/protokoll/").content.decode()
    assert due not in Protocol.objects.final()
    assert letters_of(due) == []


def test_in_the_minute_nothing_is_erased_and_nothing_is_on_record(due: Protocol) -> None:
    assert ProtocolUpdate.objects.filter(protocol=due).exists()
    assert Attendance.objects.filter(meeting=due.meeting).count() == 3
    assert finals(due) == 0
    assert 59 < (due.due_at - timezone.now()).total_seconds() <= 60


def test_when_the_minute_is_out_what_was_checked_is_final_by_the_one_who_pressed(demo: Demo, due: Protocol) -> None:
    assert 59 < actions.finalise_due() <= 60
    assert not fresh(due).is_final
    pass_a_minute(due)

    assert actions.finalise_due() == math.inf
    assert actions.finalise_due() == math.inf  # a look too many changes nothing

    final = fresh(due)
    assert (final.is_final, final.is_due, final.final_by) == (True, False, demo["bo"])
    assert (final.text, final.participants, final.digest) == (due.text, 3, due.digest)
    assert final.text["talked"] == "Eleverna förklarade högt.\n\nSedan skrev de."
    assert not ProtocolUpdate.objects.filter(protocol=due).exists()
    assert not Attendance.objects.filter(meeting=due.meeting).exists()
    assert (finals(due), SecurityEntry.objects.get(kind="protocol_finalised").by) == (1, demo["bo"])
    assert letters_of(due) == sorted(actions.recipients(final))


def test_the_next_minute_is_told_whichever_was_pressed_first(demo: Demo, due: Protocol) -> None:
    assert 59 < actions.finalise_due() <= 60
    Protocol.objects.filter(pk=due.pk).update(due_at=timezone.now() + timedelta(seconds=7))

    assert 6 < actions.finalise_due() <= 7


def test_taken_back_it_is_a_draft_like_before(demo: Demo, due: Protocol) -> None:
    before = Protocol.objects.get(pk=due.pk).meeting.version

    actions.take_back(due)
    actions.take_back(due)  # two thumbs at once

    draft = fresh(due)
    assert not draft.is_due
    assert (draft.text, draft.digest, draft.participants) == (None, "", None)
    assert draft.meeting.version == before + 1
    assert Attendance.objects.filter(meeting=due.meeting).count() == 3
    assert actions.finalise_due() == math.inf
    assert letters_of(due) == []
    assert finals(due) == 0

    assert write(draft, demo["carin"].pk, "learnings", "Vi väntade in varandra.") is notes.Outcome.KEPT
    final = finalise(draft, by=demo["anna"])
    assert (final.text["learnings"], final.final_by) == ("Vi väntade in varandra.", demo["anna"])
    assert letters_of(due) == sorted(actions.recipients(final))


def test_it_can_be_taken_back_until_it_is_sent_and_not_after(demo: Demo, due: Protocol) -> None:
    pass_a_minute(due)  # and nobody has looked yet
    actions.take_back(due)
    assert not fresh(due).is_due

    finalise(due, by=demo["bo"])
    with pytest.raises(Refused, match="går inte att ångra"):
        actions.take_back(due)
    assert fresh(due).is_final


def test_sent_now_it_is_sent_once(demo: Demo, due: Protocol) -> None:
    actions.send_now(due)
    actions.send_now(due)  # two thumbs at once

    assert actions.finalise_due() == math.inf
    assert (fresh(due).final_by, finals(due)) == (demo["bo"], 1)
    assert letters_of(due) == sorted(actions.recipients(fresh(due)))


def test_what_was_taken_back_is_not_sent_by_a_late_thumb(demo: Demo, due: Protocol) -> None:
    actions.take_back(due)

    with pytest.raises(Refused, match="Någon har ångrat"):
        actions.send_now(due, after=due.due_at)
    again = actions.finalise(due, by=demo["anna"])
    with pytest.raises(Refused, match="Någon har ångrat"):
        actions.send_now(due, after=due.due_at)

    assert not fresh(due).is_final
    assert actions.send_now(due, after=again.due_at).is_final


def test_a_look_that_found_it_due_leaves_what_has_been_pressed_anew_since(demo: Demo, due: Protocol) -> None:
    pass_a_minute(due)
    found = fresh(due)
    actions.take_back(due)
    actions._finish_due(found)
    assert not fresh(due).is_final

    actions.finalise(due, by=demo["anna"])
    actions._finish_due(found)

    assert not fresh(due).is_final
    assert fresh(due).is_due


def test_two_who_press_at_once_have_pressed_once(demo: Demo, due: Protocol) -> None:
    again = actions.finalise(due, by=demo["anna"])

    assert (again.due_at, again.due_by) == (due.due_at, demo["bo"])


def test_lines_that_come_in_the_minute_are_to_come_again(demo: Demo, due: Protocol) -> None:
    rows = ProtocolUpdate.objects.filter(protocol=due).count()

    assert write(due, demo["carin"].pk, "next", "Sent.") is notes.Outcome.DUE
    assert write(due, demo["david"].pk, "next", "Sent.") is notes.Outcome.NOT_A_MEMBER
    assert ProtocolUpdate.objects.filter(protocol=due).count() == rows

    actions.send_now(due)
    assert write(due, demo["carin"].pk, "next", "Sent.") is notes.Outcome.FINAL
    assert fresh(due).text["next"] == ""


@pytest.mark.parametrize("who", ["anna", "carin"])
def test_who_was_there_does_not_change_in_the_minute(demo: Demo, due: Protocol, sign_in: SignIn, who: str) -> None:
    place = f"/moten/{due.meeting_id}/narvaro/{demo[who].pk}/"

    answer = sign_in(who).post(place, {"is_here": "0"}, headers=HTMX)

    assert (answer.status_code, answer.content.decode().startswith("Protokollet skickas strax.")) == (409, True)
    assert Attendance.objects.get(meeting=due.meeting, user=demo[who]).is_here
    actions.take_back(due)
    assert sign_in(who).post(place, {"is_here": "0"}, headers=HTMX).status_code == 204


def test_the_end_of_the_meeting_is_not_undone_under_it(demo: Demo, due: Protocol, sign_in: SignIn) -> None:
    assert state.of(due.meeting_id)["press"] is None

    answer = sign_in("anna").post(f"/moten/{due.meeting_id}/anger/", {"kind": "end"}, headers=HTMX)
    assert (answer.status_code, answer.content.decode().startswith("Protokollet skickas strax.")) == (409, True)
    with pytest.raises(Refused):  # who asked a moment before the press
        live.undo(due.meeting, kind="end")

    assert Meeting.objects.get(pk=due.meeting_id).has_ended


@pytest.mark.parametrize("way", ["leaves the group", "account is closed"])
def test_what_one_has_pressed_is_sent_although_one_has_gone_since(demo: Demo, due: Protocol, way: str) -> None:
    """It was theirs to decide, and whoever else may finalise can take it back."""
    if way == "leaves the group":
        groups.end(Membership.objects.get(group=demo.group, user=demo["bo"]), on=timezone.localdate(), by=demo["anna"])
    else:
        people.deactivate(demo["bo"], by=demo["inga"])
    pass_a_minute(due)

    actions.finalise_due()

    assert fresh(due).final_by == demo["bo"]
    assert fresh(due).text["participants"] == "Anna Ask, Bo Berg, Carin Ceder"
    assert demo["bo"].email not in letters_of(due)
    assert demo["anna"].email in letters_of(due)
