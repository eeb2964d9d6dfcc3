"""Dividing prose into points without rewording it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chains.points import divide, lead_fault, read_prose, write_points

PROSE = (
    "完善民生保障体系。新增城镇就业1260人，开展技能培训32期。建成养老服务站6个；改造老旧小区9个。"
    "新建公办幼儿园2所，义务教育巩固率达到100%。"
)


def test_a_short_first_sentence_stays_in_front() -> None:
    prose = read_prose(PROSE, 3)
    assert prose.opening == "完善民生保障体系。"
    assert len(prose.sentences) == 3


def test_labels_of_old_points_are_taken_off() -> None:
    prose = read_prose("一是抓学习，全年集中学习26次。\n二是抓作风，开展督查8次。", 2)
    assert prose.sentences == ("抓学习，全年集中学习26次。", "抓作风，开展督查8次。")


def test_too_few_sentences_are_cut_at_semicolons_first() -> None:
    prose = read_prose("建成养老服务站6个；改造老旧小区9个，惠及群众3000人。", 2)
    assert prose.sentences == ("建成养老服务站6个；", "改造老旧小区9个，惠及群众3000人。")


def test_a_clause_that_leads_on_does_not_end_a_point() -> None:
    prose = read_prose("以主题教育为契机，开展走访活动，解决问题420个。", 2)
    assert prose.sentences[0] == "以主题教育为契机，开展走访活动，"


@given(
    st.lists(st.integers(2, 40).map(lambda n: "字" * n + "。"), min_size=1, max_size=12),
    st.integers(1, 12),
    st.data(),
)
def test_every_sentence_lands_exactly_once_and_in_order(
    sentences: list[str], groups: int, data: st.DataObject
) -> None:
    if groups > len(sentences):
        with pytest.raises(ValueError, match="cannot make"):
            divide(sentences, groups, [None] * len(sentences))
        return
    vote = st.one_of(st.none(), st.integers(0, groups - 1))
    votes = data.draw(st.lists(vote, min_size=len(sentences), max_size=len(sentences)))
    runs = divide(sentences, groups, votes)
    assert [i for low, high in runs for i in range(low, high)] == list(range(len(sentences)))
    assert len(runs) == groups
    assert all(low < high for low, high in runs)


def test_votes_decide_where_lengths_do_not() -> None:
    sentences = ["句子一共十个字左右。"] * 4
    assert divide(sentences, 2, [0, 0, 0, 1]) == [(0, 3), (3, 4)]


@pytest.mark.parametrize(
    ("lead", "fault"),
    [
        ("完善民生保障", ""),
        ("抓", "字"),
        ("新增就业1260人", "数字"),
        ("完善，民生保障", "标点"),
        ("打造科技强镇高地", "原文"),
    ],
)
def test_a_lead_is_short_plain_and_in_the_words_of_its_point(lead: str, fault: str) -> None:
    found = lead_fault(lead, PROSE, ())
    assert (fault in found) if fault else not found


def test_points_are_numbered_and_closed() -> None:
    prose = read_prose("建成养老服务站6个；改造老旧小区9个，惠及群众3000人。", 2)
    assert write_points(prose, [(0, 1), (1, 2)], ["建设养老服务站", ""]) == [
        "一是建设养老服务站。建成养老服务站6个。",
        "二是改造老旧小区9个，惠及群众3000人。",
    ]


def test_points_strung_together_in_one_sentence_are_taken_apart_without_their_labels() -> None:
    prose = read_prose("一是建大棚320亩；二是引进企业2家；三是培训农民5期。", 3)
    assert prose.sentences == ("建大棚320亩；", "引进企业2家；", "培训农民5期。")
    whole = "要抓两件事：一是建大棚320亩；二是引进企业2家。"
    assert read_prose(whole + "改造危房48户。", 2).sentences == (whole, "改造危房48户。")


def test_a_short_sentence_that_announces_the_next_stays_with_it() -> None:
    sentences = [
        "新建标准化厂房12万平方米，引进配套企业9家，签约金额6.2亿元。",
        "盘活闲置土地310亩，超额完成全年任务。",
        "持续推进创新驱动。",
        "新认定高新技术企业14家，研发投入占比达到2.1%。",
        "引进高层次人才23名，建成实验室2个。",
    ]
    assert divide(sentences, 2, [None] * 5) == [(0, 2), (2, 5)]
    denied = [*sentences[:2], "没有发生安全事故。", *sentences[3:]]
    assert divide(denied, 2, [None] * 5) in ([(0, 2), (2, 5)], [(0, 3), (3, 5)])


@pytest.mark.parametrize("clause", ["带动农户156户增收。", "化解率97%。", "受教育党员210人次。"])
def test_no_point_begins_with_what_leans_on_the_clause_before(clause: str) -> None:
    prose = read_prose(f"推进各项工作任务落到实处，{clause}", 2)
    assert len(prose.sentences) == 1
