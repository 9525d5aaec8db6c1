"""How long a letter is tried."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.mail import outbox, troubles
from kollegium.mail.models import Letter
from kollegium.mail.outbox import carry
from tests.mail.conftest import PostOffice, write
from tests.mail.test_outbox import State


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["says", "says_to_data"])
def test_not_now_means_later(post_office: PostOffice, where: str) -> None:
    write("anna@skola.example")
    answers = getattr(post_office, where)
    answers["anna@skola.example"] = "451 4.7.1 greylisted"

    carry()

    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert letter.next_try_at > timezone.now()

    answers.clear()
    Letter.objects.update(next_try_at=timezone.now())
    carry()

    assert Letter.objects.get().state == State.SENT
    assert len(post_office.taken) == 1


@pytest.mark.django_db
def test_patience_with_a_receiver_ends_after_three_days(post_office: PostOffice) -> None:
    write("anna@skola.example", attempts=outbox.MOST_TRIES - 1, trouble=troubles.NOT_NOW)
    post_office.says["anna@skola.example"] = "451 4.7.1 greylisted"

    carry()

    assert Letter.objects.get().state == State.GIVEN_UP


@pytest.mark.django_db
def test_patience_with_our_own_mail_server_never_ends(post_office: PostOffice) -> None:
    letter = write("anna@skola.example", attempts=outbox.MOST_COUNTED, trouble=troubles.NO_ANSWER)
    post_office.close()

    carry()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.WAITING, outbox.MOST_COUNTED)
    assert letter.next_try_at <= timezone.now() + timedelta(hours=1)


@pytest.mark.django_db
def test_days_of_our_own_trouble_do_not_wear_out_the_patience_with_a_receiver(post_office: PostOffice) -> None:
    write("anna@skola.example", attempts=outbox.MOST_TRIES + 5, trouble=troubles.NO_ANSWER)
    post_office.says["anna@skola.example"] = "451 4.7.1 greylisted"

    carry()

    assert (Letter.objects.get().state, Letter.objects.get().attempts) == (State.WAITING, 1)
