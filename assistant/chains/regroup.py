"""Sorting a scattered report into the outline it should have, sentence by sentence.

Pure: the headings come from the instruction or the genre; each sentence goes where its words say,
a model may decide where they do not, and what nobody is sure of stays beside its neighbour and is
named.  No sentence is reworded, lost or said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.document import Block, BlockKind, Report, Section
from assistant.genres import Genre, Part, Priority, Stage
from assistant.genres.loader import library
from assistant.genres.model import pattern
from assistant.genres.signs import signs
from assistant.numbering import LabelStyle, format_label, match_label, match_point_label, renumber
from assistant.sentences import split_clauses, split_sentences

SURE, LEAD = 1.2, 0.6
"""Score from which a sentence has a place of its own, and by how much it must lead the next."""
_PROSE = frozenset({BlockKind.BODY, BlockKind.POINT, BlockKind.HEADING, BlockKind.CLOSING})
_FOOT = frozenset({BlockKind.SIGNATURE, BlockKind.DATE, BlockKind.ATTACHMENT})
_ENDS = re.compile(
    "特此报告|(?:报告|述职|汇报)完毕|^[\\s\u3000]*以上(?:是|报告|述职|汇报)?[^。]{0,20}(?:报告|述职|汇报|请|不当|不妥)"
    "|(?:请|敬请|恳请)[^。，]{0,16}(?:评议|批评|指正|审议)|^谢谢|^此致|^敬礼"
)
_POLITE = re.compile(
    "以上|特此|述职|报告|汇报|完毕|不[足当妥到]|请|谢谢|此致|敬礼|最后|各位|大家|同志们"
)
"""What every clause of a sentence holds that is no more than the formula at a report's end."""
_MERE_NAME = 10
"""Characters up to which a heading that text runs on behind may be no more than a name."""
_EMPTY = frozenset(("情况", "工作", "建设", "方面", "责任", "主要", "年度", "存在", "一步", "下步"))
_FULL = {"问题": "存在的问题", "不足": "存在的不足", "打算": "下一步打算", "计划": "下一步计划"}
"""What a heading that was named in two characters is called in full."""
_INNER_POINT = re.compile("[二三四五六七八九十]是")
_OPENS = re.compile("(?:报告|汇报|述职|总结|情况)如下")
_WORK = re.compile("述职|履职|实绩|业绩|工作|业务|成效")
_DONE = re.compile(
    r"^(?:全[镇县市区局院校年]|累计|共|组织|开展|完成|建成|新建|新增|新修|举办|推进|实施|查处|资助|改造|培训|发放|走访"
    r"|化解|调解|排查|引进|处理|办理|接待|投入|修建|扶持|发展|清理|整治|治理|推广|争取)[^。]*\d"
    "|未发生|没有发生|已经?坚持"
)
_YEAR = re.compile("(20\\d\\d)年?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A heading of the outline, and the parts of a genre whose words belong under it."""

    name: str
    parts: tuple[Part, ...]
    grams: frozenset[str]

    @property
    def rest(self) -> bool:
        """Whether it takes what belongs nowhere else."""
        return any(part.rest for part in self.parts)


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch that moves as one: a sentence, or a section or subsection with its heading.

    `label` is the mark of a point in front of it (一是), not in `text`; `paragraph` tells which
    items stand together; `slot` is the place that a heading gives, or None; `run_in` says that the
    text of a subsection goes on behind its heading.
    """

    text: str
    paragraph: int
    label: str = ""
    slot: int | None = None
    whole: bool = False
    run_in: bool = False


def region(report: Report) -> tuple[int, int] | None:
    """Return where the prose to be sorted begins and ends: behind the opening, before the close."""
    blocks = [b for b in report.blocks if b.kind in _PROSE]
    if report.sections:
        blocks = [b for b in blocks if b.start >= report.sections[0].start]
    else:
        blocks = _after_opening(report, blocks)
    # What stands behind signature and date is no part of the report.
    feet = [
        b.start for b in report.blocks if b.kind in _FOOT and blocks and b.start > blocks[0].start
    ]
    blocks = [b for b in blocks if b.start < min(feet, default=len(report.text))]
    end = blocks[-1].end if blocks else 0
    while blocks and (stop := _formula(report.text[blocks[-1].start : blocks[-1].end])) is not None:
        end = blocks[-1].start + stop
        if stop:
            break
        blocks.pop()
        end = blocks[-1].end if blocks else 0
    return (blocks[0].start, end) if len(blocks) > 1 else None


def _formula(paragraph: str) -> int | None:
    """Return where the words that only end a report begin in a paragraph (0: all of it), or None.

    A sentence that says more besides (我将…勤政廉政，请各位领导批评指正。) is none.
    """
    stop = None
    for span in reversed(split_sentences(paragraph, at_semicolon=False)):
        words = span.of(paragraph).strip()
        clauses = [c.of(words) for c in split_clauses(words)]
        if not _ENDS.search(words) or not all(_POLITE.search(clause) for clause in clauses):
            break
        stop = span.start
    return stop


def _after_opening(report: Report, blocks: list[Block]) -> list[Block]:
    """Leave out the paragraphs up to the one that announces the report, where one does."""
    for index, block in enumerate(blocks[:3]):
        if _OPENS.search(report.text[block.start : block.end]):
            return blocks[index + 1 :]
    return blocks


def slots_of(names: Sequence[str], genre: Genre) -> tuple[Slot, ...]:
    """Return the outline as slots, each with the genre's parts that its name stands for."""
    return tuple(Slot(name, _parts(name, genre), _grams(name)) for name in names)


def genre_outline(genre: Genre, title: str) -> tuple[str, ...]:
    """Return the headings of a genre in its order, for a report that has none of its own.

    Parts that neither the genre nor the report's title asks for get none.
    """
    return tuple(
        re.sub("（.*）", "", part.name.zh)
        for part in genre.parts
        if part.weight
        and part.block is None
        and part.stage is not Stage.OPENING
        and part.priority_under(title) is not Priority.OPTIONAL
    )


def heading_for(slot: Slot, report: Report, slots: Sequence[Slot]) -> str:
    """Return the words of a heading: as asked; where that is a mere word, those of the report."""
    if len(slot.name) > 2:
        return slot.name
    number = slots.index(slot)
    own = [s.heading for s in report.sections if _named(s.heading, slots) == number]
    return own[0] if len(own) == 1 else _FULL.get(slot.name, slot.name)


def _parts(name: str, genre: Genre) -> tuple[Part, ...]:
    known = {part.key: part for part in (*library().values(), *genre.parts)}
    exact = [p for p in known.values() if name in p.name.zh or name == (p.title or "")]
    headed = [
        p
        for p in (*genre.parts, *known.values())
        if p.heading and not p.rest and pattern(*p.heading).search(name)
    ]
    found = list(dict.fromkeys(p.key for p in (*exact, *headed)))
    own = [key for key in found if key in {p.key for p in genre.parts}] or found
    if not own and _WORK.search(name):
        own = [p.key for p in known.values() if p.rest][:1]
    return tuple(known[key] for key in own[:3])


def _grams(text: str) -> frozenset[str]:
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return frozenset(pairs - _EMPTY)


def items_of(report: Report, start: int, end: int, slots: Sequence[Slot]) -> list[Item]:
    """Return the items between two places, in reading order; headings of level 1 are left out.

    A section whose heading names one slot moves as a whole, and so does a subsection.  What stands
    behind the sections (problems and plans in the closing) counts as well.
    """
    found: list[Item] = []
    for section in report.sections:
        if start <= section.start < end:
            found += _section_items(report, section, slots, len(found), end)
    outside = "".join(
        report.text[b.start : min(b.end, end)] + _line_end(report.text)
        for b in report.blocks
        if start <= b.start < end
        and b.kind in _PROSE
        and not any(s.start <= b.start < s.end for s in report.sections)
    )
    return found + _lines(outside, len(found), None)


def paragraphs_of(report: Report, start: int, end: int) -> list[Item]:
    """Return the paragraphs between two places, each to move as one."""
    blocks = [b for b in report.blocks if start <= b.start < end and b.kind in _PROSE]
    found: list[Item] = []
    for block in blocks:
        line = report.text[block.start : min(block.end, end)].strip(" \t\u3000\r\n")
        if found and line.startswith("|"):
            last = found[-1]
            found[-1] = replace(last, text=last.text + _line_end(report.text) + line)
        else:
            found.append(Item(line, len(found)))
    return found


def _section_items(
    report: Report, section: Section, slots: Sequence[Slot], number: int, end: int
) -> list[Item]:
    """Return the items of a section up to `end`; `number` is that of its first paragraph."""
    place = _named(section.heading, slots)
    begin = _prose_start(report, section, named=place is not None)
    if not section.children:
        return _lines(report.text[begin : min(section.end, end)], number, place)
    rest = next((n for n, s in enumerate(slots) if s.rest and _names(s, section.heading)), None)
    found = _lines(report.text[begin : section.children[0].start], number, place)
    for child in section.children:
        own = place if place is not None else _named(child.heading, slots)
        words = report.text[child.start : min(child.end, end)].strip("\r\n")
        own = own if own is not None else rest
        if words:
            found.append(
                Item(words, number + len(found), slot=own, whole=True, run_in=child.run_in)
            )
    # Behind the last subsection there may be words for the whole section.
    behind = report.text[section.children[-1].end : min(section.end, end)]
    return found + _lines(behind, number + len(found), place)


def _prose_start(report: Report, section: Section, *, named: bool) -> int:
    """Return where the text of a section begins: behind its heading, or where text runs on in the
    paragraph, behind its number, for then the heading is the first sentence of it.

    A mere name (存在的问题。) that the new heading says anyway is left out.
    """
    mere = named and len(section.heading) <= _MERE_NAME and not re.search("\\d", section.heading)
    if not section.run_in or mere:
        return section.heading_end
    at = report.text.find(section.number, section.start, section.heading_end)
    return at + len(section.number) if at >= 0 else section.start


def _lines(text: str, number: int, place: int | None) -> list[Item]:
    """Return the items of paragraphs; the lines of a table stay with the paragraph above it."""
    found: list[Item] = []
    for line in (line for line in text.splitlines() if line.strip()):
        if found and line.lstrip().startswith("|"):
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text}{_line_end(text)}{line.rstrip()}")
        else:
            found += _sentences(line, number + len(found), place)
    return found


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _sentences(line: str, paragraph: int, place: int | None) -> list[Item]:
    """Return the sentences of a paragraph; what a point's lead announces stays with the lead."""
    text = line.strip(" \t\u3000\r\n")
    label = match_point_label(text)
    if label is not None and _INNER_POINT.search(text, label.end):
        return [Item(text, paragraph, slot=place)]
    if label is not None:
        return [Item(text[label.end :], paragraph, label.text, place)]
    spans = split_sentences(text, at_semicolon=False)
    return [Item(s.of(text).strip(), paragraph, slot=place) for s in spans if s.of(text).strip()]


