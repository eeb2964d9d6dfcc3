"""What a clause needs of its neighbours: whether it can stand alone, leans back or leads on.

Official prose strings verb phrases together with commas; these patterns say which of them can go
without turning the sense of the others.
"""

from __future__ import annotations

import re

from assistant.chains.needs import opens_pair
from assistant.leaning import LEANS_BACK

LEAD_IN = re.compile(
    r"^(?:坚持|始终|紧紧|牢固|深入(?:学习)?贯彻|认真(?:学习)?贯彻|全面贯彻|高举|按照|根据|围绕|聚焦|立足|"
    r"为了?|以.{2,40}(?:为|精神)|在.{2,40}(?:下|中|上)|通过|结合|随着|面对|不断|进一步|着力|切实)"
)
CANNOT_STAND_ALONE = re.compile(
    r"^(?:在.*[下中上后时]|以.*为.{1,8}|(?:回顾|展望|放眼|回首)[^，]{0,14}|(?:紧紧|紧密|主动)?(?:随着|面对|根据|按照|通过|聚焦|围绕|针对|结合|为了?).*"
    r"|(?:让?我们?)?(?:将|要)?(?:坚持|始终)?以.*为.{1,6}|[—\s]*.{0,12}(?:年|年来|以来|期间|方面)|.*(?:的时候|之际|之时)"
    r"|(?:力争|争取|确保)?(?:到|至).{0,8}[年月底末]|(?:这|那)[份些种项场次个][^，]{0,12}的[^，]{1,12}"
    r"|以上(?:述职|工作)?(?:报告|汇报|述职|总结)?|[妥当]否"
    r"|(?:让我们|努力|携手|共同|奋力)+为(?!.*(?:[作做]出|贡献|奋斗|努力|服务|提供|拼搏)).*)$"
)
CANNOT_END = re.compile(
    # Whoever says something, and not what was said.
    r"(?:说|指出|强调|认为|表示|要求|提出|提到|(?<![职名简统别俗通号堪])称|[，。；]是)$"
    r"|(?:领导|指导|支持|帮助|关心|努力|前提|背景|形势)下$|(?:的时候|之际|之时)$"
    r"|是[^，。；]{0,8}[年月日旬时天候]$"  # 最难的是8月下旬，(水位逼近死水位)
    r"|^(?:以|从|在|按照?|根据|针对|围绕|聚焦|通过|随着|截至|结合|为了?|借助|依托|抢抓|利用|作为|本着|秉持)"
    r".*(?:契机|抓手|指导|目标|导向|基础|机遇|优势|原则|同时|方面|[中后时下上])$"
)
"""Clauses that only lead to what is said, with which no sentence ends that went on."""
IS = re.compile(r"\s*(?:仍然?|依然|正|就|也|都|既)*是(?!否|非)")
"""A clause that says what the one before it is."""
DENIES = re.compile(
    "没有|未|不得(?![、，。；！]|$)|不能|不准|严禁|杜绝|反对|抵制|防止|避免|禁止|无一|从未"
)
"""Clauses whose loss turns the sense of what stands beside them."""
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
    return bool(LISTS.match(clause) or DENIES.search(clause)) or opens_pair(clause) is not None


def ends_well(clause: str, following: str) -> bool:
    """Whether a sentence may end behind `clause`: it does not lead on, nothing leans back on it."""
    return not LEADS_ON.search(clause.strip()) and not LEANS_BACK.match(following.strip())
