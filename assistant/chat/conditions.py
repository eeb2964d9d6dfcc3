"""What a sentence says is to stay as it is: 数据别动, 保留第一句, 《标题》一个不能少."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.chat.clause_tasks import task_by_words
from assistant.chat.kinds import LIKELY, SURE, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.vocabulary import said, says_nothing, told
from assistant.figures import find_figures
from assistant.instruction.lengths import find_length
from assistant.lexicon import classes
from assistant.sentences import split_sentences

_NOT = r"(?:不(?:要|能|许|得|准|可以?|用|必|宜|该|应)?|别|勿|莫|甭)(?:再)?(?:乱|随便|去|给我)?"
_TOUCH = (
    r"(?:改[动变]?|动|换|丢(?:掉|了)?|漏(?:掉)?|少|删(?:掉|除|减|去|改)?|变|"
    r"碰|作?(?:调整|变动|修改)|去掉|压(?:掉|缩)?|省略?|略(?:去|掉)?|砍(?:掉)?|减少|写错|弄错|写丢|[弄搞改整删压](?:没|丢|掉|乱|错|落|漏))"
)
_ALL = (
    r"(?:都|就|全部?|一样|一点|半点|一个字?|半个字?|一项|一处|一条|一字|也|仍|还是|要|必?须|得|一定|"
    r"务必|你|您|先|请|千万|绝对|可|可是|是)*"
)
_WHAT = r"(?P<what>“[^”]{1,80}”|[^，。；！？]{1,40}?)"
_CONDITION = re.compile(
    rf"(?:^|(?<=[，。；]))(?:但是?|不过|可是?(?=..)|其中|注意|前提是|条件是|把|将|里[面头]的?|只是)*"
    rf"(?:{_WHAT}(?:的)?{_ALL}(?:{_NOT}{_TOUCH}了?|保持(?:不变|原样|不动)|照旧|原样保留|原样|不变|保留(?:下来|着|住|好|原话|原文|原句)?|(?:给我|帮我)?(?:留着|留下(?:来)?|保住)|(?<=[须务要得定])(?:给我|帮我)?(?:留|在|有)住?|都(?:还|仍|得|要)+(?:在|有)|(?:要|得|必须|应当?|都|还)+(?:能|都)*(?:看得[到见]|找得到|见得?到|出现|在里[面头])|(?:{_ALL}(?:{said('stays').pattern})))"
    rf"|(?:{_ALL}(?:{_NOT}{_TOUCH}|保留(?:好|住|下)?|留着|留下|保住|保证|确保|(?:要|得|须|定|务必)(?:得|要)?(?:有|带着?|提到?|写到?|出现|看到|见到)(?=[\ue100-\uefff]|[^，。；]{{0,4}}\d))了?)(?P<after>(?!一半|\d+字|[一二两三四五六七八九]成|{_TOUCH})[^，。；！？]{{1,24}}?)(?:{_ALL}(?:不变|不动|不丢|不少|{_NOT}{_TOUCH}))?)"
    r"了?(?=$|[，。；！？])"
    rf"|(?:^|(?<=[，。；]))(?:但是?|可是?|不过)?(?:千万|可)?{_NOT}(?:把|将)(?P<lost>[^，。；！？]{{1,30}}?)给?"
    rf"(?:{_TOUCH}|[\u4e00-\u9fff]{{0,2}}(?:没|丢|掉|漏|乱|坏|错|碎|飞|跑|少|光))(?:了|掉)*(?=$|[，。；！？])"
)
_BUT_FOR = re.compile(
    "(?:^|(?<=[，。；]))除(?:了|去|开)?(?P<quotes>[\ue100-\uefff](?:[、和跟与及]*[\ue100-\uefff])*)"
    "(?:[这那][几两二三四五俩仨](?:个|处|句|样)?(?:词|字|话|说法|提法)?)?(?:以外|之外|外)?(?=$|[，。；])"
)
"""Words in quotes that are left out: 整块改书面，除了“甲”“乙”."""
_ABOVE_ALL = re.compile(
    rf"(?P<stays>(?:^|(?<=[，。；]))[^，。；]*(?:{_NOT}{_TOUCH}|保留|留着|留下|不变|原样|照旧)[^，。；]{{0,6}})，(?:尤其|特别|特别)是?(?P<what>[^，。；]{{2,24}})(?=$|[，。；])"
)
"""数字一个不能少，尤其1200名新生那个: that is to stay as well."""
_ONLY_STAYS = re.compile(f"{_ALL}(?:{_NOT}{_TOUCH}了?|{said('stays').pattern})")
_POINTED = re.compile("(?:的)?(?:那|这)(?:一|几|两|三)?(?:个|处|句|条|些)?(?:数|话)?$")
_STAY = re.compile("(?<=..)(?:都|全|也|要|得|请)*(?:留|保)$")
_EMPTY = re.compile(
    "(?:别的|别|其他|其它|其余|剩下|这|那|它|这个|那个|意思|原意)?(?:的|地方|内容|部分)*"
)
_THINGS = re.compile("^\\D|[个处项样点句]$")
"""What only counts what is to stay: 这3个数, 两个说法."""
_MEANING = re.compile("意思|原意|本意|含义")
_NTH = re.compile(
    r"第([一二三四五六七八九十\d]+)句|(首句|头一?句|开头一?句|第一句)|(最后一?句|末句|结尾一?句)"
)
_PARAGRAPH = re.compile(
    "(?:讲|说|写|关于)?(?P<name>[^，。；]{2,20}?)的?[那这]一?段(?:话|文字|内容)?"
)
"""讲能源的那段: the lines that hold the name."""
_COUNTED = re.compile(
    "(?:这|那)?[几两二三四五六](?:个|样|项|条|处|句|点)(?:数据?|数字|东西|话|成绩|内容|工作|情况|亮点|做法)?(?:都|全)?$"
)
_DIGITS = "零一二三四五六七八九十"
_OF_QUOTED = re.compile("^[^\ue100-\uefff]*$|[\ue100-\uefff]的[\u4e00-\u9fff]{2,6}$")
"""Nothing quoted, or what only belongs to that: 四个“第一第二”的序号."""
_MASK, _MASKED = 0xE100, re.compile("[\ue100-\uefff]")
"""What stands in quotes is one thing, whatever marks it holds."""


@lru_cache(maxsize=1024)  # every reader asks it of every clause
def take_conditions(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a sentence without what it says is to stay, and that, in its words."""
    quotes = QUOTED.findall(text)
    masked = QUOTED.sub(lambda m: chr(_MASK + quotes.index(m.group())), text)

    def whole(words: str) -> str:
        return _MASKED.sub(lambda m: quotes[ord(m.group()) - _MASK], words)

    rest, kept = _taken(masked)
    left: list[str] = []
    for clause in re.split("(?<=[，。；])", rest):
        bare = clause.rstrip("，。；")
        kind = kind_of(whole(bare))
        says_so = kind.sure >= (SURE if task_by_words(bare) else LIKELY)
        if kind.label == "keep" and says_so and find_length(bare) is None:
            kept += _listed(_STAY.sub("", told(bare)))
        else:
            left.append(clause)
    words = [
        w
        for what in kept
        for w in ([whole(what)] if _OF_QUOTED.search(what) else map(whole, _beside_quotes(what)))
    ]
    return whole("".join(left)).strip("，。；但 "), tuple(_unquoted(w) for w in words)


