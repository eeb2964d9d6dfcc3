"""One report at work: read, checked, rewritten. What every face (command line, page) calls.

Importing this module imports neither LangChain nor a model: a rewrite does, when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.config import Settings
from assistant.document import Report, Section
from assistant.errors import ModelUnavailable, UsageError
from assistant.facts import Fact, load_facts
from assistant.figures import Figure, find_figures
from assistant.findings import Finding, Language
from assistant.formats import Source, read_report
from assistant.gaps import Gap, find_gaps
from assistant.genres import (
    Genre,
    PartMatch,
    load_genre,
    locate_parts,
    missing_part_gaps,
    recognise,
    structure_score,
)
from assistant.models.progress import Progress as ModelProgress
from assistant.noise import Noise, find_noise
from assistant.outline import parse
from assistant.request import Length, Progress, Request, Task
from assistant.terms import load_terms
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.chains import Outcome
    from assistant.models import Writer

__all__ = ["CheckResult", "Length", "Progress", "Request", "Session", "Task"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a report is made of, what it lacks, and what is wrong with it."""

    file: str
    report: Report
    genre: Genre
    confidence: float
    parts: tuple[PartMatch, ...]
    gaps: tuple[Gap, ...]
    noise: tuple[Noise, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the JSON of `check` (design.md, contracts)."""
        text = self.report.text
        return {
            "file": self.file,
            "title": self.report.title,
            "genre": {
                "name": self.genre.name.text(language),
                "confidence": round(self.confidence, 3),
            },
            "characters": len(text),
            "words": count_words(text),
            "outline": [_outline(text, s) for s in self.report.sections],
            "structure": {
                "score": round(structure_score(self.parts), 3),
                "required": [
                    {
                        "part": m.part.name.text(language),
                        "priority": m.priority.value,
                        "present": m.present,
                        "section": m.section,
                    }
                    for m in self.parts
                ],
            },
            "gaps": [
                {
                    "id": g.id,
                    "kind": g.kind.value,
                    "start": g.start,
                    "end": g.end,
                    "context": g.context,
                    "unit": g.unit,
                    "question": g.question.text(language),
                }
                for g in self.gaps
            ],
            "noise": [
                {"kind": n.kind, "start": n.start, "end": n.end, "text": n.text} for n in self.noise
            ],
            "figures": [_figure(f) for f in self.figures],
            "findings": [f.as_dict(language) for f in self.findings],
        }


def _outline(text: str, section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "start": section.start,
        "end": section.end,
        "words": count_words(text[section.start : section.end]),
        "points": len(section.points),
        "children": [_outline(text, child) for child in section.children],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "value": None if figure.value is None else _number(figure.value),
        "unit": figure.unit,
        "subject": figure.subject,
        "start": figure.start,
        "end": figure.end,
    }


def _number(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass
class Session:
    """One report with its genre, facts and settings.

    The model is asked for on the first rewrite that needs one, and kept for the next.
    """

    source: Source
    report: Report
    genre: Genre
    confidence: float
    facts: tuple[Fact, ...]
    settings: Settings
    model: str | None = None
    loading: ModelProgress | None = None
    _writer: Writer | None = field(default=None, repr=False)
    _gone: ModelUnavailable | None = field(default=None, repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        genre: str | None = None,
        facts: Sequence[str | Path] = (),
        settings: Settings | None = None,
        model: str | None = None,
        loading: ModelProgress | None = None,
    ) -> Session:
        """Read a report (`-`: standard input) and make it ready.

        `genre` is a name or a YAML file, None to recognise it; `facts` are files; `model` a name
        (None: the one of the settings); `loading` hears of weights being fetched and loaded.
        Raises FormatError, GenreError, FactsError or UsageError, each naming what and where.
        """
        settings = settings or Settings()
        source = read_report(path)
        report = parse(source.text)
        if genre is not None:
            chosen, confidence = load_genre(genre), 1.0
        else:
            chosen, confidence = recognise(report)
        return cls(
            source,
            report,
            chosen,
            confidence,
            tuple(load_facts(facts)),
            settings,
            model,
            loading,
        )

    def check(self) -> CheckResult:
        """Return outline, parts, gaps, noise, figures and findings of the report."""
        from assistant.checks.report import check_report

        text = self.report.text
        noise = tuple(find_noise(text))
        gaps = list(find_gaps(text, noise))
        gaps += missing_part_gaps(self.report, self.genre, len(gaps) + 1)
        return CheckResult(
            file=self.source.name,
            report=self.report,
            genre=self.genre,
            confidence=self.confidence,
            parts=tuple(locate_parts(self.report, self.genre)),
            gaps=tuple(gaps),
            noise=noise,
            figures=tuple(find_figures(text)),
            findings=tuple(check_report(self.report, self.genre)),
        )

    def run(
        self,
        request: Request,
        progress: Callable[[Progress], None] | None = None,
        *,
        strict_model: bool = False,
    ) -> Outcome:
        """Do what was asked and return the outcome; the session's report stays as it is.

        Where the model cannot be had the deterministic rewriter works alone and every part says
        so; with `strict_model` ModelUnavailable is raised instead.
        Raises UnknownSection and UsageError for a request that makes no sense.
        """
        from assistant.chains import Asker, prepare, run

        notify = progress or (lambda _progress: None)
        _sensible(request)
        task = Task(request.task)
        terms = load_terms(self.settings.terms) if self.settings.terms else None
        job = prepare(
            request, self.report, self.genre, facts=self.facts, terms=terms, notify=notify
        )
        asker = Asker(self._model(task, strict_model), notify)
        asker.gone = self._gone
        outcome = run(job, self.report, asker)
        if asker.gone is not None and strict_model:
            raise asker.gone
        return outcome

    def close(self) -> None:
        """Give back the model's connections."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _model(self, task: Task, strict: bool) -> Writer | None:
        """Return the model, loaded on first use; None for a task or name that needs none."""
        from assistant.models import get_model

        if task is Task.CLEAN or self._gone is not None:
            return None
        if self._writer is None:
            try:
                self._writer = get_model(self.model, self.settings, progress=self.loading)
            except ModelUnavailable as error:
                if strict:
                    raise
                self._gone = error
        return self._writer


def _sensible(request: Request) -> None:
    """Raise UsageError for a request without the thing its task is about."""
    if request.task not in set(Task):
        known = "、".join(Task)
        raise UsageError(f"没有“{request.task}”这项任务，可用的：{known}")
    if request.task == Task.SHORTEN and request.to is None:
        raise UsageError("压缩篇幅要说明压到多少：--to 1500 或 --to 50%")
    if request.task == Task.REWRITE and not (request.instruction or "").strip():
        raise UsageError("改写要说明怎样改：--instruction “语气平实一些”")
