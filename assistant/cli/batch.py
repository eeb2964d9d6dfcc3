"""`assistant batch TASK IN… -o OUT_DIR`: the same task over many reports."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import options
from assistant.cli.batch_store import StoreFolder
from assistant.cli.failure import INTERRUPTED
from assistant.cli.notices import announce
from assistant.cli.request import build_request
from assistant.cli.run import Run, start
from assistant.errors import UsageError
from assistant.tasks import TASKS

if TYPE_CHECKING:
    from assistant.batch import BatchRun as Batch
    from assistant.batch.dryrun import Estimate


def _known(task: str) -> str:
    if task not in TASKS:
        raise typer.BadParameter(f"{task!r} is not one of {', '.join(TASKS)}.")
    return task


HELP = (
    "Do one task over files, folders, globs and job lists. What is done stands in a store "
    "beside the results: a run that was stopped goes on where it was, and what has not "
    "changed is not done again. Ctrl-C ends after the questions in hand, a second one at once."
)


def batch(
    task: Annotated[
        str,
        typer.Argument(metavar="TASK", help=f"{', '.join(TASKS)}.", callback=_known),
    ],
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN...",
            help="Files, folders or globs of reports; or job lists (.csv, .jsonl) that say for "
            "each file task, to, genre, facts and instruction.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT_DIR", help="Folder of the results.")
    ],
    section: options.Sections = None,
    genre: options.Genre = None,
    facts: options.Facts = None,
    to: options.To = None,
    instruction: options.Instruction = None,
    figures_only: options.FiguresOnly = False,
    model: options.Model = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            metavar="N",
            help="Requests to the model at once; without it as many as it takes, found out.",
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes",
            min=0,
            metavar="N",
            help="Processes for the own work; without it as many as are worth it, 0 for none.",
        ),
    ] = None,
    floor: Annotated[
        bool,
        typer.Option("--floor", help="Finish with the rules when the model is down; else wait."),
    ] = False,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, metavar="N", help="Stop before using more.")
    ] = None,
    max_cost: Annotated[
        float | None,
        typer.Option("--max-cost", min=0, metavar="X", help="Stop before costing more."),
    ] = None,
    max_time: Annotated[
        str | None,
        typer.Option(
            "--max-time", metavar="T", help="Stop after 90s, 30m or 8h; the next goes on."
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Only count: sections, tokens, cost and time to expect."),
    ] = False,
    via: Annotated[
        str | None,
        typer.Option("--via", metavar="WAY", help="openai-batch: at half the price, within a day."),
    ] = None,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="E", help="ray: on a Ray cluster.")
    ] = None,
    revisions: options.Revisions = False,
    layout: options.Layout = None,
    original: options.Original = False,
    store: StoreFolder = None,
    json: options.Json = False,
    yes: options.Yes = False,
    strict_model: options.Strict = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Run the batch; a line per report on stderr, everything in OUT_DIR/results.jsonl."""
    from assistant.batch import BatchOptions
    from assistant.batch import run as plan_batch
    from assistant.batch.summary import ReportLine
    from assistant.cli.batch_view import BatchView
    from assistant.cli.progress import ProgressBar
    from assistant.formats import Form

    run = start(lang=lang, config=config, model=model)
    request = build_request(
        task, sections=section, to=to, instruction=instruction, figures_only=figures_only
    )
    chosen = BatchOptions(
        run.settings,
        genre=genre,
        facts=tuple(facts or ()),
        form=Form(revisions, layout),
        original=original,
        overwrite=yes,
        store=store,
        jobs=jobs,
        processes=processes,
        floor=floor,
        strict_model=strict_model,
        max_tokens=max_tokens,
        max_cost=max_cost,
        max_time=_seconds(max_time),
    )
    if dry_run:
        from assistant.batch.library import look_ahead

        found = look_ahead(inputs, output, request, chosen)
        return _tell_estimate(found, run, json=json)
    with BatchView(run.terminal) as view, ProgressBar(run.terminal) as bar:
        work = plan_batch(
            inputs,
            output,
            request,
            chosen,
            engine=_engine(via, engine, run),
            watch=view.show,
            loading=bar.step,
        )
        announce(task, run)
        rows: list[dict[str, Any]] = []
        with work, _interruptible(work, run):
            for number, result in enumerate(work, start=1):
                view.report(ReportLine.from_row(result.row), number, work.total)
                if json:
                    rows.append(result.row)
    if json:
        run.terminal.write_json({"results": rows})
    return _sum_up(work, output, run)


def _engine(via: str | None, engine: str | None, run: Run) -> Any:
    """Return what does the work: None for a runner in this process.

    Raises UsageError for a name that is none, and for two ways at once.
    """
    if via is not None and engine is not None:
        raise UsageError("--via 不能与 --engine 同用。", "--via and --engine exclude each other.")
    if via is not None:
        from assistant.batch.openai_batch import VIA, model_of, run_openai_batch

        if via != VIA:
            raise UsageError(f"没有 --via {via}，可用的：{VIA}。", f"--via takes {VIA} only.")
        model_of(run.settings)
        return lambda store, orders, stop: run_openai_batch(
            store, orders, stop, say=run.terminal.note
        )
    if engine is not None:
        if engine != "ray":
            raise UsageError(f"没有 --engine {engine}，可用的：ray。", "--engine takes ray only.")
        from assistant.batch.ray_engine import load_ray, run_ray

        load_ray()
        return run_ray
    return None


