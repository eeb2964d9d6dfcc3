"""Two texts are compared in bounded time, whatever they say, and as `difflib` does where short."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from assistant import matcher
from assistant.diff import changes
from assistant.errors import OverTime
from assistant.matcher import Matcher
from assistant.time_limit import time_limit

OLD, NEW = "全年完成投资12亿元，新建道路3条。" * 3, "全年投资12.5亿元，新建桥梁3座，改造道路。" * 3


def test_what_is_compared_in_few_steps_is_found_as_difflib_finds_it() -> None:
    plain = SequenceMatcher(None, OLD, NEW, autojunk=False)
    assert Matcher(OLD, NEW).get_opcodes() == plain.get_opcodes()
    assert Matcher(OLD, NEW).ratio() == plain.ratio()


def test_what_says_one_thing_over_and_over_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "_STEPS", 10_000)
    looked = 0

    class Counting(list[str]):
        def __getitem__(self, place):  # type: ignore[no-untyped-def]
            nonlocal looked
            looked += 1
            return super().__getitem__(place)

    one = Counting("甲" * 500)
    found = Matcher(one, Counting("甲" * 500))
    assert found.get_opcodes() == [("replace", 0, 500, 0, 500)]
    assert looked < 3_000
    found.set_seq2("甲乙")
    assert found.ratio() > 0  # each pair anew


def test_a_comparison_is_stopped_with_its_request() -> None:
    sentences = "".join(f"第{n}项工作。" for n in range(200))
    with pytest.raises(OverTime), time_limit(-1.0):
        changes(sentences, sentences[3:-3])
