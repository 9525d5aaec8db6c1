"""The minute in which a protocol can be taken back, on its pages."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from kollegium import events
from kollegium.demo import Demo
from kollegium.live import state
from kollegium.protocols import actions, headings
from kollegium.protocols.models import Protocol
from tests.protocols.test_due import HTMX, SignIn, fresh, letters_of, pass_a_minute


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 302), ("bo", 302), ("carin", 403), ("david", 404), ("gunilla", 404), ("hakan", 404), ("anyone", 302)],
)
def test_who_may_finalise_may_take_it_back_or_send_it_now(
    demo: Demo, due: Protocol, sign_in: SignIn, who: str, status: int
) -> None:
    may, press = who in ("anna", "bo"), f"/protokoll/{due.pk}/fardigstallande/"

    back = sign_in(who).post(f"{press}anger/")
    assert (back.status_code, fresh(due).is_due) == (status, not may)
    assert (back.get("Location") == due.meeting.room_url) == may

    again = actions.finalise(due, by=demo["bo"])
    now = sign_in(who).post(f"{press}utskick/", {"after": again.due_at.isoformat()})
    assert (now.status_code, fresh(due).is_final) == (status, may)
    assert (letters_of(due) != []) == may


@pytest.mark.parametrize("noun", ["anger", "utskick"])
def test_taking_back_and_sending_need_a_post(due: Protocol, sign_in: SignIn, noun: str) -> None:
    assert sign_in("bo").get(f"/protokoll/{due.pk}/fardigstallande/{noun}/").status_code == 405
    assert sign_in("bo").post(f"/protokoll/{due.pk}/fardigstallande/{noun}/", headers=HTMX).status_code == 204


@pytest.mark.parametrize(("who", "may"), [("anna", True), ("bo", True), ("carin", False)])
def test_all_see_when_it_is_sent_and_those_who_may_how_to_undo(
    demo: Demo, due: Protocol, sign_in: SignIn, who: str, may: bool
) -> None:
    for address in (f"/moten/{due.meeting_id}/rum/", f"/moten/{due.meeting_id}/rum/avslut/"):
        page = sign_in(who).get(address).content.decode()

        assert 'Skickas om <span class="nowrap"><time-left>' in page
        assert f"Det mejlas till {len(actions.recipients(due))} adresser" in page
        assert f"klockan {timezone.localtime(due.due_at):%H.%M.%S}" in page  # for a page that does not count
        assert (f"{due.pk}/fardigstallande/anger/" in page) == (">Skicka nu</button>" in page) == may
        assert ("Bo eller lärledaren kan ångra." in page) != may
        assert "Färdigställ och skicka" not in page

    pass_a_minute(due)  # and the lookout is late
    assert ">0</time-left>" in sign_in(who).get(f"/moten/{due.meeting_id}/rum/avslut/").content.decode()


def test_what_the_page_says_it_saw_is_what_the_button_sends(due: Protocol, sign_in: SignIn) -> None:
    bo = sign_in("bo")
    page = bo.get(f"/moten/{due.meeting_id}/rum/avslut/").content.decode()
    seen = page.split('name="after" value="')[1].split('"')[0]

    assert bo.post(f"/protokoll/{due.pk}/fardigstallande/utskick/", {"after": seen}, headers=HTMX).status_code == 204
    assert fresh(due).is_final


def test_the_room_counts_to_the_same_moment_everywhere(demo: Demo, ended: Protocol) -> None:
    before = state.of(ended.meeting_id)
    due = actions.finalise(ended, by=demo["bo"])
    now = state.of(ended.meeting_id)

    assert (before["due"], now["due"]) == (None, round(due.due_at.timestamp() * 1000))
    assert (now["version"], now["final"]) == (before["version"] + 1, False)
    assert "due" not in state.FOR_GUESTS
    actions.send_now(due)
    after = state.of(ended.meeting_id)
    assert (after["version"], after["due"], after["final"]) == (now["version"] + 1, None, True)


def test_the_pages_are_told_of_each_turn(
    demo: Demo,
    ended: Protocol,
    django_capture_on_commit_callbacks: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(events, "_listeners", [lambda event: heard.append(event.name)])

    with django_capture_on_commit_callbacks(execute=True):
        actions.finalise(ended, by=demo["bo"])
        actions.take_back(ended)
        actions.finalise(ended, by=demo["bo"])
        actions.send_now(ended)

    assert heard == ["protocol.due", "protocol.reopened", "protocol.due", "protocol.final"]


def test_other_pages_go_on_as_if_it_were_a_draft(demo: Demo, due: Protocol, sign_in: SignIn) -> None:
    carin, meeting = sign_in("carin"), due.meeting
    last = demo.last_protocol.text["next"].splitlines()[0]

    assert "Öppna protokollet" in carin.get(f"/moten/{meeting.pk}/").content.decode()
    assert "Utkast<span" in carin.get(f"/grupper/{demo.group.pk}/").content.decode()
    assert "Protokollet är inte färdigställt än" in carin.get(f"/protokoll/{due.pk}/leverans/").content.decode()
    assert last in carin.get(f"/grupper/{demo.group.pk}/infor-nasta/").content.decode()


def test_the_names_are_those_of_the_press(demo: Demo, due: Protocol) -> None:
    assert due.text["participants"] == ", ".join(headings.participant_names(due.meeting))
