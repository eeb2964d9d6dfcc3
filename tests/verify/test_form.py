"""Length, ending, language, leftovers, repetition, structure and coverage of a rewrite."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalogue import item_why
from assistant.findings import Message
from assistant.verify import Verdict
from tests.verify.judging import codes, judge

SOURCE = (
    "坚持把学习摆在首位，党员干部的理论水平不断提高。"
    "聚焦群众急难愁盼，一批民生实事按期办结。"
    "严格落实各项纪律要求，干部作风持续好转。"
)

LEFTOVERS = [
    (f"好的，以下是改写后的内容：\n{SOURCE}", "chat_phrase"),
    (f"以下是精简后的文本：\n{SOURCE}", "chat_phrase"),
    (f"{SOURCE}\n希望这能帮到您！", "chat_phrase"),
    (f"根据您的要求，修改如下：{SOURCE}", "chat_phrase"),
    (f"{SOURCE}\n（注：以上内容已按要求压缩）", "chat_phrase"),
    (f"作为AI助手，我改写如下。{SOURCE}", "chat_phrase"),
    (f"{SOURCE}\n如需继续调整，欢迎告知。", "chat_phrase"),
    (f"{SOURCE}\n如有不妥，请告诉我。", "chat_phrase"),
    (f"{SOURCE}\n以上是改写后的内容，请查阅。", "chat_phrase"),
    (f"改写要求：保留数据。\n{SOURCE}", "prompt_leftover"),
    (f'{{"text": "{SOURCE}"}}', "prompt_leftover"),
    (SOURCE.replace("坚持", "**坚持**", 1), "markdown"),
    (f"## 一年来\n{SOURCE}", "markdown"),
    (f"- {SOURCE}", "markdown"),
    (f"```\n{SOURCE}\n```", "markdown"),
    ("The party branch studied hard and the cadres improved a lot.", "not_chinese"),
    (SOURCE + "We will go on with it.", "language_drift"),
    (SOURCE + "Wǒmen jiāng nǔlì.", "language_drift"),
    (SOURCE.replace("坚持把学习摆在首位", "堅持把學習擺在首位"), "traditional"),
    (SOURCE + "これからも頑張ります。", "language_drift"),
    (SOURCE[:-6], "cut_off"),
    (SOURCE.replace("好转。", "好转，"), "cut_off"),
    (SOURCE.replace("一批民生实事", "“一批民生实事"), "unclosed"),
    (SOURCE + "严格落实各项纪律要求，干部作风持续好转。", "repetition"),
    (SOURCE + "抓落实抓落实抓落实抓落实抓落实。", "repetition"),
    (SOURCE[:24] + SOURCE[44:], "part_left_out"),
    (SOURCE + "乘风破浪潮头立，扬帆起航正当时，让我们携手谱写崭新篇章！", "words_new"),
    ("", "empty"),
    ("  \n", "empty"),
]


@pytest.mark.parametrize(("output", "code"), LEFTOVERS)
def test_what_a_model_gets_wrong_is_seen(output: str, code: str) -> None:
    assert code in codes(SOURCE, output)
    assert judge(SOURCE, output).verdict is not Verdict.ACCEPTED


@pytest.mark.parametrize(
    "ending", ["如有不妥，请批评指正。", "如有不当之处，敬请各位代表批评。", "若有疏漏，欢迎指正。"]
)
def test_how_a_report_asks_to_be_criticised_is_no_chat(ending: str) -> None:
    assert "chat_phrase" not in codes(SOURCE + "以上报告请予审议。", SOURCE + ending)


def test_markdown_is_welcome_where_the_text_is_markdown() -> None:
    output = SOURCE.replace("坚持", "**坚持**", 1)
    assert "markdown" not in codes(SOURCE, output, plain_text=False)


def test_what_the_source_has_is_no_leftover() -> None:
    source = "说明：以上数据由统计站提供。推广APP办事，好的做法：上门办、帮办。"
    assert judge(source, source).verdict is Verdict.ACCEPTED


def test_words_of_the_prompt_do_not_come_back() -> None:
    prompt = f"示范：青禾镇建成文化礼堂并组织志愿者值守。请压缩：{SOURCE}"
    output = SOURCE + "青禾镇建成文化礼堂并组织志愿者值守。"
    assert "prompt_leftover" in codes(SOURCE, output, prompt=prompt)
    assert "prompt_leftover" not in codes(SOURCE, SOURCE, prompt=prompt)


LENGTHS = [
    ({"maximum_words": 20}, {"too_long"}),
    ({"minimum_words": 200}, {"too_short"}),
    ({"minimum_words": 10, "maximum_words": 100}, set()),
]


@pytest.mark.parametrize(("scope", "expected"), LENGTHS)
def test_length_is_held_both_ways(scope: dict[str, Any], expected: set[str]) -> None:
    assert codes(SOURCE, SOURCE, **scope) == expected


POINTS = "一是抓学习，提升能力。二是抓服务，办好实事。三是抓纪律，改进作风。"

STRUCTURES = [
    (POINTS, POINTS.replace("三是", "四是"), {}, "numbering"),
    (POINTS, POINTS.replace("二是", "三是"), {}, "numbering"),
    (f"二、主要做法\n{SOURCE}", f"三、主要做法\n{SOURCE}", {}, "numbering"),
    (POINTS, POINTS, {"points": 4}, "points"),
    (f"二、主要做法\n{SOURCE}", f"二、做法\n{SOURCE}", {"headings": ["主要做法"]}, "heading_lost"),
]


@pytest.mark.parametrize(("source", "output", "scope", "code"), STRUCTURES)
def test_structure_is_held(source: str, output: str, scope: dict[str, Any], code: str) -> None:
    assert code in codes(source, output, **scope)


def test_the_points_asked_for_are_counted_in_any_style() -> None:
    assert not codes(POINTS, POINTS, points=3)
    listed = "1.抓学习，提升能力。\n2.抓服务，办好实事。\n3.抓纪律，改进作风。"
    assert not codes(POINTS, listed, points=3)
    named = "学习。提升能力。\n服务。办好实事。\n纪律。改进作风。"
    assert "points" not in codes(POINTS, named, points=3)
    assert "points" in codes(POINTS, named, points=4)
    assert "points" in codes(POINTS, POINTS.replace("二是", "").replace("三是", ""), points=3)


def test_a_heading_alone_needs_no_end_mark() -> None:
    assert judge("一、加强学习", "一、强化学习").verdict is Verdict.ACCEPTED


def test_the_number_of_a_short_sentence_counts_towards_its_length() -> None:
    short = "一是修好了通村道路和产业道路。"
    assert "repetition" in codes(SOURCE + short, SOURCE + short + "\n" + short)
    assert "repetition" not in codes(short + "\n" + SOURCE, short[2:] + "\n" + SOURCE)


def test_a_part_with_one_letter_corrected_is_not_left_out() -> None:
    source = "由省环保厅负责，省发展改革委、省国姿委、省能源局配合。"
    result = judge(source, source.replace("国姿委", "国资委"))
    assert not result.errors
    assert [(item.kind, item.new) for item in result.reading] == [("words_new", "国资委")]


def test_labels_of_points_are_nothing_to_read() -> None:
    source = "一是抓好建设。坚持学习制度。走访农户120户。"
    output = "一是抓好建设。第一，坚持学习制度。第二，走访农户120户。"
    assert not judge(source, output, task="restructure").reading
    place = judge("全镇排名靠前。", "全镇排名第一，获得表彰。")
    assert place.reading or place.errors


def test_what_is_told_leaves_no_quotation_open_and_no_bracket_empty() -> None:
    cut = item_why("subject_lost", old="深化乡镇“微", new="", scale=Message("", "")).zh
    assert "“深化乡镇‘微…’”" in cut
    why = item_why("hard_word_new", old="", new="已全面", scale=Message("", "")).zh
    assert why.startswith("“已全面”原文没有")
