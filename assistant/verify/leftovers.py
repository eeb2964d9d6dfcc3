"""What a chat model leaves around its answer: greetings, Markdown, words of the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import found
from assistant.lexicon import expressions
from assistant.verify.model import Comparison, Seen

_SAYS = expressions("leftovers")
_CHAT = re.compile(_SAYS["answer"], re.MULTILINE | re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\*\*[^*\n]+\*\*|__[^_\n]+__|^\s{0,3}#{1,6}\s|^[^\S\n]*+```|`[^`\n]+`|^[^\S\n]*+[-*+]\s+(?=\S)|^[^\S\n]*+>\s"
    r"|^[^\S\n]*+\|.+\|\s*$|^[^\S\n]*+(?:-{3,}|\*{3,})\s*$|!?\[[^\[\]\n]+\]\([^()\n]+\)|</?(?:p|br|b|div|span|h\d)\b[^<>]*>",
    re.MULTILINE,
)
_PROMPT = re.compile(_SAYS["prompt"], re.MULTILINE)
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]{6,}")


def check_leftovers(comparison: Comparison) -> Iterator[Seen]:
    """Yield chat phrases, Markdown in plain text, and words of the prompt, where the source has
    none of them."""
    patterns = {"chat_phrase": _CHAT, "prompt_leftover": _PROMPT}
    if comparison.scope.plain_text:
        patterns["markdown"] = _MARKDOWN
    for code, pattern in patterns.items():
        if code == "markdown" and _as_many(pattern, comparison):
            continue
        for match in pattern.finditer(comparison.output):
            words = match[0].strip()
            if not words or (code != "markdown" and words in comparison.source):
                continue
            yield found(code, output=match.span(), evidence=words)
            break
    yield from _copied(comparison)


def _as_many(pattern: re.Pattern[str], comparison: Comparison) -> bool:
    """Tell whether the source has such marks already, and the output no more of them."""
    return len(pattern.findall(comparison.output)) <= len(pattern.findall(comparison.source))


def _copied(comparison: Comparison) -> Iterator[Seen]:
    prompt = comparison.scope.prompt
    if not prompt:
        return
    for match in _CLAUSE.finditer(comparison.output):
        words = match[0].strip()
        if words not in prompt:  # the shortest of the three texts
            continue
        if words not in comparison.source and words not in comparison.scope.context:
            yield found("prompt_leftover", says="copied", output=match.span(), evidence=words)
            return
