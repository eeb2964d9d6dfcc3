"""`python -m eval pairs`: what the checks notice in rewrites written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.shared import OK, Json, write_json


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("pairs", help=_HELP)(pairs)


_HELP = """Measure the checks on rewrites written by hand: falsehoods noticed at their place,
faithful rewrites refused, and how much a person is given to read. FILE is JSONL as in
eval/pairs/README.md (default: the open half that lies there)."""


def pairs(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE.jsonl…")] = None,
    show: Annotated[
        bool, typer.Option("--wrong", help="Name what was not noticed, and what was refused.")
    ] = False,
    json: Json = False,
) -> int:
    """Measure the checks on pairs; see `_HELP`."""
    from eval.pairs import OPEN, measure, read_pairs

    found = measure([pair for path in files or [OPEN] for pair in read_pairs(path)])
    if json:
        write_json(found.as_dict() | ({"wrong": found.wrong()} if show else {}))
    else:
        print(*found.lines(), *(found.wrong() if show else ()), sep="\n")
    return OK
