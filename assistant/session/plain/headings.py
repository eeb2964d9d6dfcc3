"""Headings on lines of their own without the mark at their end (standards: GB/T 15834)."""

from __future__ import annotations

from assistant.document import Edit
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.lint.style import superfluous_mark
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.plain.words import scope_of
from assistant.session.proposal import Proposal


def heading_marks(session: Session, sections: tuple[str, ...] = ()) -> Proposal:
    """Return the proposal to take the marks off the ends of stand-alone headings.

    A heading in which the text runs on keeps its mark.  Raises UsageError where there is none to
    take off, and UnknownSection.
    """
    report = session.report
    scope = scope_of(report, sections)
    places = [
        place
        for section in report.walk()
        if any(low <= section.start < high for low, high in scope)
        and (place := superfluous_mark(report, section)) is not None
    ]
    if not places:
        raise UsageError(
            "单独成行的标题末尾都没有多余的标点，不用改。",
            "No heading on a line of its own ends with a mark; there is nothing to change.",
        )
    count = len(places)
    note = Message(
        f"去掉了 {count} 个标题末尾的标点；后面接着正文的标题保留。",
        f"The marks at the ends of {count} headings go; where text runs on, they stay.",
    )
    asked = Asked("headings", "标题末尾不用标点", sections)
    return propose(session, asked, [Edit(*place, "") for place in places], notes=[note])
