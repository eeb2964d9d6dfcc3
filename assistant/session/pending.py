"""A proposal that waits for a decision, as plain data for the store and back.

The report itself is not written a second time: a proposal belongs to the text it was made for,
and is only taken back where that is still the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from assistant.checks import Filled, Scope, TraceItem, TraceStatus, Verdict
from assistant.diff import Op
from assistant.facts import Fact
from assistant.findings import Finding, Message, Severity
from assistant.models import Usage
from assistant.request import Length, Request
from assistant.session.proposal import Fill, Part, PartChange, Proposal

Data = dict[str, Any]


def pack(proposal: Proposal) -> Data:
    """Return a proposal as data that JSON can hold."""
    # `base` is left out before anything is copied: it is the whole report.
    data = asdict(replace(proposal, base="", prompts=dict(proposal.prompts)))
    to = proposal.request.to
    data["request"]["to"] = str(to) if to is not None else None
    data["base"] = _digest(proposal.base)
    return data


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
    request = data["request"]
    to = Length.parse(request["to"]) if request["to"] else None
    given = {**request, "sections": tuple(request["sections"]), "to": to}
    return Proposal(
        **data
        | {
            "request": Request(**given),
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
            "findings": tuple(_finding(one) for one in data["findings"]),
            "trace": tuple(_traced(one) for one in data["trace"]),
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


def _finding(data: Data) -> Finding:
    severity, message = Severity(data["severity"]), Message(**data["message"])
    return Finding(**data | {"severity": severity, "message": message})


def _traced(data: Data) -> TraceItem:
    spans = {key: tuple(data[key]) if data[key] else None for key in ("from_span", "to_span")}
    return TraceItem(**data | spans | {"status": TraceStatus(data["status"])})
