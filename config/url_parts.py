"""The parts of an address that a setting holds, or a refusal in Swedish when it cannot be one."""

import ipaddress
import re
from collections.abc import Callable
from typing import NoReturn, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
HOST_NAME = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.ASCII)
ENCODE = "Tecken som @ : / ? # och % i namn och lösenord skrivs %40 %3A %2F %3F %23 och %25."


def split_url(name: str, value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    scheme, found, _ = value.partition("://")
    if not found:
        refuse(name, f"börjar inte med {schemes[0]}:// eller liknande. Skriv till exempel {example}")
    if scheme.lower() not in schemes:
        refuse(
            name, f"börjar med {shown(scheme)}://. Det som går är {', '.join(schemes)}. Skriv till exempel {example}"
        )
    if re.search(r"\s", value):
        refuse(name, f"har ett mellanslag i sig. Skriv till exempel {example}")
    try:
        return urlsplit(value)._replace(scheme=scheme.lower())
    except ValueError:  # brackets that do not match
        return refuse(name, f"går inte att läsa som en adress. Skriv till exempel {example}. {ENCODE}")


def host_of(name: str, parts: SplitResult, example: str) -> str:
    """In ASCII, an IPv6 address within brackets."""
    try:
        given = parts.hostname or ""
        return f"[{ipaddress.IPv6Address(given)}]" if ":" in given else _host_name(name, given, example)
    except ValueError:
        return refuse(name, f"har ett värdnamn som inte kan finnas. Skriv till exempel {example}. {ENCODE}")


def _host_name(name: str, given: str, example: str) -> str:
    host = ascii_host(unquote(given))
    if not HOST_NAME.fullmatch(host):
        refuse(name, f"saknar värdnamn eller har ett som inte kan finnas. Skriv till exempel {example}. {ENCODE}")
    return host


def ascii_host(host: str) -> str:
    """Empty if it is no name."""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def port_of(name: str, parts: SplitResult, example: str) -> int | None:
    try:
        if parts.port != 0:
            return parts.port
    except ValueError:
        pass
    return refuse(name, f"har en port som inte är ett tal från 1 till 65535. Skriv till exempel {example}. {ENCODE}")


def read_url(name: str, value: str, reader: Callable[[str], T], example: str) -> T:
    try:
        return reader(value)
    except (ValueError, KeyError, ImproperlyConfigured):
        return refuse(name, f"går inte att läsa. Skriv till exempel {example}. {ENCODE}")


def shown(value: str) -> str:
    return f"”{value[:80]}”"


def refuse(name: str, why: str) -> NoReturn:
    raise ImproperlyConfigured(f"{name} {why}")
