"""Styles and outline levels of a Word file reach the outline, whatever language named them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.document import BlockKind
from assistant.formats.docx.names import PPR, value, w
from assistant.formats.docx.opened import open_docx
from assistant.formats.docx.reader import read_docx
from assistant.formats.docx.style_levels import StyleLevels
from assistant.formats.docx.writer import lay_out_docx
from assistant.outline import parse
from assistant.session import Session, Store, section_states
from tests.formats.own_files import LONG
from tests.formats.packages import element, word

STYLES = {
    "own1": '<w:name w:val="标题 1"/>',
    "own2": '<w:name w:val="heading 2"/>',
    "own3": '<w:name w:val="二级标题"/>',
    "big": '<w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
    "small": '<w:name w:val="Subtitle"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
    "child": '<w:name w:val="章节"/><w:basedOn w:val="own1"/>',
    "level": '<w:name w:val="条"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
    "contents": '<w:name w:val="TOC Heading"/><w:basedOn w:val="own1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>',
    "loop": '<w:name w:val="环"/><w:basedOn w:val="loop"/>',
}


def add_styles(document: Any) -> None:
    for name, inner in STYLES.items():
        document.styles.element.append(
            element(f'<w:style w:type="paragraph" w:styleId="{name}">{inner}</w:style>')
        )


def level(form: str) -> int | None:
    opened = open_docx(word(change=add_styles), "x")
    return StyleLevels(opened.package.root("styles")).of(
        element(f"<w:p><w:pPr>{form}</w:pPr></w:p>")
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("own1", 1), ("own2", 2), ("own3", 2), ("big", 0), ("small", None), ("child", 1),
        ("level", 3), ("contents", None), ("loop", None), ("unknown", None),
    ],
)  # fmt: skip
def test_a_style_says_its_level(style: str, expected: int | None) -> None:
    assert level(f'<w:pStyle w:val="{style}"/>') == expected


def test_a_paragraph_overrules_its_style() -> None:
    assert level('<w:pStyle w:val="own1"/><w:outlineLvl w:val="3"/>') == 4
    assert level('<w:pStyle w:val="own1"/><w:outlineLvl w:val="9"/>') is None
    assert level('<w:outlineLvl w:val="0"/>') == 1


def styled(*rows: tuple[str, str]) -> bytes:
    def fill(document: Any) -> None:
        for words, style in rows:
            document.add_paragraph(words, style=style or None)

    return word(change=fill)


REPORT = styled(
    ("青石镇工作情况", "Title"), ("各位代表：", ""), ("主要工作", "Heading 1"),
    ("学习", "Heading 2"), (LONG, ""), ("项目", "Heading 2"), (LONG, "Heading 2"),
    ("存在问题", "Heading 1"), ("学习不够深入，联系群众不够紧密。", ""),
    ("青石镇党委", ""), ("2024年1月5日", ""),
)  # fmt: skip
OUTLINE = [("1", "主要工作"), ("1.1", "学习"), ("1.2", "项目"), ("2", "存在问题")]


def outline(session: Session) -> list[tuple[str, str]]:
    return [(s.id, s.heading) for s in session.report.walk()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "报告.docx").write_bytes(REPORT)
    return tmp_path / "报告.docx"


def test_styled_headings_are_sections_of_the_session(path: Path) -> None:
    session = Session.open(path)
    assert outline(session) == OUTLINE
    assert session.report.title == "青石镇工作情况"
    assert session.report.part(BlockKind.SIGNATURE) == "青石镇党委"


def test_they_stay_so_when_words_change_and_when_work_is_taken_up_again(
    path: Path, tmp_path: Path
) -> None:
    session = Session.open(path)
    store = Store(tmp_path / "works.sqlite")
    token = session.keep_in(store)
    session.adopt(session.edit("2", "存在的主要问题\n学习不够深入，联系群众不够紧密。\n"))
    changed = [*OUTLINE[:3], ("2", "存在的主要问题")]
    assert outline(session) == changed
    assert outline(Session.restore(store, token)) == changed
    states = section_states(session.report, session.source.text, (), session.source.styles)
    assert [state.value for state in states.values()] == [*["untouched"] * 3, "adopted"]
    session.undo()
    assert outline(session) == OUTLINE


def test_a_laid_out_file_has_headings_of_their_level() -> None:
    new = open_docx(lay_out_docx(REPORT), "x")
    found = {line.text: value(line.paragraph.find(f"{PPR}/{w('pStyle')}")) for line in new.lines}
    assert (found["主要工作"], found["学习"]) == ("GBHeading1", "GBHeading2")
    assert found["青石镇工作情况"] == "GBTitle"
    assert found[LONG] == "GBBody"


def test_what_was_laid_out_is_read_with_the_same_outline() -> None:
    text, _, styles = read_docx(lay_out_docx(REPORT), "x")
    report = parse(text, styles=styles)
    assert [(s.id, s.heading) for s in report.walk()] == OUTLINE
    assert report.title == "青石镇工作情况"
