"""德、能、勤、绩、廉: the five sides by which cadres are assessed, as headings of a report.

What belongs under 德, 绩 and 廉 the parts of the genres say; 能 and 勤 are no parts of a genre and
are told here.
"""

from __future__ import annotations

from typing import Final

from assistant.findings import Message
from assistant.genres import Part, Priority

NAMES: Final = {
    "德": "思想政治表现（德）",
    "能": "工作能力（能）",
    "勤": "工作态度（勤）",
    "绩": "工作实绩（绩）",
    "廉": "廉洁自律（廉）",
}
"""What the heading for each is called in full."""

KEYS: Final = {
    "德": ("political", "virtue"),
    "能": ("ability",),
    "勤": ("diligence",),
    "绩": ("work",),
    "廉": ("integrity",),
}
"""The parts whose words belong under each."""


def _part(key: str, name: Message, heading: str, topics: str, statement: str) -> Part:
    return Part(
        key=key,
        name=name,
        priority=Priority.OPTIONAL,
        contains=name,
        question=name,
        heading=(heading,),
        topics=tuple(topics.split()),
        statement=(statement,),
    )


PARTS: Final = {
    part.key: part
    for part in (
        _part(
            "ability",
            Message("工作能力（能）", "Ability (能)"),
            "(?:工作|业务|履职|专业|组织|协调|创新|自身)能力|能力(?:建设|素质|水平|提升)|业务(?:学习|水平|素质)|本领",
            "业务能力 业务知识 业务学习 业务培训 专业知识 专业能力 工作能力 本领 统筹协调 调查研究"
            " 调研报告 岗位练兵 资格证 持证上岗",
            r"(?:参加|完成)[^，。]{0,10}(?:业务|岗位|技能|专业)[^，。]{0,8}(?:培训|学习|考试)"
            r"|(?:提[高升]|增强)[^，。]{0,12}(?:能力|水平|本领)|(?:撰写|形成|完成)[^，。]{0,10}调研(?:报告|文章)",
        ),
        _part(
            "diligence",
            Message("工作态度（勤）", "Diligence (勤)"),
            "勤(?:政|勉|奋|恳)|工作(?:态度|纪律)|敬业|出勤|爱岗",
            "出勤 全勤 加班 值班 带班 驻村 蹲点 爱岗敬业 敬业 勤勉 勤政 任劳任怨 兢兢业业 早出晚归"
            " 请假 迟到 早退 坚守岗位 考勤",
            r"(?:从不|没有|从未|无)[^，。]{0,6}(?:迟到|早退|旷工|缺勤)|(?:出勤|加班|值班|带班|驻村|下村|下乡)[^，。]{0,8}\d+[^，。]{0,3}[天次晚]"
            r"|\d+[^，。]{0,3}[天次](?:在|下|到)(?:村|一线|基层)|(?:放弃|牺牲)[^，。]{0,8}(?:休息|假)",
        ),
    )
}
