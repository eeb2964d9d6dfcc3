"""What a clause needs of its neighbours: whether it can stand alone, leans back or leads on.

Official prose strings verb phrases together with commas; these patterns say which of them can go
without turning the sense of the others.
"""

from __future__ import annotations

import re

LEAD_IN = re.compile(
    r"^(?:坚持|始终|紧紧|牢固|深入(?:学习)?贯彻|认真(?:学习)?贯彻|全面贯彻|高举|按照|根据|围绕|聚焦|立足|"
    r"为了?|以.{2,40}(?:为|精神)|在.{2,40}(?:下|中|上)|通过|结合|随着|面对|不断|进一步|着力|切实)"
)
CANNOT_STAND_ALONE = re.compile(
    r"^(?:在.*[下中上后时]|以.*为.{1,8}|(?:随着|面对|根据|按照|通过|聚焦|围绕|针对|结合|为了?).*"
    r"|(?:我们?)?(?:将|要)?(?:坚持|始终)?以.*为.{1,6}|[—\s]*.{0,12}(?:年|年来|以来|期间|方面)"
    r"|以上(?:述职|工作)?(?:报告|汇报|述职|总结)?|[妥当]否"
    r"|(?:让我们|努力|携手|共同|奋力)+为(?!.*(?:[作做]出|贡献|奋斗|努力|服务|提供|拼搏)).*)$"
)
LEANS_BACK = re.compile(
    r"^(?:其中|从而|进而|并且?|而且?|但|却|使|让|为.*(?:提供|奠定|作出)|比|较|同比|占|否则|就|才|便|将|则"
    r"|方能|也|还|都|因此|所以|为此|以致|以免|主要(?:原因|是|表现)|原因|搞|而是|导致|造成"
    r"|(?:敬?请|恳请)(?:各位|大家|同志们|领导|代表|委员)*(?:予以?)?(?:审议|评议|批评|指正|监督|提出))"
    # A change without a subject of its own: what grew stands in the clause before it.
    r"|^(?:预计|预期|累计|实际|平均|年均|约|近|则|均|分别|连续)*(?:同比|环比|增幅|降幅|增速|总量|排名?|居|位[居列])"
    r"|^(?:预计|累计|平均|年均|约|近|均|分别)*(?:净?增长?|下降|上升|增加|减少|提高|降低|提升|回落|达到?|为|共)[^，；。]{0,4}\d"
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
    r"|^(?:涉案|涉及|总|平均|人均|户均|亩均|累计|年|最高|最低)*(?:金额|年龄|面积|长度?|里程|投资额?|人数|数量|规模"
    r"|产销?量|销量|产值|营收|单价|均价|占地|时长|得分|占比|比例)(?:也|均|都|就|已|仅|只)*"
    r"(?:约|近|超|达|为|是|有|突破|增|减|跃|升|降|由|从|扩|完成|实现|\d|[X×x*_])"
    r"|^(?:带动|惠及|受益|受教育)|^[^，\d]{0,3}率(?:就|也|已)?(?:达|为|到|\d|[X×x*_%])"
    r"|^是(?!否|非)"
    # A change without what changed: (重点专科只有2个，)五年没有增加.
    r"|^(?:连续)?(?:[一二三四五六七八九十两多近\d]+年来?)?(?:一直|仍|仍然|还|尚|均|都)*(?:没有|未|不再)(?:再|能)?"
    r"(?:增加|减少|变化|增长|改变|解决|落实|到位|完成|下降|提高|改善|好转|整改)"
    # A person or thing that only the clause before names: 责成其退回钱款, 为其中83名老人.
    r"|.{0,6}(?:责成|责令|要求|督促|教育|帮助|对|为|向|将|把|给|由|与|使|从)其(?![他它实次间后乐一二三四五])"
)
IS = re.compile(r"\s*是(?!否|非)")
"""A clause that says what the one before it is."""
GOVERNS = re.compile(
    r"^(?:如果|如|若|虽然?|尽管|除|一旦|只有|只要|无论|不管|凡|因|由于|鉴于|即使|哪怕|不仅|不但|既|比如|例如)"
    r"|没有|未|不得|不能|不准|严禁|杜绝|反对|抵制|防止|避免|禁止|无一|从未"
)
"""Clauses whose loss turns the sense of what stands beside them."""
CONDITION = re.compile("^(?:如果|如|若|虽然?|尽管|除|一旦|只有|只要|无论|不管|凡|因|由于|即使|既)")
"""Clauses that are nothing without the one behind them."""
LEADS_ON = re.compile(
    r"^(?:以|从|在|对|按照|根据|针对|围绕|聚焦|通过|随着|截至|结合|为了?|由|当)"
    r"|(?:契机|抓手|指导|目标|导向|基础|同时|方面|中|后|时|下|上)[，,]$|[：:]$"
)
LIGHT_VERB = re.compile(
    r"(?<=总值|加值|产值|收入|总额|投资|面积|产量|总量|余额|税收|支出|资金|营收|利润)"
    r"(?:完成|实现|达到|达)(?=\d)"
)
"""A verb that says nothing between an indicator and its value: 地区生产总值完成198亿元."""
LISTS = re.compile(r"^[一二三四五六七八九十]是|^第[一二三四五六七八九十]")


def binds(clause: str) -> bool:
    """Whether leaving a clause out could turn the sense of the rest, or tear a list."""
    return bool(LISTS.match(clause) or GOVERNS.search(clause))


def ends_well(clause: str, following: str) -> bool:
    """Whether a sentence may end behind `clause`: it does not lead on, nothing leans back on it."""
    return not LEADS_ON.search(clause.strip()) and not LEANS_BACK.match(following.strip())
