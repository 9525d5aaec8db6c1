"""Spegeln: the samtalsreflektör taps how the group talks, kind by kind and never by person, and shows it at the end."""

from django.db import transaction
from django.utils import timezone

from kollegium import events
from kollegium.events import Happening
from kollegium.library import step_kinds
from kollegium.library.step_kinds import Shows
from kollegium.live.models import Mirror
from kollegium.meetings.changing import locked
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused

KINDS = {
    "question": ("Frågor", "Någon frågar för att förstå"),
    "retelling": ("Återberättande", "Någon berättar vad som hände"),
    "agreement": ("Instämmanden", "Någon håller med eller bekräftar"),
    "challenge": ("Utmaningar", "Någon vänder på det eller säger emot"),
    "evidence": ("Belägg", "Någon säger hur vi vet det"),
}
MOST = 999  # taps of one kind: more is a thumb that has got stuck
LONGEST_WORDS = 1000


@transaction.atomic
def tap(meeting: Meeting, kind: str) -> int:
    """Once more of this kind; how many there are now."""
    return _count(meeting, kind, 1)


@transaction.atomic
def untap(meeting: Meeting, kind: str) -> int:
    """One too many was tapped."""
    return _count(meeting, kind, -1)


@transaction.atomic
def write_words(meeting: Meeting, words: str) -> Mirror:
    """The one free line."""
    if len(words) > LONGEST_WORDS:
        raise Refused(f"Korta texten till högst {LONGEST_WORDS} tecken.")
    mirror = _opened(meeting)
    mirror.words = words
    return _kept(mirror)


@transaction.atomic
def show(meeting: Meeting) -> Mirror:
    """Visa för gruppen, when the last step has come."""
    mirror = _opened(meeting)
    if not is_time_to_show(mirror.meeting):
        raise Refused("Spegeln visas för gruppen i sista steget.")
    mirror.shown_at = mirror.shown_at or timezone.now()
    return _kept(mirror, is_news=True)


@transaction.atomic
def hide(meeting: Meeting) -> Mirror:
    mirror = _opened(meeting)
    mirror.shown_at = None
    return _kept(mirror, is_news=True)


def forget(meeting: Meeting) -> None:
    """What it mirrored was for the talk in the room."""
    Mirror.objects.filter(meeting=meeting).delete()


def is_time_to_show(meeting: Meeting) -> bool:
    step = meeting.current_step
    return meeting.has_ended or (step is not None and Shows.MIRROR in step_kinds.of(step.kind).shows)


def _count(meeting: Meeting, kind: str, more: int) -> int:
    mirror = _opened(meeting)
    number = min(max(mirror.counts.get(kind, 0) + more, 0), MOST)
    mirror.counts[kind] = number
    _kept(mirror)
    return number


def _opened(meeting: Meeting) -> Mirror:
    """The meeting's row is locked, as by finalise(): nothing comes back into a mirror that is erased."""
    meeting = locked(meeting)
    if not meeting.has_started:
        raise Refused("Lärträffen har inte börjat än. Spegeln öppnas när den startar.")
    if hasattr(meeting, "protocol") and meeting.protocol.is_final:
        raise Refused("Protokollet är färdigställt, så spegeln är raderad.")
    mirror, _ = Mirror.objects.get_or_create(meeting=meeting)
    mirror.meeting = meeting
    return mirror


def _kept(mirror: Mirror, is_news: bool = False) -> Mirror:
    mirror.save()
    if is_news or mirror.shown_at:
        # Of how a group talked there is no record.
        events.tell(Happening.MIRROR_CHANGED, meeting=mirror.meeting)
    return mirror
