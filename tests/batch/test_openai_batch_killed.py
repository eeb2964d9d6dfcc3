"""The command itself is killed while its batch is under way; the same command again goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from assistant import samples
from tests.batch.bureau import reply
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import LineBehaviour, says
from tests.servers.forked import Popen
from tests.servers.model_server import Request

ROOT = Path(__file__).parents[2]


def written(request: Request) -> LineBehaviour:
    text, finish = reply(request)
    return says(text, finish=finish)


@pytest.fixture
def held() -> Iterator[BatchApiServer]:
    """A server on which every batch stays in progress until it is let go."""
    server = BatchApiServer(held=True)
    server.always(written)
    stop = server.start()
    yield server
    stop()


def command(folder: Path) -> Popen:
    line = "batch shorten in -o out --to 60% --model openai:m --via openai-batch --config set.toml"
    return Popen(
        [sys.executable, "-m", "assistant", *line.split()],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_same_command_again_fetches_the_batch_that_was_paid_for(
    held: BatchApiServer, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(samples.path("team-duty"), tmp_path / "in")
    settings = f'base_url = "{held.base_url}"\n[openai_batch]\npoll = 0.1\n'
    (tmp_path / "set.toml").write_text(settings, encoding="utf-8")
    running = command(tmp_path)
    while sum("GET /batches/" in one for one in held.log) < 2:
        assert running.poll() is None, running.communicate()[1]
        sleep(0.01)
    running.kill()
    running.communicate()
    assert len(held.batches) == 1
    held.held = False
    running = command(tmp_path)
    _out, said = running.communicate(timeout=60)
    assert running.returncode in (0, 1), said
    assert "已完成" in said
    assert max(Counter(held.paid).values()) == 1
    (row,) = (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
    assert json.loads(row)["error"] is None
    assert not held.files
