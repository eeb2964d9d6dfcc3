"""Where the figures went, for a person: counted over all parts, named part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.cli.labels import status
from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal


def show_traces(sections: Sequence[Mapping[str, Any]], terminal: Terminal) -> None:
    """Where each source figure, title and gap went; gaps have tables of their own."""
    t = terminal.text
    traced = [(s["id"], s["trace"]) for s in sections if s["trace"]]
    if not traced:
        return
    total: Counter[str] = Counter(_became(one) for _, trace in traced for one in trace)
    counts = t("，", ", ").join(f"{status(k, terminal)[0]} {n}" for k, n in total.items())
    title = t(f"数据去向：{counts}", f"Where the figures went: {counts}")
    heading(title, terminal.err)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for section, trace in traced:
        shown = section
        for state, texts in _by_status(trace).items():
            if state in ("filled", "open"):
                continue
            name, style = status(state, terminal)
            table.add_row(shown, Text(name, style), Text("  ".join(texts), style))
            shown = ""
    below(table, terminal.err)


def _became(one: Mapping[str, Any]) -> str:
    """Return what became of a traced thing; a gap that was kept is a gap that is still open."""
    return "open" if one["kind"] == "gap" and one["status"] == "kept" else one["status"]


def _by_status(trace: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Group the traced things by what became of them."""
    groups: dict[str, list[str]] = {}
    for one in trace:
        groups.setdefault(_became(one), []).append(one["text"])
    return groups
