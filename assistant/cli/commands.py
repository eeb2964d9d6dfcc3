"""Every command, registered on one app; loading them is most of what a start costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from assistant.cli import app as page
from assistant.cli import batch, check, findings, genres, models, talk, tasks, verify
from assistant.cli.batch_store import EPILOG, WithStore
from assistant.tasks import TASKS


def _show(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("report-assistant")
        except PackageNotFoundError:  # run from its folder without having been installed
            number = "0+unknown"
        typer.echo(f"assistant {number}")
        raise typer.Exit


def about(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and end.", callback=_show, is_eager=True),
    ] = False,
) -> None:
    """Options of the program itself."""


def build() -> typer.Typer:
    """Return the program with a command for each task and for all else it does."""
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
    app.callback()(about)
    plain: tuple[tuple[str, Callable[..., int], str], ...] = (
        ("check", check.check, "Show outline, required parts, gaps, findings and noise."),
        ("findings", findings.findings, "List everything a check can find, and what it means."),
        *((task, tasks.command_of(task), row.help) for task, row in TASKS.items()),
        ("verify", verify.verify, "Prove a rewrite against its source; list what must be read."),
        ("talk", talk.talk, "Talk about a report: change it, ask about it, say by say."),
    )
    for name, command, text in plain:
        app.command(name, help=text)(command)
    app.command("batch", help=batch.HELP, epilog=EPILOG, cls=WithStore)(batch.batch)
    text = "Open the page in a browser: rewriting section by section, in chat."
    app.command("app", help=text)(page.serve)
    app.add_typer(models.app, name="models")
    app.add_typer(genres.app, name="genres")
    return app


app = build()
