"""A model field whose words lie sealed in the database and are opened when they are read."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from kollegium.plans import sealing


class Sealed(str):
    """As it lies in the database."""


class _OpenedWhenRead(DeferredAttribute):
    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        words = sealing.unseal(value, owner=_owner_of(instance), field=self.field.attname)
        instance.__dict__[self.field.attname] = words
        return words

    def __set__(self, instance: models.Model, value: Any) -> None:
        """With this, reading passes __get__ even when the instance holds a value."""
        instance.__dict__[self.field.attname] = value


def _owner_of(instance: models.Model) -> int:
    return instance.owner_id  # type: ignore[attr-defined,no-any-return]  # each model with a sealed text has one


def sealed_text(longest: int) -> "models.TextField[str, str]":
    return SealedText(max_length=longest, blank=True)


class SealedText(models.TextField):
    """On a model with an `owner`. Can't be searched, compared or updated in the database: only "" is seen there."""

    descriptor_class = _OpenedWhenRead

    def from_db_value(self, value: str | None, *_context: Any) -> Any:
        return Sealed(value) if value is not None else None

    def pre_save(self, instance: models.Model, add: bool) -> Sealed:  # noqa: ARG002  (Django's name)
        value = instance.__dict__.get(self.attname, "")
        if isinstance(value, Sealed):
            return value  # never opened, so not changed
        return Sealed(sealing.seal(value, owner=_owner_of(instance), field=self.attname))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "in"):
            raise TypeError(f"{self.name} is sealed: nothing can be looked up in it")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: save the plan instead of writing or searching past it")
        return value
