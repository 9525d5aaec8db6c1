"""Where one is signed in: the list, the end of one session and of all, and the shared computer."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as installation
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from kollegium import events
from kollegium.demo import PASSWORD, Demo
from kollegium.identity import browsers, invitations
from kollegium.identity.browsers import Browser
from kollegium.leaving import rounds
from kollegium.mail.models import Letter
from kollegium.people import actions as people
from kollegium.people.models import User
from tests.identity.test_passwords import CHOSEN, ask, link_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"  # noqa: E501


def signed_in(demo: Demo, who: str, agent: str = FIREFOX, **more: str) -> Client:
    browser = Client(headers={"User-Agent": agent})
    typed = {"username": demo[who].email, "password": PASSWORD} | more
    assert browser.post("/logga-in/", typed).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return bool(browser.get("/konto/").status_code == 200)


def test_one_sees_where_one_is_signed_in_and_nobody_else_does(demo: Demo) -> None:
    here, _phone = signed_in(demo, "anna"), signed_in(demo, "anna", SAFARI)
    bo = signed_in(demo, "bo")

    page, other = (browser.get("/konto/inloggningar/").content.decode() for browser in (here, bo))

    assert "Firefox på Windows" in page
    assert "Den här webbläsaren" in page
    assert "Safari på iPhone" in page
    assert "iPhone" not in other
    assert {field.name for field in Browser._meta.fields} == {
        "id", "user", "session_key", "words", "is_shared", "began_on", "seen_on"
    }  # fmt: skip


def test_the_browser_that_one_looks_from_is_in_the_list_also_when_its_session_is_older(demo: Demo) -> None:
    here = signed_in(demo, "anna")
    Browser.objects.all().delete()
    session = here.session
    session.pop(browsers.MARK)
    session.save()

    assert "Den här webbläsaren" in here.get("/konto/inloggningar/").content.decode()


def test_one_of_them_is_ended_and_only_by_its_owner(demo: Demo) -> None:
    here, phone, bo = signed_in(demo, "anna"), signed_in(demo, "anna", SAFARI), signed_in(demo, "bo")
    row = Browser.objects.get(user=demo["anna"], words="Safari på iPhone")

    assert bo.post(f"/konto/inloggningar/{row.pk}/slut/").status_code == 404
    assert is_in(phone)
    assert here.post(f"/konto/inloggningar/{row.pk}/slut/").status_code == 302

    assert [is_in(browser) for browser in (here, phone, bo)] == [True, False, True]


def test_signing_out_everywhere_ends_every_session_also_one_from_before_there_was_a_list(demo: Demo) -> None:
    here, phone, old, bo = (signed_in(demo, who) for who in ("anna", "anna", "anna", "bo"))
    Browser.objects.filter(session_key=old.session.session_key).delete()

    answer = here.post("/konto/inloggningar/slut/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert [is_in(browser) for browser in (here, phone, old, bo)] == [False, False, False, True]


def test_a_closed_account_that_is_opened_again_gets_none_of_its_old_keys_back(demo: Demo) -> None:
    old = signed_in(demo, "anna")
    ask(demo["anna"].email)
    letter = link_in(Letter.objects.get(about__startswith="password:"))
    invitation = f"/valkommen/{invitations.token(demo['eva'])}/"
    for who in ("anna", "eva"):
        people.deactivate(demo[who], by=demo["inga"])
        people.reactivate(demo[who], by=demo["inga"])

    assert not is_in(old)
    assert "Länken gäller inte längre" in Client().get(letter, follow=True).content.decode()
    assert "Inbjudan gäller inte längre" in Client().get(invitation).content.decode()
    assert is_in(signed_in(demo, "anna"))


def test_a_letter_opens_no_account_that_is_closed(demo: Demo) -> None:
    ask(demo["anna"].email)
    User.objects.filter(pk=demo["anna"].pk).update(is_active=False)

    page = Client().get(link_in(Letter.objects.get(about__startswith="password:")), follow=True)

    assert "Länken gäller inte längre" in page.content.decode()


@pytest.mark.parametrize("way", ["changed", "by letter"])
def test_a_new_password_ends_the_other_sessions_and_their_rows(demo: Demo, way: str) -> None:
    here, phone = signed_in(demo, "anna"), signed_in(demo, "anna", SAFARI)
    if way == "changed":
        here.post("/konto/losenord/", CHOSEN | {"old_password": PASSWORD})
    else:
        ask(demo["anna"].email)
        link = link_in(Letter.objects.get(about__startswith="password:"))
        reader = Client()
        reader.post(reader.get(link)["Location"], CHOSEN)

    assert [is_in(browser) for browser in (here, phone)] == [way == "changed", False]
    assert [*browsers.of(demo["anna"]).values_list("words", flat=True)] == ["Firefox på Windows"] * (way == "changed")


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("act", ["sign out", "end one", "everywhere", "password", "close"])
def test_the_open_rooms_are_told_at_once(
    demo: Demo, act: str, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int | None]] = []
    monkeypatch.setattr(events, "_listeners", [lambda event: told.append((event.name, event.about_id))])
    here, _phone = signed_in(demo, "anna"), signed_in(demo, "anna", SAFARI)
    row = Browser.objects.get(words="Safari på iPhone")

    with django_capture_on_commit_callbacks(execute=True):
        if act == "sign out":
            here.post("/logga-ut/")
        elif act == "end one":
            here.post(f"/konto/inloggningar/{row.pk}/slut/")
        elif act == "everywhere":
            here.post("/konto/inloggningar/slut/")
        elif act == "password":
            here.post("/konto/losenord/", CHOSEN | {"old_password": PASSWORD})
        else:
            people.deactivate(demo["anna"], by=demo["inga"])

    assert ("sessions.ended", demo["anna"].pk) in told


def test_signing_out_empties_the_browser_but_leaves_words_that_one_chose_to_leave(demo: Demo) -> None:
    assert signed_in(demo, "anna").post("/logga-ut/")["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in(demo, "anna").post("/logga-ut/", {"lat-ligga": "1"})["Clear-Site-Data"] == '"cache"'


def test_a_shared_computer_forgets_with_the_browser_and_after_an_hours_calm(demo: Demo) -> None:
    own, shared = signed_in(demo, "anna"), signed_in(demo, "anna", is_shared="on")
    key = shared.session.session_key

    assert own.cookies[installation.SESSION_COOKIE_NAME]["max-age"] == 60 * 60 * 24 * 30
    assert shared.cookies[installation.SESSION_COOKIE_NAME]["max-age"] == ""
    assert not any(name.endswith("webblasare") for name in shared.cookies)
    assert "data-shared" in shared.get("/konto/").content.decode()
    assert "data-shared" not in own.get("/konto/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        assert is_in(shared)
        assert shared.cookies[installation.SESSION_COOKIE_NAME]["max-age"] == ""
    with time_machine.travel(timezone.now() + timedelta(minutes=100)):
        assert is_in(shared)
        assert Session.objects.get(session_key=key).expire_date < timezone.now() + timedelta(minutes=61)
    with time_machine.travel(timezone.now() + timedelta(minutes=165)):
        assert [is_in(own), is_in(shared)] == [True, False]


def test_what_was_left_in_a_shared_browser_is_cleared_when_it_is_opened_again(demo: Demo) -> None:
    shared = signed_in(demo, "anna", is_shared="on")
    del shared.cookies["delad-oppen"], shared.cookies[installation.SESSION_COOKIE_NAME]  # closed

    first, second = shared.get("/logga-in/"), shared.get("/logga-in/")

    assert first["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in second


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_whoever_comes_next_to_a_shared_browser_finds_nothing_and_its_own_person_everything(
    demo: Demo, who: str
) -> None:
    shared = signed_in(demo, "anna", is_shared="on")
    del shared.cookies[installation.SESSION_COOKIE_NAME]  # the hour is out, the browser was never closed
    assert "Clear-Site-Data" not in shared.get("/logga-in/")

    answer = shared.post("/logga-in/", {"username": demo[who].email, "password": PASSWORD})

    assert ("Clear-Site-Data" in answer) == (who != "anna")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox på Windows"),
        (SAFARI, "Safari på iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome på Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", "Chrome på Chromebook"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge på Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/19.0 Safari/605.1", "Safari på Mac"),
        ("curl/8.5", "Okänd webbläsare"),
        ("", "Okänd webbläsare"),
        ("<script>" * 400, "Okänd webbläsare"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, words: str) -> None:
    assert browsers.in_words(agent) == words


def test_the_round_lets_go_of_what_is_over(demo: Demo) -> None:
    signed_in(demo, "anna")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        rounds.go()

    assert not Browser.objects.filter(user=demo["anna"]).exists()
    assert not Session.objects.exists()
