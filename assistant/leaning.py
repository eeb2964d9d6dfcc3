"""Which clause another one leans on: what it is said of stands there.

A clause of a report needs no subject where the one who reports is meant (新建大棚320亩).  It does
where it tells what became of something (增长1.5倍), or where somebody else was named before it
(商会举办推介会，签约项目12个): without the clause that names them it would be said of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.gaps.words import tagged
from assistant.lexicon import alternatives, words
from assistant.naming import names_somebody
from assistant.patterns import compile_late

_ENDS = "。！？；;"
_ASIDE = re.compile(
    r"^(?:同时|此外|另外|目前|截至目前|今年以?来?|一年来|全年|年内|先后|累计|预计|已经?|共)+"
)
_OWN_SIDE = compile_late(f"^(?:{alternatives(words('own_side'))})")
_QUOTED = re.compile("“[^”]*”")
_POINTING = ("相关", "有关", "所属", "主要")
"""Words that only say which: 各相关部门 tells nothing."""
_NAMES = ("n", "j", "s", "f")
_TELLS = ("v", "a", "l", "i")


_BECOMES = (
    r"(?:现已|已经?|成功|率先|逐步|逐渐|真正|先后|连续|双双|均|都|也|并)*"
    r"(?:成为|变为|变成|升格为|晋升为|跻身|入选|荣?获(?:评|批|得?[^，；。]{0,14}(?:奖|称号|表彰|表扬|荣誉|肯定|好评))"
    r"|被(?!动)[^，；。]{0,12}(?:为|入|予|作))"
)
BECOMES = re.compile(_BECOMES)
"""What it became, or was found to be, without what: (完成修复工程，)成为全省示范段, 被评为优质."""
LEANS_BACK = re.compile(
    r"^(?:其中|从而|进而|并且?|而且?|但|却|使|让|为.*(?:提供|奠定|作出)|比|较|同比|占|否则|就|才|便|将|则"
    r"|方能|也|还|都|因此|所以|为此|以致|以免|主要(?:原因|是|表现)|原因|搞|而是|导致|造成"
    r"|(?:敬?请|恳请)(?:各位|大家|同志们|领导|代表|委员)*(?:予以?)?(?:审议|评议|批评|指正|监督|提出))"
    # A change without a subject of its own: what grew stands in the clause before it.
    r"|^(?:预计|预期|累计|实际|平均|年均|约|近|则|均|分别|连续)*(?:同比|环比|增幅|降幅|增速|总量|排名?|居|位[居列])"
    r"|^(?:预计|累计|平均|城镇|农村|城乡|[年月日]?[人户亩]?均|约|近|分别)*(?:净?增长?|下降|上升|增加|减少|提高|降低|提升|回落|达到?|为|共)[^，；。]{0,4}[\dX×x*_]"
    # A value alone: (培育骨干企业，)超1100家; (航线达到34条，处理率)分别达到95%.
    r"|^(?:总数|总量|共计|已|也|[年月日]?[人户亩]?均)*(?:超过?|突破|逾|接?近|达到?|分别|不足)[^，；。]{0,4}[\dX×x*_]"
    # What became of what was said before: (举办峰会，)转化为发展动能.
    r"|^(?:转化|转变|上升|演变)为|^距离?(?![今近].{0,3}年)"
    rf"|^{_BECOMES}"
    # How often, without what: (定期开展集中学习，)全年共开展26次。
    r"|^(?:全年|年内|今年|先后|累计|每[年月周]|[全本][省市县区镇乡村])*(?:共|共计|累计|总计)?(?:仅仅?|只)?有?"
    r"(?:开展|组织|举办|召开|进行|完成|处理|解决|整改|发放|投入)?了?[约近超]?\d[\d.]*[余多]?[万亿]?"
    r"[\u4e00-\u9fff%％]{1,2}[，；。！]?$"
    # What became of things counted before: (排查隐患63项，)已整改61项.
    r"|^(?:目前|现|已经?|均|全部|其余|剩余|余下|另有|还有|推动|督促)*"
    r"(?:已|完成)?(?:整改|办结|化解|销号|结案|审结|改好|整治|采纳)(?:完成|到位|完毕)?了?[约近超]?\d"
    r"|^(?:其余|剩余|余下)"
    # (粮食总产26.4万吨，)实现连续六年增产; (宿管员推销用品，)我发现后叫停.
    r"|^(?:实现了?)?(?:已?连续[^，]{1,6}|两位数|正|快速|稳定|较快|“?双)?(?:增产|丰收|增长|下降|减少)(?:$|[”，。；])"
    r"|.{0,3}(?:发现|得知|获知)后"
    # Who it is that holds the office: (我叫李某，)现任镇长.
    r"|^(?:现任|时任|兼任|先后任|分管|主管|协管)"
    # What is said of something named before: (破获案件2起，)涉案金额870万元.
    r"|^(?:涉案|涉及|产业|行业|参[保训合]|总|平均|人均|户均|亩均|累计|年|最高|最低)*(?:金额|年龄|面积|长度?|里程|投资额?|人数|数量|规模"
    r"|产销?量|销量|产值|营收|单价|均价|占地|时长|得分|占比|比例)(?:也|均|都|就|已|仅|只)*"
    r"(?:约|近|超|达|为|是|有|突破|增|减|跃|升|降|由|从|扩|完成|实现|\d|[X×x*_])"
    r"|^(?:带动|拉动|惠及|受益|受教育)|^总[\u4e00-\u9fff]{1,3}(?:约|近|超|达|为|突破|增|升)[^，；。]{0,4}[\dX×x*_]"
    r"|^[^，\d]{0,3}率(?:就|也|已|经[^，]{2,8}?)?(?:达|为|到|\d|[X×x*_%])"
    r"|^(?:这|仍然?|依然|正|就|也|都|既)*是(?!否|非)|^(?:关键|核心|根本|目的|重点)(?:是|在于)"
    r"|^并?(?:表示|致以)(?:衷心|崇高|诚挚|最|由衷|亲切)"
    # What somebody said to the one who reports: (父亲是老站长，)常告诫我.
    r"|^(?:常常?|经常|时常|总是?|一再|反复)?(?:告诫|提醒|叮嘱|嘱咐|鼓励|勉励|教育|告诉)我(?!们)"
    # Done again: (顶住压力要求返工，)施工单位重新铺筑.
    r"|^[^，；。]{0,14}重新[^，；。]{2}(?:[，；。]|$)"
    # A change without what changed: (重点专科只有2个，)五年没有增加.
    r"|^(?:连续)?(?:[一二三四五六七八九十两多近\d]+年来?)?(?:一直|仍|仍然|还|尚|均|都)*(?:没有|未|不再)(?:再|能)?"
    r"(?:增加|减少|变化|增长|改变|解决|落实|到位|完成|下降|提高|改善|好转|整改)"
    # A person or thing that only the clause before names: 责成其退回钱款, 为其中83名老人.
    r"|.{0,6}(?:责成|责令|要求|督促|教育|帮助|对|为|向|将|把|给|由|与|使|从)其(?![他它实次间后乐一二三四五])"
)


_OPEN_OBJECT = re.compile("(?:把|将)[^，。；：]{1,40}[，,]?$")
_MADE_INTO = re.compile("作为|当作|当成|视为|看作|列为|列入|纳入|摆[在到]|放[在到]|贯穿|融入")
"""What is done with what 把 named in the clause before."""
_PAPER = re.compile("(?:》|方案|意见|办法|措施|细则|清单|制度|计划|规划|规定|预案|任务书)[，,]?$")
_LAYS_DOWN = re.compile(
    "(?:进一步|逐[一项级]|具体)?(?:明确|提出|规定|要求|确定|细化|列出|涵盖|包括)了?"
)
"""What a paper does that the clause before named."""
_HAS = re.compile(
    r"(?:现|共|设)?有(?![的效序力利些关望待所人时机])[^，；。]{1,12}[\dX×x*_]|[^，\d]{0,4}率(?:均|都|分别)"
)


def leans_on(clauses: Sequence[str]) -> list[int | None]:
    """Return for each clause of a paragraph the place of the one it leans on, or None."""
    found: list[int | None] = []
    subject: int | None = None
    somebody = -1
    for i, clause in enumerate(clauses):
        if i and clauses[i - 1].rstrip()[-1:] in _ENDS:
            subject = None
        text = clause.strip()
        if i and (LEANS_BACK.match(text) or _takes_up(clauses[i - 1], text)):
            found.append(i - 1)
            continue
        if names_somebody(text):
            found.append(None)
            subject = somebody = i
            continue
        named = names_a_subject(text)
        if named is False and subject is not None and subject == somebody and not own_side(text):
            found.append(subject)  # (镇便民服务中心办件420件，)群众满意率98%
            continue
        found.append(subject if named is None else None)
        if named is not None:
            subject = i if named else None
    return found


def _takes_up(before: str, clause: str) -> bool:
    """Whether what a clause is about stands before it: (把搞好调查研究，)作为提高能力的“必修课”,
    (制定《治水意见》，)明确了12条举措, (街道下辖社区9个，)有党组织31个,
    (污水处理能力提高，)处理率分别达到95%、85%."""
    before = before.strip()
    if before[-1:] in _ENDS:
        return False
    return (
        (_MADE_INTO.match(clause) is not None and _OPEN_OBJECT.search(before) is not None)
        or (_LAYS_DOWN.match(clause) is not None and _PAPER.search(before) is not None)
        or _HAS.match(clause) is not None
    )


def own_side(clause: str) -> bool:
    """Whether a clause speaks of the side that reports."""
    return bool(_OWN_SIDE.match(_ASIDE.sub("", clause.strip())))


@lru_cache(maxsize=1 << 12)
def names_a_subject(clause: str) -> bool | None:
    """Say whether a clause names who or what does something to something: True for another than
    the one who reports, False for him or for what only is or becomes so, None for nobody."""
    bare = _ASIDE.sub("", clause.strip())
    if own_side(clause):
        return False
    if bare.rstrip("，。；,;！？：:").endswith("方面"):
        return None  # it only says what is spoken of
    found = [(w, t) for w, t in tagged(bare.rstrip("，。；,;！？")) if t != "x"]
    if not found or not (found[0][1].startswith(_NAMES) or _counts(found)):
        return None
    verbs = [k for k, (_, tag) in enumerate(found) if tag.startswith(_TELLS)]
    if not verbs:
        return False
    # What stands at the end has no object: the thing became so, and nobody else acts.
    return verbs[-1] < len(found) - 1 or any(word in ("由", "被") for word, _ in found)


def _counts(found: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause begins with a number of things: 8个项目开工."""
    after = next((tag for _, tag in found if not tag.startswith("m")), "")
    return found[0][1].startswith("m") and found[0][0][:1].isdigit() and after.startswith("q")


def tells(clause: str) -> bool:
    """Tell whether a clause says something of something: it is no mere list of things or time, and
    no name that ends with what is done (政策的实施)."""
    found = [(w, t) for w, t in tagged(_QUOTED.sub("", clause)) if t != "x"]
    return any(
        (tag.startswith(_TELLS) and word not in _POINTING and not _named(found, k))
        or word in "是有为"
        for k, (word, tag) in enumerate(found)
    )


def _named(found: Sequence[tuple[str, str]], k: int) -> bool:
    """Whether a verb is the last word of a name: 政策的实施."""
    return 0 < k == len(found) - 1 and found[k - 1][0] == "的"
