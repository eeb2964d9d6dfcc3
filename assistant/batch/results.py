"""The line of a report in `results.jsonl`: what a single run would have said, without texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.batch.rows import ReportRow
from assistant.chains import Outcome
from assistant.errors import AssistantError
from assistant.findings import Language, Message
from assistant.session import Session

_TOLD = (
    "id", "heading", "verdict", "engine", "rung", "attempts", "findings", "reading", "read_share",
)  # fmt: skip
"""What is told of a section: all but its texts and where each of its figures went."""


def result_of(
    session: Session, outcome: Outcome, language: Language, seconds: float, notes: Sequence[str]
) -> dict[str, Any]:
    """Return the line of a report that was done; `seconds` went by since it was first begun."""
    data = outcome.as_dict(language)
    sections = [{key: s[key] for key in _TOLD} for s in data["sections"]]
    return {
        "file": None,
        "output": None,
        "task": outcome.request.task,
        "verdict": data["verdict"],
        "exit": outcome.exit_code,
        "error": None,
        "genre": data["genre"],
        "words": data["words"],
        "sections": sections,
        "read_share": data["read_share"],
        "gaps": data["gaps"],
        "questions": data["questions"],
        "usage": data["usage"],
        "prompts": data["prompts"],
        "notes": [*session.source.notes, *notes],
        "seconds": round(seconds, 2),
    }


def failed(row: ReportRow, error: Exception, seconds: float, language: Language) -> dict[str, Any]:
    """Return the line of a report that could not be worked on; the reason is in `language`."""
    name = type(error).__name__
    inside = Message(
        f"程序内部出错（{name}：{error}）", f"The program failed inside ({name}: {error})"
    )
    reason = error.message if isinstance(error, AssistantError) else inside
    return {
        "file": row.source,
        "output": None,
        "task": row.spec.get("task"),
        "verdict": None,
        "exit": error.exit_code if isinstance(error, AssistantError) else 2,
        "error": reason.text(language),
        "seconds": round(seconds, 2),
    }
