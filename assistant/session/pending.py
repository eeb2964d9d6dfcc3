"""A proposal that waits for a decision, as plain data for the store and back.

The report itself is not written a second time: a proposal belongs to the text it was made for,
and is only taken back where that is still the report.  It keeps its ID, so that who saw it before
a restart can still decide on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from assistant.request import Request
from assistant.session.proposal import Proposal
from assistant.session.stored import restored

Data = dict[str, Any]


def pack(proposal: Proposal) -> Data:
    """Return a proposal as data that JSON can hold."""
    # `base` is left out before anything is copied: it is the whole report.
    # What its instruction means is read again in front of the report it is asked for then.
    plain = replace(proposal, base="", steps=())
    data = asdict(replace(plain, request=replace(plain.request, arrangement=None)))
    data["request"] = _asked(proposal.request)
    data["steps"] = [_asked(step) for step in proposal.steps]
    data["base"] = _digest(proposal.base)
    return data


def _asked(request: Request) -> Data:
    data = asdict(replace(request, arrangement=None))
    return data | {"to": str(request.to) if request.to is not None else None}


def pack_all(proposals: tuple[Proposal, ...]) -> Data | None:
    """Return all that waits as data, the one in front first; None where nothing does."""
    if not proposals:
        return None
    front, *others = (pack(one) for one in proposals)
    return front | {"others": others} if others else front


def unpack_all(data: Mapping[str, Any] | None, base: str) -> tuple[Proposal, ...]:
    """Return what `pack_all` described, but for what `unpack` would not take back."""
    if not data:
        return ()
    front = {key: value for key, value in data.items() if key != "others"}
    found = (unpack(one, base) for one in (front, *data.get("others", ())))
    return tuple(one for one in found if one is not None)


def unpack(data: Mapping[str, Any] | None, base: str) -> Proposal | None:
    """Return the proposal that `pack` described, for the report `base`.

    None where there was none, where it was made for another text, and where another version of
    this program wrote it in a form that is not understood: a proposal can be asked for again.
    """
    if not data or data.get("base") != _digest(base):
        return None
    try:
        found: Proposal = restored(Proposal, {**data, "base": base})
    except (KeyError, TypeError, ValueError):
        return None
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
