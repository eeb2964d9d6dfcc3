"""Sentences and clauses tile a text and never tear a quotation apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import Sentence, split_clauses, split_sentences
from tests.growth import GENEROUS, exponent

MARKED = st.text(alphabet='甲乙a1，、；：。！？?!…“”‘’《》（）()[]【】"\n\r \u3000./')


def pieces(text: str, split: Callable[[str], list[Sentence]] = split_sentences) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("没有句号", ["没有句号"]),
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("抓项目；抓产业。", ["抓项目；", "抓产业。"]),
        ("真的？！好。", ["真的？！", "好。"]),
        ("他说：“干吧。”大家干了。", ["他说：“干吧。”", "大家干了。"]),
        ("喊出“干吧！”的口号。", ["喊出“干吧！”的口号。"]),
        ("修订《办法（试行。二稿）》两次。好。", ["修订《办法（试行。二稿）》两次。", "好。"]),
        ("新建“未合上。第二句。", ["新建“未合上。", "第二句。"]),
        ("见a?b=1。", ["见a?b=1。"]),
        ("好吗?好。", ["好吗?", "好。"]),
        ("标题\n\n　　正文。\r\n下一段", ["标题\n\n", "　　正文。\r\n", "下一段"]),
        ("好。 \n \n", ["好。 \n \n"]),
        ("\n\n　开头。", ["\n\n　开头。"]),
        (" \n ", [" \n "]),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_semicolon_can_be_left_inside_its_sentence() -> None:
    text = "抓项目；抓产业。好。"
    spans = split_sentences(text, at_semicolon=False)
    assert [span.of(text) for span in spans] == ["抓项目；抓产业。", "好。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓项目，促增长：见效。", ["抓项目，", "促增长：", "见效。"]),
        ("完成1,200万元，同比增长", ["完成1,200万元，", "同比增长"]),
        ("9：30开会，散会", ["9：30开会，", "散会"]),
        ("按照“先易后难，分步走”推进，好", ["按照“先易后难，分步走”推进，", "好"]),
        ("教育（小学，初中）、卫生", ["教育（小学，初中）、卫生"]),
    ],
)
def test_clauses_end_outside_quotes_and_numbers(text: str, expected: list[str]) -> None:
    assert pieces(text, split_clauses) == expected


@pytest.mark.parametrize(("first", "second"), [("“", "“"), ("“", "）"), ("好", " "), (" ", " ")])
def test_splitting_a_hostile_text_grows_with_it_and_no_faster(first: str, second: str) -> None:
    def split(size: int) -> None:
        text = first * size + second * size
        assert "".join(pieces(text, split_clauses)) == text

    assert exponent(split, 4000) < GENEROUS


@given(MARKED | st.text())
@pytest.mark.parametrize("split", [split_sentences, split_clauses])
def test_spans_tile_any_text(split: Callable[[str], list[Sentence]], text: str) -> None:
    assert "".join(pieces(text, split)) == text


@given(MARKED)
def test_no_sentence_is_blank_unless_the_text_is(text: str) -> None:
    found = pieces(text)
    assert all(piece.strip() for piece in found) or found == [text]


@given(MARKED)
def test_every_sentence_end_ends_a_clause(text: str) -> None:
    clauses = {span.end for span in split_clauses(text)}
    assert {span.end for span in split_sentences(text)} <= clauses


def test_a_quotation_that_is_a_word_of_its_sentence_ends_nothing() -> None:
    text = "把它与“路怎么修？”一问联系起来，再答复群众。“好！”大家说。"
    assert [c.of(text) for c in split_clauses(text)] == [
        "把它与“路怎么修？”一问联系起来，",
        "再答复群众。",
        "“好！”",
        "大家说。",
    ]
    assert len(split_sentences("问卷写明“愿意参加吗？”一栏。")) == 1
    assert len(split_sentences("他答：“愿意！”\n第二行。")) == 2
