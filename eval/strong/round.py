"""A round with a strong writer: cases are run, its written answers played back, questions noted.

The answers lie in a folder for each case, `CASE/2.section.1.txt`: section 2, asked for in one go,
first attempt.  A question without an answer is written down beside them (`….question.md`) and ends
its case: it is not scored, and never an empty reply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.chains.outcome import Outcome
from assistant.tokens import count_messages
from eval.case import Case
from eval.strong.oracle import run_case
from eval.strong.playback import Asked, NotAnswered, Playback

ANSWERS = Path(__file__).resolve().parent / "answers"
"""The answers kept with the project."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One case: what came of it, or the name of the question that nobody has answered."""

    case: Case
    outcome: Outcome | None
    open: str = ""
    tokens: int = 0
    direct: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the case in a line."""
        if self.outcome is None:
            return {"case": self.case.id, "task": self.case.task.value, "open": self.open}
        own = [s for s in self.outcome.sections if s.rung is not None]
        return {
            "case": self.case.id,
            "task": self.case.task.value,
            "asked": self.outcome.asked,
            "delivered": self.outcome.words,
            "verdict": self.outcome.verdict.value,
            "rungs": {s.id: s.rung.value for s in own if s.rung is not None},
            "attempts": {s.id: s.attempts for s in own},
            "read_share": round(self.outcome.read_share, 4),
            "findings": sorted({f.code for s in self.outcome.sections for f in s.findings}),
            "tokens_to_direct": round(self.tokens / self.direct, 2) if self.direct else None,
        }


def answered(folder: Path, case: Case) -> bool:
    """Whether a folder holds answers to a case."""
    return any((folder / case.id).glob("*.txt"))


def take_turns(cases: Iterable[Case], folder: Path = ANSWERS) -> list[Turn]:
    """Run the cases with the answers in `folder`; what is open is written there as a question."""
    return [_turn(case, folder / case.id) for case in cases]


def _turn(case: Case, folder: Path) -> Turn:
    def answer(asked: Asked) -> str | None:
        path = folder / f"{asked.name}.txt"
        return path.read_text(encoding="utf-8").strip("\n") if path.is_file() else None

    writer = Playback(answer)
    try:
        outcome = run_case(case, writer)
    except NotAnswered as unanswered:
        _note(unanswered.asked, folder)
        return Turn(case, None, unanswered.asked.name)
    # A direct prompt is the text and the wish, and its reply; here the same with all around it.
    direct = {a.section: a for a in writer.asked if a.rung == "section" and a.attempt == 1}
    plain = sum(_plain(case, a) for a in direct.values())
    return Turn(case, outcome, "", writer.usage.prompt_tokens, plain)


def _plain(case: Case, asked: Asked) -> int:
    wish = case.request.instruction or str(case.request.to)
    text = asked.messages[1][1].split("原文：\n", 1)[-1]
    return count_messages([("user", wish + text)])


def _note(asked: Asked, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    told = "\n\n".join(f"# {role}\n{text}" for role, text in asked.messages)
    (folder / f"{asked.name}.question.md").write_text(told + "\n", encoding="utf-8")
