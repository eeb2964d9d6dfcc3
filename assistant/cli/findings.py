"""`assistant findings`: everything the program can report, and what it means."""

from __future__ import annotations

from rich.text import Text

from assistant.cli import options
from assistant.cli.labels import SEVERITIES, styled
from assistant.cli.layout import ruled
from assistant.cli.run import start


def findings(
    json: options.Json = False, lang: options.Lang = None, config: options.Config = None
) -> int:
    """List the catalogue, in its order."""
    from assistant.catalogue import rows

    terminal = start(lang=lang, config=config).terminal
    language, t = terminal.language, terminal.text
    if json:
        terminal.write_json([row.as_dict(language) for row in rows().values()])
        return 0
    table = ruled()
    table.add_column(t("程度", "Severity"), no_wrap=True)
    table.add_column(t("发现", "Finding"), no_wrap=True)
    table.add_column(t("意思", "Meaning"))
    for row in rows().values():
        weight, style = styled(SEVERITIES, row.severity or "reading", terminal)
        table.add_row(Text(weight, style), row.names.text(language), row.means.text(language))
    terminal.out.print(table)
    return 0
