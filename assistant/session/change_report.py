"""The change report: every change from the text as opened to the text as it is, with its reason.

Plain text that reads well anywhere and is Markdown where that is shown; report text stands in it
as it is, with the marks of Markdown made harmless.
"""

from __future__ import annotations

import re

from assistant.findings import Language
from assistant.session.names import place_name, source_name
from assistant.session.versions import History, Version

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def change_report(history: History, name: str, language: Language = Language.ZH) -> str:
    """Return the report on the line of versions that led to the current one."""
    zh = language is Language.ZH
    line = history.line()
    first, last = line[0], line[-1]
    count = len(line) - 1
    out = [
        f"# {'修改说明：' if zh else 'Changes: '}{_safe(name)}",
        "",
        f"{first.words} → {last.words} 字" + (f"，共 {count} 次修改" if zh else f", {count} steps"),
    ]
    if len(line) == 1:
        out += ["", "没有改动。" if zh else "Nothing was changed."]
    for version in line[1:]:
        out += ["", f"## {version.number}. {_safe(version.what.text(language))}", ""]
        out += [f"{version.at.replace('T', ' ')}", ""]
        out += _changes(version, language)
    return "\n".join(out) + "\n"


def _changes(version: Version, language: Language) -> list[str]:
    zh = language is Language.ZH
    old, new, why, source = (
        ("原文", "改为", "原因", "出处") if zh else ("was", "now", "why", "source")
    )
    colon = "：" if zh else ": "
    lines: list[str] = []
    for number, change in enumerate(version.changes, 1):
        lines.append(f"{number}. {_safe(place_name(change.section, language))}")
        lines.append(f"   - {old}{colon}{_quoted(change.old, zh)}")
        lines.append(f"   - {new}{colon}{_quoted(change.new, zh)}")
        if change.reason.zh:
            lines.append(f"   - {why}{colon}{_safe(change.reason.text(language))}")
        if change.source:
            lines.append(f"   - {source}{colon}{_safe(source_name(change.source, language))}")
    if version.confirmed:
        lines += ["", "采用时逐条确认过的问题：" if zh else "Findings confirmed by a person:"]
        lines += [f"- {_safe(message.text(language))}" for message in version.confirmed]
    return lines


def _quoted(text: str, zh: bool) -> str:
    shown = " ".join(text.split())
    return f"“{_safe(shown)}”" if shown else ("（无）" if zh else "(nothing)")


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
