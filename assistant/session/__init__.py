"""One report at work: read, checked, rewritten, with its history. What every face calls.

    session = Session.open("report.docx", model="rules")
    proposal = session.propose(Request("shorten", ("2",), Length(words=300)))
    session.adopt(proposal, changes=["c1", "c3"])
    session.undo()

Importing this package imports neither LangChain nor a model: a rewrite does, when it runs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.request import Length, Request
from assistant.session.change_report import change_report, change_tables
from assistant.session.check import CheckResult
from assistant.session.core import Session
from assistant.session.names import BY_AUTHOR, place_name, source_name
from assistant.session.store import Store, UnknownWork
from assistant.session.versions import History, Recorded, Version
from assistant.session.waiting import StaleProposal, Stopped, require_seen

if TYPE_CHECKING:
    from assistant.session.answers import facts_from_rows
    from assistant.session.part import Part, PartChange
    from assistant.session.proposal import NotConfirmed, Proposal
    from assistant.session.states import State, section_states

__all__ = [
    "BY_AUTHOR",
    "CheckResult",
    "History",
    "Length",
    "NotConfirmed",
    "Part",
    "PartChange",
    "Proposal",
    "Recorded",
    "Request",
    "Session",
    "StaleProposal",
    "State",
    "Stopped",
    "Store",
    "UnknownWork",
    "Version",
    "change_report",
    "change_tables",
    "facts_from_rows",
    "place_name",
    "require_seen",
    "section_states",
    "source_name",
]

_LATE = {
    "answers": ("facts_from_rows",),
    "part": ("Part", "PartChange"),
    "proposal": ("NotConfirmed", "Proposal"),
    "states": ("State", "section_states"),
}


def __getattr__(name: str) -> Any:
    """What judges a rewrite is imported when it is asked for: a check does without."""
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
