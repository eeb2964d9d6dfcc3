"""Where results go, and what a job list says: nothing of anybody else's is overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import batch
from assistant.batch import BatchRun, Result
from assistant.config import Settings
from assistant.errors import InputError, OutputError, UsageError
from tests.batch.papers import SHORTER, outputs, paper, papers

pytestmark = pytest.mark.usefixtures("empty_folder")

RULES = Settings(model="rules")


def run(*inputs: str | Path, output: str = "out", **options: Any) -> tuple[BatchRun, list[Result]]:
    work = batch.run(inputs or ["in"], output, SHORTER, **options)
    return work, list(work)


def test_a_foreign_file_in_the_way_is_not_overwritten_unasked() -> None:
    papers(Path("in"), 2)
    Path("out").mkdir()
    Path("out/00001.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--yes"):
        run(settings=RULES)
    run(settings=RULES, overwrite=True)
    assert outputs(Path("out"))["00001.txt"] != "mine"


def test_a_result_that_a_person_edited_is_not_overwritten_unasked() -> None:
    (path,) = papers(Path("in"), 1)
    _, (result,) = run(settings=RULES)
    Path(result.target).write_text("edited", encoding="utf-8")
    path.write_text(paper(9), encoding="utf-8")
    with pytest.raises(OutputError, match="--yes"):
        run(settings=RULES)


def test_a_deleted_result_is_made_again() -> None:
    papers(Path("in"), 1)
    _, (result,) = run(settings=RULES)
    Path(result.target).unlink()
    _, (again,) = run(settings=RULES)
    assert not again.reused
    assert Path(again.target).exists()


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_done() -> None:
    papers(Path("in"), 1)
    Path("file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="不是文件夹"):
        run(output="file", settings=RULES)
    with pytest.raises(OutputError, match="不能写入"):
        run(output="file/below", settings=RULES)


def test_a_result_never_replaces_its_report() -> None:
    papers(Path("in"), 1)
    with pytest.raises(OutputError, match="盖掉原文件"):
        run("in/00000.txt", output="in", settings=RULES, overwrite=True)


def test_a_job_list_says_for_each_file_what_is_done(settings: Settings) -> None:
    papers(Path("in"), 3)
    Path("figures.csv").write_text("指标,数值,单位,出处\n走访户数,12,户,台账\n", encoding="utf-8")
    Path("jobs.csv").write_text(
        "文件,任务,篇幅,文种,数据,要求\n"
        "in/00000.txt,压缩,60%,,,\n"
        "in/00001.txt,rewrite,,general,,语气平实一些\n"
        "in/00002.txt,fill,,,figures.csv,\n",
        encoding="utf-8",
    )
    _, results = run("jobs.csv", settings=settings)
    assert [r.row["task"] for r in results] == ["shorten", "rewrite", "fill"]
    assert all(r.verdict for r in results)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("文件,颜色\nin/00000.txt,红\n", "颜色"),
        ("文件,任务\n,clean\n", "没有写文件"),
        ("文件,任务\nin/00000.txt,polish\n", "polish"),
        ("文件,任务,篇幅\nin/00000.txt,shorten,百分之几\n", "第 2 行"),
        ("文件,任务\n", "没有报告"),
    ],
)
def test_a_mistake_in_a_job_list_is_named_with_its_line(text: str, named: str) -> None:
    papers(Path("in"), 1)
    Path("jobs.csv").write_text(text, encoding="utf-8")
    with pytest.raises((InputError, UsageError), match=named):
        run("jobs.csv", settings=RULES)
