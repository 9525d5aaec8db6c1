"""Every answer has the headers that keep other sites, and the browser's own curiosity, out."""

import http.client
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from kollegium.demo import Demo
from kollegium.web.headers import ALWAYS, NOT_ON_FILES
from tests.addresses import filled, routes
from tests.world import ROOT, Installation

pytestmark = pytest.mark.same_on_both_databases

FRAMES = "/moten/1/rum/ramar/"


def missing(headers: object) -> set[str]:
    return {name for name, value in ALWAYS.items() if headers.get(name) != value}


@pytest.mark.parametrize("who", ["anyone", "inga"])
def test_every_address_answers_with_them_whatever_it_says(
    demo: Demo, sign_in: Callable[[str], Client], who: str
) -> None:
    browser = sign_in(who)
    values = {"pk": demo.meeting.pk, "": "x"}
    asked = [path for route in routes() if (path := filled(route, values)) != "/logga-ut/"]

    lacking = {path: missing(browser.get(path)) for path in [*asked, "/finns-inte/"]}

    assert len(asked) > 60
    assert {path: names for path, names in lacking.items() if names} == {}
    page = browser.get("/om/")
    assert (page["X-Frame-Options"], page["Content-Security-Policy"] != "") == ("DENY", True)


def test_a_real_server_has_them_on_files_errors_and_frames_too(installation: Installation) -> None:
    line = http.client.HTTPConnection("127.0.0.1", installation.port)

    def ask(method: str, path: str, **headers: str) -> tuple[int, frozenset[str]]:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status, frozenset(missing(answer.headers))

    line.request("GET", "/logga-in/")
    page = line.getresponse().read().decode()
    files = re.findall(r'/static/[^"]+', page)

    only_on_pages = frozenset(ALWAYS).intersection(NOT_ON_FILES)
    assert len(files) > 5
    assert {ask("GET", path) for path in files} == {(200, only_on_pages)}
    assert {ask("GET", path) for path in ["/sw.js", "/manifest.webmanifest"]} == {(200, frozenset())}
    assert ask("GET", "/finns-inte/") == (404, set())
    assert ask("GET", "/static/finns-inte.css") == (404, set())
    assert ask("POST", "/losenord/") == (403, set())
    assert ask("POST", FRAMES) == (403, set())
    assert ask("GET", FRAMES) == (405, set())
    assert ask("POST", FRAMES + "x" * 32 + "/") == (410, set())
    assert ask("GET", "/om/", Host="elsewhere.example") == (400, set())
    assert ask("POST", "/logga-in/", **{"Content-Length": str(10**9)}) == (413, set())


SECURE = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from kollegium.web.headers import plain
answer = Client().get("/halsa/", secure=True)
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE,
      settings.SESSION_COOKIE_PATH, settings.SESSION_COOKIE_DOMAIN, sep="|")
print(answer["Strict-Transport-Security"])
print(dict(plain())[b"strict-transport-security"].decode())
"""


@pytest.mark.parametrize("choice", ["0", "1"])
def test_on_https_cookies_are_this_hosts_alone_and_http_is_forgotten(tmp_path: Path, choice: str) -> None:
    env = {
        "KOLLEGIUM_ADDRESS": "https://kollegium.example", "KOLLEGIUM_DATA": str(tmp_path),
        "ALLOWED_HOSTS": "testserver", "EMAIL_URL": "consolemail://", "KOLLEGIUM_HSTS_SUBDOMAINS": choice,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip

    said = subprocess.run([sys.executable, "-c", SECURE], cwd=ROOT, env=env, check=True, capture_output=True, text=True)

    cookies, *promises = said.stdout.splitlines()
    assert cookies == "__Host-sessionid|__Host-csrftoken|True|/|None"
    assert promises == ["max-age=31536000" + "; includeSubDomains" * int(choice)] * 2


@pytest.mark.parametrize("length", ["2621441", "200000000", "9" * 5000])
def test_a_process_for_pages_only_turns_away_what_is_too_long_too(demo: Demo, length: str) -> None:
    from config.wsgi import application  # it looks at the database as it is read

    answers: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        answers.append((status, dict(headers)))

    environ = RequestFactory().post("/logga-in/").environ | {"CONTENT_LENGTH": length}
    words = b"".join(application(environ, start)).decode()

    ((status, headers),) = answers
    assert (status[:3], words[:21]) == ("413", "Det som skickades är ")
    assert missing({name.title(): value for name, value in headers.items()}) == set()
