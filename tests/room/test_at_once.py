"""Work that need not wait is done when it is asked for; what has to wait goes on by itself."""

import asyncio

import pytest

from kollegium.room.at_once import begun


def test_work_that_need_not_wait_is_done_at_once_and_needs_no_task() -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("hej")

    assert begun(work()) is None
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
        task = begun(work(opened))
        assert task is not None
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
        task = begun(work())
        assert task is not None
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
        task = begun(work(answer))
        assert task is not None
        answer.set_exception(ConnectionResetError())
        await task

    asyncio.run(fail())

    assert heard == ["brutet"]


@pytest.mark.parametrize("turns", [0, 1])
def test_work_that_is_cancelled_leaves_where_it_waits(turns: int) -> None:
    """Also before its task has had a turn."""
    left: list[str] = []

    async def work(opened: asyncio.Event) -> None:
        try:
            await opened.wait()
            left.append("för långt")
        finally:
            left.append("lämnat")

    async def cancel() -> None:
        task = begun(work(asyncio.Event()))
        assert task is not None
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())

    assert left == ["lämnat"]
