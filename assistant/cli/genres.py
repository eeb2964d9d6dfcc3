"""`assistant genres`: the kinds of report that are known, and what each must contain."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.labels import PRIORITIES, styled
from assistant.cli.run import start

app = typer.Typer(help="The kinds of report that are known, and what each must contain.")


@app.callback(invoke_without_command=True)
def genres(context: typer.Context) -> int:
    """List the genres where no subcommand is given."""
    return list_() if context.invoked_subcommand is None else 0


@app.command("list", help="List the genres: name, what it is for, how many parts it requires.")
def list_(lang: options.Lang = None, config: options.Config = None) -> int:
    """Print one line per genre."""
    from assistant.cli.layout import ruled
    from assistant.genres import Priority, list_genres

    terminal = start(lang=lang, config=config).terminal
    t = terminal.text
    table = ruled()
    table.add_column(t("名称", "Name"), style="cyan", no_wrap=True)
    table.add_column(t("文种", "Genre"))
    table.add_column(t("必有", "Required"), justify="right")
    table.add_column(t("篇幅（字）", "Length (字数)"), justify="right", no_wrap=True)
    for genre in list_genres():
        required = sum(part.priority is Priority.REQUIRED for part in genre.parts)
        length = f"{genre.words[0]:,}–{genre.words[1]:,}" if genre.words else "—"
        table.add_row(genre.id, genre.name.text(terminal.language), str(required), length)
    terminal.out.print(table)
    return 0


@app.command("show", help="Show what a genre must contain, by name or by the path of a file.")
def show(
    genre: Annotated[str, typer.Argument(metavar="G", help="Name, alias or path of a genre.")],
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Print the parts of one genre in their order."""
    from rich.text import Text

    from assistant.cli.layout import ruled
    from assistant.genres import load_genre

    terminal = start(lang=lang, config=config).terminal
    t, language = terminal.text, terminal.language
    found = load_genre(genre)
    terminal.out.print(Text(found.name.text(language), style="bold"))
    if found.aliases:
        known = t("、", ", ").join(found.aliases)
        terminal.out.print(Text(t(f"也叫：{known}", f"Also: {known}"), style="dim"))
    if found.voice:
        terminal.out.print(Text(t(f"人称：{found.voice}", f"Voice: {found.voice}"), style="dim"))
    table = ruled()
    table.add_column(t("内容", "Part"), no_wrap=True)
    table.add_column(t("要求", "Priority"), no_wrap=True)
    table.add_column(t("要写什么", "What it holds"))
    for part in found.parts:
        priority = Text(*styled(PRIORITIES, part.priority.value, terminal))
        table.add_row(part.name.text(language), priority, part.contains.text(language))
    terminal.out.print(table)
    return 0
