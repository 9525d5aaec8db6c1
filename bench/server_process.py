"""A server process under measurement: started as bin/dev starts it, pinned to one core; with CPU time and memory."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("BENCH_PORT", "9260"))  # below the ports that clients get, or one could meet itself
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SERVER_CORE, CLIENT_CORE = 0, 1
UVICORN = [  # as in bin/dev
    *("--http", "config.connections:Http", "--ws", "config.connections:Socket"),
    *("--ws-per-message-deflate", "false", "--ws-max-size", "1048576"),
    *("--backlog", "4096", "--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "3"),
]


class ServerProcess:
    """One server process. `application`: what uvicorn serves."""

    def __init__(self, data: Path, application: str = "config.asgi:application", port: int = PORT) -> None:
        self.data, self.application, self.port = data, application, port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, core: int = SERVER_CORE, **environment: str) -> "ServerProcess":
        command = [sys.executable, "-m", "uvicorn", self.application, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *UVICORN],
                cwd=ROOT,
                env=server_environment(self.data, self.port) | environment,
                stdout=log,
                stderr=log,
                preexec_fn=pinned_to(core),
            )
        return self

    def wait(self, seconds: float = 60) -> "ServerProcess":
        deadline = time.monotonic() + seconds
        while not self._answers():
            if not self.process or self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"The server did not start:\n{(self.data / 'server.log').read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/halsa/", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def cpu(self) -> float:
        """Seconds on the processor so far."""
        assert self.process
        return cpu_of(self.process.pid)

    def memory(self) -> int:
        """Resident bytes now."""
        assert self.process
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE

    def end(self, signal_number: int = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal_number)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def kill(self) -> None:
        """End without warning, by SIGKILL."""
        self.end(signal.SIGKILL)


def cpu_of(pid: int) -> float:
    """Seconds on the processor so far, by all threads, also those that have ended."""
    if sys.platform == "linux":
        return time.clock_gettime((~pid << 3) | 2)  # the process's own clock, in nanoseconds: clock_getcpuclockid(3)
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def server_environment(data: Path, port: int = PORT) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    return inherited | {"KOLLEGIUM_DATA": str(data), "KOLLEGIUM_DEMO": "0", "PORT": str(port)}


def pinned_to(core: int) -> Callable[[], None] | None:
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2:
        return None
    return lambda: os.sched_setaffinity(0, {core})


def run(data: Path, *command: str) -> str:
    """The output of a Python command run beside the servers, on any core. Exits when it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=server_environment(data),
        capture_output=True,
        text=True,
        preexec_fn=unpinned,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def unpinned() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


class DataFolder:
    """A temporary data folder with the data set of rooms, removed on exit."""

    def __init__(self, groups: int, size: int) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="kollegium-bench-"))
        run(self.data, "manage.py", "prepare")
        run(self.data, "-m", "bench.rooms_dataset", "build", str(groups), str(size))

    def __enter__(self) -> "DataFolder":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.with_name(f"{self.data.name}.plan_key").unlink(missing_ok=True)
