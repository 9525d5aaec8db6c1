"""Guessing is slowed and nobody is shut out: half a minute at the most, and nothing in a browser that is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import PASSWORD, Demo
from kollegium.identity import brake, first_code
from kollegium.people.models import User

pytestmark = pytest.mark.usefixtures("quick_hashes")

SCHOOL, ELSEWHERE = "198.51.100.7", "203.0.113.9"
BOUND = timedelta(seconds=30)


def guess(browser: Client, email: str, password: str = "fel-losenord-helt", address: str = SCHOOL) -> object:
    return browser.post("/logga-in/", {"username": email, "password": password}, REMOTE_ADDR=address)


def is_in(response: object) -> bool:
    return bool(response.status_code == 302)


@contextmanager
def guessed(times: int, email: str, addresses: list[str]) -> Iterator[object]:
    """So many wrong guesses that were heard, each when its time had come; the clock goes on from the last."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for n in range(times):
            while guess(Client(), email, address=addresses[n % len(addresses)]).status_code == 429:
                clock.shift(timedelta(seconds=1))
        yield clock


def test_ten_wrong_tries_from_the_school_slow_the_right_teacher_there_and_keep_nobody_out(demo: Demo) -> None:
    with guessed(10, demo["anna"].email, [SCHOOL]) as clock:
        told = guess(Client(), demo["anna"].email.upper(), PASSWORD)

        assert (told.status_code, int(told["Retry-After"]) <= BOUND.seconds) == (429, True)
        assert f"Vänta {told['Retry-After']} sekunder och försök igen" in told.content.decode()
        assert f'value="{demo["anna"].email.upper()}"' in told.content.decode()
        assert is_in(guess(Client(), demo["bo"].email, PASSWORD))
        clock.shift(timedelta(seconds=int(told["Retry-After"])))
        assert is_in(guess(Client(), demo["anna"].email, PASSWORD))


def test_the_wait_grows_and_has_a_bound() -> None:
    pauses = [brake.FROM_THERE.pause(wrong).total_seconds() for wrong in range(14)]

    assert pauses == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]


@pytest.mark.parametrize("times", [0, 20])
def test_a_browser_that_has_signed_in_before_counts_by_itself(demo: Demo, times: int) -> None:
    own, other = Client(), Client()
    assert is_in(guess(own, demo["anna"].email, PASSWORD))
    assert is_in(guess(other, demo["bo"].email, PASSWORD))
    for browser in (own, other):
        browser.post("/logga-ut/")

    with guessed(times, demo["anna"].email, [SCHOOL, ELSEWHERE]):
        assert is_in(guess(other, demo["anna"].email, PASSWORD)) == (times == 0)
        assert is_in(guess(own, demo["anna"].email, PASSWORD))


def test_a_known_browser_is_slowed_too_when_it_guesses_itself(demo: Demo) -> None:
    own = Client()
    guess(own, demo["anna"].email, PASSWORD)
    own.post("/logga-ut/")
    with time_machine.travel(timezone.now(), tick=False):
        answers = [guess(own, demo["anna"].email).status_code for _ in range(12)]

        assert answers == [200] * 10 + [429] * 2
        assert is_in(guess(Client(), demo["anna"].email, PASSWORD, ELSEWHERE))  # and slows nobody else


def test_the_browser_is_unknown_again_once_the_password_is_changed_and_names_nobody(demo: Demo) -> None:
    own = Client()
    guess(own, demo["anna"].email, PASSWORD)
    own.post("/logga-ut/")
    (cookie,) = [morsel for name, morsel in own.cookies.items() if name.endswith("webblasare")]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/logga-in/", True, "Lax")
    assert demo["anna"].email.split("@")[0] not in cookie.value

    anna = User.objects.get(pk=demo["anna"].pk)
    anna.set_password("gul cykel regnar torsdag")
    anna.save()
    with guessed(20, anna.email, [SCHOOL]):
        assert guess(own, anna.email, "gul cykel regnar torsdag").status_code == 429


