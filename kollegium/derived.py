"""Columns that follow from others: what a search looks in, and where a name stands in a list.

No two databases fold and sort å alike, so both are worked out here and kept beside the words.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from kollegium.swedish import folded, in_order


class _Derived(models.Field):
    """Of one or more fields of the same row."""

    def __init__(self, *of: str, **options: Any) -> None:
        self.of = of
        super().__init__(editable=False, **options)

    def pre_save(self, instance: models.Model, add: bool) -> str | bytes:  # noqa: ARG002  (Django's name)
        value = self.derive([getattr(instance, name) or "" for name in self.of])
        setattr(instance, self.attname, value)
        return value

    def derive(self, words: list[str]) -> str | bytes:
        raise NotImplementedError


class FoundBy(_Derived, models.TextField):
    """Looked in with `found_by__contains=folded(word)`; two that are found by the same words have the same name."""

    def derive(self, words: list[str]) -> str:
        return "\n".join(map(folded, words))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, _, options = super().deconstruct()
        options.pop("editable")
        return name, "django.db.models.TextField", (), options


class SortsAs(_Derived, models.BinaryField):
    """To order by: bytes, which every database compares as they are. Several fields are one name: "Anna" "Ask"."""

    def derive(self, words: list[str]) -> bytes:
        return in_order(" ".join(words)).encode()

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, _, options = super().deconstruct()
        return name, "django.db.models.BinaryField", (), options


class Derives(models.Model):
    """Saves what follows from a field together with it. QuerySet.update() does not: save the row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is not None:
            changed = set(update_fields)
            derived = [field for field in self._meta.local_fields if isinstance(field, _Derived)]
            update_fields = changed.union(field.name for field in derived if changed.intersection(field.of))
        super().save(*args, update_fields=update_fields, **options)
