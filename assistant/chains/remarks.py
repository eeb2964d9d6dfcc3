"""What is said of a part besides what the checks saw: why it stands, what moved, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chains import five
from assistant.chains.budget import SHORTFALL
from assistant.chains.job import Draft, Job
from assistant.chains.rearrange import plan_of
from assistant.chains.repair import Asker
from assistant.facts import Fact
from assistant.findings import Finding, Message, Severity
from assistant.intent.asked import (
    asked_moves,
    asked_outline,
    asked_points,
    asks_for_headings,
    asks_for_numbers,
    asks_for_paragraphs,
    asks_to_arrange,
)
from assistant.outline import parse
from assistant.request import Task


def part_added(draft: Draft) -> Finding:
    """The part was missing; a person must complete the frame that code put in."""
    return Finding(
        "part_added",
        Severity.WARNING,
        Message(
            zh=f"原文缺少“{draft.target.heading}”，已按现有事实搭好框架，请补写待补的内容",
            en=f"The report lacks “{draft.target.heading}”: a frame was added, please complete it",
        ),
        evidence=draft.target.heading,
        output_start=0,
        output_end=len(draft.text),
    )


def already_so() -> Finding:
    """The part stands in points already, as many as were asked for."""
    return Finding(
        "already_so",
        Severity.INFO,
        Message(
            zh="这一部分本来就是按要求分点写的，没有改动。",
            en="This part stands in the asked points already; nothing was changed.",
        ),
    )


def section_moved(draft: Draft) -> Finding:
    """The part has another place than in the source."""
    name = draft.target.heading
    return Finding(
        "section_moved",
        Severity.INFO,
        Message(zh=f"“{name}”按文种的顺序移了位置", en=f"“{name}” was moved to the genre's order"),
        evidence=name,
    )


def not_as_asked(job: Job, text: str) -> Finding | None:
    """Say where an instruction for restructuring was not carried out; None where it was.

    `text` is the whole report as it comes back.  What the parts themselves are checked for (so
    many points in a chosen part) is not repeated.
    """
    said = job.request.instruction or ""
    if job.task is not Task.RESTRUCTURE or not said.strip():
        return None
    if moves := asked_moves(said):
        return _not_moved(job, said, moves.besides)
    if job.request.sections and five.NAMES.keys() >= set(asked_outline(said) or "-"):
        why, why_en = "德能勤绩廉是全文的标题，请不要选定部分", "德能勤绩廉 are for a whole report"
        return _left_undone(said, why, why_en)
    points = asked_points(said)
    if asked_outline(said) or asks_for_numbers(said) or asks_for_headings(said):
        return None
    if points is not None:
        there = any(len(s.points) == points for s in parse(text).walk())
        if job.request.sections or there:
            return None
        why = "没有指明哪一部分，正文没有分点；请选定一部分再分"
        why_en = "no part was named, so nothing was divided; please choose one"
    elif asks_to_arrange(said) or asks_for_paragraphs(said):
        return None
    elif text == job.report.text:
        why, why_en = "没有看懂要怎样调整，没有改动", "it was not understood; nothing was changed"
    else:
        why = "没有看懂要怎样调整，只做了通常的整理"
        why_en = "it was not understood; the report was only put in the usual order"
    return _left_undone(said, why, why_en)


def _not_moved(job: Job, said: str, besides: str) -> Finding | None:
    """Say why parts were not moved as asked, or what was asked for besides and left undone."""
    found = plan_of(job.request, job.report)
    if isinstance(found, Message):
        why, why_en = f"{found.zh}，没有改动", f"{found.en}; nothing was changed"
        return _left_undone(said, why, why_en)
    if besides:
        why, why_en = "一次只做一件事，请再说一遍", "one thing at a time; please ask again"
        return _left_undone(besides, why, why_en)
    return None


def _left_undone(said: str, why: str, why_en: str) -> Finding:
    return Finding(
        "not_as_asked",
        Severity.WARNING,
        Message(zh=f"要求“{said}”没有照办：{why}", en=f"“{said}” was not carried out: {why_en}"),
        evidence=said,
    )


def nothing_safe(job: Job, asker: Asker) -> Finding:
    """The part stays as it was though a change was asked for, and why."""
    if asker.gone is not None:
        why_zh, why_en = f"模型不可用（{asker.gone}）", f"the model is not available ({asker.gone})"
    elif asker.writer is None and job.task is Task.REWRITE:
        why_zh, why_en = "按要求改写需要模型", "a free instruction needs a model"
    else:
        why_zh, why_en = "没有得到可以采用的改法", "no safe wording was found"
    return Finding(
        "unchanged",
        Severity.INFO,
        Message(zh=f"这一部分保持原样：{why_zh}。", en=f"This part stays as it was: {why_en}."),
    )


def refused(draft: Draft) -> Finding:
    """Say what was turned down on the way, so that nothing happens silently."""
    reasons = list(dict.fromkeys(f.message.zh for f in draft.refused))
    english = list(dict.fromkeys(f.message.en for f in draft.refused))
    return Finding(
        "wordings_refused",
        Severity.INFO,
        Message(
            zh=f"有写法未被采用，{len(draft.refused)} 处不合要求：{'；'.join(reasons[:5])}",
            en=f"Wordings were refused for {len(draft.refused)} faults: " + "; ".join(english[:5]),
        ),
        start=draft.target.start,
        end=draft.target.end,
        section=draft.target.id,
    )


def length_missed(asked: int | None, delivered: int) -> Finding | None:
    """Asked and delivered 字数, where they are further apart than `SHORTFALL` allows; else None."""
    if asked is None or asked * (1 - SHORTFALL) <= delivered <= asked:
        return None
    off = delivered - asked
    return Finding(
        "length_missed",
        Severity.WARNING,
        Message(
            zh=f"要求 {asked} 字，实得 {delivered} 字，{'多' if off > 0 else '少'} {abs(off)} 字",
            en=f"{asked} 字 asked, {delivered} delivered ({off:+})",
        ),
    )


def facts_unused(facts: Sequence[Fact]) -> Finding:
    """Facts that found no place: an author who gave them believes they are in."""
    listed = [f"{f.name}{f.value}{f.unit}" for f in facts]
    return Finding(
        "facts_unused",
        Severity.INFO,
        Message(
            zh=f"给出的数据有 {len(facts)} 条没有用上：{'；'.join(listed)}",
            en=f"{len(facts)} of the given facts were not used: {'; '.join(listed)}",
        ),
    )
