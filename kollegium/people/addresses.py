"""E-mail addresses: in one form, one per line in a text field, and which are at the huvudman's own domains."""

import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email

if TYPE_CHECKING:
    from kollegium.people.models import Organisation

# Where anyone can have an address: that a colleague has one there makes it nobody's own domain.
# fmt: off
OPEN_TO_ANYONE = frozenset((
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "live.com",
    "live.se", "msn.com", "icloud.com", "me.com", "mac.com", "yahoo.com", "yahoo.se", "ymail.com", "aol.com",
    "proton.me", "protonmail.com", "pm.me", "gmx.com", "gmx.net", "gmx.de", "mail.com", "zoho.com",
    "fastmail.com", "hey.com", "tutanota.com", "tuta.com", "telia.com", "tele2.se", "comhem.se", "bredband.net",
    "spray.se", "passagen.se", "swipnet.se", "home.se", "bahnhof.se", "ownit.nu", "web.de", "mail.ru",
    "yandex.com",
))
# fmt: on


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


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def validate_domains(words: str) -> None:
    for domain in addresses_in(words):
        try:
            validate_domain_name(domain.lstrip("@"))
        except ValidationError:
            raise ValidationError("”%(domain)s” är ingen domän.", params={"domain": domain}) from None


def own_domains(organisation: "Organisation") -> set[str]:
    """Those the huvudman has named; without any, where its colleagues have their addresses."""
    if named := addresses_in(organisation.own_domains):
        return {domain.lstrip("@").lower() for domain in named}
    addresses = organisation.people.filter(is_active=True).values_list("email", flat=True)
    return {domain_of(address) for address in addresses} - OPEN_TO_ANYONE


def are_own(addresses: list[str], organisation: "Organisation") -> set[str]:
    """Those of them that may have names in their letters: at one of the domains, below one, or a colleague's own."""
    domains = own_domains(organisation)
    people = organisation.people.filter(is_active=True).values_list("email", flat=True)
    colleagues = {address.lower() for address in people}
    return {address for address in addresses if address.lower() in colleagues or _is_below(domain_of(address), domains)}


def _is_below(domain: str, domains: set[str]) -> bool:
    return any(domain == own or domain.endswith(f".{own}") for own in domains)
