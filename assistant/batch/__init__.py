"""One task over many reports, overnight: nothing lost, nothing done twice.

    from assistant import batch
    from assistant.request import Length, Request

    for result in batch.run(["reports/"], "out", Request("shorten", to=Length.parse("60%"))):
        print(result.source, result.verdict, result.error or "")

The unit of work is the section.  What is queued, in hand and done stands in a store beside the
output, so a run that was stopped or killed goes on where it was, several runners share the work,
and what has not changed is not done again.
"""

from assistant.batch.conduct import Result, Run
from assistant.batch.jobs import SUFFIXES, Job, plan
from assistant.batch.library import resume, run
from assistant.batch.orders import Orders
from assistant.batch.record import RECORD
from assistant.batch.runner import Ended, Reason, work
from assistant.batch.store import Store

__all__ = [
    "RECORD",
    "SUFFIXES",
    "Ended",
    "Job",
    "Orders",
    "Reason",
    "Result",
    "Run",
    "Store",
    "plan",
    "resume",
    "run",
    "work",
]
