"""A writer's text a few 字 too long, brought to its length by code."""

from __future__ import annotations

from assistant.chains.tightened import without_clauses, without_manner
from assistant.wordcount import count_words

TEXT = (
    "一、抓好民生工作\n"
    "全年进一步压实责任，办理群众诉求264件，按期办结率97.5%。认真召开议事会18次，群众反映良好。"
    "投入资金XX万元，改善办学条件，新增学位420个。"
)


def test_as_few_words_of_manner_go_as_bring_a_text_to_its_length() -> None:
    words = count_words(TEXT)
    assert without_manner(TEXT, words) == TEXT
    assert without_manner(TEXT, words - 2) == TEXT.replace("认真", "")
    assert without_manner(TEXT, words - 3) == TEXT.replace("进一步", "")
    assert without_manner(TEXT, words - 5) == TEXT.replace("进一步", "").replace("认真", "")
    assert without_manner(TEXT, words - 6) == TEXT, "it cannot be brought there so"


def test_the_words_of_a_heading_stay() -> None:
    text = TEXT.replace("抓好民生工作", "民生工作进一步抓好")
    heading = text.index("\n")
    words = count_words(text)
    assert without_manner(text, words - 3, heading).startswith("一、民生工作进一步抓好\n全年压实")
    assert without_manner(text, words - 8, heading) == text


def test_clauses_that_hold_nothing_go_and_no_open_place_does() -> None:
    words = count_words(TEXT)
    shorter = without_clauses(TEXT, words - 6, words - 20)
    assert words - 20 <= count_words(shorter) <= words - 6
    assert all(piece in shorter for piece in ("264件", "97.5%", "XX万元", "420个", "抓好民生工作"))
    assert without_clauses(TEXT, words // 2, words // 3) == TEXT
