"""What is said not to have happened never happens in the rewrite, in whatever words.

未发生安全事故 and 安全生产事故有所发生 share neither the place of the verb nor the words around it,
so the surroundings of the denial do not tell (see `polarity`).  Here the thing itself is compared:
what happened or is there according to one text, and what did not according to the other.
What is only supposed, prevented or still to come says neither, and a thing that the source
mentions elsewhere without denying it may be said to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.checks.model import Comparison
from assistant.checks.seen import seen
from assistant.checks.similar import Nearest, contained, grams
from assistant.findings import Finding, Severity

_NOT = "没有|从未|从不|并未|未曾|从没|未能|均未|未|没"
_HAPPEN = (
    "发生|出现|存在|发现|产生|引发|受到|遭受|遭遇|收受|接受(?![监组])"
    "|(?<![接承享忍感难遭])受(?![理益众访邀聘贿到])"
)
_OFTEN = "时有|偶有|有所|屡有|常有|仍有|一度|再次|再度|仍然|依然|又"
# 有效, 有序, 具有 are words; 有违规行为 says that there is some.
_HAS = "(?<![没所具拥享只还未占含持富])有(?![效力序关所限机的利望助责人些时偶条无])"
_VERB = re.compile(
    rf"(?P<not>{_NOT}|零)?(?:{_OFTEN}|再|被)?(?P<happens>{_HAPPEN})"
    rf"|(?P<none>没有|不存在|无(?!一不)|零(?=事故|违[纪规法]|差错|失误|投诉|上访|伤亡))|(?P<has>{_HAS})"
    r"|(?P<plenty>频发|多发|抬头|(?<=问题)(?:较为|比较)?突出|(?<=现象)(?:较为|比较)?突出)"
)
_CLAUSE = re.compile(r"[^，。；：！？,;:!?（）()\n]+")
_PART = re.compile(r"[^、和及或与且并而但]+")
_COUNT = re.compile(r"(?:[\d.]+|[一二两三四五六七八九十百千万]+)[起例件次人名个项宗批户处条]+")
# Words that stand for a thing or point at one: they do not tell which it is.
_EMPTY_HEAD = re.compile(
    r"^(?:任何|一些|各类|各种|此类|相关|有关|新的?|个别|全年|了|过|着|的|一例)+"
)
_EMPTY_TAIL = re.compile(
    r"(?:的|现象|情况|情形|问题|行为|事件|苗头|反映|迹象|记录|发生|出现|等|了|过|着)+$"
)
# Before the verb in its clause these make it no statement: 防止…, 一旦…, 对…, 力争….
_SUPPOSED = re.compile(
    "防|避免|杜绝|遏制|减少|降低|严禁|禁止|不得|不准|不许|不能|不让|力争|确保|争取|如|若|一旦|凡|倘|要|将|应"
    "|可能|容易|易|预|消除|整治|纠正|查处|打击|治理|解决|化解|克服|处置|警惕|是否|怕|针对|围绕|对|把|不"
)
_ONLY_NAMED = re.compile(r"之?[后时前]|的|率|[起次件例宗]数|数量|概率|风险")
_INNER = re.compile(
    "不|未|没|无|非|缺|欠缺|少|根除|根治|消除|杜绝|解决|完全|彻底|得到|完成|整改|清理|化解|克服|纠正|遏制|改变"
    "|停止|放松|松懈|防|避免|禁"
)
_DENIED = re.compile(r"不|未|没|无|零|防|杜绝|避免|禁|遏制|消除|根除|减少|勿|免|严")
_ALIKE = 0.75
_LEAST = 2
_REACH, _NAME, _SHOWN = 32, 16, 14  # characters looked at, of a name, and shown


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing that a text says is there or is not; `plain` says so outright (无, 未发生)."""

    thing: str
    denied: bool
    plain: bool
    start: int
    end: int
    grams: frozenset[str]


