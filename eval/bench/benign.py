"""What is said of human corrections of human text, which nobody here wrote.

    python -m eval.bench.benign [-n N] [-v] FILE…

Each FILE holds pairs of a sentence and its correction, in one of the forms public sets have:

* `.jsonl`: `{"source": …, "output": …}` a line;
* `.json`: FCGEC, sentences with `operation`s (Switch, Delete, Insert, Modify), the first of them;
* any other: columns parted by tabs, source and correction, after a number or label (NaSGEC's
  `.para`, CSCD's `label, origin, corrected`) or without one (ECSpell, a space after each letter).

Of a file at most N pairs (2,000) are taken, evenly spaced; pairs without a correction are left
out.  A refusal is a false alarm; an item is right where the correction changed a word.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.verify import Scope, verify


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield source and correction of every line of a file, alike or not."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        for row in json.loads(text).values():
            yield row["sentence"], _operated(row["sentence"], row["operation"])
        return
    for line in text.splitlines():
        if path.suffix == ".jsonl":
            row = json.loads(line)
            yield row["source"], row["output"]
            continue
        columns = line.split("\t")
        if len(columns) > 2 and columns[0].isdigit():
            del columns[0]
        if len(columns) > 1:
            yield _joined(columns[0]), _joined(columns[1])


def _joined(text: str) -> str:
    letters = text.strip().split(" ")
    return "".join(letters) if all(len(letter) < 2 for letter in letters) else text.strip()


def _operated(sentence: str, operations: str | list[Any]) -> str:
    """Return the sentence as FCGEC's first correction has it; places count after the Switch."""
    listed = json.loads(operations) if isinstance(operations, str) else operations
    if not listed:
        return sentence
    steps = listed[0]
    parts = [sentence[i] for i in steps.get("Switch", range(len(sentence)))]
    for place in steps.get("Delete", ()):
        parts[place] = ""
    for step in steps.get("Modify", ()):
        place, length = step["pos"], int(step["tag"].split("_")[1].split("+")[0])
        parts[place : place + length] = [_first(step), *[""] * (length - 1)]
    front = ""
    for step in steps.get("Insert", ()):
        if step["pos"] < 0:
            front += _first(step)
        else:
            parts[step["pos"]] += _first(step)
    return front + "".join(parts)


def _first(step: dict[str, Any]) -> str:
    label = step["label"]
    return str(label if isinstance(label, str) else label[0])


def report(path: Path, most: int, told: bool) -> None:
    """Verify the pairs of a file and print the table; with `told` each refused or long one."""
    found = [(source, output) for source, output in pairs(path) if source != output and output]
    taken = [found[i * len(found) // most] for i in range(most)] if len(found) > most else found
    results = [verify(s, o, Scope(task="rewrite", may_drop=False)) for s, o in taken]
    if not results:
        print(f"{path.name}: no pairs")
        return
    refused = [result for result in results if result.errors]
    codes = Counter(code for r in refused for code in sorted({f.code for f in r.errors}))
    items = Counter(f"{i.kind} {i.old}→{i.new}" for r in results for i in r.reading)
    silent = sum(not result.reading for result in results)
    per_100 = [100 * len(r.reading) / len(o) for r, (_, o) in zip(results, taken, strict=True)]
    share = statistics.median(result.read_share for result in results)
    print(f"{path.name}: {len(results)} of {len(found)} pairs")
    print(f"  refused {len(refused)} ({len(refused) / len(results):.1%}) {dict(codes)}")
    print(f"  nothing to read {silent / len(results):.1%}, median read share {share:.1%},")
    print(f"  items per 100 字: median {statistics.median(per_100):.2f}")
    for item, count in items.most_common(10):
        print(f"  {count:5}  {item}")
    for result, (source, output) in zip(results, taken, strict=True) if told else ():
        if result.errors or result.read_share > 0.15:
            print("  -", *(f"{f.code}: {f.message.zh}" for f in result.errors))
            print("   ", *(f"[{i.kind} {i.old}→{i.new}]" for i in result.reading))
            print(f"    {source}\n    {output}")


def main() -> int:
    """Report each file, return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-n", type=int, default=2000, help="pairs taken of a file")
    parser.add_argument("-v", action="store_true", help="list what was refused or is long to read")
    given = parser.parse_args()
    for path in given.files:
        report(path, given.n, given.v)
    return 0


if __name__ == "__main__":
    sys.exit(main())
