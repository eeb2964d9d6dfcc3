"""The folder of one run: its owner's alone, and gone when the work, the run or its process is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from assistant.errors import OutputError
from assistant.web.temp_folder import KEPT, TempFolder
from tests.servers.forked import Popen

AS_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root has other users at hand"
)
HOLD = """
import sys, time
from pathlib import Path
from assistant.web.temp_folder import TempFolder
folder = TempFolder(Path(sys.argv[1]))
(folder.served / "report.txt").write_text("secret")
print(folder.path, flush=True)
time.sleep(60)
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "data" / "temp"


@pytest.fixture
def temp(base: Path) -> Iterator[TempFolder]:
    folder = TempFolder(base)
    yield folder
    folder.remove()


@pytest.fixture
def other_run(base: Path) -> Iterator[tuple[Popen, Path]]:
    """A run in a process of its own, and its folder."""
    process = Popen([sys.executable, "-c", HOLD, str(base)], stdout=PIPE, text=True)
    assert process.stdout is not None
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.wait()


def mode(path: Path) -> int:
    return path.lstat().st_mode & 0o777


def test_it_is_its_owner_s_alone(temp: TempFolder, base: Path) -> None:
    for folder in (base.parent, base, temp.path, temp.served, temp.scratch):
        assert mode(folder) == 0o700
    assert {mode(lock) for lock in base.glob("*.lock")} == {0o600}


def test_a_folder_that_others_could_read_is_closed_to_them(base: Path) -> None:
    base.mkdir(parents=True)
    base.chmod(0o777)
    TempFolder(base).remove()
    assert mode(base) == 0o700


def test_a_link_is_not_followed(base: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    base.parent.mkdir()
    base.symlink_to(elsewhere)
    with pytest.raises(OutputError, match="不是您的文件夹") as raised:
        TempFolder(base)
    assert "is not yours" in raised.value.message.en
    assert not list(elsewhere.iterdir())


def test_a_file_in_its_place_is_refused(base: Path) -> None:
    base.parent.mkdir()
    base.write_text("")
    with pytest.raises(OutputError, match="不是您的文件夹"):
        TempFolder(base)


@AS_ROOT
def test_a_folder_of_another_user_is_refused(base: Path) -> None:
    base.mkdir(parents=True)
    os.chown(base, 65534, 65534)
    with pytest.raises(OutputError, match="不是您的文件夹"):
        TempFolder(base)
    assert not list(base.iterdir())


def test_where_it_cannot_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OutputError, match="无法建立临时文件夹") as raised:
        TempFolder(tmp_path / "data" / "temp")
    assert "cannot be made" in raised.value.message.en


def test_nothing_is_left_when_it_is_removed(base: Path) -> None:
    temp = TempFolder(base)
    (temp.download_of("token") / "report.txt").write_text("secret")
    temp.remove()
    assert [path.name for path in base.iterdir()] == ["start.lock"]


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_has_is_not(
    base: Path, other_run: tuple[Popen, Path]
) -> None:
    process, left = other_run
    TempFolder(base).remove()
    assert (left / "served" / "report.txt").read_text() == "secret"
    process.kill()
    process.wait()
    assert left.exists()
    TempFolder(base).remove()
    assert [path.name for path in base.iterdir()] == ["start.lock"]


def test_a_leftover_that_is_a_link_costs_nothing_elsewhere(base: Path, tmp_path: Path) -> None:
    TempFolder(base).remove()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (base / "link").symlink_to(tmp_path / "mine")
    TempFolder(base).remove()
    assert (tmp_path / "mine" / "file").exists()


def test_runs_that_start_at_once_leave_each_other_alone(base: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(base)]
    runs = [Popen(command, stdout=PIPE, text=True) for _ in range(6)]
    try:
        folders = [Path(run.stdout.readline().strip()) for run in runs if run.stdout]
        assert len(set(folders)) == len(runs)
        assert all((folder / "served" / "report.txt").exists() for folder in folders)
    finally:
        for run in runs:
            run.kill()
            run.wait()


def test_a_download_has_a_folder_nobody_can_guess(temp: TempFolder) -> None:
    one, two = temp.download_of("token"), temp.download_of("token")
    assert one != two
    assert len(one.name) > 20
    assert "token" not in str(one)
    assert mode(one) == mode(one.parent) == 0o700


def test_what_nobody_fetched_goes_after_a_while(temp: TempFolder) -> None:
    old, new = temp.download_of("a") / "old.txt", temp.download_of("b") / "new.txt"
    for path in (old, new):
        path.write_text("secret")
    for path in (old, old.parent):
        os.utime(path, (0, path.stat().st_mtime - KEPT - 1))
    temp.expire()
    assert not old.exists()
    assert new.exists()
