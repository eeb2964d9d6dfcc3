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

from assistant.diff import Op
from assistant.facts import Fact
from assistant.findings import Finding, Message
from assistant.models import Usage
from assistant.request import Length, Request
from assistant.session.proposal import Fill, Part, PartChange, Proposal
from assistant.verify import Filled, ReadingItem, Scope, TraceItem, TraceStatus, Verdict

Data = dict[str, Any]


def pack(proposal: Proposal) -> Data:
    """Return a proposal as data that JSON can hold."""
    # `base` is left out before anything is copied: it is the whole report.
    # What its instruction means is read again in front of the report it is asked for then.
    plain = replace(proposal, base="", prompts=dict(proposal.prompts), steps=())
    data = asdict(replace(plain, request=replace(plain.request, arrangement=None)))
    data["request"] = _asked(proposal.request)
    data["steps"] = [_asked(step) for step in proposal.steps]
    data["base"] = _digest(proposal.base)
    return data


def _asked(request: Request) -> Data:
    data = asdict(replace(request, arrangement=None))
    return data | {"to": str(request.to) if request.to is not None else None}


def _request(data: Data) -> Request:
    to = Length.parse(data["to"]) if data["to"] else None
    return Request(**{**data, "sections": tuple(data["sections"]), "to": to})


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
        return _proposal({**data, "base": base})
    except (KeyError, TypeError, ValueError):
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _proposal(data: Data) -> Proposal:
    return Proposal(
        **data
        | {
            "request": _request(data["request"]),
            "steps": tuple(_request(step) for step in data["steps"]),
            "parts": tuple(_part(part) for part in data["parts"]),
            "usage": Usage(**data["usage"]),
            "questions": tuple((gap, Message(**asked)) for gap, asked in data["questions"]),
            "notes": tuple(Message(**note) for note in data["notes"]),
        }
    )


def _part(data: Data) -> Part:
    return Part(
        **data
        | {
            "scope": _scope(data["scope"]),
            "verdict": Verdict(data["verdict"]),
            "findings": tuple(Finding.kept(one) for one in data["findings"]),
            "trace": tuple(_traced(one) for one in data["trace"]),
            "reading": tuple(_read(one) for one in data["reading"]),
            "changes": tuple(PartChange(**c | {"op": Op(c["op"])}) for c in data["changes"]),
            "fills": tuple(Fill(**one) for one in data["fills"]),
        }
    )


def _scope(data: Data) -> Scope:
    terms = data["terms"]
    return Scope(
        **data
        | {
            "facts": tuple(Fact(**one) for one in data["facts"]),
            "filled": tuple(Filled(**one) for one in data["filled"]),
            "headings": tuple(data["headings"]),
            "terms": None if terms is None else tuple(terms),
        }
    )


def _read(data: Data) -> ReadingItem:
    spans = {key: tuple(data[key]) if data[key] else None for key in ("source", "output")}
    return ReadingItem(**data | spans | {"why": Message(**data["why"])})


def _traced(data: Data) -> TraceItem:
    spans = {key: tuple(data[key]) if data[key] else None for key in ("from_span", "to_span")}
    return TraceItem(**data | spans | {"status": TraceStatus(data["status"])})
