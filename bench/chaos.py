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
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import many_devices, outcome, services
from bench.fault_proxy import Proxies
from bench.outcome import Outcome, Rounds
from bench.services import Services
from bench.six_writers import PATIENCE, SixWriters
from bench.troubles import TROUBLES, Trouble, service_troubles
from bench.writers import HEADINGS, Token, Writer, tally
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.world import Installation, final_text, post, prepare

WITH_SERVICES = 0.25  # of the rounds: on PostgreSQL and Redis, with the troubles of those
DEMO = {"KOLLEGIUM_DEMO": "1"}


def six_writers(servers: list[Installation], rounds: int, seed: int, troubles: dict[str, Trouble]) -> Outcome:
    """The six are spread over the servers, which share one database."""
    installation, timed = servers[0], Rounds()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        six = _opened(browser, servers, seed)
        began = time.monotonic()
        for number in range(rounds):
            name = list(troubles)[number % len(troubles)]
            with timed.timed(name):
                six.all_write(name)
                troubles[name](six, name)
                six.all_write(name)
            if sys.stdout.isatty() or number % 10 == 9:
                say(f"\rround {number + 1} of {rounds}, {time.monotonic() - began:.0f} s", end="")
        say("")
        six.settle()
        browser.close()
    many_devices.finalise_protocol(installation)
    return _outcome(six, timed)


def _opened(browser: Browser, servers: list[Installation], seed: int) -> SixWriters:
    """Six pages in the room of a meeting that has started."""
    installation, proxies = servers[0], Proxies()
    ports = [servers[place % len(servers)].port for place in range(len(HEADINGS))]
    writers = [Writer(key, browser, installation, proxies.add(port)) for key, port in zip(HEADINGS, ports, strict=True)]
    post(installation, "anna", f"/moten/{installation.facts['meeting']}/start/")
    for writer in writers:
        writer.open()
    return SixWriters(installation, writers, proxies, seed)


def _outcome(six: SixWriters, rounds: Rounds) -> Outcome:
    written: dict[str, list[Token]] = {heading: [] for heading in HEADINGS.values()}
    for writer in six.writers:
        written[writer.heading] += writer.written
    tallied = tally(written, final_text(six.installation))
    for token, times in six.offline_counts.items():
        tallied.count(token, times)
    return Outcome(
        rounds, [token for writer in six.writers for token in writer.written] + list(six.offline_counts), tallied
    )


def six_with_services(folder: Path, rounds: int, seed: int) -> Outcome:
    with Services() as running, ExitStack() as stack:
        one = stack.enter_context(installed(folder, running.environment))
        other = Installation(one.data, one.environment)
        stack.callback(other.stop)
        other.start(PATIENCE)
        return six_writers([one, other], rounds, seed, service_troubles(running))


@contextmanager
def installed(folder: Path, environment: dict[str, str] | None = None) -> Iterator[Installation]:
    """A running demo municipality of its own; on DATABASE_URL when that is set, else SQLite."""
    chosen = {key: os.environ[key] for key in ("DATABASE_URL", "REDIS_URL") if key in os.environ}
    environment = DEMO | chosen | (environment or {})
    prepare(folder, environment)
    installation = Installation(folder, environment)
    installation.start(PATIENCE)
    try:
        yield installation
    finally:
        installation.stop()


def say(words: str, end: str = "\n") -> None:
    sys.stdout.write(words + end)
    sys.stdout.flush()


def main() -> int:
    arguments = _arguments()
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="kollegium-chaos-"))
    try:
        is_clean = _run(folder, arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(f"in all {(time.monotonic() - began) / 60:.0f} minutes")
    say("NOTHING LOST, NOTHING DOUBLED, NOBODY REFUSED" if is_clean else "NOT CLEAN: see above")
    return 0 if is_clean else 1


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        prog="bin/bench chaos", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--devices", type=int, default=60)
    options.add_argument("--device-rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--small", action="store_true", help="the same as --rounds 20 --device-rounds 8")
    arguments = options.parse_args()
    if arguments.small:
        arguments.rounds, arguments.device_rounds = 20, 8
    return arguments


def _run(folder: Path, arguments: argparse.Namespace) -> bool:
    """True when nothing was lost or doubled and nobody refused."""
    outcomes: list[Outcome] = []
    is_clean, service_rounds = True, _rounds_with_services(arguments.rounds)
    if rounds := arguments.rounds - service_rounds:
        with installed(folder / "six") as installation:
            outcomes.append(six_writers([installation], rounds, arguments.seed, TROUBLES))
    if service_rounds:
        outcomes.append(six_with_services(folder / "services", service_rounds, arguments.seed))
    if outcomes:
        outcome.print_outcomes(outcomes, say)
    if arguments.devices:
        with installed(folder / "many") as installation:
            is_clean = many_devices.run(installation, arguments.devices, arguments.device_rounds, arguments.seed, say)
    return is_clean and all(part.tally.is_clean for part in outcomes)


def _rounds_with_services(rounds: int) -> int:
    if missing := services.missing():
        say(f"PostgreSQL and Redis are not restarted: {' and '.join(missing)} not installed here")
        return 0
    return int(rounds * WITH_SERVICES)


if __name__ == "__main__":
    sys.exit(main())
