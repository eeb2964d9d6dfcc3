"""`assistant verify`: is a rewrite true to its source, and what must be read before signing."""

from __future__ import annotations

import json as jsonlib
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import options
from assistant.cli.run import Run, start
from assistant.cli.view_verify import show_comparison
from assistant.errors import AssistantError, UsageError
from assistant.formats.refusals import cannot_read
from assistant.opening import open_file
from assistant.system_reason import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.models import Writer

Pairs = Annotated[
    Path | None,
    typer.Option("--pairs", metavar="FILE.jsonl", help="Many pairs, one JSON object a line."),
]
Judge = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="M",
        help="Ask a model besides whether each place to read means the same; it orders the list "
        "and proves nothing. A remote one gets the sentences.",
    ),
]
Task = Annotated[
    str,
    typer.Option(
        "--task",
        metavar="T",
        help="What the rewrite was for; only shorten may leave things out. Default: rewrite.",
    ),
]


def verify(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE")] = None,
    output: Annotated[str | None, typer.Argument(metavar="OUTPUT")] = None,
    task: Task = "rewrite",
    section: options.Sections = None,
    facts: options.Facts = None,
    instruction: options.Instruction = None,
    to: options.To = None,
    pairs: Pairs = None,
    judge: Judge = None,
    json: options.Json = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Compare two texts; exit code 0 all accepted, 1 something to read or wrong, 2 a bad line."""
    run = start(lang=lang, config=config, model=judge or "rules")
    asked = _judge_of(run) if judge is not None else None
    if pairs is not None:
        if source is not None or not json:
            raise UsageError(
                "--pairs 与 --json 一起用，不再写 SOURCE 和 OUTPUT。",
                "--pairs goes with --json, and takes no SOURCE and OUTPUT.",
            )
        return _many(pairs, run, asked)
    if source is None or output is None:
        raise UsageError(
            "verify 需要两个文件：原文和改写稿。", "verify needs two files: SOURCE and OUTPUT."
        )
    from assistant.facts import load_facts
    from assistant.formats import read_report
    from assistant.lexicon.terms import load_terms
    from assistant.request import Length
    from assistant.session.verification import compare

    before = _source_text(source, section, run)
    compared = compare(
        before,
        read_report(output).text,
        task=task,
        facts=load_facts(facts or ()),
        instruction=instruction,
        to=Length.parse(to) if to is not None else None,
        terms=load_terms(run.settings.terms),
    )
    if asked is not None:
        compared = compared.judged_by(asked)
    if json:
        run.terminal.write_json(compared.as_dict(run.terminal.language))
    else:
        show_comparison(compared, run.terminal)
    return int(not compared.accepted)


def _source_text(source: str, sections: list[str] | None, run: Run) -> str:
    """Return the source, or the one part of it that the rewrite is of."""
    from assistant.session import Session
    from assistant.session.verification import part_text

    session = Session.open(source, settings=run.settings)
    if not sections:
        return session.report.text
    if len(sections) > 1:
        raise UsageError("verify 一次只对一个部分。", "verify compares one section at a time.")
    return part_text(session, sections[0])


def _judge_of(run: Run) -> Writer | None:
    """Return the model that judges, saying first where the sentences go; None for `rules`."""
    from assistant.cli.notices import announce
    from assistant.models import get_model

    announce("verify", run)
    return get_model(run.settings.model, run.settings)


def _many(path: Path, run: Run, judge: Writer | None) -> int:
    """Compare each line of a file; a bad one is named and the others go on."""
    from assistant.lexicon.terms import load_terms
    from assistant.session.verification import compare_row

    terms = load_terms(run.settings.terms)
    code = 0
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        row: Any = None
        try:
            row = jsonlib.loads(line)
            compared = compare_row(row, terms)
            if judge is not None:
                compared = compared.judged_by(judge)
            data = {"id": row.get("id")} | compared.as_dict(run.terminal.language)
            code = max(code, int(not compared.accepted))
        except (ValueError, RecursionError, AssistantError) as error:
            told = error.text(run.terminal.language) if isinstance(error, AssistantError) else (
                run.terminal.text("这一行不是 JSON。", "This line is no JSON.")
            )  # fmt: skip
            name = row.get("id") if isinstance(row, dict) else None
            data, code = {"id": name, "line": number, "error": told}, 2
        sys.stdout.write(jsonlib.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return code


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file; raises FormatError where it cannot be read."""
    try:
        with TextIOWrapper(open_file(path), "utf-8", errors="replace") as stream:
            yield from stream
    except OSError as error:
        why = reason_of(error)
        raise cannot_read(path, why.zh, why.en) from error
