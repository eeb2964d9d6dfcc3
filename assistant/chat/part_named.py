"""The one part that words name into which something is to be put: 农牧业那节, 往“应急队伍”里."""

from __future__ import annotations

import re

from assistant.chat.situation import Situation
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_words import named_of
from assistant.wordcount import pairs_of

ENDS = "(?:[那这]一?个?(?:部分|小?[节段条块章])|部分|里[面头]?|[中内](?=[的加补添]))"
LEAD = re.compile("(?:在|给|往|把|请|就)*")
SUBJECT_ENDS = re.compile("(?:这块|那块|这项|那项|那句|这句|的|还|也|都|却|光|只|，)+$")
_NAME = 4
"""Characters of a name that a paragraph may begin with."""


def part_named(place: str, at: Situation) -> tuple[str, ...] | None:
    """Return the one part that words name: a paragraph that begins with them, or a part that says
    anything of them."""
    report = at.report
    name = named_of(SUBJECT_ENDS.sub("", re.sub(f"{ENDS}$", "", LEAD.sub("", place, count=1))))
    if len(name) >= _NAME:
        own = (p for s in report.walk() for p in report.paragraphs(s) if not s.children)
        begun = [p.id for p in own if p.lead.startswith(name)]
        if len(begun) == 1 and not any(name in s.heading for s in report.walk()):
            return (begun[0],)
    named = find_mention(place, report, at.chosen)
    ids = named.ids if named.problem is None else ()
    if not ids:
        bare = re.sub("里[面头]?$|[中内]$", "", place)
        ids = tuple(p.id for p in parts_named_in(bare, report))
    if len(ids) != 1:
        return None
    told = at.name(ids[0]) + at.text_of(ids[0])
    return ids if SPAN.search(place) or not _is_loose(name, told) else None


def _is_loose(name: str, told: str) -> bool:
    """Whether a part says nothing of a long name that it was found by."""
    return len(name) >= _NAME and name not in told and not pairs_of(name) & pairs_of(told[:40])
