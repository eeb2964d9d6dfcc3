"""Measure words, and the few conversions that are exact."""

from __future__ import annotations

import re
from decimal import Decimal

# unit as written → (base unit, factor). Only exact conversions: 亩 stays 亩, it is no round ㎡.
CONVERSIONS: dict[str, tuple[str, Decimal]] = {
    unit: (base, Decimal(factor))
    for base, row in {
        "元": "元 1 元人民币 1 块 1 块钱 1 角 0.1",
        "米": "米 1 公里 1000 千米 1000 里 500 厘米 0.01 毫米 0.001 km 1000 m 1",
        "平方米": "平方米 1 ㎡ 1 平米 1 m² 1 平方 1 平方公里 1000000 平方千米 1000000 公顷 10000",
        "立方米": "立方米 1 m³ 1 立方 1 方 1",
        "克": "克 1 公斤 1000 千克 1000 斤 500 吨 1000000 毫克 0.001 kg 1000 t 1000000",
        "瓦": "瓦 1 千瓦 1000 兆瓦 1000000 kW 1000 MW 1000000",
        "瓦时": "千瓦时 1000 度电 1000 兆瓦时 1000000 kWh 1000",
        "升": "升 1 毫升 0.001",
        "%": "% 1 ‰ 0.1",
        "百分点": "个百分点 1 百分点 1",
        "人": "人 1 名 1 位 1",
        "番": "番 1",
        "年": "年 1 载 1",
        "周岁": "周岁 1 岁 1",
    }.items()
    for unit, factor in zip(row.split()[::2], row.split()[1::2], strict=True)
}

# Measure words that may follow a Chinese numeral as well as an Arabic one.
_COMMON = """
个 名 位 人 人次 户 户次 家 家次 项 项次 件 件次 起 宗 例 次 场 场次 期 批 批次 轮 轮次 届 条 条次
篇 份 册 本 部 套 台 台次 辆 辆次 艘 架 架次 列 趟 班次 航次 车次 座 栋 幢 间 处 所 支 只 头 头只
匹 羽 尾 株 棵 颗 亩 亩次 公顷 平方米 平米 ㎡ m² 平方 平方公里 平方千米 立方米 m³ 立方
米 公里 千米 里地 厘米 毫米 纳米 微米 海里 吨 公斤 千克 克 斤 毫克 微克 升 毫升
元 元人民币 美元 欧元 港元 日元 英镑 块钱 千瓦 千瓦时 兆瓦 兆瓦时 度电 千伏 标箱 标准箱
年 载 年级 个月 周 天 小时 分钟 秒 岁 周岁 周年 倍 番 个百分点 百分点 级 星级 层 类 种 大类 门 科
字 页 张 幅 枚 块 片 课时 学时 学分 床 床位 桌 组 队 省 市 县 镇 村 大 位数 人天 车道 套次 辆份
个工作日 工作日 只次 盏 面 间次 方面 条件 单 票 户头 孔 口 眼 根 捆 桶 箱 袋 包 瓶 盒 度 代 重 档
股 把 场地 封 则 节 堂 堂课 项目 所次 站 段 圈
"""
# Only after Arabic digits: after a Chinese numeral these are mostly words (十分, 三方, 一线, 四面).
_ARABIC_ONLY = """
分 点 方 里 角 块 号 号线 号文 线 环 区 乡 国 校 校次 团 连 营 对 双 道 步 日 月 时 后 佳 强
℃ 摄氏度 ° m² m³ % ‰ 楼 单元 折 分贝 期间
"""
# A Chinese numeral and one of these count a series rather than things.
SERIAL = frozenset({"届", "期", "号", "号线", "级", "星级", "年级", "号文", "代", "楼"})
DURATION = frozenset(
    {*"年周天秒岁日月", "个月", "小时", "分钟", "周岁", "周年", "工作日", "个工作日"}
)


def _pattern(words: str) -> str:
    ordered = sorted(set(words.split()), key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, ordered))


# 个性, 项目, 条件, 位于 and the like are words, not a measure word and what it counts.
_NOT_UNIT = (
    r"(?!个性|个体(?![系育])|个案(?![例件])|个[别税]|项目|条件|位[于置居列]|部[门署分]|名[单义称录誉]|家[庭属风园乡]|年[轻终初底]"
    r"|份[额子]|本[地身次领]|面[向对积临貌]|大[力于量约概]|重[点要视]|节[约能]|种[植养]|所[有以在需得]"
    r"|件事业|段落|组[织建成]|层[面层]|科[技学研]|队伍|站[位在稳]|单[位个纯]|包[括含]|代表|类似|人[民才口均力]"
    r"|场[所景]|度[过假]|股[份权东]|口[径岸]|把[握关]|级别|周[边围期]|期[间待盼望]|台账|支[持撑部付]"
    r"|只[有要是]|根[据本]|批[准示复]|轮[流换]|市场|村[级民]|县域|镇域|省[级委]|分[之别类管为]|点[位面线]"
    r"|方[面向案式法]|里[程面]|区域|国[家内际]|校园|环[境节保]|线[上下索路]|道路|步[伐入]|日[常益均前]|月[均底初])"
)
_RATE = r"(?:/(?:人|年|月|日|天|小时|吨|亩|公里|户|平方米|㎡|立方米|次|秒))?"
UNIT = re.compile(f"[A-Za-z]+[²³]?{_RATE}|{_NOT_UNIT}(?:{_pattern(_COMMON + _ARABIC_ONLY)}){_RATE}")
CHINESE_UNIT = re.compile(f"{_NOT_UNIT}(?:{_pattern(_COMMON)}){_RATE}")


def base(unit: str) -> tuple[str, Decimal]:
    """Return the base unit of `unit` and the factor to it; an unknown unit is its own base.

    `/` rates keep their denominator: 元/吨 has the base 元/吨.
    """
    return CONVERSIONS.get(unit, (unit, Decimal(1)))
