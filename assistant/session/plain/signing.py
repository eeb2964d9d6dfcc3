"""Who signs a report, and when: lines in their author's own words, where it has none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import BlockKind, Edit, newline_of
from assistant.errors import UsageError
from assistant.outline import parse
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal
from assistant.session.propose import ADD

SIGNS = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})
_BEHIND = frozenset({*SIGNS, BlockKind.ATTACHMENT, BlockKind.BLANK})


def sign(session: Session, lines: Sequence[str]) -> Proposal:
    """Return the proposal to put lines where a report is signed: behind all that it says.

    Raises UsageError where it is signed already.
    """
    report = session.report
    signed = [report.text[b.start : b.end].strip() for b in report.blocks if b.kind in SIGNS]
    if signed:
        raise UsageError(
            f"报告已经有落款：“{'、'.join(signed)}”。要换的话，请说把哪几个字改成什么。",
            f"The report is signed already: “{', '.join(signed)}”.",
        )
    newline = newline_of(report.text)
    end = max((b.end for b in report.blocks if b.kind not in _BEHIND), default=0)
    lead = "" if report.text[:end].endswith("\n") else newline
    words = lead + newline + newline.join(lines) + newline
    asked = Asked(ADD, "，".join(lines))
    return propose(session, asked, [Edit(end, end, words)])


def reads_as_signed(lines: Sequence[str]) -> bool:
    """Whether lines at the end of a report are those of who signs it and when."""
    body = "工作总结\n\n一、工作情况\n\n开展了各项工作。\n\n"
    report = parse(body + "\n".join(lines) + "\n")
    behind = [b.kind for b in report.blocks if b.start >= len(body)]
    return BlockKind.DATE in behind and set(behind) <= {*SIGNS, BlockKind.BLANK}
