"""Putting a report together: gather its sections, verify the whole, write it, tell what became."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from assistant.batch.jobs import Job
from assistant.batch.keys import file_hash
from assistant.batch.opened import Opened
from assistant.batch.rows import ReportRow, SectionRow
from assistant.chains import Asker, Outcome
from assistant.chains.run import conclude
from assistant.chains.shape import Piece
from assistant.delivery import with_reasons
from assistant.errors import AssistantError, ModelUnavailable
from assistant.findings import Language, Message
from assistant.formats import write_report
from assistant.models import LanguageModel, Usage


@dataclass(frozen=True, slots=True)
class Finished:
    """A report as the store records it: see `Store.finished`."""

    result: dict[str, Any]
    output_hash: str
    sections: tuple[tuple[int, str, str, list[dict[str, Any]]], ...]
    verified: tuple[int, ...]


def finish(
    opened: Opened,
    pieces: Sequence[Piece],
    rows: Sequence[SectionRow],
    model: LanguageModel | None,
    gone: ModelUnavailable | None,
    *,
    language: Language,
    began: float,
    notes: Sequence[str] = (),
) -> Finished:
    """Gather, verify and write a report whose sections have all been worked on.

    `rows` are its sections in the store, none where no model had a part; `began` is the time at
    which the report was first taken in hand.  Raises OutputError where the result cannot be
    written; what was there before stays.
    """
    drafts = opened.chain.gather(opened.chain_job, pieces)
    asker = Asker(model, opened.chain_job.notify, gone=gone)
    usage = Usage()
    for row in rows:
        asker.used |= row.prompts
        usage += row.usage
    outcome = conclude(opened.chain_job, opened.session.report, drafts, asker, usage)
    _write(opened, outcome)
    places = {piece.target.id: number for number, piece in enumerate(pieces)}
    numbered = [(places[s.id], s) for s in outcome.sections]
    return Finished(
        _result(opened, outcome, language, time() - began, notes),
        file_hash(opened.job.target),
        tuple(
            (n, s.verdict.value, s.engine.value, [f.as_dict(language) for f in s.findings])
            for n, s in numbered
        ),
        tuple(n for n, s in numbered if s.verdict.value != "unchanged"),
    )


def failed(
    row: ReportRow,
    job: Job | None,
    error: Exception,
    seconds: float,
    language: Language = Language.ZH,
) -> dict[str, Any]:
    """Return the line in `results.jsonl` of a report that could not be worked on.

    The reason is told in `language`.
    """
    reason = error.message if isinstance(error, AssistantError) else _inside(error)
    return {
        "file": row.source,
        "output": None,
        "task": job.request.task if job is not None else row.spec.get("task"),
        "verdict": None,
        "exit": error.exit_code if isinstance(error, AssistantError) else 2,
        "error": reason.text(language),
        "seconds": round(seconds, 2),
    }


def _inside(error: Exception) -> Message:
    name = type(error).__name__
    return Message(
        f"程序内部出错（{name}：{error}）", f"The program failed inside ({name}: {error})"
    )


def _write(opened: Opened, outcome: Outcome) -> None:
    job, source = opened.job, opened.session.source
    with suppress(OSError):  # that the folder cannot be made is told by writing into it
        job.target.parent.mkdir(parents=True, exist_ok=True)
    form = with_reasons(job.form, outcome, source)
    write_report(job.target, outcome.text, source, overwrite=True, form=form)


def _result(
    opened: Opened, outcome: Outcome, language: Language, seconds: float, notes: Sequence[str]
) -> dict[str, Any]:
    """Return the line of a report in `results.jsonl`: the JSON of a single run without texts."""
    data = outcome.as_dict(language)
    sections = [
        {key: s[key] for key in ("id", "heading", "verdict", "engine", "attempts", "findings")}
        for s in data["sections"]
    ]
    return {
        "file": str(opened.job.source),
        "output": str(opened.job.target),
        "task": outcome.request.task,
        "verdict": data["verdict"],
        "exit": outcome.exit_code,
        "error": None,
        "genre": data["genre"],
        "words": data["words"],
        "sections": sections,
        "gaps": data["gaps"],
        "questions": data["questions"],
        "usage": data["usage"],
        "prompts": data["prompts"],
        "notes": [*opened.session.source.notes, *notes],
        "seconds": round(seconds, 2),
    }


def unchanged_file(opened: Opened) -> bool:
    """Whether the report's file still is what was read."""
    try:
        return file_hash(Path(opened.job.spec()["path"])) == opened.source_hash
    except OSError:
        return False
