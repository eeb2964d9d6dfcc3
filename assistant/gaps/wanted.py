"""What is asked for at a place that wants no figure: a unit's name, a person's, a title …"""

from __future__ import annotations

import re

from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import cut, lexicon
from assistant.lexicon import longest_first, rows, words
from assistant.patterns import compile_late

_REACH = 16
_MARK = compile_late(r"【待[补填][充写]?[:：]\s*([^】\n]+)】")
_FIELD = compile_late(r"[\[［{]+([\u4e00-\u9fff]{2,12})[\]］}]+")
_CLAUSE = compile_late(r"[，。；！？：\n]")

_PERSON_AHEAD = compile_late("同志|先生|女士|老师|医生|教授|师傅")
_PERSON_BEFORE = compile_late(
    "(?:述职人|报告人|汇报人|姓名|签名|联系人|负责人|经办人|填表人|撰稿人|主讲人)[:：]?\\s*$"
)
_POST_BEFORE = compile_late("(?:书记|[镇县市区局乡院校所站厅处科部]长|主任|董事长|总经理)$")
_SURNAME_BEFORE = compile_late(
    r"(?:^|[^\u4e00-\u9fff]|书记|主任|同志|[长户员生师者友：])([\u4e00-\u9fff])$"
)
_NO_SURNAMES = frozenset("向于任由与对关")
"""Surnames that are mostly something else: 向XX汇报."""
_PLACE_AHEAD = compile_late(
    "(?:省|市|县|区|镇|乡|街道|村|社区|州|旗)(?![场民域委])|[市县区镇乡州]委"
)
_UNIT_AHEAD = compile_late(
    "党?(?:委|组|工委)(?!员)|局|厅|办公室|支部|党支部|党总支|公司|集团|单位|部门|学校|小学|中学|大学|医院|中心|站|所|法院|检察院"
    "|银行|分局|支队|大队|常委会|常务会|党的建设工作领导小组|依法"
)
_HONOUR = compile_late("(?:获评|荣获|获得|获|授予|评为|被评为|入选|命名为|创成|创建为)$")
_POST = compile_late("(?:担任|任|调任|兼任|时任)$")
_PHONE = compile_late("(?:电话|热线|手机)[:：号]*$")
_DATE = compile_late("(?:时间|日期)[:：]$")
_WHERE = compile_late("(?:赴|前往|来到|到)$")
_PARTNERS = compile_late("(?:(?:与|同|和|联合|会同|携手)|(?:与|同|和).*、)$")
_AMOUNT = compile_late(
    "(?:指数|系数|率|率为|率达|比例|比重|总量|总额|面积|人数|数量|金额|总数|人均|分别为"
    "|(?:达|提高|提升|增加|上升|下降|降低|减少|扩大|缩短|增长)到|[增升降减]至)$"
)
_ISSUED = compile_late(
    "(?:印发|出台|制定|修订|下发|转发|发布|起草|审议|通过|制订|形成|完善)(?:了)?(?:《[^《》]*》[、和]?)*《?$"
)
_WRITTEN = compile_late("(?:撰写|发表|刊发|报送|完成|调研)(?:了)?(?:《[^《》]*》[、和]?)*《?$")

_CALLED = {row[0]: row[1] for row in rows("called", 2)}
_NAMES = longest_first(_CALLED)
_LIST_SKIPS = compile_late(
    r"(?:(?:[一二两三四五六七八九十百]+|\d+|多)?(?:批|系列|个(?![人体])|家(?![庭园电具])|条(?!例)|项(?!目)|处(?!级)|所|座(?!谈)"
    r"|名(?![牌优师特])))?"
)
_DATED = {"年": "年份", "月": "月份", "日": "日期"}
_PARTS = frozenset(
    ("重点", "创新", "综合", "专项", "服务", "培训", "宣传", "教育", "研究", "监督", "治理")
)
"""Verbs and adverbs that are as often part of a name: 专项行动."""
_TIED = frozenset(("与", "和", "及", "以及", "、", "的"))
_STOPS = frozenset(
    ("又", "进", "进入", "为", "是", "在", "将", "把", "被", "作为", "上", "中", "“", "（", "《")
)
_LONGEST_ITEM = 10


