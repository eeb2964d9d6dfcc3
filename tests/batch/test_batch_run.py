"""A batch finishes every report or names it, and does nothing twice."""

from __future__ import annotations

import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import batch
from assistant.batch import BatchRun, Result
from assistant.batch.export import write_summary
from assistant.batch.report_reader import ReportReader
from assistant.batch.runner import Reason
from assistant.batch.store import Store
from assistant.config import Settings
from assistant.errors import OutputError
from assistant.formats import Form, write_report
from assistant.request import Request
from assistant.session import Session
from tests.batch.papers import SHORTER, outputs, paper, papers, record
from tests.servers.behaviours import status
from tests.servers.fair import fair
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")

RULES = Settings(model="rules")


def run(*inputs: str | Path, output: str = "out", **options: Any) -> tuple[BatchRun, list[Result]]:
    work = batch.run(inputs or ["in"], output, options.pop("request", SHORTER), **options)
    return work, list(work)


def retry(*verdicts: str) -> None:
    with closing(Store.find(Path("out"))) as store:
        store.retry(verdicts)


def calls(server: ModelServer) -> int:
    return len(server.requests)


def test_results_come_in_the_order_of_input(settings: Settings) -> None:
    paths = papers(Path("in"), 5)
    work, results = run(*reversed(paths), settings=settings, jobs=4)
    assert [r.source for r in results] == [str(p) for p in reversed(paths)]
    assert [row["file"] for row in record(Path("out"))] == [r.source for r in results]
    assert work.ended is not None
    assert work.ended.reason is Reason.DONE


def test_rules_give_the_same_bytes_whatever_runs_at_once() -> None:
    papers(Path("in"), 6)
    run(settings=RULES, jobs=1, output="one")
    run(settings=RULES, jobs=8, output="eight")
    assert outputs(Path("one")) == outputs(Path("eight"))


def test_a_model_gives_the_same_bytes_whatever_runs_at_once(settings: Settings) -> None:
    papers(Path("in"), 6)
    run(settings=settings, jobs=1, output="one")
    run(settings=settings, jobs=8, output="eight")
    assert outputs(Path("one")) == outputs(Path("eight"))
    assert any(s["engine"] == "model" for row in record(Path("one")) for s in row["sections"])


def test_a_batch_gives_what_a_single_run_gives(settings: Settings) -> None:
    (path,) = papers(Path("in"), 1)
    (result,) = run(settings=settings)[1]
    single = Session.open(path, settings=settings).run(SHORTER)
    assert Path(result.target).read_text("utf-8") == single.text
    assert result.row["words"] == single.as_dict()["words"]
    assert result.row["usage"]["calls"] == single.usage.calls
    assert result.row["prompts"] == dict(single.prompts)


def test_one_long_report_uses_all_slots(model_server: ModelServer, settings: Settings) -> None:
    Path("in").mkdir()
    Path("in/long.txt").write_text(paper(1, 12), encoding="utf-8")
    four = threading.Event()

    def all_at_once(request: Any) -> Any:
        if calls(model_server) == 4:
            four.set()
        four.wait(20)  # nobody is answered before four have come together
        return fair(request)

    model_server.always(all_at_once)
    run(settings=settings, jobs=4)
    assert four.is_set()


def test_an_unchanged_job_makes_no_call_and_a_changed_one_does(
    model_server: ModelServer, settings: Settings
) -> None:
    paths = papers(Path("in"), 3)
    run(settings=settings)
    first = calls(model_server)
    work, results = run(settings=settings)
    assert calls(model_server) == first
    assert all(r.reused for r in results)
    assert work.reused == 3
    paths[1].write_text(paper(77), encoding="utf-8")
    _, results = run(settings=settings)
    assert [r.reused for r in results] == [True, False, True]
    assert calls(model_server) > first
    assert all("次" in r.text and "77" in r.text for r in model_server.requests[first:])


def test_a_changed_option_is_done_again(model_server: ModelServer, settings: Settings) -> None:
    papers(Path("in"), 2)
    run(settings=settings)
    first = calls(model_server)
    other = Request("rewrite", instruction="语气平实一些")
    _, results = run(settings=settings, request=other)
    assert not any(r.reused for r in results)
    assert calls(model_server) > first


