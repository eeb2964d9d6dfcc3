"""Measure words that make a dictionary word with what stands before them.

The segmenter reads 规范管理人 as 规范 | 管理人 and 企业家 as one word: where a figure was deleted,
the measure word is gone from sight.  Which words these are was found by joining every verb and
noun of our lists with every measure word and cutting the pair; those that mean nothing, or
something else, at the end of their clause are told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.patterns import compile_late

_END = r"(?=[，。；、）]|左右|以上|以下|次[，。；、])"
_STOP = r"(?=[，。；、])"
_FIRMS = (
    "高新技术|规上|规模以上|限上|限额以上|规上工业|工业|专精特新|小巨人”?|冠军|瞪羚|独角兽|上市|物流"
    "|服务业|科技型中小|龙头|外贸|商贸|建筑业|骨干|标杆|制造业?|500强|外资|外商投资|数字经济|实绩|经营|市场主体"
    "|农业产业化|总部|物业|危化|化工|涉污|落后|“散乱污”|散乱污|创新型|级|雏鹰|加工|流通|电商|种业|文旅|出口|入库|及以上"
)
_PEOPLE = (
    "(?:群众|村民|居民|农户|患者|病人|对象|人员|学生|职工|干部|老人|儿童|妇女|牧民"
    "|户|民工|人口|家庭|员工)"
)
_NEAR = "[^，。；、：]"

# Unit, what stands before it, what stands behind it (else the end of a clause).
_LIKELY = (
    ("件", "提案|(?<!复)议案|草案|建议|意见|立案", "(?=[，。；、）]|人[，。；、])"),
    ("件", "积案|命案|陈案|工单|实事|来信", _STOP),
    ("件", "审查|调查", "(?=人?[，。；、])"),
    ("家", f"(?:{_FIRMS})企业", "(?=[，。；、]|左右|以上|以下)"),
    (
        "家",
        f"(?:新增|新设|净增|新认定|新培育|新引进|新建){_NEAR}{{0,12}}(?<!优秀)(?<!青年)(?<!民营)企业",
        _END,
    ),
    ("家", "便利店|书店|药店|专卖店|网店|饭店|酒店|首店|旗舰店|体验店|连锁店|门店|平价店", _END),
    ("家", "[创建组]成", "(?!立业|[庭长人园里用居具电乡])"),
    ("家", "总数", _STOP),
    ("家", "", "(?=规(?:模以上|上|下)[^，。；]{0,6}(?:企业|单位))"),
    ("项", "大类|清单|实事", "(?![目制])"),
    *((unit, "[人户总次]数", _STOP) for unit in ("万人次", "万人", "万户", "万次")),
    ("户", "(?:示范|困难|脱贫|贫困|监测|低保|养殖|种植|大)户", _STOP),
    ("户", "(?:增加|增长|扩大|发展|减少|压减|上升|提高)到", _END),
    ("期", "培训班?|轮训班?|研修班?", _STOP),
    ("人", "罢访|息访|息诉", _STOP),
    (
        "人",
        f"{_PEOPLE}(?:规范|健康|分类|动态|建档|直接|累计|实际|集中|签约|全程)?"
        "(?:管理|受益|参加|参与|签约|申请|捐款|捐赠)",
        _END,
    ),
    ("人", "农民工", f"(?:{_END}|(?=实现|就近|就地|参加|得到|享受))"),
    ("处", f"(?:实施|完成|建成|新建|改造|修复|整治|启动|推进){_NEAR}{{0,14}}工程", _END),
    ("处", "排查|摸排", "(?=[，。；、]|(?:安全|消防|重点|各类|风险)?(?:隐患|问题|点位|风险))"),
    ("场", "送戏(?:下乡|进村)?", _END),
    ("场", "(?:院坝|坝坝|板凳|屋场|田间|恳谈|夜谈|圆桌|早餐)会", _STOP),
    ("头", "生猪|肉牛|奶牛|肉羊|母猪|[牛羊]", _END),
    ("只", "肉羊|山羊|绵羊|[羊]", _END),
    ("株", f"(?:栽植|补植|种植|补栽|移植|栽种){_NEAR}{{0,6}}", _END),
    ("起", "(?:培训|违规|违法|师德|失德|失范|不当|违纪)行为|培训|办学|经营|用工|施工", _END),
    ("列", "开行", _END),
    ("米", "海拔|水深|净宽|路宽|净高|全长|总长|长度|宽度|高度|深度", _END),
    ("强", "世界|全球", "(?=企业)"),
    ("强", "(?:中国|民营|制造业|服务业|全国|上市|外贸)企业", _END),
    ("名", "配齐|[选培评]树|[评选推]出", r"(?=[\u4e00-\u9fff])"),
    *((unit, "让", f"(?=[^，。；、]{{0,6}}{_PEOPLE})") for unit in ("名", "位")),
)
# The same where nothing but the end of the word shows the place: a rank, PM2.5.
_LIKELY_AFTER = (
    ("第", "[省市县区国州旗镇]|排名|位居|位列|名列|排|列|居", "(?=[，。；、！）])"),
    *((sign, "", "(?=平均|浓度|指数|年均)") for sign in ("PM_", "PM")),
)
_PERHAPS = (
    (
        "家",
        "(?:走访|检查|调研|服务|帮扶|联系|培育|引进|关停|整治|新增|惠及|涉及|排查|入驻|签约|落户|对接)"
        "(?:重点|规上|辖区|各类|涉水|涉气)?企业",
        _STOP,
    ),
)
"""What a clean report may say as well (走访企业家): only where figures are known to be missing."""


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A unit that the segmenter does not show; `likely` unless a clean report may say the same."""

    at: int
    unit: str
    likely: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    unit: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    behind: bool
    likely: bool


def _rule(row: tuple[str, str, str], *, behind: bool = False, likely: bool = True) -> _Rule:
    unit, before, after = row
    return _Rule(unit, compile_late(f"(?:{before})$"), compile_late(after), behind, likely)


_RULES = (
    *(_rule(row) for row in _LIKELY),
    *(_rule(row, behind=True) for row in _LIKELY_AFTER),
    *(_rule(row, likely=False) for row in _PERHAPS),
)
_TRIGGER = compile_late("[" + "".join(sorted({rule.unit[0] for rule in _RULES})) + "]")
_BY_TRIGGER = {
    sign: tuple(r for r in _RULES if r.unit[0] == sign) for sign in {r.unit[0] for r in _RULES}
}
_REACH = 24
"""The longest that a rule looks back (code points)."""


def find_swallowed(text: str) -> Iterator[Swallowed]:
    """Yield the measure words that stand inside a dictionary word, in reading order."""
    for match in _TRIGGER.finditer(text):
        start = match.start()
        head = ""
        for rule in _BY_TRIGGER[match.group()]:
            end = start + len(rule.unit)
            if not text.startswith(rule.unit, start) or not rule.after.match(text, end):
                continue
            head = head or text[max(0, start - _REACH) : start]
            if rule.before.search(head):
                yield Swallowed(
                    end if rule.behind else start, "" if rule.behind else rule.unit, rule.likely
                )
                break
