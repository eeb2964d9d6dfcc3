"""Files made by others are read; they lie beside the repository, and the tests skip without."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.document import BlockKind
from assistant.formats import read_report, write_report
from assistant.outline import parse

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
WORD = sorted((CORPORA / "docx").glob("*.docx"))
TEXT = sorted(CORPORA.glob("*/*.txt"))

pytestmark = pytest.mark.skipif(not WORD, reason="the sample files are not here")


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.stem)
def test_a_word_file_gives_a_titled_report(path: Path) -> None:
    source = read_report(path)
    report = parse(source.text)
    assert report.title
    assert report.sections or not path.stem.startswith("drafting")


def test_a_text_box_is_reported() -> None:
    source = read_report(next(path for path in WORD if "textbox" in path.stem))
    assert ["文本框" in note for note in source.notes] == [True]


def test_a_signed_paper_is_read_to_its_date() -> None:
    report = parse(read_report(next(path for path in WORD if "basic-formal" in path.stem)).text)
    for kind in (BlockKind.SALUTATION, BlockKind.ATTACHMENT, BlockKind.SIGNATURE, BlockKind.DATE):
        assert report.part(kind)
    assert [section.level for section in report.walk()] == [1, 2, 3]


@pytest.mark.parametrize("path", TEXT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_text_file_comes_out_as_it_went_in(path: Path, tmp_path: Path) -> None:
    source = read_report(path)
    write_report(tmp_path / "x.txt", source.text, source)
    assert (tmp_path / "x.txt").read_bytes() == path.read_bytes()
