"""The table of tasks is all that names, offers and limits a task."""

from __future__ import annotations

import ast
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from assistant.chains.clean import CLEAN
from assistant.chains.job import Draft, Engine, Job
from assistant.chains.shape import Chain, Piece
from assistant.cli import main
from assistant.cli.commands import build
from assistant.errors import UsageError
from assistant.findings import Language, Message
from assistant.request import OPTIONS, Length, Request, require_sensible
from assistant.session import Session
from assistant.tasks import TASKS, Detail, Task, TaskRow, task_label, task_named
from assistant.web import texts
from assistant.web.actions import request_of
from tests.sources import modules, named, nodes

REPORT = "柳溪乡2024年度工作总结\n一、抓好学习\n全年开展学习12次,参加人员340人次。\n"
TOY = TaskRow(
    label=Message("换全角", "Full width"),
    help="Give commas their full width.",
    why=Message("半角逗号换成全角", "a full-width comma"),
    chain="tests.test_tasks:WIDE",
    also=("全角",),
    takes=frozenset({Detail.INSTRUCTION}),
    by_code=True,
)


def _gather(job: Job, pieces: object) -> list[Draft]:
    return [Draft(t, job.source(t).replace(",", "，"), Engine.RULES) for t in job.targets]


WIDE: Chain[Piece] = replace(CLEAN, gather=_gather)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Add the toy task to the table, and a report to the folder the test is in."""
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setitem(TASKS, "widen", TOY)
    return "widen"


def command(*arguments: str) -> int:
    code = build()(list(arguments), prog_name="assistant", standalone_mode=False)
    assert isinstance(code, int)
    return code


def test_a_new_task_is_a_command(toy: str, capsys: pytest.CaptureFixture[str]) -> None:
    command(toy, "报告.txt", "--model", "rules")
    shown = capsys.readouterr()
    assert "12次，参加" in shown.out
    assert "换全角" in shown.err


def test_a_new_task_can_be_done_in_a_batch_and_by_a_job_list(toy: str) -> None:
    Path("清单.csv").write_text("文件,任务\n报告.txt,全角\n", encoding="utf-8")
    for given, out in (("报告.txt", "甲"), ("清单.csv", "乙")):
        first = toy if out == "甲" else "clean"
        command("batch", first, given, "-o", out, "--model", "rules", "--processes", "0")
        assert "12次，参加" in (Path(out) / "报告.txt").read_text(encoding="utf-8")
        assert "换全角" in (Path(out) / "summary.html").read_text(encoding="utf-8")


def test_a_new_task_is_asked_for_and_told_of_on_the_page(toy: str) -> None:
    request = request_of(toy, "1", "随便")
    assert request == Request(toy, ("1",), instruction="随便")
    session = Session.open(Path("报告.txt"), model="rules")
    version = session.adopt(session.propose(request))
    assert version.what.zh.startswith("换全角“一、抓好学习”")
    assert {change.reason for change in version.changes} == {TOY.why}


def test_every_row_names_a_chain_that_is_there() -> None:
    assert set(TASKS) == set(Task)
    for row in TASKS.values():
        module, _, name = row.chain.partition(":")
        assert isinstance(getattr(import_module(module), name), Chain)


def test_a_task_has_one_name_in_each_language() -> None:
    assert task_label("shorten") == "压缩"
    assert task_label("shorten", Language.EN) == "Shorten"
    assert task_label("from another version") == "from another version"
    assert texts.TEXTS["do_fill"] == (TASKS["fill"].label.zh, TASKS["fill"].label.en)
    assert [task_named(word) for word in ("精简", "压缩", "shorten", "无")] == [
        "shorten", "shorten", "shorten", "无",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "told", "option"),
    [
        (Request("polish"), "polish", "polish"),
        (Request("shorten"), "篇幅", "--to"),
        (Request("rewrite", instruction=" "), "怎样改", "--instruction"),
        (Request("clean", to=Length(words=9)), "篇幅", "--to"),
        (Request("fill", instruction="短些"), "怎样改", "--instruction"),
    ],
)
def test_one_validator_serves_every_face_in_its_own_words(
    request_: Request, told: str, option: str
) -> None:
    with pytest.raises(UsageError, match=told):
        require_sensible(request_)
    with pytest.raises(UsageError, match=option):
        require_sensible(request_, OPTIONS)


def test_no_other_module_lists_the_tasks() -> None:
    names = set(TASKS)
    listing = []
    for path in modules("restructure"):
        for node in nodes(path):
            if isinstance(node, ast.Dict | ast.Set | ast.List | ast.Tuple | ast.ClassDef):
                values = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
                if names <= {v for v in values if isinstance(v, str)}:
                    listing.append(named(path))
    assert set(listing) == {"tasks.py"}


def test_the_help_offers_every_task(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(task in shown for task in TASKS)
