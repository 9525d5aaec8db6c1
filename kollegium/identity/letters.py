"""Letters to a person about the account: the invitation, and the way to a new password."""

from django.core.mail.message import make_msgid

from kollegium.mail.letters import write
from kollegium.mail.models import Letter
from kollegium.people.models import User


def about_invitation(person: User) -> str:
    return f"invitation:{person.pk}"


def about_password(person: User) -> str:
    return f"password:{person.pk}"


def invitation(person: User, link: str, *, by: User, group_name: str = "") -> None:
    """Come and choose a password. A new invitation is a new letter."""
    about = about_invitation(person)
    sent_before = Letter.objects.filter(about=about).count()
    write(
        "invitation",
        key=f"{about}:{sent_before + 1}",
        about=about,
        to=person.email,
        by=by,
        secret=True,
        person=person,
        link=link,
        group_name=group_name,
    )


def last_invitation(person: User) -> Letter | None:
    return Letter.objects.filter(about=about_invitation(person)).select_related("written_by").last()


def password_reset(to: str, link: str, person: User) -> None:
    write(
        "password_reset",
        key=f"password:{make_msgid(domain='kollegium')}",
        about=about_password(person),
        to=to,
        secret=True,
        person=person,
        link=link,
    )
