"""Reads the settings from the environment, and refuses in Swedish what cannot be meant."""

import base64
import binascii
import ipaddress
import math
import os
import re
from collections.abc import Callable, Iterable
from email.headerregistry import Address
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

TRUE, FALSE = ("1", "true", "yes", "on", "ja"), ("0", "false", "no", "off", "nej")
QUOTES = "\"'”“’‘"
KEY_LENGTH = 32  # bytes of a plan key
HOST_NAME = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.ASCII)
DATABASES = ("postgresql", "postgres", "psql", "pgsql", "sqlite")
MAIL_SERVERS = ("smtp", "smtp+tls", "smtp+ssl", "smtps")
MAIL_ELSEWHERE = ("consolemail", "dummymail", "filemail", "memorymail")  # for developers: no letter leaves the machine
ENCODE = "Tecken som @ : / ? # och % i namn och lösenord skrivs %40 %3A %2F %3F %23 och %25."

DATABASE_EXAMPLE = "postgresql://kollegium:losenord@localhost/kollegium"
MAIL_EXAMPLE = "smtp+tls://anvandare:losenord@post.kommunen.example:587"
ADDRESS_EXAMPLE = "https://kollegium.kommunen.example"
SENDER_EXAMPLE = "Kollegium <kollegium@kommunen.example>"


def text(name: str, default: str = "") -> str:
    """Without spaces around it. Empty is the same as not given."""
    value = os.environ.get(name, "").strip() or default
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        _refuse(name, "innehåller en radbrytning eller ett styrtecken. Skriv värdet på en rad.")
    try:
        value.encode()
    except UnicodeEncodeError:
        _refuse(name, "innehåller tecken som inte är UTF-8. Skriv om värdet.")
    if len(value) > 1 and value[0] in QUOTES and value[-1] in QUOTES:
        _refuse(name, "står inom citattecken. Ta bort dem.")
    return value


def boolean(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value in (*TRUE, *FALSE):
        return value in TRUE
    return default if not value else _refuse(name, f"är {_shown(value)}. Skriv 1 för ja eller 0 för nej.")


def whole_number(name: str, *, default: int, least: int = 1, most: int = 86_400) -> int:
    value = text(name, str(default))
    if re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) and least <= int(value) <= most:
        return int(value)
    return _refuse(name, f"är {_shown(value)}. Skriv ett heltal från {least} till {most}, till exempel {default}.")


def seconds(name: str, *, default: float, most: float = 86_400) -> float:
    value = text(name, str(default))
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if 0 < number <= most:
        return number
    return _refuse(name, f"är {_shown(value)}. Skriv antalet sekunder med punkt, till exempel {default}.")


def folder(name: str, default: Path) -> Path:
    """Made if it is missing; only the server's own account reads it."""
    path = _path(name, default)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        _refuse(name, f"är {path}, och den mappen går inte att använda: {error.strerror}.")
    if not os.access(path, os.W_OK | os.X_OK):
        _refuse(name, f"är {path}, och där får servern inte skriva. Ge serverns konto rätt till mappen.")
    return path


def file(name: str, default: Path) -> Path:
    path = _path(name, default)
    return path if not path.is_dir() else _refuse(name, f"är {path}, som är en mapp. Skriv en fils sökväg.")


