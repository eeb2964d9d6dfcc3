"""What an author does in the text itself: typing, striking out, putting a matter of form right.

Their own words need nobody's leave: each is the report at once, is remarked on, and can be undone.
"""

from __future__ import annotations

from assistant.document import Edit
from assistant.errors import UsageError
from assistant.findings import Finding, Message
from assistant.lint.fixes import edits_for
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.plain.removal import delete
from assistant.session.proposal import Proposal

FIX = "fix"
"""The task of a proposal that puts a form right."""


def type_in(session: Session, start: int, was: str, now: str) -> Proposal:
    """Put the words `now` where the author sees `was` at `start`; return what was adopted.

    Raises UsageError where other words stand there by now, where nothing changes, and where a
    proposal waits for this part.
    """
    if was == now:
        raise UsageError("没有改动。", "Nothing was changed.")
    _require_there(session, start, was)
    edit = Edit(start, start + len(was), now)
    return _settled(session, propose(session, Asked("edit", now), [edit]))


def strike_out(session: Session, start: int, was: str) -> Proposal:
    """Take words out that stand within a paragraph; raises what `type_in` raises."""
    _require_there(session, start, was)
    return _settled(session, delete(session, [(start, start + len(was))]))


def _settled(session: Session, own: Proposal) -> Proposal:
    session.settle(own)
    return own


def fixes(session: Session, code: str) -> list[tuple[Finding, tuple[Edit, ...]]]:
    """Return the findings of a kind that code can put right, with the edits that do it."""
    found = (f for f in session.check().findings if f.code == code)
    return [(f, edits) for f in found if (edits := edits_for(session.report, f))]


def fix(session: Session, code: str, start: int | None = None) -> Proposal:
    """Return the proposal to put all findings of a kind right, or the one that begins at `start`.

    Raises UsageError where there is none any more.
    """
    meant = [one for one in fixes(session, code) if start is None or one[0].start == start]
    if not meant:
        raise UsageError("这里已经没有要改正的地方。", "Nothing is left to correct here.")
    notes = [Message(f"改正 {len(meant)} 处。", f"{len(meant)} corrected.")]
    expected = frozenset({"numbering", "figure_unsupported", "title_unsupported"})
    asked = Asked(FIX, meant[0][0].code, expected=expected)
    edits = dict.fromkeys(edit for _, several in meant for edit in several)
    return propose(session, asked, list(edits), notes=notes)


def _require_there(session: Session, start: int, was: str) -> None:
    if start < 0 or session.report.text[start : start + len(was)] != was:
        raise UsageError(
            "这里的文字刚才已经变了，请看过以后再改。",
            "The words here have changed meanwhile: look at them, then edit again.",
        )
