"""What is said of a part besides what the checks saw: why it stands, what moved, what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.catalogue import found
from assistant.chains.budget import SHORTFALL, UNNOTICED
from assistant.chains.job import Draft, Job
from assistant.chains.repair import Asker
from assistant.chains.told_order import mostly_in_order, paragraphs_in_order, tells_both
from assistant.facts import Fact
from assistant.findings import Finding, Message
from assistant.genres import Priority, locate_parts
from assistant.genres.loader import set_heading
from assistant.noise import Noise, NoiseKind
from assistant.outline import parse
from assistant.tasks import Task

_MARKS: Final = re.compile(r"[\W_]+")
_HEADS: Final = 24  # letters of a line that its heading is looked for in
_QUOTED: Final = 20  # characters of a piece of noise that are shown
_MOST_LISTED: Final = 3


def parts_lacking(job: Job, text: str) -> Finding | None:
    """Name the required parts that a report still lacks once it is in order; None for none.

    Nobody is told who asked for an outline of their own or only for parts to be moved, and a
    passage without a title lacks no parts.
    """
    if job.task != Task.RESTRUCTURE or job.request.sections or not job.report.title:
        return None
    if job.request.asks.by_code or job.request.asks.outline or job.request.asks.numbers:
        return None
    names = [
        match.part.name
        for match in locate_parts(parse(text), job.genre)
        if not match.present and match.priority is Priority.REQUIRED
    ]
    if not names:
        return None
    listed = Message("”“".join(n.zh for n in names), ", ".join(f"“{n.en}”" for n in names))
    return found("parts_lacking", listed=listed, genre=job.genre)


def not_as_asked(job: Job, text: str, written: str = "") -> Finding | None:
    """Say where an instruction for restructuring was not carried out; None where it was.

    `text` is the whole report as it comes back.  What the parts themselves are checked for (so
    many points in a chosen part) is not repeated.  Of what a model was asked for with the whole
    instruction and has `written`, only what can be seen in it is said.
    """
    said = job.request.instruction or ""
    if job.task != Task.RESTRUCTURE or not said.strip():
        return None
    asks = job.request.asks
    if written:
        return _undone(job, text, written)
    if asks.unclear is not None:
        why, why_en = f"{asks.unclear.zh}，没有改动", f"{asks.unclear.en}; nothing was changed"
        return _left_undone(said, why, why_en)
    if asks.moves:
        why, why_en = "一次只做一件事，请再说一遍", "one thing at a time; please ask again"
        return _left_undone(asks.besides, why, why_en) if asks.besides else None
    if job.request.sections and asks.outline and set_heading(asks.outline[0]) is not None:
        why, why_en = "德能勤绩廉是全文的标题，请不要选定部分", "德能勤绩廉 are for a whole report"
        return _left_undone(said, why, why_en)
    if (missing := _undone(job, text)) is not None:
        return missing
    points = asks.points
    if asks.outline or asks.numbers or asks.headings:
        return None
    if points is not None:
        there = any(len(s.points) == points for s in parse(text).walk())
        if job.request.sections or there:
            return None
        why = "没有指明哪一部分，正文没有分点；请选定一部分再分"
        why_en = "no part was named, so nothing was divided; please choose one"
    elif asks.anyway or asks.paragraphs or asks.order:
        return None
    elif text == job.report.text:
        why, why_en = "没有看懂要怎样调整，没有改动", "it was not understood; nothing was changed"
    else:
        why = "没有看懂要怎样调整，只做了通常的整理"
        why_en = "it was not understood; the report was only put in the usual order"
    return _left_undone(said, why, why_en)


def _undone(job: Job, text: str, written: str = "") -> Finding | None:
    """Name the headings of points, or the order, that the text does not have as asked."""
    asks = job.request.asks
    if asks.unmarked and asks.points and job.request.sections and not written:
        why = "没有写成段：不由模型整段来写时，只会分带序号的点"
        why_en = "no model wrote it in one go, and else only numbered points are made"
        return _left_undone(f"分成{asks.points}段", why, why_en)
    titles = [title for title in asks.titles if _bare(title) not in _bare(text)]
    if titles:
        why = "没有指明哪一部分；请选定一部分再分"
        why_en = "no part was named; please choose one"
        if job.request.sections:
            why = "这一部分没有可以归到这些标题下的句子，或者下面已有小标题"
            why_en = "nothing there belongs under them, or there are subheadings already"
        if written:
            why, why_en = "没有用这几个字作标题", "they are not among its headings"
        return _left_undone("、".join(titles), why, why_en)
    if written and (heads := _places(asks.titles, written)) != sorted(heads):
        return _left_undone("、".join(asks.titles), "次序不是这样", "they stand in another order")
    first, last = asks.order or ("", "")
    if asks.order and written and not _told_apart(job):
        return None  # of a plan nobody can tell results from measures by their words
    if asks.order and written:
        told = [line for line in written.splitlines() if tells_both(line, asks.order)]
        if any(paragraphs_in_order(line, asks.order) == line for line in told):
            return None
        if mostly_in_order(written, asks.order):
            return None
        why, why_en = "请核对各点里的先后", "please check the order in each point"
        return _left_undone(f"{first}在前、{last}在后", why, why_en)
    if asks.order and not _told_apart(job):
        why = f"没有分得出“{first}”和“{last}”的句子"
        why_en = f"no sentences of both kinds ({first}, {last}) stand together"
        return _left_undone(f"{first}在前、{last}在后", why, why_en)
    return None


def _told_apart(job: Job) -> bool:
    """Whether sentences of both kinds that an order is asked of stand together in the source."""
    return any(tells_both(job.source(t), job.request.asks.order) for t in job.targets)


def _bare(text: str) -> str:
    """Return the letters of a text: 安全和“一老一小” is 安全和一老一小."""
    return _MARKS.sub("", text)


def _places(titles: Sequence[str], text: str) -> list[int]:
    """Return the line that each of some headings heads, of those that head one."""
    heads = [_bare(line)[:_HEADS] for line in text.splitlines()]
    found = (next((n for n, h in enumerate(heads) if _bare(t) in h), None) for t in titles)
    return [n for n in found if n is not None]


def unmeasured(job: Job) -> Finding | None:
    """Say of which wishes only a reader can tell whether they were heard; None for nothing."""
    wish = job.request.asks.unmeasured
    return found("wish_unmeasured", evidence=wish) if wish else None


def _left_undone(said: str, why: str, why_en: str) -> Finding:
    return found("not_as_asked", evidence=said, why=Message(why, why_en))


def nothing_safe(job: Job, asker: Asker) -> Finding:
    """The part stays as it was though a change was asked for, and why."""
    if asker.gone is not None:
        why = Message(f"模型不可用（{asker.gone}）", f"the model is not available ({asker.gone})")
    elif asker.writer is None and job.task == Task.REWRITE:
        why = Message("按要求改写需要模型", "a free instruction needs a model")
    else:
        why = Message("没有得到可以采用的改法", "no safe wording was found")
    return found("unchanged", why=why)


def refused(draft: Draft) -> Finding:
    """Say what was turned down on the way, so that nothing happens silently."""
    reasons = list(dict.fromkeys(f.message.zh for f in draft.refused))
    english = list(dict.fromkeys(f.message.en for f in draft.refused))
    return found(
        "wordings_refused",
        source=(draft.target.start, draft.target.end),
        section=draft.target.id,
        count=len(draft.refused),
        reasons=Message("；".join(reasons[:5]), "; ".join(english[:5])),
    )


def length_missed(asked: int | None, delivered: int, *, at_most: bool = False) -> Finding | None:
    """Asked and delivered 字数, where they are further apart than is allowed; else None.

    With `at_most` fewer 字 are no miss.
    """
    least = 0 if at_most else (asked or 0) * (1 - SHORTFALL)
    if asked is None or least <= delivered <= asked + max(1, int(asked * UNNOTICED)):
        return None
    off = delivered - asked
    return found(
        "length_missed",
        says="over" if off > 0 else "",
        asked=asked,
        delivered=delivered,
        off=off,
        less=-off,
    )


def noise_removed(pieces: Sequence[Noise]) -> Finding:
    """What is no part of the report was taken out, though nobody asked for it."""
    shown = [f"“{n.text[:_QUOTED]}”" for n in pieces if n.kind != NoiseKind.HIDDEN][:_MOST_LISTED]
    listed = Message("、".join(shown), ", ".join(shown))
    return found("noise_removed", says="" if shown else "hidden", count=len(pieces), listed=listed)


def facts_unused(facts: Sequence[Fact]) -> Finding:
    """Facts that found no place: an author who gave them believes they are in."""
    listed = [f"{f.name}{f.value}{f.unit}" for f in facts]
    return found(
        "facts_unused", count=len(facts), listed=Message("；".join(listed), "; ".join(listed))
    )
