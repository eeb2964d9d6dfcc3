"""Deleted lists and names: 等 with nothing before it, empty quotes, one bare noun twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import Words, lexicon, tagged, units
from assistant.lexicon import classes
from assistant.patterns import compile_late

_CLAUSE = frozenset("，。；：！？,;:!?\n\r")
_EMPTY = compile_late(
    r"“(?P<a>\s*)”|‘(?P<b>\s*)’|《(?P<c>\s*)》|〈(?P<d>\s*)〉|「(?P<e>\s*)」|『(?P<f>\s*)』"
    r"|（(?P<g>)）|\((?<![\]A-Za-z0-9_]\()(?P<h>)\)|\"(?<![\"=]\")(?P<i>[ \u3000]*)\"(?!\")"
)
_ORPHANS = frozenset("路街镇村厂院校站桥馆城湖河山局湾岛港")
"""A one-character noun that has lost its name: ，路等示范工程."""
_TIES = ("、", "和", "及", "以及")
_STATES, _VERB = ("v", "d", "p", "a"), ("v", "p")
_DEED = 2
"""Tags of what is said of a name that stands alone: 竣工, 已建成; not 集体, of 村集体."""
_STILL = frozenset("还仍正都")
_AND_THEN = frozenset({"后", "以后", "之后", "再", "才", "方可", "方能"})
_LONGEST_NOUN = 3
_HAN = compile_late(r"[\u4e00-\u9fff]")


def find_lists(words: Words) -> list[Spot]:
    """Return the places before a 等 whose list was deleted; each has start = end."""
    return [Spot(GapKind.LIST, at, at) for at in _bare_lists(words)]


def find_nameless(words: Words) -> list[Spot]:
    """Return where the name before a bare noun was deleted that stands twice (start = end).

    产业园、产业园开园 lists nothing: two parks have lost their names; 中心小学、小学竣工: one has.
    """
    texts, starts = words.texts, words.starts
    lists = lexicon()
    acts = lists["verbs"] | lists["listverbs"] | lists["prepositions"]
    heads = tuple(classes("naming")["own_name"])
    found: set[int] = set()
    for i in [i for i, word in enumerate(texts) if word in _TIES]:
        for size in range(1, min(_LONGEST_NOUN, len(texts) - i - 1) + 1):
            noun = "".join(texts[i + 1 : i + 1 + size])
            bare = texts[max(0, i - size) : i] == texts[i + 1 : i + 1 + size]
            if not (bare or (i and texts[i - 1].endswith(noun))) or not noun.endswith(heads):
                continue
            if len(noun) == 1 and texts[i] != "、":
                continue
            if not _stands_alone(texts, i + 1 + size, acts):
                continue  # 村、村集体
            left = texts[i - size - 1] if i > size else "\n"
            if bare and (left[-1] in _CLAUSE or left in _TIES or left in acts):
                found |= {starts[i - size], starts[i + 1]}
            elif not bare or _names(left):
                found.add(starts[i + 1])
    return [Spot(GapKind.SILENT, at, at) for at in sorted(found)]


def _stands_alone(texts: Sequence[str], k: int, acts: frozenset[str]) -> bool:
    """Tell whether what comes at word k leaves the noun before it a name of its own."""
    behind = texts[k] if k < len(texts) else "\n"
    if behind[-1] in _CLAUSE or behind in _TIES or behind[0].isdecimal():
        return True
    known = classes("naming")
    if not known["inside"].isdisjoint((behind, behind[0])):
        return False
    begins = behind[:_DEED]  # 建成投产
    if behind in acts or behind in known["becomes"]:
        return True
    if tagged(begins)[0][1].startswith(_STATES):
        return True
    # 通车, 开园: a verb with its object, whatever the dictionary calls it.
    done = len(behind) == _DEED and tagged(behind[0])[0][1] in _VERB
    return done and behind[-1] not in known["inside"]


def _names(word: str) -> bool:
    """Tell whether a word before a noun may be its name: (东湖)社区, not (服务)社区."""
    return bool(_HAN.match(word[-1])) and not tagged(word)[-1][1].startswith(("v", "u"))


def find_quotes(text: str) -> list[Spot]:
    """Return the insides of quotes, 《》 and brackets that hold nothing."""
    return [
        Spot(GapKind.QUOTE, *m.span(m.lastgroup))
        for m in _EMPTY.finditer(text)
        if m.lastgroup is not None
    ]


def _takes_list(word: str, verbs: frozenset[str], adverbs: frozenset[str]) -> bool:
    """Tell whether this is a verb, alone or with its adverb in one word (大力发展)."""
    if len(word) == 4 and word[:2] in adverbs:
        word = word[2:]
    return len(word) > 1 and word in verbs


def _waits(texts: Sequence[str], i: int) -> bool:
    """Tell whether something is waited for: 还在等供电, 等市局核定以后再补报."""
    left = texts[i - 1] if i else "\n"
    if left == "在":
        return i > 1 and texts[i - 2] in _STILL
    if left[-1] not in _CLAUSE or texts[i + 1].isdecimal():
        return False
    end = next((j for j in range(i, len(texts)) if texts[j][-1] in _CLAUSE), len(texts))
    return not _AND_THEN.isdisjoint(texts[i + 1 : end])


def _bare_lists(words: Words) -> Iterator[int]:
    texts, starts = words.texts, words.starts
    lists = lexicon()
    verbs, waiting, prepositions = lists["listverbs"], lists["waiting"], lists["prepositions"]
    passed = verbs | lists["verbs"] | lists["adverbs"] | lists["subjects"]

    def at(i: int) -> str:
        return texts[i] if 0 <= i < len(texts) else "\n"

    def opens(i: int) -> bool:
        """Tell whether only adverbs and a subject stand between the clause's start and word i."""
        while at(i) in passed:
            i -= 1
        return at(i)[-1] in _CLAUSE or i < 0

    for i in [i for i, word in enumerate(texts) if word in ("等", "对等")]:
        word = texts[i]
        if word == "对等" and at(i - 1)[-1] in _CLAUSE and at(i + 1) in lists["fields"]:
            yield starts[i] + 1
        if word != "等":
            continue
        left, right = at(i - 1), at(i + 1)
        if right in waiting or right[0] in _CLAUSE or right[0] in "、）)”》":
            continue
        if _waits(texts, i):
            continue
        if left[-1] in _CLAUSE:
            if left[-1] not in "，,：:" or len(right) > 1 or right in units() or right.isdecimal():
                yield starts[i]
        elif left in _ORPHANS and at(i - 2)[-1] in "，。；":
            yield starts[i - 1]
        elif left == "了":
            if at(i - 2) in verbs and len(at(i - 2)) > 1:
                yield starts[i]
        elif left == "对":
            if right in lists["fields"]:
                yield starts[i]
        elif left in prepositions:
            if (len(right) > 1 and _HAN.match(right)) or right in "地市县区省国":
                yield starts[i]
        elif _takes_list(left, verbs, lists["adverbs"]) and opens(i - 2):
            yield starts[i]
