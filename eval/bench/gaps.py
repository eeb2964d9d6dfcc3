"""How well gaps are found: `python -m eval.bench.gaps` prints a table.

* Against an editor's marks in one shared report (`seed_000_gaps.csv`: offsets, kind, unit).
* Against deletions made here in the clean shared reports: every fourth Arabic figure before a
  unit, the items before 等, the inside of quotes.  The files are halved: the rules were developed
  on one half, the other half was held out.
* False alarms on the clean reports as they are, and time.

Nothing is measured where ../shared is absent.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.gaps import GapKind, find_gaps
from assistant.noise import find_noise

SHARED = Path(__file__).resolve().parents[3] / "shared"
MARKS = Path(__file__).with_name("seed_000_gaps.csv")
_SHARE = 0.25
"""The share of figures that is deleted at once; neighbours are then often deleted together."""
_FEW = 0.02
_FIGURE = re.compile(
    r"(?<![\dA-Za-z.．+＋—/×“《－~～至、-])(?:\d[\d.,]*\d|\d)(?=[\u4e00-\u9fff%％℃㎡])(?![年月日号多级])"
)
_UNIT = re.compile(
    r"个百分点|[万亿]{0,2}(?:美?元|人次|平方公里|平方米|公里|千瓦时?|立方米|个月|.)|."
)
_CLAUSE = "，。；：！？\n"
_LIST = re.compile(
    rf"(?<=[{_CLAUSE}])[^{_CLAUSE}“《]*、[^{_CLAUSE}”》]*(?=等[一\d])"
    "|(?<=推进|推动|发展|建设|打造|实施|完成|开展|培育|引进|出台|荣获|举办|建成|落实|布局|整治|聚焦)"
    rf"(?:[\u4e00-\u9fff]{{2,8}}、)+[\u4e00-\u9fff]{{2,8}}(?=等[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A gap an editor marked: code-point offset, kind and unit wanted."""

    offset: int
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Deletions found of deletions made, by class."""

    found: Counter[str]
    made: Counter[str]

    @property
    def share(self) -> float:
        """The share found over all classes."""
        return sum(self.found.values()) / max(1, sum(self.made.values()))


def marked_gaps() -> list[Mark]:
    """Return the gaps an editor marked in the shared report 000."""
    with MARKS.open(encoding="utf-8", newline="") as rows:
        return [Mark(int(r["offset"]), r["kind"], r["unit"]) for r in csv.DictReader(rows)]


def clean_reports() -> dict[str, str]:
    """Return the clean shared reports by file name, an empty dict where they are absent."""
    folders = ("provincial-2026", "district-2012-2015")
    paths = [p for f in folders for p in sorted((SHARED / "corpora" / f).glob("*.txt"))]
    return {p.name: p.read_text(encoding="utf-8") for p in paths}


def delete_figures(
    text: str, chance: random.Random, share: float = _SHARE
) -> tuple[str, dict[int, str]]:
    """Return the text without some of its figures, and the unit left at each place."""
    parts: list[str] = []
    places: list[int] = []
    last = length = 0
    for match in _FIGURE.finditer(text):
        if chance.random() > share:
            continue
        parts.append(text[last : match.start()])
        length += len(parts[-1])
        places.append(length)
        last = match.end()
    dirty = "".join(parts) + text[last:]
    return dirty, {at: m.group() if (m := _UNIT.match(dirty, at)) else "" for at in places}


def delete_lists(text: str, chance: random.Random) -> tuple[str, dict[int, str]]:
    """Return the text without some of the lists before 等: those that fill their clause, and
    those behind a verb that the clause begins with."""
    return _delete(text, _LIST, chance)


def delete_quotes(text: str, chance: random.Random) -> tuple[str, dict[int, str]]:
    """Return the text without the inside of some of its quotes and 《》."""
    return _delete(text, re.compile(r"(?<=“)[^“”\n]+(?=”)|(?<=《)[^《》\n]+(?=》)"), chance)


def _delete(text: str, what: re.Pattern[str], chance: random.Random) -> tuple[str, dict[int, str]]:
    parts: list[str] = []
    places: dict[int, str] = {}
    last = length = 0
    for match in what.finditer(text):
        if chance.random() > _SHARE:
            continue
        parts.append(text[last : match.start()])
        length += len(parts[-1])
        places[length] = "all"
        last = match.end()
    return "".join(parts) + text[last:], places


def recall(
    texts: Iterable[str],
    delete: Callable[[str, random.Random], tuple[str, dict[int, str]]],
    *,
    seed: int = 7,
) -> Recall:
    """Delete with a fixed seed from each text, and count what is found at the exact place."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for text in texts:
        dirty, places = delete(text, chance)
        starts = {g.start for g in find_gaps(dirty) if g.kind is not GapKind.PLACEHOLDER}
        for at, unit in places.items():
            made[unit] += 1
            found[unit] += at in starts
    return Recall(found, made)


def main() -> int:
    """Print the table; return 0, or 1 where there is nothing to measure on."""
    reports = clean_reports()
    if not reports:
        print("../shared is not here: nothing measured")
        return 1
    seed_text = next((SHARED / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    starts = {g.start for g in find_gaps(seed_text) if g.kind is not GapKind.PLACEHOLDER}
    marks = {m.offset for m in marked_gaps()}
    print(
        f"editor's marks, seed 000   {len(marks & starts)}/{len(marks)} found, "
        f"{len(starts - marks)} false"
    )
    texts = list(reports.values())
    halves = {"developed on": texts[::2], "held out": texts[1::2]}
    for name, half in halves.items():
        length = sum(map(len, half))
        alarms = sum(len(find_gaps(t)) for t in half)
        print(
            f"{name:<13} {length} characters, {alarms} false alarms "
            f"({alarms * 20_000 / length:.2f} in 20,000)"
        )
        for label, delete in (
            ("figures", delete_figures),
            ("lists", delete_lists),
            ("quotes", delete_quotes),
        ):
            result = recall(half, delete)
            total = sum(result.made.values())
            print(f"  {label:<8} {sum(result.found.values())}/{total} = {result.share:.1%}")
            if label == "figures":  # where few figures are missing, less is certain
                few = recall(half, partial(delete_figures, share=_FEW))
                print(
                    f"           one in fifty deleted: {few.share:.1%} of {sum(few.made.values())}"
                )
                classes = (f"{u} {result.found[u]}/{n}" for u, n in result.made.most_common(24))
                print("           " + "  ".join(classes))
    begin = time.process_time()
    for text in texts:
        find_gaps(text, find_noise(text))
    spent = (time.process_time() - begin) / sum(map(len, texts)) * 20_000
    print(f"noise and gaps: {spent * 1000:.1f} ms for 20,000 characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