@pytest.mark.parametrize(
    ("network", "other"),
    [
        ([f"2001:db8:1:2::{n:x}" for n in range(1, 60)], "2001:db8:1:3::1"),
        ([f"::ffff:{SCHOOL}", SCHOOL] * 30, ELSEWHERE),
    ],
)
def test_a_whole_network_is_one_place_and_closes_an_account_for_nobody_else(
    demo: Demo, network: list[str], other: str
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        heard = [guess(Client(), demo["anna"].email, address=address).status_code for address in network].count(200)

        assert heard == 5
        assert is_in(guess(Client(), demo["anna"].email, PASSWORD, other))


def test_guesses_from_everywhere_slow_an_account_by_ten_seconds_at_the_most(demo: Demo) -> None:
    places = [f"203.0.113.{n}" for n in range(1, 200)]
    with guessed(60, demo["anna"].email, places) as clock:
        told = guess(Client(), demo["anna"].email, PASSWORD)

        assert (told.status_code, int(told["Retry-After"]) <= 10) == (429, True)
        clock.shift(timedelta(seconds=10))
        assert is_in(guess(Client(), demo["anna"].email, PASSWORD))


def test_one_password_against_all_accounts_is_slowed(demo: Demo) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers = [guess(Client(), f"person{n}@bjorkskolan.example").status_code for n in range(80)]

        assert answers == [200] * 60 + [429] * 20
        clock.shift(timedelta(seconds=4))
        assert is_in(guess(Client(), demo["anna"].email, PASSWORD))
        assert is_in(guess(Client(), demo["bo"].email, PASSWORD, ELSEWHERE))


def test_two_who_come_at_once_when_the_time_is_out_are_one_try(demo: Demo) -> None:
    lanes = [brake.FROM_THERE.on("anna", SCHOOL)]
    for _ in range(6):
        brake.wrong(lanes)

    with time_machine.travel(timezone.now() + BOUND, tick=False):
        assert [brake.seconds_left(lanes) > 0 for _ in range(3)] == [False, True, True]


def test_a_new_password_begins_every_count_anew(demo: Demo) -> None:
    with guessed(12, demo["anna"].email, [SCHOOL]):
        assert guess(Client(), demo["anna"].email, PASSWORD).status_code == 429
        anna = User.objects.get(pk=demo["anna"].pk)
        anna.set_password("gul cykel regnar torsdag")
        anna.save()

        assert is_in(guess(Client(), anna.email, "gul cykel regnar torsdag"))


def test_the_old_password_is_no_way_round(demo: Demo, sign_in: object) -> None:
    anna = sign_in("anna")
    wrong = {"old_password": "gissar bara lite", "password1": "gul cykel regnar", "password2": "gul cykel regnar"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        said = [anna.post("/konto/losenord/", wrong).context["form"].errors["old_password"][0] for _ in range(7)]

        assert [words.startswith("Det stämmer inte med ditt nuvarande lösenord") for words in said] == [True] * 5 + [
            False
        ] * 2
        assert "Vänta 1 sekund och försök igen." in said[-1]
        clock.shift(BOUND)
        assert anna.post("/konto/losenord/", wrong | {"old_password": PASSWORD})["Location"] == "/konto/"


def test_the_start_code_is_slowed_from_everywhere(nobody: None, real: object) -> None:
    real.HTTPS = True
    first = {"organisation": "Ekåsa", "given_name": "Inga", "family_name": "Ir", "email": "inga@ekasa.example"}
    first |= {"password1": "gul cykel regnar torsdag", "password2": "gul cykel regnar torsdag"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for n in range(8):
            last = Client().post("/kom-igang/", first | {"code": "00000000"}, REMOTE_ADDR=f"203.0.113.{n}")
        assert "Vänta 1 sekund" in last.content.decode()
        assert 'value="inga@ekasa.example"' in last.content.decode()
        clock.shift(BOUND)
        assert Client().post("/kom-igang/", first | {"code": first_code.code()})["Location"] == "/kom-igang/"


def test_what_is_counted_tells_neither_account_nor_address(demo: Demo) -> None:
    guess(Client(), demo["anna"].email)

    keys = [*brake.WrongTries.objects.values_list("key", flat=True)]

    assert len(keys) == 3
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("ingen adress", "ingen adress"),
    ],
)
def test_a_place_is_an_address_or_a_network(address: str, place: str) -> None:
    assert brake.place(address) == place