def check_existence(comparison: Comparison) -> Iterator[Finding]:
    """Yield things that are not there in one text and are in the other."""
    if comparison.source == comparison.output:
        return
    source, output = _Said(comparison.source), _Said(comparison.output)
    for claim in output.claims:
        if claim.denied and not claim.plain:
            continue
        against = source.like(claim, denied=not claim.denied)
        if against is None or source.supports(claim):
            continue
        was, now = (comparison.source[against.start : against.end],
                    comparison.output[claim.start : claim.end])  # fmt: skip
        yield seen(
            "negation_flipped", Severity.ERROR,
            f"意思相反：原文“{was}”，改写后成了“{now}”",
            f"the meaning turned: “{was}” became “{now}”",
            source=(against.start, against.end), output=(claim.start, claim.end), evidence=now,
        )  # fmt: skip


class _Said:
    """A text and what it says is there and is not."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.claims = list(claims(text))
        self._named: dict[tuple[str, bool], bool] = {}

    @cached_property
    def _sides(self) -> dict[bool, tuple[Sequence[Claim], Nearest]]:
        sides: dict[bool, tuple[Sequence[Claim], Nearest]] = {}
        for denied in (False, True):
            unique = {c.thing: c for c in reversed(self.claims) if c.denied is denied}
            members = sorted(unique.values(), key=lambda c: c.start)
            sides[denied] = members, Nearest([c.grams for c in members])
        return sides

    def like(self, claim: Claim, *, denied: bool) -> Claim | None:
        """Return the first claim of a side about the same thing."""
        members, nearest = self._sides[denied]
        for number in nearest.near(claim.grams):
            if _alike(members[number].grams, claim.grams):
                return members[number]
        return None

    def supports(self, claim: Claim) -> bool:
        """Tell whether the text says the same as a claim, or at least names the thing that way."""
        if self.like(claim, denied=claim.denied) is not None:
            return True
        key = claim.thing, claim.denied
        if key not in self._named:
            self._named[key] = self._names(claim)
        return self._named[key]

    def _names(self, claim: Claim) -> bool:
        place = self.text.find(claim.thing)
        while place >= 0:
            denied = bool(_DENIED.search(_around(self.text, place)))
            if denied is claim.denied:
                return True
            place = self.text.find(claim.thing, place + 1)
        return False


def _around(text: str, place: int) -> str:
    low = high = place
    while low > 0 and text[low - 1] not in "，。；：！？,;:!?\n":
        low -= 1
    while high < len(text) and text[high] not in "，。；：！？,;:!?\n":
        high += 1
    return text[low:high]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((one, other), key=len)
    return contained(small, large) >= _ALIKE


def claims(text: str) -> Iterator[Claim]:
    """Yield what `text` says is there or is not, clause by clause; suppositions left out."""
    for clause in _CLAUSE.finditer(text):
        words, used = clause[0], 0
        for verb in _VERB.finditer(words):
            if verb.start() < used:
                continue
            before = words[max(0, verb.start() - _REACH) : verb.start()]
            after = words[verb.end() : verb.end() + _REACH]
            denied = verb["not"] is not None or verb["none"] is not None
            if not denied and (
                _SUPPOSED.search(before) or _ONLY_NAMED.match(after) or after.endswith("的")
            ):
                continue
            things = [] if verb["plenty"] else _things(after)
            if things:
                used = verb.end() + _REACH  # what follows belongs to the thing: 没有发生…现象
            elif verb["happens"] or verb["plenty"]:
                things = _things(before[-_NAME:])
            start = clause.start() + max(0, verb.start() - _SHOWN)
            end = clause.start() + min(len(words), verb.end() + _SHOWN)
            plain = verb["none"] != "没有"
            for thing in things:
                yield Claim(thing, denied, plain, start, end, grams(thing))


def _things(words: str) -> list[str]:
    """Return the things named in some words, without what counts them or stands for them."""
    found = []
    for part in _PART.findall(words):
        thing = _EMPTY_TAIL.sub("", _EMPTY_HEAD.sub("", _COUNT.sub("", part)))
        if len(thing) >= _LEAST and not _INNER.search(thing):
            found.append(thing)
    return found