def _unquoted(words: str) -> str:
    """Return words without the quotation marks around all of them."""
    return words[1:-1] if QUOTED.fullmatch(words) else words.strip('"')


def _beside_quotes(what: str) -> list[str]:
    """Return what is in quotes, and the figures that are joined to it: “7·09”和货值430万元."""
    found = _MASKED.findall(what)
    for part in re.split("[、和与及跟]", _MASKED.sub("", what)):
        figures = [f.text for f in find_figures(part) if not _THINGS.search(f.text)]
        found += figures if len(figures) == 1 and not find_length(part) else []
    return found


_NOT_TO = re.compile("(?:不[用必须]?|别|甭|勿|莫|无[须需])$")


def names_nothing(keep: str) -> bool:
    """Whether what is said to stay is only that something does: 别动，其余照压."""
    return _ONLY_STAYS.fullmatch(keep) is not None


def said_to_stay(text: str) -> list[str]:
    """Return what the grammar of a clause, and no likeness, says is to stay."""
    return _taken(QUOTED.sub("Q", text))[1]


def _taken(text: str) -> tuple[str, list[str]]:
    """Return a sentence without what grammar says is to stay, and that."""
    kept: list[str] = []
    for match in list(_ABOVE_ALL.finditer(text)):
        kept.append(_POINTED.sub("", told(match["what"])))
        text = text.replace(match.group(), match["stays"], 1)
    for match in list(_BUT_FOR.finditer(text)):
        kept += list(match["quotes"])
        text = text.replace(match.group(), "", 1)
    for match in list(_CONDITION.finditer(text)):
        what = (match["what"] or match["after"] or match["lost"] or "").strip('“”"的')
        if _NOT_TO.search(what):
            continue  # 那句就不要留了
        what = told(re.sub("^里[面头]的?", "", what))
        if not what or (_EMPTY.fullmatch(what) and not _MEANING.search(what)):
            if what in classes("talk_words")["the_others"]:
                text = text.replace(match.group(), "", 1)  # 别的照旧 keeps nothing of its own
            continue
        kept += _listed(what)
        text = text.replace(match.group(), "", 1)
    return re.sub("，{2,}", "，", text).strip("，。；但 "), kept


