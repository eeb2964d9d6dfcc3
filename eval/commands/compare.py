"""`python -m eval compare A B`: is B better than A, by how much, how sure, and where not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import judged
from eval.commands.shared import BELOW, OK, Cases, Json, console, log_path, write_json

if TYPE_CHECKING:
    from eval.log import Log
    from eval.scored import Scored

AT = "@"
"""Between a log and one of its systems: `local@plain:local`."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("compare", help=_HELP)(compare)


_HELP = """Compare two systems on the cases both answered: mean difference of the totals with its
95 % interval (bootstrap over reports, fixed seed), wins, ties, losses, the cases that flipped.

A and B are each LOG@SYSTEM, a LOG (its one system that is no baseline), or with --log a SYSTEM
of that log. The exit code is 1 where B is worse beyond doubt, or with --by D where the interval
does not lie above D."""


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="What is: LOG, LOG@SYSTEM or SYSTEM.")],
    b: Annotated[str, typer.Argument(metavar="B", help="What might be better.")],
    log: Annotated[
        str | None, typer.Option("--log", metavar="LOG", help="The log both systems are in.")
    ] = None,
    by: Annotated[
        float | None,
        typer.Option("--by", metavar="D", help="Difference B must reach with its whole interval."),
    ] = None,
    cases: Cases = None,
    json: Json = False,
) -> int:
    """Compare; see `_HELP`."""
    from assistant.errors import UsageError
    from eval.compare import compare as compared

    sides = [_side(name, log) for name in (a, b)]
    names = (_label(sides[0], sides[1]), _label(sides[1], sides[0]))
    scored = _scored(sides[0], sides[1], cases)
    try:
        found = compared(*scored, names)
    except ValueError as error:
        raise UsageError(f"{a} and {b} have no scored case in common.") from error
    low, high = found.whole.interval.low, found.whole.interval.high
    if by is not None:
        code = OK if low is not None and low >= by else BELOW
    else:
        code = BELOW if high is not None and high < 0 else OK
    if json:
        write_json(found.as_dict() | {"exit": code})
        return code
    from eval.commands.view import show_comparison

    show_comparison(console(), found)
    return code


def _side(name: str, log: str | None) -> tuple[Log, str]:
    """Return the log and the system that a name means; raises UsageError naming what there is."""
    from assistant.errors import UsageError
    from eval.log import read_log

    if log is not None:
        where, system = read_log(log_path(log)), name
    elif Path(name).is_file() or AT not in name:
        where, system = read_log(log_path(name)), ""
    else:
        # A system's name may hold an @ of its own, a log's may not.
        file, _at, system = name.partition(AT)
        where = read_log(log_path(file))
    there = ", ".join(where.systems)
    if system and system not in where.systems:
        raise UsageError(f"{where.path} has no system “{system}”; it has: {there}.")
    if not system:
        own = judged(where.systems)
        if len(own) != 1:
            raise UsageError(f"{name}: say which system as {name}{AT}SYSTEM; it has: {there}.")
        system = own[0]
    return where, system


def _label(side: tuple[Log, str], other: tuple[Log, str]) -> str:
    log, system = side
    return system if log.path == other[0].path else f"{log.path.stem}{AT}{system}"


def _scored(
    a: tuple[Log, str], b: tuple[Log, str], folder: Path | None
) -> tuple[list[Scored], list[Scored]]:
    """Score both sides against the same cases: those of the later log, or those in `folder`."""
    from eval.case import load_suite
    from eval.identity import asked_hash
    from eval.scored import score_entries

    if folder is not None:
        cases = {c.id: c for c in load_suite(folder).cases}
    else:
        later = max((a[0], b[0]), key=lambda log: str(log.headers[-1].get("started", "")))
        earlier = b[0] if later is a[0] else a[0]
        cases = earlier.load_cases() | later.load_cases()
    asked = {name: asked_hash(case) for name, case in cases.items()}
    both = []
    for log, system in (a, b):
        entries = [e for e in log.entries if e.system == system and asked.get(e.case) == e.asked]
        both.append(list(score_entries(entries, cases)))
    return both[0], both[1]
