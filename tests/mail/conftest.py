"""A real mail server on this machine, which can be told to be difficult."""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils.html import strip_tags

from kollegium.mail.models import Letter


@dataclass
class PostOffice:
    """`taken` is what it has accepted; `says` is what it answers to an address instead of 250."""

    port: int
    taken: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    says_to_data: dict[str, str] = field(default_factory=dict)
    drops_in_data: set[str] = field(default_factory=set)
    controller: Controller | None = None

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self.controller.start()

    def close(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        if address in self.drops_in_data:
            server.transport.abort()
            return "451 nobody hears this"
        if address in self.says_to_data:
            return self.says_to_data[address]
        self.to.append(address)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def post_office(settings: object) -> Iterator[PostOffice]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_BACKEND = "kollegium.mail.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
    office = PostOffice(port)
    office.open()
    yield office
    office.close()


def write(to: str, **said: object) -> Letter:
    return Letter.objects.create(
        **{
            "key": f"test:{to}",
            "about": "protocol:7",
            "to": to,
            "subject": "Protokoll: Lärgrupp Ström 2, 24 november",
            "text": "Åsa sa: återkoppling är bra.\n",
            "html": "<p>Åsa sa: återkoppling är bra.</p>",
            "message_id": f"<letter-to-{to.split('@')[0]}@kollegium>",
        }
        | said
    )


def words_shown(page: str) -> list[str]:
    """The letter that a page shows before it is written."""
    letter = re.findall(r'<div class="[\w ]*prose">(.*?)</div>', page, re.DOTALL)[0]
    return unescape(strip_tags(letter.replace("<br>", "\n").replace("</p>", "\n"))).split()
