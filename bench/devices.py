"""A device that signs in, writes and listens as a page does: most by WebSocket, every third by plain HTTP."""

import http.client
import re
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from pycrdt import Doc, Text
from tests.proxy.conftest import Member
from tests.proxy.posting import PostedLine
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as open_socket

from bench.writers import Token
from tests.world import Installation

PEOPLE = ("anna", "bo", "carin", "ester", "farid", "karim", "lena", "mirja", "oskar")
HEADING = "talked"
FOR_GOOD = (4401, 4403, 4404)  # signed out, no longer a member, not yours
BROKEN = (ConnectionClosed, AssertionError)  # the latter when the server has forgotten a connection by plain HTTP
RETRIES = 10
LATER = 2  # seconds, as a page waits when the database is busy
NOTHING = b"\x00\x00"  # an update without content


@dataclass
class Device:
    """Signs in for itself, as a browser does, and goes on writing while the server fails."""

    number: int
    installation: Installation
    session: str = ""
    doc: Doc = field(default_factory=Doc)
    member: Member | None = None
    written: list[Token] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    waited: int = 0  # how many times it was asked to come back when it signed in

    @property
    def key(self) -> str:
        return PEOPLE[self.number % len(PEOPLE)]

    def sign_in(self) -> None:
        token = "t" * 32
        person = self.installation.facts["people"][self.key]
        headers = {"Cookie": f"csrftoken={token}", "Origin": self.installation.address}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({"csrfmiddlewaretoken": token})
        status, cookies = self._request_until_answered("POST", f"/demo/{person}/", body, headers)
        found = re.search(r"sessionid=(\w+)", cookies)
        if status != 302 or not found:
            self.refusals.append(f"signing in: {status}")
            return
        self.session = found[1]
        status, _ = self._request_until_answered("GET", self._room, None, {"Cookie": f"sessionid={self.session}"})
        if status != 200:
            self.refusals.append(f"the room's page: {status}")

    def connect(self) -> None:
        """Open a connection and exchange what each side lacks, as the page does."""
        headers = {"Cookie": f"sessionid={self.session}", "Origin": self.installation.address}
        meeting, port = self.installation.facts["meeting"], self.installation.port
        if self.number // len(PEOPLE) % 3 == 0:
            connection = PostedLine(port, meeting, headers)
        else:
            origin = headers.pop("Origin")
            address = f"ws://localhost:{port}{self._room}"
            connection = open_socket(address, additional_headers=headers, origin=origin, max_size=None, legacy=True)
        self.member = Member(self.key, connection, doc=self.doc)  # type: ignore[arg-type]
        self.member.until("vector")
        self.member.catch_up()
        lacking = self.doc.get_update(self.member.theirs)
        if lacking != NOTHING:
            self._keep(lacking)

    def write(self, trouble: str) -> bytes:
        """On the device alone; what is not sent goes with all the rest when it comes in again."""
        assert self.member
        words = f"d{chr(97 + self.number // 26)}{chr(97 + self.number % 26)}{len(self.written) + 1} "
        update = self.member.write(HEADING, words)
        self.written.append(Token(words, trouble))
        return update

    def write_and_keep(self, trouble: str) -> None:
        self._keep(self.write(trouble))

    def reads_all(self, words: set[str]) -> None:
        while words:
            text = self.reads()
            words = {word for word in words if word not in text}
            if words:
                self._receive()

    def drop_connection(self) -> None:
        """Close the socket without a close frame, as when the network is gone."""
        assert self.member
        if not isinstance(self.member.line, PostedLine):
            self.member.line.socket.shutdown(socket.SHUT_RDWR)

    def forget(self) -> None:
        """As a page that is loaded anew in a browser that keeps nothing."""
        self.drop_connection()
        self.doc = Doc()

    def reads(self) -> str:
        return str(self.doc.get(HEADING, type=Text))

    def _keep(self, update: bytes) -> None:
        """Until the server says that it is on disk."""
        assert self.member
        try:
            number = self.member.send(update)
        except BROKEN:
            self.connect()
            return
        while (answer := self._receive()) != "came back":  # with all that was lacking
            assert answer != "refused", self.member.said[-1]["message"]
            if answer == "kept" and self.member.said[-1]["frame"] == number:
                return
            if answer == "later":
                time.sleep(LATER)
                number = self.member.send(update)

    def _receive(self) -> str:
        """The type of the next frame, or "came back" after a reconnect. Raises when the server closed for good."""
        assert self.member
        try:
            return self.member.hear()
        except BROKEN as broken:
            if isinstance(broken, ConnectionClosed) and broken.rcvd and broken.rcvd.code in FOR_GOOD:
                raise
            self.connect()
            return "came back"

    @property
    def _room(self) -> str:
        return f"/moten/{self.installation.facts['meeting']}/rum/"

    def _request_until_answered(self, *request: Any) -> tuple[int, str]:
        """Again, as a person does who is asked to try again in a moment."""
        status, cookies = self._request(*request)
        while status == 503 and self.waited < RETRIES:
            self.waited += 1
            time.sleep(LATER)
            status, cookies = self._request(*request)
        return status, cookies

    def _request(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.installation.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, " ".join(value for name, value in answer.getheaders() if name.lower() == "set-cookie")
