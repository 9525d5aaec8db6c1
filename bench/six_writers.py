"""The six writers of `bin/bench chaos` with their server and their proxies: what every round does with them."""

import random
import threading
import time

from bench.fault_proxy import Proxies
from bench.writers import Token, Writer
from tests.world import Installation, wait_until

PATIENCE = 120  # seconds
KEY = 0.03  # seconds between two keys of six people, at the most: five or six a second each


class SixWriters:
    def __init__(self, installation: Installation, writers: list[Writer], proxies: Proxies, seed: int) -> None:
        self.installation, self.writers, self.proxies = installation, writers, proxies
        self.chance = random.Random(seed)
        self.offline_counts: dict[Token, int] = {}  # how often each word written offline reached the server
        self._starting: threading.Thread | None = None

    def all_write(self, trouble: str, but_wait: bool = True) -> None:
        """Each types a token, key by key, the writers' keys in random order."""
        typing = {writer.key: (writer, list(writer.next_token(trouble))) for writer in self.writers}
        while typing:
            writer, keys = typing[self.chance.choice(list(typing))]
            writer.press(keys.pop(0))
            if not keys:
                del typing[writer.key]
            time.sleep(self.chance.uniform(0, KEY))
        if but_wait:
            time.sleep(self.chance.uniform(0, 0.15))

    def wait_until_saved(self, writer: Writer) -> None:
        wait_until(writer.is_saved, f"{writer.key}'s page says that all is saved", PATIENCE)

    def settle(self) -> None:
        """Restore everything, then wait until all is saved and all read the same."""
        self.wait_for_server()
        for writer in self.writers:
            self.proxies.restore(writer.proxy)
        for writer in self.writers:
            self.wait_until_saved(writer)
        first = self.writers[0]
        for writer in self.writers[1:]:
            wait_until(lambda w=writer: w.reads() == first.reads(), "all read the same", PATIENCE)

    def some(self, number: int) -> list[Writer]:
        return self.chance.sample(self.writers, number)

    def cut(self, number: int) -> list[Writer]:
        """Cut the connections of some; returns whose."""
        unlucky = self.some(number)
        for writer in unlucky:
            self.proxies.cut(writer.proxy)
        return unlucky

    def stall(self, number: int) -> list[Writer]:
        """Stall the connections of some; returns whose."""
        unlucky = self.some(number)
        for writer in unlucky:
            self.proxies.stall(writer.proxy)
        return unlucky

    def restore(self, writers: list[Writer]) -> None:
        for writer in writers:
            self.proxies.restore(writer.proxy)

    def start_server(self) -> None:
        """Begin to start it, without waiting."""
        self._starting = threading.Thread(target=self.installation.start, args=[PATIENCE])
        self._starting.start()

    def wait_for_server(self) -> None:
        if self._starting:
            self._starting.join()
            self._starting = None
