"""Carries letters to the mail server: claimed by one process, tried again when the server is away, sent once."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kollegium.mail import troubles
from kollegium.mail.models import Letter
from kollegium.mail.troubles import Fate, Trouble

log = logging.getLogger("kollegium.mail")

MOST_TRIES = 300  # three days of the receiver's "not now"; our own troubles never cost a letter
MOST_COUNTED = 10_000  # tries; the column holds a few more
LONGEST_WAIT = timedelta(minutes=15)
LATER_ON = timedelta(hours=1)  # when so many tries have been in vain
LONGEST_HANDOVER = timedelta(minutes=5)
AT_ONCE = 50
TEXT_KEPT = timedelta(days=30)
State = Letter.State


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
            if trouble := _trouble_opening(connection):
                # Only what still waits: another carrier may have taken or sent some of them meanwhile.
                _put_off(waiting.filter(pk__in=keys), trouble)
                break
            sent += _hand_over(pk, connection)
    finally:
        _hang_up(connection)
        _forget_traceless()
    return sent


def forget_texts(_stopping: threading.Event | None = None) -> None:
    """What was written is kept for a month, in case somebody asks what went out; how each letter fared is kept on."""
    if not settings.DEMO:  # the demo shows its letters
        over = Letter.objects.filter(state__in=[State.SENT, State.UNCERTAIN, State.GIVEN_UP])
        old = over.filter(written_at__lt=timezone.now() - TEXT_KEPT).exclude(text="", html="")
        old.update(text="", html="")


def try_again(letter: Letter) -> None:
    """A person has decided that the letter is to be sent once more; one whose text is gone can't be."""
    Letter.objects.filter(pk=letter.pk).exclude(state__in=[State.SENT, State.SENDING]).exclude(text="").update(
        state=State.WAITING, next_try_at=timezone.now(), trouble="", attempts=0
    )


def waiting_for_us() -> QuerySet[Letter]:
    """Those that wait though no receiver has asked for it, the oldest first."""
    on_their_way = Letter.objects.filter(state__in=[State.WAITING, State.SENDING]).exclude(trouble=troubles.NOT_NOW)
    return on_their_way.order_by("written_at").defer("text", "html")


def _trouble_opening(connection: BaseEmailBackend) -> Trouble | None:
    try:
        connection.open()  # does nothing while it is up
    except Exception as error:  # whatever is wrong with it is no letter's fault
        trouble = troubles.of_the_connection(error)
        log.warning("The mail server cannot be used: %s (%s: %s)", trouble.words, type(error).__name__, error)
        _hang_up(connection)
        return trouble
    return None


def _hand_over(pk: int, connection: BaseEmailBackend) -> bool:
    # The claim is committed before the first byte leaves: a carrier that dies in between leaves an uncertain
    # letter for a person to decide about, never two letters.
    claimed_at = timezone.now()
    if not Letter.objects.filter(pk=pk, state=State.WAITING).update(state=State.SENDING, claimed_at=claimed_at):
        return False
    mine = Letter.objects.filter(pk=pk, claimed_at=claimed_at)
    letter = mine.get()
    try:
        _message(letter, connection).send()
    except Exception as error:  # a letter that cannot be made must not stop the others
        trouble = troubles.of_a_letter(error, letter.to, has_begun=getattr(connection, "has_begun", False))
        log.warning("Letter %s was not taken: %s (%s)", pk, trouble.words, type(error).__name__)
        # After trouble the connection may be dead without knowing it, and the next letter would pay for that.
        _hang_up(connection)
        _settle(mine, trouble)
        return False
    mine.update(state=State.SENT, trouble="", sent_at=timezone.now())
    if not settings.DEMO:
        # A link that lets somebody in is not left lying in the database; the demo shows its letters.
        mine.filter(secret=True).update(text="", html="")
    return True


def _settle(letter: QuerySet[Letter], trouble: Trouble) -> None:
    match trouble.fate:
        case Fate.REFUSED:
            letter.update(state=State.GIVEN_UP, trouble=trouble.words)
        case Fate.UNCERTAIN:
            letter.update(state=State.UNCERTAIN, trouble=trouble.words)
        case Fate.WAITS | Fate.WAITS_FOR_RECEIVER | Fate.WAITS_TO_SEE:
            _put_off(letter, trouble)


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
def _put_off(letters: QuerySet[Letter], trouble: Trouble) -> None:
    """Next try after 10 s, 20 s, 40 s … at most every 15 minutes; given up when a receiver has said "not now" for days.

    So is one that a policy stops, if other letters have got through since it was written.
    Another trouble than last time is counted from the beginning."""
    for letter in letters.select_for_update():
        tries = letter.attempts if letter.trouble == trouble.words else 0
        longest = LONGEST_WAIT if tries < MOST_TRIES else LATER_ON
        letter.next_try_at = timezone.now() + min(timedelta(seconds=10 * 2 ** min(tries, 10)), longest)
        letter.attempts = min(tries + 1, MOST_COUNTED)
        is_over = letter.attempts >= MOST_TRIES and _is_the_receivers(trouble, letter)
        letter.state = State.GIVEN_UP if is_over else State.WAITING
        letter.trouble = trouble.words
        letter.save(update_fields=["state", "next_try_at", "trouble", "attempts"])


def _is_the_receivers(trouble: Trouble, letter: Letter) -> bool:
    if trouble.fate is Fate.WAITS_TO_SEE:
        return Letter.objects.filter(state=State.SENT, sent_at__gt=letter.written_at).exists()
    return trouble.fate is Fate.WAITS_FOR_RECEIVER


def _notice_broken_handovers() -> None:
    """A letter claimed long ago by a carrier that died: nobody knows whether it arrived."""
    stuck = Letter.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LONGEST_HANDOVER)
    stuck.update(state=State.UNCERTAIN, trouble="Servern stannade medan mejlet lämnades över.")


def _forget_traceless() -> None:
    """Delete the traceless letters that are no longer on their way: nobody is to see that they were sent."""
    if not settings.DEMO:  # the demo shows its letters
        on_their_way = [State.WAITING, State.SENDING]
        Letter.objects.filter(traceless=True).exclude(state__in=on_their_way).delete()


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as error:
        log.info("The mail server did not say goodbye: %s", error)
