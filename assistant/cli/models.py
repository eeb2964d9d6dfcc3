"""`assistant models`: the weights the embedded model can use, fetched and found."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.notices import announce_weights, megabytes
from assistant.cli.run import start

app = typer.Typer(help="The weights of the embedded model: list, pull, path.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="As `models list` names it.")]


@app.callback(invoke_without_command=True)
def models(context: typer.Context) -> int:
    """List the known weights where no subcommand is given."""
    return list_() if context.invoked_subcommand is None else 0


@app.command("list", help="List the known weights, whether they are here, and their licence.")
def list_(lang: options.Lang = None, config: options.Config = None) -> int:
    """Print one line per known model."""
    from rich.text import Text

    from assistant.cli.layout import ruled
    from assistant.models.known_weights import known_models
    from assistant.models.weights import is_present

    run = start(lang=lang, config=config)
    t = run.terminal.text
    table = ruled()
    table.add_column(t("名称", "Name"), style="cyan", no_wrap=True)
    table.add_column(t("模型", "Model"))
    table.add_column(t("大小", "Size"), justify="right", no_wrap=True)
    table.add_column(t("许可", "Licence"), no_wrap=True)
    table.add_column(t("本机", "Here"), no_wrap=True)
    for weights in known_models():
        here = is_present(weights.name, run.settings)
        table.add_row(
            weights.name,
            weights.title,
            megabytes(weights.size),
            weights.licence,
            Text(t("有", "yes"), "green") if here else Text(t("未下载", "no"), "dim"),
        )
    run.terminal.out.print(table)
    run.terminal.out.print(
        Text(
            t(
                "还可用：local:文件.gguf、openai:模型名、服务商:模型名（文字将发往该服务）、rules。",
                "Also: local:FILE.gguf, openai:NAME, PROVIDER:NAME (the text goes there), rules.",
            ),
            style="dim",
        )
    )
    return 0


@app.command("pull", help="Fetch and verify the weights NAME, once; prints where they lie.")
def pull(
    name: Name = "local",
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Fetch one model's weights and print their path on stdout."""
    from assistant.cli.progress import ProgressBar
    from assistant.models import pull as fetch
    from assistant.models.known_weights import find_weights

    run = start(lang=lang, config=config)
    announce_weights(find_weights(name), run)
    with ProgressBar(run.terminal) as bar:
        path = fetch(name, run.settings, bar.step)
    run.terminal.write(f"{path}\n")
    return 0


@app.command("path", help="Print where the weights NAME lie, or would lie.")
def path(
    name: Name = "local",
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Print the path of one model's weights; exit code 1 where they are not there yet."""
    from assistant.models.weights import is_present, weights_path

    run = start(lang=lang, config=config)
    run.terminal.write(f"{weights_path(name, run.settings)}\n")
    return 0 if is_present(name, run.settings) else 1
