"""What was adopted, taken back in part: parts that are to have their words of before while others
keep theirs, and the version in which something had not been done yet.

第三部分还是用原来的，后头改的那个别动    ->  the third part is brought back
除第一部分的改动保留外，其余改动请还原    ->  what was changed but the first is brought back
回到只压了第三部分、第四部分还没动的那版  ->  the version before the fourth was changed
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.clauses import pieces_of
from assistant.chat.normal import QUOTED
from assistant.chat.part_decisions import named_parts
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading
from assistant.document import Report
from assistant.findings import Message
from assistant.instruction.arrangement import within
from assistant.instruction.lengths import find_length
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_numbers import N
from assistant.numbering import parse_number
from assistant.outline import parse
from assistant.session.versions import Version

_BEFORE = (
    "(?:还?没|未)?[压改动缩](?:过|了|它)?[^，。；]{0,4}?"
    "(?:之前|以前|前)的?(?:样子|文字|那个?|内容|$)"
)
_BACK = re.compile(
    "恢复|还原|复原|撤(?:[销回掉了]|$)|作废|[退改变换]回|退(?:掉|了$)|回到(?=改|压|没|原|之)"
    f"|{_BEFORE}|(?:[用是按]|换)回?(?:原(?:来|先)?的|(?=最[初早开]))|用?[老旧]的"
)
_A_DEED = "的(?:压缩|修改|改写|精简|改动|润色)(?=请|仍|恢复|还原|撤|保留|不变|都|也|全|$)"
"""对打算部分的压缩请恢复原样: what was done, and nothing to be done."""
_BEHIND = re.compile(
    "(?:[到成为去来了掉吧的好就行]|[改压]?之?前|以前|样子|文字|内容|原[文样稿来]|[那这]个|版本|状态|最[早开始先]{1,2}|[那这]?一?[版稿]|写法|"
    "修改|改动|压缩|最初|一下|顺眼|更|些|全部|文)*"
)
_DENIED = re.compile(
    "(?:不(?:要|用|能|必|许|想)?|别|勿|莫|没)(?:再|给我|把它)?(?:恢复|还原|撤|[改退变换]回)"
)
_STAYS = re.compile(
    "保留|保持|现在|留(?:着|下|住)?|不动|别动|不要动|照旧|就这样|不变|不撤|维持现在"
)
_OTHERS = re.compile("其余|其[他它]|别的|剩下|余下|另外|[后前][头面]|[后前]一个")
_BUT = re.compile("^除(?:了|去|开)?")
_NOT_YET = re.compile(
    "(?:尚未|还没有?|没有?|未)(?=[压缩改动写精润调理删])(?P<done>[^，。；]*?)(?=的?(?:那|这)?一?(?:版|稿|时候|之前|以前)|的那|，|$)"
)
_AHEAD_OF = re.compile(
    "(?P<done>[压改动缩写润理](?!回)[^，。；]{0,12}?)(?:之前|以前|前)(?=的?[那这]?一?个?[版稿])"
)
"""回到改第四部分之前那版."""
_NOTHING_YET = re.compile("最[初早开]|[处字点]都没")
"""It is the text as it was opened."""
_OF_IT = re.compile("的?(?:那|这|上)?一?(?:版|稿|时|之前|以前|的|会儿)|的那")
"""Behind it: the version that was so."""
_A_VERSION = re.compile("[版稿]|(?:时|的时候|那会儿?)$|之前的?报告")
_LEFT_OUT = re.compile(
    "(?P<but>除(?:了|去|开)?[^，。；]{1,16}?(?:以外|之外|外))的(?=改动|修改|都|全)"
)
_REGRETS = re.compile("(?:我|还是|又|有点|想了想|算了|哎|后悔|反悔|不好意思|觉得|了)+")
_LABEL = re.compile(f"\\(({N})\\)")
_A_STEP = re.compile(
    "(?P<recent>上一?[步次]|刚才|刚刚|最近)|(?P<last>(?:最后|后)[那头面]?一?[步次处个])"
    f"|(?P<first>(?:最先|最早|前|头|先)[那头面]?一?[步次处个])|第(?P<n>{N})[步次处]"
)
"""A step that was adopted, by its order."""
_UNDONE = re.compile("[撤退][掉销回]?了?的")
_SAID_AGAIN = 6
"""Characters of a clause that only says once more what is to be done."""
_TO = re.compile("回|退|恢复|还原|要|用|看|换")
_NO_SUCH = Message(
    "没有找到那样的一版。要回到哪一版？请说“上一版”“第2版”这样的次序。",
    "There is no such version. Say “the one before” or “version 2”.",
)
_KINDS = {"压缩": "压|缩|精简", "改写": "改写|语气|口气|措辞|写法|文风"}
"""What a version says was done in it, and the words for it."""


def brought_back(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to have parts, or the report, as they were before something was adopted;
    None where a sentence says anything else."""
    if not at.session.history.can_undo:
        return None
    return _version(sentence, at) or _parts(sentence, at)


