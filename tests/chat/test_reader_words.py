"""The words of a sentence that a model points at, and what the number of a length is for."""

from __future__ import annotations

import pytest

from assistant.chat.reader.words import NotSaid, Words


@pytest.mark.parametrize(
    ("sentence", "pointed", "length"),
    [
        ("第二部分压缩三分之一", "三分之一", "67%"),
        ("第二部分压到三分之一", "三分之一", "33%"),
        ("第一部分300字，第二部分二百来字", "二百来字", "200"),
        ("各别超过80字", "别超过80字", "<80"),
        ("缩掉四分之一", "缩掉四分之一", "75%"),
        ("收一收", "收一收", "vague"),
    ],
)
def test_a_length_is_read_by_the_code_that_the_rules_use(
    sentence: str, pointed: str, length: str
) -> None:
    assert Words(sentence).length(pointed) == length


@pytest.mark.parametrize(
    ("sentence", "pointed", "amount", "length"),
    [
        ("算账那块，掉个一百来字的肉", "掉个一百来字的肉", "less", "-100"),
        ("折合一千二百字，不得越过", "一千二百字", "most", "<1200"),
        ("第四部分也压，250就行", "250就行", "to", "250"),
        ("那块儿再匀给它三十个字", "匀给它三十个字", "more", "+30"),
        ("砍得剩三成", "剩三成", "to", "30%"),
        ("不超过300字", "不超过300字", "to", "<300"),
    ],
)
def test_what_the_number_of_a_length_is_for_the_model_may_say(
    sentence: str, pointed: str, amount: str, length: str
) -> None:
    assert Words(sentence).length(pointed, amount) == length


def test_words_must_stand_in_the_sentence() -> None:
    said = Words("把“８个”改成“ 9 个”")
    assert said.exact("8个") == "8个"
    with pytest.raises(NotSaid):
        said.exact("10个")


def test_a_quotation_inside_of_wording_keeps_both_its_marks() -> None:
    said = Words("现象级“顶流”这话太网络，换成“知名品牌”")
    assert said.exact("现象级“顶流”") == "现象级“顶流”"
    assert said.exact("“知名品牌”") == "知名品牌"
