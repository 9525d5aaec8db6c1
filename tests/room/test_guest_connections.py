"""A guest's connection to the room: it hears the meeting, never the draft."""

from collections.abc import Callable

import pytest

from kollegium.meetings import guests
from tests.room.test_guests import NAME
from tests.wire.conftest import Member
from tests.world import Installation, post


@pytest.fixture
def pass_of_guest(installation: Installation, begun: int) -> str:
    """What a guest's browser carries, made by the installation itself."""
    made = installation.shell(
        "from kollegium.models import Meeting, User\nfrom kollegium.meetings import actions, guests\n"
        "from django.test import Client\n"
        f"meeting = Meeting.objects.get(pk={begun})\n"
        f"link = actions.invite_guest(meeting, '{NAME}', by=User.objects.get(email__startswith='anna@'))\n"
        "path = '/' + link.split('//')[1].partition('/')[2]\n"
        "print(Client(headers={'host': 'localhost'}).get(path).cookies[guests.COOKIE].value)"
    )
    return f"{guests.COOKIE}={made.strip()}"


def test_a_guest_hears_the_meeting_never_the_draft_and_writes_nothing(
    join: Callable[..., Member], begun: int, installation: Installation, pass_of_guest: str
) -> None:
    guest, bo = join("a guest", way="gast", cookie=pass_of_guest), join("bo")
    greeting = guest.until("hello")
    guest.until("state")
    bo.until("vector")
    bo.catch_up()

    bo.line.send('{"type": "writing", "heading": "talked"}')
    bo.until("kept", frame=bo.send(bo.write("talked", "arbetsmaterial")))
    guest.line.send('{"type": "writing", "heading": "talked"}')
    guest.send(bo.write("talked", "från en gäst"))
    heard = guest.all_until("refused")
    assert post(installation, "anna", f"/moten/{begun}/steg/") == 204
    guest.until("event", name="agenda.step_changed")

    assert greeting["writes"] is False
    assert heard <= {"state", "event", "refused"}
    assert guest.reads("talked") == ""


@pytest.mark.parametrize("ending", ["taken away", "ended"])
def test_a_guest_is_shown_out_when_the_invitation_or_the_meeting_is_over(
    join: Callable[..., Member], begun: int, installation: Installation, pass_of_guest: str, ending: str
) -> None:
    guest, bo = join("a guest", way="gast", cookie=pass_of_guest), join("bo")
    guest.until("state")
    bo.until("state")

    if ending == "ended":
        assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    else:
        pk = int(installation.shell("from kollegium.models import Guest; print(Guest.objects.get().pk)"))
        assert post(installation, "anna", f"/moten/{begun}/gaster/{pk}/bort/") in (200, 302)

    assert guest.is_shown_out()[0] == 1012
    assert join("a guest", way="gast", cookie=pass_of_guest).is_shown_out()[0] == 4404
    bo.line.send('{"type": "ping", "sent": 1}')
    bo.until("pong")


@pytest.mark.parametrize("way", ["rum", "skarm"])
def test_a_guests_pass_opens_no_other_line(
    join: Callable[..., Member], begun: int, pass_of_guest: str, way: str
) -> None:
    assert join("a guest", way=way, cookie=pass_of_guest).is_shown_out()[0] == 4401


def test_a_guests_line_tells_no_key_of_anybody(
    join: Callable[..., Member], begun: int, installation: Installation, pass_of_guest: str
) -> None:
    guest, bo = join("a guest", way="gast", cookie=pass_of_guest), join("bo")
    bo.until("state")
    assert post(installation, "anna", f"/moten/{begun}/steg/") == 204
    guest.until("event", name="agenda.step_changed")
    bo.until("event", name="agenda.step_changed")

    states = [said for said in guest.said if said["type"] == "state"]
    seen = [said for said in bo.said if said["type"] == "state"][-1]
    assert len(states) > 1
    assert seen["round"]["speaker"]
    for said in states:
        assert not {"people", "present", "documentarian", "reflector", "pairs", "owner"} & set(said)
        assert said["round"] is None or set(said["round"]) == {"began_at", "slot"}
    assert states[-1]["round"]["slot"] == seen["round"]["slot"]
