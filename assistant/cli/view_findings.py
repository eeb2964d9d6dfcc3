"""Findings for a person: errors first, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.cli.labels import SEVERITIES, styled
from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal
from assistant.findings import Severity

MOST = 40
"""Findings shown to a person; `--json` has them all."""


def show_findings(
    findings: Sequence[Mapping[str, Any]], terminal: Terminal, console: Console
) -> None:
    """Print the findings as a table on `console`; nothing where there is none."""
    if not findings:
        return
    t = terminal.text
    heading(t(f"问题 {len(findings)} 处", f"{len(findings)} findings"), console)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    ordered = sorted(findings, key=lambda f: Severity(f["severity"]).rank)
    for finding in ordered[:MOST]:
        name, style = styled(SEVERITIES, finding["severity"], terminal)
        text = Text(finding["message"])
        evidence = " ".join(str(finding.get("evidence") or "").split())
        if evidence and evidence not in finding["message"]:
            text.append(f"\n“{evidence}”", style="dim")
        table.add_row(Text(name, style), Text(str(finding["section"] or ""), "cyan"), text)
    below(table, console)
    if len(ordered) > MOST:
        rest = len(ordered) - MOST
        console.print(
            t(f"  ……还有 {rest} 处，见 --json。", f"  … and {rest} more, see --json."), style="dim"
        )