def _named(heading: str, slots: Sequence[Slot]) -> int | None:
    """Return the one slot that a heading names, other than the one for all the rest."""
    found = [n for n, slot in enumerate(slots) if not slot.rest and _names(slot, heading)]
    return found[0] if len(found) == 1 else None


def _names(slot: Slot, heading: str) -> bool:
    return slot.name in heading or any(
        p.heading and pattern(*p.heading).search(heading) for p in slot.parts
    )


def scores(item: Item, slots: Sequence[Slot], year: int | None) -> list[float]:
    """Return how much the words of an item say that it belongs into each slot (0: nothing)."""
    return [_score(slot, item.text, year) for slot in slots]


def clear_place(item: Item, scored: Sequence[float]) -> int | None:
    """Return the slot that a heading or the words leave no doubt about, or None."""
    if item.slot is not None:
        return item.slot
    order = sorted(range(len(scored)), key=lambda n: -scored[n])
    first = order[0]
    lead = scored[first] - (scored[order[1]] if len(order) > 1 else 0.0)
    return first if scored[first] >= SURE and lead >= LEAD else None


def _score(slot: Slot, text: str, year: int | None) -> float:
    score = float(sum(gram in text for gram in slot.grams))
    for part in slot.parts:
        own = 0.0 if part.rest else 1.0
        if part.statement_not and pattern(*part.statement_not).search(text):
            continue
        score += own * sum(topic in text for topic in part.topics)
        score += 0.25 * (not own) * sum(topic in text for topic in part.topics)
        if part.statement and pattern(*part.statement).search(text):
            score += 2.0
        if part.heading and own:
            score += 0.8 * min(2, len(set(pattern(*part.heading).findall(text))))
        sign = signs().get(part.key)
        if sign is not None:
            told = 1.8 if part.key == "problems" else 1.2  # 队伍专业化程度不高 is about no team
            score += told * min(2, len(set(sign.findall(text))))
        if part.key == "problems" and signs()["rectified"].search(text):
            score -= 4.0
        if (
            part.key == "next_steps"
            and year
            and any(int(y) > year for y in _YEAR.findall(text[:12]))
        ):
            score += 2.5
    return score


