"""`assistant batch TASK IN… -o OUT_DIR`: the same task over many reports."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from assistant.cli import batch_store, options
from assistant.cli.progress import ProgressBar
from assistant.cli.request import build_request
from assistant.cli.run import start
from assistant.cli.terminal import Terminal
from assistant.cli.words import verdict
from assistant.findings import Message

if TYPE_CHECKING:
    from assistant.batch import Result


class Task(StrEnum):
    """What a batch can do with every report."""

    CLEAN = "clean"
    RESTRUCTURE = "restructure"
    SHORTEN = "shorten"
    FILL = "fill"
    REWRITE = "rewrite"


def register(app: typer.Typer) -> None:
    """Add the command, and those that ask its store, to `app`."""
    text = "Do one task over files, folders and globs; one unreadable report stops no other."
    more = batch_store.EPILOG
    app.command("batch", help=text, cls=batch_store.WithStore, epilog=more)(batch)


def batch(
    task: Annotated[
        Task, typer.Argument(metavar="TASK", help="clean, restructure, shorten, fill or rewrite.")
    ],
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN...", help="Files, folders or globs of reports.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT_DIR", help="Folder of the results.")
    ],
    section: options.Sections = None,
    genre: options.Genre = None,
    facts: options.Facts = None,
    to: options.To = None,
    instruction: options.Instruction = None,
    model: options.Model = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, metavar="N", help="Reports worked on at once.")
    ] = 1,
    json: options.Json = False,
    yes: options.Yes = False,
    strict_model: options.Strict = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Run the batch; a line per report on stderr, everything in OUT_DIR/results.jsonl."""
    from assistant.batch import Options, exit_code, plan, run_batch

    run = start(lang=lang, config=config, model=model)
    request = build_request(task.value, sections=section, to=to, instruction=instruction)
    work = plan(inputs, output, overwrite=yes)
    everything = Options(request, run.settings, genre, tuple(facts or ()), strict_model, yes)
    results: list[Result] = []
    with ProgressBar(run.terminal) as bar:
        for result in run_batch(
            work,
            everything,
            output,
            workers=jobs,
            progress=lambda job, step: bar.many(job.source.name, len(results), len(work), step),
        ):
            results.append(result)
            bar.line(_line(result, len(results), len(work), run.terminal))
    if json:
        run.terminal.write_json({"results": [result.row for result in results]})
    _sum_up(results, output, run.terminal)
    return exit_code(results)


def _line(result: Result, number: int, total: int, terminal: Terminal) -> Text:
    """One report in one line: what became of it, its 字数, what is still open, or why not."""
    t = terminal.text
    line = Text.assemble((f"[{number}/{total}] ", "dim"), f"{result.job.source}  ")
    if result.verdict is None:
        return line.append(t("✗ 未处理：", "✗ not done: ") + (result.error or ""), "red")
    name, style = verdict(result.verdict, terminal)
    line.append(name, style)
    words = result.row["words"]
    line.append(
        t(
            f"  {words['source']:,} → {words['delivered']:,} 字",
            f"  {words['source']:,} → {words['delivered']:,} 字数",
        )
    )
    if opened := len(result.row["questions"]):
        line.append(t(f"  仍缺 {opened} 处", f"  {opened} gaps open"), "yellow")
    return line.append(
        t(f"  {result.row['seconds']:.1f} 秒", f"  {result.row['seconds']:.1f} s"), "dim"
    )


def _sum_up(results: list[Result], output: Path, terminal: Terminal) -> None:
    done = sum(result.verdict is not None for result in results)
    accepted = sum(result.exit_code == 0 for result in results)
    terminal.note(
        Message(
            f"共 {len(results)} 篇：采纳 {accepted}，需人看 {done - accepted}，"
            f"未处理 {len(results) - done}；记录在 {output / 'results.jsonl'}。",
            f"{len(results)} reports: {accepted} accepted, {done - accepted} to look at, "
            f"{len(results) - done} not done; see {output / 'results.jsonl'}.",
        ),
        "bold",
    )
