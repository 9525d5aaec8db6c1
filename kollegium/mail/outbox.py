"""Carries letters to the mail server: claimed by one carrier, tried again when the server is away, sent once."""

import logging
import math
import smtplib
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, close_old_connections, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kollegium.mail.models import Letter

log = logging.getLogger("kollegium.mail")

MOST_TRIES = 300  # three days: a mail server that is away over a weekend costs no letter
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_HANDOVER = timedelta(minutes=5)
AT_ONCE = 50
TEXT_KEPT = timedelta(days=30)
FORGETS_EVERY = 3600  # seconds between looks for what has been kept long enough
State = Letter.State
Work = Callable[[threading.Event], bool]


def carry(stopping: threading.Event | None = None) -> int:
    """Deliver what is due; how many letters were handed over."""
    if not settings.EMAIL_URL:
        return 0
    _notice_broken_handovers()
    waiting = Letter.objects.filter(state=State.WAITING)
    due = waiting.filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    connection = get_connection()
    sent = 0
    try:
        for pk in keys:
            if stopping and stopping.is_set():
                break
            connection.open()  # does nothing while the line is up
            sent += _hand_over(pk, connection)
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("The mail server does not answer: %s", error)
        # Only what still waits: another carrier may have taken or sent some of them meanwhile.
        _put_off(waiting.filter(pk__in=keys), "E-postservern svarar inte. Vi försöker igen.")
    finally:
        _hang_up(connection)
        _forget_reminders()
    return sent


def forget_texts(_stopping: threading.Event | None = None) -> bool:
    """What was written is kept for a month, in case somebody asks what went out; how each letter fared is kept on."""
    if not settings.DEMO:  # the demo shows its letters
        over = Letter.objects.filter(state__in=[State.SENT, State.UNCERTAIN, State.GIVEN_UP])
        old = over.filter(written_at__lt=timezone.now() - TEXT_KEPT).exclude(text="", html="")
        old.update(text="", html="")
    return False


def try_again(letter: Letter) -> None:
    """A person has decided that the letter is to be sent once more; one whose text is gone can't be."""
    Letter.objects.filter(pk=letter.pk).exclude(state__in=[State.SENT, State.SENDING]).exclude(text="").update(
        state=State.WAITING, next_try_at=timezone.now(), trouble="", attempts=0
    )


class Carrier(threading.Thread):
    """The outbox, carried by the server itself or by `manage.py outbox`.

    `writers` write what is due into it: each does some of it, and says whether there is more to do at once."""

    def __init__(self, *writers: Work) -> None:
        super().__init__(name="outbox", daemon=True)
        self._stopping = threading.Event()
        self._works = (*writers, lambda stopping: carry(stopping) == AT_ONCE)

    def run(self) -> None:
        forgot_at = -math.inf
        while not self._stopping.wait(settings.OUTBOX_PAUSE):
            for work in self._works:
                self._finish(work)
            if time.monotonic() - forgot_at > FORGETS_EVERY:
                forgot_at = time.monotonic()
                self._finish(forget_texts)
        connections.close_all()

    def _finish(self, work: Work) -> None:
        try:
            close_old_connections()
            while work(self._stopping):
                pass
        except DatabaseError:
            log.warning("The outbox could not be read; trying again", exc_info=True)
        except Exception:  # the carrier outlives whatever a single letter does
            log.exception("The outbox stumbled; trying again")

    def end(self) -> None:
        """Finish the letter in hand, take no more."""
        self._stopping.set()

    def stop(self) -> None:
        self.end()
        self.join(timeout=10)


def _hand_over(pk: int, connection: BaseEmailBackend) -> bool:
    # The claim is committed before the first byte leaves: a carrier that dies in between leaves an uncertain
    # letter for a person to decide about, never two letters.
    claimed_at = timezone.now()
    if not Letter.objects.filter(pk=pk, state=State.WAITING).update(state=State.SENDING, claimed_at=claimed_at):
        return False
    mine = Letter.objects.filter(pk=pk, claimed_at=claimed_at)
    try:
        _message(mine.get(), connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        log.warning("Letter %s was not taken: %s", pk, type(error).__name__)
        # After trouble the line may be dead without knowing it, and the next letter would pay for that.
        _hang_up(connection)
        _settle_trouble(mine, error)
        return False
    mine.update(state=State.SENT, trouble="", sent_at=timezone.now())
    if not settings.DEMO:
        # A link that lets somebody in is not left lying in the database; the demo shows its letters.
        mine.filter(holds_key=True).update(text="", html="")
    return True


def _settle_trouble(letter: QuerySet[Letter], error: Exception) -> None:
    """A definite no gives the letter up, a "not now" waits, and silence in the middle is uncertain."""
    match error:
        case smtplib.SMTPServerDisconnected():
            letter.update(state=State.UNCERTAIN, trouble="Förbindelsen bröts medan brevet lämnades över.")
        case smtplib.SMTPRecipientsRefused(recipients=refused) if (code := min(c for c, _ in refused.values())) >= 500:
            letter.update(state=State.GIVEN_UP, trouble=f"Mottagarens e-postserver känner inte vid adressen ({code}).")
        case smtplib.SMTPRecipientsRefused():
            _put_off(letter, "Mottagarens e-postserver bad oss vänta. Vi försöker igen.")
        case smtplib.SMTPDataError(smtp_code=code) if code >= 500:
            letter.update(state=State.GIVEN_UP, trouble=f"E-postservern tog inte emot brevet ({code}).")
        case smtplib.SMTPException() | OSError():
            _put_off(letter, "E-postservern tog inte emot brevet. Vi försöker igen.")
        case _:  # ValueError: no letter can be made of it
            letter.update(state=State.GIVEN_UP, trouble="Adressen går inte att skicka till.")


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.to],
        connection=connection,
        # The same id at every try, so that a receiver that has it already can tell.
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "Content-Language": "sv"},
    )
    message.attach_alternative(letter.html, "text/html")
    return message


@transaction.atomic
def _put_off(letters: QuerySet[Letter], trouble: str) -> None:
    """Next try after 10 s, 20 s, 40 s … at most every 15 minutes; given up when the patience is out."""
    for letter in letters.select_for_update():
        letter.next_try_at = timezone.now() + min(timedelta(seconds=10 * 2 ** min(letter.attempts, 10)), LONGEST_WAIT)
        letter.attempts += 1
        letter.state = State.WAITING if letter.attempts < MOST_TRIES else State.GIVEN_UP
        letter.trouble = trouble
        letter.save(update_fields=["state", "next_try_at", "trouble", "attempts"])


def _notice_broken_handovers() -> None:
    """A letter claimed long ago by a carrier that died: nobody knows whether it arrived."""
    stuck = Letter.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LONGEST_HANDOVER)
    stuck.update(state=State.UNCERTAIN, trouble="Servern stannade medan brevet lämnades över.")


def _forget_reminders() -> None:
    """That somebody was reminded leaves no trace, and one that got lost is nobody's to send again."""
    if not settings.DEMO:  # the demo shows its letters
        on_their_way = [State.WAITING, State.SENDING]
        Letter.objects.filter(about=Letter.REMINDER).exclude(state__in=on_their_way).delete()


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as error:
        log.info("The mail server did not say goodbye: %s", error)
