"""What a chat program leaves around a text it wrote, and Markdown in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.findings import Finding
from assistant.lexicon import expressions
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_SAYS = expressions("leftovers")
_PHRASES = compile_late(_SAYS["reply"], re.MULTILINE)
_QUICK = compile_late(_SAYS["quick"])
_SIGNS = compile_late(r"#|\*\*|```|---|\|")
# **镇**村 are placeholders, so only bold that covers a line, a lead or a sentence counts.
_MARKDOWN = compile_late(
    "|".join(
        (
            r"^[ \t]*#{1,6}[ \t]+\S[^\n]{0,60}",
            r"^[ \t]*(?:[*-][ \t]+)?\*\*[^*\n]{2,80}\*\*",
            r"\*\*[^*\n]{1,60}[：:。]\*\*",
            r"\*\*[^*\n]{2,40}\*\*(?=[：:])",
            r"^[ \t]*```[^\n]*",
            r"^[ \t]*-{3,}[ \t]*$",
            r"^\|(?:[ :-]*\|){2,}[ \t]*$",
        )
    ),
    re.MULTILINE,
)


def check(paper: Paper) -> Iterator[Finding]:
    """Yield every leftover of a chat reply; Markdown only where the report is plain text."""
    for match in _PHRASES.finditer(paper.text) if _QUICK.search(paper.text) else ():
        yield paper.finding(
            "chat_leftover",
            match.start() + len(match.group()) - len(match.group().lstrip()),
            match.end(),
            words=match.group().strip(),
        )
    if paper.markdown or not _SIGNS.search(paper.text):
        return
    for match in _MARKDOWN.finditer(paper.text):
        words = match.group().strip()
        yield paper.finding(
            "markdown_leftover", match.start() + match.group().find(words), match.end(), words=words
        )
