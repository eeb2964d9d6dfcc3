"""The two wishes of filling gaps, kept apart: the figures there are, and the parts that lack; and
what is odd in what an author fills in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from assistant.figures import find_figures
from assistant.findings import Message
from assistant.gaps import Gap
from assistant.session import Part, Proposal
from assistant.session.filled_alone import with_homeless
from assistant.wordcount import count_words


class Filling(StrEnum):
    """What a person wants of filling gaps: the figures there are, or the parts that are missing."""

    FIGURES = "figures"
    PARTS = "parts"


_NAME = "名"
"""What the words for anything that has a name hold: 单位名称, 姓名, 地名."""
_ENDS = ("", *"，。；：！？、\n")
_NONE_LACKS = Message(
    "这个文种要有的部分都有了，没有要搭的框架。空缺里的数据请在正文里点开填。",
    "The report has all parts of its genre; click a gap in the text to fill it in.",
)


def narrowed(found: Proposal, filling: Filling) -> Proposal:
    """Return the proposal with the changes of one wish alone.

    Figures: what a fact filled in, without the marks of what stays open.  Parts: new parts, and
    the numbers that follow from them.
    """
    keep: list[str] = []
    for part in found.parts:
        values = [f.value for f in part.fills if f.value]
        for change in part.changes:
            filled = part.source and any(value in change.new for value in values)
            drafted = not part.source or change.id in found.bound
            if filled if filling is Filling.FIGURES else drafted:
                keep.append(change.id)
    kept = found.select(keep)
    if filling is Filling.PARTS and not keep:
        kept = replace(kept, notes=(*kept.notes, _NONE_LACKS))
    parts = list(kept.parts)
    if filling is Filling.FIGURES:
        quiet = replace(kept, parts=tuple(_without_noise(part) for part in parts))
        parts = list(with_homeless(quiet, found).parts)
    # The noise that the chain did not count stands in what is left of its proposal.
    return replace(
        kept,
        parts=tuple(parts),
        words_source=_words(p.source for p in parts),
        words=_words(p.output for p in parts),
    )


def oddness(gap: Gap, report: str, value: str) -> Message | None:
    """Return what is odd in words for a gap, a figure where a name belongs; they count all the
    same.  What is no figure where one belongs is refused as it is filled in."""
    if gap.unit:
        return None
    # How much may stand at the end of a clause, but hardly before what it would be of.
    named = _NAME in gap.wanted or (not gap.wanted and report[gap.end : gap.end + 1] not in _ENDS)
    if not named or not any(f.text == value for f in find_figures(value)):
        return None
    what = gap.wanted or "名称或内容"
    return Message(
        f"“{value}”是个数，这里要的像是{what}。填错了就点“撤销”。",
        f"“{value}” is a figure, and a name seems to belong here. Undo if it is a slip.",
    )


def _without_noise(part: Part) -> Part:
    """Return a part without what is told of noise: filling alone leaves it where it is."""
    return replace(part, findings=tuple(f for f in part.findings if f.code != "noise_removed"))


def _words(texts: Iterable[str]) -> int:
    return sum(map(count_words, texts))
