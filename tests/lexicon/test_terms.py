"""The list of set phrases, and what the user adds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.lexicon.terms import load_terms, numeral_phrases


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
