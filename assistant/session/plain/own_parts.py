"""A part that no genre asks for, at its author's word: the heading, and the points as given."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue import found
from assistant.document import Edit, Report, newline_of
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.genres import locate_parts
from assistant.outline.siblings import label_of_new
from assistant.session.core import Session
from assistant.session.plain.drafting import counted_on
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal

_LAST = ("problems", "next_steps")
"""Parts of a genre that a new one stands before."""
_NUMERALS = "一二三四五六七八九"


def draft_own(
    session: Session,
    name: str,
    points: Sequence[str] = (),
    *,
    beside: str | None = None,
    before: bool = False,
) -> Proposal:
    """Return the proposal to add a part called `name`, before problems and plans: nothing but the
    `points` in the author's words, as 一是…；二是…, or else an open place.

    With `beside` it stands behind that part of the report, or `before` it.
    Raises UsageError where the report has no parts to stand beside, or one of that name.
    """
    report, name = session.report, name.strip('“”"「」 ')
    if not report.sections:
        raise UsageError("报告没有分部分，加不了新的部分。", "The report has no parts.")
    if any(name in s.heading for s in report.walk()):
        raise UsageError(f"报告里已经有“{name}”。", f"The report has “{name}” already.")
    at = _place(session)
    if beside is not None:
        part = report.find(beside)
        at = part.start if before else part.end
    newline = newline_of(report.text)
    body = told(points) if points else f"【待补：{name}】"
    lead = newline if report.text[:at] and report.text[at - 1] != "\n" else ""
    text = f"{lead}{label_of_new(report, at)}{name}{newline}{body}{newline}"
    edits = [Edit(at, at, text), *counted_on(report, report.sections, at)]
    asked = Asked("draft", f"{name}，{'，'.join(points)}", expected=frozenset(("numbering",)))
    note = Message(
        f"加上“{name}”，" + ("要点照您给的写，没有添内容。" if points else "【待补】处请您补写。"),
        f"“{name}” was added: " + ("the points as given." if points else "please complete it."),
    )
    seen = [found("part_added", source=(at, at), evidence=name)]
    return propose(session, asked, edits, told=seen, notes=[note])


def told(points: Sequence[str]) -> str:
    """Return points as a report lists them: 一是甲；二是乙。"""
    if len(points) == 1:
        return f"{points[0]}。"
    listed = (f"{_NUMERALS[n]}是{words}" for n, words in enumerate(points[: len(_NUMERALS)]))
    return f"{'；'.join(listed)}。"


def _place(session: Session) -> int:
    report: Report = session.report
    last = [
        report.find(m.section).start
        for m in locate_parts(report, session.genre)
        if m.section and "." not in m.section and m.part.key in _LAST
    ]
    return min(last, default=report.sections[-1].end)
