"""What was asked for and can be seen in a text: figures that stay, who speaks.

A wish that was not heard goes back to its writer and, where it is not heard then either, is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue import found
from assistant.chains.job import Job
from assistant.findings import Finding, Message
from assistant.verify import TraceItem, TraceStatus

_SPEAKER = re.compile("我|本人")
_SHOWN = 3


def unheard(job: Job, text: str, trace: Sequence[TraceItem]) -> Iterator[Finding]:
    """Yield what was asked for and is not in the text of a part, whose figures went as traced."""
    asks = job.request.asks
    gone = [t.text for t in trace if t.kind == "figure" and t.status is TraceStatus.DROPPED]
    if gone and asks.figures:
        more = "等" if len(gone) > _SHOWN else ""
        shown = gone[:_SHOWN]
        why = Message(f"少了{'、'.join(shown)}{more}", f"{', '.join(shown)} went missing")
        yield found("not_as_asked", evidence=asks.figures, why=why)
    one = bool(job.request.sections) and len(job.targets) == 1
    if one and asks.person and not _SPEAKER.search(text):
        why = Message("文中没有“我”", "nobody says “我”")
        yield found("not_as_asked", evidence=asks.person, why=why)
