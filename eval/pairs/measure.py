"""Three numbers judge the checks: falsehoods noticed at their place, faithful rewrites refused,
and how much a person is given to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from assistant.errors import UsageError
from assistant.findings import Severity
from assistant.tasks import Task
from assistant.verify import Scope, verify
from assistant.wordcount import count_words
from eval.bootstrap import bounds
from eval.parallel import in_parallel

OPEN: Final = Path(__file__).parent / "open.jsonl"
"""The half of the pairs that anybody may look at."""
Span = tuple[int, int]
_TEXTS: Final = ("id", "task", "class", "source", "output")


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its rewrite: faithful, or with one falsehood of a class at the places `words`
    (code points in the output; no width where words were dropped)."""

    id: str
    task: str
    kind: str
    source: str
    output: str
    faithful: bool
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks made of one pair: whether they refused it, noticed the falsehood at its
    place, and what they give a person to read."""

    pair: Pair
    refused: bool
    noticed: bool
    read_share: float
    items_per_100: float


@dataclass(slots=True)
class Measure:
    """The pairs of one or more files with what the checks made of them."""

    seen: list[Seen] = field(default_factory=list)

    def of(self, kind: str | None = None) -> tuple[int, int, float]:
        """Return how many falsehoods of a class (None: of all) were noticed, how many there are,
        and the lower end of the 95 % Clopper–Pearson interval of the share."""
        false = [s for s in self.seen if not s.pair.faithful and kind in (None, s.pair.kind)]
        noticed = sum(s.noticed for s in false)
        return noticed, len(false), bounds(noticed, len(false))[0]

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers by class of falsehood, over all, and of faithful rewrites by task."""
        keys = ("noticed", "false", "low")
        kinds = sorted({s.pair.kind for s in self.seen if not s.pair.faithful})
        tasks = sorted({s.pair.task for s in self.seen if s.pair.faithful})
        return {
            "classes": {kind: dict(zip(keys, self.of(kind), strict=True)) for kind in kinds},
            "all": dict(zip(keys, self.of(), strict=True)),
            "faithful": {task: self._faithful(task) for task in tasks},
        }

    def _faithful(self, task: str) -> dict[str, Any]:
        true = [s for s in self.seen if s.pair.faithful and s.pair.task == task]
        return {
            "pairs": len(true),
            "refused": sum(s.refused for s in true),
            "read_share": round(median(s.read_share for s in true), 4),
            "items_per_100": round(median(s.items_per_100 for s in true), 2),
        }

    def lines(self) -> list[str]:
        """Return the tables for people."""
        data = self.as_dict()
        found = [f"{'falsehoods by hand':20}   pairs noticed   share  at least (95 %)"]
        for kind, row in (*data["classes"].items(), ("all", data["all"])):
            share = row["noticed"] / row["false"] if row["false"] else 0.0
            found.append(
                f"{kind:20}{row['false']:8}{row['noticed']:8}{share:8.1%}{row['low']:9.1%}"
            )
        found += [
            "",
            f"{'faithful by hand':20}   pairs refused  to read (median)  items per 100 字",
        ]
        for task, row in data["faithful"].items():
            found.append(
                f"{task:20}{row['pairs']:8}{row['refused']:8}{row['read_share']:18.1%}"
                f"{row['items_per_100']:18.2f}"
            )
        return found

    def wrong(self) -> list[str]:
        """Return a line for each falsehood that was not noticed and each faithful one refused."""
        return [
            f"{s.pair.id}: {'refused' if s.pair.faithful else s.pair.kind + ' not noticed'}"
            for s in self.seen
            if (s.refused if s.pair.faithful else not s.noticed)
        ]


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a JSONL file.  Raises UsageError with the line that is wrong."""
    found: list[Pair] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            words = tuple((int(start), int(end)) for start, end in row["words"])
            name, task, kind, source, output = (str(row[key]) for key in _TEXTS)
            pair = Pair(name, task, kind, source, output, bool(row["faithful"]), words)
            Task(pair.task)
            inside = all(0 <= start <= end <= len(pair.output) for start, end in words)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: no pair ({error!r})") from error
        if not inside or pair.faithful is bool(words):
            raise UsageError(f"{path}, line {number}: “words” does not fit the output")
        found.append(pair)
    return found


def measure(pairs: Sequence[Pair]) -> Measure:
    """Return what the checks make of the pairs, each as a passage with nothing beside it."""
    return Measure(list(in_parallel(look, pairs)))


def look(pair: Pair) -> Seen:
    """Return what the checks make of one pair."""
    scope = Scope(task=pair.task, may_drop=pair.task == Task.SHORTEN)
    verified = verify(pair.source, pair.output, scope)
    places = [item.output for item in verified.reading]
    places += [
        (finding.output_start, finding.output_end or finding.output_start)
        for finding in verified.findings
        if finding.output_start is not None and finding.severity is not Severity.INFO
    ]
    return Seen(
        pair,
        refused=bool(verified.errors),
        noticed=any(_at(place, pair.words) for place in places),
        read_share=verified.read_share,
        items_per_100=100 * len(verified.reading) / max(1, count_words(pair.output)),
    )


def _at(place: Span, words: Iterable[Span]) -> bool:
    """Tell whether a place shows the falsehood: it shares a character with it; where words were
    dropped, it is no more than a character away."""
    start, end = place
    for low, high in words:
        if low == high:
            hit = start - 1 <= low <= end + 1
        elif start == end:
            hit = low <= start <= high
        else:
            hit = start < high and low < end
        if hit:
            return True
    return False
