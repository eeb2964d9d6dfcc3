"""What verifying a section takes, beside a sketch of it, and whether ten times as much takes more.

    python -m eval.bench.verify [--sketch FILE.py] [--rounds 3]

A section is about 400 字 of source with its rewrite, as a person may hand it in: neighbouring pairs
of the evaluation joined, each source once.  Every section is new to the process, so that what is
kept of a text helps nobody; words and what is known of them are kept, as in any run.  A sketch is a
file with `reading_items(source, output)`: the least that could do the work, as words of the output
that no window of the source holds.  It is run on the same sections right before or behind.

Processor time.  Each round is a process of its own; of each section the least of the rounds counts
for either side, for what else runs on the machine only ever makes a time longer.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import runpy
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from assistant.verify import Scope, Verification, verify
from eval.pairs.measure import read_pairs

LENGTH = 400
PAIRS = Path(__file__).parents[1] / "pairs"
_WARM = 12
"""Sections read first: lists are loaded and patterns compiled by then."""
_TEN = 10

Section = tuple[str, str, bool]
"""Source, output, and whether it is a shortening."""
Work = Callable[[str, str], object]


def sections(*, seed: int = 7) -> list[Section]:
    """Return sections in a random order, which is the same for the same seed."""
    found = [s for path in sorted(PAIRS.glob("*.jsonl")) for s in _joined(path)]
    random.Random(seed).shuffle(found)
    return found


def _joined(path: Path) -> Iterator[Section]:
    waiting: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    known: set[str] = set()
    for pair in read_pairs(path):
        if pair.source in known:
            continue
        known.add(pair.source)
        shorten = pair.task == "shorten"
        rows = waiting[shorten]
        rows.append((pair.source.strip(), pair.output.strip()))
        if sum(len(source) for source, _ in rows) >= LENGTH:
            yield "\n".join(s for s, _ in rows), "\n".join(o for _, o in rows), shorten
            rows.clear()


def tenfold(parts: Sequence[Section]) -> Iterator[Section]:
    """Yield passages of ten sections of one kind each."""
    for shorten in (True, False):
        rest = (part for part in parts if part[2] is shorten)
        while len(ten := list(islice(rest, _TEN))) == _TEN:
            yield "\n".join(t[0] for t in ten), "\n".join(t[1] for t in ten), shorten


def seconds(parts: Sequence[Section], sketch: Work | None = None) -> list[tuple[float, float]]:
    """Return what verifying takes for each section, and the sketch, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            rows = [_both(part, sketch, n % 2 == 0) for n, part in enumerate(parts)]
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(rows, pipe)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        took: list[tuple[float, float]] = pickle.load(pipe)
    os.waitpid(child, 0)
    return took


def verified(part: Section) -> Verification:
    """Return what the checks make of a section."""
    source, output, shorten = part
    scope = Scope(task="shorten" if shorten else "rewrite", may_drop=shorten)
    return verify(source, output, scope)


def _both(part: Section, sketch: Work | None, first: bool) -> tuple[float, float]:
    works: list[Callable[[], object]] = [partial(verified, part)]
    works.append(partial(sketch, *part[:2]) if sketch else int)
    took = [0.0, 0.0]
    for which in (0, 1) if first else (1, 0):
        began = time.process_time()
        works[which]()
        took[which] = time.process_time() - began
    return took[0], took[1]


def least(rounds: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return for each section the least that either side took in any round."""
    return [(min(r[0] for r in row), min(r[1] for r in row)) for row in zip(*rounds, strict=True)]


def growth(rounds: int = 3) -> float:
    """Return how many times as long ten times the passage takes, over all passages."""
    parts = sections()
    # Every other section alone, the others by tens: nothing is read twice.
    alone = parts[_WARM + 1 :: 2]
    ten = list(tenfold(parts[_WARM::2]))
    runs = [seconds([*parts[:_WARM], *alone, *ten]) for _ in range(rounds)]
    took = [one for one, _ in least(runs)][_WARM:]
    single = sum(took[: len(alone)]) / sum(len(p[0]) + len(p[1]) for p in alone)
    many = sum(took[len(alone) :]) / sum(len(p[0]) + len(p[1]) for p in ten)
    return _TEN * many / single


def beside(sketch: Work, rounds: int = 3) -> tuple[list[float], float, float]:
    """Return what verifying takes as multiples of the sketch, section by section; and the median
    milliseconds of the two."""
    parts = sections()
    took = least([seconds(parts, sketch) for _ in range(rounds)])[_WARM:]
    ours, theirs = (1000 * median(row[n] for row in took) for n in (0, 1))
    return [one / other for one, other in took], ours, theirs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sketch", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.sketch:
        ratios, ours, theirs = beside(
            runpy.run_path(str(chosen.sketch))["reading_items"], chosen.rounds
        )
        low, *_, high = quantiles(ratios, n=10)
        print(f"{len(ratios)} sections of {LENGTH} 字: {ours:.2f} ms, the sketch {theirs:.2f} ms")
        print(f"× {median(ratios):.2f} the sketch (median; a tenth below {low:.2f}, "
              f"a tenth above {high:.2f})")  # fmt: skip
    print(f"ten times the passage: × {growth(chosen.rounds):.2f}")


if __name__ == "__main__":
    main()
