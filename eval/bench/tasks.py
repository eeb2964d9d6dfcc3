"""The three measured tasks, done by the product and by one plain prompt on the same model."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from assistant.chains import Asker, Length, Outcome, Request, prepare, run
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.models import Writer
from assistant.outline import parse
from assistant.wordcount import count_words
from eval.plain import ask, question

POINTS = 3
_FIGURE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,16})(?P<value>\d+(?:\.\d+)?)(?P<unit>亿元|万元|万亩|公里|%|(?:个(?!百分点|月|季度)|[家件人次户项座亩]))"
)
_VERBS = re.compile(
    r"(?:完成|达到?|达|实现|新增|共|累计|突破|建成|新建|增长|下降|提高|提升|约|近|超过?|为|了|到|至)+$"
)
_UNCLEAR = re.compile("分别|连续|其中|以来|等$|[从和及与稳升增]$|^[的个项家]")
"""Words that no office would leave in the name of an indicator."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A passage with three figures taken out, the facts for two of them, and distractors.

    `answers` holds, for each XX in order, the figure that belongs there, or None where no fact
    answers it.
    """

    text: str
    facts: tuple[Fact, ...]
    answers: tuple[str | None, ...]


def product(
    writer: Writer | None, text: str, request: Request, facts: tuple[Fact, ...] = ()
) -> Outcome:
    """Do a request on one passage as a session would."""
    report = parse(text)
    job = prepare(request, report, load_genre("general"), facts=facts, writer=writer)
    return run(job, report, Asker(writer, job.notify))


def half() -> Request:
    """The request to shorten to half."""
    return Request("shorten", to=Length.parse("50%"))


def three_points(report_text: str) -> Request:
    """The request to divide a passage into three points, all figures kept."""
    target = _only_part(report_text)
    return Request("restructure", (target,), instruction=f"分成{POINTS}点，保留全部数据")


def _only_part(text: str) -> str:
    from assistant.chains.prepare import targets_of

    return max(targets_of(parse(text), ()), key=lambda t: t.end - t.start).id


def plain(writer: Writer, task: str, text: str, facts: tuple[Fact, ...] = ()) -> str:
    """Ask the model once, as a user at a chat box would; an unusable reply is an empty text."""
    from assistant.errors import ModelError

    asked = question(
        task,
        text,
        words=count_words(text) // 2 if task == "shorten" else None,
        instruction=f"分成{POINTS}点（一是、二是、三是）",
        facts=facts,
    )
    try:
        said = ask(writer, asked)
    except ModelError:
        return ""
    return "" if said.fault else said.text


def filling(text: str, seed: int) -> Filling | None:
    """Take three figures out of a passage; None where it has fewer that stand alone."""
    chance = random.Random(seed)
    found = [m for m in _FIGURE.finditer(text) if _name(m)]
    if len(found) < 5 or len({_name(m) for m in found}) < len(found):
        return None
    gone = sorted(chance.sample(found, 3), key=lambda m: m.start())
    open_one = chance.choice(gone)
    rest = [m for m in found if m not in gone]
    masked, at = [], 0
    for match in gone:
        masked += [text[at : match.start("value")], "XX"]
        at = match.end("value")
    masked.append(text[at:])
    rows = [m for m in gone if m is not open_one] + chance.sample(rest, min(2, len(rest)))
    chance.shuffle(rows)
    facts = tuple(
        Fact(f"f{i}", _name(m), m["value"], m["unit"], "统计报表") for i, m in enumerate(rows, 1)
    )
    answers = tuple(None if m is open_one else m["value"] for m in gone)
    return Filling("".join(masked), facts, answers)


def _name(match: re.Match[str]) -> str:
    """Return the name an office would give the figure: the words before it without the verb."""
    name = _VERBS.sub("", match["name"])
    return name if len(name) >= 4 and not _UNCLEAR.search(name) else ""


def filled(case: Filling, output: str) -> list[str | None]:
    """Return what stands in each place of a filled passage (None: open or lost)."""
    first, *middle, last = case.text.split("XX")
    pieces = [first[-24:], *middle, last[:24]]
    match = re.search("(.{0,60}?)".join(map(re.escape, pieces)), output, re.DOTALL)
    if match is None:
        return [None] * len(case.answers)
    return [None if "待补" in g or "XX" in g else g for g in match.groups()]
