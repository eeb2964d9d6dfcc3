"""A tracked change holds what changed, on the borders of words, and nothing beside it."""

from __future__ import annotations

import pytest

from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.names import DEL, INS, P, R, w
from assistant.formats.docx.opened import open_docx
from assistant.formats.output_form import Remark
from tests.formats.own_files import paragraph, run
from tests.formats.packages import body_of


def tracked(old: list[str], new: list[str]) -> list[str]:
    """The paragraphs of a file rewritten, deleted words in […], inserted ones in {…}."""
    data = body_of(*(paragraph(run(line)) for line in old))
    return shown(rewrite_docx(data, "".join(f"{line}\n" for line in new), revisions=True))


def shown(data: bytes) -> list[str]:
    lines = []
    for block in open_docx(data, "报告.docx").body.iter(P):
        line = ""
        for piece in block.iter(R):
            words = "".join(t.text or "" for t in piece.iter(w("t"), w("delText")))
            marks = {DEL: f"[{words}]", INS: "{" + words + "}"}
            line += marks.get(piece.getparent().tag, words)
        lines.append(line)
    return lines


LEAST = [
    # Two open places side by side: the mark or the word between them stays.
    (
        "提拔人，来访__次、__批。",
        "提拔7人，来访214次、1683批。",
        "提拔{7}人，来访[__]{214}次、[__]{1683}批。",
    ),
    ("召开会场、收集条。", "召开会214场、收集1683条。", "召开会{214}场、收集{1683}条。"),
    ("XX年X月X日", "2024年5月20日", "[XX]{2024}年[X]{5}月[X]{20}日"),
    (
        "电话：[固定电话]，[手机号]。",
        "电话：6655432，13800。",
        "电话：[[固定电话]]{6655432}，[[手机号]]{13800}。",
    ),
    # The mark of an open place goes whole, though the words that fill it share some with it.
    (
        "引进【待补：加工企业的名称】等企业。",
        "引进柳溪加工企业等企业。",
        "引进[【待补：加工企业的名称】]{柳溪加工企业}等企业。",
    ),
    (
        "连续X年没有火灾。",
        "连续【待补：连续多少年】年没有火灾。",
        "连续[X]{【待补：连续多少年】}年没有火灾。",
    ),
    # What is struck beside an open place leaves it and its marks alone.
    (
        "铺设管道公里，群众吃上了自来水。（来源：文秘网）",
        "铺设管道公里。",
        "铺设管道公里[，群众吃上了自来水]。[（来源：文秘网）]",
    ),
    ("抓培训期，抓作风，抓安全。", "抓培训期，抓安全。", "抓培训期，[抓作风，]抓安全。"),
    ("今年办事XX件，今年接访XX次。", "今年接访XX次。", "[今年办事XX件，]今年接访XX次。"),
    (
        "修路公里。开展检查，开展督导。修桥座。",
        "修路公里。开展督导。修桥座。",
        "修路公里。[开展检查，]开展督导。修桥座。",
    ),
    # A word is not torn, though a character of it stays.
    ("深入推动工作。", "扎实推进工作。", "[深入推动]{扎实推进}工作。"),
    ("依据[2021]21号文件。", "依据〔2021〕21号文件。", "依据[[]{〔}2021[]]{〕}21号文件。"),
]


@pytest.mark.parametrize(("old", "new", "told"), LEAST)
def test_only_what_changed_is_struck_and_written_anew(old: str, new: str, told: str) -> None:
    assert tracked([old], [new])[0] == told


def test_a_line_that_is_an_open_place_is_filled_and_its_paragraph_stays() -> None:
    old = ["此致", "[发文单位]", "[日期]"]
    assert tracked(old, ["此致", "柳溪镇", "2024年5月"])[:3] == [
        "此致",
        "[[发文单位]]{柳溪镇}",
        "[[日期]]{2024年5月}",
    ]


def test_an_open_place_in_runs_of_several_looks_leaves_its_neighbours_theirs() -> None:
    look = '<w:u w:val="single"/>'
    data = body_of(
        paragraph(run("总投资", "<w:b/>"), run("_", look), run("__", look), run("万元。"))
    )
    done = rewrite_docx(data, "总投资7450万元。\n", revisions=True)
    assert shown(done)[0] == "总投资[_][__]{7450}万元。"
    filled = next(r for r in open_docx(done, "报告.docx").body.iter(R) if r.getparent().tag == INS)
    assert filled.find(f"{w('rPr')}/{w('u')}") is not None


def test_each_filled_place_has_its_own_comment_and_one_that_two_edits_meet_is_told_once() -> None:
    text = "来访__次、__批，增长x%。"
    data = body_of(paragraph(run(text)))
    remarks = [
        Remark(2, 4, "出处：信访台账", exact=True),
        Remark(6, 8, "出处：批次台账", exact=True),
        Remark(2, 8, "两处一并核对", exact=True),
    ]
    new = "来访214次、1683批，增长x%。\n"
    done = rewrite_docx(data, new, revisions=True, remarks=remarks)
    comments = open_docx(done, "报告.docx").package.tree("word/comments.xml")
    told = ["".join(one.itertext()) for one in comments]
    assert sorted(told) == sorted(["出处：信访台账", "出处：批次台账", "两处一并核对"])