@contextmanager
def _interruptible(work: Batch, run: Run) -> Iterator[None]:
    """Let the first Ctrl-C end the batch after the work in hand, and the second at once."""

    def first(_signal: int, _frame: FrameType | None) -> None:
        work.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        run.terminal.tell(
            "做完手上的部分就停；再按一次 Ctrl-C 立即停。",
            "Stopping after the work in hand; Ctrl-C again stops at once.",
            "yellow",
        )

    before = None
    with suppress(ValueError):  # not the main thread: whoever called us has the signals
        before = signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _seconds(text: str | None) -> float | None:
    """Return a time in seconds: 90, 90s, 30m, 8h; raises UsageError for anything else."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh]?)", text.strip().lower())
    seconds = (
        float(found.group(1)) * {"": 1, "s": 1, "m": 60, "h": 3600}[found.group(2)] if found else 0
    )
    if not seconds:
        raise UsageError(
            f"时间“{text}”看不懂：请写 90s、30m 或 8h。", f"“{text}” is no time: 90s, 30m or 8h."
        )
    return seconds


def _sum_up(work: Batch, output: Path, run: Run) -> int:
    """Say what became of the whole, and where to read more; return the exit code."""
    from assistant.batch import RECORD, Reason

    done, open_ones = work.told, work.unfinished
    failed = done["failed"]
    accepted = done["accepted"]
    to_see = done.total() - accepted - failed
    zh = f"共 {work.total} 篇：采纳 {accepted}，需人看 {to_see}，未处理 {failed}"
    en = f"{work.total} reports: {accepted} accepted, {to_see} to look at, {failed} not done"
    if open_ones:
        zh, en = f"{zh}，没做到 {open_ones}", f"{en}, {open_ones} not reached"
    if work.reused:
        zh, en = f"{zh}（其中 {work.reused} 篇上次已做好）", f"{en} ({work.reused} done before)"
    places = [str(output / RECORD), *map(str, work.summary[:1])]
    run.terminal.tell(
        f"{zh}；记录在 {'，总览在 '.join(places)}。", f"{en}; see {', '.join(places)}.", "bold"
    )
    ended = work.ended
    if ended is not None and ended.message is not None and open_ones:
        again_zh, again_en = "再运行同一条命令就接着做", "run the same command to go on"
        run.terminal.tell(
            f"{ended.message.zh}；{again_zh}。", f"{ended.message.en}; {again_en}.", "yellow"
        )
    if ended is not None and ended.reason is Reason.STOPPED and open_ones:
        return INTERRUPTED
    return work.exit_code


def _tell_estimate(found: Estimate, run: Run, *, json: bool) -> int:
    """Print what a batch would come to; 2 where a report cannot be read."""
    from assistant.cli.batch_view import duration

    code = 2 if found.unreadable else 0
    if json:
        run.terminal.write_json(found.as_dict())
        return code
    t, out = run.terminal.text, run.terminal.out
    for file, reason in found.unreadable:
        out.print(f"✗ {file}  {reason}", style="red", highlight=False, soft_wrap=True)
    known = t(f"，其中 {found.known:,} 个已有结果", f", {found.known:,} of them known")
    known = known if found.known else ""
    cost = t("没有配置价格", "no price configured") if found.cost is None else f"{found.cost:,.2f}"
    basis = (
        t("按上次实测", "as measured last time") if found.measured else t("粗估", "a rough guess")
    )
    zh = run.terminal.language.value == "zh"
    lines = (
        (t("报告", "Reports"), f"{found.reports:,}"),
        (t("部分", "Sections"), f"{found.sections:,}"),
        (t("要问模型的部分", "Sections to ask about"), f"{found.asking:,}{known}"),
        (
            t("调用", "Calls"),
            t(
                f"约 {found.calls:,} 次；一个部分最多 {found.most_calls:,} 次",
                f"about {found.calls:,}; at most {found.most_calls:,} for one section",
            ),
        ),
        (
            "Tokens",
            t(
                f"读约 {found.prompt_tokens:,}，写约 {found.completion_tokens:,}",
                f"about {found.prompt_tokens:,} read, {found.completion_tokens:,} written",
            ),
        ),
        (t("费用", "Cost"), cost),
        (
            t("时间", "Time"),
            duration(max(1.0, found.seconds), zh) + t(f"（{basis}）", f" ({basis})"),
        ),
    )
    for name, value in lines:
        out.print(f"{name}：{value}" if zh else f"{name}: {value}", highlight=False, soft_wrap=True)
    return code
