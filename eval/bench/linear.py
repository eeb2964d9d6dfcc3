"""Whether twice the text takes twice the time: every shape of text, every command.

    python -m eval.bench.linear [COMMAND…] [--size 2000] [--calls]
    python -m eval.bench.linear [COMMAND…] --file REPORT.txt      seconds and memory for one text

Told is, for each, the processor time for a text twice as long as a multiple of that for the text;
linear work gives 2, quadratic 4.  Each measurement is a process of its own, so that nothing is
known from before, and is stopped after CAP seconds of processor time.  With --calls, calls of
functions are counted instead: the same on any machine, but blind to what one call takes (a
pattern that goes back and forth).

A text can take a step once: from a length on a shortening has more rounds to go.  What is too
much is measured at twice and four times the length as well, and the least of the three counts:
quadratic work is steep in each.  The first is told beside it as “step”.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import resource
import struct
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.config import Settings
from assistant.request import Length, Request
from assistant.session import Session
from assistant.session.verification import compare
from assistant.tasks import Task
from eval.bench.shapes import shapes

LEAST = 0.2
"""Seconds from which a time can be believed; shorter texts are made longer."""
LONGEST = 100_000
CAP = 60
STEPS = 3
"""How many doublings are measured where the first takes too long."""
MOST = 2.3
"""How much longer twice the text may take: room for sorting and a coarse clock."""
_Given = TypeVar("_Given")
_RULES = Settings(model="rules")


def check(text: str) -> None:
    """Do what `assistant check` does with a text."""
    Session.from_text(text, settings=_RULES).check().as_dict()


def clean(text: str) -> None:
    """Do what `assistant clean` does."""
    Session.from_text(text, settings=_RULES).run(Request(Task.CLEAN))


def shorten(text: str) -> None:
    """Do what `assistant shorten --to 50% --model rules` does."""
    Session.from_text(text, settings=_RULES).run(Request(Task.SHORTEN, to=Length.parse("50%")))


def restructure(text: str) -> None:
    """Do what `assistant restructure --model rules` does."""
    Session.from_text(text, settings=_RULES).run(Request(Task.RESTRUCTURE))


def fill(text: str) -> None:
    """Do what `assistant fill --model rules` does without facts."""
    Session.from_text(text, settings=_RULES).run(Request(Task.FILL))


def verify(text: str) -> None:
    """Do what `assistant verify` does with a text and one that differs in every line or so."""
    compare(text, altered(text)).as_dict()


def verify_same(text: str) -> None:
    """Do what `assistant verify` does with a text and the same with one word more."""
    compare(text, f"{text}积极").as_dict()


def verify_shorter(text: str) -> None:
    """Do what `assistant verify --task shorten` does with a text and half of it."""
    compare(text, altered(text[: len(text) // 2]), task=Task.SHORTEN).as_dict()


COMMANDS: Mapping[str, Callable[[str], None]] = {
    "check": check,
    "clean": clean,
    "shorten": shorten,
    "restructure": restructure,
    "fill": fill,
    "verify": verify,
    "verify-same": verify_same,
    "verify-shorter": verify_shorter,
}


def altered(text: str) -> str:
    """Return a text with two of forty characters gone, and now and then a word more."""
    found: list[str] = []
    for place in range(0, len(text), 40):
        if place and place % 200 == 0:
            found.append("积极")
        found.append(text[place : place + 38])
    return "".join(found)


def cost(command: Callable[[str], None], text: str) -> tuple[float, int]:
    """Return the processor time and the peak memory (MB) of a command on a text it never saw.

    The time is infinite beyond CAP.  Raises RuntimeError where the command fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CAP, CAP + 1))
            gc.freeze()
            began = time.process_time()
            command(text)
            took = time.process_time() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            os.write(writing, struct.pack("dq", took, peak))
        except Exception:
            traceback.print_exc()
            os._exit(1)
        finally:
            os._exit(0)
    os.close(writing)
    told = os.read(reading, 16)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the command failed on this text")
    took, peak = struct.unpack("dq", told) if told else (float("inf"), 0)
    return took, peak // 1024


