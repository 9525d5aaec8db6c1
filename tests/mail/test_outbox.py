"""Letters on their way, against a real mail server: once each, whatever happens."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.mail.models import Letter
from kollegium.mail.outbox import carry, try_again
from tests.mail.conftest import PostOffice, write

State = Letter.State
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def states() -> dict[str, str]:
    return dict(Letter.objects.values_list("to", "state"))


@pytest.mark.django_db
def test_a_letter_is_delivered_once(post_office: PostOffice) -> None:
    write("anna@skola.example")

    handed_over = [carry(), carry()]

    assert handed_over == [1, 0]
    assert post_office.to == ["anna@skola.example"]
    letter = Letter.objects.get()
    assert (letter.state, letter.trouble, letter.attempts) == (State.SENT, "", 0)
    assert letter.sent_at is not None


@pytest.mark.django_db
def test_swedish_letters_survive_the_journey(post_office: PostOffice, settings: object) -> None:
    settings.DEFAULT_FROM_EMAIL = "Kollegium i Ekåsa <kollegium@ekasa.example>"
    write("asa@räksmörgås.example")

    carry()

    message = post_office.taken[0]
    assert message["Subject"] == "Protokoll: Lärgrupp Ström 2, 24 november"
    assert message["From"] == "Kollegium i Ekåsa <kollegium@ekasa.example>"
    assert message["Message-ID"] == "<letter-to-asa@kollegium>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().strip() == "Åsa sa: återkoppling är bra."
    assert message.get_body(("html",)).get_content().strip() == "<p>Åsa sa: återkoppling är bra.</p>"


@pytest.mark.django_db
def test_a_server_that_is_away_costs_no_letter(post_office: PostOffice) -> None:
    write("anna@skola.example")
    write("bo@skola.example")
    post_office.close()
    with time_machine.travel(NOON, tick=False):
        Letter.objects.update(next_try_at=timezone.now())
        assert carry() == 0
        letter = Letter.objects.get(to="anna@skola.example")
        assert (letter.state, letter.attempts) == (State.WAITING, 1)
        assert letter.next_try_at == NOON + timedelta(seconds=10)
        assert letter.trouble == "E-postservern svarar inte. Vi försöker igen."

    post_office.open()
    with time_machine.travel(NOON + timedelta(seconds=9), tick=False):
        assert carry() == 0  # not yet
    with time_machine.travel(NOON + timedelta(seconds=10), tick=False):
        assert carry() == 2
        assert carry() == 0

    assert sorted(post_office.to) == ["anna@skola.example", "bo@skola.example"]


@pytest.mark.django_db
def test_a_server_that_is_away_for_an_hour_gets_every_letter_once_when_it_is_back(post_office: PostOffice) -> None:
    letter = write("anna@skola.example")
    post_office.close()
    now = letter.next_try_at
    back = now + timedelta(hours=1)
    while now < back:
        with time_machine.travel(now, tick=False):
            assert carry() == 0
            letter.refresh_from_db()
            assert (letter.state, letter.trouble) == (State.WAITING, "E-postservern svarar inte. Vi försöker igen.")
        now = letter.next_try_at

    post_office.open()
    with time_machine.travel(now, tick=False):
        assert carry() == 1
        assert carry() == 0

    assert post_office.to == ["anna@skola.example"]
    assert now - back <= timedelta(minutes=30)  # nobody waits half a day for a server that is back


@pytest.mark.django_db
def test_an_unknown_address_is_given_up_while_the_others_go(post_office: PostOffice) -> None:
    for name in ("anna", "borta", "carin"):
        write(f"{name}@skola.example")
    post_office.says["borta@skola.example"] = "550 5.1.1 no such user"

    carry()

    assert states() == {
        "anna@skola.example": State.SENT,
        "borta@skola.example": State.GIVEN_UP,
        "carin@skola.example": State.SENT,
    }
    assert Letter.objects.get(to="borta@skola.example").trouble == (
        "Mottagarens e-postserver känner inte vid adressen (550)."
    )
    assert post_office.to == ["anna@skola.example", "carin@skola.example"]


@pytest.mark.django_db
def test_a_letter_that_the_server_refuses_is_given_up(post_office: PostOffice) -> None:
    write("anna@skola.example")
    post_office.says_to_data["anna@skola.example"] = "554 looks like spam"

    carry()

    assert Letter.objects.get().state == State.GIVEN_UP


@pytest.mark.django_db
def test_a_line_that_breaks_in_the_letter_leaves_it_uncertain_and_the_others_go(post_office: PostOffice) -> None:
    for name in ("anna", "bo", "carin"):
        write(f"{name}@skola.example")
    post_office.drops_in_data.add("bo@skola.example")

    carry()
    carry()

    assert states() == {
        "anna@skola.example": State.SENT,
        "bo@skola.example": State.UNCERTAIN,
        "carin@skola.example": State.SENT,
    }
    assert post_office.to == ["anna@skola.example", "carin@skola.example"]

    post_office.drops_in_data.clear()
    try_again(Letter.objects.get(to="bo@skola.example"))
    carry()

    assert post_office.to[2:] == ["bo@skola.example"]
    assert post_office.taken[2]["Message-ID"] == "<letter-to-bo@kollegium>"


@pytest.mark.django_db
def test_an_address_that_no_letter_can_have_is_given_up_alone(post_office: PostOffice) -> None:
    write("anna@skola.example\nBcc: alla@skola.example")
    write("bo@skola.example")

    carry()

    assert sorted(states().values()) == [State.GIVEN_UP, State.SENT]
    assert post_office.to == ["bo@skola.example"]


@pytest.mark.django_db
def test_a_letter_that_a_dead_carrier_held_is_uncertain(post_office: PostOffice) -> None:
    long_ago = timezone.now() - timedelta(minutes=6)
    write("anna@skola.example", state=State.SENDING, claimed_at=long_ago)
    write("bo@skola.example", state=State.SENDING, claimed_at=timezone.now())

    carry()

    assert states() == {"anna@skola.example": State.UNCERTAIN, "bo@skola.example": State.SENDING}
    assert post_office.taken == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.SENT, State.SENDING])
def test_nobody_can_send_again_what_is_sent_or_on_its_way(state: str) -> None:
    letter = write("anna@skola.example", state=state, claimed_at=timezone.now())

    try_again(letter)

    assert Letter.objects.get().state == state


@pytest.mark.django_db
def test_without_a_mail_server_letters_wait(settings: object) -> None:
    settings.EMAIL_URL = ""
    write("anna@skola.example")

    assert carry() == 0
    assert Letter.objects.get().state == State.WAITING


@pytest.mark.django_db
def test_a_carrier_told_to_stop_takes_no_more(post_office: PostOffice) -> None:
    write("anna@skola.example")
    stopping = threading.Event()
    stopping.set()

    assert carry(stopping) == 0
    assert states() == {"anna@skola.example": State.WAITING}
