"""我 and 我们: one report speaks in one voice, that of its genre."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.report.paper import Paper
from assistant.findings import Finding, Severity
from assistant.genres import Voice

# 我国, 我市, 我局, 自我 … are no voice, nor are 我们党 and 我代表政府作报告; 我部署, 我组织 are.
_PLURAL = re.compile(r"我们(?!的?(?:党|国家|伟大|中华|民族|时代|祖国))")
_PLACES = (
    "[国省市县区乡镇村州旗盟党军局院校厅馆厂店室股街企方家军庭署]",
    "支队|大队|总队|单位|支部|辖区|街道|集团|公司|中心|项目部|谨?代表",
    "部(?!署)|办(?![理好公成事])|处(?![理在置处])|委(?!托)|组(?!织)|所(?:在|属|辖)?(?=[全的有各])",
    "行(?![使动走])|站(?![在位])|科(?!学)|社|队(?!伍)|系(?!统)",
)
_SINGULAR = re.compile(
    rf"(?<![自忘小大无唯本非敌爱])我(?!们|{'|'.join(_PLACES)})|(?<![根资日成版剧样书基])本人(?![民才])"
)
_QUOTED = re.compile(r"“[^”\n]*”|‘[^’\n]*’|《[^》\n]*》|「[^」\n]*」")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield one finding for each section that leaves the report's voice."""
    singular: list[tuple[int, str]] = []
    plural: list[tuple[int, str]] = []
    for sentence in paper.prose:
        if "我" not in sentence.text and "本人" not in sentence.text:
            continue
        spoken = _QUOTED.sub(lambda m: " " * len(m.group()), sentence.text)
        singular += [(sentence.start + m.start(), m.group()) for m in _SINGULAR.finditer(spoken)]
        plural += [(sentence.start + m.start(), m.group()) for m in _PLURAL.finditer(spoken)]
    voice = paper.genre.voice
    if voice is Voice.SINGULAR:
        strange, kept = plural, singular
    elif voice is Voice.PLURAL:
        strange, kept = singular, plural
    else:
        strange, kept = sorted((singular, plural), key=len)
        if not strange:
            return
    if not strange or (voice is None and not kept):
        return
    seen: set[str | None] = set()
    for start, word in strange:
        section = paper.places.section_at(start)
        if section in seen:
            continue
        seen.add(section)
        other = "“我们”" if word == "我们" else "“我”"
        if kept:
            code = "voice_mixed"
            zh = f"人称不一：这里用“{word}”，全文其他地方用{'“我”' if word == '我们' else '“我们”'}"
            en = f"The voice changes: “{word}” here, the other voice elsewhere"
        else:
            code = "voice_other"
            zh = f"这一文种应当用{voice and f'“{voice}”'}的口吻，这里用的是{other}"
            en = f"This genre speaks as {voice}; here it is “{word}”"
        yield paper.finding(code, Severity.WARNING, start, start + len(word), zh, en)