def _version(sentence: str, at: Situation) -> Reading | None:
    not_yet = list(_NOT_YET.finditer(sentence)) or list(_AHEAD_OF.finditer(sentence))
    if not not_yet or not _A_VERSION.search(sentence) or not _TO.search(sentence):
        return None
    if _NOTHING_YET.search(sentence):
        return None
    last = not_yet[-1]
    if find_length(sentence) is not None or not _OF_IT.match(sentence, last.end()):
        return None  # 第三部分还没压缩，这一稿要压到200字 asks for work
    clause = re.split("[，。；、]", sentence[: last.start()])[-1]
    ids = find_mention(f"{clause}{last['done']}", at.report, None).ids
    line = at.session.history.line()
    for back, (before, after) in enumerate(zip(line[-2::-1], line[:0:-1], strict=True), 1):
        if ids and not any(
            within(i, ids) or within(ids[0], (i,)) for i in changed(before, after, at)
        ):
            continue
        if not ids and not _is_deed(last["done"], after):
            continue
        return Reading(Act.UNDO, which=-back)
    return Reading(Act.ASK, said=_NO_SUCH)


def _is_deed(words: str, version: Version) -> bool:
    told = [kind for kind, pattern in _KINDS.items() if re.search(pattern, words)]
    return not told or any(version.what.zh.startswith(kind) for kind in told)


def _parts(sentence: str, at: Situation) -> Reading | None:
    """Read clauses of which each names parts and says that they go back, or stay as they are."""
    back: list[str] = []
    kept: list[str] = []
    others = told = recent = False
    line = at.session.history.line()
    steps: set[int] = set()
    # What has changed is compared only where it matters: most sentences ask for nothing back.
    done = cache(lambda: changed(line[0], line[-1], at))
    told_of = f"{_BEFORE}|最[初早开]始?的写法|{_A_DEED}"
    plain = re.sub(told_of, "", QUOTED.sub("", sentence))
    if any(task_by_words(c) not in (None, LONG) for c, _ in pieces_of(plain)):
        return None
    for clause in re.split("[，。；]", _LEFT_OUT.sub(r"\g<but>，其余的", sentence)):
        if not clause or _REGRETS.fullmatch(clause):
            continue
        goes, but = goes_back(clause), _BUT.match(clause) is not None
        stays = _STAYS.search(clause) is not None or _DENIED.search(clause) is not None or but
        if not (goes or stays):
            told = True
            continue
        if _OTHERS.search(clause) and not named_parts(_OTHERS.sub("", clause), at):
            others = others or (goes and not stays)
            continue
        named = named_parts(_name_in(_BUT.sub("", clause)), at)
        if not named and (label := _LABEL.search(clause)) is not None:
            end = f".{parse_number(label[1])}"
            named = [i for i in done() if i.endswith(end)]
            named = named if len(named) == 1 else []
        if not named and (step := _step(clause, len(line) - 1)):
            if _UNDONE.search(clause):
                return None
            recent = recent or _A_STEP.search(clause)["recent"] is not None  # type: ignore[index]
            steps |= {step} if goes and not stays else set()
            continue
        if not named and goes and back and len(clause) < _SAID_AGAIN:
            continue  # 换回去
        if not named:
            return None
        (kept if stays else back).extend(named)
    if steps:
        surely = kept or not recent  # of the last one alone the state tells more
        return _steps_back(steps, line, at) if surely and not (back or others) else None
    if told:
        return None  # of steps it may be told what is wrong with them; of parts more is asked for
    if others:
        back += [i for i in done() if not within(i, kept)]
    if not back or not (kept or others or all(_meets(b, done()) for b in back)):
        return None
    found: Reading | None = None
    for part in reversed(list(dict.fromkeys(back))):
        found = Reading(Act.UNDO, part=part, then=found)
    return found


def _meets(part: str, others: Sequence[str]) -> bool:
    """Whether a part is one of the others, lies in one of them, or holds one."""
    return any(within(one, (part,)) or within(part, (one,)) for one in others)


def _step(clause: str, count: int) -> int:
    """Return which of so many steps a clause names by its order, 0 for none."""
    named = _A_STEP.search(clause)
    if named is None:
        return 0
    number = (
        count
        if named["last"] or named["recent"]
        else 1
        if named["first"]
        else parse_number(named["n"]) or 0
    )
    return number if number <= count else 0


def _steps_back(steps: set[int], line: Sequence[Version], at: Situation) -> Reading:
    """Return that steps are undone: the last ones in turn, others by the parts they changed."""
    count = len(line) - 1
    if steps == set(range(count - len(steps) + 1, count + 1)):
        return Reading(Act.UNDO, which=-len(steps))
    found: Reading | None = None
    for part in {p for n in sorted(steps) for p in changed(line[n - 1], line[n], at)}:
        found = Reading(Act.UNDO, part=part, then=found)
    return found or Reading(Act.ASK, said=_NO_SUCH)


def _name_in(clause: str) -> str:
    """Return what a clause says before what is done with it."""
    ends = [m.start() for m in (_STAYS.search(clause), *_BACK.finditer(clause)) if m and m.start()]
    return clause[: min(ends, default=len(clause))]


def goes_back(clause: str) -> bool:
    """Whether a clause ends with what says that something is to be as it was."""
    return any(_BEHIND.fullmatch(clause[m.end() :]) for m in _BACK.finditer(clause))


def changed(before: Version, after: Version, at: Situation) -> Sequence[str]:
    """Return the lowest parts that have other words in one version than in another."""
    styles = at.session.source.styles_in
    old, new = (_words(parse(v.text, styles=styles(v.text))) for v in (before, after))
    ids = [i for i in new if old.get(i) != new[i]]
    return [i for i in ids if not any(o.startswith(f"{i}.") for o in ids)]


def _words(report: Report) -> dict[str, str]:
    return {s.id: report.of(s) for s in report.walk()}
