"""The troubles of `bin/bench chaos`, by name: what happens to server, network, pages and browsers as six write."""

import signal
import time
from collections.abc import Callable
from functools import partial

from bench.membership_changes import join_and_leave
from bench.offline_writing import OfflineWriting
from bench.services import Services
from bench.six_writers import SixWriters
from bench.writers import Token

Trouble = Callable[[SixWriters, str], None]


def kill_server(six: SixWriters, name: str) -> None:
    six.wait_for_server()
    six.installation.kill()
    six.all_write(name)
    six.start_server()
    six.all_write(name)


def kill_in_commit(six: SixWriters, name: str) -> None:
    """While what was written is on its way to the disk."""
    six.wait_for_server()
    six.all_write(name, but_wait=False)
    six.installation.kill()
    six.start_server()
    six.all_write(name)


def restart_server(six: SixWriters, name: str) -> None:
    six.wait_for_server()
    assert six.installation.process
    six.installation.process.send_signal(signal.SIGTERM)
    six.all_write(name)
    six.installation.process.wait()
    six.start_server()
    six.all_write(name)


def cut_network(six: SixWriters, name: str) -> None:
    unlucky = six.cut(3)
    six.all_write(name)
    six.restore(unlucky)
    six.all_write(name)


def cut_while_killed(six: SixWriters, name: str) -> None:
    six.wait_for_server()
    unlucky = six.cut(3)
    six.all_write(name)
    six.installation.kill()
    six.all_write(name)
    six.start_server()
    six.restore(unlucky)


def stall_network(six: SixWriters, name: str) -> None:
    unlucky = six.stall(3)
    six.all_write(name)
    time.sleep(six.chance.choice([0.2, 1.0, 7.0]))  # after six seconds the page gives the connection up
    six.all_write(name)
    six.restore(unlucky)


def reload_pages(six: SixWriters, _name: str) -> None:
    six.wait_for_server()
    for writer in six.some(2):
        writer.reload()


def reload_unsent(six: SixWriters, name: str) -> None:
    six.wait_for_server()
    unlucky = six.stall(2)
    six.all_write(name)
    for writer in unlucky:
        six.proxies.cut(writer.proxy)
        six.proxies.restore(writer.proxy)
        writer.reload()


def skew_clocks(six: SixWriters, name: str) -> None:
    for writer in six.some(3):
        writer.skew_the_clock(six.chance.uniform(-30, 30))
    six.all_write(name)


def lose_device(six: SixWriters, _name: str) -> None:
    """The page said that all is saved: then the server dies, and the browser with all it held."""
    six.wait_for_server()
    writer = six.chance.choice(six.writers)
    six.wait_until_saved(writer)
    six.installation.kill()
    writer.lose_device()
    six.start_server()
    six.wait_for_server()
    writer.open()


def write_offline(write: Callable[[OfflineWriting, str], dict[str, int]], six: SixWriters, name: str) -> None:
    six.wait_for_server()
    writer = six.chance.choice(six.writers)
    writing = OfflineWriting(six.installation, writer.browser, six.chance)
    for words, times in write(writing, writer.key).items():
        six.offline_counts[Token(words, name)] = times


def lose_store(six: SixWriters, name: str) -> None:
    """The browsers take away what their pages keep; one of them without net, another is loaded anew afterwards."""
    six.wait_for_server()
    offline, reloaded, *_ = unlucky = six.some(3)
    six.proxies.cut(offline.proxy)
    for writer in unlucky:
        writer.lose_store()
    six.all_write(name)
    six.proxies.restore(offline.proxy)
    six.all_write(name)
    reloaded.reload()


TROUBLES: dict[str, Trouble] = {
    "server killed": kill_server,
    "net cut": cut_network,
    "tab reloaded": reload_pages,
    "server killed in the commit": kill_in_commit,
    "net stands still": stall_network,
    "tab reloaded unsent": reload_unsent,
    "server restarted": restart_server,
    "clock wrong": skew_clocks,
    "device lost": lose_device,
    "cut while killed": cut_while_killed,
    "joining and leaving": join_and_leave,
    "two tabs": partial(write_offline, OfflineWriting.two_tabs),
    "browser killed": partial(write_offline, OfflineWriting.browser_killed),
    "store lost": lose_store,
}


def service_troubles(services: Services) -> dict[str, Trouble]:
    postgres, redis = services.postgres, services.redis
    return {
        "PostgreSQL restarted": partial(_interrupt, postgres.stop, postgres.start),
        "Redis restarted": partial(_interrupt, redis.stop, redis.start),
        "PostgreSQL killed": partial(_interrupt, postgres.kill, postgres.start),
        "Redis killed": partial(_interrupt, redis.kill, redis.start),
        "one server of two killed": kill_server,
    }


def _interrupt(end: Callable[[], None], start: Callable[[], None], six: SixWriters, name: str) -> None:
    """The servers stay up while a service that they depend on is away."""
    six.wait_for_server()
    six.all_write(name, but_wait=False)
    end()
    six.all_write(name)
    time.sleep(six.chance.choice([0, 1.0, 12.0]))  # after ten seconds whoever waits for a connection is refused
    start()
