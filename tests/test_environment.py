"""Every setting is read or refused in words that name it; no value of any of them is met with a traceback."""

import base64
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage as DjangoMessage
from hypothesis import given
from hypothesis import strategies as st

from config import environment
from tests.world import ROOT

NOWHERE = Path("/nonexistent")
KEY = base64.b64encode(bytes(32)).decode()
READERS: dict[str, Callable[[str], Any]] = {
    "KOLLEGIUM_ADDRESS": lambda name: environment.address(name, 8000),
    "KOLLEGIUM_SENDER": lambda name: environment.sender(name, "Kollegium <kollegium@localhost>"),
    "KOLLEGIUM_PLAN_KEYS": lambda name: environment.plan_keys(name, []),
    "KOLLEGIUM_PLAN_KEY_FILE": lambda name: environment.file(name, NOWHERE),
    "DATABASE_URL": lambda name: environment.database(name, NOWHERE),
    "REDIS_URL": environment.redis,
    "EMAIL_URL": lambda name: environment.mail(name, ""),
    "ALLOWED_HOSTS": lambda name: environment.hosts(name, []),
    "SECRET_KEY": environment.text,
    "KOLLEGIUM_DEMO": lambda name: environment.boolean(name, default=False),
    "KOLLEGIUM_OUTBOX_PAUSE": lambda name: environment.seconds(name, default=1.0),
    "KOLLEGIUM_DATABASE_PATIENCE": lambda name: environment.whole_number(name, default=10),
    "KOLLEGIUM_PAGE_THREADS": lambda name: environment.whole_number(name, default=4, most=64),
    "PORT": lambda name: environment.whole_number(name, default=8000, most=65_535),
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Any]:
    def reading(name: str, value: str) -> Any:
        monkeypatch.setenv(name, value)
        return READERS[name](name)

    return reading


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://kollegium.kommunen.example", "https://kollegium.kommunen.example"),
        ("https://kollegium.kommunen.example/", "https://kollegium.kommunen.example"),
        ("  https://Kollegium.Kommunen.example  ", "https://kollegium.kommunen.example"),
        ("HTTPS://kollegium.kommunen.example:443", "https://kollegium.kommunen.example"),
        ("https://kollegium.kommunen.example:8443", "https://kollegium.kommunen.example:8443"),
        ("http://localhost:80", "http://localhost"),
        ("https://kollegium.ekåsa.example", "https://kollegium.xn--eksa-roa.example"),
        ("https://kollegium.eka\u030asa.example", "https://kollegium.xn--eksa-roa.example"),
        ("http://192.168.1.10:8000", "http://192.168.1.10:8000"),
        ("http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
        ("http://[2001:DB8:0:0::1]", "http://[2001:db8::1]"),
    ],
)
def test_the_address_is_the_origin_that_browsers_say(read: Any, given: str, origin: str) -> None:
    assert read("KOLLEGIUM_ADDRESS", given) == origin


@pytest.mark.parametrize("address", ["https://kollegium.ekåsa.example", "http://[2001:db8::1]:8000", "http://[::1]"])
def test_a_server_answers_at_its_own_address(address: str, tmp_path: Path) -> None:
    asked = (
        "from django.conf import settings; from django.test import Client; from urllib.parse import urlsplit;"
        "host = urlsplit(settings.ADDRESS).netloc; print(Client().get('/halsa/', headers={'host': host}).status_code,"
        "settings.CSRF_TRUSTED_ORIGINS == [settings.ADDRESS])"
    )
    given = {"KOLLEGIUM_ADDRESS": address, "KOLLEGIUM_DATA": str(tmp_path), "EMAIL_URL": "dummymail://"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", asked]
    answer = subprocess.run(command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True)

    assert answer.stdout.split() == ["200", "True"], answer.stderr


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("Kollegium <kollegium@kommunen.example>", "Kollegium <kollegium@kommunen.example>"),
        ("kollegium@kommunen.example", "kollegium@kommunen.example"),
        ("Kollegium, Ekåsa <kollegium@kommunen.example>", "Kollegium, Ekåsa <kollegium@kommunen.example>"),
        ('"Kollegium; Ekåsa" <kollegium@kommunen.example>', "Kollegium; Ekåsa <kollegium@kommunen.example>"),
        ("Ekåsa (Kollegium) <kollegium@kommunen.example>", "Ekåsa (Kollegium) <kollegium@kommunen.example>"),
        ("Kollegium: @skolan <kollegium@kommunen.example>", "Kollegium: @skolan <kollegium@kommunen.example>"),
        ("Kollegium <kollegium@ekåsa.example>", "Kollegium <kollegium@xn--eksa-roa.example>"),
    ],
)
def test_a_senders_name_may_hold_what_a_name_holds(read: Any, given: str, sender: str) -> None:
    written = DjangoMessage("Ämne", "Text", read("KOLLEGIUM_SENDER", given), ["bo@skola.example"]).message()

    name, address = _as_read(written)
    assert (f"{name} <{address}>" if name else address) == sender


