"""How headings, tables and what stands below a heading look, wherever they are printed."""

from __future__ import annotations

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table


def heading(title: str, console: Console) -> None:
    """Print a heading, a line apart from what stands before it."""
    console.print(f"\n{title}", style="bold blue", highlight=False)


def below(shown: RenderableType, console: Console, indent: int = 2) -> None:
    """Print what stands below a heading."""
    console.print(Padding(shown, (0, 0, 0, indent), expand=False))


def ruled(*, expand: bool = False) -> Table:
    """Return an empty table with a line under its head."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=expand)
