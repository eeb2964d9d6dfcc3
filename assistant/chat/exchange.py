"""Words that are to stand for others, found by what of a sentence stands in the report.

    exchanged("莫写赶场日了，外头人看不懂，写成集市日", report)  ->  赶场日, 集市日

What is to go stands there and is named before the sign (改成, 应该叫, 代替 …); what is to come
follows it.  All else a sentence says, why, since when and how often, changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chat.clause_tasks import POINTS, task_by_words
from assistant.chat.normal import QUOTED
from assistant.chat.vocabulary import said, says_nothing
from assistant.document import Report
from assistant.figures import find_figures
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.tasks import Task

QUOTES = '“”"「」‘’『』'
_LONGEST = 30
"""Characters of words that nobody quotes."""
_STOP = "，。；！？!?;\n"
_BECOMES = re.compile(said("becomes").pattern)
_IS = re.compile(
    "换个(?:词|说法|叫法|名字|名称)[，:：]?|应该?[是叫写用]|应[当为]?[是叫为]|[是叫](?![成为作做])|[写用](?![成为作回错反岔的得在了到上入明好])"
    "|[改换](?![成为作回做用到正过掉动一下了])|->|→"
)
"""Says of two words which is right, where one is called wrong or looks like the other."""
_IN_PLACE_OF = re.compile("代替|替代|替换掉?|取代|顶替|换掉|换下")
_WRONG = re.compile(
    "(?:写|打|叫|弄|搞|印|录|记|抄)(?:错|反|岔)|错了|有误|误[写作]|笔误|不对|不准|改名|更名|现在"
)
_DENIES = re.compile("(?:不(?:是|再|要|该|能)*|别再?|勿|莫)(?:写|叫|用|说|提|称)?(?:成|作|什么)?$")
_BESIDE = re.compile(
    "(?:[这那该]?[一两二三四五六七八几]?个?(?:字|词|词组|说法|叫法|提法|写法|表述|名称|名字|地名)?"
    "|所?有|处|的|地方|都|也|就|全|全部|统统|一律|一概|通通|统一|全文|文中|应该?|宜|要|得|请|给我|帮我"
    "|直接|再|，)*"
)
"""Between what is to go and the sign."""
_ENDS = re.compile(
    "(?<=.)(?:帮[我忙]|给我|请[你您]?|麻烦|全部|统统|一律|文章|文中|里[面头]|通篇|全文|[这那]个(?:词|称呼|叫法|说法|提法|写法|名字|名称)|就行|就好|就可以"
    "|才对|才是|其[余他]|记得|顺便|顺带|然后|这样|不要|都[要改换给得])"
)
_AROUND = "的把将和与了在里中是都也就全"
_A_MANNER = re.compile(
    "(?:写法|说法|口气|语气|口吻|方式|措辞|人称|样子|标题|序号|编号|段落|表格|清单|列表"
    "|[一二两三四五六几]个?(?:段话?|句话?|条|点))$"
)
"""改成没有人称的写法, 改成一段话 is a wish: no words are given."""
_A_WISH = re.compile("(?:一些|一点|点|的语气|口气)$")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is to go, what is to come, and the words that may name the place."""

    old: str
    new: str
    where: str


def exchanged(sentence: str, report: Report) -> Exchange | None:
    """Return the exchange that a normal sentence asks for; None where its words ask for another."""
    for sign, surely in _signs(sentence):
        after = sentence[sign.end() :]
        new = _new(after)
        if not new or not _gives_words(new, after):
            continue
        shortly = sign.group()[0] in "改换-→" and after == new
        found = _old(sentence[: sign.start()], new, report, surely=surely, shortly=shortly)
        if found is not None:
            return found
    return _turned_round(sentence, report)


