"""In the chat: parts to be moved, joined or unnumbered, seen from the part on the screen."""

from __future__ import annotations

import pytest

from assistant.intent import Intent, Kind, Situation, understand
from assistant.intent.understand import understand_as
from assistant.outline import parse
from assistant.request import Task

REPORT = parse(
    "2024年度个人述职报告\n各位领导：\n现将一年的情况报告如下。\n"
    "一、学习情况\n一是学原文。全年读书12本。\n二是学业务。参加培训6次。\n"
    "二、履职情况\n（一）抓产业。新建大棚320亩。\n（二）抓民生。改造危房48户。\n"
    "三、存在的主要问题\n学习不够系统。\n四、下一步打算\n每月下村8天。\n"
)


def heard(sentence: str, chosen: str | None = None) -> Intent:
    return understand(sentence, Situation(REPORT, chosen=chosen))


@pytest.mark.parametrize(
    ("sentence", "chosen", "sections"),
    [
        ("请把第二部分和第三部分对调", None, ()),
        ("请把第二部分和第三部分对调", "1", ()),
        ("把存在问题放到履职情况前面", "1", ()),
        ("第一点和第二点换一下", "1", ("1",)),
        ("第二部分（一）和（二）互换", "1", ()),
        ("这一部分移到最后", "2", ("2",)),
        ("把第三、四部分合并", "3", ()),
        ("去掉序号", "2", ("2",)),
        ("标题不要编号", None, ()),
    ],
)
def test_a_wish_for_parts_becomes_a_request(
    sentence: str, chosen: str | None, sections: tuple[str, ...]
) -> None:
    intent = heard(sentence, chosen)
    assert intent.kind is Kind.TASK
    assert intent.request is not None
    assert (intent.request.task, intent.request.sections) == (Task.RESTRUCTURE, sections)
    assert intent == understand_as(sentence, Situation(REPORT, chosen=chosen), Task.RESTRUCTURE)


@pytest.mark.parametrize(
    ("sentence", "chosen", "asked"),
    [
        ("把第九部分移到最后", None, "没有“第九部分”"),
        ("第一点和第二点换一下", None, "在哪一部分里"),
        ("第一点和第二点换一下", "3", "没有分条"),
        ("把情况移到最后", None, "说不准“情况”是哪一部分"),
    ],
)
def test_what_is_not_clear_is_asked(sentence: str, chosen: str | None, asked: str) -> None:
    intent = heard(sentence, chosen)
    assert intent.kind is Kind.UNCLEAR
    assert intent.question is not None
    assert asked in intent.question.zh


def test_a_second_wish_is_kept_for_later() -> None:
    intent = heard("把第二、三部分合并，语气平实一些")
    assert intent.request is not None
    assert intent.request.instruction == "把第二、三部分合并"
    assert intent.later == "语气平实一些"


@pytest.mark.parametrize("sentence", ["把重复的内容合并一下", "交换意见改成交流意见"])
def test_words_that_are_no_parts_ask_for_something_else(sentence: str) -> None:
    intent = heard(sentence, "1")
    assert intent.request is None or intent.request.task is not Task.RESTRUCTURE
