"""`python -m eval report`: the page of a run, with JUnit, JSON and the figures for the README."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval import SIGNABLE
from eval.commands.shared import (
    OK,
    Cases,
    Json,
    exit_code,
    log_path,
    say,
    whole,
    write_json,
)

if TYPE_CHECKING:
    from eval.log import Log
    from eval.scored import Scored

RESULTS = Path(__file__).resolve().parents[1] / "results"
"""Where the project keeps the figures it quotes."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("report", help=_HELP)(report)


_HELP = """Write a run's report into a folder: report.html (one page that needs no network and no
script), junit.xml, report.json. With --results NAME also eval/results/NAME.json and NAME.md, the
figures the project quotes. The exit code is 0, or with --threshold that of `score`."""


def report(
    log: Annotated[str, typer.Argument(metavar="LOG", help="A run's name or its log.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Folder (default: beside the log)."),
    ] = None,
    results: Annotated[
        str | None,
        typer.Option("--results", metavar="NAME", help="Keep the figures under this name."),
    ] = None,
    cases: Cases = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", metavar="T", help="Total from which the exit code is 0."),
    ] = None,
    json: Json = False,
) -> int:
    """Write the report; see `_HELP`."""
    from eval.case import load_suite
    from eval.log import read_log
    from eval.page import build_junit, build_page
    from eval.scored import score_log
    from eval.summary import rows

    found = read_log(log_path(log))
    today = {c.id: c for c in load_suite(cases).cases} if cases is not None else None
    scored = score_log(found, today)
    folder = output or found.path.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    data: dict[str, Any] = {"run": found.headers[-1]} | whole(scored, chrf=True)
    page = build_page(found, scored, title=f"Evaluation: {found.path.stem}", chrf=data["chrf"])
    _write(folder / "report.html", page)
    _write(folder / "report.json", jsonlib.dumps(data, ensure_ascii=False, indent=1) + "\n")
    build_junit(scored, folder / "junit.xml", name=found.path.stem, threshold=threshold or SIGNABLE)
    written = [folder / name for name in ("report.html", "junit.xml", "report.json")]
    if results is not None:
        written += _keep(results, found, scored, data)
    if json:
        write_json(data | {"written": [str(path) for path in written]})
    else:
        for path in written:
            say(f"Written: {path}")
    return OK if threshold is None else exit_code(rows(scored), threshold)


def _keep(name: str, log: Log, scored: list[Scored], data: dict[str, Any]) -> list[Path]:
    from eval.page.figures import figures

    target = RESULTS / f"{name}.json"
    RESULTS.mkdir(exist_ok=True)
    _write(target, jsonlib.dumps(data, ensure_ascii=False, indent=1) + "\n")
    _write(target.with_suffix(".md"), figures(name, log, scored, data["chrf"]))
    return [target, target.with_suffix(".md")]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
