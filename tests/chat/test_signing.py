"""A report without a signature gets the one that its author gives, as it was typed, at its end."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk, Turn
from assistant.session import Session

UNSIGNED = """石桥镇2026年工作总结

一、主要工作

全年举办赶集日12场，新增摊位40个。

二、下一步打算

继续办好赶集日。
"""
LINES = "石桥镇人民政府\n2026年12月1日\n"


def said(sentence: str, report: str = UNSIGNED) -> Turn:
    return Talk(Session.from_text(report, model="rules"), "rules").say(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "结尾没落款，补上石桥镇人民政府，2026年12月1日",
        "落款补上石桥镇人民政府，2026年12月1日",
        "最后加一行落款：石桥镇人民政府 2026年12月1日",
    ],
)
def test_the_words_of_a_signature_stand_at_the_end_as_they_were_given(sentence: str) -> None:
    turn = said(sentence)
    assert (turn.act, turn.proposals[-1].text) == (Act.TASK, f"{UNSIGNED}\n{LINES}")


def test_a_report_that_is_signed_is_not_signed_again() -> None:
    turn = said("落款补上石桥镇人民政府，2026年12月1日", f"{UNSIGNED}\n{LINES}")
    assert (turn.act, turn.proposals) == (Act.REFUSE, ())
    assert "已经有落款" in turn.said.zh


@pytest.mark.parametrize("sentence", ["落款没写，补上", "落款写得正式一点", "落款改成石桥镇党委"])
def test_what_gives_no_signature_adds_no_line(sentence: str) -> None:
    assert not any(s.instruction == "落款" and s.new for s in said(sentence).steps)
