"""E-mail addresses written in a text field, one per line."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def addresses_in(words: str) -> list[str]:
    return [line.strip() for line in words.replace(",", "\n").replace(";", "\n").splitlines() if line.strip()]


def validate_addresses(words: str) -> None:
    for address in addresses_in(words):
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError("”%(address)s” är ingen e-postadress.", params={"address": address}) from None
