"""What an instruction asks to do with parts as they stand: change places, join, lose their numbers.

Only read here, in the author's words; which parts of a report are meant is settled in
`assistant.instruction.arrangement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.instruction.wording import bare
from assistant.numbering import parse_number
from assistant.request import Deed


@dataclass(frozen=True, slots=True)
class SaidMove:
    """One deed: `what` are the words for the parts it is done with, `where` those for the part
    they are put before, behind or into (“”: none), and for PLACE a number.

    `heading` is the one asked for what is merged; `apart` asks for a paragraph for each point.
    """

    deed: Deed
    what: str
    where: str = ""
    heading: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class SaidMoves:
    """The deeds of an instruction in its order, and what it asks for besides (“”: nothing)."""

    moves: tuple[SaidMove, ...] = ()
    besides: str = ""

    def __bool__(self) -> bool:
        return bool(self.moves)


_SENTENCE = re.compile(
    r"[。；;！!\n]+|[，,](?=(?:然后|并且|同时|再|并|最后|另外|接着)?(?:把|将|请))|[，,]?(?:然后|接着|随后|顺便|顺带|另外)(?:再)?|再(?=把|将)"
)
_START = re.compile(
    r"^(?:[，,、：:]|请你?|帮我|再|并且?|同时|另外|麻烦|想|需要|要求?)*(?:把|将|给|对(?!调))?"
)
_NOT = re.compile(r"(?:不要|不用|不必|不得|不能|不需要?|不想|无需|别|勿|不)[^，。；]{0,4}$")
MERGE = re.compile(
    r"归?(?:合并|并[成为到入进]|合起来|合[成为到起在]|捏[成到]|合二为一|融(?:合(?=[成为到在进一起，]|$)|为)|归并)(?:到|在)?(?:一起|一块|起来)?(?:一下)?"
)
INTO_SEVERAL = re.compile(
    r"(?:[成为到]\s*)?(?:[2-9]|1\d|[二两三四五六七八九十])\s*(?:个|大|小)*(?:要点|点|条|方面|部分|块|段|类)"
)
_INTO = re.compile(r"^(?:[进入到]+)?(?P<where>[^，。]{2,24}?)(?:里面|里边|里|中|之中|内|去)*$")
_ONE = re.compile(
    r"^(?:[写并]?[成为到]|变成)?(?:同?一(?!、)|1(?!、))个?(?:大|小)?(?:部分|章|点|条|块|节|项|方面|段|个|标题)?"
)
_WISH = re.compile("[，,](?!(?:还有|以及|和|与)?第)")
"""Where the parts are named and something else is asked for: 合并第一点和第二点，突出数据."""
_HEADING = re.compile(
    r"(?:标题|题目|名字|名称)(?:就|统一|改|写|拟|定|起名?)*(?:叫做?|[为是用成作]|：|:)?[“\"「《]?(?P<a>[^，。；“”\"「」《》]{2,40})[”\"」》]?"
    r"|(?:取名|起名|就叫|叫做?|命名)(?:为|叫)?[“\"「《]?(?P<b>[^，。；“”\"「」《》]{2,40})[”\"」》]?"
    r"|[成为][“\"「](?P<c>[^“”\"「」]{2,40})[”\"」]"
)
_NAMED = re.compile(r"^[成为](?P<name>[^，。；“”\"]{2,24})$")
SWAP = re.compile(
    r"(?:互相|相互)?(?:对调|互换|调换|交换|对换|换一?换(?!写法|说法|个?说|措辞|口气|语气)|换个?(?:一下|下)?(?:个)?(?:位置?|顺序|次序|先后)"
    r"|换个个儿?|[调掉对](?:个|一下|一?个|换个?)(?:位[置子]?|地方|顺序|次序|先后|个儿?|过儿?)|(?:位置?|顺序|次序|先后)(?:颠倒|倒|反|换|调)(?:一下|过来|个个儿)?)"
)
_TURNED = re.compile(r"(?<=[点条项分)\d])(?:换|调|倒)(?:一下|过来)$")
"""第一点和第二点换一下: said of what is numbered only, for words are changed as well."""
_PUT = tuple(
    re.compile(
        r"(?P<what>[^，。；]{1,60}?)[，,]?(?:的?(?:内容|位置|顺序))?(?:整体|统一|往前|往后|向前|向后|直接|单独)?"
        rf"(?:放|移动?|挪动?|调整?|搬|提[前升]?|排|摆|写|拿|置){to}(?P<where>[^，。；]{{1,40}})$"
    )
    for to in ("(?:到|在|至|去|于|往)", "")
)
"""A verb with 到 before one without: 收运处置挪到设施建设前面 has a name that ends in a verb."""
_FIRST = re.compile(
    r"(?:全文|报告|正文|这?一?部分)?的?(?:最(?:前|开头|上|先|前头)(?:面|边|头)?|首位|开头|前头)(?:去|来)?"
)
_LAST = re.compile(
    r"(?:全文|报告|正文)?的?(?:最(?:后|末|下|后头)(?:面|边|头|尾|一个|一位|位)?|末尾|末位|结尾|文末)(?:去|来)?"
)
_PLACE = re.compile(
    r"第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})位(?:去)?"
    r"|[为成作]第(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})个?(?:部分|章|点|条)"
)
_BESIDE = re.compile(
    r"(?P<anchor>[^，。；]{1,36}?)的?(?:(?P<before>之前|以前|前[面边头]|前|上[面边])|(?P<after>之后|以后|后[面边头]|后|下[面边]))(?:去|来)?"
)
_IS = (
    r"[“\"]?一是[”\"]?[、，]?[“\"]?二是[”\"]?(?:[、，]?[“\"]?三是[”\"]?)?"
    r"|\(一\)[、，和]?\(二\)(?:[、，和]?\(三\))?"
)
_MARKS = rf"(?:(?:数字|中文|前面的?|开头的?)?(?:序号|编号|标号|序数|号码)|{_IS})"
_OFF = "不要用|去掉|去除|删掉|删去|删除|取消|拿掉|不要|不用"
_UNNUMBER = re.compile(
    rf"(?:{_OFF}|去|不带|不加|不写|不标|不编|不留|别带|别用|无|没有)(?P<of>[^，。；]{{0,14}}?)的?{_MARKS}"
    rf"|{_MARKS}(?:都|全部?|统统|也)*(?:{_OFF}|去了)(?:了)?"
)
_KEEP = re.compile(r"(?:不要|不用|不必|不得|别|勿)(?:去|删|取消|拿)")
_NOISE = re.compile("广告|水印|页码|公众号|网址")
_APART = re.compile(r"段落|成段|分段|一段|自然段")
_DONE_ANYWAY = re.compile(
    r"(?:序号|编号|标号)[^，。；]{0,8}|[^，。；]{0,4}(?:重新?编号?|理顺|顺延|连续)[^，。；]{0,6}"
    r"|(?:其他|其它|其余|别的|内容|文字|正文|原文|句子|里面的?|数据)[^，。；]{0,10}(?:不[变动改要]|保[留持]|别[动改])[^，。；]{0,6}"
    r"|(?:不要|别|不)[改动丢漏少]?[^，。；]{0,8}|只[^，。；]{0,12}|(?:都|全部?)?保留|[^，。；]{0,6}(?:变|改)成?(?:不带|没有)?.{0,3}段落|谢谢"
)


def read_moves(instruction: str) -> SaidMoves:
    """Return the deeds that an instruction asks for; none: an empty (false) value."""
    found: list[SaidMove] = []
    besides: list[str] = []
    for part in _SENTENCE.split(bare(instruction)):
        sentence = _START.sub("", part).strip("，, ")
        move = _read(sentence) if sentence else None
        if move is not None:
            found.append(move)
        besides += _besides(sentence, move)
    return SaidMoves(tuple(found), "，".join(besides)) if found else SaidMoves()


def _read(sentence: str) -> SaidMove | None:
    for reader in (_unnumber, _merge, _swap, _put):
        move = reader(sentence)
        if move is not None:
            return move
    return None


def _unnumber(sentence: str) -> SaidMove | None:
    match = _UNNUMBER.search(sentence)
    if match is None or _KEEP.search(sentence) or _NOISE.search(sentence):
        return None
    before = sentence[: match.start()]
    what = before if before.strip("，, ") else (match["of"] or "")
    what += "一是" if "一是" in match.group() else ""
    return SaidMove(Deed.UNNUMBER, _trimmed(what), apart=bool(_APART.search(sentence)))


def _merge(sentence: str) -> SaidMove | None:
    title = _HEADING.search(sentence)
    heading = next((g for g in title.groups() if g), "") if title is not None else ""
    plain = sentence[: title.start()] + sentence[title.end() :] if title is not None else sentence
    plain = plain.strip("，, ")
    match = MERGE.search(plain)
    if match is None or _NOT.search(plain[: match.start()]):
        return None
    # 合并[成一部分]: the verb may have taken 成 along.
    behind = plain[match.end() :]
    if match.group()[-1] in "成为" and not behind.startswith(("成", "为")):
        behind = match.group()[-1] + behind
    if INTO_SEVERAL.match(behind) or INTO_SEVERAL.match(plain[match.end() :]):
        return None
    what = plain[: match.start()]
    if match.group()[-1:] in "到入进" or behind[:1] in tuple("到入进"):
        into = _INTO.match(_ONE.sub("", behind))
        if into is not None:
            return SaidMove(Deed.MERGE, _trimmed(what), _trimmed(into["where"]), _named(heading))
    rest = _ONE.sub("", behind).strip("，, ")
    if not heading and (named := _NAMED.match(rest)) is not None:
        heading = named["name"]
    elif not what.strip("，, "):
        what = _WISH.split(rest)[0]
    return SaidMove(Deed.MERGE, _trimmed(what), heading=_named(heading))


def _named(heading: str) -> str:
    heading = heading.replace("(", "（").replace(")", "）")
    return re.sub(r"(?:就(?:行|可以|好)了?|即可|吧|了)$", "", heading.strip()).strip('“”"「」 ：:')


def _swap(sentence: str) -> SaidMove | None:
    match = SWAP.search(sentence) or _TURNED.search(sentence)
    if match is None or _NOT.search(sentence[: match.start()]):
        return None
    before, behind = sentence[: match.start()], sentence[match.end() :]
    what = before if before.strip("，, ") else behind
    return SaidMove(Deed.SWAP, _trimmed(what))


def _put(sentence: str) -> SaidMove | None:
    tried = (sentence, *re.split("[，,]", sentence))
    match = next((m for put in _PUT for one in tried if (m := put.fullmatch(one.strip()))), None)
    if match is None or _NOT.search(match["what"]):
        return None
    what, where = _trimmed(match["what"]), match["where"].strip()
    if _FIRST.fullmatch(where):
        return SaidMove(Deed.FIRST, what)
    if _LAST.fullmatch(where):
        return SaidMove(Deed.LAST, what)
    if (place := _PLACE.fullmatch(where)) is not None:
        return SaidMove(Deed.PLACE, what, str(parse_number(place["n"] or place["m"])))
    beside = _BESIDE.fullmatch(where)
    if beside is None:
        return None
    deed = Deed.BEFORE if beside["before"] else Deed.AFTER
    return SaidMove(deed, what, _trimmed(beside["anchor"]))


_FILL = re.compile(
    r"^(?:一下|把|将|请|的|在|整个|，|,)+|(?:一下|的?(?:内容|位置|顺序|次序|先后)|前后|两者|二者|一起|都|全部|各自|统统|给|[改写变换]成|[改写变换]为|，|,|的|里|中)+$"
)


def _trimmed(words: str) -> str:
    """Return the words for parts without what stands around them: 的位置, 一下."""
    before = None
    while before != words:
        before, words = words, _FILL.sub("", words.strip())
    return words


def _besides(sentence: str, move: SaidMove | None) -> Iterator[str]:
    """Yield the clauses of a sentence that ask for something a deed does not do anyway."""
    clauses = [c.strip() for c in re.split("[，,]", sentence) if c.strip()]
    for clause in clauses:
        own = move is not None and (
            len(clauses) == 1
            or clause in move.what
            or _read(clause) is not None
            or MERGE.search(clause)
            or _HEADING.search(clause)
            or move.what in clause
            or _APART.search(clause)
        )
        if not own and not _DONE_ANYWAY.fullmatch(clause):
            yield clause
