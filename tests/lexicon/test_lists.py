"""The word lists: one place, one format, each read by somebody."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import lexicon
from tests.sources import PACKAGE, modules, nodes

LISTS = sorted(PACKAGE.joinpath("lexicon").glob("*.txt"))
READERS = {"words", "groups", "classes", "expressions", "rows", "entries"}

SENSES = {"indicator_contrasts", "equivalents", "droppable", "stand_ins", "swallowed"}
"""A word may stand in several groups, a mark before several lines."""
lists = pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)


@cache
def calls() -> frozenset[tuple[str, str]]:
    """Return the name of each list that product code reads, and the module that does."""
    found = set()
    for path in modules("assistant.lexicon", "assistant import lexicon"):
        module = path.relative_to(PACKAGE.parent).as_posix()
        for node in nodes(path):
            if isinstance(node, ast.Call):
                said = [node.func, *node.args[:2]]  # words("…") and partial(classes, "…")
                for reader, name in pairwise(said):
                    reads = isinstance(reader, ast.Name) and reader.id in READERS
                    if reads and isinstance(name, ast.Constant) and isinstance(name.value, str):
                        found.add((name.value, module))
    return frozenset(found)


@lists
def test_a_list_says_in_its_header_what_it_is_and_who_reads_it(path: Path) -> None:
    header = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        header.append(line.strip("# "))
    _what, dash, readers = " ".join(header).partition(" — ")
    assert dash, f"{path.name} does not begin with “# what it is — who reads it”"
    told = re.findall(r"assistant/[a-z_/]+", readers)
    used = {module for name, module in calls() if name == path.stem}
    assert used, f"nobody reads {path.name}: delete it"
    for module in used:
        assert module.startswith(tuple(told)), f"{path.name} does not say that {module} reads it"
    for reader in told:
        assert any(module.startswith(reader) for module in used), f"{reader} does not read it"


@lists
def test_no_entry_of_a_list_stands_twice(path: Path) -> None:
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    firsts = [line.split()[0] for line in lines if line and line[0] != ">"]
    assert sorted(firsts) == sorted(set(firsts)) or path.stem in SENSES


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        lexicon.words("no_such_list")


def test_comments_blank_lines_and_repetition_are_no_entries() -> None:
    assert lexicon.read_entries("# head\n\n甲 乙 # said\n甲 乙\n丙\n") == ("甲 乙", "丙")


def test_longer_words_are_tried_before_those_they_contain() -> None:
    assert lexicon.alternatives(["个", "个月", "m²"]) == "m²|个(?:月|)"


def test_a_dash_in_a_table_stands_for_nothing() -> None:
    table = {row[0]: row for row in lexicon.rows("units", 6)}
    assert table["公里"] == ("公里", "measure", "any", "米", "1000", "kilometres")
    assert table["港元"][1] == ""


def test_no_list_of_words_lies_elsewhere_in_the_package() -> None:
    others = {p.parent.name for p in PACKAGE.rglob("*.txt")} - {"lexicon", "samples"}
    assert not others, f"move the lists of {sorted(others)} to assistant/lexicon"
