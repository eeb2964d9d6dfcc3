"""Rows out of CSV, XLSX and YAML files: the same whatever the format."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import FactsError, FormatError
from assistant.formats.decode import decode
from assistant.formats.docx.package_guard import check_package

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 64

COLUMNS = ("name", "value", "unit", "source")
_HEADERS = {"指标": "name", "数值": "value", "单位": "unit", "出处": "source"} | {
    column: column for column in COLUMNS
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its place in words (“第 3 行”) and its cells by column."""

    place: str
    cells: dict[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a facts file.

    Raises FactsError, naming the file and what is wrong, for a file that cannot be read, is too
    large, or lacks a column.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FactsError(f"数据文件“{path}”超过 {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise FactsError(f"数据文件“{path}”无法读取：{error.strerror or error}") from error
    readers = {".csv": _csv, ".txt": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".xlsm": _xlsx}
    readers |= {".yaml": _yaml, ".yml": _yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FactsError(f"数据文件“{path}”的格式不支持，可用 CSV、XLSX、YAML")
    try:
        yield from reader(data, path)
    except FormatError as error:
        raise FactsError(str(error)) from error


def _csv(data: bytes, path: Path) -> Iterator[Row]:
    text = decode(data, path.name).text
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;，", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(lines.line_num, [cell.strip() for cell in row]) for row in lines]
    except csv.Error as error:
        raise FactsError(
            f"数据文件“{path}”第 {lines.line_num} 行不是有效的 CSV：{error}"
        ) from error
    yield from _table(((f"第 {number} 行", row) for number, row in rows), path)


def _xlsx(data: bytes, path: Path) -> Iterator[Row]:
    check_package(data, path.name, main="xl/workbook.xml", what="Excel 工作簿（.xlsx）")
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
        raise FactsError(f"数据文件“{path}”不是完好的 Excel 工作簿") from error
    useful = [(title, rows) for title, rows in sheets if _has_header(rows)] or sheets[:1]
    for title, rows in useful:
        mark = f"工作表“{title}”" if len(useful) > 1 else ""
        yield from _table(((f"{mark}第 {n} 行", row) for n, row in enumerate(rows, 1)), path)


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
        return _plain(number * 100) + "%" if percent else _plain(number)
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _yaml(data: bytes, path: Path) -> Iterator[Row]:
    import yaml

    try:
        # The base loader leaves every value as it is written: 036, 98.50 and 是 stay text.
        rows = yaml.load(decode(data, path.name).text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        first = " ".join(str(error).split())[:200]
        raise FactsError(f"数据文件“{path}”不是有效的 YAML：{first}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FactsError(f"数据文件“{path}”应是一个列表，每条写 指标、数值、单位、出处")
    if len(rows) > MAX_ROWS:
        raise FactsError(f"数据文件“{path}”超过 {MAX_ROWS} 条")
    for number, row in enumerate(rows, 1):
        cells = {_HEADERS.get(_key(str(k)), ""): v for k, v in row.items()}
        place = f"第 {number} 条"
        _require(set(cells), path, place)
        simple = {c: cells[c] for c in COLUMNS}
        if wrong := [c for c, v in simple.items() if isinstance(v, list | dict)]:
            raise FactsError(f"数据文件“{path}”{place}的 {_chinese(wrong)} 应是一个值")
        yield Row(place, {c: "" if v is None else str(v).strip() for c, v in simple.items()})


def _table(rows: Iterator[tuple[str, list[str]]], path: Path) -> Iterator[Row]:
    columns: list[str] | None = None
    for count, (place, cells) in enumerate(rows):
        if not any(cells):
            continue
        if columns is None:
            columns = [_HEADERS.get(_key(cell), "") for cell in cells]
            _require(set(columns), path, place)
            if twice := [c for c in COLUMNS if columns.count(c) > 1]:
                raise FactsError(f"数据文件“{path}”{place}的列 {_chinese(twice)} 出现两次")
            continue
        if count > MAX_ROWS:
            raise FactsError(f"数据文件“{path}”超过 {MAX_ROWS} 行")
        if any(cells[len(columns) :]):
            raise FactsError(f"数据文件“{path}”{place}比表头多出一列（数值里有逗号时请加引号）")
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield Row(place, {c: v for c, v in zip(columns, padded, strict=False) if c})
    if columns is None:
        raise FactsError(f"数据文件“{path}”是空的")


def _require(columns: set[str], path: Path, place: str) -> None:
    if missing := [c for c in COLUMNS if c not in columns]:
        raise FactsError(
            f"数据文件“{path}”{place}缺少列 {_chinese(missing)}（表头应为 指标,数值,单位,出处）"
        )


def _chinese(columns: list[str]) -> str:
    words = {column: header for header, column in _HEADERS.items() if header != column}
    return "、".join(words[column] for column in columns)


def _key(header: str) -> str:
    return header.strip().strip("\ufeff").lower()
