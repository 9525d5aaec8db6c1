"""Six people write while the server is killed, the net is cut, clocks are wrong and pages are reloaded: is a word lost?

    bin/bench chaos                 200 rounds, then 60 devices behind one address through 40; about 45 minutes
    bin/bench chaos --rounds 20     a quick look
    bin/bench chaos --seed 7        the same troubles in the same order

Each person writes numbered tokens; the finished protocol must hold each of them once and whole, also those that the
server had not answered for when things went wrong. Three of them type at the end of the same heading, and no word may
be cut by another's. When a device is lost, what its page called saved must be there.

A quarter of the rounds are taken on PostgreSQL and Redis of the bench's own with two server processes, three of the six
at each, while those are stopped or killed and started again; the others on SQLite, or on DATABASE_URL when that is set.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import many_devices, outcome, services
from bench.fault_proxy import Wires
from bench.membership_changes import join_and_leave
from bench.offline_writing import OwnWords
from bench.outcome import Outcome, Rounds
from bench.services import Services
from bench.writers import HEADINGS, Token, Writer, account
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.world import Installation, final_text, post, prepare, wait_until

PATIENCE = 120
BESIDE = 0.25  # of the rounds: on PostgreSQL and Redis, and of what befalls those
KEY = 0.03  # seconds between two keys of six people, at the most: five or six a second each
DEMO = {"KOLLEGIUM_DEMO": "1"}


class Chaos:
    def __init__(
        self,
        installation: Installation,
        writers: list[Writer],
        wires: Wires,
        seed: int,
        beside: Services | None,
    ) -> None:
        self.installation, self.writers, self.wires = installation, writers, wires
        self.chance = random.Random(seed)
        self.rounds = Rounds()
        self.own: dict[Token, int] = {}  # how many times each one's own words came through
        self._starting: threading.Thread | None = None
        self.troubles = self._troubles_beside(beside) if beside else self._troubles()

    def _troubles(self) -> dict[str, Callable[[str], None]]:
        return {
            "server killed": self._killed,
            "net cut": self._cut,
            "tab reloaded": self._reloaded,
            "server killed in the commit": self._killed_at_once,
            "net stands still": self._stalled,
            "tab reloaded unsent": self._reloaded_unsent,
            "server restarted": self._restarted,
            "clock wrong": self._skewed,
            "device lost": self._device_lost,
            "cut while killed": self._cut_while_killed,
            "joining and leaving": partial(join_and_leave, self),
            "two tabs": partial(self._own, OwnWords.two_tabs),
            "browser killed": partial(self._own, OwnWords.browser_killed),
            "store lost": self._store_lost,
        }

    def _troubles_beside(self, beside: Services) -> dict[str, Callable[[str], None]]:
        postgres, redis = beside.postgres, beside.redis
        return {
            "PostgreSQL restarted": lambda name: self._away(name, postgres.stop, postgres.start),
            "Redis restarted": lambda name: self._away(name, redis.stop, redis.start),
            "PostgreSQL killed": lambda name: self._away(name, postgres.kill, postgres.start),
            "Redis killed": lambda name: self._away(name, redis.kill, redis.start),
            "one server of two killed": self._killed,
        }

    def round(self, number: int) -> None:
        names = list(self.troubles)
        name = names[number % len(names)]
        with self.rounds.one(name):
            self._all_write(name)
            self.troubles[name](name)
            self._all_write(name)

    def settle(self) -> None:
        """All is well again: everyone is on line, all is saved, all read the same."""
        self._server_is_up()
        for writer in self.writers:
            self.wires.heal(writer.wire)
        for writer in self.writers:
            wait_until(writer.is_saved, f"{writer.key}'s page says that all is saved", PATIENCE)
        first = self.writers[0]
        for writer in self.writers[1:]:
            wait_until(lambda w=writer: w.reads() == first.reads(), "all read the same", PATIENCE)

    def _killed(self, name: str) -> None:
        self._server_is_up()
        self.installation.kill()
        self._all_write(name)
        self._start_server()
        self._all_write(name)

    def _killed_at_once(self, name: str) -> None:
        """While what was written is on its way to the disk."""
        self._server_is_up()
        self._all_write(name, but_wait=False)
        self.installation.kill()
        self._start_server()
        self._all_write(name)

    def _restarted(self, name: str) -> None:
        self._server_is_up()
        assert self.installation.process
        self.installation.process.send_signal(signal.SIGTERM)
        self._all_write(name)
        self.installation.process.wait()
        self._start_server()
        self._all_write(name)

    def _away(self, name: str, end: Callable[[], None], start: Callable[[], None]) -> None:
        """The servers stay up without what they lean on."""
        self._server_is_up()
        self._all_write(name, but_wait=False)
        end()
        self._all_write(name)
        time.sleep(self.chance.choice([0, 1.0, 12.0]))  # after ten seconds whoever waits for a connection is refused
        start()

    def _cut(self, name: str) -> None:
        unlucky = self.chance.sample(self.writers, 3)
        for writer in unlucky:
            self.wires.cut(writer.wire)
        self._all_write(name)
        for writer in unlucky:
            self.wires.heal(writer.wire)
        self._all_write(name)

    def _cut_while_killed(self, name: str) -> None:
        self._server_is_up()
        unlucky = self.chance.sample(self.writers, 3)
        for writer in unlucky:
            self.wires.cut(writer.wire)
        self._all_write(name)
        self.installation.kill()
        self._all_write(name)
        self._start_server()
        for writer in unlucky:
            self.wires.heal(writer.wire)

    def _stalled(self, name: str) -> None:
        unlucky = self.chance.sample(self.writers, 3)
        for writer in unlucky:
            self.wires.stall(writer.wire)
        self._all_write(name)
        time.sleep(self.chance.choice([0.2, 1.0, 7.0]))  # after six seconds the page gives the line up
        self._all_write(name)
        for writer in unlucky:
            self.wires.heal(writer.wire)

    def _reloaded(self, _name: str) -> None:
        self._server_is_up()
        for writer in self.chance.sample(self.writers, 2):
            writer.reload()

    def _reloaded_unsent(self, name: str) -> None:
        self._server_is_up()
        unlucky = self.chance.sample(self.writers, 2)
        for writer in unlucky:
            self.wires.stall(writer.wire)
        self._all_write(name)
        for writer in unlucky:
            self.wires.cut(writer.wire)
            self.wires.heal(writer.wire)
            writer.reload()

    def _skewed(self, name: str) -> None:
        for writer in self.chance.sample(self.writers, 3):
            writer.skew_the_clock(self.chance.uniform(-30, 30))
        self._all_write(name)

    def _device_lost(self, _name: str) -> None:
        """The page said that all is saved: then the server dies, and the browser with all it held."""
        self._server_is_up()
        writer = self.chance.choice(self.writers)
        wait_until(writer.is_saved, f"{writer.key}'s page says that all is saved", PATIENCE)
        self.installation.kill()
        writer.lose_device()
        self._start_server()
        self._server_is_up()
        writer.open()

    def _own(self, trouble: Callable[[OwnWords, str], dict[str, int]], name: str) -> None:
        self._server_is_up()
        writer = self.chance.choice(self.writers)
        own_words = OwnWords(self.installation, writer.browser, self.chance)
        for words, times in trouble(own_words, writer.key).items():
            self.own[Token(words, name)] = times

    def _store_lost(self, name: str) -> None:
        """The browsers take away what their pages keep; one of them without net, another is loaded anew afterwards."""
        self._server_is_up()
        offline, reloaded, *_ = unlucky = self.chance.sample(self.writers, 3)
        self.wires.cut(offline.wire)
        for writer in unlucky:
            writer.lose_store()
        self._all_write(name)
        self.wires.heal(offline.wire)
        self._all_write(name)
        reloaded.reload()

    def _all_write(self, name: str, but_wait: bool = True) -> None:
        """All at once, a key now by the one and now by the other."""
        typing = {writer.key: (writer, list(writer.next_token(name))) for writer in self.writers}
        while typing:
            writer, keys = typing[self.chance.choice(list(typing))]
            writer.press(keys.pop(0))
            if not keys:
                del typing[writer.key]
            time.sleep(self.chance.uniform(0, KEY))
        if but_wait:
            time.sleep(self.chance.uniform(0, 0.15))

    def _start_server(self) -> None:
        self._starting = threading.Thread(target=self.installation.start, args=[PATIENCE])
        self._starting.start()

    def _server_is_up(self) -> None:
        if self._starting:
            self._starting.join()
            self._starting = None


def six_writers(servers: list[Installation], rounds: int, seed: int, beside: Services | None = None) -> Outcome:
    """By turns at each of the servers, which hold the same house."""
    installation = servers[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        wires = Wires()
        ports = [servers[place % len(servers)].port for place in range(len(HEADINGS))]
        writers = [
            Writer(key, browser, installation, wires.lay(port)) for key, port in zip(HEADINGS, ports, strict=True)
        ]
        meeting = installation.facts["meeting"]
        post(installation, "anna", f"/moten/{meeting}/start/")
        for writer in writers:
            writer.open()
        chaos = Chaos(installation, writers, wires, seed, beside)
        began = time.monotonic()
        for number in range(rounds):
            chaos.round(number)
            if sys.stdout.isatty() or number % 10 == 9:
                say(f"\rround {number + 1} of {rounds}, {time.monotonic() - began:.0f} s", end="")
        say("")
        chaos.settle()
        browser.close()
    many_devices.finish(installation)
    written: dict[str, list[Token]] = {heading: [] for heading in HEADINGS.values()}
    for writer in writers:
        written[writer.heading] += writer.written
    found = account(written, final_text(installation))
    for token, times in chaos.own.items():
        found.count(token, times)
    return Outcome(chaos.rounds, [token for writer in writers for token in writer.written] + list(chaos.own), found)


def six_with_services(folder: Path, rounds: int, seed: int) -> Outcome:
    with Services() as beside, ExitStack() as ends:
        one = installed(folder, beside.environment)
        other = Installation(one.data, one.environment)
        for server in (one, other):
            ends.callback(server.stop)
        other.start(PATIENCE)
        return six_writers([one, other], rounds, seed, beside)


def installed(folder: Path, environment: dict[str, str] | None = None) -> Installation:
    """A demo municipality of its own; on DATABASE_URL when that is set, else SQLite."""
    chosen = {key: os.environ[key] for key in ("DATABASE_URL", "REDIS_URL") if key in os.environ}
    environment = DEMO | chosen | (environment or {})
    prepare(folder, environment)
    installation = Installation(folder, environment)
    installation.start(PATIENCE)
    return installation


def say(words: str, end: str = "\n") -> None:
    sys.stdout.write(words + end)
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(
        prog="bin/bench chaos", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--devices", type=int, default=60)
    options.add_argument("--device-rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--small", action="store_true", help="the same as --rounds 20 --device-rounds 8")
    asked = options.parse_args()
    if asked.small:
        asked.rounds, asked.device_rounds = 20, 8
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="kollegium-chaos-"))
    outcomes: list[Outcome] = []
    is_clean = True
    try:
        rounds_beside = _rounds_beside(asked.rounds)
        if asked.rounds - rounds_beside:
            installation = installed(folder / "six")
            try:
                outcomes.append(six_writers([installation], asked.rounds - rounds_beside, asked.seed))
            finally:
                installation.stop()
        if rounds_beside:
            outcomes.append(six_with_services(folder / "beside", rounds_beside, asked.seed))
        if outcomes:
            outcome.tell(outcomes, say)
        if asked.devices:
            installation = installed(folder / "many")
            try:
                is_clean = many_devices.run(installation, asked.devices, asked.device_rounds, asked.seed, say)
            finally:
                installation.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    is_clean &= all(part.found.is_clean for part in outcomes)
    say(f"in all {(time.monotonic() - began) / 60:.0f} minutes")
    say("NOTHING LOST, NOTHING DOUBLED, NOBODY REFUSED" if is_clean else "NOT CLEAN: see above")
    return 0 if is_clean else 1


def _rounds_beside(rounds: int) -> int:
    if lacking := services.missing():
        say(f"PostgreSQL and Redis are not restarted: {' and '.join(lacking)} not installed here")
        return 0
    return int(rounds * BESIDE)


if __name__ == "__main__":
    sys.exit(main())
