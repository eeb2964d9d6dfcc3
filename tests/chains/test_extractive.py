"""Shortening by rule: whole clauses go, and what stays still says what it said."""

import pytest

from assistant.chains.extractive import shorter_wordings
from assistant.chains.units import Unit


def unit(text: str) -> Unit:
    return Unit(0, len(text), text)


def test_clauses_without_figures_go_first() -> None:
    text = "坚持问题导向，深入走访群众，化解矛盾纠纷36件，群众满意度进一步提升。"
    wordings = shorter_wordings(unit(text))
    assert wordings
    assert all("36件" in wording for wording in wordings)


@pytest.mark.parametrize(
    "change", ["同比增长8.2%", "预计同比增长8.2%", "增长8.2%", "净增3.1亿元", "位居全市第二"]
)
def test_a_change_never_stands_without_what_changed(change: str) -> None:
    text = f"全镇工业总产值预计完成16.4亿元，{change}。"
    assert not [w for w in shorter_wordings(unit(text)) if "工业总产值" not in w]


def test_a_colon_is_never_left_with_nothing_behind_it() -> None:
    text = "主要目标是：粮食产量增长2%，农民收入增长6%。"
    assert all("增长" in wording for wording in shorter_wordings(unit(text)))


def test_a_ratio_is_not_torn() -> None:
    text = "产业结构更加合理，三次产业结构调整为4.1 : 50 : 45.9。"
    assert all("4.1 : 50 : 45.9" in w for w in shorter_wordings(unit(text)))


def test_a_verb_that_says_nothing_makes_room_before_a_clause_goes() -> None:
    text = "财政总收入完成2.9亿元，同比增长6.7%。"
    assert shorter_wordings(unit(text))[0] == "财政总收入2.9亿元，同比增长6.7%。"


@pytest.mark.parametrize("text", ["累计完成120户，", "改造任务未完成30%，", "率先实现5个全覆盖，"])
def test_a_verb_that_says_something_stays(text: str) -> None:
    assert not shorter_wordings(unit(text))


def test_a_request_to_the_meeting_never_stands_without_what_it_is_about() -> None:
    text = "现在，我代表镇政府向大会报告工作，请予审议，并请列席的同志提出意见。"
    assert all("报告工作" in wording for wording in shorter_wordings(unit(text)))


@pytest.mark.parametrize("count", ["全年共开展26次。", "累计投入320万元。", "共整改48处。"])
def test_a_count_never_stands_without_what_is_counted(count: str) -> None:
    text = f"组织各村和企业定期排查安全隐患，{count}"
    assert not [w for w in shorter_wordings(unit(text)) if "安全隐患" not in w]
