"""Short sentences that are a command, and questions, which never are one."""

from __future__ import annotations

import re
from functools import cache

from assistant.chat.clause_tasks import LONG, only_hints, task_of
from assistant.chat.normal import QUOTED, bare, normal
from assistant.lexicon import alternatives, classes, rows

_NEUTRAL, _MORE, _REGRET = "neutral", "more", "regret"
"""Words that decide nothing; words that ask for something more, so that nothing is agreed to;
words that take back what is said behind them: 不该采用."""
_LONGEST = 20
"""Characters of a command that is made of such words."""
STOP, ORIGINAL, BACK, HOLD = "stop", "original", "back", "hold"
"""Commands that are no act of their own: stop what runs, back to the text as it was opened, bring
back what was there a moment ago, let wait what waits."""
_QUESTION = re.compile(
    r"？\s*$|(?:吗|(?<![这那])么|(?<![不也])(?<!不能|不许|不可|千万|别给)没有?|(?<![着的了交用])呢|不)[。！，\s]*$|到底.*(?:还是|多少|几)|怎么(?:有)?[两2几]|(?<!不)([\u4e00-\u9fff]{1,2})不\1(?![\u4e00-\u9fff])|\d[^，。]{0,4}还是\d|^(?:是不是|是否|有没有|有无|能不能|能否|可不可以|会不会|要不要|该不该|行不行|对不对|好不好|需不需要|用不用|为什么|为何|怎么(?:没|不|会|还|又|样)|哪(?![一个条块部分节段项点]{1,3}[都也])|谁|什么|几|多少)"
    r"|^(?:请|麻烦|帮我|给我)*(?:列(?:出|一[下列]|举)|罗列|数[一下]数?|统计(?:一下)?|告诉我|报一?下)(?![^，。]*[点条项])[^，。]*(?:待补|空|缺|没填|数据|删|改动|字数|问题)"
    r"|(?:改前改后|前后|新旧|[跟和与]原[文稿来]的?)[^，。]{0,3}(?:对比|对照|比较|比一比|差别|区别)"
    r"|多少|(?<![分成列拆加添举写这那的前后头余他它好十百压短小面Q])(?<![加添补写带]上)(?<!多[加添来整写弄搞举排])几(?:个|处|条|点|字|次|部分|段|版)|(?<![分成列拆加添举写这那的前后头余他它好十百压短小面有说讲留剩删补Q])几(?:分钟|[座名人家台辆项户起期场所件篇页行句种类批])(?=$|[，。？])|有几[座名人家台辆项户处个件场所](?=$|[，。？])|多久|多长时间|会不会超|怎么[\u4e00-\u9fff]{1,3}的(?=$|[，。？])|([\u4e00-\u9fff])得([完了下上到])\2不\3|哪(?:些|里|个|几|一|句|部分|儿|处|来|了)(?![条块部分节段项点个]{0,2}[都也])|(?<!没)(?<!没有)(?<!像)什么(?![都也][没不]|的(?:都|也|全|统统|清|删|去|弄|，|$))|为什么|为何|怎么(?:会|没|不|还|又|回事|来|算|[写退撤弄改][^，。顺好]{0,2}$|[存打传导说][^，。]{0,6}$)|会(?:怎么?样|如何)|是不是|是否|有没有|有无|(?<!不)对不对|(?<!不)行不行|(?<!不)好不好"
)
_NO_MATTER_HOW = re.compile("怎么([\u4e00-\u9fff]{1,2})[，都也]?怎么")
"""怎么听怎么别扭 asks nothing."""
_FEELS = re.compile("(?:感觉|觉得|总是?|好像|似乎)[^，。？]{0,4}哪(?:里|儿|块|处)")
"""感觉哪里怪怪的 asks nothing."""
_IN_OTHER_WORDS = re.compile(
    "(?<=，)(?:也?就是说?|也就是说?|即)[^，。？]{0,8}怎么[^，。？]{1,4}的(?=[，。])"
)
"""最后那部分，就是说下一步怎么干的，…: it says what a part is about."""
_TOLD_NEXT = re.compile(
    "^[^，。：？]*?(?:逐[项个条一]|一一|挨个|分别)(?:说|报|给|讲|告诉)[^，。：？]{0,3}[：:，]"
    "|(?:没有?|未)(?:写|说|填|提|讲|交代)[^，。？]{0,6}(?:多少|几)[^，。？]{0,4}(?=[，。].)"
)
"""几个空白我逐项说：…; 后面没写投了多少钱，…: what is told next answers it."""
_SEEN_BY_OTHERS = re.compile(
    "(?:让|使|叫|给)(?![你您我])[^，。；？]{1,10}?(?:[看瞧读听]得?(?:出来?|明白|清楚?|懂|到|见)|知道|明白|晓得|了解|清楚)"
    "[^，。；？]*(?=[，。；]|$)"
)
"""让人一眼看出来查了什么 says what for."""
_NOT_YET = re.compile(
    "[，。；](?:你|我|暂时?|先)*(?:(?:不要|不用|别|不|莫)(?:急着|忙着)?(?:改|动|处理)(?:它|了|啊)?|只[看问]不改)[。！]?$|还[没未][^，。；？]{1,10}呢[。！]?$"
)
"""Behind a question: nothing is to be done yet; behind anything, why: 我还没给秘书长看呢."""
_ABLE = re.compile(
    r"^(?:那|还|请问|你|您|我们?|咱们)*(?:能不能|能否|可不可以|可以不可以|可否|能|可以|会不会|是不是可以|是否可以|是不是能|是否能|要不要|要不|不如|何不|行不行|有没有办法|有办法|有没有可能|有可能|方便|方不方便)(?:再|帮我|给我|请你|把它?)?"
)
_TAG = re.compile(
    "，?(?:你[看说]|您看)?，?(?:行不行|好不好|成不成|中不中|可不可以|可以不|得不得行|要得不|晓得不|[行好成]吗|可以吗)[啊呀？]?"
)
"""What turns a wish into a question, wherever it stands: 第五部分短一点好不好75字就够."""
_MAY = re.compile(
    "(?:是不是|是否)?(?<!只)(?:能不能|能否|可不可以|可否|可以|(?<![才功性效技可])能)(?=[^，。]*$)|[啊呀吗呢不么嘛？]+$"
)
_ONCE_DONE = re.compile("[压缩减简短炼改写删润理色](?:完|过|好)?了?后(?![面头边续])")
_PARTICLE = re.compile(
    r"(?:，?(?:可以|行|好|能行|成|对|是|能)?(?:吗|么|不|没|呢|吧|否)|，?(?:行不行|好不好|可不可以|可以不|能不能|成不成|怎么样|如何))?[？?]*\s*$"
)


