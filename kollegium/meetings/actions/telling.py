"""What a call tells of a meeting, kept with the call, so that a later letter can say what is new."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from kollegium.meetings.models import Meeting, Told

NAMES = {
    "starts_at": "tiden",
    "place": "platsen",
    "question": "frågeställningen",
    "purpose": "syftet",
    "documentarian": "dokumentatören",
    "reflector": "samtalsreflektören",
    "materials": "materialet",
}
SHORT = ("starts_at", "place", "documentarian", "reflector")  # what can be said in the same breath


def told_of(meeting: Meeting) -> Told:
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "question": meeting.question,
        "purpose": meeting.purpose,
        "documentarian": meeting.documentarian.name if meeting.documentarian else "",
        "reflector": meeting.reflector.name if meeting.reflector else "",
        "materials": sorted(meeting.materials.values_list("title", flat=True)),
    }


def news(before: Told, now: Told) -> list[str]:
    """In words, what is not as it was told: ["platsen: Aulan (förut NO-sal 2)", "syftet"]."""
    return [_said(name, before[name], now[name]) for name in NAMES if name in before and before[name] != now[name]]


def _said(name: str, before: str | list[str], now: str | list[str]) -> str:
    if name not in SHORT or isinstance(before, list) or isinstance(now, list):
        return NAMES[name]
    earlier = f" (förut {_shown(name, before)})" if before else ""
    return f"{NAMES[name]}: {_shown(name, now) or 'ingen'}{earlier}"


def _shown(name: str, value: str) -> str:
    if name != "starts_at":
        return value
    begins = timezone.localtime(datetime.fromisoformat(value))
    return f"{date_format(begins, 'l j F')} kl. {begins:%H.%M}"
