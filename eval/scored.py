"""The answers of a log with their scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.findings import Message
from eval.case import Case
from eval.identity import asked_hash
from eval.log import Entry, Log, LogError
from eval.parallel import in_parallel
from eval.scorers import Score, score
from eval.scorers.loose import forgive

Judged = tuple[Score, Score]


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer, its case and its scores; both scores are None where there is no answer.

    `loose` forgives chat phrases and Markdown around the text.
    """

    entry: Entry
    case: Case
    strict: Score | None
    loose: Score | None

    @property
    def total(self) -> float | None:
        """The strict total, None where it was not scored."""
        return self.strict.total if self.strict else None


def score_log(log: Log, cases: Mapping[str, Case] | None = None) -> list[Scored]:
    """Score every answer of a log against the cases it holds, or against `cases`.

    A missing answer is not scored, which is not zero.  Raises LogError where one of `cases` asks
    something else than what was answered, and CaseError.
    """
    kept = log.load_cases() if cases is None else _matching(log, cases)
    return score_entries(log.entries, kept)


def _matching(log: Log, cases: Mapping[str, Case]) -> dict[str, Case]:
    found: dict[str, Case] = {}
    for entry in log.entries:
        case = cases.get(entry.case)
        if case is None:
            raise LogError(f"{log.path}: answers the case “{entry.case}”, which is not there")
        if asked_hash(case) != entry.asked:
            raise LogError(
                f"{log.path}: the text or request of case “{case.id}” has changed since it was "
                "answered"
            )
        found[entry.case] = case
    return found


def score_entries(entries: Iterable[Entry], cases: Mapping[str, Case]) -> list[Scored]:
    """Return entries with their scores against `cases`, which has each of them by name."""
    entries = list(entries)
    # Many answers are the same text (a source given back): each is judged once.
    outputs: dict[str, dict[str, None]] = {}
    for entry in entries:
        if entry.answer is not None:
            outputs.setdefault(entry.case, {})[entry.answer.output] = None
    work = [(cases[name], list(texts)) for name, texts in outputs.items()]
    known = {
        (case.id, text): scores
        for (case, texts), judged in zip(
            work, in_parallel(_judge, work, sum(map(len, outputs.values()))), strict=True
        )
        for text, scores in zip(texts, judged, strict=True)
    }
    return [
        Scored(e, cases[e.case], *(known[e.case, e.answer.output] if e.answer else (None, None)))
        for e in entries
    ]


def _judge(work: tuple[Case, list[str]]) -> list[Judged]:
    case, texts = work
    found: list[Judged] = []
    for text in texts:
        strict = score(case, text)
        same = forgive(text, case.source) == text
        found.append((strict, strict if same else score(case, text, loose=True)))
    return found


def other_reasons(score: Score) -> list[tuple[str, Message]]:
    """Return what was taken off for other reasons than an element, with the part of the score."""
    said = {r.reason for r in score.elements if not r.ok}
    return [
        (name, reason)
        for name, part in score.parts().items()
        for reason in (part.reasons if part else ())
        if reason not in said
    ]
