"""Shortening whole reports by rule: lists, points of the closing, the words that open and end."""

from __future__ import annotations

import pytest

from assistant.chains import Length, Outcome, Request
from assistant.verify import Verdict
from tests.chains.by_rules import done

REPORT = """2024年度个人述德述职述廉报告
各位领导：
我叫李某，现任柳溪镇党委副书记、镇长。现将一年来的工作情况报告如下，请予审议。
一、履职情况
新建设施大棚320亩，带动农户156户增收。改造危房48户，新修村道12.6公里，群众出行更加方便。
在肯定成绩的同时，我也清醒看到，工作中还存在问题：一是学习不够系统；二是深入基层不够；三是创新意识不强。
下一步，我将从以下方面改进：一是强化理论武装；二是每月下村8天；三是力争再引进企业3家。
以上报告，请予评议。
"""


def shorten(text: str, to: str, *sections: str) -> Outcome:
    return done(text, Request("shorten", sections, to=Length.parse(to)))


def test_no_second_point_is_left_without_the_first() -> None:
    for part in range(20, 100, 10):
        text = shorten(REPORT, f"{part}%").text
        assert text.count("一是") == text.count("二是") == text.count("三是")


def test_the_formula_at_the_end_is_whole_or_gone() -> None:
    for part in range(20, 100, 10):
        text = shorten(REPORT, f"{part}%").text
        assert "以上报告。" not in text


def test_an_office_never_stands_without_the_person() -> None:
    for part in range(30, 100, 10):
        text = shorten(REPORT, f"{part}%", "preamble").text
        assert "现任" not in text or "我叫李某，现任" in text


def test_the_items_of_a_list_can_be_shortened_but_none_goes() -> None:
    items = (
        "1. 新建大棚320亩，总投资1.2亿元，带动农户156户，群众十分满意。\n"
        "2. 改造危房48户，新修村道12.6公里，群众出行更加方便，获得感明显增强。\n"
        "3. 计划明年引进企业3家，正在洽谈的项目5个，前景十分看好。\n"
    )
    outcome = shorten(f"一、工作\n{items}", "60%")
    assert outcome.verdict is Verdict.ACCEPTED
    assert outcome.words <= (outcome.asked or 0)
    assert [line[:3] for line in outcome.text.splitlines()[1:]] == ["1. ", "2. ", "3. "]
    assert all(len(line) > len("1. 新建大棚") for line in outcome.text.splitlines()[1:])


def test_the_rows_of_a_table_stay() -> None:
    rows = "指标\t数值\t备注\n走访农户\t300户\t含重复\n新建食堂\t9家\t\n各村汇总数\n"
    prose = "走访农户300户，大家都说做得好，社会反响也不错。为老人新建食堂9家，方便就餐。\n"
    text = f"松岭乡2024年工作总结\n一、抓民生\n{prose}{rows}"
    outcome = shorten(text, "60%")
    assert outcome.text != text
    assert rows in outcome.text


WHOLE = (
    "柳河镇领导班子2024年度述职报告\n"
    "一年来，在县委的坚强领导下，我始终做到讲政治，顾大局，一心一意谋发展，"
    "以饱满的热情、扎实的作风推动全镇各项事业持续健康稳定发展。\n"
    "一、主要工作\n"
    "一是强化理论武装，把牢政治方向。坚持学原文、悟原理，不断强化武装，组织学习12次，"
    "自觉做坚定信仰者和忠实实践者。\n"
    "二是发扬斗争精神，狠抓工作落实。始终保持清醒，严格履行职责，办结实事36件，确保政令畅通。\n"
    "在总结的同时，我也看到不足，主要表现在：有的干部主动性不强，破解难题的办法不多；"
    "对村组的监督还不到位，个别账目公开不及时；基层减负仍未到位。\n"
    "各位代表！\n下一步，我们将修好水渠8公里，方便群众；建设广场2处，美化环境；栽树3万株。\n"
)


@pytest.mark.parametrize("to", ["40%", "50%", "60%", "75%"])
def test_what_the_rules_shorten_reads_as_a_report(to: str) -> None:
    output = shorten(WHOLE, to).text
    opening = output.splitlines()[1]
    assert "我始终做到讲政治" in opening
    assert opening.startswith(("一年来，", "在县委的坚强领导下，"))
    assert ("主要表现在：" in output) == ("到位" in output)
    assert "下一步，我们将" in output
    if to != "40%":
        assert "一是强化理论武装，把牢政治方向。" in output
        assert "二是发扬斗争精神，狠抓工作落实。" in output


def test_the_rules_keep_what_leads_a_sentence_longer_than_they_look_at() -> None:
    plans = "；".join(f"在第{n}片区新修水渠{n}公里，改善灌溉条件" for n in range(2, 90))
    output = shorten(f"柳河镇总结\n下一步，我们将加快水利建设：{plans}。\n", "30%").text
    assert "下一步，我们将加快水利建设：" in output


def test_the_audience_is_not_called_upon_where_nothing_follows() -> None:
    text = (
        "柳河镇工作报告\n一、回顾\n各位代表！大家人人尽力，处处用心，凝聚力量。\n"
        "新修水渠12公里，改造泵站36座，栽树2万株。\n二、打算\n明年建设广场2处，方便群众。\n"
    )
    for to in ("50%", "60%", "70%"):
        output = shorten(text, to).text
        assert "各位代表！" not in output or "各位代表！大家" in output
