"""Where a request is to be done: the parts that its clauses name together."""

from __future__ import annotations

import re

from assistant.chat.clauses import Group
from assistant.chat.vocabulary import says_nothing
from assistant.document import Report
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import Mention, find_mention

_AND = re.compile("^(?:还有|以及|另外|加上|再加上?|和|跟|与|连同?)")


def mention_of(group: Group, report: Report, chosen: str | None) -> Mention:
    """Return the parts that a request names, those of clauses that do nothing else together:
    书记信箱那块，还有数车那块，都改庄重点."""
    found = find_mention(group.text, report, chosen)
    asks = [c for c in group.clauses if c.task or c.length or c.condition or not c.part]
    lists = [c.text for c in group.clauses if c not in asks]
    listed = [find_mention(_AND.sub("", text), report, chosen) for text in lists]
    if len(listed) < 2 or not all(m.ids and says_nothing(m.rest) for m in listed):
        return _narrower(group, found, report)
    ids = dict.fromkeys(i for one in listed for i in one.ids)
    # 第二部分，讲科技的那一条: the part only says where the other is.
    lowest = tuple(i for i in ids if not any(other.startswith(f"{i}.") for other in ids))
    return Mention(lowest, rest="，".join(c.text for c in asks))


def _narrower(group: Group, found: Mention, report: Report) -> Mention:
    """Return the part below the one that is named, where the clause that asks names that alone:
    “以廉立本”共三点，只就讲家风的那一点再凝练."""
    asks = [c.text for c in group.clauses if c.part and c.task and not c.condition]
    named = any(
        SPAN.search(c.text) and c.text not in asks for c in group.clauses if not c.condition
    )
    if len(found.ids) != 1 or len(asks) != 1 or (SPAN.search(asks[0]) and not named):
        return found
    inner = find_mention(asks[0], report, found.ids[0])
    below = [i for i in inner.ids if i.startswith(f"{found.ids[0]}.")]
    if not below or len(below) < len(inner.ids):
        return found
    others = [c.text for c in group.clauses if c.text != asks[0] and not c.part]
    return Mention(inner.ids, rest="，".join((inner.rest, *others)))
