"""E-mail addresses: in one form, and those written in a text field, one per line."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def normal(address: str) -> str:
    """The same letters for the same address. Databases fold only a to z alike, so the domain is in small letters."""
    name, at, domain = unicodedata.normalize("NFC", address.strip()).rpartition("@")
    return f"{name}{at}{domain.lower()}"


def addresses_in(words: str) -> list[str]:
    return [normal(line) for line in words.replace(",", "\n").replace(";", "\n").splitlines() if line.strip()]


def validate_addresses(words: str) -> None:
    for address in addresses_in(words):
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError("”%(address)s” är ingen e-postadress.", params={"address": address}) from None
