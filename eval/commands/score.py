"""`python -m eval score`: one output against one case, or all answers of a log again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import SIGNABLE
from eval.commands.shared import (
    BELOW,
    OK,
    Cases,
    Json,
    console,
    exit_code,
    explain,
    log_path,
    say,
    whole,
    write_json,
)

if TYPE_CHECKING:
    from rich.console import Console

    from eval.scorers import Score


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("score", help=_HELP)(score)


_HELP = """Score one output: --case DIR --output FILE. Or score a whole run again, offline, from
its log: LOG (a name or a file)."""


def score(
    log: Annotated[
        str | None, typer.Argument(metavar="[LOG]", help="A run's name or its log.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--case", metavar="DIR", help="Folder of the case.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", metavar="FILE", help="The output to score; - reads stdin."),
    ] = None,
    cases: Cases = None,
    loose: Annotated[
        bool, typer.Option("--loose", help="Forgive chat phrases and Markdown around the text.")
    ] = False,
    threshold: Annotated[
        float, typer.Option("--threshold", metavar="T", help="Total from which the exit code is 0.")
    ] = SIGNABLE,
    json: Json = False,
) -> int:
    """Score; see `_HELP`."""
    from assistant.errors import UsageError

    if log is not None and case is None and output is None:
        return _log(log, cases, threshold, json)
    if log is not None or case is None or output is None:
        raise UsageError("score takes --case DIR and --output FILE, or the LOG of a run.")
    from eval.case import load_case
    from eval.scorers import score as judge

    found = judge(load_case(case), _read(output), loose=loose)
    if json:
        from assistant.findings import Language

        write_json(found.as_dict(Language.ZH))
    else:
        _show(console(), found)
    return OK if found.total >= threshold else BELOW


def _log(name: str, cases: Path | None, threshold: float, json: bool) -> int:
    from eval.log import read_log
    from eval.scored import score_log
    from eval.summary import rows

    log = read_log(log_path(name))
    today = None
    if cases is not None:
        from eval.case import load_suite

        today = {c.id: c for c in load_suite(cases).cases}
    scored = score_log(log, today)
    found = rows(scored)
    code = exit_code(found, threshold)
    if json:
        about = {"log": str(log.path), "threshold": threshold, "exit": code}
        write_json(about | {"run": log.headers[-1]} | whole(scored))
        return code
    from eval.commands.view import show_tables

    show_tables(console(), scored)
    explain(found, threshold)
    return code


def _read(name: str) -> str:
    """Return the text of an output, empty ones included; a Word file is read as the product does.

    Raises UsageError where it is no UTF-8 text, FormatError for a broken Word file.
    """
    from assistant.errors import UsageError

    if name.lower().endswith(".docx"):
        from assistant.formats import read_report

        return read_report(name).text
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8 (byte {error.start}).") from error


def _show(out: Console, found: Score) -> None:
    from eval.scored import other_reasons

    parts = " · ".join(
        f"{name} {f'{part.value:.3f}' if part else 'not scored'}"
        for name, part in found.parts().items()
    )
    out.print(f"total {found.total:.3f} · {parts}", soft_wrap=True)
    for result in sorted(found.elements, key=lambda r: r.ok):
        mark = "✓" if result.ok else "✗"
        line = f"{mark} {result.id} ({result.element.kind}, {result.element.priority})"
        out.print(f"{line}: {result.reason.text()}", markup=False, soft_wrap=True)
    for name, reason in other_reasons(found):
        out.print(f"- {name}: {reason.text()}", markup=False, soft_wrap=True)
    say("Good enough to sign." if found.signable else "Not to be signed as it is.")
