"""The batch as a table: CSV that Excel opens as it is, or an Excel workbook; a row a report."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.batch.names import ENGINES, OUTCOMES, SEVERITIES, name
from assistant.batch.plain_text import inert, visible
from assistant.batch.summary import ReportLine
from assistant.catalogue import finding_name
from assistant.findings import Language, Message
from assistant.printable import cut, printable

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | None

MOST_ROWS = 1_000_000
"""Excel holds 1,048,576 rows on a sheet."""

MOST_CHARACTERS = 32_000
"""Excel holds 32,767 characters in a cell; the rest of a longer one is replaced by …."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what stands in it, and its width in characters in a workbook."""

    head: Message
    value: Callable[[ReportLine, Language], Cell]
    width: int = 10


COLUMNS = (
    Column(Message("文件", "file"), lambda r, _: r.file, 40),
    Column(Message("结论", "verdict"), lambda r, la: name(OUTCOMES, r.outcome, la)),
    Column(Message("原文字数", "words source"), lambda r, _: r.source or None),
    Column(Message("要求字数", "words asked"), lambda r, _: r.asked),
    Column(Message("实得字数", "words delivered"), lambda r, _: r.delivered or None),
    Column(Message("部分", "sections"), lambda r, _: len(r.sections)),
    Column(Message("采纳", "accepted"), lambda r, _: r.count("accepted")),
    Column(Message("待审", "review"), lambda r, _: r.count("review")),
    Column(Message("未改", "unchanged"), lambda r, _: r.count("unchanged")),
    Column(Message("由模型写", "by model"), lambda r, _: r.written_by("model")),
    Column(Message("由规则写", "by rules"), lambda r, _: r.written_by("rules")),
    Column(Message("已填空缺", "gaps filled"), lambda r, _: r.filled),
    Column(Message("仍缺", "gaps left"), lambda r, _: len(r.questions)),
    Column(Message("问题", "questions"), lambda r, _: "；".join(r.questions), 50),
    Column(Message("错误", "errors"), lambda r, _: r.found("error")),
    Column(Message("警告", "warnings"), lambda r, _: r.found("warning")),
    Column(Message("需要人看的原因", "reasons"), lambda r, _: "；".join(r.reasons), 50),
    Column(Message("备注", "notes"), lambda r, _: "；".join(r.notes), 30),
    Column(Message("模型调用", "calls"), lambda r, _: r.usage.calls),
    Column(Message("读 tokens", "tokens read"), lambda r, _: r.usage.prompt_tokens),
    Column(Message("写 tokens", "tokens written"), lambda r, _: r.usage.completion_tokens),
    Column(Message("秒", "seconds"), lambda r, _: round(r.seconds, 2)),
    Column(Message("费用", "cost"), lambda r, _: r.usage.cost),
    Column(Message("文种", "genre"), lambda r, _: r.genre, 16),
    Column(
        Message("输出文件", "output"),
        lambda r, _: printable(r.output, keep="\t\r") if r.output else r.output,
        40,
    ),
)
"""One row a report; the cost is empty where no price is known."""

_SECTIONS = (
    Message("文件", "file"),
    Message("部分", "section"),
    Message("标题", "heading"),
    Message("结论", "verdict"),
    Message("出自", "by"),
    Message("程度", "severity"),
    Message("发现", "finding"),
    Message("说明", "message"),
)
_QUESTIONS = (Message("文件", "file"), Message("问题", "question"), Message("答案", "answer"))


def csv_rows(lines: Iterable[ReportLine], language: Language = Language.ZH) -> Iterator[str]:
    """Yield the CSV line by line, the head first; to be written as UTF-8.

    It begins with the byte order mark by which Excel knows UTF-8; lines end as Excel's do; no cell
    is a formula, wherever its words came from.
    """
    out = io.StringIO()
    writer = csv.writer(out)

    def flushed(cells: Iterable[Cell]) -> str:
        out.seek(0)
        out.truncate()
        writer.writerow(
            inert(cut(cell, MOST_CHARACTERS)) if isinstance(cell, str) else cell for cell in cells
        )
        return out.getvalue()

    yield "\ufeff" + flushed(column.head.text(language) for column in COLUMNS)
    for line in lines:
        yield flushed(column.value(line, language) for column in COLUMNS)


def workbook(lines: Iterable[ReportLine], language: Language = Language.ZH) -> bytes:
    """Return an Excel workbook: the reports, what a person must look at, and the questions.

    Texts are text cells, so that nothing is a formula.  The second sheet has the errors and
    warnings of each section, the third an empty column for the answers.
    """
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)

    def sheet(title: Message, heads: Iterable[Message], widths: Iterable[int]) -> Any:
        made = book.create_sheet(title.text(language))
        made.freeze_panes = "A2"
        for number, width in enumerate(widths, 1):
            made.column_dimensions[get_column_letter(number)].width = width
        _append(made, [head.text(language) for head in heads], bold=True)
        return made

    reports = sheet(
        Message("报告", "reports"), (c.head for c in COLUMNS), (c.width for c in COLUMNS)
    )
    found = sheet(Message("需要人看", "to look at"), _SECTIONS, (40, 8, 30, 10, 10, 8, 16, 60))
    asked = sheet(Message("问题", "questions"), _QUESTIONS, (40, 60, 30))
    rows = {reports: 1, found: 1, asked: 1}

    def add(to: Any, cells: Iterable[Cell]) -> None:
        rows[to] += 1
        if rows[to] <= MOST_ROWS:
            _append(to, cells)
        elif rows[to] == MOST_ROWS + 1:
            _append(to, ["……"])

    for line in lines:
        add(reports, (column.value(line, language) for column in COLUMNS))
        for row in _found(line, language):
            add(found, row)
        for question in line.questions:
            add(asked, (line.file, question))
    last = min(rows[reports], MOST_ROWS)
    reports.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _found(line: ReportLine, language: Language) -> Iterator[list[Cell]]:
    if line.error:
        kind = name(SEVERITIES, "error", language)
        outcome = name(OUTCOMES, line.outcome, language)
        yield [line.file, None, None, outcome, None, kind, None, line.error]
    for section in line.sections:
        for one in section.findings:
            if one.severity == "info":
                continue
            yield [
                line.file,
                section.id,
                section.heading,
                name(OUTCOMES, section.outcome, language),
                name(ENGINES, section.engine, language),
                name(SEVERITIES, one.severity, language),
                finding_name(one.code, language),
                one.message,
            ]


def _append(sheet: WriteOnlyWorksheet, cells: Iterable[Cell], *, bold: bool = False) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    made: list[Any] = []
    for value in cells:
        if not isinstance(value, str):
            made.append(value)
            continue
        cell = WriteOnlyCell(sheet, value=cut(visible(value), MOST_CHARACTERS))
        cell.data_type = "s"  # what begins with = would become a formula
        if value.startswith(_MARKS):
            cell.quotePrefix = True
        if bold:
            cell.font = Font(bold=True)
        made.append(cell)
    sheet.append(made)


_MARKS = tuple("=+-@＝＋－＠")
