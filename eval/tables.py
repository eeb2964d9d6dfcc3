"""The tables of a run, for a terminal and as Markdown: the same columns in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from eval.summary import Order, Row

if TYPE_CHECKING:
    from rich.table import Table

    from eval.bootstrap import Interval

NONE = "–"
"""Stands where there is nothing to say: not scored, not asked, no price."""

_COLUMNS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("system", lambda r: r.system),
    ("total", lambda r: number(r.total.mean if r.total else None)),
    ("95 %", lambda r: bounds(r.total)),
    ("loose", lambda r: number(r.loose)),
    ("struct", lambda r: number(r.parts["structure"])),
    ("fidel", lambda r: number(r.parts["fidelity"])),
    ("length", lambda r: number(r.parts["length"])),
    ("lang", lambda r: number(r.parts["language"])),
    ("sign", lambda r: f"{r.signable}/{r.answers}"),
    ("false", lambda r: str(r.false)),
    ("acc/rev/unch", lambda r: _verdicts(r)),
    ("= source", lambda r: str(r.as_it_was)),
    ("by model", lambda r: share(r.by_model)),
    ("alone", lambda r: f"{r.total_by_model[0]:.2f}" if r.total_by_model else NONE),
    ("fallback", lambda r: share(r.fallback)),
    ("repaired", lambda r: share(r.repaired)),
    ("calls", lambda r: f"{r.usage.calls:,}"),
    ("tok in", lambda r: thousands(r.usage.prompt_tokens)),
    ("tok out", lambda r: thousands(r.usage.completion_tokens)),
    ("s", lambda r: f"{r.usage.seconds:,.0f}"),
    ("cost", lambda r: f"{r.usage.cost:.4f}" if r.cost_known and r.usage.cost else NONE),
    ("missing", lambda r: str(r.missing)),
)

_SPLIT = 10
"""Columns up to here are about quality, those behind about who did it and what it cost."""

LEGEND = (
    "total: mean of the cases' totals, with its 95 % interval over reports · loose: with chat "
    "phrases and Markdown forgiven · sign: good enough to sign (0.9 and more) · false: says "
    "something the source does not · acc/rev/unch: the product's own verdict · = source: nothing "
    "was changed · by model: share of the 字数 worked on that the model did · alone: mean total "
    "where the model did everything · fallback: share of the parts left to the rules or to nobody "
    "· repaired: share that went back to the model · s: seconds of all answers together · "
    "missing: not scored, which is not zero"
)


def headings() -> list[str]:
    """Return the names of the columns."""
    return [name for name, _show in _COLUMNS]


def cells(row: Row) -> list[str]:
    """Return a row as texts, one for each column."""
    return [show(row) for _name, show in _COLUMNS]


def terminal_tables(title: str, rows: Sequence[Row], width: int) -> Iterator[Table]:
    """Yield the rows as one table for a terminal, or where `width` is too narrow as two."""
    from rich.console import Console
    from rich.measure import measure_renderables

    whole = _terminal_table(title, rows, range(len(_COLUMNS)))
    console = Console(width=500)
    if measure_renderables(console, console.options, [whole]).maximum <= width:
        yield whole
        return
    yield _terminal_table(title, rows, range(_SPLIT))
    yield _terminal_table("", rows, (0, *range(_SPLIT, len(_COLUMNS))))


def _terminal_table(title: str, rows: Iterable[Row], columns: Sequence[int]) -> Table:
    from rich.table import Table

    table = Table(
        title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    for number in columns:
        name = _COLUMNS[number][0]
        right = name not in ("system", "95 %", "acc/rev/unch")
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for row in rows:
        shown = cells(row)
        table.add_row(*(shown[number] for number in columns))
    return table


def markdown(first: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, a line break at its end."""
    lines = ["| " + " | ".join(first) + " |", "|" + "---|" * len(first)]
    lines += ["| " + " | ".join(_escaped(c) for c in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def order_lines(orders: Iterable[Order]) -> list[str]:
    """Return in a line for each task whether the totals stand in the right order."""
    return [
        f"{'right' if o.right else 'WRONG':<6}{o.system} {o.task}: "
        + " > ".join(f"{name} {mean:.3f} ({count})" for name, mean, count in o.steps)
        for o in orders
    ]


def number(value: float | None) -> str:
    """Return a score with three decimals."""
    return NONE if value is None else f"{value:.3f}"


def share(value: float | None) -> str:
    """Return a share as a percentage."""
    return NONE if value is None else f"{value:.0%}"


def bounds(interval: Interval | None) -> str:
    """Return the ends of an interval."""
    if interval is None or interval.low is None or interval.high is None:
        return NONE
    return f"{interval.low:.2f}…{interval.high:.2f}"


def thousands(count: int) -> str:
    """Return a number of tokens, in thousands above ten thousand."""
    return f"{count:,}" if count < 10_000 else f"{count / 1000:,.0f}k"


def _verdicts(row: Row) -> str:
    if not row.verdicts:
        return NONE
    return "/".join(str(row.verdicts.get(v, 0)) for v in ("accepted", "review", "unchanged"))


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
