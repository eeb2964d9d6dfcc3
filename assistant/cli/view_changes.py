"""What changed, phrase by phrase, with a few words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal
from assistant.diff import Change, changes

AROUND = 10
"""Unchanged characters shown on each side of a change."""

MOST_PER_SECTION = 5
MOST_IN_ALL = 30
"""Changes shown to a person; the texts themselves are in the output and in `--json`."""

LONGEST = 60
"""Characters shown of one removed or added phrase."""


def show_changes(sections: Sequence[Mapping[str, Any]], terminal: Terminal) -> None:
    """Print the changes of all sections on stderr: removed struck through, added underlined.

    Without colours they are marked 〔-…-〕 and 〔+…+〕.
    """
    t = terminal.text
    left = MOST_IN_ALL
    changed = [s for s in sections if s["source"] != s["output"]]
    if changed:
        heading(t("改动", "Changes"), terminal.err)
    coloured = terminal.err.is_terminal and not terminal.err.no_color
    for section in changed:
        places = _places(changes(section["source"], section["output"]))
        shown = places[: min(MOST_PER_SECTION, left)]
        left -= len(shown)
        head = Text.assemble((f"{section['id']} ", "cyan"), (section["heading"], "bold"))
        if len(shown) < len(places):
            zh = f"（共 {len(places)} 处，列出 {len(shown)} 处）"
            en = f" ({len(places)} places, {len(shown)} shown)"
            head.append(t(zh, en), style="dim")
        below(head, terminal.err)
        for place in shown:
            line = _line(place, section["source"], section["output"], coloured=coloured)
            below(line, terminal.err, 4)


def _places(found: Sequence[Change]) -> list[list[Change]]:
    """Group changes that stand so close that they read better as one line."""
    places: list[list[Change]] = []
    for change in found:
        if places and change.old_start - places[-1][-1].old_end <= 2 * AROUND:
            places[-1].append(change)
        else:
            places.append([change])
    return places


def _line(place: Sequence[Change], old: str, new: str, *, coloured: bool) -> Text:
    """One place: a few words before, the changes with what stands between them, a few after."""
    start, end = place[0].old_start, place[-1].old_end
    before = old[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = old[end : end + AROUND].partition("\n")[0]
    line = Text(f"…{before}" if before else "", style="dim")
    position = start
    for change in place:
        line.append(_flat(old[position : change.old_start]))
        if removed := old[change.old_start : change.old_end]:
            line.append(_marked(removed, "-", coloured), style="not dim red strike")
        if added := new[change.new_start : change.new_end]:
            line.append(_marked(added, "+", coloured), style="not dim green underline")
        position = change.old_end
    line.append(f"{after}…" if after else "")
    return line


def _marked(phrase: str, sign: str, coloured: bool) -> str:
    flat = _flat(phrase)
    if len(flat) > LONGEST:
        half = LONGEST // 2
        flat = f"{flat[:half]}……{flat[-half:]}"
    return flat if coloured else f"〔{sign}{flat}{sign}〕"


def _flat(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")
