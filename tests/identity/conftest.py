"""An installation before there is anybody, and one with real people."""

import pytest


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
