"""The lärträff that is going on: what only its open room knows, who is there, the mirror, and the last press."""

from datetime import timedelta
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kollegium.meetings.models import Meeting


class Round(TypedDict):
    """Laget runt while it goes on. Persons are keys of users."""

    order: list[int]  # the circle
    speaker: int | None  # none: everyone has had the word
    done: list[int]
    passed: list[int]
    later: list[int]  # who have asked to come back to
    began_at: str | None  # when the speaker began, in ISO 8601
    turn: int  # how many times the word has gone on


class LiveMeeting(models.Model):
    """One row for each open room, deleted when the lärträff is over: nothing is left of who spoke when.

    It is there from the start at the latest; before that, when the room has a code or somebody has asked to begin.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="live")
    changed_at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=6, blank=True)  # six digits that lead to the room, from its big screen
    ends_at = models.DateTimeField(null=True)  # what the group counts on, once started; moved only by choice
    # Who steers in the lärledare's place, and when somebody who may steer was last seen.
    helm = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    helm_seen_at = models.DateTimeField(null=True)
    # The clock's facts (see clock.py): time is computed from these, never ticked.
    step_started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_for = models.DurationField(default=timedelta)  # pauses already ended within this step
    part = models.PositiveSmallIntegerField(null=True)  # which part of the step's conversation format, from 0
    part_started_at = models.DateTimeField(null=True)
    # Keys of those who have asked to begin the round to come.
    asked_first: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")  # of the question
    round: "models.JSONField[Round | None, Round | None]" = models.JSONField(null=True)  # none: no round is going on
    # Keys of users: who talks with whom right now.
    pairs: "models.JSONField[list[list[int]] | None, list[list[int]] | None]" = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_open_room_per_code"),
        ]

    @property
    def is_kept(self) -> bool:
        """Whether it is, or is to be, a row."""
        return not self._state.adding or self.meeting.is_running or bool(self.code or self.asked_first)


def live_of(meeting: Meeting) -> LiveMeeting:
    """What the meeting's room knows; a blank one, not saved, when the room is not open."""
    found: LiveMeeting | None = getattr(meeting, "live", None)
    return found or LiveMeeting(meeting=meeting)


def forget_live(meeting: Meeting) -> None:
    """The room is closed, and what was known only in it is gone."""
    LiveMeeting.objects.filter(meeting=meeting).delete()
    LiveMeeting(meeting=meeting)  # takes the deleted one's place at `meeting.live`


class Attendance(models.Model):
    """On place. Erased when the protocol is final: it then holds the names, and nobody counts a person's presence."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_here = models.BooleanField(default=True)  # False: was here and has left

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="one_attendance_per_meeting")]


class Mirror(models.Model):
    """How the group talks, by the samtalsreflektör: kinds of talk, no persons. Erased when the protocol is final."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="mirror")
    # Kind of talk → how many times.
    counts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    words = models.TextField(max_length=1000, blank=True)
    shown_at = models.DateTimeField(null=True)  # the group sees it from then on


StepBefore = tuple[int, int, int | None]  # position, seconds, took


class LastPress(models.Model):
    """The last press of whoever steers, and how the meeting stood before it, so that it can be undone for some seconds.

    Erased when they are out: it may hold a round, and whose turn it was is nobody's record.
    """

    class Kind(models.TextChoices):
        START = "start", "start"
        STEP = "step", "step"
        PART = "part", "part"
        SPEAKER = "speaker", "speaker"
        HELM = "helm", "helm"
        END = "end", "end"

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="last_press")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()
    meeting_before = models.JSONField()  # by name of field, as actions/last_press.py keeps and reads them
    live_before = models.JSONField()
    steps_before: "models.JSONField[list[StepBefore], list[StepBefore]]" = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["until"])]
