"""Django's cache in Redis, shared by all processes. While Redis is away it holds nothing, and no page fails for it."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

T = TypeVar("T")
Key = str | bytes | memoryview
Expiry = int | timedelta
log = logging.getLogger("kollegium.cache")


class Json:
    """Not Django's pickle: whoever can write in Redis must not be able to run code here."""

    def dumps(self, value: Any) -> Any:
        return value if type(value) is int else json.dumps(value)  # Redis counts integers up by itself

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class Client(RedisCacheClient):
    """Answers as an empty cache does when Redis cannot be reached."""

    def add(self, key: Key, value: Any, timeout: Expiry | None) -> bool:
        return _or_else(False, lambda: super(Client, self).add(key, value, timeout))

    def get(self, key: Key, default: Any) -> Any:
        return _or_else(default, lambda: super(Client, self).get(key, default))

    def set(self, key: Key, value: Any, timeout: Expiry | None) -> None:
        _or_else(None, lambda: super(Client, self).set(key, value, timeout))

    def touch(self, key: Key, timeout: Expiry) -> bool:
        return _or_else(False, lambda: super(Client, self).touch(key, timeout))

    def delete(self, key: Key) -> bool:
        return _or_else(False, lambda: super(Client, self).delete(key))

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Any]:
        return _or_else({}, lambda: super(Client, self).get_many(keys))

    def has_key(self, key: Key) -> bool:
        return _or_else(False, lambda: super(Client, self).has_key(key))

    def incr(self, key: Key, delta: int) -> int:
        """Raises ValueError for a key that is not there, as every Django cache does."""
        if (found := _or_else(None, lambda: super(Client, self).incr(key, delta))) is None:
            raise ValueError(key)
        return int(found)

    def set_many(self, data: Mapping[Key, Any], timeout: Expiry) -> None:
        _or_else(None, lambda: super(Client, self).set_many(data, timeout))

    def delete_many(self, keys: Iterable[Key]) -> None:
        _or_else(None, lambda: super(Client, self).delete_many(keys))

    def clear(self) -> NoReturn:
        raise NotImplementedError("It would empty the whole Redis, which may serve others too.")


class SharedCache(RedisCache):
    def __init__(self, server: list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client


def _or_else(missing: T, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except redis.RedisError as error:
        log.warning("Redis does not answer, so nothing is cached: %s", type(error).__name__)
        return missing
