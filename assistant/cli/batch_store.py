"""`assistant batch status|retry|export`: what a batch left in its store."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from assistant.cli import options
from assistant.cli.labels import VERDICTS, styled
from assistant.cli.run import start
from assistant.cli.terminal import Terminal
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.batch.rows import RunnerRow
    from assistant.batch.status import Status

Output = Annotated[Path, typer.Argument(metavar="OUT_DIR", help="Folder of the batch's results.")]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Where the batch keeps its record, if elsewhere."),
]


class WithStore(TyperCommand):
    """The command `batch` itself, but for lines that begin with a word about its store."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Return the context of the command that the line is for."""
        if args and args[0] in WORDS:
            words = typer.main.get_group(_group())
            return words.make_context(info_name, args, parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)


def _group() -> typer.Typer:
    app = typer.Typer(context_settings={"help_option_names": ["-h", "--help"]})
    for word, (command, text) in WORDS.items():
        app.command(word, help=text)(command)
    return app


def status(
    output: Output,
    store: StoreFolder = None,
    json: options.Json = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Show where a batch stands; the exit code is what a run would end with just now."""
    from assistant.batch.status import read_status
    from assistant.batch.store import Store

    run = start(lang=lang, config=config)
    with closing(Store.find(output, store)) as opened:
        found = read_status(opened)
    if json:
        run.terminal.write_json(found.as_dict())
    else:
        show_status(found, output, time.time(), run.terminal)
    return found.exit_code


def retry(
    output: Output,
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STATE...]",
            help="Which: failed, floor (done by rules because the model was away), review, "
            "unchanged, accepted, all. Without it: failed and floor.",
        ),
    ] = None,
    store: StoreFolder = None,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Queue reports of a batch again."""
    from assistant.batch.store import Store

    run = start(lang=lang, config=config)
    chosen = retried(states)
    with closing(Store.find(output, store)) as opened:
        count = opened.retry(chosen)
    if count:
        run.terminal.tell(
            f"{count:,} 篇重新排队。再运行同一条命令就做它们。",
            f"{count:,} reports are queued again. Run the same command to do them.",
            "bold",
        )
    else:
        run.terminal.tell("没有这样的报告。", "There are no such reports.")
    return 0


def export(
    output: Output,
    target: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help=".html, .csv, .xlsx or .jsonl."),
    ],
    store: StoreFolder = None,
    yes: options.Yes = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Write a batch for people or programs."""
    from assistant.batch.export import export as write
    from assistant.batch.store import Store

    run = start(lang=lang, config=config)
    with closing(Store.find(output, store)) as opened:
        path = write(opened, output, target, run.settings.language, overwrite=yes)
    run.terminal.tell(f"已导出到 {path}。", f"Exported to {path}.")
    return 0


WORDS: dict[str, tuple[Callable[..., int], str]] = {
    "status": (status, "Show where the batch in OUT_DIR stands."),
    "retry": (retry, "Queue reports again; the same batch command then does them."),
    "export": (export, "Write the batch as .html, .csv, .xlsx or .jsonl."),
}

EPILOG = (
    "assistant batch status OUT_DIR shows where a batch stands, retry OUT_DIR queues what failed "
    "again, export OUT_DIR -o FILE writes it as .html, .csv, .xlsx or .jsonl (each has --help)."
)
"""What the help of `assistant batch` says of these commands."""

RETRIED = ("failed", "floor", "review", "unchanged", "accepted")
"""What may be queued again; `floor` are those the rules did because the model was away."""


def show_status(status: Status, output: Path, now: float, terminal: Terminal) -> None:
    """Print where a batch stands, and what to do about it; `now` is a Unix time."""
    from rich.text import Text

    from assistant.cli.layout import ruled

    t, out = terminal.text, terminal.out
    counts = status.counts
    table = ruled()
    table.add_column("")
    heads = [styled(VERDICTS, kind, terminal) for kind in ("accepted", "review", "unchanged")]
    names = [t("共", "total"), *(words for words, _ in heads)]
    for words in (*names, t("✗ 未处理", "✗ not done"), t("… 未完", "… to do")):
        table.add_column(words, justify="right")
    done = counts.verdicts
    table.add_row(
        t("报告", "Reports"),
        f"{counts.total:,}",
        *(f"{done.get(kind, 0):,}" for kind in ("accepted", "review", "unchanged", "failed")),
        f"{counts.total - counts.finished:,}",
    )
    sections = counts.section_verdicts
    table.add_row(
        t("部分", "Sections"),
        f"{counts.sections:,}",
        *(f"{sections.get(kind, 0):,}" for kind in ("accepted", "review", "unchanged")),
        "",
        "",
    )
    out.print(table)
    out.print(_usage(status, terminal), highlight=False, soft_wrap=True)
    for runner in status.runners:
        out.print(_runner(runner, now, terminal), highlight=False, soft_wrap=True)
    for file, reason in status.failed:
        line = Text.assemble(("✗ ", "red"), f"{file}  ", (reason, "red"))
        out.print(line, highlight=False, soft_wrap=True)
    if (more := counts.reports.get("failed", 0) - len(status.failed)) > 0:
        out.print(t(f"  另有 {more:,} 篇", f"  and {more:,} more"), style="dim", highlight=False)
    for advice in _advice(status, output, terminal):
        out.print(Text(advice, "dim"), soft_wrap=True)


def _usage(status: Status, terminal: Terminal) -> str:
    usage = status.usage
    t = terminal.text
    if not usage.calls:
        return t("没有调用模型。", "No model call.")
    cost = "" if usage.cost is None else t(f"，费用 {usage.cost:,.2f}", f", cost {usage.cost:,.2f}")
    return t(
        f"模型调用 {usage.calls:,} 次，读 {usage.prompt_tokens:,}、"
        f"写 {usage.completion_tokens:,} tokens{cost}。",
        f"{usage.calls:,} model calls, {usage.prompt_tokens:,} tokens read, "
        f"{usage.completion_tokens:,} written{cost}.",
    )


def _runner(runner: RunnerRow, now: float, terminal: Terminal) -> str:
    t = terminal.text
    from assistant.cli.batch_view import duration

    zh, en = duration(now - runner.started, True), duration(now - runner.started, False)
    words = t(
        f"正在运行：{runner.host}（进程 {runner.pid}），{runner.slots} 路，已 {zh}",
        f"At work: {runner.host} (process {runner.pid}), {runner.slots} slots, for {en}",
    )
    return words + (t("，", ", ") + runner.note if runner.note else "")


def _advice(status: Status, output: Path, terminal: Terminal) -> list[str]:
    t = terminal.text
    lines = []
    if not status.complete and not status.runners:
        lines.append(
            t("要接着做，请再运行同一条命令。", "To go on, run the same command once more.")
        )
    if status.counts.reports.get("failed"):
        again = f"assistant batch retry {output}"
        lines.append(
            t(
                f"原因排除后，用 {again} 让未处理的重新排队。",
                f"Once the reasons are gone, `{again}` queues what was not done.",
            )
        )
    return lines


def retried(states: list[str] | None) -> tuple[str, ...]:
    """Return which states go back into the queue: what was not done by the model, unless asked.

    Raises UsageError for a word that is no state.
    """
    if not states:
        return ("failed", "floor")
    if "all" in states:
        return RETRIED
    for state in states:
        if state not in RETRIED:
            known = (*RETRIED, "all")
            raise UsageError(
                f"没有“{state}”这种状态，可用的：{'、'.join(known)}。",
                f"“{state}” is no state; there are {', '.join(known)}.",
            )
    return tuple(states)
