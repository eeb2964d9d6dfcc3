"""What the parts of a report are called where one of them is chosen or spoken of."""

from __future__ import annotations

from assistant.document import Report
from assistant.findings import Language
from assistant.web.views.markup import shorten


def part_names(report: Report, language: Language) -> list[tuple[str, str]]:
    """Return the ID and the name of every part, in their order."""
    zh = language is Language.ZH
    found: list[tuple[str, str]] = []
    kinds = {b.kind.value for b in report.blocks}
    if "preamble" in kinds:
        found.append(("preamble", "开头" if zh else "Opening"))
    for section in report.walk():
        found.append((section.id, shorten(section.number + section.heading, 30)))
        found += [(p.id, shorten(p.lead, 30)) for p in section.points]
    if "closing" in kinds:
        found.append(("closing", "结尾" if zh else "Closing"))
    return found
