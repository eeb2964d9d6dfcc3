"""Cases are read whole, or refused with the file and key that are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.instruction import read_request
from assistant.outline import parse
from assistant.request import require_sensible
from eval.case import CASES, Case, CaseError, Kind, Priority, Words, load_case, load_suite
from tests.eval.judged import FILLED, OPEN

REQUEST = """task: fill
genre: general
facts:
  - {name: 走访困难群众, value: "128", unit: 户, source: 台账}
"""
ELEMENTS = """version: 2
change: a figure more
words: {min: 40, max: 90}
elements:
  - {id: a, kind: figure, text: 128户, subject: 走访}
  - {id: b, kind: points, section: "1", count: [2, 3], priority: expected}
  - {id: c, kind: gap, near: 发放慰问金}
"""


def write(folder: Path, request: str = REQUEST, elements: str | None = ELEMENTS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_bytes(OPEN.encode())
    (folder / "reference.txt").write_bytes(FILLED.encode())
    (folder / "request.yaml").write_text(request, encoding="utf-8")
    if elements is not None:
        (folder / "elements.yaml").write_text(elements, encoding="utf-8")
    return folder


def test_a_case_is_read_with_all_that_it_states(tmp_path: Path) -> None:
    case = load_case(write(tmp_path / "visits"))
    assert (case.id, case.report, case.version, case.change) == (
        "visits",
        "visits",
        2,
        "a figure more",
    )
    assert case.words == Words(40, 90)
    assert [(f.name, f.value, f.unit, f.source) for f in case.facts] == [
        ("走访困难群众", "128", "户", "台账")
    ]
    first, second, third = case.elements
    assert (first.kind, first.text, first.subject) == (Kind.FIGURE, "128户", "走访")
    assert (second.count, second.priority) == ((2, 3), Priority.EXPECTED)
    assert (third.kind, third.near, third.drawn) == (Kind.GAP, "发放慰问金", False)


def test_elements_need_not_be_stated(tmp_path: Path) -> None:
    case = load_case(write(tmp_path / "visits", elements=None))
    assert case.elements == ()
    assert not case.has_elements


WRONG = [
    ("request.yaml", "task", REQUEST.replace("task: fill", "task: polish")),
    ("request.yaml", "to", REQUEST + "to: 50%\n"),
    ("request.yaml", "genre", REQUEST.replace("general", "novel")),
    ("request.yaml", "section", REQUEST + "section: '9'\n"),
    ("request.yaml", "colour", REQUEST + "colour: red\n"),
    ("request.yaml", "facts[1].value", REQUEST.replace('value: "128", ', "")),
    ("request.yaml", "facts", REQUEST.replace("- {", "{")),
    ("request.yaml", "to", "task: shorten\ngenre: general\n"),
    ("request.yaml", "instruction", "task: rewrite\ngenre: general\n"),
    ("request.yaml", "line", "task: [fill\n"),
    ("elements.yaml", "elements[1].kind", ELEMENTS.replace("figure,", "number,")),
    ("elements.yaml", "elements[1].text", ELEMENTS.replace("text: 128户, ", "")),
    ("elements.yaml", "elements[1].near", ELEMENTS.replace("subject", "near")),
    ("elements.yaml", "elements[2].id", ELEMENTS.replace("id: b", "id: a")),
    ("elements.yaml", "elements[2].priority", ELEMENTS.replace("expected", "nice")),
    ("elements.yaml", "elements[2].count", ELEMENTS.replace("[2, 3]", "[3, 2]")),
    ("elements.yaml", "words.min", ELEMENTS.replace("min: 40", "min: 400")),
    ("elements.yaml", "version", ELEMENTS.replace("version: 2", "version: second")),
]


@pytest.mark.parametrize(("name", "key", "text"), WRONG)
def test_what_is_wrong_is_told_with_file_and_key(
    tmp_path: Path, name: str, key: str, text: str
) -> None:
    folder = write(tmp_path / "wrong")
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=rf"{name}: .*{re.escape(key)}"):
        load_case(folder)


def test_a_file_that_is_missing_empty_or_no_text_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "wrong")
    for content, why in ((None, "cannot be read"), (b" \n", "is empty"), (b"\xff\xfe", "UTF-8")):
        path = folder / "reference.txt"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CaseError, match=rf"reference\.txt: .*{why}"):
            load_case(folder)


def test_a_suite_holds_the_cases_of_all_its_folders_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path / "one" / "visits")
    write(tmp_path / "two" / "visits")
    (tmp_path / "suite.yaml").write_text("version: 3\nchanges: ['3: two more']\n", encoding="utf-8")
    suite = load_suite(tmp_path)
    assert [case.id for case in suite.cases] == ["one/visits", "two/visits"]
    assert [case.report for case in suite.cases] == ["one/visits", "two/visits"]
    assert (suite.version, suite.changes) == (3, ("3: two more",))


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="holds no case"):
        load_suite(tmp_path)
    with pytest.raises(CaseError, match="no such folder"):
        load_suite(tmp_path / "nowhere")


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load_suite(CASES).cases


def test_the_projects_suite_covers_every_genre_and_task(cases: tuple[Case, ...]) -> None:
    assert len(cases) >= 60
    covered = {(case.genre.id, case.task.value) for case in cases}
    genres = {genre for genre, _ in covered}
    assert len(genres) == 6
    assert covered == {
        (g, t) for g in genres for t in ("shorten", "restructure", "fill", "rewrite")
    }


def test_the_program_takes_every_request_of_the_suite(cases: tuple[Case, ...]) -> None:
    for case in cases:
        require_sensible(case.to_product)
        read_request(case.to_product, parse(case.source))