def _as_read(message: Any) -> tuple[str, str]:
    from email import message_from_bytes, policy

    read: EmailMessage = message_from_bytes(message.as_bytes(), policy=policy.default)
    (found,) = read["From"].addresses
    return found.display_name, found.addr_spec


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KOLLEGIUM_ADDRESS", "kollegium.kommunen.example", "börjar inte med http://"),
        ("KOLLEGIUM_ADDRESS", "ftp://kollegium.kommunen.example", "börjar med"),
        ("KOLLEGIUM_ADDRESS", "https://kollegium.kommunen.example/kollegium", "värdnamnets rot"),
        ("KOLLEGIUM_ADDRESS", "https://kollegium.kommunen.example?a=1", "värdnamnets rot"),
        ("KOLLEGIUM_ADDRESS", "https://kommunen.example:port", "port"),
        ("KOLLEGIUM_ADDRESS", "https://kommunen.example:99999", "port"),
        ("KOLLEGIUM_ADDRESS", "https://", "värdnamn"),
        ("KOLLEGIUM_ADDRESS", "https://min server", "mellanslag"),
        ("KOLLEGIUM_ADDRESS", '"https://kommunen.example"', "citattecken"),
        ("KOLLEGIUM_ADDRESS", "https://anna@kommunen.example", "användarnamn"),
        ("KOLLEGIUM_ADDRESS", "http://[2001:db8::1", "går inte att läsa"),
        ("KOLLEGIUM_ADDRESS", "http://2001:db8::1", "port"),
        ("KOLLEGIUM_ADDRESS", "https://a..b", "värdnamn"),
        ("KOLLEGIUM_SENDER", "Kollegium", "@"),
        ("KOLLEGIUM_SENDER", "Kollegium kollegium@kommunen.example", "en enda adress"),
        ("KOLLEGIUM_SENDER", "a@kommunen.example, b@kommunen.example", "en enda adress"),
        ("KOLLEGIUM_SENDER", "a@kommunen.example;b@kommunen.example", "inget mejl kan komma från"),
        ("KOLLEGIUM_SENDER", "Kollegium <åsa@kommunen.example>", "före @"),
        ("KOLLEGIUM_SENDER", "Kollegium <@kommunen.example>", "@"),
        ("KOLLEGIUM_SENDER", "Kollegium <a@>", "inget mejl kan komma från"),
        ("KOLLEGIUM_SENDER", "Kollegium <a@b\nBcc: c@d.example>", "radbrytning"),
        ("EMAIL_URL", "post.kommunen.example:587", "börjar inte med smtp://"),
        ("EMAIL_URL", "smtp+starttls://post.kommunen.example", "smtp+tls"),
        ("EMAIL_URL", "smtp+tls://kollegium:lösenord@post.kommunen.example:587", "lösenord med å, ä, ö"),
        ("EMAIL_URL", "smtp+tls://kollegium:l%C3%B6senord@post.kommunen.example:587", "lösenord med å, ä, ö"),
        ("EMAIL_URL", "smtp+tls://kollegium:hem#ligt@post.kommunen.example:587", "%23"),
        ("EMAIL_URL", "smtp+tls://kollegium:hem/ligt@post.kommunen.example:587", "%2F"),
        ("EMAIL_URL", "smtp+tls://kollegium@post.kommunen.example", "både användarnamn och lösenord"),
        ("EMAIL_URL", "smtp+tls://post.kommunen.example:587/inkorg", "efter porten"),
        ("DATABASE_URL", "mysql://kollegium@localhost/kollegium", "postgresql"),
        ("DATABASE_URL", "localhost/kollegium", "börjar inte med"),
        ("DATABASE_URL", "postgresql://kollegium@localhost", "databasens namn"),
        ("DATABASE_URL", "postgresql://kollegium:hem#ligt@localhost/kollegium", "%23"),
        ("DATABASE_URL", "postgresql://kollegium@localhost:fem/kollegium", "port"),
        ("REDIS_URL", "localhost:6379", "börjar inte med redis://"),
        ("REDIS_URL", "redis://localhost:6379/noll", "databasens nummer"),
        ("ALLOWED_HOSTS", "https://kommunen.example", "utan https://"),
        ("ALLOWED_HOSTS", "kommunen.example:8000", "utan https://"),
        ("KOLLEGIUM_PLAN_KEYS", "inte-en-nyckel", "openssl rand -base64 32"),
        ("KOLLEGIUM_PLAN_KEYS", f"{KEY},å", "openssl rand -base64 32"),
        ("KOLLEGIUM_DEMO", "kanske", "1 för ja eller 0 för nej"),
        ("KOLLEGIUM_OUTBOX_PAUSE", "0,5", "med punkt"),
        ("KOLLEGIUM_OUTBOX_PAUSE", "nan", "med punkt"),
        ("KOLLEGIUM_OUTBOX_PAUSE", "-1", "med punkt"),
        ("KOLLEGIUM_DATABASE_PATIENCE", "tio", "heltal"),
        ("KOLLEGIUM_DATABASE_PATIENCE", "1.5", "heltal"),
        ("PORT", "0", "heltal"),
        ("KOLLEGIUM_PAGE_THREADS", "många", "heltal från 1 till 64"),
        ("KOLLEGIUM_PAGE_THREADS", "0", "heltal från 1 till 64"),
        ("KOLLEGIUM_PAGE_THREADS", "65", "heltal från 1 till 64"),
        ("PORT", "80 80", "heltal"),
        ("KOLLEGIUM_PLAN_KEY_FILE", "/", "mapp"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(read: Any, name: str, value: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(name, value)

    assert str(refusal.value).split()[0] == name
    assert says in str(refusal.value)
    for secret in ("hem#ligt", "hem/ligt", "lösenord@", "l%C3", KEY):
        assert secret not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("KOLLEGIUM_DEMO", "ja", True),
        ("KOLLEGIUM_DEMO", "TRUE", True),
        ("KOLLEGIUM_DEMO", "nej", False),
        ("KOLLEGIUM_DEMO", " ", False),
        ("KOLLEGIUM_OUTBOX_PAUSE", "0.5", 0.5),
        ("ALLOWED_HOSTS", "kommunen.example, ekåsa.example,::1", ["kommunen.example", "xn--eksa-roa.example", "[::1]"]),
        ("KOLLEGIUM_PLAN_KEYS", f"{KEY} ,{KEY}", [bytes(32), bytes(32)]),
        ("REDIS_URL", "redis://:hemligt@localhost:6379/2", "redis://:hemligt@localhost:6379/2"),
    ],
)
def test_what_can_be_meant_is_read(read: Any, name: str, value: str, right: object) -> None:
    assert read(name, value) == right