def is_stop(sentence: str) -> bool:
    """Whether a sentence, as it was typed, is the word to stop what runs."""
    return command_of(bare(normal(sentence))) == STOP


def is_question(sentence: str) -> bool:
    """Whether a normal sentence has the form of a question: nothing is decided by one."""
    asked = _IN_OTHER_WORDS.sub("", _NO_MATTER_HOW.sub("", QUOTED.sub("Q", sentence)))
    asked = _TOLD_NEXT.sub("", asked)
    asked = _FEELS.sub("", _SEEN_BY_OTHERS.sub("", _NOT_YET.sub("", asked)))
    return _QUESTION.search(asked) is not None


def asks_of_undoing(sentence: str) -> bool:
    """Whether a question asks whether what was done can be undone."""
    undone = "找回|找得回|还原|恢复|撤销|还在|后悔|反悔|之后|以后|回头再|到时候|往后"
    return re.search(undone, sentence) is not None


def _asks_how_it_is(sentence: str) -> bool:
    """Whether a question asks what came of a deed: 第二部分精简后通顺吗."""
    done = _ONCE_DONE.search(sentence)
    if done is None or "先" in sentence[: done.start()]:
        return False  # 先压缩后润色
    behind = bare(sentence[done.end() :]).strip("吗么？")
    return (task := task_of(behind)) in (None, LONG) or only_hints(behind, task)


def as_wish(sentence: str) -> str | None:
    """Return what a question asks to be done (能不能压到300字？ → 压到300字), None for another."""
    if asks_of_undoing(sentence) or _asks_how_it_is(sentence):
        return None
    rest = _PARTICLE.sub("", sentence)
    # 第二部分太长了吧，能不能压到200字: what comes before tells of what
    for begins in (0, rest.rfind("，") + 1):
        able = _ABLE.match(rest[begins:])
        if able is not None and not (begins and able.group() == "会不会"):
            wish = rest[begins + able.end() :]
            return rest[:begins] + wish if wish else None
    polite = re.search(
        r"，?(?:可以|行|好|成|能行)(?:吗|么|不)[？?]*$|(?:可以|行|好)(?:不可以|不行|不好)[？?]*$|(?:行不行|好不好|可不可以)[？?]*$|能(?:不能)?[^，。]{0,16}(?:吗|？|不|\d+[^，。\d]{0,3}么)$",
        sentence,
    )
    if polite is None:
        told = _MAY.sub("", _TAG.sub("，", sentence)).strip("，。？ ")
        clauses = told.split("，")[0 if _TAG.search(sentence) else -1 :]
        deeds = [c for c in clauses if task_of(c) not in (None, LONG)]
        return told if deeds and not is_question(told) else None
    inner = (
        re.sub(r"(?:能不能|能否|可不可以|能|可以)(?=[^，。]*$)", "", rest, count=1)
        if polite.group().startswith("能")
        else rest
    )
    return inner or None


_WITHHELD = re.compile(
    "要是|如果|假如|倘若|万一|(?<!原来)(?<![说写讲念听])的话(?=[就都也再才，])|等.{1,8}(?:再|才)|行就行|(?:好像|似乎|可能|也许|或许)(?:是|还|也|挺|都)?(?:不|没)?(?:可以|行|好|对|用|要|采用|成|妥|中|同意|问题)|([\u4e00-\u9fff]{1,3})(?:倒|也)?是\\1(?![\u4e00-\u9fff])"
)
"""What decides nothing yet: 领导要是同意就用, 等书记点头再采用, 好是好."""


