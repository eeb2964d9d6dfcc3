"""A result reaches the author's Word file in the form asked for, each change with its reason."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from assistant.cli import main
from assistant.delivery import with_adopted
from assistant.formats import Form, read_report, write_report
from assistant.formats.docx.names import w
from assistant.formats.docx.opened import open_docx, read_lines
from assistant.formats.docx.settle import settle
from assistant.session import Session
from tests.formats.own_files import paragraph, run
from tests.formats.packages import body_of


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(
        body_of(
            paragraph(run("青石镇工作报告")),
            paragraph(run("各位代表：")),
            paragraph(run("一、主要工作")),
            paragraph(run("组织集体学习", "<w:b/>"), run("XX次，走访群众300户。")),
            paragraph(run("二、存在问题")),
            paragraph(run("学习不够深入。")),
        )
    )
    return path


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text("指标,数值,单位,出处\n集体学习,12,次,学习台账\n", encoding="utf-8")
    return path


def fill(report: Path, facts: Path, out: Path, *more: str) -> int:
    line = ["fill", str(report), "--facts", str(facts), "--model", "rules", "-o", str(out)]
    return main([*line, *more])


def test_a_filled_figure_is_a_revision_with_its_source(report: Path, facts: Path) -> None:
    out = report.with_name("新.docx")
    fill(report, facts, out, "--revisions")
    file = open_docx(out.read_bytes(), "x")
    assert "组织集体学习12次" in file.text
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as package:
        comments = package.read("word/comments.xml").decode()
    assert "填入“12次”" in comments or "填入“12”" in comments
    assert "学习台账" in comments
    settle(file.tree, accept=False)
    assert read_lines(file.package, file.tree).text == read_report(report).text


def comments_of(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/comments.xml"))
    return ["".join(comment.itertext()) for comment in root]


def test_what_was_adopted_step_by_step_has_its_reasons(report: Path) -> None:
    session = Session.open(report)
    gap = session.check().gaps[0]
    session.adopt(session.answer({gap.id: "12"}))
    session.adopt(session.edit("2", "二、存在问题\n学习还不够深入。\n"))
    form = with_adopted(Form(revisions=True), session.history, session.source)
    out = report.with_name("新.docx")
    write_report(out, session.report.text, session.source, form=form)
    assert sorted(comments_of(out)) == ["填入“12”，出处：用户填写", "用户手工修改。"]
    session.undo()
    told = with_adopted(Form(revisions=True), session.history, session.source).remarks
    assert [remark.text for remark in told] == ["填入“12”，出处：用户填写"]
    assert session.source.text[told[0].start : told[0].end] == "XX"


def test_without_revisions_the_file_is_clean(report: Path, facts: Path) -> None:
    out = report.with_name("新.docx")
    fill(report, facts, out)
    file = open_docx(out.read_bytes(), "x")
    assert "组织集体学习12次" in file.text
    assert next(file.tree.iter(w("ins"), w("del")), None) is None
    assert next(file.tree.iter(w("b")), None) is not None


def findings(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", str(path), "--json"])
    codes = [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]
    return [code for code in codes if code.startswith("layout.")]


def test_layout_is_checked_and_clean_mends_it(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {"layout.margins", "layout.page_number", "layout.title_size", "layout.indent"} <= set(
        findings(report, capsys)
    )
    out = report.with_name("新.docx")
    main(["clean", str(report), "--layout", "gbt9704", "-o", str(out)])
    capsys.readouterr()
    assert findings(out, capsys) == []
    assert read_report(out).text == read_report(report).text


def test_revisions_in_a_laid_out_file(report: Path, facts: Path) -> None:
    out = report.with_name("新.docx")
    fill(report, facts, out, "--revisions", "--layout", "gbt9704")
    file = open_docx(out.read_bytes(), "x")
    assert "组织集体学习12次" in file.text
    assert {"GBTitle", "GBHeading1"} <= {
        style.get(w("val")) for style in file.tree.iter(w("pStyle"))
    }
    settle(file.tree, accept=False)
    assert read_lines(file.package, file.tree).text == read_report(report).text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--revisions"], "-o"),
        (["--layout", "gbt9704", "-o", "x.txt"], ".docx"),
        (["--layout", "letter", "-o", "x.docx"], "gbt9704"),
    ],
)
def test_a_form_that_cannot_be_is_refused(
    report: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clean", str(report), *options]) == 2
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1


def test_revisions_need_a_word_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "报告.txt"
    text.write_text("青石镇工作报告\n一、工作\n好。\n", encoding="utf-8")
    assert main(["clean", str(text), "--revisions", "-o", str(tmp_path / "x.docx")]) == 2
    assert ".docx" in capsys.readouterr().err
