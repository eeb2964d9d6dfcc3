"""No word of a report becomes markup, and every control has a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from assistant.chat import wording
from assistant.diff import Op
from assistant.findings import Language, Message
from assistant.gaps import GapKind
from assistant.request import Length, Request
from assistant.session import Session, change_report, section_states
from assistant.session.counts import left_out
from assistant.session.elsewhere import paste
from assistant.session.part import PartChange
from assistant.tasks import Task
from assistant.verify import ReadingItem, Verdict
from assistant.web import actions, files
from assistant.web.desk import Desk
from assistant.web.proposal_summary import summary
from assistant.web.views.desk import desk_view
from assistant.web.views.document import change_name, document
from assistant.web.views.doubts import doubts
from assistant.web.views.gaps import filled, questions
from assistant.web.views.history import history
from assistant.web.views.markup import nested, text
from assistant.web.views.outline import outline
from assistant.web.views.proposal import about, standing, standing_of
from assistant.web.views.talk import talk
from tests.web.conftest import wait

EVIL = "<img src=x onerror=alert(1)>${alert(2)}{{value}}`x`</script><script>alert(3)</script>"
REPORT = f"""{EVIL}述职报告
现将情况报告如下。
一、{EVIL}抓学习
全年组织集中学习次，{EVIL}开展研讨6次。
二、下一步打算{EVIL}
多跑企业{EVIL}。
"""
TAGS = re.compile(
    r"<(?!/?(?:ul|li|button|span|p|article|s|div|h[1-6]|label|input|del|ins|br|section"
    r"|details|summary|mark|strong|table|thead|tbody|tr|th|td|ol|b|strong|textarea|progress)\b)"
)


def lines(drawn: list[dict[str, Any]]) -> list[str]:
    return [line["h"] for line in drawn]


@pytest.mark.parametrize("language", list(Language))
def test_report_text_is_shown_as_text_everywhere(desk: Desk, language: Language) -> None:
    work = desk.open(Session.from_text(REPORT, name=EVIL, settings=desk.settings), language)
    actions.hear(desk, work, EVIL)
    pending = work.session.edit("2", f"二、下一步打算\n少跑{EVIL}企业{EVIL}。\n")
    check = work.check()
    states = section_states(work.session.report, REPORT, [pending])
    item = ReadingItem("word_changed", (0, 2), EVIL, EVIL, why=Message(EVIL, EVIL))
    read = replace(pending, parts=tuple(replace(p, reading=(item,)) for p in pending.parts))
    shown = [
        *lines(document(check, states, [read], language)),
        outline(check, states, "1", language),
        *lines(document(check, states, (), language)),
        doubts(check, language),
        questions(check, None, language),
        *lines(document(check, states, [pending], language)),
        talk(work),
    ]
    work.session.adopt(pending, confirmed=[b.key for b in pending.errors])
    work.session.adopt(work.session.answer({"g1": "26"}))
    shown += [history(work.session.history, language), filled(work.session.history, language)]
    for html in shown:
        assert not TAGS.search(html), TAGS.search(html)
        assert "onerror=alert(1)>" not in html
        assert "${" not in html
        assert "{{" not in html
        assert "`" not in html
    report = change_report(work.session.history, EVIL, language)
    assert not re.search(r"(?<!\\)<img", report)


def test_hidden_characters_are_left_out() -> None:
    assert text("数\u200b据\U000e0041\u202e") == "数据"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            Language.ZH,
            ("签发前通读 3 处（25% 的字）", "稳步 → 大力", "换了词", "多跑 → （略去）"),
        ),
        (
            Language.EN,
            (
                "Read before signing: 3 places (25% of the characters)",
                "稳步 → 大力",
                "another word",
                "多跑 → (left out)",
            ),
        ),
    ],
)
def test_what_nothing_proves_is_listed_to_be_read(
    desk: Desk, language: Language, told: tuple[str, ...]
) -> None:
    work = desk.open(Session.from_text(REPORT, settings=desk.settings))
    pending = work.session.edit("2", "二、下一步打算\n少跑企业。\n")
    items = (
        ReadingItem("word_changed", (0, 2), "稳步", "大力", why=Message("换了词", "another word")),
        ReadingItem("words_left_out", (4, 4), "多跑", why=Message("略去", "left out")),
        ReadingItem("subject_lost", (4, 6), "旅游直通车", "；区域内", why=Message("少了", "gone")),
    )
    part = replace(pending.parts[0], reading=items, read_share=0.25)
    html = about(replace(pending, parts=(part,)), language)
    for words in told:
        assert words in html
    # What went did not become the words where it is missing.
    assert ">区域内</button>" in html


def test_every_box_and_field_has_a_name(desk: Desk) -> None:
    work = desk.open(Session.from_text(REPORT, settings=desk.settings))
    html = questions(work.check(), None, Language.ZH)
    for identity in re.findall(r'<input[^>]* id="([^"]+)"', html):
        assert f'for="{identity}"' in html
    check = work.check()
    pending = work.session.answer({"g1": "26"})
    states = section_states(work.session.report, REPORT, [pending])
    drawn = "".join(lines(document(check, states, [pending], Language.ZH)))
    buttons = re.findall(r"<button[^>]*>(?=</button>)", drawn)
    assert len(buttons) == 2 * len(pending.changes)
    assert all("aria-label=" in one for one in buttons)


def test_the_document_reads_as_the_report_with_each_change_in_its_place(desk: Desk) -> None:
    report = "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展研讨6次。\n"
    report += "二、下一步打算\n多跑企业。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = work.session.edit("2", "二、下一步打算\n常跑企业，多听意见。\n")
    states = section_states(work.session.report, report, [found])
    drawn = "".join(lines(document(work.check(), states, [found], Language.ZH)))
    shown = re.sub(r"(?s)<div.*?</details>|<button class=.gap.*?</button>", "", drawn)
    old = re.sub(r"<ins>.*?</ins>|<[^>]+>", "", shown)
    new = re.sub(r"<del>.*?</del>|<[^>]+>", "", shown)
    assert "多跑企业。" in old
    assert "常跑企业，多听意见。" in new
    assert "开展研讨6次" in old


def test_a_part_that_lacks_is_not_counted_among_the_places(desk: Desk) -> None:
    report = "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展研讨××次。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    check = work.check()
    parts = sum(g.kind is GapKind.PART for g in check.gaps)
    assert parts
    html = outline(check, {}, None, Language.ZH)
    assert f"还差 2 处、{parts} 个部分" in html
    assert "已补 0 处，共 2 处" in html
    told = files.still_open(work)
    assert told is not None
    assert "2 处空缺" in told.zh
    assert f"2 and {parts} part" in outline(check, {}, None, Language.EN)


def test_what_is_to_be_read_is_counted_alike_in_talk_and_bar(desk: Desk) -> None:
    report = "一、抓学习\n全年学习26次。\n二、抓项目\n引进项目8个，道路基本完工，水库初步成型。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = paste(work.session, "2", "二、抓项目\n引进项目8个，道路全面完工，水库全面成型。")
    count = len(found.parts[0].reading)
    assert count == 2
    assert f"有 {count} 处请您通读" in summary(found)[0]
    assert standing_of(found, Language.ZH)[0] == f"须通读 {count} 处"


def test_who_reads_a_place_has_not_read_the_same_words_of_another_part(desk: Desk) -> None:
    same = "全市新建公园12个，群众比较满意。\n"
    session = Session.from_text(f"工作总结\n一、抓建设\n{same}二、抓建设\n{same}", model="rules")
    first = paste(session, "1", f"一、抓建设\n{same.replace('比较', '非常')}")
    found = paste(session, "2", f"二、抓建设\n{same.replace('比较', '非常')}")
    both = replace(found, parts=(*first.parts, *found.parts))
    drawn = "".join(lines(document(session.check(), {}, [both], Language.ZH)))
    read = " ".join(re.findall('data-read="([^"]+)"', drawn)).split()
    assert len(set(read)) == sum(len(p.reading) for p in both.parts) == 2


def test_a_version_that_was_undone_says_so_in_the_list() -> None:
    session = Session.from_text("一、抓学习\n全年组织集中学习次。\n", model="rules")
    session.adopt(session.answer({"g1": "26"}))
    session.undo()
    session.adopt(session.answer({"g1": "28"}))
    latest, undone, opened = history(session.history, Language.ZH).split('<div class="row"')[1:]
    assert "已撤销" in undone
    assert "已撤销" not in latest + opened


def test_a_quotation_within_a_quotation_has_single_marks(desk: Desk) -> None:
    assert nested("“打好城市建管“组合拳””压到一半。") == "“打好城市建管‘组合拳’”压到一半。"
    assert nested("把“甲”改成“乙”") == "把“甲”改成“乙”"
    torn = "“打好城市建管“组合……”压到一半"
    assert nested(f"{torn}\n“甲“乙””") == f"{torn}\n“甲‘乙’”"
    assert nested("”甲“") == "”甲“"
    report = (
        "一、打好城市建管“组合拳”\n新修道路24公里，群众出行更加方便。\n二、抓学习\n学习26次。\n"
    )
    work = desk.open(Session.from_text(report, settings=desk.settings))
    actions.hear(desk, work, "把第一部分压到一半")
    wait(work)
    assert "“一、打好城市建管‘组合拳’”" in work.session.talk[-1][1]


def test_a_share_that_is_small_is_not_told_as_none(desk: Desk) -> None:
    long = "".join(f"全年办成实事{n}件，群众反映良好。" for n in range(200))
    work = desk.open(
        Session.from_text(f"一、抓项目\n道路基本完工。{long}\n", settings=desk.settings)
    )
    found = paste(work.session, "1", f"一、抓项目\n道路全面完工。{long}\n")
    assert found.parts[0].reading
    assert "（不到 1% 的字）" in about(found, Language.ZH)
    assert "less than 1%" in about(found, Language.EN)


def test_green_is_said_only_where_nothing_is_left_to_read() -> None:
    told = {
        verdict: standing(verdict, errors, reading, Language.ZH)
        for verdict, errors, reading in (
            (Verdict.ACCEPTED, 0, 0),
            (Verdict.REVIEW, 0, 3),
            (Verdict.UNCHANGED, 2, 3),
        )
    }
    assert told[Verdict.ACCEPTED] == ("核对通过", "accepted")
    assert told[Verdict.REVIEW] == ("须通读 3 处", "review")
    assert told[Verdict.UNCHANGED] == ("有 2 处问题", "unchanged")
    assert standing(Verdict.ACCEPTED, 0, 0, Language.ZH, 3) == ("略去 3 项", "review")


PHRASES = """石桥镇述职报告
一、抓学习
全年组织学习26次，增强“四个意识”，坚定“四个自信”。落实“周碰头”制度，编印《学习手册》3期。
二、抓项目
引进项目8个。
"""


def test_what_was_left_out_is_told_once_a_line_for_each_kind(desk: Desk) -> None:
    work = desk.open(Session.from_text(PHRASES, settings=desk.settings))
    shorter = "一、抓学习\n全年组织学习26次。\n"
    found = paste(work.session, "1", shorter, "shorten")
    assert {"四个意识", "四个自信", "周碰头", "《学习手册》"} <= set(left_out(found.parts))
    told = about(found, Language.ZH)
    rows = re.sub("<[^>]+>", "", told)
    assert told.count("四个意识") == 1
    assert "固定提法略去 2 处：“四个意识”、“四个自信”" in rows
    assert "引语略去 1 处：“周碰头”" in rows
    # Nobody's rules wrote it.
    assert "别处写的，在本机核对" in rows
    assert "按固定规则改写" not in rows


def test_a_unit_that_stands_behind_a_gap_is_not_told_again(desk: Desk) -> None:
    work = desk.open(Session.from_text(REPORT, settings=desk.settings))
    drawn = "".join(lines(document(work.check(), {}, (), Language.ZH)))
    assert 'class="gap"' in drawn
    assert "data-unit" not in drawn


def test_a_heading_that_its_text_follows_in_the_line_is_not_all_heading(desk: Desk) -> None:
    report = (
        "石桥镇述职报告\n第一，抓学习。\n全年学习26次。\n"
        "第二，抓项目。全年引进项目8个。\n第三，抓作风。走访农户12户。\n"
    )
    work = desk.open(Session.from_text(report, settings=desk.settings))
    drawn = document(work.check(), {}, (), Language.ZH)
    told = {re.sub("<[^>]+>", "", line["h"])[:5]: line["c"] for line in drawn}
    assert told["第一，抓学"] == "heading"
    assert told["第二，抓项"] == "heading run-in"


def test_a_struck_clause_that_weighs_is_bright_and_says_why(desk: Desk) -> None:
    report = (
        "石桥镇述职报告\n一、抓道路\n全年修路24公里，发放补贴36万元，沿线绿化进一步提升，"
        "群众出行更加方便，部分路段管护仍然薄弱。各村认真落实制度，营造浓厚氛围。\n"
    )
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = work.session.propose(Request("shorten", ("1",), Length(words=16)))
    drawn = "".join(lines(document(work.check(), {}, [found], Language.ZH)))
    struck = "".join(c.old for c in found.changes)
    assert "薄弱" in struck
    gone = re.findall('class="change (?:gone|read)"[^>]*data-why="([^"]*)"', drawn)
    assert any("“薄弱”" in why for why in gone)
    for figure in ("24公里", "36万元"):
        assert (figure in struck) == any(figure in why for why in gone)


def test_where_only_noise_goes_nothing_is_called_done(desk: Desk) -> None:
    report = "石桥镇述职报告\n一、抓学习\n全年学习26次。##vipstart##\n二、抓作风\n走访农户8户。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = work.session.propose(Request("rewrite", ("1",), None, "语气平实一些"))
    assert [c.old for c in found.changes] == ["##vipstart##"]
    for zh in (summary(found)[0], wording.outcome(found, joined_to=False).zh):
        assert "改好了" not in zh
        assert "词句没有动，只划去了 1 处无关文字" in zh
    assert "12（不含无关文字） → 12 字" in about(found, Language.ZH)
    assert standing_of(found, Language.ZH)[0] == "只划去无关文字"
    assert "没有改动" not in about(found, Language.ZH)


def test_a_clause_that_goes_but_for_its_mark_is_called_struck() -> None:
    def named(old: str, new: str) -> str:
        return change_name(PartChange("c1", Op.REPLACE, old, new, 0, 8, 0, 1), Language.ZH)

    assert named("，群众满意。", "") == named("，群众满意。", "。") == "删去“，群众满意。”"
    assert "改为" in named("，", "。")


def test_errors_that_read_alike_are_counted_once_as_they_are_ticked_once(desk: Desk) -> None:
    report = "一、抓学习\n培训*人，走访*户，开会*次，学习26次。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = paste(work.session, "1", "一、抓学习\n学习28次。\n", "rewrite")
    assert len(found.errors) > len(found.to_confirm)
    boxes = about(found, Language.ZH).count("data-confirm")
    told = f"有 {boxes} 处问题"
    assert told in summary(found)[0]
    assert standing_of(found, Language.ZH)[0] == told
    assert about(found, Language.ZH).count(told) == 1
    work.session.adopt(found, confirmed=[e.key for e in found.to_confirm])


@pytest.mark.parametrize(
    ("old", "new", "added"),
    [
        ("走访农户9户。\n", "走访农户9户。\n开会3次。\n", "开会3次。"),
        ("走访农户9户。", "走访农户9户。\n开会3次。", "开会3次。"),
        ("走访农户9户。\n", "开会3次。\n走访农户9户。\n", "开会3次。"),
        ("走访农户9户。\n", "走访农户9户，开会3次。\n", None),
    ],
)
def test_lines_that_come_in_are_drawn_as_lines_of_their_own(
    desk: Desk, old: str, new: str, added: str | None
) -> None:
    head = "石桥镇述职报告\n一、抓学习\n全年学习26次。\n"
    work = desk.open(Session.from_text(head + old, settings=desk.settings))
    pending = work.session.edit("1", head[8:] + new)
    drawn = document(work.check(), {}, [pending], Language.ZH)
    own = [re.sub("<[^>]+>", "", one["h"]) for one in drawn if one["c"] == "added"]
    assert own == ([added] if added else [])
    kept = [re.sub("<[^>]+>", "", one["h"]) for one in drawn if one["c"] == "body"]
    assert kept[0] == "全年学习26次。"
    assert len(kept) == 2


def test_each_error_names_the_changes_that_it_goes_with(desk: Desk) -> None:
    text = "一、抓学习\n全年学习26次。\n二、抓项目\n引进项目8个。修路3公里。群众满意。\n"
    work = desk.open(Session.from_text(text, settings=desk.settings))
    words = "二、抓项目\n引进项目9个。修路3公里。群众满意。打井4眼。"
    found = paste(work.session, "2", words, Task.REWRITE)
    first, last = found.changes[0].id, found.changes[-1].id
    rows = re.findall(
        r'<li class="error" data-about="([^"]*)">.*?“(.*?)”', about(found, Language.ZH)
    )
    went = {said: row for row, said in rows}
    assert (went["9个"], went["4眼"]) == (first, last)
    told = desk_view(work, {})["shown"][0]["gone"]
    assert told == [[first]]
