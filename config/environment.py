"""Reads the settings from the environment, and refuses in Swedish what cannot be meant."""

import base64
import binascii
import ipaddress
import math
import os
import re
from collections.abc import Iterable
from email.headerregistry import Address
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ

from config.url_parts import ENCODE, HOST_NAME, ascii_host, host_of, port_of, read_url, refuse, shown, split_url

TRUE, FALSE = ("1", "true", "yes", "on", "ja"), ("0", "false", "no", "off", "nej")
QUOTES = "\"'”“’‘"
KEY_LENGTH = 32  # bytes of a plan key
DATABASES = ("postgresql", "postgres", "psql", "pgsql", "sqlite")
MAIL_SERVERS = ("smtp", "smtp+tls", "smtp+ssl", "smtps")
MAIL_ELSEWHERE = ("consolemail", "dummymail", "filemail", "memorymail")  # for developers: no letter leaves the machine

DATABASE_EXAMPLE = "postgresql://kollegium:losenord@localhost/kollegium"
MAIL_EXAMPLE = "smtp+tls://anvandare:losenord@post.kommunen.example:587"
ADDRESS_EXAMPLE = "https://kollegium.kommunen.example"
SENDER_EXAMPLE = "Kollegium <kollegium@kommunen.example>"


def text(name: str, default: str = "") -> str:
    """Without spaces around it. Empty is the same as not given."""
    value = os.environ.get(name, "").strip() or default
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        refuse(name, "innehåller en radbrytning eller ett styrtecken. Skriv värdet på en rad.")
    try:
        value.encode()
    except UnicodeEncodeError:
        refuse(name, "innehåller tecken som inte är UTF-8. Skriv om värdet.")
    if len(value) > 1 and value[0] in QUOTES and value[-1] in QUOTES:
        refuse(name, "står inom citattecken. Ta bort dem.")
    return value


def boolean(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value in (*TRUE, *FALSE):
        return value in TRUE
    return default if not value else refuse(name, f"är {shown(value)}. Skriv 1 för ja eller 0 för nej.")


def whole_number(name: str, *, default: int, least: int = 1, most: int = 86_400) -> int:
    value = text(name, str(default))
    if re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) and least <= int(value) <= most:
        return int(value)
    return refuse(name, f"är {shown(value)}. Skriv ett heltal från {least} till {most}, till exempel {default}.")


def seconds(name: str, *, default: float, most: float = 86_400) -> float:
    value = text(name, str(default))
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if 0 < number <= most:
        return number
    return refuse(name, f"är {shown(value)}. Skriv antalet sekunder med punkt, till exempel {default}.")


def folder(name: str, default: Path) -> Path:
    """Made if it is missing; only the server's own account reads it."""
    path = _path(name, default)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        refuse(name, f"är {path}, och den mappen går inte att använda: {error.strerror}.")
    if not os.access(path, os.W_OK | os.X_OK):
        refuse(name, f"är {path}, och där får servern inte skriva. Ge serverns konto rätt till mappen.")
    return path


def file(name: str, default: Path) -> Path:
    path = _path(name, default)
    return path if not path.is_dir() else refuse(name, f"är {path}, som är en mapp. Skriv en fils sökväg.")


def address(name: str, port: int) -> str:
    """The origin as browsers say it: lower case, an international name in punycode, no port that is understood."""
    example = f"Skriv till exempel {ADDRESS_EXAMPLE}"
    value = text(name, f"http://localhost:{port}")
    parts = split_url(name, value, ("http", "https"), ADDRESS_EXAMPLE)
    if "@" in parts.netloc:
        refuse(name, f"innehåller ett användarnamn. {example}")
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        refuse(name, f"är {shown(value)}, men Kollegium ligger alltid i värdnamnets rot. {example}")
    host = host_of(name, parts, ADDRESS_EXAMPLE)
    port_number = port_of(name, parts, ADDRESS_EXAMPLE)
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
        return read_url(name, value, environ.Env.db_url_config, "sqlite:////var/lib/kollegium/kollegium.sqlite3")
    parts = split_url(name, value, DATABASES, DATABASE_EXAMPLE)
    if parts.hostname:  # a socket in a folder has none
        host_of(name, parts, DATABASE_EXAMPLE)
    port_of(name, parts, DATABASE_EXAMPLE)
    if parts.fragment or not parts.path.strip("/"):
        refuse(name, f"saknar databasens namn. Skriv till exempel {DATABASE_EXAMPLE}. {ENCODE}")
    return read_url(name, value, environ.Env.db_url_config, DATABASE_EXAMPLE)


def redis(name: str) -> str:
    value, example = text(name), "redis://localhost:6379/0"
    if not value or value.startswith("unix://"):
        return value
    parts = split_url(name, value, ("redis", "rediss"), example)
    host_of(name, parts, example)
    port_of(name, parts, example)
    if not re.fullmatch(r"/?[0-9]*", parts.path, re.ASCII) or parts.fragment:
        refuse(name, f"ska sluta med databasens nummer. Skriv till exempel {example}. {ENCODE}")
    return value


