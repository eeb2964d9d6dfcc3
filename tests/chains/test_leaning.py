"""Which clause another one leans on, and what the rules' cuts leave standing."""

from __future__ import annotations

import pytest

from assistant.chains import Length, Request
from assistant.chains.extractive import shorter_wordings
from assistant.chains.segments import Unit, held_together, units_of
from assistant.leaning import leans_on
from assistant.outline import parse
from assistant.sentences import split_clauses
from tests.chains.by_rules import done


def leaning(text: str) -> list[int | None]:
    return leans_on([c.of(text) for c in split_clauses(text)])


def unit(text: str) -> Unit:
    return Unit(0, len(text), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壮大松岭茶企，骨干企业不断壮大，超1100家，增长1.5倍。", [None, None, 1, 2]),
        ("青石商会举办推介会6场，签约项目12个，带动投资3亿元。", [None, 0, 1]),
        ("我带队走访茶农，解决难题36件，新修水渠3公里。", [None, None, None]),
        ("茶叶交易中心正式启用，举办品茶会9场。", [None, 0]),
        ("环卫工人工资再次提高，月人均分别提高221元、90元。", [None, 0]),
        ("在松岭举办茶博会，转化为茶产业发展动能。", [None, 0]),
        ("改造水厂3座。处理率分别达到95%、85%。", [None, None]),
        ("松岭水泥厂技改投产，总产能达190万吨。", [None, 0]),
        ("实施以旧换新政策，拉动消费2.6亿元。", [None, 0]),
        ("完成芦湾生态修复，获得市级表彰。", [None, 0]),
        ("参加营商环境评价，获得信贷指标列第12位。", [None, None]),
        ("推行一窗通办，获得感明显增强，被动应付不再出现。", [None, None, None]),
    ],
)
def test_a_clause_leans_on_the_one_that_names_what_it_tells_of(
    text: str, expected: list[int | None]
) -> None:
    assert leaning(text) == expected


def test_what_somebody_else_did_never_stands_without_him() -> None:
    text = "青石商会换届后工作更加主动，举办推介会6场，签约项目12个，社会反响很好。"
    assert all(
        "青石商会" in wording or "推介会" not in wording for wording in shorter_wordings(unit(text))
    )


def test_no_sentence_ends_with_words_that_only_lead_on() -> None:
    text = "最难的是8月下旬，水库水位逼近死水位，县里开了12次会，老支书拉着我说，这水来得及时。"
    for wording in shorter_wordings(unit(text)):
        assert not wording.rstrip("。").endswith(("8月下旬", "拉着我说"))


def test_words_that_only_lead_from_beginning_to_end_are_no_sentence() -> None:
    text = "围绕建设茶乡的目标，把握机遇，整合资源，与茶商合作，推动茶产业做大做强。"
    for wording in shorter_wordings(unit(text)):
        assert "茶乡" in wording or "做大做强" in wording


REPORT = (
    "松岭乡2024年工作总结\n一、扩优提质，办好家门口的学校\n扩优提质，办好家门口的学校。"
    "新建学校3所，新增学位1200个，更换旧桌椅800套。老师们都说条件好了，家长也都很满意，孩子们笑得更甜。\n"
    "二、问题\n工作中还存在一些问题：一是学习不够系统；二是下村不够多；三是创新不够。\n"
)


@pytest.mark.parametrize("to", ["50%", "65%", "80%"])
def test_a_shortened_text_neither_repeats_its_heading_nor_begins_a_run_at_the_second(
    to: str,
) -> None:
    text = done(REPORT, Request("shorten", to=Length.parse(to)), genre="general").text
    assert text.count("扩优提质") == 1
    assert text.count("一是") == text.count("二是") == text.count("三是")


def test_the_labels_of_a_run_must_stay_in_a_models_wording() -> None:
    text = "一是学习不够系统，二是下村不够多，三是创新不够。"
    (one,) = units_of(parse(f"要抓好几件事：{text}\n"), 0, len(text) + 7)[-1:]
    assert {"二是", "三是"} <= set(held_together(one))


def test_what_is_made_of_a_thing_leans_on_the_clause_that_names_it() -> None:
    clauses = ("自觉主动把搞好调查研究，", "作为提高履职能力的“必修课”，", "勇于抽身出来，")
    assert leans_on(clauses)[1] == 0


def test_in_what_office_one_acts_leans_on_nothing() -> None:
    assert leans_on(("集体经济有了起色。", "作为支部书记，", "我带头领办项目。"))[1] is None
