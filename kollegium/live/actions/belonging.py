"""When somebody joins the group or leaves it: no lärträff that has not ended goes on counting on one who has left."""

from datetime import date
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kollegium import events
from kollegium.events import Event, Happening
from kollegium.groups.models import Membership
from kollegium.live import pairing
from kollegium.live.actions import turns
from kollegium.live.changing import changed, locked
from kollegium.live.models import Attendance, LiveMeeting
from kollegium.meetings.actions.planning import pass_on_duties
from kollegium.meetings.models import Meeting


def hear(event: Event) -> None:
    """In the transaction of what happened: no state in between names one who is not in the group."""
    if event.name in (Happening.MEMBERSHIP_BEGAN, Happening.MEMBERSHIP_CHANGED, Happening.MEMBERSHIP_ENDED):
        look_over(Meeting.objects.upcoming().filter(group=event.group_id))
    elif event.name in (Happening.PERSON_DEACTIVATED, Happening.PERSON_REACTIVATED):
        groups = Membership.objects.lasting().filter(user=event.about_id).values("group")
        look_over(Meeting.objects.upcoming().filter(group__in=groups))


@transaction.atomic
def look_over(meetings: QuerySet[Meeting]) -> None:
    """One who has left steps out of each of these, and the pages in its room look again at who is in the group."""
    for meeting in meetings.order_by("pk"):
        live = locked(meeting)
        if not live.meeting.has_ended:
            news = see_out(live)
            changed(live, Happening.MEMBERS_CHANGED)
            for name in news:
                events.tell(name, meeting=live.meeting)


def see_out_former() -> None:
    """From running lärträffar, those whose last day in the group has passed: of that there is no event."""
    current = Membership.objects.current().filter(user=OuterRef("user"), group=OuterRef("meeting__group"))
    strangers = Attendance.objects.filter(~Exists(current), is_here=True, meeting__in=Meeting.objects.running())
    look_over(Meeting.objects.running().filter(pk__in=set(strangers.values_list("meeting", flat=True))))


def see_out(live: LiveMeeting) -> list[Happening]:
    """Out of round, pairs, helm, duties and presence, those who will not be in the group that day; what has changed.

    The meeting is locked already. It and its live row are saved by the caller.
    """
    meeting = live.meeting
    strangers = named_in(live) - _members(meeting, _day_of(meeting))
    if not strangers:
        return []
    news = [Happening.TURN_CHANGED, Happening.ATTENDANCE_CHANGED]
    meeting.attendances.filter(user__in=strangers).update(is_here=False)
    meeting.absences.filter(user__in=strangers).delete()
    for person in strangers:
        turns.forget(live, person)
        if live.pairs is not None:
            live.pairs = pairing.step_out(live.pairs, person)
    if {live.helm_id, meeting.deputy_id} & strangers:
        live.helm_id = None if live.helm_id in strangers else live.helm_id
        meeting.deputy_id = None if meeting.deputy_id in strangers else meeting.deputy_id
        news.append(Happening.HELM_CHANGED)
    here = turns.present(meeting) if meeting.is_running else None
    if pass_on_duties(meeting, strangers, among=here):
        news.append(Happening.DUTY_CHANGED)
    return news


def named_in(live: LiveMeeting) -> set[int]:
    """Everyone whom the open room's state can name, and who can't come."""
    meeting = live.meeting
    found: set[int | None] = {live.helm_id, meeting.deputy_id, *turns.named_in(live), *chain(*(live.pairs or []))}
    for rows in (meeting.attendances.filter(is_here=True), meeting.absences, meeting.duties):
        found |= set(rows.values_list("user_id", flat=True))
    return {person for person in found if person is not None}


def _day_of(meeting: Meeting) -> date:
    today = timezone.localdate()
    return today if meeting.has_started else max(today, timezone.localdate(meeting.starts_at))


def _members(meeting: Meeting, day: date) -> set[int]:
    current = Membership.objects.current(on=day).filter(group=meeting.group_id, user__is_active=True)
    return set(current.values_list("user_id", flat=True))
