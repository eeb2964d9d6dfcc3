"""Reading the instruction of a request once, at the border: its parts, its order, its numbers."""

from __future__ import annotations

from dataclasses import replace

from assistant.document import Report
from assistant.errors import UsageError
from assistant.instruction.arrangement import arrange
from assistant.instruction.lengths import find_length
from assistant.instruction.mentions import find_mention
from assistant.instruction.seen import unmeasured, wishes_in
from assistant.instruction.structure import read_structure
from assistant.instruction.wording import bare
from assistant.patterns import compile_late
from assistant.request import Arrangement, Length, Request
from assistant.tasks import Task

_LABEL = (
    "(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十]|[（(][一二三四五六七八九十][）)]"
    r"|\d+[.．]?|[①-⑩])"
)
_LABELS = compile_late(f'(?:用|按|成|为|以)[“"]?{_LABEL}(?:[、，,]{_LABEL})+[”"]?(?:、|等|…+|的)*')
"""Labels that numbers are to be made of, which name no part: 小点用一是、二是."""


def read_request(request: Request, report: Report) -> Request:
    """Return a request with what its instruction means in this report; one that was read stays.

    Where no section was chosen those that the instruction names are. Raises UnknownSection, and
    UsageError with a question where it names a part that the report does not have.
    """
    if request.arrangement is not None:
        return request
    instruction = request.instruction or ""
    chosen = [report.find(s).id for s in request.sections]
    arrangement = Arrangement()
    if request.task == Task.RESTRUCTURE:
        moves, arrangement = read_structure(instruction)
        if moves:
            arrangement = arrange(moves, report, chosen)
    wishes = wishes_in(instruction)
    left = "" if request.task == Task.RESTRUCTURE else unmeasured(instruction, wishes)
    arrangement = replace(arrangement, wishes=wishes, unmeasured=left)
    sections = request.sections
    if instruction and not sections and not arrangement.by_code:
        # Headings that are listed name no part: 按述职、述廉两部分归类.
        listed = arrangement.outline or arrangement.headings or arrangement.numbers
        said = bare(_LABELS.sub("", instruction) if arrangement.numbers else instruction)
        found = find_mention(said, report, None, by_name=not listed)
        if found.problem is not None:
            raise UsageError(found.problem)
        sections = found.ids
    to = request.to or _bound(instruction)
    return replace(request, sections=sections, arrangement=arrangement, to=to)


def _bound(instruction: str) -> Length | None:
    """Return the 字数 that an instruction says a text must not go beyond, each point aside."""
    asked = find_length(instruction)
    if asked is None or not asked.most or "每" in instruction[: asked.start + 1]:
        return None
    return asked.length
