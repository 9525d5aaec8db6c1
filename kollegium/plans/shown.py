"""What owners have chosen to show their group: the only reading of a plan by others, and the owner is told of it."""

from collections.abc import Iterable

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.actions import opened
from kollegium.plans.models import PLANNING, REPORT, SHAREABLE, ActionPlan
from kollegium.swedish import in_order


def shown_promise(meeting: Meeting, person: User, *, to: User) -> dict[str, str]:
    """The planning that the speaker last did in the group, and today's report of it: shown while having the word.

    Not last month's for everyone: one may have been away, and a planned lärträff may never have been held.
    """
    earlier = ActionPlan.objects.of(person).filter(meeting__group=meeting.group_id).exclude(effort="")
    before = earlier.filter(meeting__starts_at__lt=meeting.starts_at).order_by("-meeting__starts_at")
    plan = before.prefetch_related("sharings").first()
    return (_words(plan, PLANNING, to) if plan else {}) | _shown(meeting, person, REPORT, to)


def shown_at(meeting: Meeting, *, to: User) -> list[tuple[User, dict[str, str]]]:
    """What each member shows of the plan from this lärträff, for one who may see the group's meetings.

    Nothing before it has started: until then the owner may think again, and nobody has read it.
    """
    if not meeting.has_started:
        return []
    people = {person.pk: person for person in meeting.group.members()}
    plans = ActionPlan.objects.filter(meeting=meeting, owner__in=people, sharings__isnull=False).distinct()
    shown = ((people[plan.owner_id], _words(plan, SHAREABLE, to)) for plan in plans.prefetch_related("sharings"))
    return sorted(((person, words) for person, words in shown if words), key=lambda pair: in_order(pair[0].name))


def _shown(meeting: Meeting, person: User, names: Iterable[str], to: User) -> dict[str, str]:
    plan = ActionPlan.objects.of(person).filter(meeting=meeting).prefetch_related("sharings").first()
    return _words(plan, names, to) if plan else {}


def _words(plan: ActionPlan, names: Iterable[str], to: User) -> dict[str, str]:
    chosen = {sharing.field for sharing in plan.sharings.all()} & {*names}
    words = {name: getattr(plan, name) for name in SHAREABLE if name in chosen and getattr(plan, name)}
    opened(plan, by=to, fields=list(words))
    return words
