"""A second opinion on reading items: a model says of each whether the meaning is the same.

It is asked in calls of its own, with the source sentences and the output clause; what it says
orders the list and is shown beside each item.  It proves nothing: no item goes away by its word.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import Any

from assistant.errors import AskAgain
from assistant.models import Writer
from assistant.models.replies import object_of
from assistant.models.usage import Usage
from assistant.prompts import load_prompt
from assistant.sentences import split_clauses, split_sentences
from assistant.verify import ReadingItem, Verification, clause_pairs

SAME, DIFFERENT = "same", "different"
MAX_TOKENS = 24
_SCHEMA = object_of({"meaning": {"enum": [SAME, DIFFERENT]}})


def judge(
    source: str, output: str, found: Verification, writer: Writer
) -> tuple[Verification, dict[str, Any]]:
    """Return the verification with each item judged (None: no usable answer), and what it took.

    Raises ModelUnavailable where the model is gone.
    """
    began = monotonic()
    prompt = load_prompt("judge")
    before = writer.usage
    judged: list[ReadingItem] = []
    for item in found.reading:
        values = {
            "source": _premise(source, output, item),
            "output": _clause(output, item),
            "words": item.new.strip() or f"（略去了“{item.old}”）",
        }
        try:
            answer, _reply = writer.ask_json(
                prompt.render(**values), _SCHEMA, max_tokens=MAX_TOKENS
            )
            judged.append(replace(item, judged=str(answer["meaning"])))
        except AskAgain:
            judged.append(item)
    spent: Usage = writer.usage - before
    usage = {
        "model": writer.name,
        "where": writer.where,
        "calls": spent.calls,
        "seconds": round(monotonic() - began, 3),
        "cost": spent.cost,
    }
    return replace(found, reading=tuple(judged)), usage


def _clause(output: str, item: ReadingItem) -> str:
    """Return the clauses of the output that an item touches."""
    start, end = item.output
    touched = [c for c in split_clauses(output) if c.start <= end and start < max(c.end, start + 1)]
    held = [c for c in touched if c.end >= start]
    return "".join(c.of(output) for c in held[:3]).strip()


def _premise(source: str, output: str, item: ReadingItem) -> str:
    """Return the source sentences that stand behind an item, three at most."""
    spans: list[tuple[int, int]] = [item.source] if item.source else []
    for sources, place in clause_pairs(source, output):
        if place is not None and place[0] <= item.output[0] <= place[1]:
            spans += sources
    sentences = [
        s for s in split_sentences(source) if any(a < s.end and s.start < b for a, b in spans)
    ]
    return "".join(s.of(source) for s in (sentences or split_sentences(source))[:3]).strip()
