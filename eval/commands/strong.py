"""`python -m eval oracle` and `strong`: the ladder measured with answers that are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.shared import BELOW, BROKEN, OK, Cases, Json, write_json

BAR = 0.95
"""The share of references that must become the output as they are."""
MOST_READ = 0.12
"""The median of what is given to read of them, at most."""


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("oracle", help=_ORACLE)(oracle)
    app.command("strong", help=_STRONG)(strong)


_ORACLE = """Play the references back as a model's answers for whole sections: each should become
the output as it is. Exit 1 below 95 %, where one is refused, or where too much is given to read."""
_STRONG = """Play back what a strong writer answered (eval/strong/answers, by case, section, rung
and attempt). A question that nobody answered is written down beside the answers, and its case is
not scored."""


def oracle(
    cases: Cases = None,
    show: Annotated[
        bool, typer.Option("--wrong", help="Name what did not become the output, and why.")
    ] = False,
    json: Json = False,
) -> int:
    """Play back the references; see `_ORACLE`."""
    from eval.case import CASES, load_suite
    from eval.strong.oracle import play

    found = play(load_suite(cases or CASES).cases)
    told = found.as_dict()
    if json:
        write_json(told | ({"wrong": found.misses()} if show else {}))
    else:
        print(*(f"{name}: {value}" for name, value in told.items()), sep="\n")
        print(*(found.misses() if show else ()), sep="\n")
    return OK if found.meets(BAR, MOST_READ) else BELOW


def strong(
    names: Annotated[list[str] | None, typer.Option("--case", metavar="CASE")] = None,
    cases: Cases = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="DIR", help="Where the answers lie.")
    ] = None,
    json: Json = False,
) -> int:
    """Play back a strong writer's answers; see `_STRONG`."""
    from eval.case import CASES, load_suite
    from eval.runner import choose
    from eval.strong.round import ANSWERS, answered, take_turns

    suite, folder = load_suite(cases or CASES), answers or ANSWERS
    chosen = choose(suite, names=names or ())
    if not names:
        chosen = tuple(case for case in chosen if answered(folder, case))
    turns = take_turns(chosen, folder)
    rows = [turn.as_dict() for turn in turns]
    if json:
        write_json(rows)
    else:
        for row in rows:
            print(*(f"{name}={value}" for name, value in row.items()), sep="  ")
    return BROKEN if any(turn.outcome is None for turn in turns) else OK
