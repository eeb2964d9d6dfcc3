"""字数 is what Word would show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wordcount import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \t\r\n\u3000", 0),
        ("青石镇", 3),
        ("好，很好！", 5),
        ("2023年", 2),
        ("PM2.5下降5.4%", 4),
        ("Hello world", 2),
        ("增长5％", 4),
        ("完成××万元", 6),
        ("“好”……——", 7),
        ("①㎡℃", 3),
        ("你,好", 3),
        ("青\u200b石\ufeff镇", 3),
        ("do\u200bne", 1),
        ("𠮷野", 2),
    ],
)
def test_counts_as_word_does(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text())
def test_white_space_weighs_nothing(text: str) -> None:
    assert count_words(f"\n\u3000{text} \n") == count_words(text)


@given(st.text(), st.text())
def test_two_paragraphs_weigh_what_each_does(first: str, second: str) -> None:
    assert count_words(f"{first}\n{second}") == count_words(first) + count_words(second)
