"""Sixty devices behind one address, most by WebSocket and every third by plain HTTP, while the server is killed."""

import http.client
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pycrdt import Doc, Text
from websockets.sync.client import connect

from bench.writers import Token, account
from tests.room.conftest import Member
from tests.room.posting import PostedLine
from tests.world import Installation, final_text, post, wait_until

PEOPLE = ("anna", "bo", "carin", "ester", "farid", "karim", "lena", "mirja", "oskar")
SITTINGS = 4
PATIENCE = 120
HEADING = "talked"


@dataclass
class Device:
    """Signs in for itself, as a browser does, and writes on through what happens to the server."""

    number: int
    installation: Installation
    session: str = ""
    doc: Doc = field(default_factory=Doc)
    member: Member | None = None
    written: list[Token] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return PEOPLE[self.number % len(PEOPLE)]

    def sign_in(self) -> None:
        token = "t" * 32
        person = self.installation.facts["people"][self.key]
        headers = {"Cookie": f"csrftoken={token}", "Origin": self.installation.address}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        status, cookies = self._ask("POST", f"/demo/{person}/", urlencode({"csrfmiddlewaretoken": token}), headers)
        found = re.search(r"sessionid=(\w+)", cookies)
        if status != 302 or not found:
            self.refusals.append(f"signing in: {status}")
            return
        self.session = found[1]
        status, _ = self._ask("GET", self._room, None, {"Cookie": f"sessionid={self.session}"})
        if status != 200:
            self.refusals.append(f"the room's page: {status}")

    def come_in(self) -> None:
        """Opens a line and finds out what each side lacks, as the page does."""
        headers = {"Cookie": f"sessionid={self.session}", "Origin": self.installation.address}
        meeting, port = self.installation.facts["meeting"], self.installation.port
        if self.number % 3 == 0:
            line = PostedLine(port, meeting, headers)
        else:
            origin = headers.pop("Origin")
            address = f"ws://localhost:{port}{self._room}"
            line = connect(address, additional_headers=headers, origin=origin, max_size=None, legacy=True)
        self.member = Member(self.key, line, doc=self.doc)  # type: ignore[arg-type]
        self.member.until("hello")
        self.member.catch_up()
        self.member.until("kept", frame=self.member.send(self.doc.get_update()))

    def write(self, trouble: str) -> None:
        """On the device; the line may be down."""
        assert self.member
        words = f"d{chr(97 + self.number // 26)}{chr(97 + self.number % 26)}{len(self.written) + 1} "
        update = self.member.write(HEADING, words)
        self.written.append(Token(words, trouble))
        self.member.send(update)

    def sees(self, words: str) -> bool:
        assert self.member
        while words not in self.reads():
            self.member.hear()
        return True

    def reads(self) -> str:
        return str(self.doc.get(HEADING, type=Text))

    @property
    def _room(self) -> str:
        return f"/moten/{self.installation.facts['meeting']}/rum/"

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.installation.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, " ".join(value for name, value in answer.getheaders() if name.lower() == "set-cookie")


def run(installation: Installation, number: int, say: Callable[[str], None]) -> bool:
    """True when nobody was refused and each token stands once in the finished protocol."""
    post(installation, "anna", f"/moten/{installation.facts['meeting']}/start/")
    devices = [Device(n, installation) for n in range(number)]
    _each(devices, Device.sign_in)
    inside = [device for device in devices if not device.refusals]
    back = []
    for kill in range(SITTINGS):
        began = time.monotonic()
        _each(inside, Device.come_in)
        back.append(time.monotonic() - began)
        _each(inside, lambda device, n=kill: device.write(f"kill {n + 1}"))
        if kill < SITTINGS - 1:
            installation.kill()
            _each(inside, lambda device, n=kill: _write_in_vain(device, f"kill {n + 1}"))
            installation.start(PATIENCE)
    last = inside[0]
    last.write("seen by all")
    _each(inside, lambda device: device.sees(last.written[-1].words))
    finish(installation)
    found = account({HEADING: [token for device in inside for token in device.written]}, final_text(installation))
    refused = [f"{device.key} {device.number}: {why}" for device in devices for why in device.refusals]
    tokens = sum(len(device.written) for device in inside)
    say(
        f"{number} devices behind one address, {SITTINGS - 1} kills: {len(refused)} refused, all back within "
        f"{max(back):.1f} s, {tokens} tokens, {found.lost.total()} lost, {found.doubled.total()} doubled"
    )
    for why in refused[:10]:
        say(f"  refused: {why}")
    if found.foreign:
        say(f"  torn or foreign: {found.foreign[:200]!r}")
    return not refused and found.is_clean


def finish(installation: Installation) -> None:
    meeting = installation.facts["meeting"]
    assert post(installation, "anna", f"/moten/{meeting}/slut/") == 204
    asked = f"from kollegium.models import Protocol; print(Protocol.objects.get(meeting={meeting}).pk)"
    protocol = int(installation.shell(asked))
    wait_until(lambda: post(installation, "anna", f"/protokoll/{protocol}/fardigstallande/") == 204, "it is final")


def _write_in_vain(device: Device, trouble: str) -> None:
    try:
        device.write(trouble)
    except Exception:  # there is no server; the words are on the device
        assert device.member


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
