"""Lengths that are asked for on a condition which code can decide: 如果超过200字就压到200字.

    民生福祉部分如果超过200字就压到200字，没超就保持原样  ->  民生福祉部分压到200字

Where the part is not so long the wish falls away, and with nothing else asked for that is said.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat import asking
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import WHOLE
from assistant.instruction.mentions import find_mention
from assistant.tasks import Task

_SUPPOSE = "(?:如果说?|要是|假如|假使|倘若|万一|若是?)"
_BEYOND = "(?:现在|目前|还|仍|真|确实|已经)*(?:超过?了?|超出了?|多于|大于|长于|不止|高于|过了?)"
_COUNT = "(?:\\d{2,5}|[一二两三四五六七八九十百千]{2,7})个?"
_LENGTH = f"(?P<n>(?:大概|大约|约)?{_COUNT}(?:来|多)?字?(?:以上)?)"
_WISH = "(?P<wish>(?:[^，。；]{0,16}?)(?:[压缩减删砍控精改]|就|不超)[^，。；]*)"
_IF = re.compile(
    f"(?:(?P<lead>[^，。；]*?){_SUPPOSE}(?P<name>[^，。；]*?){_BEYOND}{_LENGTH}(?:了?的话|时|了)?"
    f"|(?P<lead2>[^，。；]*?){_BEYOND}(?P<n2>{_COUNT}字?)了?的话)"
    f"，?(?:你?就|那就|那么|则|便|才|再|请)*{_WISH}"
)
_FLIPPED = re.compile(
    f"{_SUPPOSE}(?P<name>[^，。；]*?)(?:现在|目前|还)?(?:不到|不足|不满|不够|没到|没有?超过?|少于){_LENGTH}(?:的话)?，?"
    "(?:那|就|便|则)*(?:不(?:用|要|必)?|别|甭)(?:[动改压管])[^，。；]*[，；。]"
    f"(?:{_SUPPOSE}|但|不过)?(?:超过?了?|多了|长了|否则|不然|反之)(?:的话)?，?(?:那|就|便|则)*(?P<wish>[^，。；]+)"
)
"""What stays first, then what is done with what is too long."""
_ELSE = re.compile(
    f"[，；。](?:但是?|不过)?{_SUPPOSE}?(?:(?:还)?(?:没(?:有)?|不)(?:超过?|到|达到|足|够|满|多于)[^，。；]{{0,8}}?|不是的?话?|少于[^，。；]{{1,6}}|否则|不然|反之)"
    "(?:的话)?，?(?:你?就|那就|则|便|也|都)*(?:不(?:用|要|必|需要?)?(?:再)?[动改压管]|别[动改压管]|(?:保持|维持|按|照)?原(?:样|状|文)|(?:保持)?不变|照旧|算了|留着|拉倒|放着)[^，。；]*"
)
"""What is to be done with what is not so long: nothing."""


def decided(sentence: str, at: Situation) -> str | Reading:
    """Return a normal sentence with its condition on a length decided, or, where it asks for
    nothing then, the answer that says so."""
    sentence = _FLIPPED.sub(lambda m: f"{m['name']}如果超过{m['n']}就{m['wish']}", sentence)
    match = _IF.search(sentence)
    if match is None:
        return sentence
    lead, name = match["lead"] or match["lead2"] or "", match["name"] or ""
    asked = find_length(f"压到{(match['n'] or match['n2']).rstrip('字以上')}字")
    if asked is None or asked.length is None or not asked.length.words:
        return sentence
    rest = _ELSE.sub("", sentence)
    place = f"{lead}{name}".strip()
    done = rest.replace(match.group(), f"{place}{match['wish']}", 1)
    place = place or match["wish"]
    named = find_mention(place, at.report, at.chosen)
    whole = WHOLE.search(place) is not None
    if not (len(named.ids) == 1 or whole):
        return done
    words = at.words(named.ids[0]) if named.ids else sum(at.words(s.id) for s in at.report.sections)
    if words > asked.length.words:
        return done
    other = rest.replace(match.group(), "", 1).strip("，。； ")
    if other:
        return other
    part = f"“{at.name(named.ids[0])}”" if named.ids else "全文"
    limit = asked.length.words
    return Reading(
        Act.ANSWER,
        said=Message(
            f"{part}现在 {words} 字，没有超过 {limit} 字，不用压，没有动。",
            f"It has {words} characters, not more than {limit}: left as it is.",
        ),
    )


_WRITES = frozenset({Task.SHORTEN, Task.RESTRUCTURE, Task.REWRITE})
_ABOUT = 0.05
"""How much more a part may have than is said of it: 七百多字, 四千七."""


def as_it_is(found: Reading, at: Situation) -> Reading:
    """Return steps without those that only say how long a part is with which more is to be done:
    第一条七百多字挤成一坨，分成三点."""
    told = [s for s in found.steps if s.task == Task.SHORTEN and _is_so_long(s, at)]
    rest = tuple(s for s in found.steps if s not in told)
    parts = {s.sections for s in rest if s.task in _WRITES}
    if not told or any(s.sections not in parts for s in told):
        return found
    return replace(found, steps=rest)


def _is_so_long(step: Step, at: Situation) -> bool:
    """Whether the length of a step is about what its parts have already."""
    asked, ids = asking.absolute(step.to), step.sections or ()
    now = sum(at.words(s) for s in ids)
    return asked is not None and bool(ids) and 0 <= now - asked <= now * _ABOUT
