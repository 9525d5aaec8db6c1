"""A PostgreSQL and a Redis of the bench's own, on free ports, which can be stopped, killed and started again."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.world import free_port, wait_until

PATIENCE = 120
# PostgreSQL refuses to be run by root.
AS_POSTGRES: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


class Postgres:
    """Its commits reach the disk, as on a real server."""

    def __init__(self) -> None:
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="kollegium-postgres-"))
        if AS_POSTGRES:
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "kollegium")

    @property
    def address(self) -> str:
        return f"postgresql://kollegium@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        served_at = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "start", "-w", "-t", str(PATIENCE), "-l", str(self._folder / "log"), "-o", served_at)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-t", str(PATIENCE), "-m", "fast")

    def kill(self) -> None:
        """All its processes at once: what was not committed is gone, and the next start reads the log again."""
        self._run("pg_ctl", "stop", "-w", "-t", str(PATIENCE), "-m", "immediate")

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):  # it is not running
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(_postgres_bin() / program), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, **AS_POSTGRES)


class Redis:
    """Remembers nothing: what is published while it is away reaches nobody."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        quietly = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([redis_server(), *quietly], stdout=subprocess.DEVNULL)
        wait_until(self._answers, "Redis answers", PATIENCE)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def remove(self) -> None:
        self.kill()

    def _end(self, signal_number: int) -> None:
        if self._process:
            self._process.send_signal(signal_number)
            self._process.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        return False


class Services:
    """Both, running; gone afterwards."""

    def __enter__(self) -> "Services":
        with contextlib.ExitStack() as stack:
            self.postgres, self.redis = Postgres(), Redis()
            for service in (self.postgres, self.redis):
                stack.callback(service.remove)
                service.start()
            self._running = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.postgres.address, "REDIS_URL": self.redis.address}


def missing() -> list[str]:
    """What is not installed here."""
    found = {"PostgreSQL": (_postgres_bin() / "initdb").exists(), "Redis": bool(redis_server())}
    return [name for name, is_here in found.items() if not is_here]


def _postgres_bin() -> Path:
    """Debian keeps it off the path."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: float(found.parts[4]))
    return debians[-1].parent if debians else Path(shutil.which("initdb") or "initdb").parent


def redis_server() -> str:
    return shutil.which("redis-server") or shutil.which("valkey-server") or ""
