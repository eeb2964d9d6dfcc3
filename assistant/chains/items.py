"""What moves when a report is sorted: sentences, or sections whose heading names their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chains.slots import Slot, named_slot, names
from assistant.document import Block, BlockKind, Report, Section, newline_of
from assistant.genres.places import TEXT_KINDS
from assistant.numbering import match_point_label
from assistant.sentences import split_clauses, split_sentences
from assistant.spans import Stretches

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
_INNER_POINT = re.compile("[二三四五六七八九十]是")
_OPENS = re.compile("(?:报告|汇报|述职|总结|情况)如下")
YEAR = re.compile("(20\\d\\d)年?")


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
    blocks = [b for b in report.blocks if b.kind in TEXT_KINDS]
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


def items_of(report: Report, start: int, end: int, slots: Sequence[Slot]) -> list[Item]:
    """Return the items between two places, in reading order; headings of level 1 are left out.

    A section whose heading names one slot moves as a whole, and so does a subsection.  What stands
    behind the sections (problems and plans in the closing) counts as well.
    """
    found: list[Item] = []
    for section in report.sections:
        if start <= section.start < end:
            found += _section_items(report, section, slots, len(found), end)
    sections = Stretches((s.start, s.end) for s in report.sections)
    outside = "".join(
        report.text[b.start : min(b.end, end)] + newline_of(report.text)
        for b in report.blocks
        if start <= b.start < end
        and b.kind in TEXT_KINDS
        and not sections.meets(b.start, b.start + 1)
    )
    return found + _lines(outside, len(found), None)


def paragraphs_of(report: Report, start: int, end: int) -> list[Item]:
    """Return the paragraphs between two places, each to move as one."""
    blocks = [b for b in report.blocks if start <= b.start < end and b.kind in TEXT_KINDS]
    found: list[Item] = []
    for block in blocks:
        line = report.text[block.start : min(block.end, end)].strip(" \t\u3000\r\n")
        if found and line.startswith("|"):
            last = found[-1]
            found[-1] = replace(last, text=last.text + newline_of(report.text) + line)
        else:
            found.append(Item(line, len(found)))
    return found


def _section_items(
    report: Report, section: Section, slots: Sequence[Slot], number: int, end: int
) -> list[Item]:
    """Return the items of a section up to `end`; `number` is that of its first paragraph."""
    place = named_slot(section.heading, slots)
    begin = _prose_start(report, section, named=place is not None)
    if not section.children:
        return _lines(report.text[begin : min(section.end, end)], number, place)
    # Below 履职情况 there may be what tells of 能 and 勤, which no heading names.
    rests = (n for n, s in enumerate(slots) if s.rest and not s.side and names(s, section.heading))
    rest = next(rests, None)
    found = _lines(report.text[begin : section.children[0].start], number, place)
    for child in section.children:
        own = place if place is not None else named_slot(child.heading, slots)
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
            found[-1] = replace(last, text=f"{last.text}{newline_of(text)}{line.rstrip()}")
        else:
            found += _sentences(line, number + len(found), place)
    return found


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


def report_year(report: Report) -> int | None:
    """Return the year a report is about, as its title says it, or its first lines."""
    years = YEAR.findall(report.title or "") or YEAR.findall(report.text[:200])
    return max(map(int, years)) if years else None
