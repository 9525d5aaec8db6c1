"""What is asked while one answer is being found is answered together in the next: one look in the database for many."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import close_old_connections

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Gathering(Generic[Question, Answer]):
    """`answer_all` runs in `thread` and gives the answers in the order of the questions.

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

    def ask(self, question: Question) -> asyncio.Future[Answer]:
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
            try:
                answers = await loop.run_in_executor(self._thread, self._find, [question for question, _ in batch])
            except Exception as error:  # theirs who asked; the next batch is not to blame
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for (_, answer), found in zip(batch, answers, strict=True):
                    if not answer.done():  # its socket may have gone away meanwhile
                        answer.set_result(found)

    def _find(self, questions: list[Question]) -> list[Answer]:
        close_old_connections()  # a dead one is never used again; settings say whether a good one is kept
        try:
            return self._answer_all(questions)
        finally:
            close_old_connections()
