"""`assistant talk`: one JSON object a line in and out, and the file at the end."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assistant.cli import main

REPORT = """柳溪镇述职报告
一、抓学习
全年开展专题研讨6次，形成了常学常新的好氛围，干部精神面貌一新。
二、抓项目
引进项目8个。
"""


def talk(
    lines: list[dict[str, object] | str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> int:
    said = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines)
    stdin = io.TextIOWrapper(io.BytesIO(said.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    source = tmp_path / "r.txt"
    source.write_text(REPORT, encoding="utf-8")
    return main(["talk", str(source), "--json", "--model", "rules", "-o", str(tmp_path / "o.txt")])


def test_a_talk_answers_line_by_line_and_writes_the_report_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[dict[str, object] | str] = [
        {"say": "把“一新”改成“焕然一新”"},
        "no json",
        {"say": "采用"},
        {"read": True},
    ]
    assert talk(lines, tmp_path, monkeypatch) == 0
    turns = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [t["act"] for t in turns] == ["task", "refuse", "adopt", "answer"]
    assert turns[0]["steps"][0]["new"] == "焕然一新"
    assert turns[2]["text_changed"]
    changed = REPORT.replace("一新", "焕然一新")
    assert turns[3]["text"] == changed
    assert (tmp_path / "o.txt").read_text(encoding="utf-8") == changed
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == REPORT


def test_what_still_waits_is_exit_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert talk([{"say": "第一部分压到15字"}], tmp_path, monkeypatch) == 1
