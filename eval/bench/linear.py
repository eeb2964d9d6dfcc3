"""Whether twice the text takes twice the time: every shape of text, every command.

    python -m eval.bench.linear [COMMAND…] [--size 4000] [--calls]

Told is, for each, the processor time for a text twice as long as a multiple of that for the text;
linear work gives 2, quadratic 4.  Each measurement is a process of its own, so that nothing is
known from before, and is stopped after CAP seconds of processor time.  With --calls, calls of
functions are counted instead: the same on any machine, but blind to what one call takes (a
pattern that goes back and forth).
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import resource
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.config import Settings
from assistant.request import Length, Request
from assistant.session import Session
from assistant.session.verification import compare
from assistant.tasks import Task
from eval.bench.shapes import shapes

LEAST = 0.05
"""Seconds from which a time can be believed; shorter texts are made longer."""
LONGEST = 100_000
CAP = 20
MOST = 2.3
"""How much longer twice the text may take: room for sorting and a coarse clock."""
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


def verify(text: str) -> None:
    """Do what `assistant verify` does with a text and one that differs in every line or so."""
    compare(text, altered(text)).as_dict()


COMMANDS: Mapping[str, Callable[[str], None]] = {
    "check": check,
    "clean": clean,
    "shorten": shorten,
    "restructure": restructure,
    "verify": verify,
}


def altered(text: str) -> str:
    """Return a text with two of forty characters gone, and now and then a word more."""
    found: list[str] = []
    for place in range(0, len(text), 40):
        if place and place % 200 == 0:
            found.append("积极")
        found.append(text[place : place + 38])
    return "".join(found)


def seconds(command: Callable[[str], None], text: str) -> float:
    """Return the processor time of a command on a text it never saw; infinite beyond CAP."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CAP, CAP + 1))
            gc.freeze()
            began = time.process_time()
            command(text)
            os.write(writing, struct.pack("d", time.process_time() - began))
        finally:
            os._exit(0)
    os.close(writing)
    told = os.read(reading, 8)
    os.close(reading)
    os.waitpid(child, 0)
    return struct.unpack("d", told)[0] if told else float("inf")


def calls(command: Callable[[str], None], text: str) -> int:
    """Return how many functions a command calls, those of C as well."""
    profile = cProfile.Profile()
    profile.runcall(command, text)
    return sum(entry.callcount for entry in profile.getstats())


def call_growth(command: Callable[[str], None], shape: Callable[[int], str], size: int) -> float:
    """Return how many times as many calls a text of twice the size takes."""
    command(shape(size - 9))  # what is kept of words and clauses is kept by now, of texts nothing
    return calls(command, shape(2 * size)) / calls(command, shape(size))


def growth(
    command: Callable[[str], None], shape: Callable[[int], str], size: int
) -> tuple[float, int, float]:
    """Return how much longer twice the text takes, the text's length, and the time for it."""
    took = seconds(command, shape(size))
    while took < LEAST and size < LONGEST:
        size *= 2
        took = seconds(command, shape(size))
    double = seconds(command, shape(2 * size))
    if double / took > MOST:  # a disturbance only ever makes a time longer
        took = min(took, seconds(command, shape(size)))
        double = min(double, seconds(command, shape(2 * size)))
    return double / took, size, took


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
            print(f"{name:12} {len(text):,} characters: {seconds(command, text):.1f} s", flush=True)
            continue
        if chosen.calls:
            counted = sorted((call_growth(command, s, chosen.size), n) for n, s in shapes().items())
            for ratio, told in counted:
                print(f"{name:12} × {ratio:4.2f} calls  {told}", flush=True)
            steep = sum(ratio > MOST for ratio, _ in counted)
            print(f"{name:12} {len(counted)} shapes, {steep} above {MOST}", flush=True)
            continue
        rows = [(*growth(command, shape, chosen.size), told) for told, shape in shapes().items()]
        for ratio, size, took, told in sorted(rows):
            print(f"{name:12} × {ratio:4.2f} {size:7} {took:6.2f} s  {told}", flush=True)
        steep = sum(ratio > MOST for ratio, *_ in rows)
        print(f"{name:12} {len(rows)} shapes, {steep} above {MOST}", flush=True)


if __name__ == "__main__":
    main()
