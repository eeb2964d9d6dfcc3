"""A rewrite that some other tool wrote: pasted in, it is a proposal like any other, verified."""

from __future__ import annotations

import re

from assistant.chains.prepare import targets_of
from assistant.chains.section_reply import as_section
from assistant.errors import UsageError
from assistant.noise import remove_noise
from assistant.request import Request, row_of
from assistant.session.core import Session
from assistant.session.gap_marks import without_marks
from assistant.session.part import part_at
from assistant.session.proposal import Proposal, judged
from assistant.session.propose import ELSEWHERE, by_author
from assistant.tasks import Task
from assistant.verify import Scope

# 好的，以下是压缩后的内容： what a chat says before it comes to the text.
_OPENING = re.compile(
    r"\A(?:好的|当然)?[^\n。]{0,20}(?:改写|压缩|精简|修改|润色|优化)[^\n。]{0,16}[：:][ \t]*\n+"
)
# 希望对您有帮助！如需调整，请随时告诉我。 what it says behind it.
_CLOSING = re.compile(
    "(?:希望(?:这|以上|上述|对)[^\n]{0,24}(?:帮助|帮到|有用|满意)"
    "|如(?:果|需|有)[^\n]{0,30}(?:告诉我|告知我|随时(?:告诉|告知|联系|吩咐)我))[^\n]{0,40}"
)
_RULES = re.compile(r"^[ \t]*(?:-{3,}|\*{3,})[ \t]*$\n?", re.MULTILINE)
_HASHES = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")


def paste(session: Session, section: str, text: str, task: str = Task.REWRITE) -> Proposal:
    """Return the proposal to put `text`, written by some other tool, in the place of a section.

    Heading, number and layout stay the section's own; it is verified as a model's words are, as a
    rewrite of that `task`, and waits.  Raises UnknownSection, and UsageError for an unknown task or
    a text without words.
    """
    row, report = row_of(task), session.report
    part = targets_of(report, (section,))[0]
    home = next((s for s in report.walk() if s.id == part.id), None)
    source = report.text[part.start : part.end]
    head_end = home.heading_end - part.start if home is not None else 0
    output = as_section(source, head_end, _bare(text), heading_may_change=True)
    output = without_marks(output, source, session.check().gaps, part.start)
    if not output.strip():
        raise UsageError("还没有贴上改写稿。", "There is no rewrite to look at yet.")
    scope = Scope(
        task=task,
        facts=session.facts,
        may_drop=row.may_drop,
        may_reorder=row.may_reorder,
        terms=session.terms(),
    )
    made = part_at(part, source, output, scope, ELSEWHERE)
    parts = [judged(made, remove_noise(output))]
    request = Request(ELSEWHERE, (part.id,))
    found = by_author(request, report.text, parts, session.next_number())
    session.wait_before(found)
    return found


def _bare(text: str) -> str:
    """Return a text as it came out of a chat window, without what is none of its words."""
    text = _OPENING.sub("", text.replace("\r\n", "\n").lstrip())
    lines = text.rstrip().split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or _CLOSING.fullmatch(lines[-1].strip())):
        lines.pop()
    text = _RULES.sub("", "\n".join(lines))
    return _BOLD.sub(r"\1", _HASHES.sub("", text))
