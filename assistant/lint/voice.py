"""我 and 我们: one report speaks in one voice, that of its genre."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.findings import Finding
from assistant.genres import Voice
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

# 我国, 我市, 我局, 自我 … are no voice, nor are 我们党 and 我代表政府作报告; 我部署, 我组织 are.
_PLURAL = compile_late(r"我们(?!的?(?:党|国家|伟大|中华|民族|时代|祖国))")
_PLACES = (
    "[国省市县区乡镇村州旗盟党军局院校厅馆厂店室股街企方家军庭署]",
    "支队|大队|总队|单位|支部|辖区|街道|集团|公司|中心|项目部|谨?代表",
    "部(?!署)|办(?![理好公成事])|处(?![理在置处])|委(?!托)|组(?!织)|所(?:在|属|辖)?(?=[全的有各])",
    "行(?![使动走])|站(?![在位])|科(?!学)|社|队(?!伍)|系(?!统)",
)
_SINGULAR = compile_late(
    rf"(?<![自忘小大无唯本非敌爱])我(?!们|{'|'.join(_PLACES)})|(?<![根资日成版剧样书基])本人(?![民才])"
)
_QUOTED = compile_late(r"“[^”\n]{0,200}”|‘[^’\n]{0,200}’|《[^》\n]{0,200}》|「[^」\n]{0,200}」")


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
        yield paper.finding(
            "voice_mixed" if kept else "voice_other",
            start,
            start + len(word),
            word=word,
            other="我" if word == "我们" else "我们",
            shown="我们" if word == "我们" else "我",
            voice=voice,
        )