def _listed(what: str) -> list[str]:
    """Return the things of 98.2%、91%、锦旗17面这三样, each as its own condition."""
    counted = _COUNTED.sub("", what)
    pieces = re.split("[、和与跟及]" if counted != what else "、", counted)
    figures = [w for w in pieces if re.search(r"\d", w)]
    if len(figures) > 1 and len(figures) == len(pieces):
        return figures
    return [w for w in counted.split("、") if w] if counted != what and "、" in counted else [what]


def kept_spans(keep: str, text: str, selected: str = "") -> list[tuple[int, int]]:
    """Return the places of a passage that a condition is about: its figures, a sentence, words.

    Empty where the words say nothing that can be found; `selected` is what 这句, 那句 mean.
    """
    if len(keep) > 2 and keep in text:
        found = [m.span() for m in re.finditer(re.escape(keep), text)]
        held = split_sentences(text, at_semicolon=False)
        around = [(s.start, s.end) for s in held if any(s.start <= a < s.end for a, _ in found)]
        return around or found
    if (paragraph := _PARAGRAPH.fullmatch(keep)) is not None:
        lines = [m.span() for m in re.finditer("[^\\n]+", text)]
        return [(a, b) for a, b in lines if paragraph["name"].strip("“”") in text[a:b]]
    if re.search("数据|数字|数值|指标|金额|日期|时间", keep):
        return [(f.start, f.end) for f in find_figures(text)]
    if re.search("书名号|文件名|《|标题名", keep):
        return [m.span() for m in re.finditer("《[^》]*》", text)]
    if re.fullmatch("(?:小|大)?标题", keep):
        return []
    sentences = [(s.start, s.end) for s in split_sentences(text, at_semicolon=False)]
    nth = _NTH.search(keep)
    if nth is not None and sentences:
        if nth[1]:
            number = int(nth[1]) if nth[1].isdigit() else _DIGITS.find(nth[1])
        else:
            number = 1 if nth[2] else len(sentences)
        return [sentences[number - 1]] if 1 <= number <= len(sentences) else []
    if re.fullmatch("[这那](?:一)?(?:句|个|段)(?:话)?", keep):
        keep = selected
    words = re.sub('[“”"「」]|那(?:一)?句(?:话)?|这(?:一)?句(?:话)?|的$', "", keep)
    if len(words) < 2 or says_nothing(words):
        return []
    found = [m.span() for m in re.finditer(re.escape(words), text)]
    return [s for s in sentences if any(s[0] <= a and b <= s[1] for a, b in found)] or found
