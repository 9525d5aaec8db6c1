"""All sealed rows at once: whether the keys at hand open them, and sealing them anew with the first key."""

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q

from kollegium.plans.fields import SealedText
from kollegium.plans.models import ActionPlan, Note
from kollegium.plans.sealing import CannotOpen

AT_A_TIME = 200  # rows in one transaction
SEALED: tuple[type[models.Model], ...] = (ActionPlan, Note)


@dataclass
class Resealed:
    done: int = 0
    unreadable: int = 0


def is_anything_sealed() -> bool:
    return any(_sealed_rows(model).exists() for model in SEALED)


def is_anything_readable() -> bool:
    """The first row that one of the keys opens ends the search."""
    rows = (row for model in SEALED for row in _sealed_rows(model).iterator(AT_A_TIME))
    return any(_opened(row) for row in rows)


def reseal() -> Resealed:
    """Everything that can be opened is sealed with the first key; the rest is left as it lies, and counted."""
    result = Resealed()
    for model in SEALED:
        last: int | None = 0
        while last is not None:
            last = _reseal_some(model, last, result)
    return result


@transaction.atomic
def _reseal_some(model: type[models.Model], after: int, result: Resealed) -> int | None:
    """The last row that was looked at; None when there are no more."""
    rows = list(_sealed_rows(model).select_for_update().filter(pk__gt=after).order_by("pk")[:AT_A_TIME])
    for row in rows:
        if _opened(row):
            row.save(update_fields=_names(row))
            result.done += 1
        else:
            result.unreadable += 1
    return rows[-1].pk if rows else None


def _sealed_rows(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._default_manager.exclude(Q(**dict.fromkeys(_names(model), "")))


def _opened(row: models.Model) -> bool:
    """Reads every field; what has been read is sealed anew when the row is saved."""
    try:
        for name in _names(row):
            getattr(row, name)
    except CannotOpen:
        return False
    return True


def _names(model: type[models.Model] | models.Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedText)]
