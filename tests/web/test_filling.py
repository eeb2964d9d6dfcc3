"""The two wishes of filling gaps, as a click asks for them."""

from __future__ import annotations

import pytest

from assistant.facts import Fact
from assistant.findings import Language
from assistant.session import Session
from assistant.web import actions, deciding
from assistant.web.desk import Desk, Work
from assistant.web.filling import Filling
from assistant.web.views.proposal import about
from tests.web.conftest import wait
from tests.web.test_actions import last


def test_filling_from_the_facts_and_drafting_parts_are_two_wishes(desk: Desk, work: Work) -> None:
    work.session.use_facts([Fact("f1", "组织集中学习", "26", "次", "学习台账")])
    found, told = {}, {}
    for wish in Filling:
        # What the report lacks is a matter of the whole, whichever part is chosen.
        actions.choose(work, "1" if wish is Filling.FIGURES else "2")
        actions.fill_from_facts(desk, work, wish)
        wait(work)
        told[wish] = last(work)
        found[wish] = work.session.pending
        deciding.reject(work)
    figures, parts = found[Filling.FIGURES], found[Filling.PARTS]
    assert figures is not None
    assert figures.request.figures_only
    assert [c.new for p in figures.parts for c in p.changes] == ["26"]
    # Nothing else of the report is touched, the noise neither, and no count says otherwise.
    assert figures.words == figures.words_source + 1
    assert not [f for p in figures.parts for f in p.findings if f.code == "noise_removed"]
    assert "已用【待补】标出" not in told[Filling.FIGURES]
    assert parts is not None
    assert not parts.request.figures_only
    new = {c.id for p in parts.parts if not p.source for c in p.changes}
    assert new
    assert {c.id for c in parts.changes} == parts.bound | new
    assert not parts.errors
    assert "搭好了框架" in told[Filling.PARTS]


def test_a_report_that_lacks_no_part_says_so(desk: Desk, work: Work) -> None:
    work.session.use_genre("general")
    actions.fill_from_facts(desk, work, Filling.PARTS)
    wait(work)
    deciding.adopt(work, None, []) if work.session.pending else None
    actions.fill_from_facts(desk, work, Filling.PARTS)
    wait(work)
    assert work.session.pending is None
    assert "都有了" in last(work)


def test_a_fact_that_found_no_place_is_told_when_the_others_are_filled_in(desk: Desk) -> None:
    report = (
        "石桥镇述职报告\n一、抓学习\n制定整改措施×条，推进项目×个。又制定整改措施×条。\n"
        "二、下一步打算\n进一步多到村里走访，走访农户×户。\n"
    )
    work = desk.open(Session.from_text(report, settings=desk.settings))
    facts = [Fact("", "整改措施", "35", "条", "台账"), Fact("", "走访农户", "120", "户", "台账")]
    work.session.use_facts([*facts, Fact("", "茶叶产量", "8", "吨", "台账")])
    actions.fill_from_facts(desk, work, Filling.FIGURES)
    wait(work)
    found = work.session.pending
    assert found is not None
    assert "走访农户120户" in found.text
    assert "茶叶产量8吨" in last(work)
    assert "茶叶产量8吨" in about(found, Language.ZH)


def test_filling_that_is_asked_for_in_words_marks_no_other_gap_where_facts_are_given(
    desk: Desk,
) -> None:
    report = (
        "石桥镇述职报告\n一、抓产业\n地区生产总值XX亿元，实施“XX行动，新建大棚XX亩，"
        "推广XX品牌，接待游客XX万人次。\n"
    )
    facts = [Fact("f1", "地区生产总值", "312", "亿元", "统计年报")]
    for given in (facts, []):
        work = desk.open(Session.from_text(report, settings=desk.settings))
        work.session.use_facts(given)
        actions.hear(desk, work, "把第一部分的空缺补上")
        wait(work)
        found = work.session.pending
        assert found is not None
        marked = [c.new for c in found.changes if "待补" in c.new]
        if given:
            assert [c.new for c in found.changes] == ["312"]
            assert "其余 4 处还空着" in last(work)
            assert found.words == found.words_source
        else:
            # Without a fact to fill in, to mark what is open is all that filling can be.
            assert len(marked) >= 4
            assert "已用【待补】标出" in last(work)


def test_a_fact_without_a_place_is_told_though_nothing_is_marked(desk: Desk) -> None:
    report = "石桥镇述职报告\n一、抓产业\n新建大棚XX亩，推广XX品牌。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    work.session.use_facts([Fact("f1", "植树", "30", "人次", "林业站")])
    actions.hear(desk, work, "把第一部分的空缺补上")
    wait(work)
    assert work.session.pending is None
    assert "有 1 条没有用上：植树30人次" in last(work)


@pytest.mark.parametrize(
    ("gap", "value", "odd"),
    [
        ("赴▁镇调研", "三次", "“三次”是个数，这里要的像是地名"),
        ("推动影响▁质量的病灶整改", "三次", "“三次”是个数，这里要的像是名称或内容"),
        ("赴▁镇调研", "三江", ""),
        ("组织集中学习▁次", "26", ""),
        ("长期推进▁", "3个", ""),
    ],
)
def test_what_is_odd_in_a_filled_gap_is_said_and_it_counts(
    desk: Desk, gap: str, value: str, odd: str
) -> None:
    text = f"石桥镇述职报告\n一、抓学习\n{gap.replace('▁', 'XX')}，成效明显。\n"
    work = desk.open(Session.from_text(text, settings=desk.settings))
    actions.fill_in(work, work.check().gaps[0].id, value)
    assert gap.replace("▁", value) in work.session.report.text
    assert odd in last(work)
    assert odd or "已采用" in last(work)
    assert deciding.UNDO in work.choices
