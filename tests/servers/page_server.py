"""`assistant app` as a process of any user, spoken to as a browser speaks to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import gradio

from tests.servers.forked import Popen

REPOSITORY = Path(__file__).parents[2]
PATH = os.pathsep.join((str(REPOSITORY), str(Path(gradio.__file__).parents[1])))
"""Where an interpreter of whatever user finds this program and its libraries."""


class PageServer:
    """A running page of one user, with a system folder for temporary files of the test's own."""

    def __init__(
        self, home: Path, system_temp: Path, user: int | None = None, python: str = sys.executable
    ) -> None:
        self.data = home / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")}
        environment |= {
            "HOME": str(home),
            "TMPDIR": str(system_temp),
            "PYTHONPATH": PATH,
            "PYTHONDONTWRITEBYTECODE": "1",
            "ASSISTANT_DATA_DIR": str(self.data),
        }
        command = [python, "-m", "assistant", "app", "--port", str(port)]
        # Another user may not be able to read what this user's interpreter has imported.
        start: Any = Popen if python == sys.executable else subprocess.Popen
        self.process = start(
            [*command, "--model", "rules"],
            env=environment,
            cwd=home,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            umask=0o022,
            stdout=subprocess.DEVNULL,
            stderr=(home / "log").open("wb"),
        )
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                self.config = json.loads(self._send("/config"))
                return
            except OSError:
                assert self.process.poll() is None, (home / "log").read_text()
                time.sleep(0.2)
        raise AssertionError("it does not answer")

    def upload(self, name: str, content: bytes) -> str:
        """Send a file as a browser does; returns where it lies."""
        boundary = uuid.uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="{name}"\r\n\r\n'
        )
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        found: list[str] = json.loads(self._send("/gradio_api/upload", body, kind))
        return found[0]

    def open(self, path: str) -> str:
        """Open an uploaded report; returns its token."""
        file = {"path": path, "meta": {"_type": "gradio.FileData"}, "orig_name": Path(path).name}
        return str(self._trigger("file", "upload", [file, [], "auto", "zh", None])[0])

    def take(self, token: str, kind: str) -> str:
        """Press a download; returns the address of the file."""
        found = self._trigger(f"take-{kind}", "click", [token, "zh"])[0]
        path = found.get("value", found)["path"]
        return f"/gradio_api/file={urllib.parse.quote(path)}"

    def forget(self, token: str) -> None:
        """Press the button that deletes a work."""
        self._trigger("forget", "click", [token, [token], "zh"])

    def fetch(self, address: str) -> tuple[int, bytes]:
        """Return status and body of an address."""
        try:
            return 200, self._send(address)
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def end(self, number: int) -> None:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        self.process.wait(60)

    @property
    def files(self) -> list[Path]:
        """All that holds words of an author, but for the store."""
        return [p for p in (self.data / "temp").rglob("*") if p.is_file() and p.stat().st_size]

    @property
    def open_to_others(self) -> list[Path]:
        """What others may read or write."""
        return [p for p in [self.data, *self.data.rglob("*")] if p.lstat().st_mode & 0o077]

    def _trigger(self, button: str, event: str, values: list[Any]) -> list[Any]:
        """Do what the page does when a button is pressed; returns the new values."""
        ids = {c["id"]: c["props"].get("elem_id") for c in self.config["components"]}
        number = next(
            d["id"]
            for d in self.config["dependencies"]
            if (button, event) in [(ids.get(t[0]), t[1]) for t in d["targets"]]
        )
        session = uuid.uuid4().hex
        asked = {"data": values, "fn_index": number, "session_hash": session}
        self._send("/gradio_api/queue/join", json.dumps(asked).encode(), "application/json")
        told = self._send(f"/gradio_api/queue/data?session_hash={session}").decode()
        for line in told.splitlines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                assert message["success"], message
                new: list[Any] = message["output"]["data"]
                return new
        raise AssertionError(told)

    def _send(self, address: str, body: bytes | None = None, kind: str = "text/plain") -> bytes:
        request = urllib.request.Request(
            self.url + address, data=body, headers={"Content-Type": kind}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: bytes = answer.read()
            return found
