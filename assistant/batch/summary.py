"""What a batch came to: one line a report, and the totals over all of them.

Lines are read one after the other and only their counts are kept, so that ten thousand reports
need no more memory than ten.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.batch.rows import USAGE_COLUMNS
from assistant.models.usage import Usage
from assistant.printable import printable

VERDICTS = ("accepted", "review", "unchanged")
OUTCOMES = (*VERDICTS, "failed", "open")
"""What may become of a report or a section; `open` is one nobody has finished yet."""


NO_USAGE = Usage()


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as it was told: its code, its severity and the sentence."""

    code: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of a report: what became of it, who wrote it and why a person must look.

    `engine` is empty as long as the section is open.
    """

    id: str
    heading: str
    outcome: str
    engine: str
    findings: tuple[Seen, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return, each once, the errors before the warnings; notes need nobody."""
        wanted = [f for s in ("error", "warning") for f in self.findings if f.severity == s]
        return tuple(dict.fromkeys(f.message for f in wanted))


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of a batch; words are 字数, `seconds` those of the whole work on it.

    `asked` is None where no length was asked; `finished` is the moment in seconds since the epoch
    or None; `error` says why there is no result; `where` is where the model read the text; `notes`
    are what else is worth knowing.
    """

    file: str
    outcome: str
    output: str | None = None
    error: str | None = None
    genre: str | None = None
    source: int = 0
    asked: int | None = None
    delivered: int = 0
    sections: tuple[SectionLine, ...] = ()
    filled: int = 0
    questions: tuple[str, ...] = ()
    usage: Usage = NO_USAGE
    seconds: float = 0.0
    finished: float | None = None
    model: str | None = None
    where: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether somebody must look: everything but an accepted report or one still open."""
        return self.outcome not in ("accepted", "open")

    def count(self, outcome: str) -> int:
        """Return how many sections ended so."""
        return sum(section.outcome == outcome for section in self.sections)

    def written_by(self, engine: str) -> int:
        """Return how many sections `engine` (model, rules, none) wrote."""
        return sum(section.engine == engine for section in self.sections)

    def found(self, severity: str) -> int:
        """Return how many findings of a severity the report has."""
        return sum(f.severity == severity for section in self.sections for f in section.findings)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why a person must look, in the order of the sections, each once."""
        if self.error:
            return (self.error,)
        return tuple(dict.fromkeys(r for section in self.sections for r in section.reasons))

    @classmethod
    def from_row(cls, row: Mapping[str, Any], finished: float | None = None) -> ReportLine:
        """Read a row of `results.jsonl`; what an older row lacks counts as nothing."""
        words, usage = row.get("words") or {}, row.get("usage") or {}
        questions = row.get("questions") or ()
        return cls(
            file=printable(row["file"]),
            outcome=row.get("verdict") or ("failed" if row.get("error") else "open"),
            output=row.get("output"),
            error=printable(row["error"]) if row.get("error") else None,
            genre=row.get("genre"),
            source=words.get("source") or 0,
            asked=words.get("asked"),
            delivered=words.get("delivered") or 0,
            sections=tuple(_section(one) for one in row.get("sections") or ()),
            filled=sum(bool(gap["filled"]) for gap in row.get("gaps") or ()),
            questions=tuple(one["question"] for one in questions),
            usage=Usage(
                **{k: usage[k] for k in USAGE_COLUMNS.split(", ") if usage.get(k) is not None}
            ),
            seconds=row.get("seconds") or 0.0,
            finished=finished,
            model=usage.get("model"),
            where=usage.get("where"),
            notes=tuple(map(str, row.get("notes") or ())),
        )


def _section(row: Mapping[str, Any]) -> SectionLine:
    findings = [Seen(f["code"], f["severity"], f["message"]) for f in row["findings"]]
    # Lines of before the reading list have none.
    findings += [Seen(i["kind"], "warning", i["why"]) for i in row.get("reading", ())]
    return SectionLine(
        row["id"], row["heading"], row.get("verdict") or "failed", row["engine"], tuple(findings)
    )


STEPS_PER_DECADE = 24
"""How finely lengths are sorted before they are drawn: steps of 10 %."""

EDGES = (0, 0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000)
"""Seconds at which a bar of the chart of times begins."""


def step(words: int) -> int:
    """Return the place of a length on the logarithmic scale of the chart."""
    return round(math.log10(max(words, 1)) * STEPS_PER_DECADE)


@dataclass(slots=True)
class Totals:
    """The counts over all lines; `add` takes one more.

    `lengths` counts reports by (expected, delivered, outcome) in steps of the scale, expected being
    the asked length or, where none was, that of the source; `spans` those by seconds worked, as
    places in `EDGES`; `moments` are (finished, sections, tokens read, tokens written) of each;
    `models` counts reports by (model, where it read them).
    """

    reports: Counter[str] = field(default_factory=Counter)
    sections: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    spans: Counter[int] = field(default_factory=Counter)
    moments: list[tuple[float, int, int, int]] = field(default_factory=list)
    models: Counter[tuple[str, str]] = field(default_factory=Counter)
    source: int = 0
    asked: int = 0
    delivered: int = 0
    with_length: int = 0
    filled: int = 0
    questions: int = 0
    usage: Usage = NO_USAGE
    seconds: float = 0.0

    def add(self, line: ReportLine) -> None:
        """Count one report."""
        self.reports[line.outcome] += 1
        for section in line.sections:
            self.sections[section.outcome, section.engine] += 1
            for one in section.findings:
                self.findings[one.code, one.severity] += 1
        self.filled += line.filled
        self.questions += len(line.questions)
        self.usage += line.usage
        self.seconds += line.seconds
        if line.model:
            self.models[line.model, line.where or ""] += 1
        if line.delivered:
            self._measure(line)
        if line.finished is not None:
            tokens = line.usage.prompt_tokens, line.usage.completion_tokens
            self.moments.append((line.finished, len(line.sections), *tokens))

    def _measure(self, line: ReportLine) -> None:
        self.source += line.source
        self.delivered += line.delivered
        self.with_length += line.asked is not None
        expected = line.asked if line.asked is not None else line.source
        self.asked += expected
        self.lengths[step(expected), step(line.delivered), line.outcome] += 1
        self.spans[bisect_right(EDGES, line.seconds) - 1] += 1

    @property
    def count(self) -> int:
        """Return how many reports there are."""
        return self.reports.total()

    @property
    def needing(self) -> int:
        """Return how many reports a person must look at."""
        return self.count - self.reports["accepted"] - self.reports["open"]

    def sections_by(self, outcome: str) -> int:
        """Return how many sections ended so, whoever wrote them."""
        return sum(n for (o, _), n in self.sections.items() if o == outcome)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page shows: the totals, and as many lines as one page can hold.

    `lines` begin with the reports that need a person; `left_out` is how many are counted but not
    listed.
    """

    totals: Totals
    lines: tuple[ReportLine, ...]
    left_out: int


MOST_LINES = 1_000
"""Reports listed on one page; the tables hold all of them."""


def summarise(lines: Iterable[ReportLine], most: int = MOST_LINES) -> Summary:
    """Read the lines once: count all, keep `most`, what needs a person most before the others."""
    totals = Totals()
    kept: dict[str, list[ReportLine]] = {outcome: [] for outcome in _FIRST}
    for line in lines:
        totals.add(line)
        if len(kept[line.outcome]) < most:
            kept[line.outcome].append(line)
    shown = tuple(line for outcome in _FIRST for line in kept[outcome])[:most]
    return Summary(totals, shown, totals.count - len(shown))


_FIRST = ("failed", "review", "unchanged", "open", "accepted")
