"""Who signs a report, and when: lines in their author's own words, where it has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import BlockKind, Edit, Report, newline_of
from assistant.errors import UsageError
from assistant.gaps.words import tagged
from assistant.lexicon import classes, words
from assistant.naming import ENTITY
from assistant.outline import parse
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal
from assistant.session.propose import ADD
from assistant.verify.names import personal_names

SIGNS = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})
_BEHIND = frozenset({*SIGNS, BlockKind.ATTACHMENT, BlockKind.BLANK})
_OF_THE_COPIES = re.compile(
    "(?:抄送|抄报|主送|分送|发送|印发|报送?|送)(?:单位|机关|范围)?[：:].*|.{0,40}印发[。]?|[（(]共印.{1,8}[)）]"
)
"""The lines below a signature that say who gets the report, and who printed it (GB/T 9704)."""
_DATED = re.compile("(?:(?:写|记|成文|完稿|作)?于|(?:日期|时间)[：:]?)(?P<date>.+)")
_LINES = 3
_NAME = range(2, 5)
"""Characters of a person's name."""
_SAYS_MORE = ("r", "d", "p", "y", "t", "u", "x")
"""jieba's tags of what stands in no name: pronouns, adverbs, prepositions, particles, times."""
_ENDS_A_NAME = ("n", "j", "v", "z")


def sign(session: Session, lines: Sequence[str]) -> Proposal:
    """Return the proposal to put lines where a report is signed: behind all that it says, before
    who gets a copy of it.

    Raises UsageError where it is signed already.
    """
    report = session.report
    if signed := signed_by(report):
        raise UsageError(
            f"报告已经有落款：“{'、'.join(signed)}”。要换的话，请说把哪几个字改成什么。",
            f"The report is signed already: “{', '.join(signed)}”.",
        )
    newline = newline_of(report.text)
    end = _end_of_text(report)
    lead = "" if report.text[:end].endswith("\n") else newline
    behind = report.text[end:].strip() and not report.text[end:].startswith(("\n", "\r"))
    added = lead + newline + newline.join(lines) + newline + (newline if behind else "")
    asked = Asked(ADD, "，".join(lines))
    return propose(session, asked, [Edit(end, end, added)])


def signed_by(report: Report) -> list[str]:
    """Return the lines that sign a report: those of its outline, else its last ones where they are
    such but for a word (李明 / 于2026年12月1日)."""
    told = [report.text[b.start : b.end].strip() for b in report.blocks if b.kind in SIGNS]
    if told:
        return told
    last = report.text[: _end_of_text(report)].rstrip().splitlines()[-_LINES:]
    last = [line.strip() for line in last if line.strip()]
    dated = _DATED.fullmatch(last[-1]) if last else None
    if dated is None or not reads_as_signed([dated["date"].strip()]):
        return []
    return [line for line in last[:-1] if names_signer(line)][-1:] + last[-1:]


def is_of_the_copies(line: str) -> bool:
    """Whether a line below the text says who gets the report, or who printed it."""
    return _OF_THE_COPIES.fullmatch(line.strip()) is not None


def _end_of_text(report: Report) -> int:
    """Return where the text of a report ends, before all that only stands below it."""
    for block in reversed(report.blocks):
        below = block.kind in _BEHIND
        if not below and not is_of_the_copies(report.text[block.start : block.end]):
            return block.end
    return 0


def reads_as_signed(lines: Sequence[str]) -> bool:
    """Whether lines at the end of a report are those of who signs it and when."""
    body = "工作总结\n\n一、工作情况\n\n开展了各项工作。\n\n"
    report = parse(body + "\n".join(lines) + "\n")
    behind = [b.kind for b in report.blocks if b.start >= len(body)]
    return BlockKind.DATE in behind and set(behind) <= {*SIGNS, BlockKind.BLANK}


def names_signer(line: str) -> bool:
    """Whether a line of a signature is its date, or reads as the name of a unit or a person; not
    so 先空着, 等领导定."""
    if reads_as_signed([line]):
        return True
    name = re.sub("^[^：:]{2,6}[：:]\\s*", "", line)  # 述职人：李明
    found = tagged(name)
    if not found or any(tag.startswith(_SAYS_MORE) for _, tag in found):
        return False
    return _is_unit(name, found) or _is_person(name, found)


def _is_unit(name: str, found: Sequence[tuple[str, str]]) -> bool:
    last, tag = found[-1]
    if name in classes("naming")["body"] or not tag.startswith(_ENDS_A_NAME):
        return False  # 单位 names none
    if any(t.startswith("v") and len(word) == 1 for word, t in found[:-1]):
        return False  # 写某某局
    if len(found[0][0]) == 1 and len(found) > 1 and not ENTITY.search(found[0][0]):
        return False
    named = tag in ("nt", "j") and len(last) > 1
    return named or any(end.end() == len(name) for end in ENTITY.finditer(name))


def _is_person(name: str, found: Sequence[tuple[str, str]]) -> bool:
    first, tag = found[0]
    if len(name) in _NAME:
        return tag.startswith(("nr", "ns")) or (len(first) == 1 and first in words("surnames"))
    return any(end == len(name) for _, end in personal_names(name))  # 局长张明远
