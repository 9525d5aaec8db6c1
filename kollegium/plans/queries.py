"""A person's own thread, and the words that the person has chosen to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from kollegium.groups.models import Membership
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from kollegium.plans.models import PLANNING, REPORT, SHAREABLE, ActionPlan, Sharing

# The start page may be open on a table among others: pupils, problems and helpers stand only on the plan's own page.
ON_THREAD = ("effort", "change", "less")
Words = list[tuple[str, str]]  # the prompt, and what was written


@dataclass(frozen=True)
class Knot:
    """One lärträff on the thread."""

    meeting: Meeting
    report: Words
    planning: Words
    shows: bool  # something of it to the group

    @property
    def is_ahead(self) -> bool:
        return not self.meeting.has_started

    @property
    def is_written(self) -> bool:
        return bool(self.report or self.planning)


@dataclass(frozen=True)
class Thread:
    knots: list[Knot]  # newest first; the one ahead, if any, on top
    promise: ActionPlan | None  # what I try now
    taken_up: Meeting | None  # where I tell how it went
    next: Meeting | None
    duties: list[str]
    later: list[Meeting]
    is_in_a_group: bool

    @property
    def names_groups(self) -> bool:
        """Only who has been in more than one group needs to be told which."""
        return len({knot.meeting.group_id for knot in self.knots}) > 1

    @property
    def is_on(self) -> bool:
        """The next lärträff is now, or so near that the room may as well be opened."""
        return self.next is not None and (self.next.is_running or self.next.is_due)


def thread(user: User) -> Thread:
    memberships = {member.group_id: member for member in Membership.objects.current().filter(user=user)}
    plans = {plan.meeting_id: plan for plan in _own_plans(user)}
    upcoming = _upcoming(memberships)
    held = [meeting for meeting in _held(memberships) if meeting.pk not in plans and _was_member(meeting, memberships)]
    following = upcoming[0] if upcoming else None
    met = [meeting for meeting in [*held, *(plan.meeting for plan in plans.values())] if meeting not in upcoming]
    on_thread = ([following] if following else []) + sorted(met, key=lambda meeting: meeting.starts_at, reverse=True)
    promised = [plan for plan in plans.values() if plan.effort]
    promise = max(promised, key=lambda plan: plan.meeting.starts_at, default=None)
    return Thread(
        knots=[_knot(meeting, plans.get(meeting.pk)) for meeting in on_thread],
        promise=promise,
        taken_up=_taken_up(promise, upcoming),
        next=following,
        duties=_duties(following, user),
        later=upcoming[1:],
        is_in_a_group=bool(memberships),
    )


def shown_promise(meeting: Meeting, person: User) -> dict[str, str]:
    """What the person has chosen to show the group: last month's planning, and today's report of it."""
    earlier = Meeting.objects.filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
    before = earlier.order_by("-starts_at").first()
    return (_shown(before, person, PLANNING) if before else {}) | _shown(meeting, person, REPORT)


def _shown(meeting: Meeting, person: User, names: Iterable[str]) -> dict[str, str]:
    plan = ActionPlan.objects.of(person).filter(meeting=meeting).first()
    if plan is None:
        return {}
    shown = set(Sharing.objects.filter(plan=plan).values_list("field", flat=True)) & {*names}
    return {name: getattr(plan, name) for name in SHAREABLE if name in shown and getattr(plan, name)}


def _own_plans(user: User) -> Iterable[ActionPlan]:
    return (
        ActionPlan.objects.of(user).select_related("meeting__group", "meeting__template").prefetch_related("sharings")
    )


def _upcoming(groups: Iterable[int]) -> list[Meeting]:
    """What is on now or comes, soonest first. A lärträff that never was held is let go after half a day."""
    now = timezone.now()
    is_on = Q(started_at__gte=now - timedelta(days=1))
    to_come = Q(started_at=None, starts_at__gte=now - timedelta(hours=12))
    meetings = Meeting.objects.filter(is_on | to_come, group__in=list(groups), ended_at=None)
    meetings = meetings.select_related("group", "template").prefetch_related("duties", "materials", "steps")
    return sorted(meetings, key=lambda meeting: (not meeting.has_started, meeting.starts_at))


def _held(groups: Iterable[int]) -> Iterable[Meeting]:
    return Meeting.objects.filter(group__in=list(groups)).held().select_related("group", "template")


def _was_member(meeting: Meeting, memberships: dict[int, Membership]) -> bool:
    return timezone.localdate(meeting.starts_at) >= memberships[meeting.group_id].starts_on


def _taken_up(promise: ActionPlan | None, upcoming: list[Meeting]) -> Meeting | None:
    if promise is None:
        return None
    after: datetime = promise.meeting.starts_at
    return next((meeting for meeting in upcoming if meeting.starts_at > after), None)


def _duties(meeting: Meeting | None, user: User) -> list[str]:
    if meeting is None:
        return []
    return [Duty.Kind(duty.kind).label.lower() for duty in meeting.duties.all() if duty.user_id == user.pk]


def _knot(meeting: Meeting, plan: ActionPlan | None) -> Knot:
    if plan is None:
        return Knot(meeting, [], [], shows=False)
    return Knot(meeting, _words(plan, REPORT), _words(plan, ON_THREAD), shows=bool(plan.sharings.all()))


def _words(plan: ActionPlan, names: Iterable[str]) -> Words:
    texts = plan.meeting.template.prompts["texts"]
    return [(texts[name]["text"], words) for name in names if (words := getattr(plan, name))]
