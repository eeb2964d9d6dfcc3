"""Clean reports raise no error, spans are exact, and a long report is checked in no time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.findings import Finding, Severity
from assistant.genres import recognise
from assistant.lint import check_report
from assistant.outline import parse

SHARED = Path(__file__).parents[4] / "shared"
CLEAN = sorted((SHARED / "corpora" / "provincial-2026").glob("*.txt"))
ALL = [*CLEAN, *sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("corpora/*-raw/*.txt"))]

pytestmark = pytest.mark.skipif(not CLEAN, reason="the shared corpora are absent")


def check(path: Path) -> tuple[str, list[Finding]]:
    text = path.read_text(encoding="utf-8")
    report = parse(text)
    return text, check_report(report, recognise(report)[0])


@pytest.mark.parametrize("path", CLEAN, ids=lambda p: p.stem)
def test_a_clean_report_has_no_error(path: Path) -> None:
    _, findings = check(path)
    errors = [f for f in findings if f.severity is Severity.ERROR]
    assert errors == []
    form = {"heading_mark", "comma_between"}
    others = [f for f in findings if f.severity is Severity.WARNING and f.code not in form]
    assert len(others) <= 2


@pytest.mark.parametrize("path", ALL, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_span_is_inside_the_text_and_quoted_right(path: Path) -> None:
    text, findings = check(path)
    for finding in findings:
        assert finding.start is not None
        assert finding.end is not None
        assert 0 <= finding.start <= finding.end <= len(text)
        shown = " ".join(text[finding.start : finding.end].split())
        assert shown.startswith(finding.evidence.rstrip("…"))


def test_the_faults_of_the_seeds_are_found() -> None:
    seeds = sorted(SHARED.glob("seeds/*.txt"))
    codes = Counter(f.code for path in seeds for f in check(path)[1])
    assert codes["mark_unclosed"] == 1
    assert codes["heading_mark"] == 3
    assert codes["period_differs"] >= 1
    assert codes["voice_mixed"] == 1
    assert codes["duties_differ"] == 1