def test_the_mail_servers_settings_are_whole(read: Any) -> None:
    _, found = read("EMAIL_URL", "smtp+tls://anna%40kommunen.example:hem%2Fli%23gt+1@post.ekåsa.example")

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (
        "post.xn--eksa-roa.example",
        587,
        True,
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("anna@kommunen.example", "hem/li#gt+1")
    _, found = read("EMAIL_URL", "smtp+ssl://[::1]")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_SSL"]) == ("::1", 465, True)


def test_a_data_folder_may_be_called_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "Ekåsa #1 ?x=1 %20" / "kollegium.sqlite3"
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert environment.database("DATABASE_URL", file)["NAME"] == str(file)


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for wrong in (tmp_path / "file", tmp_path / "file" / "in"):
        monkeypatch.setenv("KOLLEGIUM_DATA", str(wrong))
        with pytest.raises(ImproperlyConfigured, match="går inte att använda"):
            environment.folder("KOLLEGIUM_DATA", tmp_path)


_pieces = st.sampled_from(
    [*"@:/?#[]%<>\"', ;.\\ö\u00ad\u200b", "://", "http", "smtp+tls", "postgresql", "a", "1", "\ud800"]
)
_anything = st.one_of(st.text(), st.lists(_pieces, max_size=12).map("".join))
_urls = st.tuples(
    st.sampled_from(["https://", "smtp://", "postgresql://", "sqlite:///", "redis://", "unix://", ""]), _anything
).map("".join)


@pytest.mark.parametrize("name", READERS)
@given(value=st.one_of(_anything, _urls))
def test_nothing_but_a_value_or_a_sentence_comes_of_any_setting(name: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", {name: value})
        with contextlib.suppress(ImproperlyConfigured):
            READERS[name](name)


@pytest.mark.parametrize("name", ["KOLLEGIUM_ADDRESS", "EMAIL_URL", "DATABASE_URL"])
@pytest.mark.parametrize("command", [["manage.py", "prepare"], ["-m", "uvicorn", "config.asgi:application"]])
def test_a_server_with_a_wrong_setting_ends_with_one_sentence(name: str, command: list[str], tmp_path: Path) -> None:
    given = os.environ | {"KOLLEGIUM_DATA": str(tmp_path), name: "gopher://kommunen.example"}
    ended = subprocess.run([sys.executable, *command], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60)

    assert ended.returncode != 0
    assert f"Kollegium startar inte. {name} börjar med ”gopher”://." in ended.stderr
    assert "Traceback" not in ended.stderr
