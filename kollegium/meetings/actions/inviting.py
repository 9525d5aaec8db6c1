"""Bjud in en gäst: somebody from outside, to one lärträff only, by a link that can be taken back."""

from django.db import transaction

from kollegium import events
from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.events import Happening
from kollegium.meetings import guests, letters
from kollegium.meetings.models import Guest, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused
from kollegium.swedish import folded

MOST = 10


@transaction.atomic
def invite_guest(meeting: Meeting, name: str, email: str = "", *, by: User) -> str:
    """The link, which nobody can be shown again: only the digest of its key is kept."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if guests.is_over(meeting):
        raise Refused("Lärträffen är över. Bjud in gästen till nästa träff i stället.")
    if meeting.guests.filter(found_by=folded(name)).exists():
        raise Refused(f"{name} är redan inbjuden. Har länken kommit bort tar du bort gästen och bjuder in på nytt.")
    if meeting.guests.count() >= MOST:
        raise Refused(f"Det är redan {MOST} gäster inbjudna. Ta bort någon först.")
    key = guests.new_key()
    guest = Guest.objects.create(
        meeting=meeting, name=name, email=email, key_digest=guests.digest_of(key), invited_by=by
    )
    if email:
        letters.guest(guest, guests.link(key), by=by)
    record(Kind.GUEST_INVITED, by=by, words=meeting.group.name)  # not who: guests are the group's own
    events.tell(Happening.GUEST_INVITED, by=by, meeting=meeting, group=meeting.group)
    return guests.link(key)


@transaction.atomic
def uninvite_guest(guest: Guest, *, by: User) -> None:
    """The link stops working, also for one who is looking at the page."""
    meeting = guest.meeting
    guest.delete()
    record(Kind.GUEST_UNINVITED, by=by, words=meeting.group.name)
    events.tell(Happening.GUEST_UNINVITED, by=by, meeting=meeting, group=meeting.group)
