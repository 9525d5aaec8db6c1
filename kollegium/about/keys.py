"""Whether the server has the keys that its database was written with; and the first key of a new installation."""

import base64
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from kollegium.about.models import Installation
from kollegium.plans import resealing
from kollegium.plans.sealing import fingerprint

MISSING = (
    "{which} saknas. Inget är förlorat och inget är ändrat. "
    "Lägg tillbaka nyckeln i {file} eller skriv den i KOLLEGIUM_PLAN_KEYS, och starta igen. "
    "Är det en annan installations databas, rätta DATABASE_URL eller KOLLEGIUM_DATA. "
    "Finns nyckeln inte kvar någonstans kan ingen läsa det som är låst med den: "
    "manage.py reseal --accept-loss går vidare utan den och lämnar det låsta som det är."
)
THE_ONLY_ONE = "Nyckeln som handlingsplanerna är låsta med"
ONE_OF_THEM = "En av nycklarna som handlingsplanerna kan vara låsta med"
MOVE = "Nyckeln till planerna ligger i datamappen och följer med när den säkerhetskopieras. Flytta den: mv {old} {new}"
MADE = "Nyckeln till planerna är gjord och ligger i {file}. Kopiera den till ett säkert ställe, skilt från datamappen."
SIGNED_OUT = (
    "SECRET_KEY är en annan än förut. Alla behöver logga in igen, och länkar i mejl som redan är skickade "
    "(välkommen, nytt lösenord, min tråd) fungerar inte längre. Inget annat är förlorat."
)


@transaction.atomic
def prepare(*, begin_anew: bool = False) -> list[str]:
    """The key of a new installation is made; an old one's must be there. What there is to tell."""
    installation = _locked()
    told = []
    if begin_anew:
        installation.plan_keys = []
        installation.save()
    if not settings.PLAN_KEYS and (begin_anew or not _is_written_with_keys(installation)):
        settings.PLAN_KEYS.append(_make_key(settings.PLAN_KEY_FILE))
        told.append(MADE.format(file=settings.PLAN_KEY_FILE))
    told += _check(installation, begin_anew)
    if settings.PLAN_KEY_FILE_BEFORE.exists() and settings.PLAN_KEY_FILE != settings.PLAN_KEY_FILE_BEFORE:
        told.append(MOVE.format(old=settings.PLAN_KEY_FILE_BEFORE, new=settings.PLAN_KEY_FILE))
    return told


@transaction.atomic
def check() -> list[str]:
    """At the server's start: refused if a key is missing. What there is to tell."""
    return _check(_locked(), begin_anew=False)


def are_known() -> bool:
    """Asked of a running server: whether its keys are those of the database as it is now."""
    known = Installation.objects.values_list("plan_keys", flat=True).first()
    return bool(settings.PLAN_KEYS) and set(known or []) <= set(_fingerprints())


@transaction.atomic
def accept_loss() -> None:
    """What the missing keys have sealed stays unreadable, and the server starts without them."""
    installation = _locked()
    if not settings.PLAN_KEYS:
        settings.PLAN_KEYS.append(_make_key(settings.PLAN_KEY_FILE))
    installation.plan_keys = _fingerprints()
    installation.save()


@transaction.atomic
def only_the_first_is_needed() -> None:
    """After everything has been sealed with it."""
    installation = _locked()
    installation.plan_keys = _fingerprints()[:1]
    installation.save()


def _check(installation: Installation, begin_anew: bool) -> list[str]:
    given = _fingerprints()
    if not begin_anew and _is_written_with_keys(installation):
        missing = set(installation.plan_keys) - set(given)
        if missing or (not installation.plan_keys and not resealing.is_anything_readable()):
            which = ONE_OF_THEM if set(given) & set(installation.plan_keys) else THE_ONLY_ONE
            raise ImproperlyConfigured(MISSING.format(which=which, file=settings.PLAN_KEY_FILE))
    if not given:
        raise ImproperlyConfigured("Det finns ingen nyckel att låsa handlingsplaner med. Kör först manage.py prepare.")
    secret = fingerprint(settings.SECRET_KEY.encode())
    told = [SIGNED_OUT] if installation.secret_key not in ("", secret) else []
    if installation.secret_key != secret or not set(given) <= set(installation.plan_keys):
        installation.plan_keys = list(dict.fromkeys([*given, *installation.plan_keys]))
        installation.secret_key = secret
        installation.save()
    return told


def _is_written_with_keys(installation: Installation) -> bool:
    return bool(installation.plan_keys) or resealing.is_anything_sealed()


def _locked() -> Installation:
    Installation.objects.get_or_create(pk=1)
    return Installation.objects.select_for_update().get(pk=1)


def _fingerprints() -> list[str]:
    return [fingerprint(key) for key in settings.PLAN_KEYS]


def _make_key(file: Path) -> bytes:
    """Whole or not at all, and never over another."""
    key = secrets.token_bytes(32)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            try:
                opened.write(base64.b64encode(key) + b"\n")
                opened.flush()
                os.fsync(opened.fileno())
            except OSError:
                file.unlink()
                raise
    except OSError as error:
        raise ImproperlyConfigured(
            f"Nyckeln till planerna kan inte läggas i {file}: {error.strerror}. "
            "Ge servern rätt att skriva där, eller välj en annan fil: KOLLEGIUM_PLAN_KEY_FILE=/sökväg/till/plan_key"
        ) from error
    return key
