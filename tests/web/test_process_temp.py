"""The process while it serves: all its temporary files in one folder, nobody else's to read."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import gradio
import gradio.route_utils
import gradio.routes
import pytest

from assistant.web.process_temp import TempHold, stopped_by_signals


def umask() -> int:
    found = os.umask(0o077)
    os.umask(found)
    return found


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if no page were served by this process, whatever other tests serve."""
    monkeypatch.setattr(TempHold, "_count", 0)
    for name in ("_folder", "_before"):
        monkeypatch.setattr(TempHold, name, None, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)
    for module in (gradio.routes, gradio.route_utils):
        monkeypatch.setattr(module, "DEFAULT_TEMP_DIR", "/tmp/gradio")
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("apart")
def test_gradio_and_python_are_turned_to_the_folder_and_back(tmp_path: Path) -> None:
    hold = TempHold(tmp_path / "temp")
    served = str(hold.folder.served)
    assert served == gradio.Textbox().GRADIO_CACHE
    assert gradio.routes.App().uploaded_file_dir == served
    for module in (gradio.routes, gradio.route_utils):
        assert vars(module)["DEFAULT_TEMP_DIR"] == served
    assert tempfile.gettempdir() == str(hold.folder.scratch)
    assert umask() == 0o077
    hold.end()
    hold.end()
    assert not hold.folder.path.exists()
    assert "GRADIO_TEMP_DIR" not in os.environ
    assert hold.folder.path not in Path(tempfile.gettempdir()).parents
    assert umask() == 0o022


@pytest.mark.usefixtures("apart")
def test_two_pages_of_a_process_share_it_until_the_last_one_ends(tmp_path: Path) -> None:
    one, two = TempHold(tmp_path / "one"), TempHold(tmp_path / "two")
    assert one.folder is two.folder
    one.end()
    assert two.folder.path.exists()
    assert umask() == 0o077
    two.end()
    assert not two.folder.path.exists()
    assert umask() == 0o022


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_as_ctrl_c_does(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), stopped_by_signals():
        signal.raise_signal(number)
    assert signal.getsignal(number) is signal.SIG_DFL


def test_what_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_by_signals():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
