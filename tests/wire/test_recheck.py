"""All connections are asked about once a minute, those that are due together, and one that fails holds none back."""

import asyncio

import pytest
from django.db import DatabaseError

from kollegium.wire import recheck
from kollegium.wire.recheck import Rechecker


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recheck, "LOOK_AGAIN", 0.02)


def test_each_connection_that_is_due_is_asked_about_though_another_cannot_be() -> None:
    asked: list[str] = []

    async def anna() -> None:
        asked.append("anna")
        raise DatabaseError("away for a moment")

    async def bo() -> None:
        asked.append("bo")

    async def look_three_times() -> None:
        rechecker = Rechecker()
        rechecker.add(anna)
        rechecker.add(bo)
        await rechecker.look()
        assert asked == [], "they have just come"
        for _ in range(2):
            await asyncio.sleep(0.03)
            with pytest.raises(DatabaseError):
                await rechecker.look()
        rechecker.remove(anna)
        await asyncio.sleep(0.03)
        await rechecker.look()

    asyncio.run(look_three_times())

    assert asked == ["anna", "bo", "anna", "bo", "bo"]