def _signs(sentence: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the signs outside quotations, the sure ones first, from the last on."""
    masked = QUOTED.sub(lambda m: "\ue000" * len(m.group()), sentence)
    yield from ((m, True) for m in reversed(list(_BECOMES.finditer(masked))))
    yield from ((m, False) for m in reversed(list(_IS.finditer(masked))))


def _new(after: str) -> str:
    """Return the words that follow a sign: what is quoted, or a stretch without marks."""
    quoted = QUOTED.match(after)
    if quoted is not None:
        return quoted.group()[1:-1]
    plain = re.split(f"[{_STOP}]", after)[0]
    end = _ENDS.search(plain)
    plain = plain[: end.start()] if end is not None else plain
    return re.sub("[吧哈啊呀嘛哦呗了的]+$", "", plain).strip(QUOTES + "把将 ")


def _gives_words(new: str, after: str) -> bool:
    """Whether what follows a sign are words, and no wish for how something is to be written."""
    if QUOTED.match(after) is not None:
        return not _A_MANNER.search(re.split(f"[{_STOP}]", after)[0])
    arranges = task_by_words(new) in (POINTS, Task.RESTRUCTURE) or find_length(new) is not None
    return not (arranges or len(new) > _LONGEST or SPAN.search(new) or _A_MANNER.search(new))


def _old(before: str, new: str, report: Report, *, surely: bool, shortly: bool) -> Exchange | None:
    """Return with its place what is to become `new`: of the words before a sign that stand in the
    report those that look like it, are called wrong, or stand right before a sure sign; `shortly`
    those that are all there is before it: 海葵改贝碧嘉."""
    quoted = list(QUOTED.finditer(before))
    quoted = [m for m in quoted if m.group()[1:-1] in report.text] or quoted[-1:]
    found = [(m.start() + 1, m.end() - 1) for m in quoted] or list(
        _standing(before, report.text, new)
    )
    best: tuple[int, int, int] | None = None
    for start, end in found:
        old, between = before[start:end], before[end:].lstrip(QUOTES)
        alike, wrong = _alike(old, new), _DENIES.search(before[:start].rstrip(QUOTES)) is not None
        wrong = wrong or _WRONG.match(re.sub(f"^(?:{_BESIDE.pattern})", "", between)) is not None
        beside = _BESIDE.fullmatch(between) is not None
        alone = end == len(before) or not before[end:].strip(_AROUND)
        alone = alone and not before[:start].strip(_AROUND)
        if not (alike or wrong or (surely and (beside or quoted)) or (alone and shortly)):
            continue
        if not (alike or quoted) and task_by_words(new) is not None:
            continue
        if not (surely or wrong or alone) and new in report.text:
            continue
        rank = (4 * alike + 2 * wrong + beside, start, end)
        best = max(best, rank) if best is not None else rank
    if best is None:
        return None
    told, start, end = best
    old, prior = before[start:end], before[:start]
    again = next((n for n in range(len(new) - 1, 0, -1) if prior.endswith(new[:n])), 0)
    new = new[again:]  # 院长某某某改成院长沈澜
    strange = find_figures(new) and not find_figures(old)
    wish = told < 2 and _A_WISH.search(new) and not set(new[:-1]) & set(old)
    if old == new or strange or wish:
        return None  # 固定资产投资写成14.6亿元 states a figure
    return Exchange(old, new, _where(prior))


def _standing(words: str, text: str, new: str) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches of words that stand in a text, without the particles around; one
    that `new` begins with as well is none (中心小学, 中心学校)."""
    at = 0
    while at < len(words) - 1:
        end = at + 2
        if words[at:end] not in text or any(c in _STOP + QUOTES for c in words[at:end]):
            at += 1
            continue
        while end < len(words) and words[end] not in _STOP and words[at : end + 1] in text:
            end += 1
        start, stop = at, end
        while stop - start > 2 and words[start] in _AROUND and words[start] != new[0]:
            start += 1
        while stop - start > 2 and words[stop - 1] in _AROUND:
            stop -= 1
        if not says_nothing(words[start:stop]):
            yield start, stop
        at = end


def _alike(old: str, new: str) -> bool:
    """Whether two words are one but for a character or two: 石井村, 石景村."""
    if old == new or abs(len(old) - len(new)) > 1:
        return False
    most = min(len(old), len(new))
    begun = next((n for n in range(most) if old[n] != new[n]), most)
    ended = next((n for n in range(most - begun) if old[-1 - n] != new[-1 - n]), most - begun)
    return 2 * (begun + ended) >= most


def _where(before: str) -> str:
    """Return the words before what is to go that may name its place: its own clause, and those
    that number a part."""
    *others, own = re.split(f"[{_STOP}]", before)
    return "，".join([c for c in others if SPAN.search(c)] + [own.strip(QUOTES + "把将")])


def _turned_round(sentence: str, report: Report) -> Exchange | None:
    """Return the exchange of 用后备力量代替后备干部, in which what is to come is named first; what
    is to go may be named before it: 手机课堂老气，用数字课堂代替它."""
    for sign in _IN_PLACE_OF.finditer(sentence):
        before, using, words = sentence[: sign.start()].rpartition("用")
        new, old = words.strip(QUOTES + "来去"), _new(sentence[sign.end() :])
        if not using or len(new) < 2 or old == new:
            continue
        if len(old) > 1 and old in report.text:
            return Exchange(old, new, "")
        if len(old) < 2:
            return _old(before, new, report, surely=True, shortly=False)
    return None
