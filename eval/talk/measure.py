"""What becomes of a request: right, asked, lost, a wrong card, refused, or acted on wrongly.

A request is said in a talk of its own after the actions of its `state`; only the last turn is
judged.  The rules alone carry everything out; a model may be named that reads the request where
they do not understand it.  A deletion and a correction ask once by contract, so their question
counts as the task itself where all that it names is right.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any

from assistant.chat import Talk
from assistant.errors import UsageError
from assistant.facts import split_value
from assistant.facts.model import scaled
from assistant.instruction.lengths import find_length
from assistant.models import LanguageModel
from assistant.samples import path as sample
from assistant.session import Session

RULES = "rules"
_DECIDES = {"adopt", "adopt_part", "undo", "redo", "earlier", "reject"}
_ASKS_ONCE = {"delete", "correct"}
_FIGURES = re.compile("数字|数值|(?<!次)数(?!据)")
"""Other words for what a request calls 数据."""
_FIRST = re.compile("(?:首|头一?|开头一?)句")
"""Other words for 第一句."""
_DIGITS = "零一二三四五六七八九十"
_IN_PLACE = {"delete", "correct", "replace"}
_MISSING: tuple[Any, ...] = (None, [], "", "vague")

Row = Mapping[str, Any]


class Outcome(StrEnum):
    """What became of a request, best first."""

    RIGHT = "right"
    ASKED = "asked"
    REFUSED = "refused"
    LOST = "lost"
    WRONG = "wrong card"
    ACTED = "acted wrongly"


@dataclass(frozen=True)
class Measured:
    """The outcome of every request, with the turn that it came to."""

    found: tuple[tuple[Row, Outcome, Row], ...]

    def by_kind(self) -> dict[str, Counter[Outcome]]:
        """Return the outcomes of each kind, and of all as `total`."""
        kinds: dict[str, Counter[Outcome]] = {}
        for row, outcome, _ in self.found:
            kinds.setdefault(row["kind"], Counter())[outcome] += 1
        kinds["total"] = Counter(outcome for _, outcome, _ in self.found)
        return kinds

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of the command: counts by kind, and what did not come right."""
        return {
            "kinds": {k: {o.value: c[o] for o in Outcome} for k, c in self.by_kind().items()},
            **({"reader": self.reader()} if any("reader" in t for _, _, t in self.found) else {}),
            "not_right": [
                {"id": row["id"], "say": row["say"], "outcome": outcome.value, "turn": turn}
                for row, outcome, turn in self.found
                if outcome is not Outcome.RIGHT
            ],
        }

    def reader(self) -> dict[str, Any]:
        """Return how many requests a model was asked to read, and what that took."""
        took = [turn["reader"] for _, _, turn in self.found if "reader" in turn]
        sizes = [one["prompt_tokens"] for one in took]
        return {
            "asked": len(took),
            "calls": sum(one["calls"] for one in took),
            "prompt_tokens": {"median": median(sizes), "max": max(sizes)} if sizes else None,
            "seconds": round(sum(one["seconds"] for one in took), 1),
        }

    def lines(self) -> Iterator[str]:
        """Yield the table of a terminal."""
        yield f"{'kind':<12}" + "".join(f"{o.value:>15}" for o in Outcome) + f"{'all':>6}"
        for kind, counts in self.by_kind().items():
            numbers = "".join(f"{counts[o]:>15}" for o in Outcome)
            yield f"{kind:<12}{numbers}{counts.total():>6}"
        if any("reader" in turn for _, _, turn in self.found):
            yield "read by the model: " + " ".join(f"{k}={v}" for k, v in self.reader().items())