def settled(
    items: Sequence[Item], places: Sequence[int | None], slots: Sequence[Slot]
) -> list[int]:
    """Return a slot for every item: one without goes on with the ending it follows, or to the rest.

    Problems and plans are told in several sentences of which only the first says so; any other
    sentence that nothing places is work done.
    """
    rest = next((n for n, slot in enumerate(slots) if slot.rest), 0)
    ending = {n for n, s in enumerate(slots) if any(p.stage is Stage.ENDING for p in s.parts)}
    found: list[int] = []
    for n, place in enumerate(places):
        follows = n > 0 and items[n - 1].paragraph == items[n].paragraph
        if place is None and follows and found[n - 1] in ending and not _done(items[n].text):
            place = found[n - 1]
        found.append(rest if place is None else place)
    return found


def _done(text: str) -> bool:
    """Whether a sentence tells of work done, with its figures."""
    return bool(_DONE.search(text))


def compose(
    items: Sequence[Item],
    places: Sequence[int],
    names: Sequence[str],
    *,
    indent: str,
    newline: str,
    spaced: bool,
    mark: str = "",
) -> str:
    """Return the region under its new headings, 一、 to the last, empty ones left out.

    `mark` is what stands in front of a heading's number (## in Markdown).
    """
    lines: list[str] = []
    number = 0
    for slot, name in enumerate(names):
        inside = [n for n, place in enumerate(places) if place == slot]
        if not inside:
            continue
        number += 1
        lines.append(indent + mark + format_label(LabelStyle.CHINESE, number) + name)
        lines += _paragraphs(items, inside, indent)
    return (newline * 2 if spaced else newline).join(lines) + newline


