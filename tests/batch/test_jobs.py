"""From what the user names to the reports of a batch, each with a place of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.batch.job import Job, job_of
from assistant.batch.jobs import plan
from assistant.errors import InputError, OutputError
from assistant.formats import Form
from assistant.request import Length, Request

OUT = Path("out")
CLEAN = Job(Path(), OUT, Request("clean"))


@pytest.fixture(autouse=True)
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder that holds a small tree of reports."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "年报/甲.txt",
        "年报/乡镇/乙.docx",
        "年报/.隐藏.txt",
        "年报/~$乙.docx",
        "年报/说明.pdf",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("内容", encoding="utf-8")


def places(*inputs: str, out: Path = OUT, default: Job = CLEAN) -> list[str]:
    return [str(job.target) for job in plan(inputs, out, default)]


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        pytest.param(["年报"], ["out/乡镇/乙.docx", "out/甲.txt"], id="a folder keeps its shape"),
        pytest.param(["年报/乡镇/乙.docx"], ["out/乙.docx"], id="a file goes directly into it"),
        pytest.param(["年报/*/*.docx"], ["out/乡镇/乙.docx"], id="a glob keeps what * matched"),
        pytest.param(["年报/**/*.txt"], ["out/甲.txt"], id="a glob keeps what ** matched"),
        pytest.param(["年报/甲.txt", "年报/*.txt"], ["out/甲.txt"], id="named twice, done once"),
    ],
)
def test_a_report_has_one_place_in_the_output_folder(inputs: list[str], found: list[str]) -> None:
    """What is no report has none."""
    assert places(*inputs) == found


def test_a_text_without_a_known_suffix_becomes_a_txt() -> None:
    Path("年度总结").write_text("内容", encoding="utf-8")
    assert places("年度总结") == ["out/年度总结.txt"]


def test_results_of_an_earlier_run_are_no_input() -> None:
    Path("年报/out").mkdir()
    Path("年报/out/甲.txt").write_text("旧", encoding="utf-8")
    assert len(places("年报", out=Path("年报/out"))) == 2


def test_reports_of_one_name_are_kept_apart_by_their_folders() -> None:
    Path("甲.txt").write_text("另一份", encoding="utf-8")
    assert places("年报/甲.txt", "甲.txt") == ["out/年报/甲.txt", "out/甲.txt"]
    assert places("甲.txt", "年报/甲.txt") == ["out/甲.txt", "out/年报/甲.txt"]


def test_reports_that_differ_only_in_capitals_are_kept_apart() -> None:
    for folder, name in (("a", "R.txt"), ("b", "r.txt")):
        Path(folder).mkdir()
        Path(folder, name).write_text("内容", encoding="utf-8")
    assert places("a/R.txt", "b/r.txt") == ["out/a/R.txt", "out/b/r.txt"]


def test_one_file_for_two_tasks_gets_two_places() -> None:
    Path("jobs.jsonl").write_text(
        '{"file": "年报/甲.txt", "task": "clean"}\n'
        '{"file": "年报/甲.txt", "task": "shorten", "to": "50%"}\n',
        encoding="utf-8",
    )
    assert places("jobs.jsonl") == ["out/甲.txt", "out/甲-2.txt"]


def test_a_line_of_a_job_list_may_name_its_place_and_a_folder() -> None:
    Path("jobs.csv").write_text(
        "file,output\n年报/甲.txt,新/稿.txt\n年报/乡镇,\n", encoding="utf-8"
    )
    assert places("jobs.csv") == ["out/新/稿.txt", "out/乙.docx"]


def test_a_line_of_a_job_list_may_ask_for_figures_alone_or_for_parts_as_well() -> None:
    Path("jobs.csv").write_text(
        "文件,任务,只补空缺\n年报/甲.txt,fill,是\n年报/乡镇/乙.docx,fill,\n年报/甲.txt,fill,否\n"
        "年报/甲.txt,clean,\n",
        encoding="utf-8",
    )
    for wish in (True, False):
        jobs = plan(["jobs.csv"], OUT, Job(Path(), Path(), Request("fill", figures_only=wish)))
        assert [j.request.figures_only for j in jobs] == [True, wish, False, False]
        assert [job_of("", str(j.target), j.spec()).request for j in jobs] == [
            j.request for j in jobs
        ]
    Path("jobs.csv").write_text("文件,只补空缺\n年报/甲.txt,也许\n", encoding="utf-8")
    with pytest.raises(InputError, match="第 2 行.*也许"):
        plan(["jobs.csv"], OUT, CLEAN)


def test_a_job_list_of_a_spreadsheet_in_gb18030_is_read() -> None:
    Path("jobs.csv").write_bytes("文件,任务\r\n年报/甲.txt,清理\r\n".encode("gb18030"))
    (job,) = plan(["jobs.csv"], OUT, CLEAN)
    assert job.request.task == "clean"


def test_what_is_laid_out_becomes_a_word_file() -> None:
    laid = Job(Path(), OUT, Request("clean"), form=Form(layout="gbt9704"))
    assert places("年报/甲.txt", default=laid) == ["out/甲.docx"]


@pytest.mark.parametrize("name", ["空", "没有*.txt"])
def test_an_input_without_a_report_is_named(name: str) -> None:
    Path("空").mkdir()
    with pytest.raises(InputError, match="空|没有"):
        places(name)


def test_a_file_is_no_output_folder() -> None:
    with pytest.raises(OutputError, match=r"甲.txt"):
        places("年报", out=Path("年报/甲.txt"))


def test_a_job_comes_back_from_what_the_store_keeps_of_it() -> None:
    request = Request("shorten", ("2",), Length.parse("60%"), None)
    job = Job(Path("甲.txt"), OUT / "甲.docx", request, "team-duty", (), Form(layout="gbt9704"))
    assert job_of("甲.txt", "out/甲.docx", job.spec()) == job
