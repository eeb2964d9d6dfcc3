"""Two texts side by side for a person: proven words dim, those to read bright, errors red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from assistant.cli.layout import ruled
from assistant.cli.terminal import Terminal
from assistant.cli.view_reading import READ, show_reading
from assistant.findings import Severity

if TYPE_CHECKING:
    from assistant.session.verification import Comparison

WRONG, PROVEN = "bold red", "dim"
_DROPPED = "▲"


def show_comparison(compared: Comparison, terminal: Terminal) -> None:
    """Print the texts by clause on stdout, then the list to read and what is wrong."""
    t = terminal.text
    found = compared.verification
    table = ruled(expand=True)
    table.add_column(t("原文", "Source"), ratio=1)
    table.add_column(t("改写", "Rewrite"), ratio=1)
    for left, right in _rows(compared):
        table.add_row(left, right)
    terminal.out.print(table)
    language = terminal.language
    items = [item.as_dict(language) for item in found.reading]
    show_reading(items, found.read_share, terminal, terminal.out)
    for finding in found.findings:
        if finding.severity is not Severity.INFO:
            style = WRONG if finding.severity is Severity.ERROR else READ
            terminal.out.print(Text(f"  ✗  {finding.message.text(language)}", style))
    style = WRONG if found.errors else READ if found.reading else "bold green"
    terminal.out.print(Text(f"\n{_summary(compared, terminal)}", style))


def _summary(compared: Comparison, terminal: Terminal) -> str:
    """Return what has to be done before signing, in a line."""
    found, say = compared.verification, terminal.text
    wrong = len(found.errors)
    places = len(found.reading) + sum(f.severity is Severity.WARNING for f in found.findings)
    share = f"{found.read_share:.0%}"
    if wrong:
        return say(f"有 {wrong} 处错误，不能签发", f"{wrong} errors: not to be signed")
    if places:
        return say(
            f"通读 {places} 处（{share} 的字）即可签发",
            f"read {places} places ({share} of the characters), then sign",
        )
    return say("没有要读的，可以签发", "nothing to read: it may be signed")


def _rows(compared: Comparison) -> list[tuple[Text, Text]]:
    from assistant.verify import clause_pairs

    rows: list[tuple[Text, Text]] = []
    found = compared.verification
    marks: dict[int, str] = {}
    dropped: dict[int, str] = {}
    for item in found.reading:
        start, end = item.output
        marks |= dict.fromkeys(range(start, end), READ)
        if start == end:
            dropped[start] = READ
    for finding in found.findings:
        if finding.output_start is None or finding.severity is Severity.INFO:
            continue
        style = WRONG if finding.severity is Severity.ERROR else READ
        span = range(finding.output_start, finding.output_end or finding.output_start)
        marks |= {n: style for n in span if style == WRONG or n not in marks}
        if not span:
            dropped[finding.output_start] = style
    for sources, place in clause_pairs(compared.source, compared.output):
        left = Text(" … ".join(compared.source[a:b].strip() for a, b in sources), PROVEN)
        right = Text()
        if place is None:
            right.append("—", PROVEN)
        else:
            for n in range(*place):
                if n in dropped:
                    right.append(_DROPPED, dropped.pop(n))
                right.append(compared.output[n].replace("\n", " "), marks.get(n, PROVEN))
            if place[1] in dropped and place[1] == len(compared.output):
                right.append(_DROPPED, dropped.pop(place[1]))
        rows.append((left, right))
    return rows
