"""One report at work: read, checked, rewritten, with its history. What every face calls.

    session = Session.open("report.docx", model="rules")
    proposal = session.propose(Request("shorten", ("2",), Length(words=300)))
    session.adopt(proposal, changes=["c1", "c3"])
    session.undo()

Importing this package imports neither LangChain nor a model: a rewrite does, when it runs.
"""

from assistant.request import Length, Progress, Request, Task
from assistant.session.answers import BY_AUTHOR, facts_from_rows
from assistant.session.change_report import change_report
from assistant.session.check import CheckResult
from assistant.session.core import Session, Stopped
from assistant.session.names import place_name, source_name
from assistant.session.proposal import Blocking, Fill, NotConfirmed, Part, PartChange, Proposal
from assistant.session.states import State, section_states
from assistant.session.store import Store, UnknownWork
from assistant.session.versions import History, Recorded, Version

__all__ = [
    "BY_AUTHOR",
    "Blocking",
    "CheckResult",
    "Fill",
    "History",
    "Length",
    "NotConfirmed",
    "Part",
    "PartChange",
    "Progress",
    "Proposal",
    "Recorded",
    "Request",
    "Session",
    "State",
    "Stopped",
    "Store",
    "Task",
    "UnknownWork",
    "Version",
    "change_report",
    "facts_from_rows",
    "place_name",
    "section_states",
    "source_name",
]
