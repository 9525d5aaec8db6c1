"""A person's own thread: what one tries now, what comes next, and the way back meeting by meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from kollegium.groups.models import Membership
from kollegium.meetings.access import keep_agenda, keep_materials
from kollegium.meetings.following import Task, task_for
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from kollegium.plans.drafts import keep_sharings, untold_now
from kollegium.plans.models import REPORT, ActionPlan, Note
from kollegium.plans.prompts import prompt_of
from kollegium.plans.thread_queries import (
    AT_A_TIME,
    current_memberships,
    last_chosen_plan,
    meetings_ahead,
    meetings_met,
    own_plans,
    plans_at,
)

# The start page may be open on a table among others: pupils, problems and helpers stand only on the plan's own page.
END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)
ON_THREAD = ("effort", "change", "less")
Words = list[tuple[str, str]]  # the prompt, and what was written


@dataclass(frozen=True)
class Knot:
    """One lärträff on the thread."""

    meeting: Meeting
    report: Words
    planning: Words
    shows: bool  # something of it to the group
    is_latest: bool = False  # of those that have been held

    @property
    def is_ahead(self) -> bool:
        return not self.meeting.has_started

    @property
    def is_written(self) -> bool:
        return bool(self.report or self.planning)


@dataclass(frozen=True)
class Stretch:
    """A piece of the way back, newest first."""

    knots: list[Knot]
    goes_on: bool  # there are earlier lärträffar still
    names_groups: bool  # only who has been in more than one group needs to be told which

    @property
    def last_meeting(self) -> Meeting | None:
        return self.knots[-1].meeting if self.knots else None


@dataclass(frozen=True)
class Thread:
    ahead: Knot | None
    back: Stretch
    promise: ActionPlan | None  # what I try now
    taken_up: Meeting | None  # where I tell how it went
    next: Meeting | None
    duties: list[str]
    later: list[Meeting]
    tasks: list[Task]  # for the groups that one leads
    notes: list[Note]  # since the last lärträff
    is_in_a_group: bool

    @property
    def knots(self) -> list[Knot]:
        return ([self.ahead] if self.ahead else []) + self.back.knots

    @property
    def is_on(self) -> bool:
        """The next lärträff is now, or so near that the room may as well be opened."""
        return self.next is not None and (self.next.is_running or self.next.is_due)

    @property
    def task(self) -> Task | None:
        """The one that stands where the next lärträff stands, or would stand."""
        here = (task for task in self.tasks if self.next is None or task.group.pk == self.next.group_id)
        return next(here, None)

    @property
    def other_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task is not self.task]


def thread(user: User) -> Thread:
    memberships = _memberships(user)
    written = _written(user)
    upcoming = _upcoming(memberships)
    following = upcoming[0] if upcoming else None
    for meeting in upcoming[:1]:
        keep_agenda(meeting)
        keep_materials(meeting)
    promised = _promised(user)
    met = _met(written, memberships, besides=upcoming)
    knots = _knots([*upcoming[:1], *met[:AT_A_TIME]], user)
    ahead = knots.pop(0) if following else None
    knots[:1] = [replace(knot, is_latest=True) for knot in knots[:1]]
    return Thread(
        ahead=ahead,
        back=Stretch(knots, len(met) > AT_A_TIME, _are_several(written, memberships)),
        promise=promised,
        taken_up=_taken_up(promised, upcoming),
        next=following,
        duties=_duties(following, user),
        later=upcoming[1:],
        tasks=_tasks(memberships, upcoming),
        notes=untold_now(user),
        is_in_a_group=bool(memberships),
    )


def earlier(user: User, before: datetime) -> Stretch:
    """The next piece of the way back."""
    memberships = _memberships(user)
    written = _written(user)
    met = _met(written, memberships, besides=_upcoming(memberships), before=before)
    return Stretch(_knots(met[:AT_A_TIME], user), len(met) > AT_A_TIME, _are_several(written, memberships))


def every_plan(user: User) -> list[ActionPlan]:
    """Every plan one has written, oldest first: what one takes along."""
    plans = ActionPlan.objects.of(user).select_related("meeting__group__school").order_by("meeting__starts_at")
    return list(plans.prefetch_related("sharings", "meeting__template"))


def notes(user: User) -> list[Note]:
    """Every line of "Jag provade", those that a plan has taken in too."""
    return list(Note.objects.of(user).select_related("told_meeting"))


def _memberships(user: User) -> dict[int, Membership]:
    return {member.group_id: member for member in current_memberships(user.pk, timezone.localdate())}


def _written(user: User) -> dict[int, int]:
    """Where one has a plan: the meeting, and its group."""
    return {plan.meeting_id: plan.group for plan in own_plans(user.pk)}  # type: ignore[attr-defined]  # annotated


def _promised(user: User) -> ActionPlan | None:
    """The insats chosen last. Of ten years' plans no more is read than what finds it and says it."""
    return last_chosen_plan.first(user.pk)


