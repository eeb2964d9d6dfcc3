"""Bringing a whole report into its genre's order.

Problems and next steps that stand unnumbered at the end become sections with a heading; sections
of the ending that stand too early move behind the body; the numbers are put right.  The author's
order of the body stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.chains.job import Draft, Job
from assistant.document import BlockKind, Edit, Section, apply_edits, indent_of, newline_of
from assistant.genres import Found, PartMatch, Stage, locate_parts
from assistant.numbering import LabelStyle, format_label, match_label, match_point_label, renumber
from assistant.outline.siblings import heading_mark
from assistant.sentences import split_sentences

_ENDING_HEADING = re.compile("问题|不足|差距|短板|下一?步|今后|打算|努力方向|改进")
"""What a heading says whose section belongs behind the body; a mere match of content moves none."""
JOINED = "存在的问题和下一步打算"


def promote(job: Job, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in the order the report should have, headings added and renumbered.

    Only a whole report is reordered: in chosen parts the drafts come back as they are.
    """
    sections = {s.id: s for s in job.report.sections}
    if job.request.sections or not sections:
        return drafts
    matches = [m for m in locate_parts(job.report, job.genre) if m.present]
    drafts = _with_headings(job, drafts, _new_headings(job, matches), sections)
    ordered = _in_order(drafts, matches, sections)
    if ordered == drafts and _is_excerpt(job):
        return drafts
    return renumbered(ordered, sections)


def _is_excerpt(job: Job) -> bool:
    """Whether the text is a piece of a report that begins at a later number, 三、 with no title."""
    label = match_label(job.report.sections[0].number)
    return not job.report.title and label is not None and label.ordinal > 1


def _new_headings(job: Job, matches: Sequence[PartMatch]) -> list[tuple[int, str]]:
    """Return the headings that unnumbered parts of the ending should get, and where."""
    found: dict[int, list[str]] = {}
    for match in matches:
        part = match.part
        if part.stage is not Stage.ENDING or part.block is not None or not part.weight:
            continue
        if match.how is Found.SECTION or match.start is None or not _at_the_end(job, match.start):
            continue
        found.setdefault(_sentence_start(job, match.start), []).append(part.name.zh)
    named = sorted(found.items())
    return [(at, names[0] if len(names) == 1 else JOINED) for at, names in named]


def _at_the_end(job: Job, position: int) -> bool:
    """Whether a place lies in the closing or in the last section."""
    closing = any(
        b.kind is BlockKind.CLOSING and b.start <= position < b.end for b in job.report.blocks
    )
    return closing or position >= job.report.sections[-1].heading_end


def _sentence_start(job: Job, position: int) -> int:
    for block in job.report.blocks:
        if block.start <= position < block.end:
            line = job.report.text[block.start : block.end]
            for sentence in split_sentences(line):
                if block.start + sentence.start <= position < block.start + sentence.end:
                    indent = "" if sentence.start else indent_of(line)
                    return block.start + sentence.start + len(indent)
    return position


def _with_headings(
    job: Job, drafts: list[Draft], headings: Sequence[tuple[int, str]], sections: dict[str, Section]
) -> list[Draft]:
    """Insert the headings into drafts that still have the source's wording at that place."""
    style = _style(sections)
    first = job.report.sections[0]
    spaced = bool(re.match(r"[ \t]*(?:\r?\n){2}", job.report.text[first.heading_end :]))
    done: list[Draft] = []
    number = len(sections)
    for draft in drafts:
        target = draft.target
        here = [(at, name) for at, name in headings if target.start <= at < target.end]
        source = job.source(target)
        shift = len(draft.text) - len(source)
        edits = []
        for place, name in here:
            if not draft.text.endswith(source[place - target.start :]):
                continue
            number += 1
            at = place - target.start + shift
            label = heading_mark(job.report.sections) + format_label(style, number)
            begin = _without_label(draft.text, at)
            words = _heading_text(style, label, name, draft.text, begin, spaced=spaced)
            edits.append(Edit(begin, at, words))
        done.append(draft.put_right(apply_edits(draft.text, edits)))
    return done


def _without_label(text: str, at: int) -> int:
    """Return where to cut so that no bare 四是 stays behind in front of the new heading."""
    line = text.rfind("\n", 0, at) + 1
    label = match_point_label(text, line)
    return label.start if label is not None and label.end == at else at


def _style(sections: dict[str, Section]) -> LabelStyle:
    label = match_label(next(iter(sections.values())).number)
    usable = (LabelStyle.CHINESE, LabelStyle.ORDINAL, LabelStyle.ARABIC, LabelStyle.CHINESE_PAREN)
    return label.style if label is not None and label.style in usable else LabelStyle.CHINESE


def _heading_text(
    style: LabelStyle, label: str, name: str, text: str, at: int, *, spaced: bool
) -> str:
    """Return the heading with the line ends it needs: on a line of its own, or run in.

    `spaced` says that blank lines stand between heading and text.
    """
    newline = newline_of(text)
    line = text.rfind("\n", 0, at) + 1
    indent = text[line:at] if not text[line:at].strip() else ""
    newline *= 2 if spaced else 1
    before = "" if not text[line:at].strip() else newline
    if style is LabelStyle.ORDINAL:
        return f"{before}{label}{name}。"
    return f"{before}{label}{name}{newline}{indent}"


def _in_order(
    drafts: list[Draft], matches: Sequence[PartMatch], sections: dict[str, Section]
) -> list[Draft]:
    """Move sections that are wholly a part of the ending behind those of the body.

    The line ends between sections stay in their places: a file's last line may have none.
    """
    ending = {
        match.section: place
        for place, match in enumerate(matches)
        if match.part.stage is Stage.ENDING
        and match.how is Found.SECTION
        and match.section in sections
        and _ENDING_HEADING.search(sections[match.section].heading)
    }
    own = [d for d in drafts if d.target.id in sections]
    order = sorted(own, key=lambda d: ending.get(d.target.id, -1))
    ordered = (
        here
        if here is there
        else replace(here, text=here.text.rstrip() + there.text[len(there.text.rstrip()) :])
        for here, there in zip(order, own, strict=True)
    )
    return [next(ordered) if d.target.id in sections else d for d in drafts]


def renumbered(drafts: Sequence[Draft], ids: Collection[str]) -> list[Draft]:
    """Return the drafts with the headings of those with these IDs numbered in their order."""
    own = [
        (i, match_label(d.text.lstrip("\r\n"))) for i, d in enumerate(drafts) if d.target.id in ids
    ]
    labels = [(i, label) for i, label in own if label is not None]
    done = list(drafts)
    for (i, label), printed in zip(labels, renumber(lb for _, lb in labels), strict=True):
        done[i] = done[i].put_right(done[i].text.replace(label.text, printed, 1))
    return done


def relabelled(source: str, text: str) -> str:
    """Return `source` under the heading number of `text`, where both begin with one of a style."""
    old, new = match_label(source), match_label(text)
    if old is None or new is None or old.style is not new.style or old.text == new.text:
        return source
    return old.replaced(source, new.text)
