"""Where the last section ends and the closing of the report begins.

No mark separates them: an unnumbered paragraph behind the last section opens the closing where
it changes the subject, from the work to what is lacking, what comes next, or a formula.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.outline.lines import Line
from assistant.patterns import compile_late

ADDRESS: Final = compile_late(r"(?:尊敬的|各位|同志们|朋友们)[^，,！!：:。]{0,24}[，,！!：:]")
"""An address inside the text: 各位代表，…; never a section."""

_FORMULA: Final = compile_late(
    r"(?:特此(?:报告|汇报)|以上|综上|总之|(?:我的)?(?:述职|汇报|报告|发言)(?:到此|完毕|结束|完了)"
    r"|(?:恳|敬)?请(?:各位|组织|领导|大家|予以?|批评|审议|评议)|如?有?不[当妥足到]之处|欢迎.{0,8}批评"
    r"|[妥当]否|谢谢|此致|最后，|.{0,60}让我们(?:更加)?紧密地?团结)"
)
_LOOKS_BACK: Final = compile_late(
    r"(?:今年|去年|本年度?|一年来|这一年|过去|半年来|\d{4}年|[一二三四五六七八九十]+年来|近年来|任职|到任"
    r"|虽然|尽管|回顾|在?(?:总结|看到|肯定|取得)|但|同时|与此同时|当然|对照|总的|总体|成绩"
    r"|我们?(?:也|还|深知|清醒)|工作中?虽|工作中[也还仍]|存在)"
)
_LACKS: Final = compile_late(r"差距|不足|短板|薄弱|问题|不够|欠缺|弱项")
_LOOKS_AHEAD: Final = compile_late(
    r"(?:在?今后|在?下一?步|在?下一?阶段|在?接下来|在?以后|展望|在?新的|新时代|新征程|新起点|明年|来年|\d{4}年"
    r"|在?未来|面向|面对|站在|踏上|奋进|让我们|我(?:们|个人)?(?:将|要|一定|决心|坚信)"
    r"|(?:党委|党组|班子|领导班子|全体).{0,8}将)"
)
_INTENDS: Final = compile_late(r"将|奋力|努力|继续|争取|力争|贡献|开创|谱写|再创|决心|让我们")
_ABOUT_LACKS: Final = compile_late(r"问题|不足|差距|短板|反思|剖析|困难|挑战")
_ABOUT_NEXT: Final = compile_late(
    r"下一?步|今后|打算|建议|计划|安排|思路|方向|措施|举措|目标|任务|重点工作|整改|努力|未来|明年|来年|部署|规划"
)
_MOST_PARAGRAPHS: Final = 6


def find_closing(
    lines: list[Line], tail: list[int], headings: str, after_point: bool
) -> int | None:
    """Return the line that opens the closing, or None.

    `tail` are the unnumbered paragraphs behind the last heading's own first paragraph, or behind
    the last point (`after_point`); `headings` are the words of the last section's headings: a
    section about problems may speak of them in its last paragraph as well.
    """
    about_lacks = bool(_ABOUT_LACKS.search(headings))
    about_next = bool(_ABOUT_NEXT.search(headings))
    for count, index in enumerate(tail):
        words = lines[index].words
        if ADDRESS.match(words) or _FORMULA.match(words):
            return index
        if len(tail) - count > _MOST_PARAGRAPHS:
            continue
        lacking = _LACKS.search(words) and not about_lacks
        intending = _INTENDS.search(words) and not about_next
        if (lacking and _LOOKS_BACK.match(words)) or (intending and _LOOKS_AHEAD.match(words)):
            return index
        if after_point and index == tail[-1] and (lacking or intending):
            return index
    return None


def find_aside(lines: list[Line], tail: list[int]) -> int | None:
    """Return the line from which the paragraphs at the end of a chapter's last part speak for
    the whole chapter (各位代表，…; 在看到成绩的同时…), or None."""
    for index in tail:
        words = lines[index].words
        if ADDRESS.match(words) or re.match("在?(?:看到|肯定|总结)成绩", words):
            return index
    return None