def _paragraphs(items: Sequence[Item], inside: Sequence[int], indent: str) -> Iterable[str]:
    """Join what stood together; points are counted anew, a lone mark of one is left out."""
    labelled = [n for n in inside if items[n].label]
    numbers: Mapping[int, int] = (
        {n: place for place, n in enumerate(labelled, start=1)} if len(labelled) > 1 else {}
    )
    whole = _renumbered([items[n] for n in inside if items[n].whole])
    joined: list[str] = []
    for place, n in enumerate(inside):
        item = items[n]
        label = format_label(LabelStyle.IS, numbers[n]) if n in numbers else ""
        before = inside[place - 1] if place else -2
        if before == n - 1 and items[before].paragraph == item.paragraph and not item.whole:
            joined[-1] += label + item.text
        else:
            joined.append(next(whole) if item.whole else indent + label + item.text)
    return joined


def _renumbered(items: Sequence[Item]) -> Iterator[str]:
    """Yield the words of subsections that stand together now, counted anew.

    One that stands alone, its text behind the heading in one paragraph, needs no number.
    """
    labels = [match_label(item.text) for item in items]
    printed = iter(renumber(label for label in labels if label is not None))
    for item, label in zip(items, labels, strict=True):
        if label is None:
            yield item.text
            continue
        number = next(printed)
        alone = len(items) == 1 and label.style is not LabelStyle.HASH and item.run_in
        kept = (
            item.text[label.end :] if alone else number + item.text[label.start + len(label.text) :]
        )
        yield item.text[: label.start] + kept


def report_year(report: Report) -> int | None:
    """Return the year a report is about, as its title says it, or its first lines."""
    years = _YEAR.findall(report.title or "") or _YEAR.findall(report.text[:200])
    return max(map(int, years)) if years else None
