"""The app on the phone: a manifest with icons that exist, and a worker that rules the whole site and is never stale."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kollegium.demo import Demo

pytestmark = pytest.mark.django_db


def source(name: str) -> str:
    return Path(finders.find(f"kollegium/{name}")).read_text()


def test_the_manifest_is_open_swedish_and_in_the_papers_colours(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    said = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert (said["lang"], said["start_url"], said["display"]) == ("sv", "/", "standalone")
    assert f"--paper: light-dark({said['background_color']}," in source("css/tokens.css")
    assert said["background_color"] == said["theme_color"]
    assert {icon["sizes"] for icon in said["icons"] if icon["purpose"] == "maskable"} == {"192x192", "512x512"}
    for icon in said["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon["src"]


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response.content.decode().startswith('const RELEASE = "')


def test_the_policy_lets_the_worker_and_the_manifest_be_ours_only(client: Client) -> None:
    policy = client.get("/om/")["Content-Security-Policy"]

    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_a_page_says_whose_it_is_only_to_one_who_is_signed_in(demo: Demo, sign_in: object, client: Client) -> None:
    assert f'<meta name="signed-in" content="{demo["carin"].pk}">' in sign_in("carin").get("/om/").content.decode()
    assert 'name="signed-in"' not in client.get("/om/").content.decode()
    assert 'href="/manifest.webmanifest"' in client.get("/om/").content.decode()


def test_the_page_shown_without_network_is_nobodys(client: Client) -> None:
    page = client.get("/utan-nat/").content.decode()

    assert "Du är utan nät" in page
    assert "Logga in" not in page


def test_the_rooms_page_still_tells_browsers_to_keep_nothing(demo: Demo, sign_in: object) -> None:
    response = sign_in("carin").get(f"/moten/{demo.meeting.pk}/rum/")

    assert response["Cache-Control"] == "private, no-store"


def test_the_worker_never_touches_a_guests_pages_and_keeps_only_rooms_and_ones_own() -> None:
    worker = source("js/service_worker.js")
    never = re.compile(re.search(r"OF_GUESTS = /(.*)/;", worker)[1].replace(r"\/", "/"))
    room = re.compile(re.search(r"ROOM = /(.*)/;", worker)[1].replace(r"\/", "/"))

    assert all(never.match(path) for path in ("/gast/abc/", "/moten/12/gast/", "/moten/12/gast/talare/"))
    assert room.match("/moten/12/rum/")
    own = re.compile(re.search(r"OWN = /(.*)/;", worker)[1].replace(r"\/", "/"))
    assert all(own.match(path) for path in ("/", "/handlingsplaner/12/"))
    assert not any(own.match(path) for path in ("/trad/min-trad.json", "/handlingsplaner/12/delning/", "/huvudman/"))
    assert not any(room.match(path) for path in ("/moten/12/", "/moten/12/skarm/", "/moten/12/rum/lofte/", "/konto/"))
