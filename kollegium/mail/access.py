"""The doors to the outbox: the demo's is open to who tries it, a real one shows an administrator how letters fare."""

from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kollegium.mail.models import Letter


class Reader(Protocol):
    """What is asked of the signed-in person."""

    organisation: Any
    organisation_id: int

    def holds(self, post: str) -> bool: ...


def letters_for(user: Reader) -> QuerySet[Letter]:
    letters = Letter.objects.order_by("-pk")
    if settings.DEMO:
        return letters
    if not user.holds("administrator"):
        raise PermissionDenied("Bara administratören kan se utkorgen.")
    # The text stays in the database: it may hold an invitation or a way to a new password.
    of_theirs = Q(written_by__organisation=user.organisation_id) | Q(to__in=user.organisation.people.values("email"))
    return letters.filter(of_theirs).exclude(traceless=True).defer("text", "html")


def letter_for(user: Reader, pk: int) -> Letter:
    """Only in the demo can anyone read a letter."""
    if not settings.DEMO:
        raise Http404
    return get_object_or_404(letters_for(user), pk=pk)
