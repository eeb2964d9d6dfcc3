"""How well the checks of a rewrite see planted errors, and how seldom they cry wolf.

    python -m eval.bench.checks [PASSAGES]

Takes passages of the project's samples and, where they lie beside the repository, of the shared
reports; plants one error of each class into each passage that has room for it, and makes the
edits that must not be punished.  Prints the share caught and the share alarmed, with examples of
what went wrong, and the time a verification takes.  Nothing random: the same passages and places
every run.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.figures import find_figures
from assistant.verify import Scope, Verdict, verify
from eval.bench.harmless import BENIGN
from eval.bench.planted import PLANTED, PLANTED_PAIRS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "assistant" / "samples", ROOT.parent / "shared" / "corpora")
LONGEST, SHORTEST = 700, 150


@dataclass(slots=True)
class Tally:
    """Counts of one class, and the cases that went wrong."""

    tried: int = 0
    hit: int = 0
    wrong: list[str] = field(default_factory=list)


def passages(limit: int) -> list[str]:
    """Return up to `limit` paragraphs with figures, spread evenly over the texts found."""
    found: list[str] = []
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.txt")):
            if "raw" in path.parent.name or path.name == "SOURCES.md":
                continue
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [p.strip() for p in text.splitlines() if _fit(p.strip())]
    step = max(1, len(found) // limit)
    return found[::step][:limit]


def _fit(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and text[-1] in "。！" and len(find_figures(text)) >= 2


def cases(texts: list[str]) -> Iterator[tuple[str, bool, str, str]]:
    """Yield (class, planted, source, output) for every passage that has room for the class."""
    for number, text in enumerate(texts):
        for planted, edits in ((True, PLANTED), (False, BENIGN)):
            for name, edit in edits.items():
                output = edit(text, random.Random(f"{name}{number}"))
                if output is not None and (output != text or name == "unchanged"):
                    yield name, planted, text, output
        for name, both in PLANTED_PAIRS.items():
            made = both(text, random.Random(f"{name}{number}"))
            if made is not None and made[0] != made[1]:
                yield name, True, *made


def main(argv: list[str]) -> int:
    """Run, print two tables, return 0."""
    texts = passages(int(argv[1]) if len(argv) > 1 else 120)
    tallies: dict[tuple[bool, str], Tally] = {}
    spent, letters, runs = 0.0, 0, 0
    for name, planted, source, output in cases(texts):
        began = time.perf_counter()
        result = verify(source, output, Scope())
        spent += time.perf_counter() - began
        letters, runs = letters + len(source), runs + 1
        tally = tallies.setdefault((planted, name), Tally())
        tally.tried += 1
        # An error must be noticed, if only for reading; a harmless edit must not be refused.
        hit = result.verdict is not Verdict.ACCEPTED if planted else not result.adoptable
        tally.hit += hit
        if hit != planted and len(tally.wrong) < 400:
            why = "; ".join(f"{f.code}: {f.message.zh}" for f in result.errors)
            tally.wrong.append(f"{why}\n      {source}\n      {output}" if "-v" in argv else why)
    for planted, head in ((True, "planted errors: noticed"), (False, "benign edits: refused")):
        print(head)
        for (kind, name), tally in tallies.items():
            if kind is planted:
                share = 100 * tally.hit / tally.tried
                print(f"  {name:22}{tally.hit:5} of {tally.tried:4}  {share:5.1f} %")
                if "-v" in argv:
                    for line in tally.wrong[:8]:
                        print("    -", line)
    print(f"{runs} verifications, {1000 * spent / runs:.1f} ms each, {letters // runs} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
