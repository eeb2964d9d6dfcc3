"""How fast `check` is on reports it has not seen, and how soon a command is there.

    python -m eval.bench.speed

Everything is processor time, told as a ratio to something run beside it, so that a slow or busy
machine shows in both: checking to counting the pairs of characters of the same texts, a command to
the `--help` of a typer application with one command.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from assistant.config import Settings
from assistant.samples import path
from assistant.sentences import split_sentences
from assistant.session import Session

LENGTH = 20_000
"""Characters of a full-length report."""
CASES = Path(__file__).parents[1] / "cases"
ROUNDS = 10
ONE_COMMAND = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def greet(name: str = "you") -> None:
    "Say hello."
    print(name)
app()
"""
SAMPLE = path("chief-duty")


def unseen(count: int, *, seed: int) -> Iterator[str]:
    """Yield reports of LENGTH characters: paragraphs of the evaluation's cases, which are the same
    wherever this runs, their sentences shuffled."""
    chance = random.Random(seed)
    texts = [p.read_text(encoding="utf-8") for p in sorted(CASES.glob("*/*/source.txt"))]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    for number in range(count):
        paragraphs: list[str] = [f"{2000 + number}年度述职报告"]
        while sum(map(len, paragraphs)) < LENGTH:
            line = chance.choice(lines)
            sentences = [span.of(line) for span in split_sentences(line)]
            chance.shuffle(sentences)
            paragraphs.append("".join(sentences))
        yield "\n".join(paragraphs)[:LENGTH]


def check_ratio(texts: list[str]) -> tuple[float, float]:
    """Return reports checked a second, and checking as a multiple of counting pairs; each text is
    checked once."""
    checking = counting = 0.0
    for text in texts:
        checking += _seconds(partial(_check, text))
        counting += min(_seconds(partial(_count, text)) for _ in range(3))
    return len(texts) / checking, checking / counting


def process_ratio(*arguments: str, below: float = 0.0, least: int = 3, most: int = 12) -> float:
    """Return the processor time of `assistant ARGUMENTS` as a multiple of that of the help of a
    one-command application: the least of each, run in turn.

    What else runs on the machine can only add, and may add to the one for as long as three runs
    take: there are `least` rounds, and up to `most` until the ratio lies under `below`.
    """
    command = [sys.executable, "-m", "assistant", *arguments]
    other = [sys.executable, "-c", ONE_COMMAND, "--help"]
    times: list[tuple[float, float]] = []
    ratio = float("inf")
    while len(times) < least or (len(times) < most and ratio >= below):
        times.append((_process(command), _process(other)))
        mine, beside = zip(*times, strict=True)
        ratio = min(mine) / min(beside)
    return ratio


def main() -> None:
    """Measure and print."""
    first, *texts = unseen(ROUNDS + 1, seed=time.time_ns())
    _check(first)
    rate, ratio = check_ratio(texts)
    print(f"check    {rate:5.1f} reports of {LENGTH:,} characters a second, none seen before")
    print(f"         {ratio:5.1f} × counting the pairs of their characters")
    print(f"--help   {process_ratio('--help'):5.2f} × the help of a one-command application")
    print(f"check    {process_ratio('check', str(SAMPLE), '--json'):5.2f} × the same, as a process")


def _check(text: str) -> None:
    Session.from_text(text, settings=Settings(model="rules")).check().as_dict()


def _count(text: str) -> None:
    Counter(pairwise(text))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _process(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    folder = Path(__file__).resolve().parents[2]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