def test_a_changed_prompt_is_done_again(
    model_server: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(Path("in"), 1)
    run(settings=settings)
    first = calls(model_server)
    from assistant.prompts import load_prompt

    prompt = load_prompt("section_shorten")
    told = ((prompt.messages[0][0], prompt.messages[0][1] + "请用平实的话。"), *prompt.messages[1:])
    changed = replace(prompt, messages=told, hash="0" * 8)
    for place in ("assistant.prompts", "assistant.chains.section"):
        monkeypatch.setattr(
            f"{place}.load_prompt",
            lambda name: changed if name == "section_shorten" else load_prompt(name),
        )
    run(settings=settings)
    assert calls(model_server) == 2 * first


def test_a_report_done_anew_asks_nothing_that_was_asked_before(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    _, before = run(settings=settings)
    first = calls(model_server)
    assert all(r.row["usage"]["calls"] for r in before)
    retry("accepted", "review")
    _, again = run(settings=settings)
    assert calls(model_server) == first
    assert not any(r.reused for r in again)
    assert [r.row["usage"]["calls"] for r in again] == [0, 0]
    assert [r.row["sections"] for r in again] == [r.row["sections"] for r in before]


def test_each_report_is_opened_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    papers(Path("in"), 8)
    opened: list[Any] = []
    real = ReportReader.open

    def counted(self: Any, job: Any) -> Any:
        opened.append(job.source)
        return real(self, job)

    monkeypatch.setattr("assistant.batch.report_reader.ReportReader.open", counted)
    run(settings=settings, jobs=4, processes=0)
    assert len(opened) == len(set(opened)) == 8


def test_what_code_alone_can_do_needs_no_model_however_strict(model_server: ModelServer) -> None:
    nowhere = Settings(model="local:/nowhere/model.gguf")
    papers(Path("in"), 1, sections=4)
    moved = Request("restructure", instruction="把第二部分移到最后")
    work, (result,) = run(settings=nowhere, request=moved, strict_model=True)
    assert result.verdict == "accepted"
    assert (work.exit_code, result.row["usage"]["calls"]) == (0, 0)
    single = Session.open("in/00000.txt", settings=nowhere).run(moved, strict_model=True)
    assert Path(result.target).read_text("utf-8") == single.text
    divided = Request("restructure", instruction="分成三点")
    assert run(settings=nowhere, request=divided, strict_model=True)[0].exit_code == 3


def test_all_places_of_a_restructured_report_are_asked_about_together(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 1, sections=4)
    four = threading.Event()

    def all_at_once(request: Any) -> Any:
        if calls(model_server) == 4:
            four.set()
        four.wait(20)
        return fair(request)

    model_server.always(all_at_once)
    asked = Request("restructure", ("1", "2", "3", "4"), instruction="分成三点")
    run(settings=settings, jobs=4, request=asked)
    assert four.is_set()


def test_a_verified_section_is_not_paid_for_again_in_a_changed_report(
    model_server: ModelServer, settings: Settings
) -> None:
    request = Request("rewrite", instruction="语气平实一些")
    (path,) = papers(Path("in"), 1, sections=4)
    run(settings=settings, request=request)
    first = calls(model_server)
    text = path.read_text("utf-8").replace("专题会议3次", "专题会议888次")
    path.write_text(text, encoding="utf-8")
    run(settings=settings, request=request)
    assert calls(model_server) > first
    assert all("888次" in str(r.messages) for r in model_server.requests[first:])


def test_what_was_not_verified_is_no_cache(model_server: ModelServer, settings: Settings) -> None:
    papers(Path("in"), 1)
    request = Request("rewrite", instruction="语气平实一些")
    model_server.always(lambda _request: status(400, "no"))
    _, (result,) = run(settings=settings, request=request)
    assert result.verdict == "unchanged"
    before = calls(model_server)
    model_server.always(fair)
    retry("unchanged")
    _, (again,) = run(settings=settings, request=request)
    assert calls(model_server) > before
    assert again.verdict != "unchanged"


def test_bad_reports_are_named_and_the_others_finished(tmp_path: Path) -> None:
    good, _ = papers(Path("in"), 2)
    Path("in/binary.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    Path("in/empty.txt").write_bytes(b"")
    Path("in/broken.docx").write_bytes(b"PK\x03\x04 no zip")
    work, results = run(settings=RULES)
    verdicts = {Path(r.source).name: r.verdict for r in results}
    assert [name for name, v in verdicts.items() if v is None] == [
        "binary.txt",
        "broken.docx",
        "empty.txt",
    ]
    assert all(Path(r.source).name in (r.error or "") for r in results if r.verdict is None)
    assert work.exit_code == 2
    rows = {row["file"]: row for row in record(Path("out"))}
    assert rows["in/empty.txt"]["output"] is None
    assert rows[str(good)]["verdict"] == "accepted"


def test_a_missing_file_is_named_and_the_others_finished() -> None:
    (path,) = papers(Path("in"), 1)
    _, results = run("in/none.txt", path, settings=RULES)
    assert [r.verdict is None for r in results] == [True, False]
    assert "不存在" in (results[0].error or "")


def test_two_files_of_one_name_are_both_done() -> None:
    for place in ("甲镇", "乙镇"):
        Path(place).mkdir()
        Path(place, "总结.txt").write_text(paper(len(place) + ord(place[0])), encoding="utf-8")
    _, results = run("甲镇/总结.txt", "乙镇/总结.txt", settings=RULES)
    assert sorted(outputs(Path("out"))) == ["乙镇/总结.txt", "甲镇/总结.txt"]
    assert all(r.verdict for r in results)


def test_a_report_that_changes_meanwhile_is_done_from_its_new_text(
    model_server: ModelServer, settings: Settings
) -> None:
    (path,) = papers(Path("in"), 1)
    changed = threading.Event()

    def change_once(request: Any) -> Any:
        if not changed.is_set():
            changed.set()
            path.write_text(paper(55), encoding="utf-8")
        return fair(request)

    model_server.always(change_once)
    _, (result,) = run(settings=settings, jobs=1)
    assert result.verdict is not None
    assert "第55年度" in Path(result.target).read_text("utf-8")
    assert "改动" in result.row["notes"][-1]


def test_a_report_that_never_rests_is_named(model_server: ModelServer, settings: Settings) -> None:
    path, other = papers(Path("in"), 2)
    numbers = iter(range(100, 1000))

    def keep_changing(request: Any) -> Any:
        newer = path.with_suffix(".new")
        newer.write_text(paper(next(numbers)), encoding="utf-8")
        newer.replace(path)
        return fair(request)

    model_server.always(keep_changing)
    _, results = run(settings=settings, jobs=1)
    assert "一直在改动" in (results[0].error or "")
    assert Path(results[1].target).exists()
    assert results[1].source == str(other)


def test_an_unwritable_place_is_named_and_the_others_finished() -> None:
    for folder in ("a", "b"):
        Path("in", folder).mkdir(parents=True)
        Path("in", folder, "r.txt").write_text(paper(ord(folder)), encoding="utf-8")
    Path("out").mkdir()
    Path("out/a").write_text("in the way", encoding="utf-8")
    work, results = run(settings=RULES)
    assert [r.verdict is None for r in results] == [True, False]
    assert "out/a" in (results[0].error or "")
    assert work.exit_code == 2


def test_a_full_disk_is_named_and_the_others_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    papers(Path("in"), 3)

    def full(path: Path, *args: Any, **kwargs: Any) -> Path:
        if path.name == "00001.txt":
            raise OutputError(f"无法写入“{path}”：磁盘空间不足。")
        return write_report(path, *args, **kwargs)

    monkeypatch.setattr("assistant.batch.perform.write_report", full)
    _, results = run(settings=RULES)
    assert [r.verdict is None for r in results] == [False, True, False]
    assert "磁盘空间不足" in (results[1].error or "")
    monkeypatch.undo()


def test_a_bug_in_one_report_does_not_end_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    papers(Path("in"), 3)
    real = ReportReader.open

    def fails(self: Any, job: Any) -> Any:
        if job.source.name == "00001.txt":
            raise ZeroDivisionError("oops")
        return real(self, job)

    monkeypatch.setattr("assistant.batch.report_reader.ReportReader.open", fails)
    _, results = run(settings=RULES)
    assert [r.verdict is None for r in results] == [False, True, False]
    assert "ZeroDivisionError" in (results[1].error or "")


def test_a_long_report_of_300_sections_is_done() -> None:
    Path("in").mkdir()
    text = "大事记\n" + "".join(f"（{n}）开展第{n}项工作，走访群众{n}户。\n" for n in range(1, 301))
    Path("in/long.txt").write_text(text, encoding="utf-8")
    _, (result,) = run(settings=RULES, request=Request("clean"))
    assert result.verdict == "accepted"


def test_word_files_come_with_revisions_or_laid_out() -> None:
    Path("in").mkdir()
    write_report("in/a.docx", paper(1))
    _, (result,) = run(settings=RULES, form=Form(revisions=True), output="revised")
    body = zipfile.ZipFile(result.target).read("word/document.xml").decode()
    assert "<w:del " in body
    Path("in/b.txt").write_text(paper(2), encoding="utf-8")
    _, results = run(settings=RULES, form=Form(layout="gbt9704"), output="laid")
    assert [Path(r.target).name for r in results] == ["a.docx", "b.docx"]
    assert all(r.verdict for r in results)


def test_revisions_of_a_text_file_are_named_as_impossible() -> None:
    papers(Path("in"), 1)
    _, (result,) = run(settings=RULES, form=Form(revisions=True))
    assert "--revisions" in (result.error or "")


def test_the_end_leaves_a_page_and_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.batch_run.write_summary", write_summary)
    papers(Path("in"), 2)
    work, _ = run(settings=RULES)
    assert [path.name for path in work.summary] == ["summary.html", "reports.csv"]
    assert all(path.is_file() for path in work.summary)


def test_the_folder_may_be_changed_while_a_batch_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    papers(Path("in"), 6)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    work = batch.run(["in"], "out", SHORTER, settings=Settings(model="rules"), processes=0)
    first = next(work)
    monkeypatch.chdir(elsewhere)
    results = [first, *work]
    assert len(outputs(tmp_path / "out")) == len(record(tmp_path / "out")) == 6
    assert not list(elsewhere.iterdir())
    assert [r.row["file"] for r in results] == [r.source for r in results]
    assert all(r.row["output"] == f"out/{Path(r.source).name}" for r in results)
