"""Rows out of CSV, XLSX and YAML files: the same whatever the format."""

from __future__ import annotations

import csv
import io
import math
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import FactsError, FormatError
from assistant.findings import Message
from assistant.formats.decode import decode
from assistant.formats.docx.package_guard import check_package
from assistant.system_reason import reason_of

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 64

_WORKBOOK = Message("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)")
COLUMNS = ("name", "value", "unit", "source")
_HEADERS = {"指标": "name", "数值": "value", "单位": "unit", "出处": "source"} | {
    column: column for column in COLUMNS
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its place in words (“第 3 行”) and its cells by column."""

    place: Message
    cells: dict[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a facts file.

    Raises FactsError, naming the file and what is wrong, for a file that cannot be read, is too
    large, or lacks a column.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # it may never end, or never begin
            raise wrong(path, "不是普通文件", "is no ordinary file")
        size = found.st_size
        if size > MAX_BYTES:
            most = MAX_BYTES // 1_000_000
            raise wrong(path, f"超过 {most} MB", f"has more than {most} MB")
        data = path.read_bytes()
    except OSError as error:
        why = reason_of(error)
        raise wrong(path, f"无法读取：{why.zh}", f"cannot be read: {why.en}") from error
    readers = {".csv": _csv, ".txt": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".xlsm": _xlsx}
    readers |= {".yaml": _yaml, ".yml": _yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise wrong(
            path, "的格式不支持，可用 CSV、XLSX、YAML", "should be CSV, XLSX or YAML, and is not"
        )
    try:
        yield from reader(data, path)
    except FormatError as error:
        raise FactsError(error.message) from error


def wrong(path: Path, zh: str, en: str, place: Message | None = None) -> FactsError:
    """Return the error that says what is wrong with a facts file, at a place in it if given."""
    where, where_en = (place.zh, f", {place.en},") if place else ("", "")
    return FactsError(f"数据文件“{path}”{where}{zh}", f"The facts file “{path}”{where_en} {en}")


def row_place(number: int, mark: Message | None = None) -> Message:
    """Return what a row is called, within a sheet if it has a name."""
    mark = mark or Message("", "")
    return Message(f"{mark.zh}第 {number} 行", f"{mark.en}row {number}")


def _csv(data: bytes, path: Path) -> Iterator[Row]:
    text = decode(data, path.name).text
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;，", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(lines.line_num, [cell.strip() for cell in row]) for row in lines]
    except csv.Error as error:
        place = row_place(lines.line_num)
        raise wrong(
            path, f"不是有效的 CSV：{error}", f"is not valid CSV: {error}", place
        ) from error
    yield from _table(((row_place(number), row) for number, row in rows), path)


def _xlsx(data: bytes, path: Path) -> Iterator[Row]:
    check_package(data, path.name, main="xl/workbook.xml", what=_WORKBOOK)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            (
                sheet.title,
                [
                    [_cell(cell) for cell in row]
                    for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
                ],
            )
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
        book.close()
    except Exception as error:
        # openpyxl lets through whatever a broken part makes it stumble over.
        raise wrong(
            path, "不是完好的 Excel 工作簿", "is not an Excel workbook in good order"
        ) from error
    useful = [(title, rows) for title, rows in sheets if _has_header(rows)] or sheets[:1]
    for title, rows in useful:
        mark = Message(f"工作表“{title}”", f"sheet “{title}”, ") if len(useful) > 1 else None
        yield from _table(((row_place(n, mark), row) for n, row in enumerate(rows, 1)), path)


def _has_header(rows: list[list[str]]) -> bool:
    first = next((row for row in rows if any(row)), [])
    return {_HEADERS.get(_key(cell)) for cell in first} >= {"name", "value"}


def _cell(cell: Any) -> str:
    """Return what the cell shows: percentages as such, whole numbers without .0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return str(value)
        # 15 digits are what Excel itself keeps; the rest is binary rounding.
        number = Decimal(f"{value:.15g}")
        percent = "%" in (cell.number_format or "")
        shown = number * 100 if percent else number
        return f"{shown.normalize():f}{'%' if percent else ''}"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _yaml(data: bytes, path: Path) -> Iterator[Row]:
    import yaml

    try:
        # The base loader leaves every value as it is written: 036, 98.50 and 是 stay text.
        rows = yaml.load(decode(data, path.name).text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        first = " ".join(str(error).split())[:200]
        raise wrong(path, f"不是有效的 YAML：{first}", f"is not valid YAML: {first}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise wrong(
            path,
            "应是一个列表，每条写 指标、数值、单位、出处",
            "should be a list, each entry with name, value, unit and source",
        )
    if len(rows) > MAX_ROWS:
        raise wrong(path, f"超过 {MAX_ROWS} 条", f"has more than {MAX_ROWS} entries")
    for number, row in enumerate(rows, 1):
        cells = {_HEADERS.get(_key(str(k)), ""): v for k, v in row.items()}
        place = Message(f"第 {number} 条", f"entry {number}")
        _require(set(cells), path, place)
        simple = {c: cells[c] for c in COLUMNS}
        if odd := [c for c, v in simple.items() if isinstance(v, list | dict)]:
            raise wrong(
                path,
                f"的 {_chinese(odd)} 应是一个值",
                f"should have one value each for {', '.join(odd)}",
                place,
            )
        yield Row(place, {c: "" if v is None else str(v).strip() for c, v in simple.items()})


def _table(rows: Iterator[tuple[Message, list[str]]], path: Path) -> Iterator[Row]:
    columns: list[str] | None = None
    for count, (place, cells) in enumerate(rows):
        if not any(cells):
            continue
        if columns is None:
            columns = [_HEADERS.get(_key(cell), "") for cell in cells]
            _require(set(columns), path, place)
            if twice := [c for c in COLUMNS if columns.count(c) > 1]:
                listed = ", ".join(twice)
                raise wrong(
                    path,
                    f"的列 {_chinese(twice)} 出现两次",
                    f"has twice the column {listed}",
                    place,
                )
            continue
        if count > MAX_ROWS:
            raise wrong(path, f"超过 {MAX_ROWS} 行", f"has more than {MAX_ROWS} rows")
        if any(cells[len(columns) :]):
            raise wrong(
                path,
                "比表头多出一列（数值里有逗号时请加引号）",
                "has one cell more than the header (put quotes around a value with a comma)",
                place,
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield Row(place, {c: v for c, v in zip(columns, padded, strict=False) if c})
    if columns is None:
        raise wrong(path, "是空的", "is empty")


def _require(columns: set[str], path: Path, place: Message) -> None:
    if missing := [c for c in COLUMNS if c not in columns]:
        raise wrong(
            path,
            f"缺少列 {_chinese(missing)}（表头应为 指标,数值,单位,出处）",
            f"lacks {', '.join(missing)} (the header should be name,value,unit,source)",
            place,
        )


def _chinese(columns: list[str]) -> str:
    words = {column: header for header, column in _HEADERS.items() if header != column}
    return "、".join(words[column] for column in columns)


def _key(header: str) -> str:
    return header.strip().strip("\ufeff").lower()
