"""What owners have chosen to show their group: the only reading of a plan by others, and the owner is told of it."""

from collections.abc import Iterable
from datetime import datetime

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.actions import record_opening
from kollegium.plans.drafts import keep_sharings, written_at
from kollegium.plans.models import PLANNING, REPORT, SHAREABLE, ActionPlan, OwnQuerySet
from kollegium.prepared import Prepared
from kollegium.swedish import in_order


def shown_promise(meeting: Meeting, person: User, *, to: User) -> dict[str, str]:
    """The planning that the speaker last did in the group, and today's report of it: shown while having the word.

    Not last month's for everyone: one may have been away, and a planned lärträff may never have been held.
    """
    before = keep_sharings(_last_in_group(person.pk, meeting.group_id, meeting.starts_at))
    planning = _words(before[0], PLANNING, to) if before else {}
    now = written_at(meeting, person)
    return planning | (_words(now, REPORT, to) if now else {})


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


def _words(plan: ActionPlan, names: Iterable[str], to: User) -> dict[str, str]:
    chosen = {sharing.field for sharing in plan.sharings.all()} & {*names}
    words = {name: getattr(plan, name) for name in SHAREABLE if name in chosen and getattr(plan, name)}
    record_opening(plan, by=to, fields=list(words))
    return words


def _earlier_in_group(person: int, group: int, before: datetime) -> OwnQuerySet[ActionPlan]:
    earlier = ActionPlan.objects.of(person).filter(meeting__group=group, meeting__starts_at__lt=before)
    return earlier.exclude(effort="").order_by("-meeting__starts_at")[:1]


_last_in_group: Prepared[ActionPlan] = Prepared(_earlier_in_group, int, int, datetime)
