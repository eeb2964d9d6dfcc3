"""Clean, whole Chinese: no chat, no Markdown, no other language, no loops, no padding, an end.

The findings are those of `assistant.verify.verify`, and three that need more than two texts:
padding (new sentences that rest on nothing and are made of empty phrases), noise of the source
that is still there, and an end that is none beside the reference's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

from assistant.findings import Finding, Message, Severity
from assistant.noise import find_noise
from assistant.verify import Scope, Verification
from assistant.verify.leftovers import check_leftovers
from assistant.verify.model import Comparison
from eval.derive import Basis
from eval.likeness import contained
from eval.reading import fold, pairs
from eval.scorers.context import Context
from eval.scorers.model import SubScore

CODES: Final = frozenset(
    {
        "chat_phrase", "prompt_leftover", "markdown", "language_drift", "traditional",
        "not_chinese", "repetition", "cut_off", "unclosed",
    }
)  # fmt: skip
ERROR_COST: Final = 0.34
WARNING_COST: Final = 0.1
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_WORTH: Final = 12
"""Characters from which a sentence can be padding; headings and leads are shorter."""
_GROUNDED: Final = 0.34
"""Share of a sentence's pairs that one paragraph of the source, the reference, the facts or the
request must hold for it to rest on something."""
_HOLLOW: Final = 0.22
"""Share of a sentence that stands in empty phrases, from which it says nothing."""
_CONCRETE: Final = re.compile(
    r"\d|[一二三四五六七八九十百千万亿]{1,4}[个名项次户家件]|《|“|【|[XxＸ×*]{2}"
)
_ENDED: Final = re.compile("[。！？!?…；;][”’」』）)》】\"']*$|[^0-9][.]$")


@cache
def empty_phrases() -> re.Pattern[str]:
    """Return the phrases of `empty_phrases.txt` as one expression."""
    text = resources.files("eval.scorers").joinpath("empty_phrases.txt").read_text("utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def findings(context: Context, verified: Verification) -> list[Finding]:
    """Return what counts against the language of the output, places in the output."""
    found: list[Finding] = []
    for finding in verified.findings:
        if finding.code not in CODES or finding.severity is Severity.INFO:
            continue
        if finding.output_start is None or finding.output_end is None:
            found.append(finding)
            continue
        start, end = context.outer(finding.output_start, finding.output_end)
        found.append(
            Finding(
                finding.code, finding.severity, finding.message, evidence=finding.evidence,
                output_start=start, output_end=end,
            )
        )  # fmt: skip
    if not any(f.code == "cut_off" for f in found):
        found += _stops(context)
    if context.broken is not None:
        found += _around(context, {f.code for f in found})
    found += _padding(context)
    found += _noise(context)
    return found


def _around(context: Context, said: set[str]) -> Iterator[Finding]:
    """Yield chat and Markdown outside the chosen part, where only that was to be changed."""
    comparison = Comparison(context.basis.source, context.output, Scope())
    for finding in check_leftovers(comparison):
        if isinstance(finding, Finding) and finding.code not in said:
            yield finding


def _seen(
    context: Context, code: str, severity: Severity, zh: str, en: str, start: int, end: int
) -> Finding:
    low, high = context.outer(start, end)
    return Finding(
        code, severity, Message(zh=zh, en=en), evidence=context.part.text[start:end][:40],
        output_start=low, output_end=high,
    )  # fmt: skip


def _stops(context: Context) -> Iterator[Finding]:
    """Yield where the last line of the output, or of its chosen part, ends in mid-sentence.

    A heading, a signature or a date ends without a mark; then the line must be one of the source
    or the reference.
    """
    known = {fold(line) for line in context.basis.source.splitlines()}
    known |= {fold(line) for line in context.case.reference.splitlines()}
    for text, inner in ((context.part.text, True), (context.output, False)):
        text = text.rstrip()
        last = text.rsplit("\n", 1)[-1].strip()
        if not last or _ENDED.search(last) or fold(last) in known:
            continue
        start, end = max(0, len(text) - 12), len(text)
        if inner:
            start, end = context.outer(start, end)
        yield Finding(
            "cut_off", Severity.ERROR,
            Message(
                zh=f"结尾不完整：“…{last[-12:]}”", en=f"the text stops midway: “…{last[-12:]}”"
            ),
            evidence=last[-12:], output_start=start, output_end=end,
        )  # fmt: skip
        return


def _padding(context: Context) -> Iterator[Finding]:
    """Yield new sentences that rest on nothing and say nothing: no figure, no title, no name in
    quotes, or made of empty phrases."""
    grounds = _grounds(context.basis)
    hollow = empty_phrases()
    for match in _SENTENCE.finditer(context.part.text):
        words = match[0].strip()
        if len(words) < _WORTH:
            continue
        held = pairs(words)
        rests = max((contained(held, ground) for ground in grounds), default=0.0)
        share = sum(len(m[0]) for m in hollow.finditer(words)) / len(words)
        if rests < _GROUNDED and (share >= _HOLLOW or not _CONCRETE.search(words)):
            yield _seen(
                context, "padding", Severity.ERROR,
                f"空话充数：“{words[:24]}”", f"padding: “{words[:24]}”", *match.span(),
            )  # fmt: skip


def _grounds(ready: Basis) -> Sequence[frozenset[str]]:
    facts = "".join(f"{f.name}{f.value}{f.unit}" for f in ready.case.facts)
    request = ready.case.request.instruction or ""
    lines = (*ready.source.splitlines(), *ready.reference.text.splitlines(), facts, request)
    return [pairs(line) for line in lines if line.strip()]


def _noise(context: Context) -> Iterator[Finding]:
    """Yield foreign text of the chosen part that was left in, where the reference has none."""
    known = {n.text for n in find_noise(context.basis.reference.text)}
    for piece in find_noise(context.part.text):
        if piece.text not in known:
            yield _seen(
                context, "noise_left", Severity.WARNING,
                f"混有不属于报告的文字：“{piece.text[:20]}”",
                f"“{piece.text[:20]}” is no part of the report", piece.start, piece.end,
            )  # fmt: skip


def score(found: Sequence[Finding]) -> SubScore:
    """Return 1 without findings; each error and each warning takes its share."""
    cost = sum(ERROR_COST if f.severity is Severity.ERROR else WARNING_COST for f in found)
    return SubScore(max(0.0, round(1 - cost, 4)), tuple(f.message for f in found))