def mail(name: str, default: str) -> tuple[str, dict[str, Any]]:
    """The address of the mail server, and Django's settings of it."""
    value = text(name, default)
    if not value:
        return "", {}
    parts = split_url(name, value, (*MAIL_SERVERS, *MAIL_ELSEWHERE), MAIL_EXAMPLE)
    found = read_url(name, value, environ.Env.email_url_config, MAIL_EXAMPLE)
    if parts.scheme in MAIL_ELSEWHERE:
        return value, found
    if parts.path.strip("/") or parts.fragment:
        refuse(name, f"har något efter porten. Skriv till exempel {MAIL_EXAMPLE}. {ENCODE}")
    found["EMAIL_HOST"] = host_of(name, parts, MAIL_EXAMPLE).strip("[]")
    found["EMAIL_PORT"] = port_of(name, parts, MAIL_EXAMPLE) or {"smtp": 25, "smtp+ssl": 465}.get(parts.scheme, 587)
    for what, said in (("användarnamn", parts.username), ("lösenord", parts.password)):
        if not unquote(said or "").isascii():
            refuse(name, f"har ett {what} med å, ä, ö eller annat utanför ASCII, som SMTP inte kan skicka. Byt {what}.")
    if bool(parts.username) != bool(parts.password):
        refuse(name, f"behöver både användarnamn och lösenord, eller inget av dem. Skriv till exempel {MAIL_EXAMPLE}")
    return value, found | {"EMAIL_BACKEND": "kollegium.mail.smtp.Backend"}


def sender(name: str, default: str) -> str:
    """Who letters come from: a name, which may hold commas, and an address."""
    value = text(name, default)
    example = f"Skriv till exempel {SENDER_EXAMPLE}"
    found = re.fullmatch(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>|(?P<alone>[^<>\s]+)", value)
    if not found:
        refuse(name, f"är {shown(value)}, som inte är ett namn följt av en enda adress inom < och >. {example}")
    local, at, domain = (found["address"] or found["alone"]).rpartition("@")
    if not at or not local:
        refuse(name, f"är {shown(value)}, som inte har någon e-postadress med @. {example}")
    if not local.isascii():
        refuse(name, f"har en adress med å, ä, ö eller annat utanför ASCII före @. {example}")
    try:
        spec = Address(username=local, domain=ascii_host(domain)).addr_spec
        is_sendable = parseaddr(spec) == ("", spec) and HOST_NAME.fullmatch(ascii_host(domain)) and '"' not in spec
    except (ValueError, IndexError):
        is_sendable = False
    if not is_sendable:
        refuse(name, f"har en adress som inget mejl kan komma från: {shown(f'{local}@{domain}')}. {example}")
    name_shown = (found["name"] or "").strip()
    if len(name_shown) > 1 and name_shown[0] == name_shown[-1] == '"':
        name_shown = re.sub(r"\\(.)", r"\1", name_shown[1:-1])
    # Quoted if it must be, and left readable: Django encodes it when the letter is written.
    return formataddr((name_shown, spec)) if name_shown.isascii() else f'"{_escaped(name_shown)}" <{spec}>'


def plan_keys(name: str, files: Iterable[Path]) -> list[bytes]:
    """What plan texts are sealed with: never in the database. The first seals, all of them open."""
    if given := _listed(name):
        return [_plan_key(name, key) for key in given]
    keys: list[bytes] = []
    for kept in files:
        try:
            words = kept.read_text("ascii").split() if kept.exists() else []
        except (OSError, UnicodeError) as error:
            refuse(name, f"läses från {kept}, och den filen går inte att läsa: {error}")
        keys += [key for key in (_plan_key(f"Filen {kept}", word) for word in words) if key not in keys]
    return keys


def _plan_key(where: str, written: str) -> bytes:
    try:
        key = base64.b64decode(written.translate(str.maketrans("-_", "+/")), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_LENGTH:
        refuse(where, f"ska vara {KEY_LENGTH} byte skrivna med base64. Så gör du en: openssl rand -base64 32")
    return key


def _listed(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def _allowed(name: str, given: str) -> str:
    if given == "*":
        return given
    bare = given.removeprefix("*").removeprefix(".")
    if "/" in bare or (bare.count(":") == 1) or "]:" in bare:
        refuse(name, f"ska bara ha värdnamn, utan https:// och port: {shown(given)}.")
    try:
        return f"[{ipaddress.IPv6Address(bare.strip('[]'))}]"
    except ValueError:
        host = ascii_host(bare)
    if not HOST_NAME.fullmatch(host):
        refuse(name, f"har ett värdnamn som inte kan finnas: {shown(given)}.")
    return ("." if bare != given else "") + host


def _path(name: str, default: Path) -> Path:
    try:
        return Path(text(name, str(default))).resolve()
    except (ValueError, OSError, RuntimeError) as error:
        return refuse(name, f"är ingen sökväg: {error}")


def _escaped(name_shown: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", name_shown)