def wanted(text: str, spot: Spot) -> str:
    """Return what a colleague should name at `spot`, "" where its surroundings do not tell.

    A figure is never named here: its unit says what is asked.
    """
    mark = _MARK.fullmatch(text, spot.start, spot.end)
    if mark:
        return mark[1].strip().rstrip("？?。")
    if spot.unit:
        return ""
    field = _FIELD.fullmatch(text, spot.start, spot.end)
    if field:
        return field[1]
    before = text[max(0, spot.start - _REACH) : spot.start]
    before = _CLAUSE.split(before)[-1] if not before.endswith(("：", ":")) else before
    after = _CLAUSE.split(text[spot.end : spot.end + _REACH])[0]
    if spot.kind is GapKind.LIST:
        return _listed(after)
    if after[:1] in _DATED and (len(after) == 1 or after[1] not in "轻级"):
        return _DATED[after[0]]
    if after.startswith("等") and (listed := _listed(after)):
        return listed
    return (
        _person(before, after) or _body(after) or _by_title(before, after) or _named(before, after)
    )


def _listed(after: str) -> str:
    """等专项行动 → 专项行动的名称, 路等示范工程 → 示范工程的名称."""
    item = _head(after.partition("等")[2])
    return f"{item}的名称" if len(item) > 1 else ""


def _head(text: str) -> str:
    """Return the noun that a text begins with, "" where it is not clear where it ends."""
    skipped = _LIST_SKIPS.match(text)
    text = text[skipped.end() :] if skipped else text
    stops = (lexicon()["verbs"] | lexicon()["adverbs"] | _STOPS) - _PARTS
    item = ""
    for word in cut(text).texts:
        if word in _TIED:
            return ""
        if item and (word in stops or word[0] == "进"):
            return item
        item += word
        if len(item) > _LONGEST_ITEM:
            return ""
    return item


def _person(before: str, after: str) -> str:
    if _PERSON_AHEAD.match(after) or _PERSON_BEFORE.search(before):
        return "姓名"
    surname = _SURNAME_BEFORE.search(before)
    if surname and surname[1] in words("surnames") - _NO_SURNAMES:
        return "名字"
    ends = not after or after[0] in "、，（(”"
    return "姓名" if _POST_BEFORE.search(before) and ends else ""


def _body(after: str) -> str:
    if _PLACE_AHEAD.match(after):
        return "地名"
    return "单位名称" if _UNIT_AHEAD.match(after) else ""


def _by_title(before: str, after: str) -> str:
    """Inside 《》 it is what the verb before it made."""
    if before.rfind("《") <= before.rfind("》"):
        return ""
    head = before[: before.rfind("《") + 1]
    if _WRITTEN.search(head):
        return "文章标题"
    if _ISSUED.search(head) or after[:1] not in ("》", ""):
        return "文件名称"
    return "文件或书籍名称"


def _named(before: str, after: str) -> str:
    rest = after
    inside = before.rfind("“") > before.rfind("”")
    if inside and "”" in after:
        rest = after[after.find("”") + 1 :]
    called = _called(rest)
    if called:
        return called
    ends = not after or after[0] in "，、。；”"
    for pattern, label in (
        (_HONOUR, "荣誉名称"),
        (_POST, "职务"),
        (_PHONE, "电话号码"),
        (_DATE, "日期"),
        (_PARTNERS, "单位名称" if "签" in after or "合作" in after or "共建" in after else ""),
        (_AMOUNT, "数值" if ends else ""),
        (_WHERE, "地点" if ends or re.match("等地|考察|学习|调研|慰问|招商", after) else ""),
    ):
        if label and pattern.search(before.rstrip("“《")):
            return label
    return ""


def _called(rest: str) -> str:
    """Return what the noun behind the place, or behind its quote, calls it."""
    phrase = label = ""
    stops = (lexicon()["verbs"] | lexicon()["adverbs"] | _STOPS) - _PARTS - {"工程", "整治"}
    for number, word in enumerate(cut(rest[:_LONGEST_ITEM]).texts):
        if word == "的" and not number:
            continue
        known = (phrase + word).endswith(_NAMES)
        if word in _TIED or (word in stops and not known) or not "\u4e00" <= word[0] <= "\u9fff":
            break
        phrase += word
        name = next((n for n in _NAMES if phrase.endswith(n)), "")
        label = _CALLED.get(name, label)
    return label
