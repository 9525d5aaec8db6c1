"""Many devices behind one address in one room, while server and network fail: is anybody refused, is a word lost?"""

import json
import random
import signal
import threading
import time
from collections.abc import Callable

from bench import outcome
from bench.devices import HEADING, Device
from bench.outcome import Outcome, Rounds
from bench.writers import tally
from tests.world import Installation, final_text, post, protocol_of, wait_until

PATIENCE = 120


class ManyDevices:
    """All devices in one room, and the faults they go through."""

    def __init__(self, installation: Installation, devices: list[Device], seed: int) -> None:
        self.installation, self.devices, self.chance = installation, devices, random.Random(seed)
        self.slowest_reconnect = 0.0
        self.rounds = Rounds()
        self.troubles: dict[str, Callable[[str], None]] = {
            "server killed": self._killed,
            "net cut": self._cut,
            "server restarted": self._restarted,
            "page loaded anew": self._loaded_anew,
        }

    def round(self, number: int) -> None:
        name = list(self.troubles)[number % len(self.troubles)]
        with self.rounds.timed(name):
            self.all_write(name)
            self.troubles[name](name)

    def all_write(self, name: str) -> None:
        """Each device writes until its token is on disk, then waits until it reads what all the others wrote."""
        _each(self.devices, lambda device: device.write_and_keep(name))
        words = {device.written[-1].words for device in self.devices}
        _each(self.devices, lambda device: device.reads_all(words))

    def _killed(self, name: str) -> None:
        self.installation.kill()
        self._write_and_restart(self.devices, name)

    def _restarted(self, name: str) -> None:
        assert self.installation.process
        self.installation.process.send_signal(signal.SIGTERM)
        self.installation.process.wait()
        self._write_and_restart(self.devices, name)

    def _write_and_restart(self, devices: list[Device], name: str) -> None:
        _each(devices, lambda device: device.write(name))
        self.installation.start(PATIENCE)
        self.reconnect(devices)

    def _cut(self, name: str) -> None:
        unlucky = self.chance.sample(self.devices, len(self.devices) // 3)
        _each(unlucky, Device.drop_connection)
        _each(unlucky, lambda device: device.write(name))
        lucky = [device for device in self.devices if device not in unlucky]
        _each(lucky, lambda device: device.write_and_keep(name))
        self.reconnect(unlucky)

    def _loaded_anew(self, _name: str) -> None:
        unlucky = self.chance.sample(self.devices, len(self.devices) // 3)
        _each(unlucky, Device.forget)
        self.reconnect(unlucky)

    def reconnect(self, devices: list[Device]) -> None:
        began = time.monotonic()
        _each(devices, Device.connect)
        self.slowest_reconnect = max(self.slowest_reconnect, time.monotonic() - began)


def run(installation: Installation, number: int, rounds: int, seed: int, say: Callable[[str], None]) -> bool:
    """True when nobody was refused and each token stands once in the finished protocol."""
    post(installation, "anna", f"/moten/{installation.facts['meeting']}/start/")
    devices = [Device(n, installation) for n in range(number)]
    _each(devices, Device.sign_in)
    test = ManyDevices(installation, [device for device in devices if not device.refusals], seed)
    test.reconnect(test.devices)
    for at in range(rounds):
        test.round(at)
    test.all_write("seen by all")
    finalise_protocol(installation)
    written = [token for device in test.devices for token in device.written]
    tallied = tally({HEADING: written}, final_text(installation))
    refused = [f"{device.key} {device.number}: {why}" for device in devices for why in device.refusals]
    waited = sum(device.waited for device in devices)
    say(
        f"{number} devices behind one address, {rounds} rounds: {len(refused)} refused, {waited} times asked to wait "
        f"when signing in, all back within {test.slowest_reconnect:.1f} s"
    )
    for why in refused[:10]:
        say(f"  refused: {why}")
    outcome.print_outcomes([Outcome(test.rounds, written, tallied)], say)
    return not refused and tallied.is_clean


def finalise_protocol(installation: Installation) -> None:
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
