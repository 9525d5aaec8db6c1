"""The code that shows that whoever makes the first account is the one who started the server."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def code() -> str:
    return salted_hmac("first-run", settings.SECRET_KEY).hexdigest()[:8]


def is_right(typed: str) -> bool:
    return constant_time_compare(typed.strip().lower(), code())
