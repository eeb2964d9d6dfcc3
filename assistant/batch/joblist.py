"""Job lists: a CSV or JSONL file that says for each report what is to be done with it.

    文件,任务,篇幅,文种,数据,要求
    甲镇.docx,shorten,60%,,,
    乙镇.docx,fill,,team-duty,数据.xlsx;台账.csv,

The columns have Chinese or English names (file, task, to, genre, facts, instruction, section,
output, and figures_only: 是 or 否); an empty cell takes what the command line says.  Paths count
from the list's folder.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.batch.job import Job
from assistant.errors import AssistantError, InputError
from assistant.findings import Message
from assistant.formats.decode import decode
from assistant.request import Length, Request, require_sensible
from assistant.system_reason import reason_of
from assistant.tasks import TASKS, Detail, task_named

SUFFIXES = (".csv", ".jsonl")

_COLUMNS = {
    "文件": "file",
    "任务": "task",
    "篇幅": "to",
    "字数": "to",
    "length": "to",
    "文种": "genre",
    "数据": "facts",
    "要求": "instruction",
    "只补空缺": "figures_only",
    "部分": "section",
    "输出": "output",
}
_KEYS = (
    *("file", "task", "to", "genre", "facts", "instruction"),
    *("figures_only", "section", "output"),
)
_YES_NO = {"是": True, "true": True, "yes": True, "1": True}
_YES_NO |= {"否": False, "false": False, "no": False, "0": False}


def read_list(path: Path, default: Job) -> Iterator[tuple[Job, str]]:
    """Yield what each line of a job list says, on top of the default job, and its output's name.

    The name is empty where the line leaves it open.  Raises InputError naming file and line for
    any mistake.
    """
    if path.exists() and not path.is_file():
        raise InputError(
            f"任务清单“{path}”不是普通文件。", f"The job list “{path}” is no ordinary file."
        )
    try:
        text = decode(path.read_bytes(), str(path)).text
    except OSError as error:
        why = reason_of(error)
        raise InputError(
            f"任务清单“{path}”无法读取：{why.zh}。",
            f"The job list “{path}” cannot be read: {why.en}.",
        ) from error
    lines = _json(text, path) if path.suffix.lower() == ".jsonl" else _csv(text, path)
    found = False
    for number, data in lines:
        found = True
        yield _job(_line(path, number), data, path.parent, default)
    if not found:
        raise InputError(f"任务清单“{path}”里没有报告。", f"The job list “{path}” names no report.")


def _csv(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    try:
        for data in reader:
            if None in data:
                raise _wrong(_line(path, reader.line_num), "的列数太多。", " has too many columns.")
            if any((value or "").strip() for value in data.values()):
                yield reader.line_num, data
    except csv.Error as error:
        place = _line(path, reader.line_num)
        raise _wrong(place, f"不是 CSV：{error}", f" is no CSV: {error}") from error


def _json(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            place = _line(path, number)
            raise _wrong(place, f"不是 JSON：{error}", f" is no JSON: {error}") from error
        if not isinstance(data, dict):
            raise _wrong(_line(path, number), "应是一个 JSON 对象。", " must be a JSON object.")
        yield number, data


def _job(place: Message, data: Mapping[str, Any], folder: Path, default: Job) -> tuple[Job, str]:
    cells = dict.fromkeys(_KEYS)
    for name, value in data.items():
        key = _COLUMNS.get(str(name).strip(), str(name).strip().lower())
        if key not in _KEYS:
            raise _wrong(
                place,
                f"有不认识的列“{name}”，可用的：{'、'.join(_KEYS)}。",
                f" has the unknown column “{name}”; there are {', '.join(_KEYS)}.",
            )
        cells[key] = value
    said = {key: _text(value) for key, value in cells.items()}
    if not said["file"]:
        raise _wrong(place, "没有写文件。", " names no file.")
    figures_only = _yes_no(place, said["figures_only"])
    sections, facts = _several(cells["section"]), _several(cells["facts"])
    asked = default.request
    try:
        task = task_named(said["task"]) or asked.task
        takes = TASKS[task].takes if task in TASKS else ()
        to = Length.parse(said["to"]) if said["to"] else None
        request = Request(
            task,
            asked.sections if sections is None else sections,
            to or (asked.to if Detail.LENGTH in takes else None),
            said["instruction"] or (asked.instruction if Detail.INSTRUCTION in takes else None),
            asked.figures_only and Detail.FIGURES_ONLY in takes
            if figures_only is None
            else figures_only,
        )
        require_sensible(request)
    except AssistantError as error:
        raise _wrong(place, f"：{error.message.zh}", f": {error.message.en}") from error
    own = replace(
        default,
        source=folder / said["file"],
        request=request,
        genre=_genre(said["genre"], folder) or default.genre,
        facts=default.facts if facts is None else tuple(str(folder / name) for name in facts),
    )
    return own, said["output"]


def _line(path: Path, number: int) -> Message:
    """Return how a line of a job list is called; the number counts from 1."""
    return Message(f"任务清单“{path}”第 {number} 行", f"Line {number} of the job list “{path}”")


def _wrong(place: Message, zh: str, en: str) -> InputError:
    """Return the error that says of a place what is wrong with it."""
    return InputError(place.zh + zh, place.en + en)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _yes_no(place: Message, word: str) -> bool | None:
    """Return what a cell agrees to, None for an empty one."""
    if word and word.lower() not in _YES_NO:
        raise _wrong(place, f"的“{word}”应写“是”或“否”。", f" has “{word}” for yes or no.")
    return _YES_NO.get(word.lower())


def _several(value: Any) -> tuple[str, ...] | None:
    """Return the items of a list, or of a cell with items separated by ; or 、."""
    if isinstance(value, list):
        return tuple(_text(one) for one in value)
    text = _text(value)
    for mark in "；、":
        text = text.replace(mark, ";")
    return tuple(one.strip() for one in text.split(";") if one.strip()) or None


def _genre(name: str, folder: Path) -> str | None:
    return str(folder / name) if Path(name).suffix in (".yaml", ".yml") else name or None
