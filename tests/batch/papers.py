"""Made-up reports for batches: as many as wanted, no two alike, each with sections to work on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.batch import RECORD
from assistant.request import Length, Request
from eval.bench.synthetic import paper, papers

__all__ = ["SHORTER", "outputs", "paper", "papers", "record"]

SHORTER = Request("shorten", to=Length.parse("80%"))


def record(output: Path) -> list[dict[str, Any]]:
    """Return the rows of `results.jsonl`."""
    lines = (output / RECORD).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def outputs(output: Path, names: Sequence[str] = ()) -> dict[str, str]:
    """Return name → text of the results in a folder."""
    found = sorted(p for p in output.rglob("*.txt") if not names or p.name in names)
    return {str(p.relative_to(output)): p.read_text(encoding="utf-8") for p in found}
