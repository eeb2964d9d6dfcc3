"""Short sentences that are a command, and questions, which never are one."""

from __future__ import annotations

import re
from functools import cache

from assistant.chat.normal import bare, normal
from assistant.lexicon import alternatives, classes, rows

_NEUTRAL, _MORE = "neutral", "more"
"""Words that decide nothing; words that ask for something more, so that nothing is agreed to."""
_LONGEST = 16
"""Characters of a command that is made of such words."""
STOP, ORIGINAL, BACK = "stop", "original", "back"
"""Commands that are no act of their own: stop what runs, back to the text as it was opened, bring
back what was there a moment ago."""
_QUESTION = re.compile(
    r"？\s*$|(?:吗|么|没有|没|(?<![着的了])呢|不)[。！，\s]*$|^(?:是不是|是否|有没有|有无|能不能|能否|可不可以|会不会|要不要|该不该|行不行|对不对|好不好|需不需要|用不用|为什么|为何|怎么(?:没|不|会|还|又|样)|哪(?![一个条块部分节段项点]{1,3}[都也])|谁|什么|几|多少)"
    r"|多少|(?<![分成列拆加添举写这那的前后头余他它好十百压短小面])几(?:个|处|条|点|字|次|部分|段|版)|哪(?:些|里|个|几|一|句|部分|儿|处|来)(?![条块部分节段项点个]{0,2}[都也])|什么(?!的(?:都|也|全|统统|清|删|去|弄|，|$))|为什么|为何|怎么(?:会|没|不|还|又|回事|来|算)|是不是|是否|有没有|有无|对不对|行不行|好不好"
)
_ABLE = re.compile(
    r"^(?:那|还|请问|你|您|我们?|咱们)*(?:能不能|能否|可不可以|可以不可以|可否|能|可以|会不会|是不是可以|是否可以|是不是能|是否能|要不要|要不|不如|何不|行不行|有没有办法|有办法|有没有可能|有可能|方便|方不方便)(?:再|帮我|给我|请你|把它?)?"
)
_PARTICLE = re.compile(
    r"(?:，?(?:可以|行|好|能行|成|对|是|能)?(?:吗|么|不|没|呢|吧|否)|，?(?:行不行|好不好|可不可以|可以不|能不能|成不成|怎么样|如何))?[？?]*\s*$"
)


def is_stop(sentence: str) -> bool:
    """Whether a sentence, as it was typed, is the word to stop what runs."""
    return command_of(bare(normal(sentence))) == STOP


def is_question(sentence: str) -> bool:
    """Whether a normal sentence has the form of a question: nothing is decided by one."""
    return _QUESTION.search(sentence) is not None


def as_wish(sentence: str) -> str | None:
    """Return what a question asks to be done (能不能压到300字？ → 压到300字), None for another."""
    if re.search("找回|找得回|还原|恢复|撤销|还在|后悔", sentence):
        return None  # it asks whether what was done can be undone
    able = _ABLE.match(sentence)
    rest = _PARTICLE.sub("", sentence)
    if able is not None:
        return rest[able.end() :] if able.end() < len(rest) else None
    polite = re.search(
        r"，?(?:可以|行|好|成|能行)(?:吗|么|不)[？?]*$|(?:可以|行|好)(?:不可以|不行|不好)[？?]*$|(?:行不行|好不好|可不可以)[？?]*$|能(?:不能)?[^，。]{0,16}(?:吗|？|\d+[^，。\d]{0,3}[不么])$",
        sentence,
    )
    if polite is None:
        return None
    inner = (
        re.sub(r"(?:能不能|能否|可不可以|能|可以)(?=[^，。]*$)", "", rest, count=1)
        if polite.group().startswith("能")
        else rest
    )
    return inner or None


def command_of(sentence: str) -> str | None:
    """Return which command a bare sentence is as a whole, or None.

    Clauses may say it together: 弄错了，退回去; 不太行，换一个; 行，就用这个.  What is done is said
    by the one that is more than yes or no; clauses that only complain say nothing.
    """
    whole = _command(sentence)
    if whole is not None:
        return whole
    found = [_names(c) for c in re.split("[，。；！]", sentence) if c and not complains(c)]
    if not found or not all(found):
        return None
    return _decides({name for names in found for name in names})


def _decides(said: set[str]) -> str | None:
    """Return what several commands come to: what is done is said by more than yes or no."""
    if len(said) > 1:
        said -= {"adopt", "reject"}
    if ORIGINAL in said:
        said -= {"undo"}
    if len(said) > 1:
        said -= {BACK}  # 还是刚才那版好，拿回来
    return said.pop() if len(said) == 1 else None


def _names(clause: str) -> set[str]:
    """Return the commands that a clause is, said without a comma between them: 算了这版不要."""
    whole = _command(clause) or _command(clause.rstrip("吧了啊呀"))
    if whole is not None:
        return {whole}
    return _of_words(clause) if len(clause) <= _LONGEST else set()


def _of_words(clause: str) -> set[str]:
    """Return the commands of a clause that is made of command words and words that decide nothing,
    such as 还是把刚才那步撤了吧; none where a word more is said, or one is denied."""
    said: set[str] = set()
    at, denied = 0, -1
    while at < len(clause):
        word = _command_words().match(clause, at)
        if word is None:
            return set()
        act = _acts()[word.group()]
        if act not in (_NEUTRAL, _MORE, "reject") and denied == at:
            return set()  # 不要撤销
        said |= {act} - {_NEUTRAL}
        at = word.end()
        denied = at if act == "reject" else -1
    return set() if {_MORE, "adopt"} <= said else said - {_MORE}


@cache
def _acts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("talk_command_words", 2)}


@cache
def _command_words() -> re.Pattern[str]:
    return re.compile(alternatives(_acts()))


def complains(clause: str) -> bool:
    """Whether a clause only says how one likes it."""
    return any(re.fullmatch(f"(?:{w})+", clause) for w in classes("talk_words")["complaint"])


def _command(sentence: str) -> str | None:
    return next((name for pattern, name in _commands() if pattern.fullmatch(sentence)), None)


@cache
def _commands() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said, re.IGNORECASE), act) for said, act in rows("talk_commands", 2))
