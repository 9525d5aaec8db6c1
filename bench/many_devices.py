"""Many devices behind one address in one room, and what befalls server and net: is anybody refused, is a word lost?"""

import json
import random
import signal
import threading
import time
from collections.abc import Callable

from bench import outcome
from bench.devices import HEADING, Device
from bench.outcome import Outcome, Rounds
from bench.writers import account
from tests.world import Installation, final_text, post, protocol_of, wait_until

PATIENCE = 120


class ConnectionHandler:
    """All devices in one room, and what befalls them."""

    def __init__(self, installation: Installation, devices: list[Device], seed: int) -> None:
        self.installation, self.devices, self.chance = installation, devices, random.Random(seed)
        self.slowest_return = 0.0
        self.rounds = Rounds()
        self.troubles: dict[str, Callable[[str], None]] = {
            "server killed": self._killed,
            "net cut": self._cut,
            "server restarted": self._restarted,
            "page loaded anew": self._loaded_anew,
        }

    def round(self, number: int) -> None:
        name = list(self.troubles)[number % len(self.troubles)]
        with self.rounds.one(name):
            self._all_write(name)
            self.troubles[name](name)

    def _all_write(self, name: str) -> None:
        """Each one until its own is on disk, then until it reads what all the others wrote."""
        _each(self.devices, lambda device: device.write_and_keep(name))
        words = {device.written[-1].words for device in self.devices}
        _each(self.devices, lambda device: device.reads_all(words))

    def _killed(self, name: str) -> None:
        self.installation.kill()
        self._away(self.devices, name)

    def _restarted(self, name: str) -> None:
        assert self.installation.process
        self.installation.process.send_signal(signal.SIGTERM)
        self.installation.process.wait()
        self._away(self.devices, name)

    def _away(self, devices: list[Device], name: str) -> None:
        _each(devices, lambda device: device.write(name))
        self.installation.start(PATIENCE)
        self.come_back(devices)

    def _cut(self, name: str) -> None:
        unlucky = self.chance.sample(self.devices, len(self.devices) // 3)
        _each(unlucky, Device.hang_up)
        _each(unlucky, lambda device: device.write(name))
        lucky = [device for device in self.devices if device not in unlucky]
        _each(lucky, lambda device: device.write_and_keep(name))
        self.come_back(unlucky)

    def _loaded_anew(self, _name: str) -> None:
        unlucky = self.chance.sample(self.devices, len(self.devices) // 3)
        _each(unlucky, Device.forget)
        self.come_back(unlucky)

    def come_back(self, devices: list[Device]) -> None:
        began = time.monotonic()
        _each(devices, Device.connection_for)
        self.slowest_return = max(self.slowest_return, time.monotonic() - began)


def run(installation: Installation, number: int, rounds: int, seed: int, say: Callable[[str], None]) -> bool:
    """True when nobody was refused and each token stands once in the finished protocol."""
    post(installation, "anna", f"/moten/{installation.facts['meeting']}/start/")
    devices = [Device(n, installation) for n in range(number)]
    _each(devices, Device.sign_in)
    sitting = ConnectionHandler(installation, [device for device in devices if not device.refusals], seed)
    sitting.come_back(sitting.devices)
    for at in range(rounds):
        sitting.round(at)
    sitting._all_write("seen by all")
    finish(installation)
    written = [token for device in sitting.devices for token in device.written]
    found = account({HEADING: written}, final_text(installation))
    refused = [f"{device.key} {device.number}: {why}" for device in devices for why in device.refusals]
    waited = sum(device.waited for device in devices)
    say(
        f"{number} devices behind one address, {rounds} rounds: {len(refused)} refused, {waited} times asked to wait "
        f"when signing in, all back within {sitting.slowest_return:.1f} s"
    )
    for why in refused[:10]:
        say(f"  refused: {why}")
    outcome.tell([Outcome(sitting.rounds, written, found)], say)
    return not refused and found.is_clean


def finish(installation: Installation) -> None:
    meeting = installation.facts["meeting"]
    assert post(installation, "anna", f"/moten/{meeting}/slut/") == 204
    press = f"/protokoll/{protocol_of(installation)}/fardigstallande/"
    wait_until(lambda: post(installation, "anna", press) == 204, "it is locked")
    wait_until(lambda: post(installation, "anna", f"{press}utskick/") == 204, "it is final")


def _each(devices: list[Device], do: Callable[[Device], object]) -> None:
    def one(device: Device) -> None:
        try:
            do(device)
        except Exception as error:
            device.refusals.append(f"{type(error).__name__}: {json.dumps(str(error))}")

    threads = [threading.Thread(target=one, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
