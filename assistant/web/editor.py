"""A whole part edited by hand, in a field of its own: what it begins with, what becomes of it."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.session import require_seen
from assistant.web.desk import Work


def edit(work: Work, text: str, seen: str | None = None) -> None:
    """Take the author's words for the part that is being edited, verified like any proposal.

    `seen` is the proposal whose words the edit began with, empty for the report's own.
    """
    pending = work.session.pending
    if seen is not None:
        require_seen(pending, seen)
    part = editable(work)
    if pending is not None and any(p.id == part for p in pending.parts):
        work.session.wait_with(pending.edited(part, _ended(text, pending.part(part).output)))
    else:
        work.session.edit(part, text)
    work.last = work.session.pending


def _ended(text: str, before: str) -> str:
    """Return typed text with the line end it had: a text box does not keep it."""
    return text + "\n" if before.endswith("\n") and not text.endswith("\n") else text


def editable(work: Work) -> str:
    """Return the ID of the part a hand edit is about; raises UsageError where none is clear."""
    pending = work.session.pending
    if pending is not None:
        changed = [p.id for p in pending.parts if p.changed]
        if work.chosen in changed:
            return work.chosen or ""
        if len(changed) == 1 and not changed[0].startswith(("new-", "line-", "rest")):
            return changed[0]
    if work.chosen is None:
        raise UsageError(
            "改几个字，直接点正文里的那一段；整个部分一起改，请先在目录里选它，再点“我来改”。",
            "To change a few words click on their paragraph in the text; to edit a whole part "
            "choose it in the outline first.",
        )
    return work.chosen


def words_of(work: Work, part: str) -> str:
    """Return the words a hand edit begins with."""
    pending = work.session.pending
    if pending is not None and any(p.id == part for p in pending.parts):
        return pending.part(part).output
    return work.session.report.of(work.session.report.find(part))