def address(name: str, port: int) -> str:
    """The origin as browsers say it: lower case, an international name in punycode, no port that is understood."""
    example = f"Skriv till exempel {ADDRESS_EXAMPLE}"
    value = text(name, f"http://localhost:{port}")
    parts = _split(name, value, ("http", "https"), ADDRESS_EXAMPLE)
    if "@" in parts.netloc:
        _refuse(name, f"innehåller ett användarnamn. {example}")
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        _refuse(name, f"är {_shown(value)}, men Kollegium ligger alltid i värdnamnets rot. {example}")
    host = _host(name, parts, ADDRESS_EXAMPLE)
    port_number = _port(name, parts, ADDRESS_EXAMPLE)
    is_understood = port_number in (None, {"http": 80, "https": 443}[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if is_understood else f":{port_number}")


def hosts(name: str, default: Iterable[str]) -> list[str]:
    """Names that the server answers to, as Django compares them."""
    return [_allowed(name, given) for given in _listed(name)] or list(default)


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings of it. `default`: the file that SQLite writes when nothing is given."""
    value = text(name)
    if not value:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    if value.startswith("sqlite://"):
        return _read(name, value, environ.Env.db_url_config, "sqlite:////var/lib/kollegium/kollegium.sqlite3")
    parts = _split(name, value, DATABASES, DATABASE_EXAMPLE)
    if parts.hostname:  # a socket in a folder has none
        _host(name, parts, DATABASE_EXAMPLE)
    _port(name, parts, DATABASE_EXAMPLE)
    if parts.fragment or not parts.path.strip("/"):
        _refuse(name, f"saknar databasens namn. Skriv till exempel {DATABASE_EXAMPLE}. {ENCODE}")
    return _read(name, value, environ.Env.db_url_config, DATABASE_EXAMPLE)


def redis(name: str) -> str:
    value, example = text(name), "redis://localhost:6379/0"
    if not value or value.startswith("unix://"):
        return value
    parts = _split(name, value, ("redis", "rediss"), example)
    _host(name, parts, example)
    _port(name, parts, example)
    if not re.fullmatch(r"/?[0-9]*", parts.path, re.ASCII) or parts.fragment:
        _refuse(name, f"ska sluta med databasens nummer. Skriv till exempel {example}. {ENCODE}")
    return value


def mail(name: str, default: str) -> tuple[str, dict[str, Any]]:
    """The address of the mail server, and Django's settings of it."""
    value = text(name, default)
    if not value:
        return "", {}
    parts = _split(name, value, (*MAIL_SERVERS, *MAIL_ELSEWHERE), MAIL_EXAMPLE)
    found = _read(name, value, environ.Env.email_url_config, MAIL_EXAMPLE)
    if parts.scheme in MAIL_ELSEWHERE:
        return value, found
    if parts.path.strip("/") or parts.fragment:
        _refuse(name, f"har något efter porten. Skriv till exempel {MAIL_EXAMPLE}. {ENCODE}")
    found["EMAIL_HOST"] = _host(name, parts, MAIL_EXAMPLE).strip("[]")
    found["EMAIL_PORT"] = _port(name, parts, MAIL_EXAMPLE) or {"smtp": 25, "smtp+ssl": 465}.get(parts.scheme, 587)
    for what, said in (("användarnamn", parts.username), ("lösenord", parts.password)):
        if not unquote(said or "").isascii():
            _refuse(
                name, f"har ett {what} med å, ä, ö eller annat utanför ASCII, som SMTP inte kan skicka. Byt {what}."
            )
    if bool(parts.username) != bool(parts.password):
        _refuse(name, f"behöver både användarnamn och lösenord, eller inget av dem. Skriv till exempel {MAIL_EXAMPLE}")
    return value, found | {"EMAIL_BACKEND": "kollegium.mail.smtp.Backend"}


def sender(name: str, default: str) -> str:
    """Who letters come from: a name, which may hold commas, and an address."""
    value = text(name, default)
    example = f"Skriv till exempel {SENDER_EXAMPLE}"
    found = re.fullmatch(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>|(?P<alone>[^<>\s]+)", value)
    if not found:
        _refuse(name, f"är {_shown(value)}, som inte är ett namn följt av en enda adress inom < och >. {example}")
    local, at, domain = (found["address"] or found["alone"]).rpartition("@")
    if not at or not local:
        _refuse(name, f"är {_shown(value)}, som inte har någon e-postadress med @. {example}")
    if not local.isascii():
        _refuse(name, f"har en adress med å, ä, ö eller annat utanför ASCII före @. {example}")
    try:
        spec = Address(username=local, domain=_ascii(domain)).addr_spec
        is_sendable = parseaddr(spec) == ("", spec) and HOST_NAME.fullmatch(_ascii(domain)) and '"' not in spec
    except (ValueError, IndexError):
        is_sendable = False
    if not is_sendable:
        _refuse(name, f"har en adress som inget mejl kan komma från: {_shown(f'{local}@{domain}')}. {example}")
    shown = (found["name"] or "").strip()
    if len(shown) > 1 and shown[0] == shown[-1] == '"':
        shown = re.sub(r"\\(.)", r"\1", shown[1:-1])
    # Quoted if it must be, and left readable: Django encodes it when the letter is written.
    return formataddr((shown, spec)) if shown.isascii() else f'"{_escaped(shown)}" <{spec}>'


def plan_keys(name: str, files: Iterable[Path]) -> list[bytes]:
    """What plan texts are sealed with: never in the database. The first seals, all of them open."""
    if given := _listed(name):
        return [_plan_key(name, key) for key in given]
    keys: list[bytes] = []
    for kept in files:
        try:
            words = kept.read_text("ascii").split() if kept.exists() else []
        except (OSError, UnicodeError) as error:
            _refuse(name, f"läses från {kept}, och den filen går inte att läsa: {error}")
        keys += [key for key in (_plan_key(f"Filen {kept}", word) for word in words) if key not in keys]
    return keys


def _plan_key(where: str, written: str) -> bytes:
    try:
        key = base64.b64decode(written.translate(str.maketrans("-_", "+/")), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_LENGTH:
        _refuse(where, f"ska vara {KEY_LENGTH} byte skrivna med base64. Så gör du en: openssl rand -base64 32")
    return key


def _listed(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def _allowed(name: str, given: str) -> str:
    if given == "*":
        return given
    bare = given.removeprefix("*").removeprefix(".")
    if "/" in bare or (bare.count(":") == 1) or "]:" in bare:
        _refuse(name, f"ska bara ha värdnamn, utan https:// och port: {_shown(given)}.")
    try:
        return f"[{ipaddress.IPv6Address(bare.strip('[]'))}]"
    except ValueError:
        host = _ascii(bare)
    if not HOST_NAME.fullmatch(host):
        _refuse(name, f"har ett värdnamn som inte kan finnas: {_shown(given)}.")
    return ("." if bare != given else "") + host


def _split(name: str, value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    scheme, found, _ = value.partition("://")
    if not found:
        _refuse(name, f"börjar inte med {schemes[0]}:// eller liknande. Skriv till exempel {example}")
    if scheme.lower() not in schemes:
        _refuse(
            name, f"börjar med {_shown(scheme)}://. Det som går är {', '.join(schemes)}. Skriv till exempel {example}"
        )
    if re.search(r"\s", value):
        _refuse(name, f"har ett mellanslag i sig. Skriv till exempel {example}")
    try:
        return urlsplit(value)._replace(scheme=scheme.lower())
    except ValueError:  # brackets that do not match
        return _refuse(name, f"går inte att läsa som en adress. Skriv till exempel {example}. {ENCODE}")


def _host(name: str, parts: SplitResult, example: str) -> str:
    """In ASCII, an IPv6 address within brackets."""
    try:
        given = parts.hostname or ""
        return f"[{ipaddress.IPv6Address(given)}]" if ":" in given else _host_name(name, given, example)
    except ValueError:
        return _refuse(name, f"har ett värdnamn som inte kan finnas. Skriv till exempel {example}. {ENCODE}")


def _host_name(name: str, given: str, example: str) -> str:
    host = _ascii(unquote(given))
    if not HOST_NAME.fullmatch(host):
        _refuse(name, f"saknar värdnamn eller har ett som inte kan finnas. Skriv till exempel {example}. {ENCODE}")
    return host


def _ascii(host: str) -> str:
    """Empty if it is no name."""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _port(name: str, parts: SplitResult, example: str) -> int | None:
    try:
        if parts.port != 0:
            return parts.port
    except ValueError:
        pass
    return _refuse(name, f"har en port som inte är ett tal från 1 till 65535. Skriv till exempel {example}. {ENCODE}")


def _path(name: str, default: Path) -> Path:
    try:
        return Path(text(name, str(default))).resolve()
    except (ValueError, OSError, RuntimeError) as error:
        return _refuse(name, f"är ingen sökväg: {error}")


def _read(name: str, value: str, reader: Callable[[str], T], example: str) -> T:
    try:
        return reader(value)
    except (ValueError, KeyError, ImproperlyConfigured):
        return _refuse(name, f"går inte att läsa. Skriv till exempel {example}. {ENCODE}")


def _escaped(shown: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", shown)


def _shown(value: str) -> str:
    return f"”{value[:80]}”"


def _refuse(name: str, why: str) -> NoReturn:
    raise ImproperlyConfigured(f"{name} {why}")
