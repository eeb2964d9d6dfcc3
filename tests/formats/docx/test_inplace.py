"""A rewritten text goes into the author's file, and only where it differs."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.formats.docx.edit import set_properties
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.names import properties, w
from assistant.formats.docx.opened import Opened, open_docx, read_lines
from assistant.formats.docx.settle import settle
from assistant.formats.docx.stamp import AUTHOR, Stamp
from assistant.formats.docx.writer import lay_out_tracked
from assistant.formats.output_form import Remark
from tests.formats.edits import NAMES, edits_of, file_of
from tests.formats.own_files import A4, OWN, paragraph, run, with_numbers
from tests.formats.packages import body_of, element, parts

DATE = datetime(2024, 1, 5, 8, 30, tzinfo=UTC)


def opened(data: bytes) -> Opened:
    return open_docx(data, "报告.docx")


@lru_cache(maxsize=1)
def looked_at(data: bytes) -> Opened:
    """A file that several questions are asked about, none of which changes it."""
    return opened(data)


def settled(data: bytes, *, accept: bool) -> str:
    """The text after our own revisions are accepted or rejected."""
    file = looked_at(data)
    tree = deepcopy(file.tree)
    settle(tree, accept=accept, chosen=lambda mark: mark.get(w("author")) == AUTHOR)
    return read_lines(file.package, tree).text


@cache
def text_of(name: str) -> str:
    return opened(file_of(name)).text


def shown(text: str) -> str:
    """The text without what the reading adds: an empty last line may stay, because a section or a
    table at the end needs a paragraph behind it, and the space between two paragraphs of a cell
    goes with the second."""
    return re.sub(r" +(?=[\t\n]|$)", "", text).rstrip("\n")


def rewrite(data: bytes, old: str, new: str, **options: Any) -> bytes:
    text = opened(data).text
    assert old in text
    return rewrite_docx(data, text.replace(old, new), date=DATE, **options)


def body(data: bytes) -> list[str]:
    return [etree.tostring(block, method="c14n").decode() for block in opened(data).body]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5, deadline=None)
@given(draw=st.data())
def test_accepting_gives_the_rewrite_and_rejecting_the_original(
    name: str, draw: st.DataObject
) -> None:
    data, text = file_of(name), text_of(name)
    wanted = draw.draw(edits_of(text))
    remarks = [Remark(0, len(text), "压缩篇幅"), Remark(5, 9, "出处：台账", exact=True)]
    tracked = rewrite_docx(data, wanted, revisions=True, remarks=remarks)
    assert shown(settled(tracked, accept=True)) == shown(wanted)
    assert settled(tracked, accept=False) == text
    assert shown(looked_at(tracked).text) == shown(wanted)
    assert shown(opened(rewrite_docx(data, wanted)).text) == shown(wanted)


def test_a_line_before_a_content_control_stays_where_the_last_paragraph_goes() -> None:
    data = OWN["controlled"]()
    wanted = "\n控件里的一段话，说明分管工作。\n"
    tracked = rewrite_docx(data, wanted, revisions=True)
    assert shown(settled(tracked, accept=True)) == shown(wanted)
    assert settled(tracked, accept=False) == opened(data).text


@pytest.mark.parametrize("name", NAMES)
def test_an_unedited_file_keeps_every_part(name: str) -> None:
    data = file_of(name)
    read = opened(data)
    assert rewrite_docx(data, read.text) == data
    assert parts(read.package.save()) == parts(data)


def test_only_the_changed_paragraph_and_no_other_part_is_touched() -> None:
    data = OWN["styled"]()
    new = rewrite(data, "45个", "46个")
    assert [a == b for a, b in zip(body(data), body(new), strict=True)].count(False) == 1
    before, after = parts(data), parts(new)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert before.keys() == after.keys()


def test_runs_keep_their_look_where_the_words_remain() -> None:
    data = body_of(paragraph(run("组织", "<w:b/>"), run("学习12次"), run("。", "<w:i/>")))
    new = opened(rewrite(data, "学习12次", "集中学习15次"))
    looks = [
        (r.findtext(w("t")), [c.tag.split("}")[1] for c in r.find(w("rPr"))])
        for r in new.body.iter(w("r"))
    ]
    assert ("组织", ["b"]) in looks
    assert ("。", ["i"]) in looks
    assert all(not look for words, look in looks if words not in ("组织", "。", "集中"))


def test_revisions_are_phrases_with_author_and_date() -> None:
    tracked = opened(rewrite(OWN["numbered"](), "走访群众300户", "走访群众320户", revisions=True))
    marks = list(tracked.body.iter(w("ins"), w("del")))
    assert ["".join(m.itertext()) for m in marks] == ["300", "320"]
    assert {(m.get(w("author")), m.get(w("date"))) for m in marks} == {
        (AUTHOR, "2024-01-05T08:30:00Z")
    }


def test_automatic_numbers_stay_automatic_where_they_still_fit() -> None:
    new = opened(rewrite(OWN["numbered"](), "下一步打算", "下步打算"))
    line = next(line for line in new.lines if line.text == "三、下步打算")
    assert line.label == "三、"


def test_an_automatic_number_that_no_longer_fits_is_written_out() -> None:
    data = OWN["numbered"]()
    new = opened(rewrite(data, "三、下一步打算", "四、下一步打算", revisions=True))
    line = next(line for line in new.lines if line.text == "四、下一步打算")
    assert line.label == ""


def test_the_reason_and_the_source_stand_in_comments() -> None:
    data = OWN["tables"]()
    text = opened(data).text
    place = text.index("300户")
    remarks = [
        Remark(place, place + 4, "填入 320户，出处：走访台账.xlsx", exact=True),
        Remark(0, len(text), "按要求改写"),
    ]
    tracked = rewrite(data, "300户", "320户", revisions=True, remarks=remarks)
    comments = etree.fromstring(parts(tracked)["word/comments.xml"])
    assert ["".join(c.itertext()) for c in comments][:2] == [
        "填入 320户，出处：走访台账.xlsx",
        "按要求改写",
    ]
    assert b"comments.xml" in parts(tracked)["[Content_Types].xml"]
    anchors = opened(tracked).body.iter(w("commentReference"))
    assert {a.get(w("id")) for a in anchors} == {c.get(w("id")) for c in comments}


@pytest.mark.parametrize("gone", ["组织学习", "学习12", "12次。"])
def test_words_beside_the_mark_of_a_page_end_stay(gone: str) -> None:
    new = opened(rewrite(OWN["crooked"](), gone, ""))
    assert "今年以来，组织学习12次。走访300户。".replace(gone, "") in new.text


def test_a_picture_and_a_section_end_outlive_their_paragraph() -> None:
    picture = "<w:r><w:drawing/></w:r>"
    data = body_of(paragraph(run("甲。")), paragraph(run("乙。"), picture), paragraph(run("丙。")))
    new = opened(rewrite(data, "乙。\n", ""))
    assert new.text == "甲。\n丙。\n"
    assert next(new.body.iter(w("drawing")), None) is not None


def sections(file: Opened) -> list[list[str]]:
    """The words of each section of the body."""
    found: list[list[str]] = [[]]
    for block in file.body.iterchildren(w("p")):
        found[-1].append("".join(t.text or "" for t in block.iter(w("t"))))
        if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            found.append([])
    return [[words for words in section if words] for section in found]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("乙说学习。", "走访三百户。", [["甲", "走访三百户。"], ["丙"]]),
        ("乙说学习。", "乙说学习好。\n又说落实。", [["甲", "乙说学习好。", "又说落实。"], ["丙"]]),
        ("乙说学习。\n丙", "走访三百户。\n问题八个。", [["甲", "走访三百户。"], ["问题八个。"]]),
        ("乙说学习。\n", "", [["甲"], ["丙"]]),
    ],
)
def test_the_end_of_a_section_stays_where_it_is(
    old: str, new: str, wanted: list[list[str]]
) -> None:
    end = f"<w:sectPr>{A4}</w:sectPr>"
    data = body_of(
        paragraph(run("甲")), paragraph(run("乙说学习。"), form=end), paragraph(run("丙"))
    )
    assert sections(opened(rewrite(data, old, new))) == wanted
    tracked = opened(rewrite(data, old, new, revisions=True))
    settle(tracked.tree, accept=False)
    assert sections(tracked) == sections(opened(data))


def test_a_numbered_picture_and_an_empty_number_count_when_writing_too() -> None:
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    data = with_numbers(
        paragraph("<w:r><w:drawing/></w:r>", form=first),
        paragraph(run("学习"), form=first),
        paragraph(form=first),
        paragraph(run("项目"), form=first),
    )
    assert opened(data).text == "二、学习\n三、\n四、项目\n"
    new = rewrite(data, "学习", "理论学习")
    assert [a == b for a, b in zip(body(data), body(new), strict=True)].count(False) == 1
    assert opened(new).text == "二、理论学习\n三、\n四、项目\n"
    gone = opened(rewrite(data, "三、\n四、项目", "三、项目"))
    assert [line.label for line in gone.report_lines] == ["二、", "三、"]


@pytest.mark.parametrize("revisions", [False, True])
@pytest.mark.parametrize(
    ("picture", "wanted"),
    [
        (1, ["一、项目", "二、学习"]),
        (1, ["一、学习", "二、项目"]),
        (2, ["一、项目", "二、学习"]),
    ],
)
def test_a_part_that_moves_by_a_numbered_picture_doubles_no_number(
    picture: int, wanted: list[str], *, revisions: bool
) -> None:
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    blocks = [paragraph(run(words), form=first) for words in ("学习", "项目")]
    blocks.insert(picture, paragraph("<w:r><w:drawing/></w:r>", form=first))
    data = with_numbers(*blocks)
    assert opened(data).text == f"一、学习\n{'三' if picture == 1 else '二'}、项目\n"
    text = "".join(f"{line}\n" for line in wanted)
    new = opened(rewrite_docx(data, text, date=DATE, revisions=revisions))
    if revisions:
        settle(new.tree, accept=True)
    numbers = new.numbers()
    shown = [
        numbers.label(block) + "".join(t.text or "" for t in block.iter(w("t")))
        for block in new.body.iter(w("p"))
    ]
    assert [words for words in shown if words] == wanted
    assert next(new.body.iter(w("drawing")), None) is not None


def test_a_row_of_cells_in_content_controls_can_be_replaced() -> None:
    cells = "".join(
        f"<w:sdt><w:sdtContent><w:tc>{paragraph(run(text))}</w:tc></w:sdtContent></w:sdt>"
        for text in ("指标", "数值")
    )
    data = body_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph(run("正文。")))
    for new in ("指标完成数值", "指标\t数值\n走访\t8"):
        assert opened(rewrite(data, "指标\t数值", new)).text == f"{new}\n正文。\n"


def test_a_new_paragraph_looks_like_its_kind() -> None:
    data = OWN["numbered"]()
    new = opened(rewrite(data, "二、存在问题", "（三）抓作风。开展督查6次。\n二、存在问题"))
    line = next(line for line in new.lines if line.text.startswith("（三）"))
    bold = [r.find(f"{w('rPr')}/{w('b')}") is not None for r in line.paragraph.iter(w("r"))]
    assert bold == [True, False]


def test_another_authors_revisions_stay() -> None:
    tracked = rewrite(OWN["revised"](), "群众满意", "群众很满意", revisions=True)
    authors = {m.get(w("author")) for m in opened(tracked).body.iter(w("ins"), w("del"))}
    assert authors == {"王", AUTHOR}


def test_properties_somebody_changed_before_are_replaced_and_their_first_form_is_kept() -> None:
    before = '<w:pPrChange w:id="1"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
    changed = element(f'<w:p><w:pPr><w:jc w:val="right"/>{before}</w:pPr></w:p>')
    set_properties(changed, element('<w:pPr><w:jc w:val="center"/></w:pPr>'), Stamp())
    own, record = properties(changed)
    assert own.get(w("val")) == "center"
    assert [jc.get(w("val")) for jc in record.iter(w("jc"))] == ["left"]


def test_a_file_read_as_original_is_settled_before_it_is_edited() -> None:
    data = OWN["revised"]()
    text = open_docx(data, "x", original=True).text
    assert "今年完成不少任务，群众满意。\n前半句说学习，\n后半句说落实。\n" in text
    new = rewrite_docx(data, text.replace("不少", "多项"), original=True)
    assert opened(new).text == text.replace("不少", "多项")


def test_control_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="XML"):
        rewrite(OWN["mixed"](), "述职", "述\x01职")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3, deadline=None)
@given(draw=st.data())
def test_revisions_in_a_laid_out_file_settle_both_ways(name: str, draw: st.DataObject) -> None:
    data, text = file_of(name), text_of(name)
    wanted = draw.draw(edits_of(text))
    tracked = lay_out_tracked(data, wanted, remarks=[Remark(0, len(text), "压缩篇幅")])

    def flat(said: str) -> str:  # a title is broken by line breaks, a lone tab is laid out as none
        return "".join(line.strip() for line in shown(said).split("\n"))

    assert flat(settled(tracked, accept=True)) == flat(wanted)
    assert flat(settled(tracked, accept=False)) == flat(text)
