"""A batch is written for people from its store: whole files, or what was there before."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from assistant.batch.export import FORMATS, export, write_summary
from assistant.batch.listing import Listed
from assistant.batch.store import Store
from assistant.errors import OutputError, UsageError
from assistant.findings import Language
from tests.batch.small_store import fill_store


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def store(output: Path) -> Iterator[Store]:
    filled = fill_store(output)
    yield filled
    filled.close()


def test_the_summary_is_a_page_and_a_table_beside_the_results(store: Store, output: Path) -> None:
    page, table = write_summary(store, output)
    assert (page, table) == (output / "summary.html", output / "reports.csv")
    html = page.read_text(encoding="utf-8")
    assert "压缩到 60%" in html
    assert "openai:some-model（models.example）" in html
    assert 'href="./%E4%B9%99.docx"' in html
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert not list(output.glob(".*.part"))


def test_a_second_summary_replaces_the_first(store: Store, output: Path) -> None:
    write_summary(store, output)
    page, _ = write_summary(store, output, Language.EN)
    assert "Shorten to 60%" in page.read_text(encoding="utf-8")


def test_a_page_written_elsewhere_links_no_result(store: Store, output: Path) -> None:
    (output.parent / "elsewhere").mkdir()
    page = export(store, output, output.parent / "elsewhere" / "page.html")
    assert "<a href" not in page.read_text(encoding="utf-8")


def test_the_workbook_and_the_record_hold_the_same_reports(store: Store, output: Path) -> None:
    book = openpyxl.load_workbook(export(store, output, output / "b.xlsx"))
    assert book["报告"].max_row == 7
    lines = export(store, output, output / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == [
        "accepted",
        "review",
        "unchanged",
        None,
    ]


def test_a_file_is_not_overwritten_unasked(store: Store, output: Path) -> None:
    target = output / "old.csv"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputError, match="--yes"):
        export(store, output, target)
    assert target.read_text(encoding="utf-8") == "旧"
    export(store, output, target, overwrite=True)
    assert target.read_text(encoding="utf-8-sig").startswith("文件")


def test_an_unknown_suffix_names_the_known_ones(store: Store, output: Path) -> None:
    with pytest.raises(UsageError, match=r"\.xlsx"):
        export(store, output, output / "batch.pdf")


def test_a_place_that_cannot_be_written_is_named(store: Store, output: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        export(store, output, output / "nowhere" / "b.csv")


def test_a_write_that_fails_leaves_what_was_there(
    store: Store, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = write_summary(store, output)
    before = page.read_bytes()

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"summary\.html”：磁盘空间不足"):
        export(store, output, page, overwrite=True)
    assert page.read_bytes() == before
    assert not list(output.glob(".*.part"))


def test_a_page_that_cannot_be_written_keeps_no_table_back(store: Store, output: Path) -> None:
    (output / "summary.html").mkdir(parents=True)
    with pytest.raises(OutputError, match="summary.html"):
        write_summary(store, output)
    assert (output / "reports.csv").is_file()


def test_every_format_has_its_writer(store: Store, output: Path) -> None:
    for suffix in FORMATS:
        assert export(store, output, output / f"x{suffix}").stat().st_size > 100


def test_several_tasks_are_told_together(tmp_path: Path) -> None:
    store = Store(tmp_path / "out" / ".batch")
    specs = [{"task": "clean"}, {"task": "rewrite", "instruction": "语气<b>平实</b>"}]
    listed = [Listed(f"{n}.txt", f"out/{n}.txt", spec) for n, spec in enumerate(specs * 2)]
    store.list_reports(listed, alone=True)
    html = export(store, tmp_path, tmp_path / "page.html").read_text(encoding="utf-8")
    store.close()
    assert "<h1>清理、改写：语气&lt;b&gt;平实&lt;/b&gt;</h1>" in html


def test_a_batch_of_no_reports_is_told_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "out" / ".batch")
    html = export(store, tmp_path, tmp_path / "page.html").read_text(encoding="utf-8")
    store.close()
    assert "<h1>没有报告</h1>" in html
