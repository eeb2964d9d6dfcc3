"""`python -m eval talk`: what the talk makes of requests, read by rules and a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.shared import OK, Json, write_json


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("talk", help=_HELP)(talk)


_HELP = """Say requests to the talk, each in a talk of its own, with rules alone, and count what
becomes of them: right, asked, refused, part lost, wrong card, acted wrongly. FILE is JSONL as in
eval/README.md (default: eval/talk/open.jsonl). With --model that model reads what the rules do not
understand; what is asked for is done by the rules."""


def talk(
    file: Annotated[Path | None, typer.Argument(metavar="FILE.jsonl")] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="M", help="Who reads what the rules do not.")
    ] = None,
    json: Json = False,
) -> int:
    """Measure the talk on requests; see `_HELP`."""
    from assistant.config import load_settings
    from assistant.models import get_model
    from eval.talk import OPEN, measure, read_requests

    requests = file or OPEN
    listener = get_model(model, load_settings()) if model else None
    try:
        found = measure(read_requests(requests), requests.parent, listener)
    finally:
        if listener is not None:
            listener.close()
    if json:
        write_json(found.as_dict())
    else:
        print(*found.lines(), sep="\n")
    return OK
