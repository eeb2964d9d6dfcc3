"""The page starts whatever proxy, certificates or tracer the environment names: it needs none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.config import Settings
from assistant.web.options import Options
from assistant.web.server import start

ROOT = Path(__file__).parents[2]
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
LOADED = (
    "OTEL_PYTHON_TRACER_PROVIDER",
    "OTEL_PYTHON_METER_PROVIDER",
    "OTEL_PROPAGATORS",
    "OTEL_PYTHON_CONTEXT",
)
"""What OpenTelemetry's interface loads by name, and raises StopIteration where it is not there."""

NUMBERS = ("WEB_CONCURRENCY", "GRADIO_SERVER_PORT", "GRADIO_NUM_PORTS", "HF_HUB_ETAG_TIMEOUT")
"""What Gradio and those below it read as numbers while they are imported or begin."""


class Refusing(BaseHTTPRequestHandler):
    """A proxy that lets nobody through, and keeps what it was asked."""

    asked: ClassVar[list[str]] = []

    def _answer(self) -> None:
        self.asked.append(self.path)
        self.send_response(403)
        self.end_headers()

    do_GET = do_HEAD = do_POST = do_CONNECT = _answer

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="module")
def refusing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", ["nobody listens", "answers 403", "socks", "no address at all"])
def test_the_page_starts_behind_a_proxy(
    kind: str, refusing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = {
        "nobody listens": "http://127.0.0.1:1",
        "answers 403": refusing,
        "socks": "socks5://127.0.0.1:1",
        "no address at all": "proxy.invalid:http",
    }[kind]
    for name in NAMES:
        monkeypatch.delenv(name.lower(), raising=False)
        monkeypatch.setenv(name, "" if name == "NO_PROXY" else proxy)
    Refusing.asked.clear()
    page, address = start(Options(Settings(model="rules", data_dir=tmp_path)), block=False)
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert b"<gradio-app" in direct.open(address, timeout=20).read()
        assert not Refusing.asked
    finally:
        page.close()


def test_what_gradio_cannot_be_imported_with_ends_no_start(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wrong = {"ALL_PROXY": "socks5://127.0.0.1:1", "http_proxy": "proxy.invalid:http"}
    wrong |= {"SSL_CERT_FILE": str(tmp_path / "none.pem")} | dict.fromkeys(LOADED, "not-installed")
    wrong |= dict.fromkeys(NUMBERS, "none")
    command = [sys.executable, "-m", "assistant", "app", "--port", str(port), "--model", "rules"]
    process = subprocess.Popen(
        command,
        env=os.environ | wrong | {"ASSISTANT_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        while True:
            try:
                answer = direct.open(f"http://127.0.0.1:{port}/", timeout=20).read()
                break
            except OSError:
                assert process.poll() is None, process.stdout and process.stdout.read()
                time.sleep(0.2)
        assert b"<gradio-app" in answer
    finally:
        process.kill()
        process.communicate()
