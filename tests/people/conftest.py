"""Every test of people begins with the brakes released."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _released_brakes() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def nobody(db: None) -> None:
    """A fresh installation: no huvudman and no people."""
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
