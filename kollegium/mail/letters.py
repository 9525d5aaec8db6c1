"""One function per letter: what is written, and to whom. A letter is kept with the change it tells of."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.message import make_msgid
from django.template.loader import render_to_string

from kollegium.cleaning import clean
from kollegium.mail.looks import LOOK
from kollegium.mail.models import Letter

if TYPE_CHECKING:
    from kollegium.groups.models import Membership
    from kollegium.meetings.models import Guest, Meeting
    from kollegium.people.models import User
    from kollegium.protocols.models import Protocol

REMINDER = "reminder"  # `about` says nothing of whom


def invitation(person: "User", link: str, *, by: "User", group_name: str = "") -> None:
    """Come and choose a password. A new invitation is a new letter."""
    sent_before = Letter.objects.filter(about=f"invitation:{person.pk}").count()
    write(
        "invitation",
        key=f"invitation:{person.pk}:{sent_before + 1}",
        about=f"invitation:{person.pk}",
        to=person.email,
        by=by,
        secret=True,
        person=person,
        link=link,
        group_name=group_name,
    )


def password_reset(to: str, link: str, person: "User") -> None:
    message_id = make_msgid(domain="kollegium")
    write(
        "password_reset",
        key=f"password:{message_id}",
        about=f"password:{person.pk}",
        to=to,
        secret=True,
        person=person,
        link=link,
    )


def thread_offer(person: "User", link: str, *, key: str, about: str, has_account: bool, days: int | None) -> None:
    """Ta med dig din röda tråd: to everybody who leaves, whether or not there is one. Not a word of it."""
    write(
        "thread_offer",
        key=key,
        about=about,
        to=person.email,
        secret=True,
        person=person,
        link=link,
        has_account=has_account,
        days=days,
    )


def thread_warning(person: "User", link: str, *, key: str, about: str, has_account: bool, on: date) -> None:
    """The thread is erased in two weeks."""
    write(
        "thread_warning",
        key=key,
        about=about,
        to=person.email,
        secret=True,
        person=person,
        link=link,
        has_account=has_account,
        on=on,
    )


def member_added(memberships: Sequence["Membership"], *, to: "User", by: "User") -> None:
    """To each who was in the group, when somebody who is not in it has added members: one letter for all of them."""
    membership, group = memberships[0], memberships[0].group
    added = [membership.user_id for membership in memberships]
    who = f"{len(added)} kollegor är tillagda" if len(added) > 1 else f"{membership.user.name} är tillagd"
    write(
        "member_added",
        key=f"member:{membership.pk}:{to.pk}",
        about=f"member:{membership.pk}",
        to=to.email,
        by=by,
        memberships=memberships,
        news=f"{who} i {group.name}",
        membership=membership,
        group=group,
        person=to,
        leaders=" eller ".join(leader.name for leader in group.leaders().exclude(pk__in=added)),
    )


def call(meeting: "Meeting", *, to: "User", by: "User", changes: Sequence[str] = (), because: str = "") -> None:
    """Kallelse. Called again after a change it is a new letter, and says what is new."""
    write(
        "call",
        key=f"{key_of_call(meeting)}{to.pk}",
        about=f"call:{meeting.pk}",
        to=to.email,
        by=by,
        meeting=meeting,
        person=to,
        changes=changes,
        because=because,
    )


def called_off(meeting: "Meeting", *, to: str, called: str, by: "User", is_guest: bool = False) -> None:
    """Inställd: to each who was called, and each guest, whose link leads nowhere any more. `called`: by what name."""
    write(
        "called_off",
        key=f"called-off:{meeting.pk}:{meeting.called_off_at:%Y%m%dT%H%M%S}:{to.lower()}",
        about=f"called-off:{meeting.pk}",
        to=to,
        by=by,
        meeting=meeting,
        called=called,
        is_guest=is_guest,
    )


def key_of_call(meeting: "Meeting") -> str:
    """What the keys of all letters of its latest call begin with."""
    return f"call:{meeting.pk}:{meeting.called_at:%Y%m%dT%H%M%S}:"


def guest(guest: "Guest", link: str, *, by: "User") -> None:
    """Somebody from outside is invited to one lärträff; the link opens that one only."""
    write(
        "guest",
        key=f"guest:{guest.pk}:{guest.key_digest[:16]}",
        about=f"guest:{guest.pk}",
        to=guest.email,
        by=by,
        secret=True,
        guest=guest,
        meeting=guest.meeting,
        link=link,
    )


def protocol(
    protocol: "Protocol",
    addresses: Iterable[str],
    sections: list[dict[str, str]],
    *,
    by: "User",
    names: bool = True,
) -> None:
    """The finished protocol, once to each address. Without `names` it doesn't say who finalised it either."""
    for address in addresses:
        write(
            "protocol",
            key=f"protocol:{protocol.pk}:{address.lower()}",
            about=f"protocol:{protocol.pk}",
            to=address,
            by=by,
            protocol=protocol,
            meeting=protocol.meeting,
            sections=sections,
            names=names,
        )


def reminder(person: "User", *, due: datetime) -> None:
    """A link to one's own thread. It says nothing of whom or what it is about."""
    key = f"reminder:{person.pk}:{due:%Y%m%dT%H%M%S}"
    write("reminder", key=key, about=REMINDER, to=person.email, traceless=True, person=person)


def forget_reminder(person: "User") -> None:
    """One that waits is not sent after all."""
    Letter.objects.filter(about=REMINDER, to=person.email, state=Letter.State.WAITING).delete()


def write(
    name: str,
    *,
    key: str,
    about: str,
    to: str,
    by: "User | None" = None,
    secret: bool = False,
    traceless: bool = False,
    **content: object,
) -> None:
    """`secret`: a link in it lets its reader in, so the text is emptied once it is sent.

    `traceless`: no administrator sees it, and its row is deleted once it is sent, refused or lost."""
    content |= {"address": settings.ADDRESS, "by": by, "look": LOOK}
    subject = " ".join(clean(render_to_string(f"emails/{name}.subject", content)).split())
    Letter.objects.get_or_create(
        key=key,
        defaults={
            "about": about,
            "to": to,
            "subject": subject[:200],
            "text": clean(render_to_string(f"emails/{name}.txt", content)),
            "html": clean(render_to_string(f"emails/{name}.html", content)),
            "secret": secret,
            "traceless": traceless,
            "message_id": make_msgid(domain="kollegium"),
            "written_by": by,
        },
    )
