"""The one door to the outbox. Each slice has a `letters.py` with a function for each letter that it writes."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail.message import make_msgid
from django.template.loader import render_to_string

from kollegium.cleaning import clean
from kollegium.mail.looks import LOOK
from kollegium.mail.models import Letter

PARTS = ("subject", "txt", "html")


@dataclass(frozen=True)
class Drawn:
    """A letter in words: as it is kept, and as a page shows it beforehand."""

    subject: str
    text: str
    html: str


def drawn(name: str, *, by: AbstractBaseUser | None = None, **content: object) -> Drawn:
    """The letter `emails/<name>`, not written yet."""
    content |= {"address": settings.ADDRESS, "by": by, "look": LOOK}
    subject, text, html = (clean(render_to_string(f"emails/{name}.{part}", content)) for part in PARTS)
    return Drawn(" ".join(subject.split())[:200], text, html)


def write(
    name: str,
    *,
    key: str,
    about: str,
    to: str,
    by: AbstractBaseUser | None = None,
    secret: bool = False,
    traceless: bool = False,
    **content: object,
) -> None:
    """Keep the letter `emails/<name>` with the change it tells of; nothing, if there is one with the same `key`.

    `secret`: a link in it lets its reader in, so the text is emptied once it is sent.
    `traceless`: no administrator sees it, and its row is deleted once it is sent, refused or lost.
    """
    letter = drawn(name, by=by, **content)
    Letter.objects.get_or_create(
        key=key,
        defaults={
            "about": about,
            "to": to,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
            "secret": secret,
            "traceless": traceless,
            "message_id": make_msgid(domain="kollegium"),
            "written_by_id": by.pk if by else None,
        },
    )
