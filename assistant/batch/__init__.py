"""One task over many reports, overnight: nothing lost, nothing done twice.

    from assistant import batch
    from assistant.request import Length, Request

    for result in batch.run(["reports/"], "out", Request("shorten", to=Length.parse("60%"))):
        print(result.source, result.verdict, result.error or "")

The unit of work is the report; every reply of a model is kept before the next question is put.
What is queued, in hand and done stands in a store beside the output, so a run that was stopped or
killed goes on where it was, several runners share the work, and nothing is paid for twice.
"""

from assistant.batch.batch_run import BatchRun, Result
from assistant.batch.library import run
from assistant.batch.options import BatchOptions
from assistant.batch.record import RECORD
from assistant.batch.runner import Reason

__all__ = [
    "RECORD",
    "BatchOptions",
    "BatchRun",
    "Reason",
    "Result",
    "run",
]
