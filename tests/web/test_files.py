"""What is taken away: every format, written where it is told to."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from assistant import samples
from assistant.errors import AssistantError, UsageError
from assistant.findings import Message
from assistant.formats import read_report, write_report
from assistant.gaps import GapKind
from assistant.request import Length, Request
from assistant.session import Session
from assistant.session.gap_marks import with_marks
from assistant.session.plain import fix, type_in
from assistant.web import files
from assistant.web.desk import Desk
from tests.session.conftest import TEXT


@pytest.mark.parametrize("kind", files.KINDS)
@pytest.mark.parametrize("docx", [False, True], ids=["pasted", "word"])
def test_every_format_can_be_taken(desk: Desk, tmp_path: Path, kind: str, docx: bool) -> None:
    if docx:
        session = Session.open(samples.path("general"), settings=desk.settings)
    else:
        session = Session.from_text(TEXT, settings=desk.settings)
    work = desk.open(session)
    gap = work.check().gaps[0]
    work.session.adopt(work.session.answer({gap.id: "某项工作" if not gap.unit else "26"}))
    path = files.write(work, kind, tmp_path)
    if kind in ("docx", "txt", "md"):
        # Markdown has its headings marked; the words are those that the page shows.
        read = "".join(read_report(path).text.split()).replace("#", "")
        shown = with_marks(work.session.report.text, work.check().gaps)
        assert read == "".join(shown.split()).replace("#", "")
    assert path.stat().st_size > 0
    assert path.parent == tmp_path


def test_a_word_file_is_still_itself_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    session = Session.open(samples.path("general"), settings=desk.settings)
    work = desk.open(session)
    again = Desk(desk.options).get(work.token)
    assert again.session.source.raw == samples.path("general").read_bytes()
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    before = files.write(work, "docx", tmp_path / "before")
    assert files.write(again, "docx", tmp_path / "after").read_bytes() == before.read_bytes()


def test_an_upload_that_is_too_long_is_not_looked_at(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("一" * 200_001, "utf-8")
    monkeypatch.setattr("assistant.session.core.parse", lambda *_a, **_k: pytest.fail("parsed"))
    with pytest.raises(AssistantError, match="太长"):
        files.read_upload(str(path), genre=None, settings=desk.settings)


def test_an_upload_is_removed_whatever_it_held(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("a.txt", TEXT.encode()), ("b.txt", b""), ("c.docx", b"PK\x03\x04no")):
        path = tmp_path / name
        path.write_bytes(content)
        said = ""
        try:
            files.read_upload(str(path), genre=None, settings=desk.settings)
        except AssistantError as error:
            told = files.without_paths(error.message)
            said = told.zh + told.en
        assert bool(said) is (name != "a.txt")
        assert str(tmp_path) not in said
        assert not path.exists()


def test_messages_tell_no_folder() -> None:
    told = files.without_paths(
        Message(
            "无法读取“/home/wang/秘密/报告.docx”：里面没有文字。",
            "Cannot read “C:\\wang\\secret\\报告.docx”: there is no text in it.",
        )
    )
    assert told.zh == "无法读取“报告.docx”：里面没有文字。"
    assert told.en == "Cannot read “报告.docx”: there is no text in it."


def test_each_file_of_a_pasted_report_is_what_its_button_says(desk: Desk, tmp_path: Path) -> None:
    work = desk.open(Session.from_text(f"　　{TEXT}\n\n", settings=desk.settings))
    work.session.fill_in({"g1": "26"})
    marks = re.compile(r"<w:(?:ins|del) ")
    tracked, clean = (
        zipfile.ZipFile(files.write(work, kind, tmp_path)) for kind in ("revisions", "docx")
    )
    document = tracked.read("word/document.xml").decode()
    assert ">26</w:t>" in document
    # One change, and a mark at each gap that is still open.
    assert len(marks.findall(document)) == 1 + document.count("【待补】")
    assert "用户填写" in tracked.read("word/comments.xml").decode()
    assert not marks.search(clean.read("word/document.xml").decode())
    markdown = files.write(work, "md", tmp_path).read_text("utf-8")
    assert markdown.startswith("# ")
    assert "\n## 一、" in markdown
    told = files.write(work, "changes", tmp_path).read_text("utf-8")
    assert "出处：用户填写" in told
    assert "原因：用户填写" in told
    assert not re.search(r"\\|^#|T\d\d:|\+00:00", told, re.MULTILINE)


@pytest.mark.parametrize("kind", [k for k in files.KINDS if not k.startswith("changes")])
@pytest.mark.parametrize("docx", [False, True], ids=["pasted", "word"])
def test_what_is_taken_shows_the_gaps_and_is_opened_with_the_same_ones(
    desk: Desk, tmp_path: Path, kind: str, docx: bool
) -> None:
    text = TEXT + "四、服务群众\n培训干部人次，走访农户××户，化解矛盾件。\n"
    if docx:
        write_report(tmp_path / "opened.docx", text)
        session = Session.open(tmp_path / "opened.docx", settings=desk.settings)
    else:
        session = Session.from_text(text, settings=desk.settings)
    work = desk.open(session)
    work.session.fill_in({work.check().gaps[0].id: "26"})
    told = [g for g in work.check().gaps if g.kind is not GapKind.PART]
    assert sum(g.start == g.end for g in told) >= 2
    again = Session.open(files.write(work, kind, tmp_path), genre=session.genre.id)
    assert again.report.text.count("【待补】") == sum(g.start == g.end for g in told)
    found = [g for g in again.check().gaps if g.kind is not GapKind.PART]
    assert [(g.question.zh, g.unit) for g in found] == [(g.question.zh, g.unit) for g in told]


def test_a_gap_is_a_revision_that_asks_its_question(desk: Desk, tmp_path: Path) -> None:
    """Who rejects it has the text as it was opened; who fills it in finds it by its mark."""
    text = "一、抓学习\n全年组织集中学习次，学习氛围更加浓厚。\n培训干部人次。\n"
    work = desk.open(Session.from_text(text, settings=desk.settings))
    type_in(work.session, text.index("全年"), "全年组织", "今年组织")
    gaps = [g for g in work.check().gaps if g.start == g.end and g.kind is not GapKind.PART]
    path = files.write(work, "revisions", tmp_path)
    written = zipfile.ZipFile(path)
    document = written.read("word/document.xml").decode()
    inserted = re.findall(r"<w:ins [^>]*>.*?</w:ins>", document, re.DOTALL)
    assert sum("【待补】" in one for one in inserted) == len(gaps) == 2
    comments = written.read("word/comments.xml").decode()
    assert all(gap.question.zh in comments for gap in gaps)
    assert read_report(path, original=True).text.strip() == text.strip()


def test_what_somebody_typed_is_their_own_revision(desk: Desk, tmp_path: Path) -> None:
    report = "一、抓学习\n全年学习26次。\n走访农户120户，依据石政发[2021]6号文件落实。\n"
    session = Session.from_text(report, settings=desk.settings)
    work = desk.open(session)
    type_in(session, report.index("全年"), "全年学习26次。", "全年学习28次。")
    session.settle(fix(session, "number_bracket"))
    path = files.write(work, "revisions", tmp_path)
    written = zipfile.ZipFile(path).read("word/document.xml").decode()
    marks = re.findall(r"<w:ins [^>]*w:author=.([^\"']+).[^>]*>.*?</w:ins>", written, re.DOTALL)
    assert set(marks) == {"作者", "述职助手"}


def test_what_a_file_lacks_or_holds_too_much_of_is_told(desk: Desk) -> None:
    report = "一、抓学习\n全年学习次，学习氛围更加浓厚，作风更加扎实。\n##paidend##\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    work.session.propose(Request("shorten", ("1",), Length(words=12)))
    told = files.still_open(work)
    assert told is not None
    for words in ("1 处空缺没有填", "1 处在文件里标着【待补】", "1 处无关文字", "1 份建议没有决定"):
        assert words in told.zh
    clean = desk.open(Session.from_text("一、抓学习\n全年学习26次。\n", settings=desk.settings))
    assert files.still_open(clean) is None


@pytest.mark.parametrize("name", ["数据.xlsx", "数据.csv"])
def test_a_table_of_facts_is_told_where_it_goes(desk: Desk, tmp_path: Path, name: str) -> None:
    upload = tmp_path / name
    upload.write_bytes("指标,数值,单位,出处\n学习,26,次,台账\n".encode())
    with pytest.raises(UsageError, match="数据表"):
        files.read_upload(str(upload), genre=None, settings=desk.settings)
    assert not upload.exists()
