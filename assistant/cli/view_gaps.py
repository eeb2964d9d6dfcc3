"""Gaps for a person: the question, and the words around the place that lacks something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.cli.labels import GAPS, label
from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal
from assistant.gaps import GapKind
from assistant.session.counts import is_open, lies_in

AROUND = 18
"""Characters shown on each side of a gap."""


class Marks:
    """How many gaps and findings lie in each part, those of the sections below it included."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sections = [*_walk(data["outline"]), *data["outside"]]
        self.gaps = self._counted(g for g in data["gaps"] if g["kind"] != GapKind.PART.value)
        self.findings = self._counted(f for f in data["findings"] if is_open(f["severity"]))

    def _counted(self, found: Iterable[Mapping[str, Any]]) -> dict[str, int]:
        places = [(one["start"], one["end"]) for one in found]
        return {
            s["id"]: sum(lies_in(*place, (s["start"], s["end"])) for place in places)
            for s in self._sections
        }

    def owner(self, start: int | None, end: int | None) -> str | None:
        """Return the ID of the innermost section that holds the span."""
        owner = None
        if start is not None and end is not None:
            for section in self._sections:
                if section["start"] <= start and end <= section["end"]:
                    owner = section["id"]
        return owner


def _walk(sections: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for section in sections:
        yield section
        yield from _walk(section["children"])


def show_gaps(
    gaps: Sequence[Mapping[str, Any]], marks: Marks, text: str, terminal: Terminal
) -> None:
    """Print the gaps on stdout; `text` is the report as read."""
    if not gaps:
        return
    title = terminal.text(f"待补 {len(gaps)} 处，要回答的问题", f"{len(gaps)} gaps, to be answered")
    heading(title, terminal.out)
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for gap in gaps:
        question = Text(gap["question"])
        question.append("\n").append_text(_around(gap, text))
        table.add_row(
            Text(gap["id"], "cyan"),
            Text(marks.owner(gap["start"], gap["end"]) or "", "dim"),
            Text(label(GAPS, gap["kind"], terminal), "yellow"),
            question,
        )
    below(table, terminal.out)


def _around(gap: Mapping[str, Any], text: str) -> Text:
    """Return the words around a gap, the place itself marked; a missing part has no place."""
    if gap["kind"] == "part":
        return Text(" ".join(str(gap["context"]).split()), "dim")
    start, end = gap["start"], gap["end"]
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    return Text.assemble((before, "dim"), (text[start:end] or "▁▁", "yellow"), (after, "dim"))
