"""A batch is planned before it is done, and one bad report stops no other."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import RECORD, Job, Options, exit_code, plan, run_batch
from assistant.config import Settings
from assistant.errors import FormatError, InputError, OutputError
from assistant.request import Request

OUT = Path("out")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
    return tmp_path


def places(jobs: list[Job]) -> list[str]:
    return [str(job.target) for job in jobs]


def test_a_folder_keeps_its_shape_and_leaves_out_what_is_no_report() -> None:
    assert places(plan(["年报"], OUT)) == ["out/乡镇/乙.docx", "out/甲.txt"]


def test_a_file_goes_directly_into_the_output_folder() -> None:
    assert places(plan(["年报/乡镇/乙.docx"], OUT)) == ["out/乙.docx"]


def test_a_text_without_a_known_suffix_becomes_a_txt() -> None:
    Path("年度总结").write_text("内容", encoding="utf-8")
    assert places(plan(["年度总结"], OUT)) == ["out/年度总结.txt"]


def test_a_glob_keeps_the_folders_its_wildcards_matched() -> None:
    assert places(plan(["年报/*/*.docx"], OUT)) == ["out/乡镇/乙.docx"]
    assert places(plan(["年报/**/*.txt"], OUT)) == ["out/甲.txt"]


def test_a_report_named_twice_is_done_once() -> None:
    assert places(plan(["年报/甲.txt", "年报/*.txt"], OUT)) == ["out/甲.txt"]


def test_results_of_an_earlier_run_are_no_input() -> None:
    assert len(plan(["年报"], Path("年报/out"))) == 2
    (Path("年报/out")).mkdir()
    (Path("年报/out/甲.txt")).write_text("旧", encoding="utf-8")
    assert len(plan(["年报"], Path("年报/out"), overwrite=True)) == 2


def test_two_reports_never_end_in_one_file() -> None:
    Path("甲.txt").write_text("另一份", encoding="utf-8")
    with pytest.raises(OutputError, match="甲.txt"):
        plan(["年报/甲.txt", "甲.txt"], OUT)


def test_an_existing_result_is_not_overwritten_unasked() -> None:
    OUT.mkdir()
    (OUT / "甲.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(OutputError, match="--yes"):
        plan(["年报"], OUT)
    assert len(plan(["年报"], OUT, overwrite=True)) == 2


@pytest.mark.parametrize("name", ["空", "没有*.txt"])
def test_an_input_without_a_report_is_named(name: str) -> None:
    Path("空").mkdir()
    with pytest.raises(InputError, match="空|没有"):
        plan([name], OUT)


def test_a_file_is_no_output_folder() -> None:
    with pytest.raises(OutputError, match="甲.txt"):
        plan(["年报"], Path("年报/甲.txt"))


@dataclass
class FakeOutcome:
    text: str
    exit_code: int = 0

    def as_dict(self, _language: object) -> dict[str, Any]:
        return {
            "verdict": "accepted" if self.exit_code == 0 else "review",
            "genre": "general",
            "words": {"source": 2, "asked": None, "delivered": 2},
            "gaps": [],
            "questions": [],
            "usage": {},
        }


@dataclass
class FakeSession:
    path: str
    source: None = field(default=None)

    @classmethod
    def open(cls, path: str, **_options: object) -> FakeSession:
        if "坏" in path:
            raise FormatError(f"“{path}”不是文本。")
        return cls(path)

    def run(self, _request: object, _progress: object, **_options: object) -> FakeOutcome:
        return FakeOutcome("净稿", exit_code=1 if "待审" in self.path else 0)

    def close(self) -> None:
        pass


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Options:
    """Stand in for the session: reports named 坏 cannot be read, those named 待审 need a person."""
    monkeypatch.setattr("assistant.batch.Session", FakeSession)
    return Options(Request(task="clean"), Settings())


def jobs(*names: str) -> list[Job]:
    return [Job(Path(name), OUT / name) for name in names]


@pytest.mark.parametrize("workers", [1, 3])
def test_one_unreadable_report_is_named_and_the_others_are_finished(
    options: Options, workers: int
) -> None:
    results = list(run_batch(jobs("甲.txt", "坏.txt", "乙.txt"), options, OUT, workers=workers))
    assert [r.verdict for r in results] == ["accepted", None, "accepted"]
    assert "坏.txt" in (results[1].error or "")
    assert (OUT / "乙.txt").read_text(encoding="utf-8") == "净稿"
    assert not (OUT / "坏.txt").exists()


def test_every_report_is_a_row_of_the_record(options: Options) -> None:
    list(run_batch(jobs("甲.txt", "坏.txt", "待审.txt"), options, OUT))
    rows = [json.loads(line) for line in (OUT / RECORD).read_text("utf-8").splitlines()]
    assert [row["file"] for row in rows] == ["甲.txt", "坏.txt", "待审.txt"]
    assert [row["exit"] for row in rows] == [0, 2, 1]
    assert rows[1]["output"] is None


def test_a_row_is_written_before_the_next_report_is_begun(options: Options) -> None:
    results = run_batch(jobs("甲.txt", "乙.txt"), options, OUT)
    next(results)
    assert len((OUT / RECORD).read_text("utf-8").splitlines()) == 1
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("names", "code"),
    [(("甲.txt",), 0), (("甲.txt", "待审.txt"), 1), (("坏.txt", "待审.txt"), 2), ((), 0)],
)
def test_the_worst_report_gives_the_exit_code(
    options: Options, names: tuple[str, ...], code: int
) -> None:
    assert exit_code(list(run_batch(jobs(*names), options, OUT))) == code
