"""How a sentence names parts of a report; the words alone are lexicon/mention_words.txt.

Long lines on purpose: one alternative more is one word more, and a reader compares them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.instruction.part_numbers import INSIDE, ITEM, MANY, PART, TO, UNIT, N
from assistant.instruction.parts import DOTTED
from assistant.lexicon import expressions

_SAYS = expressions("mention_words")
WHOLE = re.compile(_SAYS["whole"])
REST = re.compile(_SAYS["rest"])
EACH = re.compile(r"(?:各个?|每一?个?)大?(?:部分|章|条|点|块)")
_SAID_SO = r"(?<![用成为是按叫加带、])"
"""Before numbers that are to be printed no part is named: 一级用一、二级用（一）."""
VERB = (
    r"压|(?<!压)缩|减|[保剩]?留(?=[一二三四五六七八九\d]+成)|精简|浓缩|删|控制|不超过"
    "|改得|改写|改短|写得|写成|重写|润色|分成|拆成|分为|语气"
    "|(?:写|改|说|讲|弄|整|放)(?=[^，。；]{1,5}(?:点|些)(?:$|[，。；]))"
    r"|(?<![少多])(?:写|留|给|定)(?:到|成|在|个)?(?=(?:大概|大约|约)?[\d一二两三四五六七八九百][\d一二三四五六七八九十百千]*[来多]?个?字)"
)
_NUMBERED = (
    rf"第\(?{N}\)?(?:(?:{UNIT})?(?:、|和|与|及|以及|跟|{TO})+第?\(?{N}\)?)*{UNIT}"
    rf"|(?<![\d一二三四五六七八九十第分成写列拟]){N}(?:(?:、|和|与|及|{TO})+{N})+(?:两|三|四)?(?:{UNIT}|(?=(?:各|分别|都)?(?:{VERB})))"
    r"|(?<![\d一二三四五六七八九十第分成写列拟])[一二三四五六七八九]{2,3}(?:这|那)?[两三四]?(?:个|大)*部分"
    rf"|(?<![之以年季])(?:前|头|后|最后|末)(?:面的?)?{MANY}{UNIT}|(?:最后|末尾?)的?一(?:{PART}|{ITEM})|倒数第{N}{UNIT}"
    rf"|(?:前|后|最后|中间)(?:面的?)?几{UNIT}|最后的?(?:部分|章)"
    rf"|{_SAID_SO}(?<![\d一二三四五六七八九十]){N}、?\({N}\)|{_SAID_SO}(?<!\))\({N}\)(?:{TO}+\({N}\))?(?!\()"
    rf"|(?:(?<=^)|(?<=[把将对给，])){N}、(?=部分|{VERB})"
    r"|(?<![\d一二三四五六七八九十是])[一二三四五六七八九十]是(?=那|这|的|部分|压|改|分|，|$|缩|太)"
    rf"|(?<![\d.])(?:{DOTTED.pattern})(?:{TO}(?:{DOTTED.pattern}))?(?![\d%万亿个])"
)
LOOKED_AT = re.compile("(?:保留|参[照考]|模仿|仿照|对照|照着|按照?|像|引用|见)(?:好|了)?$")
"""Before parts that are only looked at: 按第二部分的格式改写第三部分."""
_SEPARATE = "(?:、|，(?=第)|和|与|以及|及|跟|，?and )"
SPAN = re.compile(
    rf"(?:{_NUMBERED})(?:{INSIDE}(?:\({N}\)(?:(?:[、和与]|{TO}+)?\({N}\)){{1,3}}|{_NUMBERED}|(?:最后的?|倒数第)一段)|{_SEPARATE}(?:{_NUMBERED}))*"
)
_THESE = "(?:那|这)(?:一|两|三|四|五|六|几|个|整)*(?:大|小)?"
A_PART = re.compile(f"{_THESE}(?:部分|[段块节章条点项截关])")
"""What says that a part is named."""
JOINED = re.compile(
    rf"(?:和|跟|与|、|及|以及|还有|连同?)(?P<name>[^，。；和跟与、]{{2,40}}?){_THESE}(?:部分|[段块节章条点项])"
)
"""Behind a part that was named: another."""
NEAR = re.compile(
    r"(?:它|这一?(?:部分|[块段节条点章])|本部分)?的?(?:(?P<before>上面|前面|上|前)|(?:下面|后面|下|后|接下来))(?:的|那|这)*"
    r"(?:紧?挨着的?)?(?:一|那)个?(?:大|小)?(?:部分|[块段节条点章])"
)
"""A part beside the chosen one: 上一部分, 它下面那块."""
_START = r"(?:^|(?<=[把将对给到，]))"
_DO = (
    r"(?:就|只|光|单|仅)?(?P<verb>压缩|精简|缩减|缩短|浓缩|润色|改写|重写|修改|看看?"
    r"|(?<=[就只光单仅])(?:压|缩|砍|动|改|删|理顺))(?:一下)?"
)
NAMES = (
    re.compile(
        rf"{_START}(?:{_DO})?(?P<name>[^，。；]{{2,60}}?)(?:方面|板块)?"
        rf"(?P<sure>{_THESE}|(?<!第)一(?=小?节)|两个?|)(?:部分|段|块|小?节|章|条|板块|(?<=[那这一个])[截关档项]|(?<=几)句|(?<=[那这]个)(?=，)|(?<=[那这]个)点|(?<=[那这]一)点|(?<=[那这])点|(?<=[那这][两三四五六几])点|(?<=[那这][两三四五六几]个)点)"
    ),
    re.compile(
        rf"{_START}(?P<name>[^，。；]{{2,60}}?)(?:的?(?:内容|篇幅|字数|文字|语气|口气|口吻|调子|文风|写法))?"
        rf"(?:都|全部|各|再|整体|统一|适当|尽量|要|可以|应该|太长了?)*(?=，?(?:{VERB}))"
    ),
    re.compile(
        rf"{_START}{_DO}(?P<name>(?![了掉成约到至为得])[^，。；\d]{{2,30}}?)(?=[到至成，。；]|$)"
    ),
)
"""X部分, X before a verb, X behind one; only with 部分 it is sure that a name was meant."""
SHORTER = re.compile(
    "压|缩|减|精简|浓缩|控制|不超过|不要超过|(?<![少多])[写留给定](?=\\D{0,3}\\d|[一二两三四五六七八九百]{2})"
)
NO_NAME = re.compile(f"(?:{_SAYS['no_name']})+")
"""Words before a verb, or before 部分, that are the name of no part."""
OPENING = re.compile(_SAYS["opening"])
CLOSING = re.compile(_SAYS["closing"])
BUT = re.compile(
    r"(?:^|(?<=[，。；]))(?:但是?|不过|只有)?(?P<out>[^，。；]{2,20}?)(?:除外|不算(?:在内)?|不在内|不包括在内)(?=$|[，。；])|"
    r"除(?:了|去|开)?(?P<what>[^，。；]{1,24}?)(?:(?:以外|之外|外)，?|，?(?=都|全部?|其[余他它]|别的|各|所有)|，(?=[后前]面|后[几两三四五]|剩|余|每|另))"
)
_LEFT = r"(?:改动|变动|动|改写|改|压缩|压|缩|精简|变|碰|管)"
_NOT = rf"(?:不要|不用|不必|不需要|不许|不得|别|勿|不)(?:再|去)?{_LEFT}"
KEEP = re.compile(
    rf"(?:^|(?<=[，。；]))(?:但是?|不过|其中|只有|把|将)?(?:(?P<a>[^，。；]{{2,24}}?)(?:的内容)?(?:都|就|先|仍|请|一律|统统|全|也|一个?字(?:也|都)?|刚[^，。；]{{1,8}}(?:过|了))*"
    rf"(?:{_NOT}了?|不[用必]了?|(?:都|全部?)?保持(?:不变|原样|不动)|照旧|原样保留|(?:保留|保持|维持)(?:原[样状文稿貌]|现状)?(?:不变|不动)?|用原文|不变|(?:先)?放着|先放一?放|(?:先)?放(?:在)?一边)|{_NOT}(?P<b>第[^，。；]{{2,20}})"
    r"|保留(?P<c>[^，。；]{2,20})(?:不动|不变|原样)"
    r"|(?P<d>[^，。；]{2,24}?)(?:(?:由|让|等|还是)?(?:我|我们|咱们?)自己(?:来|去|动手)*(?:写|改|弄|搞|处理)(?:了|吧)?|(?:我|我们)?(?:自己)?(?:已经?|刚刚?)(?:全|都)?(?:写|改|弄|定|压|顺)(?:过|好|完)了?)(?:，[你您]?(?:就|先)?(?:不用|别|不要|甭|不必)(?:管|动|碰|操心)了?)?)(?:$|(?=[，。；]))"
)
KEEP_IT = re.compile(
    rf"(?:^|(?<=[，。；]))(?:把|将)?(?P<a>[^，。；]{{2,30}})，(?:你|这个|那个|就|千万|可|也)*{_NOT}(?:它们?|这个|那个|那一?[块条节]|这一?[块条节])(?=$|[，。；])"
)
"""What is to stay was said in the clause before: 存在问题就一句，别碰它."""
_SO_MANY = re.compile("[那这]?[两三四五六七八九]个?小?[点条项]")
_OF_A_PART = re.compile(
    "[里中内](?:面|头)?的?(?:数据|数字|数值|数|指标|金额|日期|人名|地名|例子|事例|原话|引文)$"
)


def spared_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says of parts to be left as they are: the clause, and which parts
    (“”: all that were not named); what is less than a part is passed over."""
    for match in (*BUT.finditer(text), *KEEP.finditer(text), *KEEP_IT.finditer(text)):
        what = next(group for group in match.groups() if group)
        if not _less_than_a_part(what, match.group()):
            yield match.group(), "" if REST.fullmatch(what) else what


def _less_than_a_part(what: str, clause: str) -> bool:
    """Whether what is to stay is so many points, or figures inside a part: 四点都保留."""
    counts = _SO_MANY.fullmatch(what) is not None and re.search("都|全|一个", clause) is not None
    return counts or _OF_A_PART.search(what) is not None
