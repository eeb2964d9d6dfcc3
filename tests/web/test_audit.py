"""The operator's log: what was done with which work, and not one word of it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.session import Session
from assistant.web import actions, files
from assistant.web.audit import Audit
from assistant.web.audited_desk import AuditedDesk
from assistant.web.options import Options
from assistant.web.rewriting import Run
from assistant.web.temp_folder import TempFolder
from tests.session.conftest import TEXT
from tests.web.conftest import wait


@pytest.fixture
def audited(options: Options) -> AuditedDesk:
    return AuditedDesk(options, TempFolder(options.temp), Audit(options.audit))


def test_what_happens_to_a_work_is_told_in_order_and_without_its_words(
    audited: AuditedDesk, options: Options
) -> None:
    work = audited.open(Session.from_text(TEXT, settings=audited.settings))
    audited.download(work.token, lambda work, to: files.write(work, "md", to))
    audited.start(work, Run(actions.request_of("shorten", "2", "30")))
    wait(work)  # with rules: nothing is sent
    elsewhere = replace(audited.settings, base_url="http://model.invalid/v1", tries=1)
    work.model, work.session.settings = "openai:m", elsewhere
    audited.start(work, Run(actions.request_of("rewrite", "3", "语气平实")))
    wait(work)
    audited.think(work, lambda: None)
    audited.close(work.token)
    lines = [json.loads(line) for line in options.audit.read_text("utf-8").splitlines()]
    told = [(one["event"], one.get("to"), one.get("kind")) for one in lines]
    assert told == [
        ("opened", None, None),
        ("downloaded", None, ".md"),
        ("sent", "model.invalid", None),
        ("sent", "model.invalid", None),
        ("deleted", None, None),
    ]
    assert len({one["work"] for one in lines}) == 1
    written = options.audit.read_text("utf-8")
    assert work.token not in written
    assert not [word for word in ("项目", "学习", "报告") if word in written]


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_the_log_is_its_owner_s_and_no_link_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "audit.jsonl"
    Audit(path).note("opened", work="1")
    assert path.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "audit.jsonl"
    other.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):
        Audit(other)
    assert not (tmp_path / "elsewhere").exists()
