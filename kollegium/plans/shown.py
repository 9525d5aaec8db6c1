"""What owners have chosen to show their group: the only reading of a plan by others, and the owner is told of it."""

from collections.abc import Iterable

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.actions import opened
from kollegium.plans.models import PLANNING, REPORT, SHAREABLE, ActionPlan


def shown_promise(meeting: Meeting, person: User, *, to: User) -> dict[str, str]:
    """Last month's planning, and today's report of it: what the speaker shows while having the word."""
    earlier = Meeting.objects.filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
    before = earlier.order_by("-starts_at").first()
    return (_shown(before, person, PLANNING, to) if before else {}) | _shown(meeting, person, REPORT, to)


def shown_at(meeting: Meeting, *, to: User) -> list[tuple[User, dict[str, str]]]:
    """What each member shows of the plan from this lärträff, for one who may see the group's meetings."""
    people = {person.pk: person for person in meeting.group.members()}
    plans = ActionPlan.objects.filter(meeting=meeting, owner__in=people, sharings__isnull=False).distinct()
    shown = ((people[plan.owner_id], _words(plan, SHAREABLE, to)) for plan in plans.prefetch_related("sharings"))
    return sorted(((person, words) for person, words in shown if words), key=lambda pair: pair[0].name)


def _shown(meeting: Meeting, person: User, names: Iterable[str], to: User) -> dict[str, str]:
    plan = ActionPlan.objects.of(person).filter(meeting=meeting).prefetch_related("sharings").first()
    return _words(plan, names, to) if plan else {}


def _words(plan: ActionPlan, names: Iterable[str], to: User) -> dict[str, str]:
    chosen = {sharing.field for sharing in plan.sharings.all()} & {*names}
    words = {name: getattr(plan, name) for name in SHAREABLE if name in chosen and getattr(plan, name)}
    opened(plan, by=to, fields=list(words))
    return words
