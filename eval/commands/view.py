"""Tables on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval.compare import Comparison, Difference
from eval.summary import by_genre, by_task, grouped, orders, rows
from eval.tables import LEGEND, bounds, order_lines, terminal_tables

if TYPE_CHECKING:
    from rich.console import Console

    from eval.scored import Scored
    from eval.summary import Row


def show_tables(out: Console, scored: Sequence[Scored]) -> None:
    """Print the table of all cases, one for each task and genre, and the order of the totals."""
    cases = len({s.case.id for s in scored})
    _print(out, f"All {cases} cases", rows(scored))
    for by in (by_task, by_genre):
        for name, group in grouped(scored, by).items():
            out.print()
            _print(out, name, group)
    out.print()
    out.print(LEGEND, style="dim", soft_wrap=not out.is_terminal)
    out.print()
    for line in order_lines(orders(scored)):
        out.print(line, markup=False, soft_wrap=True)


def _print(out: Console, title: str, group: Sequence[Row]) -> None:
    for table in terminal_tables(title, group, out.width):
        out.print(table)


def show_comparison(out: Console, found: Comparison) -> None:
    """Print what changed from A to B: the sides, the differences, the cases that flipped."""
    _print(out, f"A {found.names[0]} · B {found.names[1]}", found.sides)
    out.print()
    width = max(map(len, (*found.by_task, *found.by_genre, "all")))
    for name, difference in (
        ("all", found.whole),
        *found.by_task.items(),
        *found.by_genre.items(),
    ):
        out.print(f"{name:<{width}}  {difference_line(difference)}", markup=False, soft_wrap=True)
    for pair in found.flipped:
        way = "may now be signed" if pair.signable_b else "may no longer be signed"
        out.print(f"{pair.case}: {way}, {pair.a:.3f} → {pair.b:.3f}", markup=False, soft_wrap=True)
        for name, reason in pair.lost:
            out.print(f"    lost {name}: {reason}", markup=False, soft_wrap=True)
        for name, reason in pair.won:
            out.print(f"    won {name}; before: {reason}", markup=False, soft_wrap=True)
    out.print()
    out.print(decision(found), markup=False, soft_wrap=True)


def difference_line(found: Difference) -> str:
    """Return a difference in a line."""
    mean, span = found.interval.mean, bounds(found.interval)
    cases = f"{found.cases} cases from {found.interval.reports} reports"
    return (
        f"{mean:+.3f} ({span})  {found.verdict:<6}  "
        f"{found.wins} wins, {found.ties} ties, {found.losses} losses  in {cases}"
    )


def decision(found: Comparison) -> str:
    """Return in a sentence what the comparison allows to decide."""
    whole, span = found.whole.interval, bounds(found.whole.interval)
    b = f"B ({found.names[1]})"
    match found.whole.verdict:
        case "better":
            return f"{b} is better: by {whole.mean:.3f} on the mean total, 95 % interval {span}."
        case "worse":
            return f"{b} is worse: by {-whole.mean:.3f} on the mean total, 95 % interval {span}."
    if whole.low is None or whole.high is None:
        return "One report decides nothing: answer more cases."
    reach = (whole.high - whole.low) / 2
    return (
        f"Nothing is shown: the 95 % interval {span} holds 0. With these {whole.reports} reports "
        f"a difference below about {reach:.3f} cannot be seen."
    )
