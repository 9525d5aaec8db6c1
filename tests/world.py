"""A real installation for tests: its own data folder and port, a real server process, a real mail server."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
UVICORN = [  # as in bin/dev
    *("--http", "config.connections:Http", "--ws", "config.connections:Socket"),
    *("--ws-per-message-deflate", "false", "--ws-max-size", "1048576", "--backlog", "4096", "--no-access-log"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MailServer:
    """Takes real letters over SMTP; can be away for a while."""

    port: int = field(default_factory=free_port)
    letters: list[EmailMessage] = field(default_factory=list)
    _controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


# Asked once of the prepared database: a session for everybody, the meeting that is due, and who is in which group.
FACTS = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from kollegium.models import Meeting, Membership, Protocol, User
sessions, people = {}, {}
for user in User.objects.all():
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    key = user.email.split("@")[0]
    sessions[key], people[key] = store.session_key, user.pk
meeting = Meeting.objects.get(group__name="NO-gruppen", ended_at=None)
protocol = Protocol.objects.filter(meeting__group=meeting.group).latest("final_at")
memberships = {m.user.email.split("@")[0]: m.pk for m in Membership.objects.filter(group=meeting.group)}
print(json.dumps({"sessions": sessions, "people": people, "memberships": memberships,
                  "meeting": meeting.pk, "group": meeting.group_id, "protocol": protocol.pk,
                  "held": protocol.meeting_id}))
"""


@dataclass
class Installation:
    """What `bin/dev` would serve, on a copy of a prepared data folder (and database)."""

    data: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    application: str = "config.asgi:application"

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, patience: float = 60) -> None:
        command = [sys.executable, "-m", "uvicorn", self.application, "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--log-level", "warning", *UVICORN]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--timeout-graceful-shutdown", "2"], cwd=ROOT, env=self.env(), stdout=log, stderr=log
            )
        try:
            wait_until(self._answers, "the server answers", patience)
        except AssertionError:
            self.kill()
            raise

    def kill(self) -> None:
        """As when the power goes: no time to say goodbye."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15)

    def env(self) -> dict[str, str]:
        return os.environ | self.environment | {"KOLLEGIUM_DATA": str(self.data), "PORT": str(self.port)}

    def log(self) -> str:
        return (self.data / "server.log").read_text()

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads((self.data / "facts.json").read_text()))

    def shell(self, code: str) -> str:
        """Asks the installation's own database."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        return subprocess.run(command, cwd=ROOT, env=self.env(), check=True, capture_output=True, text=True).stdout

    def _answers(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/halsa/", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def prepare(data: Path, environment: dict[str, str]) -> None:
    """A database with the demo municipality, and the static files."""
    data.mkdir(parents=True)
    env = os.environ | environment | {"KOLLEGIUM_DATA": str(data), "PORT": str(free_port())}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, check=True, capture_output=True)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FACTS]
    facts = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    (data / "facts.json").write_text(facts)


def copy_of(prepared: Path, to: Path) -> Path:
    """The data folder, and the key of the plans that lies beside it."""
    shutil.copytree(prepared, to)
    shutil.copy(plan_key_of(prepared), plan_key_of(to))
    return to


def plan_key_of(data: Path) -> Path:
    return data.with_name(f"{data.name}.plan_key")


def wait_until(holds: Any, what: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain until {what}"
        time.sleep(0.05)


def post(installation: Installation, who: str, path: str, **fields: str) -> int:
    """As a page's form does it; the answer's status."""
    token = "t" * 32
    cookies = f"sessionid={installation.facts['sessions'][who]}; csrftoken={token}"
    body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
    request = urllib.request.Request(
        installation.address + path, body, {"Cookie": cookies, "Origin": installation.address, "HX-Request": "true"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def protocol_of(installation: Installation) -> int:
    """The key of the protocol of the meeting."""
    meeting = installation.facts["meeting"]
    asked = f"from kollegium.models import Protocol; print(Protocol.objects.get(meeting={meeting}).pk)"
    return int(installation.shell(asked))


def finalise(installation: Installation, who: str) -> None:
    """Färdigställ och skicka, and then Skicka nu instead of waiting for a minute."""
    press = f"/protokoll/{protocol_of(installation)}/fardigstallande/"
    assert post(installation, who, press) == 204
    assert post(installation, who, f"{press}utskick/") == 204


def final_text(installation: Installation) -> dict[str, str]:
    """What the database holds of the protocol of the meeting, once it is final."""
    meeting = installation.facts["meeting"]
    asked = f"from kollegium.models import Protocol; p = Protocol.objects.get(meeting={meeting})"
    return dict(json.loads(installation.shell(f"import json; {asked}; print(json.dumps(p.text))")))
