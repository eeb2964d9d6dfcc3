"""A whole part edited by hand, in a field of its own: what it begins with, what becomes of it."""

from __future__ import annotations

from typing import Any

from assistant.session import Proposal, StaleProposal
from assistant.web.desk import Work
from assistant.web.views.part_names import part_names


def opened(work: Work) -> dict[str, Any]:
    """Return what the editor shows: the part and its words, or the parts to choose from where none
    is clear."""
    names = dict(part_names(work.session.report, work.language))
    part = editable(work)
    if part is None:
        return {"parts": [[one, name] for one, name in names.items() if "." not in one]}
    return {"part": part, "name": names.get(part, part), "was": words_of(work, part)}


def edit(work: Work, part: str, text: str, was: str | None = None) -> None:
    """Take the author's words for a part, verified like any proposal.

    `was` are the words that the edit began with; raises StaleProposal where others stand there now.
    """
    if was is not None and words_of(work, part) != was:
        raise StaleProposal(
            "这一部分的文字刚才变了，所以没有照办；您写的还在框里。",
            "The words of this part have just changed, so nothing was done; yours are kept.",
        )
    waits = _waits_for(work, part)
    if waits is None:
        work.session.edit(part, text)
    else:
        work.session.bring_forward(waits.id)
        work.session.wait_with(waits.edited(part, _ended(text, waits.part(part).output)))
    work.last = work.session.pending


def _ended(text: str, before: str) -> str:
    """Return typed text with the line end it had: a text box does not keep it."""
    return text + "\n" if before.endswith("\n") and not text.endswith("\n") else text


def editable(work: Work) -> str | None:
    """Return the ID of the part a hand edit is about: the chosen one, or else the only one that
    what waits in front has changed; None where none is clear."""
    if work.chosen is not None:
        return work.chosen
    pending = work.session.pending
    changed = [p.id for p in pending.parts if p.changed] if pending is not None else []
    alone = len(changed) == 1 and not changed[0].startswith(("new-", "line-", "rest"))
    return changed[0] if alone else None


def words_of(work: Work, part: str) -> str:
    """Return the words a hand edit begins with."""
    waits = _waits_for(work, part)
    if waits is not None:
        return waits.part(part).output
    return work.session.report.of(work.session.report.find(part))


def _waits_for(work: Work, part: str) -> Proposal | None:
    """Return what stands in the text for a part."""
    return next((one for one in work.session.apart if any(p.id == part for p in one.parts)), None)
