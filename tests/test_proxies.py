"""The examples of nginx and Caddy, run by the real ones in front of a real server."""

import contextlib
import datetime
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.sync.client import connect

from tests.addresses import with_key
from tests.world import ROOT, Installation, free_port, wait_until

pytestmark = pytest.mark.same_on_both_databases

HOST = "kollegium.kommunen.example"
EXAMPLES = ROOT / "docs/operation"
KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0"  # as long as a line's key in the room


@dataclass
class Proxy:
    port: int
    logs: list[Path]

    def ask(
        self, path: str, *, method: str = "GET", body: bytes = b"", source: str = "127.0.0.1", **more: str
    ) -> HTTPResponse:
        headers = {"Host": HOST, "Connection": "close", "Content-Length": str(len(body))} | more
        said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        line = self.line(source)
        line.sendall(f"{method} {path} HTTP/1.1\r\n{said}\r\n".encode())
        with contextlib.suppress(OSError):  # refused before it was all sent
            line.sendall(body)
        answer = HTTPResponse(line)
        answer.begin()
        answer.content = answer.read()  # type: ignore[attr-defined]
        return answer

    def line(self, source: str = "127.0.0.1") -> ssl.SSLSocket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60, source_address=(source, 0))
        return context.wrap_socket(plain, server_hostname=HOST)

    def answers(self) -> bool:
        try:
            return self.ask("/halsa/").status == 200
        except OSError:
            return False

    def logged(self) -> str:
        return "".join(log.read_text() for log in self.logs if log.exists())


@pytest.fixture
def behind(installation: Installation) -> Installation:
    """The server as it stands behind a proxy: at an address of https."""
    installation.stop()
    installation.environment |= {"KOLLEGIUM_ADDRESS": f"https://{HOST}"}
    installation.application = "tests.proxied:application"
    installation.start()
    return installation


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, behind: Installation, tmp_path: Path) -> Iterator[Proxy]:
    program = shutil.which(request.param) or shutil.which(request.param, path="/usr/sbin:/usr/local/sbin")
    if not program:
        pytest.skip(f"{request.param} is not installed; bin/test installs it where it may.")
    certificate, key = _certificate(tmp_path)
    port = free_port()
    log, errors = tmp_path / "access.log", tmp_path / "errors.log"
    write = _nginx if request.param == "nginx" else _caddy
    command = write(
        program,
        tmp_path,
        {
            "port": str(port),
            "server": str(behind.port),
            "certificate": str(certificate),
            "key": str(key),
            "log": str(log),
            "errors": str(errors),
        },
    )
    with errors.open("ab") as stderr:
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=stderr, stderr=stderr, env=os.environ | {"HOME": str(tmp_path)}
        )
    running = Proxy(port, [log, errors, *tmp_path.glob("*.error.log")])
    try:
        wait_until(running.answers, f"{request.param} answers: {errors.read_text()}", 30)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=15)


def test_pages_come_through_with_the_clients_own_address(proxy: Proxy) -> None:
    page = proxy.ask("/logga-in/", source="127.0.0.3", X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="http")

    assert page.status == 200
    assert page.headers["X-Client"] == "127.0.0.3 https"
    assert "max-age=" in page.headers["Strict-Transport-Security"]


def test_the_room_comes_through(proxy: Proxy, behind: Installation) -> None:
    session = behind.facts["sessions"]["anna"]
    cookie = {"Cookie": f"sessionid={session}; __Host-sessionid={session}", "Origin": f"https://{HOST}"}
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    sock = socket.create_connection(("127.0.0.1", proxy.port))

    with connect(
        f"wss://{HOST}/moten/{behind.facts['meeting']}/rum/", sock=sock, ssl=context, additional_headers=cookie
    ) as line:
        assert '"type": "' in str(line.recv(timeout=20))  # somebody unknown is only shown out


def test_a_body_that_is_too_big_is_refused_by_the_proxy(proxy: Proxy) -> None:
    answer = proxy.ask("/logga-in/", method="POST", body=b"a" * 10_000_000)

    assert answer.status == 413
    assert "X-Client" not in answer.headers  # the server never answered


def test_requests_that_stop_halfway_are_dropped(proxy: Proxy) -> None:
    halves = ["", "GET /logga-in/ HT", f"GET /logga-in/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: "]
    lines = [proxy.line() for _ in halves]
    for line, half in zip(lines, halves, strict=True):
        line.sendall(half.encode())

    for line in lines:
        while line.recv(1000):  # until the proxy hangs up; the test's own patience ends in an error
            pass


def test_no_log_holds_what_lets_somebody_in(proxy: Proxy, behind: Installation) -> None:
    addresses = [
        path for path in with_key(KEY) if not path.startswith(("/trad/", "/anteckningar/", "/moten/1/spegel/"))
    ]
    addresses += [f"/moten/1/rum/ramar/{KEY}/", f"/logga-in/?next=/valkommen/{KEY}/", f"/protokoll/?sok={KEY}"]
    assert len(addresses) >= 9

    for path in addresses:
        proxy.ask(path, Referer=f"https://{HOST}/valkommen/{KEY}/", Cookie=f"sessionid={KEY}")
    behind.stop()
    for path in addresses:
        assert proxy.ask(path).status in (502, 503)

    wait_until(lambda: proxy.logged().count("valkommen") >= 4, "all of it is logged")
    assert KEY not in proxy.logged()
    assert "127.0.0.1" in proxy.logged()


def _nginx(program: str, folder: Path, given: dict[str, str]) -> list[str]:
    example = (EXAMPLES / "nginx.conf").read_text()
    for told, real in {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{given['port']} ssl;",
        "/etc/letsencrypt/live/kollegium.kommunen.example/fullchain.pem": given["certificate"],
        "/etc/letsencrypt/live/kollegium.kommunen.example/privkey.pem": given["key"],
        "/var/log/nginx/kollegium.log": given["log"],
        "/var/log/nginx/kollegium.error.log": given["errors"],
        "http://127.0.0.1:8000": f"http://127.0.0.1:{given['server']}",
    }.items():
        assert told in example
        example = example.replace(told, real)
    (folder / "kollegium.conf").write_text(example)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.getuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {given['errors']};\nevents {{}}\n"
        f"http {{\n{temporary}include {folder}/kollegium.conf;\n}}\n"
    )
    return [program, "-c", str(whole), "-e", given["errors"]]


def _caddy(program: str, folder: Path, given: dict[str, str]) -> list[str]:
    example = (EXAMPLES / "Caddyfile").read_text()
    tls = f"{given['certificate']} {given['key']}"
    for told, real in {
        "\n{\n": "\n{\n\tadmin off\n\tauto_https disable_redirects\n",
        f"\n{HOST} {{\n": f"\nhttps://{HOST}:{given['port']} {{\n\tbind 127.0.0.1\n\ttls {tls}\n",
        "/var/log/caddy/kollegium.log": given["log"],
        "reverse_proxy 127.0.0.1:8000": f"reverse_proxy 127.0.0.1:{given['server']}",
    }.items():
        assert told in example
        example = example.replace(told, real)
    (folder / "Caddyfile").write_text(example)
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files