def withheld(sentence: str) -> bool:
    """Whether a decision is left to something that is not known yet, or only half meant."""
    return _WITHHELD.search(sentence) is not None


def command_of(sentence: str) -> str | None:
    """Return which command a bare sentence is as a whole, or None.

    Clauses may say it together: 弄错了，退回去; 不太行，换一个; 行，就用这个.  What is done is said
    by the one that is more than yes or no; clauses that only complain say nothing.
    """
    if withheld(sentence):
        return None
    whole = _command(sentence)
    if whole is not None:
        return whole
    said: set[str] = set()
    spoken_of: set[str] = set()
    for clause in re.split("[，。；！、]", sentence):
        if not clause or complains(clause):
            continue
        one = _command(clause) or _command(clause.rstrip("吧了啊呀"))
        acts = ({one}, set()) if one else _of_words(clause)
        if acts is None:
            return None
        said |= acts[0]
        spoken_of |= acts[1]
    if spoken_of and (said <= {BACK, "reject"} or {BACK, "earlier"} == said):
        said = {_UNDOES[act] for act in spoken_of} if said else set()
    return decides(said)


def decides(said: set[str]) -> str | None:
    """Return what several commands come to: what is done is said by more than yes or no."""
    if HOLD in said:
        return HOLD
    if {"adopt", "take"} <= said:
        return None  # 采用，然后存一份: to save alone would save the text as it was
    if len(said) > 1:
        said -= {"adopt", "reject"}
    if ORIGINAL in said or "earlier" in said:
        said -= {"undo", BACK}  # 还是刚才那版好，退回去
    if len(said) > 1:
        said -= {BACK}
    return said.pop() if len(said) == 1 else None


_OF_WHAT = re.compile("(?:了|掉|过|下)*的(?!了|$)")
"""Behind a command word that only says what is spoken of: 刚才采纳的那个."""
_UNDOES = {"adopt": "undo", "undo": "redo", "another": "earlier", "reject": "earlier"}
"""What brings back what was done: regretted (不该采用), or called for again (换掉的那个拿回来)."""
_NOT_SO = frozenset({"没", "没有"})
"""What says of all behind it that it was not so."""


def _of_words(clause: str) -> tuple[set[str], set[str]] | None:
    """Return the commands of a clause that is made of command words and words that decide nothing,
    such as 还是把刚才那步撤了吧, and those that it only speaks of; None where a word more is said,
    or one is denied."""
    if len(clause) > _LONGEST:
        return None
    said: set[str] = set()
    spoken_of: set[str] = set()
    at, denied, regretted = 0, -1, ""
    untrue = False
    while at < len(clause):
        word = _command_words().match(clause, at)
        if word is None:
            return None
        act, at = _acts()[word.group()], word.end()
        if untrue and act not in (_NEUTRAL, _MORE):
            return None  # 我没说采用
        untrue = untrue or word.group() in _NOT_SO
        if act == _REGRET:
            regretted = word.group()
        elif act in _UNDOES and (
            _OF_WHAT.match(clause, at) or (BACK in said and clause[at:] == "的")
        ):
            spoken_of.add(act)
        elif regretted and act in _UNDOES:
            # 不该撤销 regrets what follows; 点错了，退回去 asks for it, or regrets it.
            told_of = act != "undo" or regretted[-1] in "该应"
            said.add(_UNDOES[act] if told_of else BACK)
        elif act not in (_NEUTRAL, _MORE, "reject") and denied == word.start():
            return None  # 不要撤销
        else:
            said |= {act} - {_NEUTRAL}
        denied = at if act == "reject" else -1
    if regretted and not said:
        said = {_UNDOES[act] for act in spoken_of} or {"undo"}
    return None if {_MORE, "adopt"} <= said else (said - {_MORE}, spoken_of)


def speaks_of(act: str, plain: str) -> bool:
    """Whether a sentence has a word by which such a decision is made (adopt, undo, redo, earlier),
    or puts one off (hold)."""
    kinds = _BY_WORDS.get(act, {act})
    version = act in ("undo", "earlier") and _A_VERSION.search(plain) is not None
    return version or any(kind in kinds and word in plain for word, kind in _acts().items())


@cache
def _acts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("talk_command_words", 2)}


@cache
def _command_words() -> re.Pattern[str]:
    return re.compile(alternatives(_acts()))


_BACKWARDS = frozenset({"undo", BACK, "earlier", "original", "regret"})
_BY_WORDS = {
    "undo": _BACKWARDS | {"reject"},
    "redo": _BACKWARDS | {"redo"},
    "earlier": _BACKWARDS | {"redo"},
}
_A_VERSION = re.compile("[版稿]|原来|之前")


def complains(clause: str) -> bool:
    """Whether a clause only says how one likes it."""
    return any(re.fullmatch(f"(?:{w})+", clause) for w in classes("talk_words")["complaint"])


def _command(sentence: str) -> str | None:
    return next((name for pattern, name in _commands() if pattern.fullmatch(sentence)), None)


@cache
def _commands() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said, re.IGNORECASE), act) for said, act in rows("talk_commands", 2))
