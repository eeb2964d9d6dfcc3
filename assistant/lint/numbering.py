"""Numbers of headings and points: skipped, repeated, out of order, mixed, wrongly marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.document import Section
from assistant.findings import Finding, Message, Severity
from assistant.lint.paper import Paper
from assistant.numbering import (
    LAST,
    Label,
    LabelStyle,
    format_label,
    match_label,
    match_point_label,
)
from assistant.patterns import compile_late

# 1、 and （一）、 and 第一、 (GB/T 15834: 1. takes a point, brackets take nothing, 第一 a comma).
_WRONG_MARK = (
    (
        compile_late(r"\d+、"),
        Message("阿拉伯数字后面用“.”，不用顿号", "an Arabic number takes a point"),
    ),
    (
        compile_late(r"[（(].+[)）][、，.．]"),
        Message("带括号的序号后面不加标点", "a bracketed number takes no mark"),
    ),
    (compile_late(r"第.+、"), Message("“第一”后面用逗号", "第一 takes a comma")),
    (compile_late(r"[一二三四五六七八九十]+[.．]"), Message("“一”后面用顿号", "一 takes 、")),
)
_POINT = compile_late(
    r"(?:^|(?<=[。；：;，\n]))[ \u3000]*(?P<label>[一二三四五六七八九十]{1,3}是)(?!否|非)"
)
_MOST_LEVELS = 4


def check(paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of sections and points."""
    yield from _siblings(paper, paper.report.sections)
    for section in paper.report.walk():
        yield from _siblings(paper, section.children)
        yield from _points(paper, section)
        yield from _mark(paper, section)
    yield from _levels(paper)


def _label(section: Section) -> Label | None:
    return match_label(section.number + "字")


def _style(label: Label) -> LabelStyle:
    return label.inner or label.style


def _of_number(paper: Paper, code: str, section: Section, **said: Any) -> Finding:
    """Return a finding about the number of a section."""
    return paper.finding(code, section.start, section.start + len(section.number), **said)


def _siblings(paper: Paper, sections: Sequence[Section]) -> Iterator[Finding]:
    """Compare each section with the one before it."""
    before: Section | None = None
    last: Label | None = None
    for section in sections:
        label = _label(section)
        if label is None or not label.ordinal:
            continue
        if before is None or last is None:
            if label.ordinal != 1:
                yield _out(paper, section.start, section.number, None, label)
        elif _style(label) is not _style(last):
            # One that begins anew is a list of another kind, not a slip.
            if label.ordinal != 1 and _style(label) is not LabelStyle.DOTTED:
                yield _of_number(paper, "numbering_mixed", section, before=before, here=section)
        elif label.ordinal != last.ordinal + 1 and not (
            label.ordinal == 1 and section.level > 1 and _restarts(paper, before, section)
        ):
            yield _out(paper, section.start, section.number, (before.number, last.ordinal), label)
        before, last = section, label


def _restarts(paper: Paper, before: Section, section: Section) -> bool:
    """Tell whether an unnumbered paragraph between two lists lets the second begin again."""
    return before.run_in and "\n" in paper.text[before.heading_end : section.start].strip()


def _out(
    paper: Paper, start: int, number: str, before: tuple[str, int] | None, label: Label
) -> Finding:
    """Return the finding for a number that does not follow the one before."""
    end = start + len(number)
    number = number.lstrip("# ")
    if before is None:
        return paper.finding(
            "numbering_skipped",
            start,
            end,
            says="first",
            severity=Severity.WARNING,
            number=number,
        )
    printed, ordinal = before[0].lstrip("# "), before[1]
    style = _style(label)
    wanted = "" if style is LabelStyle.HASH else format_label(style, ordinal + 1)
    if label.ordinal == ordinal:
        code = "numbering_repeated"
    else:
        code = "numbering_skipped" if label.ordinal > ordinal else "numbering_order"
    hint = f"，应为“{wanted}”" if wanted else ""
    return paper.finding(code, start, end, number=number, printed=printed, hint=hint)


def _points(paper: Paper, section: Section) -> Iterator[Finding]:
    """Compare each point of a section with the one before it in the same style.

    The parser takes a run of points for points only where it is sound, so the words of the
    section itself are looked through as well.
    """
    own_end = section.children[0].start if section.children else section.end
    places = {p.start: (p.label, match_point_label(p.label + "，")) for p in section.points}
    for match in _POINT.finditer(paper.text, section.heading_end, own_end):
        places.setdefault(
            match.start("label"), (match["label"], match_point_label(match["label"] + "字"))
        )
    last: dict[LabelStyle, tuple[str, int]] = {}
    for start, (printed, label) in sorted(places.items()):
        if label is None or label.ordinal == LAST or label.style is LabelStyle.FIRSTLY:
            continue
        before = last.get(label.style)
        follows = label.ordinal == 1 or (before is not None and label.ordinal == before[1] + 1)
        if not follows:
            yield _out(paper, start, printed, before, label)
        last[label.style] = (printed, label.ordinal)


def _mark(paper: Paper, section: Section) -> Iterator[Finding]:
    number = section.number.lstrip("# *　")
    for wrong, why in _WRONG_MARK:
        if wrong.fullmatch(number):
            yield _of_number(paper, "numbering_mark", section, number=number, why=why)


def _levels(paper: Paper) -> Iterator[Finding]:
    """Levels must not be jumped: 一、 → （一） → 1. → （1）, and at most four."""
    used = {_style(label).value for s in paper.places.sections if (label := _label(s))}
    order = ["一、", "（一）", "1.", "（1）"]
    for parent in paper.places.sections:
        own = _label(parent)
        for child in parent.children[:1]:
            below = _label(child)
            if own is None or below is None:
                continue
            pair = (_style(own).value, _style(below).value)
            if pair[0] not in order or pair[1] not in order:
                continue
            jump = order.index(pair[1]) - order.index(pair[0])
            if jump < 1 or jump == 1 or (pair == ("一、", "1.") and "（一）" not in used):
                continue
            wanted = order[order.index(pair[0]) + 1]
            yield _of_number(
                paper, "level_jumped", child, parent=parent, child=child, wanted=wanted
            )
    for section in paper.places.sections:
        if section.level == _MOST_LEVELS + 1:
            yield _of_number(paper, "level_deep", section, number=section.number)
            return
