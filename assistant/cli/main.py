"""`assistant`: its commands, and the one place where a run begins and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from assistant.cli import app as page
from assistant.cli import batch, check, genres, models, tasks
from assistant.cli.failure import INTERRUPTED, guarded
from assistant.cli.terminal import language_of, use_utf8

app = typer.Typer(
    name="assistant",
    help="Check, clean, restructure, shorten and fill Chinese 述职 reports. "
    "The model proposes, code checks every figure, title and name before anything is adopted.",
    epilog="Exit codes: 0 all accepted · 1 done, but something needs a person · "
    "2 wrong use or unreadable input · 3 model unreachable with --strict-model.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
check.register(app)
tasks.register(app)
batch.register(app)
page.register(app)
app.add_typer(models.app, name="models")
app.add_typer(genres.app, name="genres")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    code = guarded(lambda: _run(arguments), language_of(arguments))
    if code == INTERRUPTED and argv is None:
        # Threads that wait for the model would hold the process for as long as it writes.
        os._exit(code)
    return code


def _run(arguments: list[str]) -> int:
    code = app(arguments, prog_name="assistant", standalone_mode=False)
    return code if isinstance(code, int) else 0