def read_requests(path: Path) -> list[Row]:
    """Return the requests of a file; raises UsageError for a line that is none."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            row["id"], row["sample"], row["state"], row["say"], row["expect"]["act"], row["kind"]
        except (ValueError, KeyError, TypeError) as error:
            wrong = f"{path.name}: {number}"
            raise UsageError(f"{wrong} 不是一条请求", f"{wrong} is no request") from error
        rows.append(row)
    return rows


def measure(
    rows: Iterable[Row], beside: Path | None = None, listener: LanguageModel | None = None
) -> Measured:
    """Say every request in a talk of its own and judge what comes back.

    A `sample` is one of the samples' names, or a path from the folder `beside`; `listener` reads
    what the rules do not understand.
    """
    sources: dict[str, Session] = {}
    found: list[tuple[Row, Outcome, Row]] = []
    for row in rows:
        name = row["sample"]
        if name not in sources:
            own = beside / name if beside is not None else None
            known = own is not None and own.is_file()
            sources[name] = Session.open(own if known and own else sample(name), model=RULES)
        read = sources[name]
        fresh = Session(
            read.source, read.report, read.genre, read.confidence, (), read.settings, RULES
        )
        turn = _turn(Talk(fresh, RULES), row, listener)
        found.append((row, judge(row, turn), turn))
    return Measured(tuple(found))


def _turn(talk: Talk, row: Row, listener: LanguageModel | None) -> Row:
    """Return the last turn of a talk in which the state was brought about first."""
    last: Mapping[str, Any] = {}
    for action in row["state"]:
        if action.get("adopt") == "$last":
            if not last["proposals"]:
                continue  # no proposal came of what was said before: a miss of its own
            waits = last["proposals"][-1]
            keys = [f["key"] for f in waits["findings"]]
            action = {"adopt": waits["id"], "confirmed": keys}
        last = talk.handle(action).as_dict()
    talk.listener = listener
    waits = talk.session.pending
    turn = talk.say(row["say"]).as_dict()
    text = talk.session.report.text
    taken = [p.id for p in waits.parts if p.changed and p.output in text] if waits else []
    return {**turn, "taken": taken}


def judge(row: Row, turn: Row) -> Outcome:
    """Return what became of a request."""
    expect, act = row["expect"], turn["act"]
    acts = set(expect["act"])
    allowed = acts | set(row.get("also_ok") or ())
    if (turn["text_changed"] or act in _DECIDES) and not _may(allowed, act, expect, turn):
        return Outcome.ACTED
    agreed = act == "ask" and {s["task"] for s in turn["steps"]} & _ASKS_ONCE
    faults = _faults(expect, [_as_absolute(step, row["state"]) for step in turn["steps"]])
    meant = act in acts or (agreed and "task" in acts)
    if meant and not faults and expect.get("chosen") in (None, turn["chosen"]):
        return Outcome.RIGHT
    if act in row.get("also_ok", ()):
        return Outcome.ASKED
    if act == "ask" and turn["steps"] and not faults - {Outcome.LOST}:
        return Outcome.ASKED
    if act in ("ask", "refuse", "help") and "task" in acts and not turn["steps"]:
        return Outcome.REFUSED
    if act == "answer" and acts & {"task", "another"}:
        return Outcome.REFUSED
    if act in ("ask", "refuse") and not turn["steps"]:
        return Outcome.REFUSED
    return Outcome.LOST if faults == {Outcome.LOST} and act != "ask" else Outcome.WRONG


def _may(acts: set[str], act: str, expect: Row, turn: Row) -> bool:
    """Whether a turn that decides or changes the text was asked for, and of those parts."""
    named = expect.get("sections") if act == "adopt_part" else None
    if named and not all(_inside(part, named) for part in turn.get("taken", ())):
        return False  # another part was adopted than was said
    return act in acts and (expect.get("text_changed") is not False or not turn["text_changed"])


def _faults(expect: Row, steps: list[Row]) -> set[Outcome]:
    """Return what is wrong with the steps: something lost, or another thing than was meant."""
    tasks = expect.get("task")
    if not tasks:
        return set()
    faults: set[Outcome] = set()
    if len(steps) < len(tasks):
        faults.add(Outcome.LOST)
    if len(steps) > len(tasks):
        faults.add(Outcome.WRONG)
    wanted = _per_step(expect, tasks)
    at = 0
    for step in steps:
        # A step that was lost in the middle leaves the later ones to be compared.
        while at < len(tasks) and len(steps) < len(tasks) and tasks[at] != step["task"]:
            at += 1
        if at >= len(tasks):
            return faults | {Outcome.WRONG}
        faults |= _of_step(tasks[at], wanted[at], step)
        at += 1
    held = " ".join(_held(step) for step in steps)
    if _FIGURES.search(held):
        held += " 数据"
    held = _FIRST.sub("第一句", held)
    if any(_FIRST.sub("第一句", word) not in held for word in expect.get("keep") or ()):
        faults.add(Outcome.LOST)
    stated = [f for s in steps for f in s["facts"]]
    if any(not any(_same(f, one) for one in stated) for f in expect.get("facts") or ()):
        faults.add(Outcome.LOST)
    return faults


def _same(one: Row, other: Row) -> bool:
    """Whether two facts state one value: 37.6万人次 is 376000人次."""
    if one["value"] == other["value"]:
        return True
    both = [split_value(f"{f['value']}{f.get('unit', '')}") for f in (one, other)]
    try:
        first, second = (Decimal(v) * scaled(u)[1] for v, u in both)
    except ArithmeticError:
        return both[0] == both[1]
    return first == second


def _held(step: Row) -> str:
    """Return the words of a step that may hold what is to stay, or how it is to be done."""
    words = [*step["keep"], *step["headings"], step["instruction"] or "", step["order"] or ""]
    if step["points"]:
        points = step["points"]
        words.append(f"{_DIGITS[points] if points < len(_DIGITS) else points}点")
    return " ".join(words)


def _per_step(expect: Row, tasks: list[str]) -> list[dict[str, Any]]:
    """Return what is expected of each step; a field of a single step is given as it is.

    In a list one entry a step, so what is not stated of a step is null, [] or false there; words
    that are no list are those of the step that exchanges or deletes some.
    """
    fields = ("sections", "whole", "to", "each", "old", "new")
    if len(tasks) == 1:
        return [{name: expect.get(name) for name in fields}]
    listed = {n: list(v) for n in fields if isinstance(v := expect.get(n), list)}
    wanted = [
        {n: _one(n, v[i]) if i < len(v) else None for n, v in listed.items()}
        for i in range(len(tasks))
    ]
    edits = [step for step, task in zip(wanted, tasks, strict=True) if task in _IN_PLACE]
    for step in edits[:1]:
        step |= {n: expect[n] for n in ("old", "new") if isinstance(expect.get(n), str)}
    return wanted


def _one(name: str, value: Any) -> Any:
    """Return what a list says of one step; a single part stands there by its ID."""
    return [value] if name == "sections" and isinstance(value, str) else value or None


def _inside(part: str, sections: list[str]) -> bool:
    return any(part == s or part.startswith(f"{s}.") for s in sections)


def _as_absolute(step: Row, state: list[Row]) -> Row:
    """Return a step that takes some 字 from a proposal with the length that comes of it, where the
    proposal was asked for with a length: 再短50字 of 450字 is 400."""
    asked = [find_length(one.get("say", "")) for one in state]
    lengths = [a.length.words for a in asked if a is not None and a.length is not None]
    if not (lengths and lengths[-1] and (step["to"] or "").startswith("-")):
        return step
    return {**step, "to": str(lengths[-1] - int(step["to"][1:])), "less": step["to"]}


def _without_unit(expect: Row, step: Row) -> Row | None:
    """Return the figures of a correction as they are expected, where the step names them with the
    unit that both have: 12 → 15 for 12场 → 15场."""
    old, new = expect.get("old") or "", expect.get("new") or ""
    unit = (step["old"] or "").removeprefix(old)
    if unit and f"{old}{unit}" == step["old"] and f"{new}{unit}" == step["new"]:
        return {"old": old, "new": new}
    units = {fact.get("unit", "") for fact in step["facts"]}
    if any((f"{step['old']}{u}", f"{step['new']}{u}") == (old, new) for u in units):
        return {"old": old, "new": new}  # 186打反了，全局是168名
    return None


def _of_step(task: str, expect: Row, step: Row) -> set[Outcome]:
    edits = {task, step["task"]} == {"correct", "replace"}  # a name put right is either
    if step["task"] != task and not (edits and expect.get("new") and expect.get("old")):
        return {Outcome.WRONG}
    faults: set[Outcome] = set()
    if task == "correct" and (both := _without_unit(expect, step)) is not None:
        step = {**step, **both}
    sections, whole = expect.get("sections"), expect.get("whole")
    if sections and (
        (task in _IN_PLACE and expect.get("old")) or (task == "fill" and step["facts"])
    ):
        # The words say what is meant; their place may be said more exactly.
        sections = [i for i in step["sections"] or sections if _inside(i, sections)] or sections
        if step["whole"] and task != "delete" and expect.get("old") == step["old"]:
            sections = None  # everywhere it stands is there as well
    if sections and set(step["sections"] or ()) != set(sections):
        narrower = set(step["sections"] or ()) < set(sections) and not step["whole"]
        faults.add(Outcome.LOST if narrower else Outcome.WRONG)
    elif whole is not None and step["whole"] != whole:
        faults.add(Outcome.WRONG if step["whole"] or step["sections"] else Outcome.LOST)
    for name in ("to", "each", "new"):
        said = {step[name], step.get("less")} if name == "to" else {step[name]}
        if expect.get(name) is not None and expect[name] not in said:
            faults.add(Outcome.LOST if step[name] in _MISSING else Outcome.WRONG)
    old, found = expect.get("old"), step["old"] or ""
    if old is not None and not (old in found if task == "delete" else old == found):
        faults.add(Outcome.WRONG if found else Outcome.LOST)
    return faults
