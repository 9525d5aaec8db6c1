"""A mail server that misbehaves at each step of handing a letter over: whose trouble it is, and what becomes of it."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kollegium.mail import troubles
from kollegium.mail.deliveries import deliveries, summary
from kollegium.mail.models import Letter
from kollegium.mail.outbox import MOST_TRIES, carry
from kollegium.mail.smtp import Backend
from tests.mail.conftest import write
from tests.mail.rude_server import BODY, GARBAGE, HANG_UP, SAY_NOTHING, STAGES, RudeServer

State = Letter.State


@pytest.fixture
def rude(settings: Any) -> Iterator[RudeServer]:
    server = RudeServer()
    settings.EMAIL_URL = f"smtp://kollegium:hemligt@127.0.0.1:{server.port}"
    settings.EMAIL_BACKEND = "kollegium.mail.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "kollegium", "hemligt"
    yield server
    server.close()


def carried() -> Letter:
    Letter.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    carry()
    return Letter.objects.get()


def expected(stage: str, says: str) -> str:
    if stage == BODY and says[0] not in "45":
        return State.UNCERTAIN
    is_a_no = says in ("550 5.1.1 no such user", "554 no")
    return State.GIVEN_UP if is_a_no and stage in ("rcpt", "data", BODY) else State.WAITING


SAID = [
    HANG_UP,
    SAY_NOTHING,
    GARBAGE,
    "421 closing",
    "451 4.7.1 not now",
    "501 syntax",
    "502 what",
    "530 5.7.0 authentication required",
    "535 5.7.8 wrong password",
    "550 5.1.1 no such user",
    "550 5.1.8 your domain is unknown",
    "550 5.7.1 relaying denied",
    "550 relay not permitted",
    "554 no",
    "999 odd",
]


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("says", SAID)
def test_only_the_receivers_own_no_gives_a_letter_up_and_only_a_begun_body_is_uncertain(
    rude: RudeServer, settings: Any, stage: str, says: str
) -> None:
    write("bo@skola.example")
    rude.says[stage] = says
    settings.EMAIL_TIMEOUT = 1 if says == SAY_NOTHING else 10

    letter = carried()

    assert letter.state == expected(stage, says), letter.trouble
    assert letter.trouble
    assert rude.taken == []
    blames_the_receiver = letter.trouble.startswith("Mottagarens")
    assert blames_the_receiver <= (stage in ("rcpt", "data", BODY))
    if letter.state == State.WAITING:
        rude.says.clear()
        assert (carried().state, len(rude.taken)) == (State.SENT, 1)


POLICIES = [
    "550 5.7.1 message refused",
    "554 5.7.1 blocked by our list",
    "550 5.7.0 no",
    "550 5.7.23 SPF validation failed",
    "550 5.7.509 rejected by DMARC policy",
]
OURS = [
    "550 5.7.1 relaying denied",
    "550 5.7.26 this mail is unauthenticated",
    "530 5.7.0 authentication required",
    "535 5.7.8 wrong password",
    "550 5.1.8 your domain is unknown",
]


def after_three_days(rude: RudeServer, says: str, stage: str, others_get_theirs: bool) -> Letter:
    write("bo@skola.example")
    if others_get_theirs:
        write("anna@skola.example", state=State.SENT, sent_at=timezone.now() + timedelta(hours=1))
    rude.says[stage] = says
    mine = Letter.objects.filter(to="bo@skola.example")
    carry()
    mine.update(attempts=MOST_TRIES - 1, next_try_at=timezone.now() - timedelta(seconds=1))
    carry()
    return mine.get()


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["rcpt", "data", BODY])
@pytest.mark.parametrize("says", POLICIES)
def test_a_receiver_whose_policy_says_no_for_days_is_given_up_and_shown_as_such(
    rude: RudeServer, says: str, stage: str
) -> None:
    letter = after_three_days(rude, says, stage, others_get_theirs=True)

    assert letter.state == State.GIVEN_UP
    assert "den här mottagaren" in letter.trouble
    assert summary(deliveries(Letter.objects.all())).endswith("kom inte fram till bo@skola.example")


@pytest.mark.django_db
@pytest.mark.parametrize("says", [*POLICIES, *OURS])
def test_while_no_letter_gets_through_the_trouble_may_be_ours_and_all_wait(rude: RudeServer, says: str) -> None:
    assert after_three_days(rude, says, "rcpt", others_get_theirs=False).state == State.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize("says", OURS)
def test_what_is_said_of_us_gives_no_letter_up_though_others_get_theirs(rude: RudeServer, says: str) -> None:
    assert after_three_days(rude, says, "rcpt", others_get_theirs=True).state == State.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"EMAIL_HOST_PASSWORD": "lösenord"}, troubles.OURS),
        ({"EMAIL_HOST": "a" * 64 + ".example"}, troubles.OURS),
        ({"EMAIL_HOST": "finns.inte.invalid"}, troubles.NO_ANSWER),
        ({"EMAIL_USE_TLS": True}, troubles.NO_TLS),
        ({"EMAIL_USE_SSL": True}, troubles.NO_TLS),
        ({"EMAIL_PORT": 1}, troubles.NO_ANSWER),
        ({"DEFAULT_FROM_EMAIL": "Kollegium, Ekåsa <kollegium@ekasa.example>"}, troubles.OURS),
        ({"DEFAULT_FROM_EMAIL": "kollegium"}, None),
        ({"DEFAULT_FROM_EMAIL": "a@b\nBcc: c@d.example"}, troubles.OURS),
        ({"EMAIL_BACKEND": "does.not.exist"}, None),
    ],
)
def test_our_own_settings_never_give_a_letter_up(
    rude: RudeServer, settings: Any, changed: dict[str, Any], words: str | None
) -> None:
    write("bo@skola.example")
    before = {name: getattr(settings, name) for name in changed}
    for name, value in changed.items():
        setattr(settings, name, value)

    if "EMAIL_BACKEND" in changed:
        with pytest.raises(ImportError):
            carry()
    else:
        carry()

    letter = Letter.objects.get()
    assert letter.state in (State.WAITING, State.SENT), letter.trouble
    assert words is None or letter.trouble == words
    for name, value in before.items():
        setattr(settings, name, value)
    assert carried().state == State.SENT


@pytest.mark.django_db
def test_a_letter_that_cannot_be_made_is_certain_although_the_one_before_it_arrived(rude: RudeServer) -> None:
    write("anna@skola.example")
    write("bo@skola.example\nBcc: alla@skola.example")

    carry()

    assert sorted(Letter.objects.values_list("state", flat=True)) == [State.GIVEN_UP, State.SENT]


def test_an_encrypted_line_knows_its_place_too() -> None:
    encrypted = Backend(use_ssl=True).connection_class

    assert issubclass(encrypted, smtplib.SMTP_SSL)
    assert not encrypted.has_begun
