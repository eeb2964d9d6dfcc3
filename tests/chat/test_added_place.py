"""A sentence stands in a part where its author says, and nowhere where that is denied."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_added_facts import proposed, said

MARKET = """石桥镇2026年工作总结

一、主要工作

全年举办赶集日12场。新修路灯30盏。

环境整治有力推进。垃圾日产日清。

（一）开头的重点

1. 修路3公里；
2. 植树2万株。

二、下一步打算

继续办好赶集日。
"""
HARD = "今年任务很重。"


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("第二部分开头加一句：今年任务很重", f"二、下一步打算\n\n{HARD}继续"),
        ("在第一部分的最前面加一句：今年任务很重", f"一、主要工作\n\n{HARD}全年"),
        ("第一部分加一句：今年任务很重，放在开头", f"一、主要工作\n\n{HARD}全年"),
        ("第一部分最后加一句：今年任务很重", f"2. 植树2万株。{HARD}\n"),
        ("第二部分加一句：今年任务很重，放在最后吧", f"赶集日。{HARD}\n"),
        ("环境整治那段结尾加一句：今年任务很重", f"日产日清。{HARD}\n"),
        ("1.1开头加一句：今年任务很重", f"重点\n\n{HARD}\n1. 修路"),
        ("第一部分加一句：赶集日人很多", "新修路灯30盏。赶集日人很多。\n"),
        ("第一部分加一句：坚持到最后", "坚持到最后。\n"),
    ],
)
def test_a_sentence_stands_at_the_end_of_a_part_that_is_said_or_of_a_paragraph(
    sentence: str, stands: str
) -> None:
    assert stands in proposed(said(sentence, report=MARKET))


def test_the_answer_says_where_a_sentence_was_put() -> None:
    first = said("第二部分开头加一句：今年任务很重", report=MARKET)
    assert "在“二、下一步打算”的开头补入" in first.said.zh
    assert "放在“继续办好赶集日。”这一句前面。" in first.said.zh
    best = said("第一部分加一句：赶集日人很多", report=MARKET)
    assert "放在“全年举办赶集日12场。新…”这一段的末尾。" in best.said.zh


# --- what is denied ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "别在第二部分加一句：干部作风好",
        "第二部分先不要加一句：干部作风好",
        "不用给第二部分加一句：干部作风好",
    ],
)
def test_a_sentence_that_is_not_to_be_added_is_not(sentence: str) -> None:
    turn = said(sentence, report=MARKET)
    assert (turn.act, turn.proposals) == (Act.ASK, ())
    assert "说不要补" in turn.said.zh


@pytest.mark.parametrize(
    "sentence",
    [
        "第二部分能不能加一句：干部作风好",
        "别忘了在第二部分加一句：干部作风好",
        "第二部分要不加一句：干部作风好",
    ],
)
def test_a_question_or_a_reminder_denies_nothing(sentence: str) -> None:
    assert "赶集日。干部作风好。\n" in proposed(said(sentence, report=MARKET))
