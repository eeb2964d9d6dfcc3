"""What several commands share: options, where runs lie, and what an exit code means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import UsageError
from eval import judged

if TYPE_CHECKING:
    from rich.console import Console

    from eval.scored import Scored
    from eval.summary import Row

RUNS = Path(__file__).resolve().parents[1] / "runs"
"""Where logs and cached answers lie; not in version control."""
OK, BELOW, BROKEN = 0, 1, 2
WIDTH = 250
"""Columns where the output goes to a file or a pipe."""

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, and nothing else.")]
Cases = Annotated[
    Path | None,
    typer.Option("--cases", metavar="DIR", help="Folder of cases (default: the project's own)."),
]
Threshold = Annotated[
    float, typer.Option("--threshold", metavar="T", help="Total from which the exit code is 0.")
]


def log_path(name: str) -> Path:
    """Return the log that a name or path means.  Raises UsageError where there is none."""
    path = Path(name)
    for found in (path, RUNS / f"{name}.jsonl"):
        if found.is_file():
            return found
    there = ", ".join(sorted(p.stem for p in RUNS.glob("*.jsonl"))) or "none yet"
    raise UsageError(f"There is no log “{name}”; runs in {RUNS}: {there}.")


def console() -> Console:
    """Return a console for tables on stdout: rich on a terminal, plain and wide when piped."""
    from assistant.cli.terminal import Terminal
    from assistant.findings import Language

    out = Terminal(Language.EN).out
    if not sys.stdout.isatty():
        out.width = WIDTH
    return out


def write_json(data: Any) -> None:
    """Print `data` as the only thing on stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def say(sentence: str) -> None:
    """Say something beside the result, on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def judged_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the rows the exit code is about; all where nothing of the product is among them."""
    own = judged(row.system for row in rows)
    return [row for row in rows if row.system in own] or list(rows)


def exit_code(rows: Sequence[Row], threshold: float) -> int:
    """Return 0 where every judged system is at or above the threshold, 1 where one is below it,
    2 where an answer is missing."""
    if any(r.missing or r.total is None for r in rows):
        return BROKEN
    low = [r for r in judged_rows(rows) if r.total is not None and r.total.mean < threshold]
    return BELOW if low else OK


def explain(rows: Sequence[Row], threshold: float) -> None:
    """Say in a sentence for each judged system what the exit code says in a number."""
    for row in judged_rows(rows):
        if row.total is not None:
            where = "at or above" if row.total.mean >= threshold else "below"
            say(f"{row.system}: total {row.total.mean:.3f}, {where} the threshold {threshold:g}.")
    for row in rows:
        if row.missing:
            say(f"{row.system}: {row.missing} answers are missing and were not scored.")


def whole(scored: Iterable[Scored], *, chrf: bool = False) -> dict[str, Any]:
    """Return what `run --json`, `score LOG --json` and the results file hold of the scores.

    `chrf` adds that measure, for information: it takes seconds and no verdict looks at it.
    """
    from eval.summary import by_genre, by_task, grouped, orders, rows

    found = list(scored)
    return {
        "systems": [r.as_dict() for r in rows(found)],
        "by_task": {n: [r.as_dict() for r in g] for n, g in grouped(found, by_task).items()},
        "by_genre": {n: [r.as_dict() for r in g] for n, g in grouped(found, by_genre).items()},
        "order": [o.as_dict() for o in orders(found)],
        "cases": [case_line(one) for one in found],
    } | ({"chrf": chrf_of(found)} if chrf else {})


def chrf_of(scored: Iterable[Scored]) -> dict[str, float]:
    """Return each system's mean chrF against the references, 0 … 100."""
    from statistics import fmean

    from eval.scorers.overlap import chrf

    values: dict[str, list[float]] = {}
    for one in scored:
        if one.entry.answer is not None:
            found = chrf(one.entry.answer.output, one.case.reference)
            values.setdefault(one.entry.system, []).append(found)
    return {system: round(fmean(found), 1) for system, found in values.items()}


def case_line(one: Scored) -> dict[str, Any]:
    """Return one scored answer in a line: totals, what failed, who did it."""
    entry, strict = one.entry, one.strict
    answer = entry.answer
    return {
        "case": entry.case,
        "task": one.case.task.value,
        "genre": one.case.genre.id,
        "report": one.case.report,
        "system": entry.system,
        "repeat": entry.repeat,
        "total": round(strict.total, 4) if strict else None,
        "loose": round(one.loose.total, 4) if one.loose else None,
        **{
            name: round(part.value, 4) if part else None
            for name, part in (strict.parts().items() if strict else ())
        },
        "missing": [r.id for r in strict.elements if not r.ok] if strict else [],
        "verdict": answer.verdict if answer else None,
        "note": answer.note if answer else "",
        "error": entry.error,
    }
