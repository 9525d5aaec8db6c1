"""A mail server that breaks off, stays silent or answers wrongly, at any stage of a letter."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field

HANG_UP, SAY_NOTHING, GARBAGE = "hang up", "say nothing", "what is this"
BODY = "the body"
STAGES = ["welcome", "ehlo", "auth", "mail", "rcpt", "data", BODY]
POLITE = {
    "welcome": "220 mail",
    "ehlo": "250-mail\r\n250 AUTH PLAIN",
    "auth": "235 come in",
    "mail": "250 ok",
    "rcpt": "250 ok",
    "data": "354 go ahead",
    BODY: "250 taken",
    "rset": "250 ok",
    "quit": "221 bye",
}


@dataclass
class RudeServer:
    """Says what `says` has for a stage, and is polite at the others."""

    says: dict[str, str] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=[connection], daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        with contextlib.suppress(ConnectionError), connection, connection.makefile("rb") as lines:
            if not self._answer(connection, "welcome"):
                return
            for line in lines:
                stage = line.decode("ascii", "replace").split()[0].lower()
                if not self._answer(connection, stage):
                    return
                if stage == "quit":
                    return
                if stage == "data" and self.says.get("data", "354").startswith("354"):
                    body = b"".join(iter(lines.readline, b".\r\n"))
                    if self.says.get(BODY, "250").startswith("250"):
                        self.taken.append(body)
                    if not self._answer(connection, BODY):
                        return

    def _answer(self, connection: socket.socket, stage: str) -> bool:
        said = self.says.get(stage, POLITE.get(stage, "502 unknown"))
        if said == HANG_UP:
            return False
        if said != SAY_NOTHING:
            connection.sendall(f"{said}\r\n".encode())
        return True
