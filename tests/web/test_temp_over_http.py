"""`assistant app` as a process: what lies on the disk while authors use it, and what after."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.page_server import PATH, PageServer
from tests.session.conftest import TEXT

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform == "win32", reason="modes and signals of POSIX"),
]
NOBODY = 65534
PYTHONS = (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
"""Root's own interpreter often lies where nobody else may go; the system's is for all."""


Serve = Callable[..., PageServer]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users reach as well: pytest's own is closed to them."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    (folder / "tmp").mkdir()
    (folder / "tmp").chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def serve(place: Path) -> Iterator[Serve]:
    """Return what starts a page for a user."""
    started: list[PageServer] = []

    def start(
        name: str = "home", user: int | None = None, python: str = sys.executable
    ) -> PageServer:
        home = place / name
        home.mkdir(exist_ok=True)
        if user is not None:
            os.chown(home, user, user)
        started.append(PageServer(home, place / "tmp", user, python))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def used(page: PageServer, kinds: tuple[str, ...] = ("txt",)) -> tuple[str, list[str]]:
    """Open an upload and download it; returns the token and the addresses."""
    token = page.open(page.upload("报告.txt", TEXT.encode()))
    return token, [page.take(token, kind) for kind in kinds]


def test_nothing_is_another_s_to_read_and_nothing_stays(serve: Serve, place: Path) -> None:
    page = serve()
    unread = page.upload("等待.txt", b"secret")
    assert page.data / "temp" in Path(unread).parents
    token, addresses = used(page, ("docx", "revisions", "layout", "txt", "md", "changes"))
    assert all(page.fetch(address)[0] == 200 for address in addresses)
    assert len(page.files) == len(addresses) + 1, "one copy of each, the upload not yet read"
    assert not page.open_to_others
    page.forget(token)
    assert page.files == [Path(unread)]
    assert all(page.fetch(address)[0] == 403 for address in addresses)
    page.end(signal.SIGINT)
    assert [p.name for p in (page.data / "temp").iterdir()] == ["start.lock"]
    assert not list((place / "tmp").iterdir())


def test_a_script_s_delete_removes_downloads_too(serve: Serve) -> None:
    gradio_client = pytest.importorskip("gradio_client")
    page = serve()
    token, _addresses = used(page)
    assert page.files
    gradio_client.Client(page.url, verbose=False).predict(token, api_name="/delete")
    assert not page.files
    log = (page.data / "audit.jsonl").read_text("utf-8").splitlines()
    told = [(one["event"], one.get("from")) for one in map(json.loads, log)]
    assert [event for event, _ in told][-1] == "deleted"
    assert {address for _, address in told} == {"127.0.0.1"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_page_that_is_stopped_clears_away(serve: Serve, number: signal.Signals) -> None:
    page = serve()
    used(page)
    page.end(number)
    assert page.process.returncode == 0
    assert not page.files


def test_a_browser_that_is_still_open_does_not_keep_the_files(serve: Serve) -> None:
    page = serve()
    used(page)
    # Never read to its end: the page's heartbeat, for which the server waits some seconds.
    with urllib.request.urlopen(f"{page.url}/gradio_api/heartbeat/some-browser", timeout=60):
        page.process.send_signal(signal.SIGINT)
        time.sleep(1)
        page.end(signal.SIGINT)
    assert not page.files


def test_what_a_kill_left_is_swept_by_the_next_start(serve: Serve) -> None:
    page = serve()
    used(page)
    page.end(signal.SIGKILL)
    assert page.files
    assert not page.open_to_others
    living = serve()
    assert not page.files
    token, (address,) = used(living)
    third = serve()
    assert living.fetch(address)[0] == 200, "a start leaves living runs alone"
    third.forget(token)
    assert living.fetch(address)[0] == 403, "a work is gone wherever it was deleted"


SHOWN = TEXT.replace("学习次", "学习【待补】次").replace("提拔人", "提拔【待补】人")
"""The report as its page shows it."""


@pytest.fixture
def python_of_nobody() -> str:
    """An interpreter that another user can run with this program; skips where there is none."""
    if os.geteuid() != 0:
        pytest.skip("only root can start a process as another user")
    for python in PYTHONS:
        with contextlib.suppress(OSError):
            done = subprocess.run(
                [python, "-B", "-c", "import assistant, numpy, pydantic_core"],
                env={"PYTHONPATH": PATH, "PATH": os.defpath},
                cwd="/",
                user=NOBODY,
                group=NOBODY,
                extra_groups=[],
                capture_output=True,
            )
            if done.returncode == 0:
                return python
    pytest.skip("no interpreter that another user can run")


def test_two_users_of_a_machine_work_at_the_same_time(
    serve: Serve, place: Path, python_of_nobody: str
) -> None:
    shared = place / "tmp" / "gradio"
    shared.mkdir(mode=0o755)  # as the page of another user, or another program, leaves it
    first, second = serve("first"), serve("second", NOBODY, python_of_nobody)
    for page, user in ((first, os.geteuid()), (second, NOBODY)):
        _token, (address,) = used(page)
        assert page.fetch(address) == (200, SHOWN.encode())
        assert not page.open_to_others
        assert {p.stat().st_uid for p in page.data.rglob("*")} == {user}
    look = subprocess.run(
        ["ls", str(first.data)], user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True
    )
    assert look.returncode != 0
    for page in (first, second):
        page.end(signal.SIGTERM)
        assert not page.files
    assert list((place / "tmp").iterdir()) == [shared]
    assert not list(shared.iterdir())
