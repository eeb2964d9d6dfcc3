"""The catalogue and the code that makes findings agree, both ways."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from assistant.catalogue import About, finding_name, found, item_why, rows
from assistant.catalogue.table import Table
from assistant.findings import Language, Message, Severity
from tests.sources import modules, named, nodes

CHANGES = ("Change", "came", "hard_came", "went")
MAKERS = ("found", "paper.finding", "finding", "_finding", *CHANGES)
SOURCES = '[_sources]\nsense = ["前后", "sense"]\n'
ROW = """[moon_missing]
names = ["缺月亮", "moon missing"]
severity = "warning"
about = "report"
source = "sense"
means = ["没有写月亮。", "There is no moon."]
says = ["缺{what}", "no {what}"]
"""

Call = tuple[Path, ast.Call, list[str]]


def literals(node: ast.AST) -> list[str]:
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def called(node: ast.AST) -> str:
    """Return the name of what a call calls: `found`, `paper.finding`; nothing for all else."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return f"{node.func.value.id}.{node.func.attr}"
    return node.func.id if isinstance(node.func, ast.Name) else ""


@cache
def calls() -> tuple[Call, ...]:
    """Return every call that makes a finding, with the codes it can make.

    Where the code is a variable, these are all codes that stand in the module outside other calls.
    """
    return tuple(
        (path, node, literals(node.args[0]) or sorted(_codes_in(path)))
        for path in modules(*(f"{maker}(" for maker in MAKERS))
        if path.parts[-2] != "catalogue"
        for node in nodes(path)
        if isinstance(node, ast.Call) and node.args and called(node) in MAKERS
    )


@cache
def _codes_in(path: Path) -> set[str]:
    said = (n.value for n in nodes(path) if isinstance(n, ast.Constant))
    return {value for value in said if isinstance(value, str)} & set(rows())


def test_no_code_is_made_that_the_catalogue_does_not_hold() -> None:
    assert {code for _, _, codes in calls() for code in codes} <= set(rows())


def test_no_row_stands_for_a_finding_that_nothing_makes() -> None:
    assert set(rows()) <= {code for _, _, codes in calls() for code in codes}


def test_nothing_makes_a_finding_past_the_catalogue() -> None:
    makers = {
        named(path)
        for path in modules("Finding(")
        for node in nodes(path)
        if called(node) == "Finding"
    }
    assert makers == {"catalogue/found.py"}


def test_no_code_is_asked_for_that_the_catalogue_does_not_hold() -> None:
    asked = {
        word
        for path in modules(".code")
        for node in nodes(path)
        if isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and re.search(r"\b(f|finding)\.code$", ast.unparse(node.left))
        for other in node.comparators
        for word in literals(other)
    }
    assert asked
    assert asked <= set(rows())


def test_a_message_finds_the_fields_it_names() -> None:
    for path, node, codes in calls():
        if literals(node.args[0]):
            assert_fields(path, node, codes)


def assert_fields(path: Path, node: ast.Call, codes: list[str]) -> None:
    """Assert that one call gives all that the messages of its codes name."""
    if any(k.arg is None for k in node.keywords) or called(node) == "_finding":
        return  # the fields are not to be seen here
    given = {"evidence", *(k.arg for k in node.keywords if k.arg)}
    if called(node) in CHANGES:  # the engine tells of a change
        given = {"old", "new"}
        if rows()[codes[0]].about is About.READING:
            given.add("scale")
    said = next((literals(k.value) for k in node.keywords if k.arg == "says"), [""])
    for code in codes:
        for says in said:
            if says not in rows()[code].says:
                assert len(codes) > 1 or len(said) > 1
                continue
            message = rows()[code].says[says]
            fields = {
                re.split(r"[.\[]", name)[0]
                for template in (message.zh, message.en)
                for _, name, _, _ in Formatter().parse(template)
                if name is not None
            }
            assert fields <= given, f"{named(path)}:{node.lineno}: {code} needs {fields - given}"


def test_a_row_says_in_both_languages_what_it_means() -> None:
    for code, row in rows().items():
        assert re.search("[\u4e00-\u9fff]", row.names.zh), code
        assert not re.search("[a-z]{3}", row.names.zh), code
        assert row.means.zh.endswith("。"), code
        assert row.means.en.endswith("."), code
        assert not re.search("[a-z]{2,}_", row.means.zh + row.means.en), code


def test_a_name_that_another_version_made_is_shown_as_it_is() -> None:
    assert finding_name("moon_missing_today") == "moon missing today"
    assert finding_name("figure_dropped") == "数据略去"
    assert finding_name("figure_dropped", Language.EN) == "figure dropped"


def test_a_new_row_is_all_a_new_finding_needs() -> None:
    row = Table(SOURCES + ROW)["moon_missing"]
    assert row.severity is Severity.WARNING
    assert row.source == Message("前后", "sense")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ROW + 'colour = "blue"\n', "unknown keys colour"),
        (ROW.replace('"warning"', '"awful"'), "awful"),
        (ROW.replace('source = "sense"', 'source = "hearsay"'), "hearsay"),
        (ROW.replace('means = ["没有写月亮。", "There is no moon."]\n', ""), "means"),
    ],
)
def test_a_row_that_breaks_the_schema_is_refused(wrong: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Table(SOURCES + wrong)["moon_missing"]


def test_two_rows_of_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Table(SOURCES + ROW + ROW)


def test_a_place_gives_no_weight_that_the_row_does_not_allow() -> None:
    assert found("term_dropped", evidence="两个维护", severity=Severity.INFO).severity == "info"
    with pytest.raises(ValueError, match="term_dropped"):
        found("term_dropped", severity=Severity.ERROR)


def test_what_must_be_read_says_why_in_both_languages_and_is_no_finding() -> None:
    scale = Message("范围", "extent")
    why = item_why("hard_word_traded", old="部分", new="全部", scale=scale)
    assert why.zh == "原文是“部分”，改成了“全部”（范围）"
    assert why.en == "“部分” became “全部” (extent)"
    with pytest.raises(ValueError, match="hard_word_traded"):
        found("hard_word_traded")
    with pytest.raises(ValueError, match="term_dropped"):
        item_why("term_dropped")
