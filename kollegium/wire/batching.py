"""Batches calls: everything submitted while a batch runs goes into the next one, and is answered by one query."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

Question = TypeVar("Question")
Answer = TypeVar("Answer")
AWAY = (OperationalError, InterfaceError)  # the database itself: no question is to blame, and the next would fail too


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class Batcher(Generic[Question, Answer]):
    """`answer_all` runs in `thread` and gives the answers in the order of the questions.

    When it fails, those who asked together are asked in halves, down to the one whose question can't be answered.
    `pause`: seconds from the beginning of one look to that of the next, at least; a first question never waits.
    """

    def __init__(
        self,
        answer_all: Callable[[list[Question]], list[Answer]],
        thread: ThreadPoolExecutor,
        most: int,
        pause: float = 0,
    ) -> None:
        self._answer_all, self._thread, self._most, self._pause = answer_all, thread, most, pause
        self._next_at = 0.0
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._answering: asyncio.Task[None] | None = None

    def submit(self, question: Question) -> asyncio.Future[Answer]:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer())
        return answer

    async def _answer(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            if (early := self._next_at - loop.time()) > 0:
                await asyncio.sleep(early)
            self._next_at = loop.time() + self._pause
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            found = await loop.run_in_executor(self._thread, self._find, [question for question, _ in batch])
            for (_, answer), result in zip(batch, found, strict=True):
                if answer.done():  # its socket may have gone away meanwhile
                    continue
                if isinstance(result, _Failed):
                    answer.set_exception(result.error)
                else:
                    answer.set_result(result)

    def _find(self, questions: list[Question]) -> list[Answer | _Failed]:
        close_old_connections()  # a dead one is never used again; settings say whether a good one is kept
        try:
            return [answer for _, answer in zip(questions, self._answer_all(questions), strict=True)]
        except BaseException as error:  # a panic of the draft's engine is no Exception
            if len(questions) == 1 or isinstance(error, AWAY):
                return [_Failed(error)] * len(questions)
            half = len(questions) // 2
            return [*self._find(questions[:half]), *self._find(questions[half:])]
        finally:
            close_old_connections()
