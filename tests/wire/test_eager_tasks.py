"""What work has to wait for it goes on with by itself; from Python 3.12 on it has begun when it is asked for."""

import asyncio
import sys

import pytest

from kollegium.wire.eager_tasks import start_eagerly


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Before Python 3.12 a task begins at the loop's next turn.")
def test_work_that_need_not_wait_is_done_when_it_is_asked_for() -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("hej")

    async def ask() -> bool:
        return start_eagerly(work()).done()

    assert asyncio.run(ask())
    assert done == ["hej"]


def test_work_that_has_to_wait_goes_on_where_it_was() -> None:
    done: list[str] = []

    async def work(opened: asyncio.Event) -> None:
        done.append("före")
        await opened.wait()
        done.append("mellan")
        await asyncio.sleep(0)
        done.append("efter")

    async def wait() -> None:
        opened = asyncio.Event()
        task = start_eagerly(work(opened))
        await asyncio.sleep(0)
        assert done == ["före"]
        opened.set()
        await task

    asyncio.run(wait())

    assert done == ["före", "mellan", "efter"]


def test_work_that_fails_while_it_waits_says_so_in_its_task() -> None:
    async def work() -> None:
        await asyncio.sleep(0)
        raise ConnectionResetError

    async def wait() -> None:
        task = start_eagerly(work())
        with pytest.raises(ConnectionResetError):
            await task

    asyncio.run(wait())


def test_what_work_waits_for_may_fail_and_it_is_told_where_it_waits() -> None:
    heard: list[str] = []

    async def work(answer: asyncio.Future[None]) -> None:
        try:
            await answer
        except ConnectionResetError:
            heard.append("brutet")

    async def fail() -> None:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = start_eagerly(work(answer))
        await asyncio.sleep(0)
        answer.set_exception(ConnectionResetError())
        await task

    asyncio.run(fail())

    assert heard == ["brutet"]


@pytest.mark.parametrize("turns", [1, 2])
def test_work_that_is_cancelled_leaves_where_it_waits(turns: int) -> None:
    left: list[str] = []

    async def work(opened: asyncio.Event) -> None:
        try:
            await opened.wait()
            left.append("för långt")
        finally:
            left.append("lämnat")

    async def cancel() -> None:
        task = start_eagerly(work(asyncio.Event()))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())

    assert left == ["lämnat"]
