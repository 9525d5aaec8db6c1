"""The cache in Redis: one for all processes of an installation, and nothing that fails with Redis."""

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import redis

from config.shared_cache import SharedCache
from tests.world import Installation, copy_of, free_port, post, wait_until

pytestmark = pytest.mark.same_on_both_databases
OPTIONS = {"serializer": "config.shared_cache.Json", "socket_connect_timeout": 0.5, "socket_timeout": 0.5}


@dataclass
class Redis:
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [str(shutil.which("redis-server")), "--port", str(self.port), "--bind", "127.0.0.1"]
        self.process = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        wait_until(self._answers, "Redis answers")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.address) as asked:
                return bool(asked.ping())
        except redis.RedisError:
            return False


@pytest.fixture
def server() -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("This needs redis-server.")
    server = Redis(free_port())
    server.start()
    yield server
    server.stop()


def cache_of(server: Redis, prefix: str = "one") -> SharedCache:
    return SharedCache([server.address], {"KEY_PREFIX": prefix, "OPTIONS": OPTIONS})


def test_what_one_process_keeps_the_others_find_and_another_installation_does_not(server: Redis) -> None:
    here, there, elsewhere = cache_of(server), cache_of(server), cache_of(server, "two")

    here.set("words", ["Örjan", {"at": 1.5}])
    here.set_many({"number": 1, "flag": True})

    assert there.get_many(["words", "number", "flag"]) == {"words": ["Örjan", {"at": 1.5}], "number": 1, "flag": True}
    assert (there.incr("number"), here.get("number")) == (2, 2)
    assert (there.add("number", 7), there.has_key("words"), elsewhere.get("words")) == (False, True, None)
    with pytest.raises(NotImplementedError):
        here.clear()


def test_what_lies_in_redis_is_words_and_runs_nothing(server: Redis) -> None:
    cache_of(server).set("words", {"a": 1})

    with redis.Redis.from_url(server.address) as asked:
        assert [asked.get(key) for key in asked.scan_iter()] == [b'{"a": 1}']


def test_without_redis_the_cache_is_empty_and_takes_note_of_nothing(server: Redis) -> None:
    cache = cache_of(server)
    cache.set("words", "x")
    server.stop()
    began = time.monotonic()

    cache.set("words", "y")
    cache.set_many({"words": "y"})
    cache.delete_many(["words"])
    found: list[Any] = [cache.get("words", "default"), cache.get_many(["words"]), cache.has_key("words")]
    found += [cache.add("words", "z"), cache.touch("words"), cache.delete("words")]
    with pytest.raises(ValueError, match="words"):
        cache.incr("words")

    assert found == ["default", {}, False, False, False, False]
    assert time.monotonic() - began < 20
    server.start()
    cache.set("words", "z")
    assert cache.get("words") == "z"


@pytest.fixture
def beside_redis(prepared: Any, tmp_path: Any, server: Redis) -> Iterator[Installation]:
    environment = {"KOLLEGIUM_DEMO": "1", "REDIS_URL": server.address, "DATABASE_URL": ""}
    running = Installation(copy_of(prepared, tmp_path / "data"), environment)
    running.start()
    yield running
    running.stop()


def test_pages_signing_in_and_presses_go_on_while_redis_is_away(beside_redis: Installation, server: Redis) -> None:
    server.stop()
    bo = beside_redis.facts["people"]["bo"]

    with urllib.request.urlopen(f"{beside_redis.address}/logga-in/") as page:
        assert page.status == 200
    assert post(beside_redis, "carin", f"/demo/{bo}/") == 200  # and the way to Bo's first page
    assert post(beside_redis, "anna", f"/moten/{beside_redis.facts['meeting']}/ersattare/", person=str(bo)) == 204
