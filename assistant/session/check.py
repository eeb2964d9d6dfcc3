"""What a report is made of, lacks, and has wrong: the result of `check`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.document import Point, Report, Section
from assistant.figures import Figure, find_figures
from assistant.findings import Finding, Language
from assistant.formats import Format, Source
from assistant.gaps import Gap, find_gaps
from assistant.genres import (
    Genre,
    PartMatch,
    Places,
    locate_parts,
    missing_part_gaps,
    structure_score,
)
from assistant.noise import Noise, find_noise
from assistant.wordcount import count_words


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
            "outline": [_outline(self.report, s) for s in self.report.sections],
            "outside": [_part(self.report, part) for part in self.report.outside()],
            "structure": {
                "score": round(structure_score(self.parts), 3),
                "required": [
                    {
                        "part": m.part.name.text(language),
                        "priority": m.priority.value,
                        "present": m.present,
                        "section": m.section or _named(self.report, m),
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


def _outline(report: Report, section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        **_part(report, section),
        "children": [_outline(report, child) for child in section.children],
    }


def _part(report: Report, part: Section | Point) -> dict[str, Any]:
    """Return the place of a part and how many points (`2.p1` …) and paragraphs (`2.b1` …) of it
    can be named."""
    (_, points), (_, paragraphs) = report.below(part)
    return {
        "id": part.id,
        "start": part.start,
        "end": part.end,
        "words": count_words(report.of(part)),
        "points": points,
        "paragraphs": paragraphs,
    }


def _named(report: Report, match: PartMatch) -> str | None:
    """Return the ID of what a part of the genre was found in outside all sections, None for title,
    signature and the like."""
    at = -1 if match.start is None else match.start
    for part in report.outside():
        if part.start <= at < part.end:
            below = [p.id for p in report.paragraphs(part) if p.start <= at < p.end]
            return below[0] if below and report.below(part)[1][1] else part.id
    return None


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "value": None if figure.value is None else _number(figure.value),
        "unit": figure.unit,
        "subject": figure.subject,
        "start": figure.start,
        "end": figure.end,
    }


_LARGEST = 300
"""Digits up to which JSON, and what reads it, can hold a number; a longer one has no value."""


def _number(value: Any) -> int | float | None:
    if value.adjusted() > _LARGEST:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _layout(source: Source, report: Report) -> list[Finding]:
    if source.format is not Format.DOCX or report.text != source.text:
        return []
    from assistant.formats.look import read_layout
    from assistant.lint.layout import check_layout

    layout = read_layout(source)
    return check_layout(report, layout) if layout is not None else []


def check(source: Source, report: Report, genre: Genre, confidence: float) -> CheckResult:
    """Return outline, parts, gaps, noise, figures and findings of a report.

    A Word file's layout is looked at as long as the report is the text as read.
    """
    from assistant.lint import check_report

    text = report.text
    noise = tuple(find_noise(text))
    places = Places(report)
    parts = tuple(locate_parts(report, genre, places))
    figures = tuple(find_figures(text))
    gaps = list(find_gaps(text, noise))
    gaps += missing_part_gaps(report, genre, len(gaps) + 1, parts)
    found = check_report(report, genre, figures=figures, matches=parts, noise=noise, places=places)
    return CheckResult(
        file=source.name,
        report=report,
        genre=genre,
        confidence=confidence,
        parts=parts,
        gaps=tuple(gaps),
        noise=noise,
        figures=figures,
        findings=(*found, *_layout(source, report)),
    )