def _met(
    written: Iterable[int],
    memberships: dict[int, Membership],
    besides: Iterable[Meeting],
    before: datetime | None = None,
) -> list[Meeting]:
    """Newest first, and one more than are shown if there are more."""
    held: list[int | datetime] = []
    for group, member in memberships.items():
        held += [group, timezone.make_aware(datetime.combine(member.starts_on, time.min))]
    others = [meeting.pk for meeting in besides]
    return meetings_met(len(memberships))([*written], others, before or END_OF_TIME, *held)


def _knots(meetings: list[Meeting], user: User) -> list[Knot]:
    prefetch_related_objects(meetings, "template")  # one for all of them: its texts are long to take apart
    own = keep_sharings(plans_at(user.pk, [meeting.pk for meeting in meetings]))
    plans = {plan.meeting_id: plan for plan in own}
    return [_knot(meeting, plans.get(meeting.pk)) for meeting in meetings]


def _knot(meeting: Meeting, plan: ActionPlan | None) -> Knot:
    if plan is None:
        return Knot(meeting, [], [], shows=False)
    plan.meeting = meeting
    planning = _words(plan, ON_THREAD)
    if not plan.less and (plan.nothing_less or plan.less_is_open):
        planning.append((prompt_of(plan, "less")["text"], "Inget just nu." if plan.nothing_less else "Inte valt än."))
    return Knot(meeting, _words(plan, REPORT), planning, shows=bool(plan.sharings.all()))


def _words(plan: ActionPlan, names: Iterable[str]) -> Words:
    return [(prompt_of(plan, name)["text"], words) for name in names if (words := getattr(plan, name))]


def _upcoming(groups: Iterable[int]) -> list[Meeting]:
    """What is on now or comes, soonest first. A lärträff that never was held is let go after half a day."""
    now = timezone.now()
    meetings = meetings_ahead([*groups], now - timedelta(days=1), now - timedelta(hours=12))
    return sorted(meetings, key=lambda meeting: (not meeting.has_started, meeting.starts_at))


def _are_several(written: dict[int, int], memberships: dict[int, Membership]) -> bool:
    return len({*written.values(), *memberships}) > 1


def _taken_up(promise: ActionPlan | None, upcoming: list[Meeting]) -> Meeting | None:
    if promise is None:
        return None
    after = promise.meeting.starts_at
    return next((meeting for meeting in upcoming if meeting.starts_at > after), None)


def _tasks(memberships: dict[int, Membership], upcoming: list[Meeting]) -> list[Task]:
    soonest = {meeting.group_id: meeting for meeting in reversed(upcoming)}
    led = (member.group for member in memberships.values() if member.is_leader)
    return [task for group in led if (task := task_for(group, soonest.get(group.pk)))]


def _duties(meeting: Meeting | None, user: User) -> list[str]:
    if meeting is None:
        return []
    return [Duty.Kind(duty.kind).label.lower() for duty in meeting.duties.all() if duty.user_id == user.pk]
