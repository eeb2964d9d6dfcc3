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
