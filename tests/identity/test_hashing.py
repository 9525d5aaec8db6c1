"""How many passwords are hashed at once, and what the others are told."""

import threading

import pytest
from django.test import Client

from kollegium.demo import PASSWORD, Demo
from kollegium.identity import brake, hashing
from kollegium.identity.hashing import Turns
from kollegium.refusals import Busy
from tests.identity.test_brake import guess

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_so_many_hash_at_once_so_many_wait_and_the_others_are_told_to_come_back(db: None) -> None:
    turns = Turns(at_once=1, waiting=1, patience=60)
    inside, leave, outcomes = threading.Event(), threading.Event(), []

    def first() -> None:
        with turns:
            inside.set()
            leave.wait()

    def second() -> None:
        with turns:
            outcomes.append("heard")

    one = threading.Thread(target=first)
    one.start()
    inside.wait()
    two = threading.Thread(target=second)
    two.start()
    while turns._waiting.acquire(blocking=False):
        turns._waiting.release()
    with pytest.raises(Busy), turns:
        pass
    leave.set()
    one.join()
    two.join()

    assert outcomes == ["heard"]
    with turns:
        pass


class Full:
    def __enter__(self) -> None:
        raise Busy(hashing.CROWDED)

    def __exit__(self, *_: object) -> None: ...


def test_a_crowd_at_the_door_is_told_to_come_back_with_the_address_kept_and_no_guess_counted(
    demo: Demo, sign_in: object, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PASSWORD_HASHERS = ["kollegium.identity.hashing.Argon2"]
    demo["anna"].set_password(PASSWORD)
    demo["anna"].save()
    anna = sign_in("anna")
    monkeypatch.setattr(hashing, "turns", Full())

    told = guess(Client(), demo["anna"].email, PASSWORD)
    new = {"password1": "gul cykel regnar torsdag", "password2": "gul cykel regnar torsdag"}
    changed = anna.post("/konto/losenord/", new | {"old_password": PASSWORD})

    assert (told.status_code, told["Retry-After"]) == (503, "5")
    assert hashing.CROWDED in told.content.decode()
    assert f'value="{demo["anna"].email}"' in told.content.decode()
    assert hashing.CROWDED in changed.content.decode()
    assert not brake.WrongTries.objects.exists()
