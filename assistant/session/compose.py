"""Several proposals, each made on what the one before gives, as one: one decision, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.document import Edit, apply_edits
from assistant.noise import remove_noise
from assistant.session.part import Part
from assistant.session.proposal import Proposal, judged, numbered
from assistant.verify import Scope, Verdict
from assistant.wordcount import count_words


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part of either proposal with its place in the text between the two."""

    start: int
    end: int
    part: Part
    early: bool


def joined(first: Proposal, second: Proposal, number: int) -> Proposal:
    """Return one proposal for the text `first` was made for, that does what both do.

    `second` must have been made for the text that all of `first` gives.  A part that both touch is
    judged anew against the text as it stands; what one of them alone touches keeps its verdict.
    """
    if second.base != first.text:
        raise ValueError("the second proposal was not made for the text of the first")
    steps = first.steps or (first.request,)
    laid, shift = [], 0
    for part in first.parts:
        start = part.start + shift
        shift += len(part.output) - len(part.source)
        # One that an earlier version of this program kept does not say which.
        done = replace(part, done=part.done or tuple(range(len(steps))))
        laid.append(_Laid(start, start + len(part.output), done, early=True))
    for part in second.parts:
        own = part.done or range(len(second.steps or (second.request,)))
        done = replace(part, done=tuple(len(steps) + n for n in own))
        laid.append(_Laid(part.start, part.end, done, early=False))
    parts = [_one(group, first, second) for group in _groups(laid)]
    requests = (*steps, *(second.steps or (second.request,)))
    # What was chosen: all of the report where either meant all of it.
    everything = any(not r.sections for r in requests)
    sections = () if everything else tuple(dict.fromkeys(s for r in requests for s in r.sections))
    base, text = first.base, second.text
    counted = [p for p in parts if p.changed]
    return Proposal(
        number=number,
        base=base,
        request=replace(second.request, sections=sections, arrangement=None),
        parts=numbered(parts),
        words_source=count_words(base)
        if everything
        else sum(count_words(p.source) for p in counted),
        asked=second.asked if second.request.sections == sections else None,
        words=count_words(text) if everything else sum(count_words(p.output) for p in counted),
        usage=first.usage + second.usage,
        model=second.model or first.model,
        where=second.where if second.model else first.where,
        questions=tuple(dict.fromkeys((*first.questions, *second.questions))),
        variation=second.variation,
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        steps=requests,
    )


def without(proposal: Proposal, sections: Sequence[str]) -> Proposal:
    """Return the proposal without what it does to these sections and whatever lies in them."""
    dropped = {
        c.id for p in proposal.parts for c in p.changes if any(lies_in(p.id, s) for s in sections)
    }
    return proposal.select({c.id for c in proposal.changes} - dropped)


def touches(proposal: Proposal, sections: Sequence[str]) -> bool:
    """Return whether a proposal changes any of these sections, or for none any at all."""
    changed = [p.id for p in proposal.parts if p.changed]
    return any(lies_in(p, s) for p in changed for s in sections) if sections else bool(changed)


def lies_in(part: str, section: str) -> bool:
    """Return whether one of two parts is the other, or lies in it, by their IDs."""
    return part == section or part.startswith(section + ".") or section.startswith(part + ".")


def _groups(laid: list[_Laid]) -> list[list[_Laid]]:
    """Return the parts in groups that share some of the text between."""
    groups: list[list[_Laid]] = []
    end = -1
    for one in sorted(laid, key=lambda o: (o.start, o.end)):
        if groups and one.start < end:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, one.end)
    return groups


def _one(group: list[_Laid], first: Proposal, second: Proposal) -> Part:
    early = [o for o in group if o.early]
    late = [o for o in group if not o.early]
    if not late or (len(early) == 1 and not any(o.part.changed for o in late)):
        return early[0].part
    alone = len(late) == 1 and not any(o.part.changed for o in early)
    # What the first one left as it was may reach further than what the second one changes there.
    reach = late if alone else group
    low, high = min(o.start for o in reach), max(o.end for o in reach)
    start = _back(low, first)
    end = _back(high, first, end=True) if low < high else start
    if alone:
        return replace(late[0].part, start=start, end=end)
    source = first.base[start:end]
    inner = (Edit(o.start - low, o.end - low, o.part.output) for o in late)
    output = apply_edits(second.base[low:high], inner)
    last = late[-1].part
    same = len(early) == 1 and (early[0].start, early[0].end) == (low, high)
    basis = early[0].part.basis if same else remove_noise(source)
    found = replace(
        last,
        start=start,
        end=end,
        source=source,
        output=output,
        basis=basis,
        scope=_scope([o.part.scope for o in early], last.scope, alone=same),
        done=tuple(sorted({n for o in group if o.part.changed for n in o.part.done})),
        verdict=Verdict.ACCEPTED,
    )
    return judged(found, remove_noise(output))


def _scope(early: Sequence[Scope], last: Scope, *, alone: bool) -> Scope:
    scopes = (*early, last)
    return replace(
        last,
        facts=tuple(dict.fromkeys(f for s in scopes for f in s.facts)),
        may_drop=any(s.may_drop for s in scopes),
        may_reorder=any(s.may_reorder for s in scopes),
        # Their places are those of the basis, and that is the first one's.
        filled=early[0].filled if alone else (),
    )


def _back(position: int, first: Proposal, *, end: bool = False) -> int:
    """Return where a place of the text between is in the report; no part is cut by it.

    Where `first` took something out just there, what begins there stands behind that, and what
    ends there in front of it.
    """
    shift = 0
    for part in first.parts:
        start = part.start + shift
        if start + len(part.output) <= position and not (end and start == position):
            shift += len(part.output) - len(part.source)
    return position - shift
