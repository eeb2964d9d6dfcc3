"""The reading list for a person: what changed without proof, and why it is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.cli.layout import heading
from assistant.cli.terminal import Terminal

MOST = 60
"""Items shown to a person; `--json` has them all."""
READ = "bold yellow"
_ORDER = {"different": 0, None: 1, "same": 2}
"""What a judge, if one was asked, calls different comes first."""


def show_reading(
    items: Sequence[Mapping[str, Any]], share: float, terminal: Terminal, console: Console
) -> None:
    """Print the items (as in the JSON contract, with or without a `section`); nothing for none."""
    if not items:
        return
    t = terminal.text
    title = t(
        f"签发前通读 {len(items)} 处（{share:.0%} 的字）",
        f"Read before signing: {len(items)} places ({share:.0%} of the characters)",
    )
    heading(title, console)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(style=READ, overflow="fold", ratio=1)
    table.add_column(style="dim", overflow="fold", ratio=2)
    for number, item in enumerate(sorted(items, key=lambda i: _ORDER[i["judged"]])[:MOST], 1):
        new = " ".join(str(item["new"]).split()) or t("（略去）", "(left out)")
        change = f"{item['old']} → {new}" if item["old"] else new
        table.add_row(str(item.get("section") or number), Text(change), Text(item["why"]))
    console.print(Padding(table, (0, 0, 0, 2)))
    if len(items) > MOST:
        rest = len(items) - MOST
        console.print(
            t(f"  ……还有 {rest} 处，见 --json。", f"  … and {rest} more, see --json."), style="dim"
        )
