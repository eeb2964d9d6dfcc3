"""The change report: every change from the text as opened to the text as it is, with its reason.

Plain text that reads well anywhere and is Markdown where that is shown; report text stands in it
as it is, with the marks of Markdown made harmless.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from assistant.findings import Language
from assistant.printable import cut
from assistant.session.names import place_name, source_name
from assistant.session.versions import History, Recorded, Version

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~])")
_HEADING = re.compile(r"^#+ ", re.MULTILINE)
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def change_report(
    history: History, name: str, language: Language = Language.ZH, *, plain: bool = False
) -> str:
    """Return the report on the line of versions that led to the current one.

    `plain` leaves out all marks of Markdown, for who reads it as text.
    """
    marked = _report(history, name, language)
    return _ESCAPED.sub(r"\1", _HEADING.sub("", marked)) if plain else marked


def change_tables(history: History, name: str, language: Language = Language.ZH) -> bytes:
    """Return the same as a Word file: for each step a table, old words struck, new underlined."""
    from assistant.formats.docx.tables import Listed, Look, write_tables

    zh = language is Language.ZH
    line = history.line()
    title = f"{'修改说明：' if zh else 'Changes: '}{name}"
    lists = [Listed(_summed(line, zh), "" if line[1:] else _nothing(zh))]
    plain = Look.PLAIN
    looks = (plain, plain, plain, Look.OLD, Look.NEW, plain, plain)
    for step, version in enumerate(line[1:], 1):
        rows = [
            [*zip((str(number), cut(part, _LONGEST_NAME), *words), looks, strict=True)]
            for number, (part, *words) in enumerate(
                (_cells(change, language) for change in version.changes), 1
            )
        ]
        told = [_when(version), *(m.text(language) for m in version.confirmed)]
        heading = f"{step}. {version.what.text(language)}"
        lists.append(Listed(heading, "；".join(told), _COLUMNS[language], rows, _WIDTHS))
    return write_tables(title, lists)


_COLUMNS = {
    Language.ZH: ("序号", "部分", "所在句", "原文", "改为", "原因", "出处"),
    Language.EN: ("No.", "part", "sentence", "was", "now", "why", "source"),
}
_WIDTHS = (560, 1700, 2000, 1800, 1800, 1040, 738)
"""Twentieths of a point: the table's columns, which fill the page."""
_LONGEST_NAME = 24
"""Characters of the longest name of a part that is told whole: three lines of its column."""


def _summed(line: Sequence[Version], zh: bool) -> str:
    """Return what all steps together did to the length, and how many they are."""
    count = len(line) - 1
    steps = f"，共 {count} 次修改" if zh else f", {count} steps"
    return f"{line[0].words} → {line[-1].words} 字{steps}"


def _cells(change: Recorded, language: Language) -> tuple[str, ...]:
    """Return what is told of a change, a cell for each column behind the first."""
    reason, source = change.reason.text(language), source_name(change.source, language)
    words = (change.sentence, change.old.strip(), change.new.strip())
    return place_name(change.section, language), *words, reason, source


def _nothing(zh: bool) -> str:
    return "没有改动。" if zh else "Nothing was changed."


def _when(version: Version) -> str:
    return f"{datetime.fromisoformat(version.at).astimezone():%Y-%m-%d %H:%M}"


def _report(history: History, name: str, language: Language) -> str:
    zh = language is Language.ZH
    line = history.line()
    out = [
        f"# {'修改说明：' if zh else 'Changes: '}{_safe(name)}",
        "",
        _summed(line, zh),
    ]
    if len(line) == 1:
        out += ["", _nothing(zh)]
    for step, version in enumerate(line[1:], 1):
        out += ["", f"## {step}. {_safe(version.what.text(language))}", ""]
        out += [_when(version), ""]
        out += _changes(version, language)
    return "\n".join(out) + "\n"


def _changes(version: Version, language: Language) -> list[str]:
    zh = language is Language.ZH
    colon = "：" if zh else ": "
    sentence, old, new, *_ = _COLUMNS[language][2:]
    lines: list[str] = []
    for number, change in enumerate(version.changes, 1):
        place, *cells = _cells(change, language)
        lines.append(f"{number}. {_safe(place)}")
        for name, words in zip(_COLUMNS[language][2:], cells, strict=True):
            if words or name in (old, new):
                quoted = name in (sentence, old, new)
                lines.append(f"   - {name}{colon}{_quoted(words, zh) if quoted else _safe(words)}")
    if version.confirmed:
        lines += ["", "采用时逐条确认过的问题：" if zh else "Findings confirmed by a person:"]
        lines += [f"- {_safe(message.text(language))}" for message in version.confirmed]
    return lines


def _quoted(text: str, zh: bool) -> str:
    shown = " ".join(text.split())
    return f"“{_safe(shown)}”" if shown else ("（无）" if zh else "(nothing)")


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
