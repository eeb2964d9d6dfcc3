"""Passages of real reports to measure on: ../shared where it is there, the samples everywhere."""

from __future__ import annotations

import random
from pathlib import Path

from assistant.noise import remove_noise
from assistant.samples import names, path

SHARED = Path(__file__).resolve().parents[3] / "shared"
SHORTEST, LONGEST = 150, 420
"""Characters of a passage: a paragraph or point as a user would choose it."""


def reports() -> list[tuple[str, str]]:
    """Return name and cleaned text of every report at hand, the shared ones first."""
    files = sorted(SHARED.glob("seeds/*.txt")) + sorted(
        SHARED.glob("corpora/provincial-2026/*.txt")
    )
    files += sorted(SHARED.glob("corpora/district-2012-2015/*.txt"))
    files += [p for p in map(path, names()) if p.suffix == ".txt"]
    return [(p.name, remove_noise(p.read_text(encoding="utf-8"))) for p in files]


def passages(count: int, *, seed: int, figures: int = 0) -> list[str]:
    """Return `count` passages drawn evenly over the reports, each with at least `figures` digits
    groups; the same for the same seed."""
    chance = random.Random(seed)
    by_report: list[list[str]] = []
    for _name, text in reports():
        lines = (line.strip(" \t\u3000\r") for line in text.splitlines())
        fit = [
            line
            for line in lines
            if SHORTEST <= len(line) <= LONGEST
            and line.count("。") >= 2
            and _digit_groups(line) >= figures
        ]
        chance.shuffle(fit)
        if fit:
            by_report.append(fit)
    chosen: list[str] = []
    while len(chosen) < count and any(by_report):
        for fit in by_report:
            if fit and len(chosen) < count:
                chosen.append(fit.pop())
    return chosen


def _digit_groups(text: str) -> int:
    return sum(
        ch.isdigit() and (i == 0 or not (text[i - 1].isdigit() or text[i - 1] == "."))
        for i, ch in enumerate(text)
    )
