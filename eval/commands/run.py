"""`python -m eval run`: answer the suite's cases and score the answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from eval import BASELINES, SIGNABLE
from eval.commands.shared import (
    BROKEN,
    RUNS,
    Cases,
    Json,
    Threshold,
    console,
    exit_code,
    explain,
    say,
    whole,
    write_json,
)

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.progress import Step
    from eval.runner import Done

ANSWERS = "answers"
"""Folder beside the logs in which answers are kept for other runs."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("run", help=_HELP)(run)


_HELP = """Answer every case with the baselines (reference, source, empty, rules) and, for each
--model, with one plain prompt and with the assistant; score the answers and print the tables.

Every answer is written down at once: the same command goes on where it was stopped, and asks
again only what code, prompts, model or case have changed."""

Many = list[str] | None


def run(
    model: Annotated[
        Many,
        typer.Option(
            "--model",
            metavar="M",
            help="Model to measure, as for `assistant --model`; repeat for several. "
            "Without one: the baselines that need none.",
        ),
    ] = None,
    cases: Cases = None,
    prompts: Annotated[
        list[Path] | None,
        typer.Option(
            "--prompts",
            metavar="DIR",
            help="Changed prompts to measure beside those in use; the folder holds only what "
            "differs. Repeat for several.",
        ),
    ] = None,
    task: Annotated[Many, typer.Option("--task", help="Only cases of this task.")] = None,
    genre: Annotated[Many, typer.Option("--genre", help="Only cases of this genre.")] = None,
    case: Annotated[Many, typer.Option("--case", metavar="ID", help="Only this case.")] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="So many cases, spread over tasks and genres."),
    ] = None,
    repeats: Annotated[int, typer.Option("--repeats", min=1, help="Ask so many times.")] = 1,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Cases at once (default: what the model's slots take)."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Name of the run (default: the models')."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="LOG", help="Write the log here.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask everything again: no log, no cached answer.")
    ] = False,
    threshold: Threshold = SIGNABLE,
    json: Json = False,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="A settings file (TOML).")
    ] = None,
) -> int:
    """Run the suite; see `_HELP`."""
    from assistant.errors import UsageError
    from eval.cache import Cache
    from eval.case import CASES, load_suite
    from eval.runner import Plan, choose
    from eval.runner import run as run_plan
    from eval.scored import score_log
    from eval.solvers import baselines, for_model
    from eval.summary import rows

    models = [m for m in dict.fromkeys(model or ()) if m != "rules"]
    if prompts and not models:
        raise UsageError("--prompts needs a --model: without one no prompt is used.")
    suite = load_suite(cases or CASES)
    chosen = choose(suite, names=case or (), tasks=task or (), genres=genre or (), limit=limit)
    settings = _settings(config)
    solvers = baselines()
    loading = _Loading()
    for one in models:
        solvers += for_model(one, settings, (None, *(prompts or ())), loading)
    doubled = {s.name for s in solvers if sum(o.name == s.name for o in solvers) > 1}
    if doubled:
        raise UsageError(f"Two systems would be called “{min(doubled)}”: rename a prompts folder.")
    path = output or RUNS / f"{name or _name(models)}.jsonl"
    if fresh:
        path.unlink(missing_ok=True)
    cache = Cache(None if fresh else path.parent / ANSWERS)
    given: dict[str, Iterable[object]] = {
        "model": models,
        "cases": [cases] if cases else (),
        "prompts": prompts or (),
        "task": task or (),
        "genre": genre or (),
        "case": case or (),
        "limit": [limit] if limit else (),
        "repeats": [repeats] if repeats > 1 else (),
        "name": [name] if name else (),
    }
    command = ("run", *(w for k, vs in given.items() for v in vs for w in (f"--{k}", str(v))))
    plan = Plan(suite, chosen, tuple(solvers), repeats, jobs, cache, command)
    told = _Told()
    log = run_plan(plan, path, notify=told)
    asked = {(s.name, c.id) for s in solvers for c in chosen}
    scored = [s for s in score_log(log) if (s.entry.system, s.entry.case) in asked]
    scored = [s for s in scored if s.entry.repeat < repeats]
    found = rows(scored)
    lacking = plan.total - len(scored)
    code = BROKEN if lacking else exit_code(found, threshold)
    if json:
        about = {"log": str(path), "threshold": threshold, "exit": code, "run": log.headers[-1]}
        write_json(about | whole(scored))
        return code
    from eval.commands.view import show_tables

    show_tables(console(), scored)
    say(f"Log: {path} (python -m eval report {path})")
    if lacking:
        say(f"{lacking} answers were not tried because the model was gone; run the same again.")
    explain(found, threshold)
    return code


def _settings(config: Path | None) -> Settings:
    from assistant.config import default_files, load_settings
    from assistant.errors import UsageError

    if config is not None and not config.is_file():
        raise UsageError(f"There is no settings file “{config}”.")
    return load_settings(files=(*default_files(), *([config] if config else [])))


def _name(models: list[str]) -> str:
    plain = "+".join(models) or "rules"
    return "".join(c if c.isalnum() or c in "+-._" else "-" for c in plain)


class _Loading:
    """Says on stderr that weights are fetched or loaded, a line for each kind."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, step: Step) -> None:
        if step.kind != self._last:
            self._last = step.kind
            say(f"{step.kind}: {step.note}")


class _Told:
    """Says on stderr what was answered, how, and how long the rest of a system will take."""

    def __init__(self) -> None:
        self._system = ""
        self._began = monotonic()
        self._asked = 0
        self._quiet = 0

    def __call__(self, done: Done) -> None:
        entry, answer = done.entry, done.entry.answer
        if done.how != "asked" or entry.system in BASELINES:
            self._quiet += 1
            return
        if self._quiet:
            say(f"{self._quiet} answers needed no model or were known already.")
            self._quiet = 0
        if entry.system != self._system:
            # The first answer's own time is not seen here; it counts as long as the others'.
            self._system, self._began, self._asked = entry.system, monotonic(), 0
        self._asked += 1
        pace = (monotonic() - self._began) / max(self._asked - 1, 1)
        if answer is None:
            what = f"MISSING: {entry.error}"
        else:
            what = f"{answer.verdict or 'answered'}, {answer.usage.seconds:.0f} s"
        left = f" · about {pace * done.left / 60:.0f} min left" if self._asked > 2 else ""
        say(f"[{done.number}/{done.total}] {entry.system} {entry.case}: {what}{left}")
