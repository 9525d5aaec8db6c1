"""E-mail addresses: in one form, one per line in a text field, and which are at the huvudman's own domains."""

import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower, StrIndex, Substr

if TYPE_CHECKING:
    from kollegium.people.models import Organisation, User

# Where anyone can have an address: that a colleague has one there makes it nobody's own domain. Known by the name under
# whatever country (hotmail.fi, yahoo.co.uk); words that others are called too by the whole domain.
OPEN_NAMES = """
    gmail googlemail hotmail outlook live msn windowslive passport icloud yahoo yahoomail ymail rocketmail myyahoo
    aol aim proton protonmail gmx tutanota tutamail tuta zoho zohomail fastmail hushmail mailfence posteo runbox
    startmail riseup disroot mozmail anonaddy simplelogin yandex rambler qq foxmail 163 126 sina naver hanmail
    rediffmail libero virgilio wanadoo laposte t-online freenet arcor seznam interia btinternet virginmedia talktalk
    comcast verizon att sbcglobal bellsouth earthlink juno lycos mailinator guerrillamail yopmail trashmail maildrop
    telia tele2 comhem bredband bredband2 bredbandsbolaget spray passagen swipnet glocalnet ownit bahnhof telenor
    telenordia tiscali utfors alltele algonet bostream chello riksnet netatonce tyfon brevet broadpark getmail
    stofanet tdcadsl jubii kolumbus luukku suomi24 elisanet saunalahti welho dnainternet simnet
"""
OPEN_DOMAINS = """
    me.com mac.com pm.me hey.com duck.com mail.com email.com usa.com mail.ru inbox.ru list.ru bk.ru internet.ru
    ya.ru inbox.lv web.de mail.de mailbox.org email.de mail.dk mail.ee email.cz wp.pl o2.pl onet.pl op.pl free.fr
    orange.fr sfr.fr sky.com home.se home.nl a3.se mail.se sverige.nu online.no start.no lyse.net inet.fi netti.fi
"""
UNDER_A_COUNTRY = {"co", "com", "net", "org"}  # yahoo.co.uk, hotmail.com.br


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


def is_open_to_anyone(domain: str) -> bool:
    labels = domain.lower().strip(".").split(".")
    is_under_a_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in UNDER_A_COUNTRY
    name = labels[-3 if is_under_a_country else -2 :][0]
    return name in OPEN_NAMES.split() or ".".join(labels[-2:]) in OPEN_DOMAINS.split()


def validate_domains(words: str) -> None:
    for domain in addresses_in(words):
        try:
            validate_domain_name(domain.lstrip("@"))
        except ValidationError:
            raise ValidationError("”%(domain)s” är ingen domän.", params={"domain": domain}) from None
        if is_open_to_anyone(domain.lstrip("@")):
            raise ValidationError(
                "På ”%(domain)s” kan vem som helst ha en adress, så det är ingen domän för huvudmannen. Ta bort den.",
                params={"domain": domain},
            )


def are_own(addresses: list[str], organisation: "Organisation") -> set[str]:
    """Those of them that may have names in their letters: a colleague's own, or at one of the huvudman's domains or
    below one. Domains that it has not named are those where its colleagues have their addresses."""
    colleagues = _colleagues_among({address.lower() for address in addresses}, organisation)
    own = {address for address in addresses if address.lower() in colleagues}
    others = {*addresses} - own
    domains = _own_domains_among({above for address in others for above in _at_or_above(address)}, organisation)
    return own | {address for address in others if domains & _at_or_above(address)}


def _own_domains_among(domains: set[str], organisation: "Organisation") -> set[str]:
    """Where anyone can get an address is nobody's own."""
    asked = {domain for domain in domains if not is_open_to_anyone(domain)}
    if named := addresses_in(organisation.own_domains):
        return asked & {domain.lstrip("@").lower() for domain in named}
    if not asked:
        return set()
    domain = Lower(Substr("email", StrIndex("email", Value("@")) + 1))
    found = _joined(organisation).annotate(domain=domain).filter(domain__in=asked)
    return {*found.values_list("domain", flat=True).distinct()}


def _colleagues_among(addresses: set[str], organisation: "Organisation") -> set[str]:
    """All in lower case."""
    found = _joined(organisation).annotate(lower=Lower("email")).filter(lower__in=addresses)
    return {*found.values_list("lower", flat=True)}


def _joined(organisation: "Organisation") -> "QuerySet[User]":
    """An invitation may have gone to an address that was mistyped."""
    return organisation.people.filter(is_active=True, joined_on__isnull=False).order_by()


def _at_or_above(address: str) -> set[str]:
    """The domain of an address, and each domain that it is below: a.b.se, b.se, se."""
    labels = domain_of(address).split(".")
    return {".".join(labels[at:]) for at in range(len(labels))}
