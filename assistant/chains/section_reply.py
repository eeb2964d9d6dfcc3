"""From a model's reply to the text of a section: heading and numbers are code's, so is the layout.

What a reply says stands to the letter; only what no writer decides is put right: the heading that
nobody asked to change, its number, indents, blank lines, line ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from assistant.document import newline_of
from assistant.numbering import match_label, match_point_label

HEADING_WORDS = 40
"""Characters up to which a line can be a heading."""
_FENCE = re.compile(r"\A```[^\n]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_BEFORE_A_HEADING = " \t\u3000#"
"""What stands in front of the label of a heading: the indent, the marks of Markdown."""
_INDENT = " \t\u3000"
_ENDS = "。；！？：，"


def as_section(source: str, head_end: int, reply: str, *, heading_may_change: bool) -> str:
    """Return a reply in the layout of `source`, the text of the section that it stands for.

    `head_end` is where the section's own heading ends in `source` (0: it has none).
    """
    lines = _lines(reply)
    if not lines:
        return ""
    newline = newline_of(source)
    before = source[: len(source) - len(source.lstrip("\r\n"))]
    head = source[len(before) : head_end].strip("\r\n")
    stands_alone = source[head_end : head_end + 1] in ("\r", "\n", "")
    if head and stands_alone:
        first = _under(head, lines, heading_may_change=heading_may_change)
        body = [first, *_indented(source[head_end:], lines)]
    else:
        lines[0] = _labelled(head or source.strip(), lines[0], head=bool(head))
        body = _indented(source, lines)
    return before + newline.join(_spaced(source, body)) + source[len(source.rstrip()) :]


def _lines(reply: str) -> list[str]:
    """Return the lines of a reply without what it may be wrapped in; an empty one for a gap."""
    found = _FENCE.match(reply.strip())
    text = (found.group(1) if found else reply).strip("\r\n")
    lines = [line.rstrip() for line in text.splitlines()]
    return [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]


def _under(head: str, lines: list[str], *, heading_may_change: bool) -> str:
    """Take the heading off the lines of a reply and return the one to stand."""
    if bare(lines[0]) == bare(head):
        del lines[0]
        return head
    own = head.lstrip(_BEFORE_A_HEADING)
    line = lines[0].lstrip(_BEFORE_A_HEADING)
    old, new = match_label(own), match_label(line)
    # A heading ends in no mark, unless the one it stands for does.
    short = len(line) <= HEADING_WORDS and (line[-1:] not in _ENDS or line[-1:] == head[-1])
    if old is None or new is None or old.style is not new.style or not short:
        return head  # the reply begins with the text
    said = line[new.end :].strip()
    del lines[0]
    if not heading_may_change or not said:
        return head
    return head[: len(head) - len(own)] + own[: old.end] + said


def bare(heading: str) -> str:
    """Return a heading without its number, its end mark and spaces: what is compared."""
    words = heading.strip().lstrip("#").strip()
    label = match_label(words)
    words = words[label.end :] if label is not None else words
    return re.sub(r"\s", "", words).rstrip("。：:.*").lstrip("*")


def _labelled(source: str, line: str, *, head: bool) -> str:
    """Return the first line of a part whose number stands in its text, with that number."""
    for find in (match_label, match_point_label):
        old, new = find(source), find(line.lstrip(_INDENT))
        if old is None:
            continue
        if new is None:
            return source[: old.end] + line.lstrip(_INDENT) if head else line
        if new.style is old.style and new.text != old.text:
            return new.replaced(line.lstrip(_INDENT), old.text)
        return line
    return line


def _indented(source: str, lines: Sequence[str]) -> list[str]:
    """Return the lines with the indents of the source, where they have none of their own."""
    usual = {True: Counter[str](), False: Counter[str]()}
    for line in source.splitlines():
        if line.strip():
            usual[_is_heading(line)][line[: len(line) - len(line.lstrip(_INDENT))]] += 1
    most = {kind: seen.most_common(1)[0][0] if seen else None for kind, seen in usual.items()}
    body = most[False] or ""
    return [
        line
        if not line or line[0] in _INDENT
        else (body if (own := most[_is_heading(line)]) is None else own) + line
        for line in lines
    ]


def _is_heading(line: str) -> bool:
    words = line.strip()
    if not words or len(words) > HEADING_WORDS or words[-1] in "。；！？":
        return False
    return match_label(words) is not None


def _spaced(source: str, lines: Sequence[str]) -> list[str]:
    """Return the lines with blank ones between them as the reply has them, where the source has
    any; where the reply has none, behind headings and between paragraphs as the source has them."""
    habit: dict[bool, int] = {True: 0, False: 0}
    inner = source.strip().splitlines()
    for above, below in pairwise(inner):
        if above.strip():
            habit[_is_heading(above)] += -1 if below.strip() else 1
    if "" in lines and any(not line.strip() for line in inner):
        return list(lines)
    spaced: list[str] = []
    for line in filter(None, lines):
        if spaced and habit[_is_heading(spaced[-1])] > 0:
            spaced.append("")
        spaced.append(line)
    return spaced
