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


WITH_DATE = "，2026年12月1日"


@pytest.mark.parametrize(
    "sentence",
    [
        "别加落款石桥镇人民政府，2026年12月1日",
        "请勿补落款石桥镇人民政府，2026年12月1日",
        "先不补落款，补上石桥镇人民政府，2026年12月1日",
        "不用落款，2026年12月1日",
        "落款的地方请不要写石桥镇人民政府，2026年12月1日",
    ],
)
def test_a_signature_that_is_denied_is_not_made(sentence: str) -> None:
    turn = said(sentence)
    assert (turn.act, turn.proposals) == (Act.ASK, ())
    assert "说不要补落款" in turn.said.zh


def test_who_must_not_be_forgotten_is_asked_for() -> None:
    turn = said("别忘了落款：石桥镇人民政府，2026年12月1日")
    assert turn.proposals[-1].text == f"{UNSIGNED}\n{LINES}"


@pytest.mark.parametrize("nobody", ["先空着", "等领导定", "与去年一样", "由办公室定", "某某单位"])
def test_who_signs_is_asked_where_what_is_said_names_nobody(nobody: str) -> None:
    turn = said(f"落款{nobody}{WITH_DATE}")
    assert (turn.act, turn.proposals) == (Act.ASK, ())
    assert f"“{nobody}”不像单位名称或人名" in turn.said.zh


@pytest.mark.parametrize(
    "name",
    ["李明", "王建设", "石桥镇综合行政执法队", "县委办", "退役军人事务局", "住房和城乡建设局"],
)
def test_the_name_of_a_unit_or_a_person_signs(name: str) -> None:
    assert (
        said(f"落款补上{name}{WITH_DATE}").proposals[-1].text.endswith(f"\n{name}\n2026年12月1日\n")
    )


def test_a_request_in_traditional_characters_does_not_become_part_of_the_name() -> None:
    text = said("落款補上石橋鎮人民政府，2026年12月1日").proposals[-1].text
    assert text.endswith("赶集日。\n\n石橋鎮人民政府\n2026年12月1日\n")


COPIES = "抄送：县委办\n石桥镇党政办公室2026年12月1日印发\n"


def test_a_signature_stands_before_who_gets_a_copy() -> None:
    turn = said("落款补上石桥镇人民政府，2026年12月1日", f"{UNSIGNED}\n{COPIES}")
    assert turn.proposals[-1].text == f"{UNSIGNED}\n{LINES}\n{COPIES}"


def test_a_report_that_is_signed_in_other_words_is_not_signed_again() -> None:
    turn = said("落款补上石桥镇人民政府，2026年12月1日", f"{UNSIGNED}\n李明\n于2026年12月1日\n")
    assert (turn.act, turn.proposals) == (Act.REFUSE, ())
    assert "李明、于2026年12月1日" in turn.said.zh
