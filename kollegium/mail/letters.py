"""The one door to the outbox. Each slice has a `letters.py` with a function for each letter that it writes."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail.message import make_msgid
from django.template.loader import render_to_string

from kollegium.cleaning import clean
from kollegium.mail.looks import LOOK
from kollegium.mail.models import Letter


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
