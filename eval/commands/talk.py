"""`python -m eval talk`: what the talk makes of requests, read by rules and a model."""

from __future__ import annotations

from contextlib import nullcontext
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
    strong: Annotated[
        bool, typer.Option("--strong", help="Play back a strong reader's answers instead.")
    ] = False,
    json: Json = False,
) -> int:
    """Measure the talk on requests; see `_HELP`."""
    from assistant.config import load_settings
    from assistant.models import get_model
    from eval.talk import ANSWERS, OPEN, Playback, measure, read_requests

    requests = file or OPEN
    rows = read_requests(requests)
    if strong:
        found = measure(rows, requests.parent, Playback(ANSWERS))
    else:
        with get_model(model or "rules", load_settings()) or nullcontext() as listener:
            found = measure(rows, requests.parent, listener)
    if json:
        write_json(found.as_dict())
    else:
        print(*found.lines(), sep="\n")
    return OK
