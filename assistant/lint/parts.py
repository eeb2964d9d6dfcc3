"""Parts of the genre that are missing, empty, or promised by the title alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.document import BlockKind, Section, line_around
from assistant.figures import FigureKind
from assistant.findings import Finding, Message, Severity
from assistant.genres import Found, PartMatch, Priority, Stage, announcement
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_DUTIES = compile_late(r"述([职责廉德法安学])")
# 还存在一些不足 and its kind, which name nothing.
_EMPTY_WORDS = compile_late(
    r"(?:仍|仍然|还|也|依然|尚)?(?:存在|有)(?:着)?(?:一些|一定|不少|许多|很多|诸多|这样那样|各种)?(?:的)?"
    r"(?:差距|不足|问题|短板|缺点|薄弱环节|欠缺|困难|之处|[、和与及])+"
)
# Words that name a shortcoming: 不够深入, 偏少, 滞后, “宽松软” …
_NAMED = compile_late(
    r"不(?:够|强|深|高|实|力|足|到位|多|平衡|充分|大|细|严|全|快|优|广|透|紧|稳|新|准|活|均|及时|完善|健全|扎实|经常|系统"
    r"|明显|规范|彻底|适应|善于|愿|敢|会|主动|精准|理想|匹配|牢|远)|欠缺|缺乏|缺少|短缺|紧缺|滞后|薄弱|乏力|松懈|偏[低少弱软慢老小大紧窄短]"
    r"|较[少弱低慢差大]|亟[需待]|有待|尚未|没有|未能|还未|仍未|难以|困难|压力|瓶颈|制约|任务[^。；，]{0,8}[重艰]|[“”]"
    r"|反弹|反复|隐患|流于形式|松劲|畏难|急躁|简单|粗放|单一|不[多少]见|差距较大|弱化|走过场|急于求成"
    r"|偏[长高远多散]|依赖|老[化龄]|空白|无人|断档|断层|脱节|时[好有][^，。；]{0,3}时[差坏无]|只有|仅|特别是|尤其是|原因[是在]"
)
_OPEN = compile_late(r"【待补")  # a gap of its own asks for it
_ITEM = compile_late(r"[一二三四五六七八九]是|[；;：:。]")
_COMMON = frozenset(
    {"工作", "问题", "不够", "不足", "存在", "还有", "一些", "有的", "个别", "少数", "部分"}
    | {"方面", "干部", "以及", "还存", "需要", "进一", "一步", "我们", "今后", "下一", "加强"}
)


def check(paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with the parts of the report."""
    for match in paper.matches:
        if not match.present:
            yield from _missing(paper, match)
    for section in paper.report.walk():
        yield from _without_text(paper, section)
    empty = list(_empty_problems(paper))
    yield from empty
    if not empty:
        yield from _unanswered(paper)
    yield from _duties_announced(paper)


def _missing(paper: Paper, match: PartMatch) -> Iterator[Finding]:
    if match.priority is Priority.OPTIONAL:
        return
    part, required = match.part, match.priority is Priority.REQUIRED
    start, end = paper.span_of(BlockKind.TITLE)
    by_title = part.title is not None and re.search(part.title, paper.title)
    yield paper.finding(
        "part_missing",
        start,
        end,
        says="titled" if by_title else "",
        severity=None if required else Severity.INFO,
        part=part,
        title=by_title and by_title.group(),
    )


def _without_text(paper: Paper, section: Section) -> Iterator[Finding]:
    if section.children or section.points or section.run_in:
        return
    if paper.text[section.heading_end : section.end].strip():
        return
    yield paper.finding(
        "section_empty",
        section.start,
        section.heading_end,
        heading=section.number + section.heading,
    )


def _part(paper: Paper, key: str) -> PartMatch | None:
    return next((m for m in paper.matches if m.part.key == key and m.present), None)


def _words_of(paper: Paper, match: PartMatch) -> tuple[int, int]:
    """Return the span a part speaks in: a sentence speaks on to the end of its paragraph."""
    start, end = match.start or 0, match.end or 0
    if match.how is Found.SENTENCE:
        _, end = line_around(paper.text, start, end)
    if match.how is Found.SECTION and match.section is not None:
        section = paper.report.find(match.section)
        if isinstance(section, Section):
            start = section.heading_end if not section.run_in else section.start
    return start, end


def _empty_problems(paper: Paper) -> Iterator[Finding]:
    match = _part(paper, "problems")
    if match is None:
        return
    start, end = _words_of(paper, match)
    steps = _part(paper, "next_steps")
    if steps is not None and start < (steps.start or 0) < end:
        end = steps.start or end
    said = paper.text[start:end]
    if not said.strip() or _NAMED.search(_EMPTY_WORDS.sub("", said)):
        return
    if _OPEN.search(said) or _has_figures(paper, start, end):
        return
    if len(_ITEM.findall(said)) > 4:
        return  # a list names something, in whatever words
    lead = len(said) - len(said.lstrip())
    yield paper.finding("part_empty", start + lead, start + len(said.rstrip()))


def _has_figures(paper: Paper, start: int, end: int) -> bool:
    """Tell whether amounts stand in a span: 本地配套率24% is no empty phrase."""
    return any(
        start <= figure.start < end
        and figure.kind in (FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.RANGE)
        and any(char.isdigit() for char in figure.text)
        for figure in paper.figures
    )


def _unanswered(paper: Paper) -> Iterator[Finding]:
    """Say so where the next steps take up no word of any problem."""
    problems, steps = _part(paper, "problems"), _part(paper, "next_steps")
    if problems is None or steps is None or problems.start == steps.start:
        return
    if steps.part.stage is not Stage.ENDING:
        return
    asked = _pairs(paper.text[slice(*_words_of(paper, problems))])
    start, end = _words_of(paper, steps)
    answered = _pairs(paper.text[start:end])
    if not asked or not answered or len(asked & answered) >= 3:
        return
    yield paper.finding("problems_unanswered", start, end)


def _pairs(text: str) -> set[str]:
    """Return the pairs of characters that may carry a subject."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", _EMPTY_WORDS.sub("，", text))
    return {r[i : i + 2] for r in runs for i in range(len(r) - 1)} - _COMMON


def _duties_announced(paper: Paper) -> Iterator[Finding]:
    """Compare the 述 of the title with those the preamble announces."""
    promised = _DUTIES.findall(paper.title)
    for sentence in paper.places.opening:
        announced = announcement(sentence.text)
        if announced is None:
            continue
        start, end = announced
        named = _DUTIES.findall(sentence.text, start, end)
        if len(promised) < 2 or len(named) < 2 or set(promised) == set(named):
            return
        lacking = "、".join(f"述{c}" for c in promised if c not in named)
        more = "、".join(f"述{c}" for c in named if c not in promised)
        difference = Message(
            (f"少了{lacking}" if lacking else "") + (f"多了{more}" if more else ""),
            f"lacking {lacking or '—'}, added {more or '—'}",
        )
        yield paper.finding(
            "duties_differ",
            sentence.start + start,
            sentence.start + end,
            difference=difference,
        )
        return
