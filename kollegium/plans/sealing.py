"""Plan texts at rest: sealed with a key that is not in the database, and bound to their owner and field."""

import base64
import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kollegium.refusals import OutOfOrder

MARK = "s1."  # which way it is sealed, so that another way can come beside it
NONCE = 12  # bytes, NIST SP 800-38D

LOCKED = (
    "Planen är låst och servern har inte rätt nyckel till den. Inget är förlorat. "
    "Den som sköter servern behöver lägga tillbaka den nyckel som planerna skrevs med."
)

NO_KEY = (
    "Servern har ingen nyckel att låsa planer med. Inget är förlorat. "
    "Den som sköter servern behöver lägga tillbaka nyckeln eller köra manage.py prepare."
)


class CannotOpen(OutOfOrder):
    """The key is not the one it was sealed with, or the row has been moved to another person or field."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


def seal(words: str, *, owner: int, field: str) -> str:
    """Nothing stays nothing. `owner` and `field` are bound in: copied to another row, the text can't be opened."""
    if not words:
        return ""
    if not settings.PLAN_KEYS:
        raise OutOfOrder(NO_KEY)
    nonce = os.urandom(NONCE)
    sealed = _ciphers()[0].encrypt(nonce, words.encode(), _bound_to(owner, field))
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(token: str, *, owner: int, field: str) -> str:
    if not token:
        return ""
    if not token.startswith(MARK):
        raise CannotOpen
    try:
        sealed = base64.urlsafe_b64decode(token[len(MARK) :])
    except ValueError:  # a damaged row
        raise CannotOpen from None
    for cipher in _ciphers():
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(owner, field)).decode()
        except (InvalidTag, ValueError):
            continue
    raise CannotOpen


def fingerprint(key: bytes) -> str:
    """Tells keys apart and says nothing of them: they are chance, so they cannot be guessed from it."""
    return hashlib.sha256(b"kollegium key " + key).hexdigest()[:32]


def _bound_to(owner: int, field: str) -> bytes:
    return f"kollegium plan {owner} {field}".encode()


def _ciphers() -> list[AESGCM]:
    """The first key seals; older ones only open, until `manage.py reseal` has been run."""
    return [_cipher(key) for key in settings.PLAN_KEYS]


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
