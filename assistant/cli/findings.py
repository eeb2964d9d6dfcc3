"""`assistant findings`: everything the program can report, and what it means."""

from __future__ import annotations

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from assistant.cli import options
from assistant.cli.labels import severity
from assistant.cli.run import start


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("findings", help="List everything a check can find, and what it means.")(findings)


def findings(
    json: options.Json = False, lang: options.Lang = None, config: options.Config = None
) -> int:
    """List the catalogue, in its order."""
    from assistant.catalogue import rows

    terminal = start(lang=lang, config=config).terminal
    language, t = terminal.language, terminal.text
    if json:
        terminal.write_json([row.as_dict(language) for row in rows().values()])
        return 0
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(t("程度", "Severity"), no_wrap=True)
    table.add_column(t("发现", "Finding"), no_wrap=True)
    table.add_column(t("意思", "Meaning"))
    for row in rows().values():
        weight, style = severity(row.severity or "reading", terminal)
        table.add_row(Text(weight, style), row.names.text(language), row.means.text(language))
    terminal.out.print(table)
    return 0
