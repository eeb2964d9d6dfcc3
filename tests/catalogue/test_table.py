"""The catalogue and the code that makes findings agree, both ways."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import assistant
from assistant.catalogue import About, finding_name, found, item_why, rows
from assistant.catalogue.table import Table
from assistant.findings import Language, Message, Severity

PACKAGE = Path(assistant.__file__).parent
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


def calls() -> Iterator[Call]:
    """Yield every call that makes a finding, with the codes it can make.

    Where the code is a variable, these are all codes that stand in the module outside other calls.
    """
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parts[-2] == "catalogue":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func)
            if name == "partial" and ast.unparse(node.args[0]) == "found":
                continue
            if name in MAKERS:
                said = literals(node.args[0])
                known = {
                    n.value
                    for n in ast.walk(tree)
                    if isinstance(n, ast.Constant) and isinstance(n.value, str)
                } & set(rows())
                yield path, node, said or sorted(known)


CALLS = list(calls())


def test_no_code_is_made_that_the_catalogue_does_not_hold() -> None:
    assert {code for _, _, codes in CALLS for code in codes} <= set(rows())


def test_no_row_stands_for_a_finding_that_nothing_makes() -> None:
    assert set(rows()) <= {code for _, _, codes in CALLS for code in codes}


def test_nothing_makes_a_finding_past_the_catalogue() -> None:
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
    }
    assert makers == {"catalogue/found.py"}


def test_no_code_is_asked_for_that_the_catalogue_does_not_hold() -> None:
    asked = {
        word
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and re.search(r"\b(f|finding)\.code$", ast.unparse(node.left))
        for other in node.comparators
        for word in literals(other)
    }
    assert asked
    assert asked <= set(rows())


@pytest.mark.parametrize(
    ("path", "node", "codes"),
    [pytest.param(*c, id=f"{c[0].name}:{c[1].lineno}") for c in CALLS if literals(c[1].args[0])],
)
def test_a_message_finds_the_fields_it_names(path: Path, node: ast.Call, codes: list[str]) -> None:
    if any(k.arg is None for k in node.keywords) or ast.unparse(node.func) == "_finding":
        return  # the fields are not to be seen here
    given = {"evidence", *(k.arg for k in node.keywords if k.arg)}
    if ast.unparse(node.func) in CHANGES:  # the engine tells of a change
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
            named = {
                re.split(r"[.\[]", name)[0]
                for template in (message.zh, message.en)
                for _, name, _, _ in Formatter().parse(template)
                if name is not None
            }
            assert named <= given, f"{path.name}: {code} needs {named - given}"


@pytest.mark.parametrize("code", list(rows()))
def test_a_row_says_in_both_languages_what_it_means(code: str) -> None:
    row = rows()[code]
    assert re.search("[\u4e00-\u9fff]", row.names.zh)
    assert not re.search("[a-z]{3}", row.names.zh)
    assert row.means.zh.endswith("。")
    assert row.means.en.endswith(".")
    assert not re.search("[a-z]{2,}_", row.means.zh + row.means.en)


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
