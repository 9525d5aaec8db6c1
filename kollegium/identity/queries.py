"""Reads about whether anybody has an account yet."""

from django.conf import settings

from kollegium.people.models import User


def is_new_installation() -> bool:
    """Nobody has an account yet, so the first visitor makes the huvudman."""
    return not settings.DEMO and not User.objects.exists()
