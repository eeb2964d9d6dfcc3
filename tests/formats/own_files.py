"""The project's own Word files for round trips: each holds what real reports trip programs with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.formats.packages import element, word

LONG = "今年以来，青石镇党委坚持把学习摆在首位，组织集体学习12次，走访群众300户，解决难题45个。"


A4 = '<w:pgSz w:w="11906" w:h="16838"/>'


def run(text: str, look: str = "") -> str:
    """One run in WordprocessingML."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, form: str = "") -> str:
    """One paragraph in WordprocessingML."""
    return f"<w:p><w:pPr>{form}</w:pPr>{''.join(inner)}</w:p>"


def field(code: str, shown: str) -> str:
    """A complex field with its result."""
    parts = [
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>" if shown else "",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def table(*rows: tuple[str, ...]) -> str:
    """A table with a paragraph in each cell; `|` in a cell begins another paragraph."""
    cells = [
        "".join(
            '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>'
            + "".join(paragraph(run(text)) for text in cell.split("|"))
            + "</w:tc>"
            for cell in row
        )
        for row in rows
    ]
    grid = "".join('<w:gridCol w:w="3000"/>' for _ in rows[0])
    borders = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def _add_numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for depth, (shape, text) in enumerate(LEVELS)
    )
    abstract = element(
        f'<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    first = next(iter(numbering.iterchildren("{*}num")), None)
    if first is not None:
        first.addprevious(abstract)
    else:
        numbering.append(abstract)
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _of(*blocks: str, numbered: bool = False) -> bytes:
    def fill(document: Any) -> None:
        if numbered:
            _add_numbering(document)
        for xml in blocks:
            document.element.body.insert(len(document.element.body) - 1, element(xml))

    return word(change=fill)


def with_numbers(*blocks: str) -> bytes:
    """A file of these blocks that has the list 90: 一、, （一）, 1."""
    return _of(*blocks, numbered=True)


def in_list(depth: int) -> str:
    """The properties of a paragraph on a level of the list 90."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'


def numbered() -> bytes:
    """A report whose numbers Word makes: 一、, （一）, 1. stand in no text."""
    return _of(
        paragraph(run("青石镇工作报告"), form='<w:jc w:val="center"/>'),
        paragraph(run("各位代表："), form=""),
        paragraph(run("主要工作"), form=in_list(0)),
        paragraph(run("抓学习。", "<w:b/>"), run(LONG), form=in_list(1)),
        paragraph(run("抓项目。", "<w:b/>"), run("新上项目8个，投资1.2亿元。"), form=in_list(1)),
        paragraph(run("跑部门20次。"), form=in_list(2)),
        paragraph(run("存在问题"), form=in_list(0)),
        paragraph(run("对照要求，还有差距，学习不深不透。"), form=""),
        paragraph(run("下一步打算"), form=in_list(0)),
        paragraph(run("一是抓学习。二是抓项目。"), form=""),
        paragraph(run("青石镇党委"), form='<w:jc w:val="right"/>'),
        paragraph(run("2024年1月5日"), form='<w:jc w:val="right"/>'),
        numbered=True,
    )


def mixed() -> bytes:
    """Words torn into runs, breaks, tabs, links and fields."""
    return _of(
        paragraph(run("白河村", "<w:b/>"), run("述职"), run("报告", "<w:i/>")),
        paragraph(
            run("今年"), run("组织", "<w:b/>"), run("学习"), run("12", '<w:color w:val="FF0000"/>'),
            run("次，"), "<w:r><w:br/></w:r>", run("其中集中学习5次。"),
        ),
        paragraph(
            run("详见"), f"<w:hyperlink w:anchor=\"here\">{run('附件清单')}</w:hyperlink>",
            run("，共"), field("ADDIN count", "3"), run("项。"),
        ),
        paragraph(run("单位"), "<w:r><w:tab/></w:r>", run("数量")),
        paragraph(),
        paragraph('<w:bookmarkStart w:id="7" w:name="here"/>', run(LONG),
                  '<w:bookmarkEnd w:id="7"/>'),
        paragraph(run("白河村党支部")),
    )  # fmt: skip


def crooked() -> bytes:
    """What Word and WPS leave in the middle of words: page ends, ruby, emoji, bookmarks."""
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>qingshi</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>青石</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    ended = "<w:r><w:t>今年以来，组织学习</w:t><w:lastRenderedPageBreak/><w:t>12次。</w:t></w:r>"
    place = f'<w:smartTag w:uri="u" w:element="place">{run("镇")}</w:smartTag>'
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    emoji = (
        f'<w:r><mc:AlternateContent {compatible}><mc:Choice Requires="w16se"><w:sym/></mc:Choice>'
        "<mc:Fallback><w:t>👍🏻</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return _of(
        paragraph(ruby, place, run("述职报告")),
        paragraph(ended, "<w:r/>", '<w:proofErr w:type="spellStart"/>', run("走访300户。")),
        paragraph(run("前一段"), '<w:bookmarkStart w:id="8" w:name="over"/>', run("说学习。")),
        paragraph(
            run("后一段"), '<w:bookmarkEnd w:id="8"/>', run("说落实"),
            "<w:r><w:t>，联系村</w:t><w:noBreakHyphen/><w:t>组。</w:t></w:r>",
        ),
        paragraph(run("本段之后分节。"), form=f"<w:sectPr>{A4}</w:sectPr>"),
        paragraph("<w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t></w:r>"),
        paragraph(run("群众点赞"), emoji, run("很多。")),
        paragraph(run("青石镇党委")),
    )  # fmt: skip


def controlled() -> bytes:
    """A paragraph in a content control between others."""
    return _of(
        paragraph(run("南山镇述职报告")),
        f"<w:sdt><w:sdtContent>{paragraph(run('控件里的一段话，说明分管工作。'))}"
        "</w:sdtContent></w:sdt>",
        paragraph(run(LONG)),
    )


def tables() -> bytes:
    """Tables between paragraphs: empty cells, two paragraphs in one, one after another."""
    return _of(
        paragraph(run("主要指标完成情况")),
        table(("指标", "数值", "备注"), ("走访", "300户", ""), ("项目", "8个", "其中|续建3个")),
        paragraph(run("以上指标均已完成。")),
        table(("问题", "整改"), ("学习不深", "每月集中学习")),
        paragraph(run(LONG)),
        paragraph(run("特此报告。")),
    )


def revised() -> bytes:
    """Another author's tracked changes, a joined paragraph among them."""
    who = 'w:author="王" w:date="2024-01-02T03:04:05Z"'
    gone = '<w:r><w:delText xml:space="preserve">不少</w:delText></w:r>'
    mark = f'<w:rPr><w:del w:id="43" {who}/></w:rPr>'
    return _of(
        paragraph(run("石桥乡工作总结")),
        paragraph(
            run("今年完成"), f'<w:del w:id="41" {who}>{gone}</w:del>',
            f'<w:ins w:id="42" {who}>{run("全部")}</w:ins>', run("任务，群众满意。"),
        ),
        paragraph(run("前半句说学习，"), form=mark),
        paragraph(run("后半句说落实。")),
        paragraph(run(LONG)),
        paragraph(f'<w:ins w:id="44" {who}>{run("整段新增的话。")}</w:ins>',
                  form=f'<w:rPr><w:ins w:id="45" {who}/></w:rPr>'),
        paragraph(run("石桥乡政府")),
    )  # fmt: skip


def contents() -> bytes:
    """A table of contents that Word made, before the report itself."""
    begin, rest = field("TOC \\o 1-2", "").split('<w:fldChar w:fldCharType="separate"/></w:r>')
    return _of(
        paragraph(run("柳溪街道工作报告")),
        paragraph(
            begin + '<w:fldChar w:fldCharType="separate"/></w:r>', run("一、主要工作"),
            "<w:r><w:tab/></w:r>", run("1"),
        ),
        paragraph(run("二、存在问题"), "<w:r><w:tab/></w:r>", run("2")),
        paragraph(rest),
        paragraph(run("一、主要工作"), form='<w:outlineLvl w:val="0"/>'),
        paragraph(run(LONG)),
        paragraph(run("二、存在问题"), form='<w:outlineLvl w:val="0"/>'),
        paragraph(run("还有差距。")),
    )  # fmt: skip


def styled() -> bytes:
    """A report out of a template with every style there is, and two sections."""

    def fill(document: Any) -> None:
        document.add_heading("东坪县述职报告", 0)
        for heading, text in (("一、主要工作", LONG), ("二、存在问题", "还有三点差距。")):
            document.add_heading(heading, 1)
            document.add_paragraph(text)
        document.add_section()
        document.add_paragraph("三、下一步打算", style="List Number")
        document.add_paragraph("补齐短板。", style="List Bullet")
        document.sections[0].header.paragraphs[0].text = "内部资料"

    return word(change=fill, all_styles=True)


OWN: dict[str, Callable[[], bytes]] = {
    build.__name__: cache(build)
    for build in (numbered, mixed, crooked, tables, controlled, revised, contents, styled)
}
"""Builders by name; each builds its file once."""
