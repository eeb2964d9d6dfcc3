"""Noise for a person: how much of each kind, with a few words of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.cli.labels import NOISE, label
from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal


def show_noise(
    noise: Sequence[Mapping[str, Any]], terminal: Terminal, console: Console, *, removed: bool
) -> None:
    """Print the noise by kind on `console`, as removed or as something `clean` would remove."""
    if not noise:
        return
    found = len(noise)
    if removed:
        title = terminal.text(f"去掉无关文字 {found} 处", f"{found} pieces of noise taken out")
    else:
        title = terminal.text(
            f"无关文字 {found} 处（用 clean 去掉）", f"{found} noise (see `clean`)"
        )
    heading(title, console)
    kinds: dict[str, list[str]] = {}
    for one in noise:
        kinds.setdefault(one["kind"], []).append(" ".join(one["text"].split()))
    table = Table.grid(padding=(0, 2))
    for kind, texts in kinds.items():
        shown = " | ".join(shorten(x, 24) for x in dict.fromkeys(texts) if x)
        table.add_row(
            label(NOISE, kind, terminal), f"×{len(texts)}", Text(shorten(shown, 64), "dim")
        )
    below(table, console)


def shorten(text: str, cells: int) -> str:
    """Return `text` cut to `cells` terminal cells (a Chinese character takes two), with an …."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip(" ") + "…"  # half a character is a blank
