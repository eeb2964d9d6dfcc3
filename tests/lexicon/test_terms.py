"""The list of set phrases, and what the user adds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.facts import split_value
from assistant.instruction.figures_said import find_facts
from assistant.lexicon.terms import bounds, load_terms, numeral_phrases, says_a_number


@pytest.mark.parametrize(
    "phrase", ["两个确立", "四个意识", "三会一课", "一岗双责", "三重一大", "第一议题", "不忘初心"]
)
def test_the_phrases_every_report_uses_are_there(phrase: str) -> None:
    assert phrase in load_terms()


def test_no_phrase_is_listed_twice_or_empty() -> None:
    terms = load_terms()
    assert len(set(terms)) == len(terms)
    assert all(term == term.strip() and len(term) > 1 for term in terms)


def test_a_file_of_the_user_adds_phrases(tmp_path: Path) -> None:
    file = tmp_path / "terms.txt"
    file.write_text("# 本地提法\n稻香议事\n\n一岗双责  # 已有\n", encoding="utf-8")
    terms = load_terms([file])
    assert "稻香议事" in terms
    assert terms.count("一岗双责") == 1


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=re.escape("missing.txt")):
        load_terms([tmp_path / "missing.txt"])


def test_the_pattern_of_numeral_phrases_compiles_and_finds_the_longest() -> None:
    match = re.match(numeral_phrases(), "一岗双责制度")
    assert match is not None
    assert match[0] == "一岗双责"


def test_what_stands_before_a_figure_as_a_bound_is_read_alike_in_a_fact_and_in_a_sentence() -> None:
    for word in bounds():
        assert split_value(f"{word}1800人") == (f"{word}1800", "人")
        for said in (f"走访群众{word}100名", f"走访群众{word}百名"):
            [stated] = find_facts(said)
            assert (stated.name, stated.value, stated.unit) == ("走访群众", f"{word}100", "名")


def test_the_words_that_say_a_number_are_no_numeral_phrases() -> None:
    assert says_a_number("过半")
    assert not says_a_number("待定")
    pattern = re.compile(numeral_phrases())
    assert not any(pattern.match(one) for one in ("百", "一", "几", "近"))
