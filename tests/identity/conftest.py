"""An installation before there is anybody, and one with real people."""

from typing import Any

import pytest

from kollegium.demo import PASSWORD, Demo


@pytest.fixture
def nobody(db: None) -> None:
    """A fresh installation: no huvudman and no people."""
    empty()


def empty() -> None:
    from kollegium import models

    for model in (
        models.Sharing,
        models.ActionPlan,
        models.Protocol,
        models.Meeting,
        models.Group,
        models.Material,
        models.Organisation,
    ):
        model.objects.all().delete()


@pytest.fixture
def real(settings: object) -> object:
    """An installation with real people: not the demo."""
    settings.DEMO = False
    return settings


@pytest.fixture
def demo_is_on(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def quick_hashes(settings: object, demo: Demo) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for who in ("anna", "bo"):
        demo[who].set_password(PASSWORD)
        demo[who].save()