def seconds(command: Callable[[str], None], text: str) -> float:
    """Return the processor time of a command on a text it never saw; infinite beyond CAP."""
    return cost(command, text)[0]


def calls(command: Callable[[_Given], object], text: _Given) -> int:
    """Return how many functions a command calls, those of C as well."""
    profile = cProfile.Profile(subcalls=False)  # nobody asks who called what
    profile.runcall(command, text)
    return sum(entry.callcount for entry in profile.getstats())


def call_growth(command: Callable[[str], None], shape: Callable[[int], str], size: int) -> float:
    """Return how many times as many calls a text of twice the size takes, steps left out."""
    command(shape(size - 9))  # what is kept of words and clauses is kept by now, of texts nothing
    counted = calls(command, shape(size))
    least = float("inf")
    for _ in range(STEPS):
        size *= 2
        double = calls(command, shape(size))
        least, counted = min(least, double / counted), double
        if least <= MOST:
            break
    return least


@dataclass(frozen=True, order=True, slots=True)
class Growth:
    """How much longer twice the text takes: the least of the doublings measured, and the first."""

    ratio: float
    first: float
    size: int
    took: float


def growth(command: Callable[[str], None], shape: Callable[[int], str], size: int) -> Growth:
    """Measure a pair, from the length on at which its time can be believed."""
    took = seconds(command, shape(size))
    while took < LEAST and size < LONGEST:
        size *= 2
        took = seconds(command, shape(size))
    began, ratios, first = size, [], took
    for _ in range(STEPS):
        double = seconds(command, shape(2 * size))
        if double / took > MOST:  # a disturbance only ever makes a time longer
            took = min(took, seconds(command, shape(size)))
            double = min(double, seconds(command, shape(2 * size)))
        ratios.append(double / took)
        if ratios[-1] <= MOST or double == float("inf"):
            break
        size, took = 2 * size, double
    return Growth(min(ratios), ratios[0], began, first)


def main() -> None:
    """Measure and print, the steepest of each command last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=list(COMMANDS))
    parser.add_argument("--size", type=int, default=2_000)
    parser.add_argument("--calls", action="store_true", help="count calls instead of seconds")
    parser.add_argument("--file", type=Path, help="a text of one's own instead of the shapes")
    chosen = parser.parse_args()
    for name in chosen.commands:
        command = COMMANDS[name]
        command(shapes()["a report"](2_000))  # words and patterns are loaded by now
        if chosen.file:
            text = chosen.file.read_text(encoding="utf-8")
            took, peak = cost(command, text)
            print(f"{name:12} {len(text):,} characters: {took:.1f} s, {peak} MB", flush=True)
        elif chosen.calls:
            _tell_calls(name, chosen.size)
        else:
            _tell_times(name, chosen.size)


def _tell_calls(name: str, size: int) -> None:
    counted = sorted((call_growth(COMMANDS[name], s, size), told) for told, s in shapes().items())
    for ratio, told in counted:
        print(f"{name:12} × {ratio:4.2f} calls  {told}", flush=True)
    steep = sum(ratio > MOST for ratio, _ in counted)
    print(f"{name:12} {len(counted)} shapes, {steep} above {MOST}", flush=True)


def _tell_times(name: str, size: int) -> None:
    rows = sorted((growth(COMMANDS[name], s, size), told) for told, s in shapes().items())
    for found, told in rows:
        step = f"  (step × {found.first:.2f})" if found.first > found.ratio else ""
        place = f"{found.size:7} {found.took:6.2f} s"
        print(f"{name:12} × {found.ratio:4.2f} {place}  {told}{step}", flush=True)
    steep = sum(found.ratio > MOST for found, _ in rows)
    print(f"{name:12} {len(rows)} shapes, {steep} above {MOST}", flush=True)


if __name__ == "__main__":
    main()
