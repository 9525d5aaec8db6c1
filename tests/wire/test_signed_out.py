"""A room's pages hear at once that they are signed out, and only they."""

import http.client
import urllib.parse
from collections.abc import Callable

import pytest

from kollegium.demo import PASSWORD
from tests.wire.conftest import Member
from tests.wire.posting import PostedLine
from tests.world import Installation, post

Join = Callable[..., Member]
SIGNED_OUT = (4401, "Du är utloggad. Logga in igen, allt du skrivit finns kvar.")


def sign_in(installation: Installation, who: str) -> str:
    """Another browser of the same person's; its session."""
    email = installation.shell(
        f"from kollegium.models import User; print(User.objects.get(email__startswith='{who}@').email)"
    )
    body = urllib.parse.urlencode({"username": email.strip(), "password": PASSWORD, "csrfmiddlewaretoken": "t" * 32})
    line = http.client.HTTPConnection("127.0.0.1", installation.port)
    headers = {
        "Cookie": f"csrftoken={'t' * 32}",
        "Origin": installation.address,
        "Host": f"localhost:{installation.port}",
    }
    line.request("POST", "/logga-in/", body, headers | {"Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    assert answer.status == 302
    (cookie,) = [said for said in answer.headers.get_all("Set-Cookie") or [] if said.startswith("sessionid=")]
    return cookie.split(";")[0]


def at_the_table(join: Join, *people: tuple[str, str]) -> list[Member]:
    members = [join(who, cookie=cookie) for who, cookie in people]
    for member in members:
        member.until("vector")
    return members


def test_the_page_of_the_browser_that_signs_out_is_shown_out_at_once_and_no_other(
    join: Join, begun: int, installation: Installation
) -> None:
    other = sign_in(installation, "bo")
    here, there, carin = at_the_table(join, ("bo", ""), ("bo", other), ("carin", ""))

    assert post(installation, "bo", "/logga-ut/") == 200

    assert here.is_shown_out() == SIGNED_OUT
    for member in (there, carin):
        member.line.send('{"type": "ping"}')
        member.until("pong")


@pytest.mark.parametrize("way", ["everywhere", "one of them"])
def test_so_are_those_that_are_ended_from_somewhere_else(
    join: Join, begun: int, installation: Installation, way: str
) -> None:
    other = sign_in(installation, "bo")
    here, there = at_the_table(join, ("bo", ""), ("bo", other))
    posted = Member("bo", PostedLine(installation.port, begun, {"Origin": installation.address, "Cookie": other}))  # type: ignore[arg-type]
    posted.until("vector")
    asked = "from kollegium.models import Browser; print(Browser.objects.get(user__email__startswith='bo@').pk)"
    row = installation.shell(asked).strip()
    path = "/konto/inloggningar/slut/" if way == "everywhere" else f"/konto/inloggningar/{row}/slut/"

    # Who is signed out everywhere is sent to the sign-in page, which is no part of a page.
    assert post(installation, "bo", path) == (401 if way == "everywhere" else 200)

    assert there.is_shown_out() == posted.is_shown_out() == SIGNED_OUT
    if way == "everywhere":
        assert here.is_shown_out() == SIGNED_OUT
    else:
        here.line.send('{"type": "ping"}')
        here.until("pong")
