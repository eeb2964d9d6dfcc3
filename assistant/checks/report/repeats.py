"""Sentences that stand in a report twice, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checks.report.paper import Paper
from assistant.findings import Finding, Severity
from assistant.genres.places import Place

LEAST = 20
"""Characters a sentence must have before its repetition is a fault."""
_ALIKE = 0.85
_SIZE = 6
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%％.]+")
_CLAUSES = re.compile(r"[^，、；：。,;“”《》（）\s]{6,}")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield every sentence that repeats an earlier one, with the place of the earlier.

    Alike are two sentences whose runs of six characters are the same to 85 %: figures count, so
    that two indicators told in the same form are not a repetition.  Only sentences that share a
    clause, a beginning or an end are compared at all.
    """
    index: dict[str, list[Place]] = {}
    for sentence in paper.prose:
        if len(sentence.text) < LEAST:
            continue
        bare = "".join(_WORDS.findall(sentence.text))
        if len(bare) < LEAST:
            continue
        keys = {*_CLAUSES.findall(sentence.text), "^" + bare[:_SIZE], bare[-_SIZE:] + "$"}
        rivals = {place for key in keys for place in index.get(key, ())}
        earlier = _closest(bare, rivals)
        if earlier is not None:
            yield _repeated(paper, sentence, *earlier)
            continue
        for key in keys:
            index.setdefault(key, []).append(sentence)


def _runs(bare: str) -> set[str]:
    return {bare[i : i + _SIZE] for i in range(len(bare) - _SIZE + 1)}


def _closest(bare: str, rivals: Iterable[Place]) -> tuple[Place, float] | None:
    """Return the sentence most like this one, if any is alike."""
    best: tuple[Place, float] | None = None
    mine = _runs(bare)
    for place in sorted(rivals, key=lambda p: p.start):
        other = "".join(_WORDS.findall(place.text))
        if not _ALIKE <= len(other) / len(bare) <= 1 / _ALIKE:
            continue
        runs = _runs(other)
        alike = len(mine & runs) / len(mine | runs)
        if alike >= (best[1] if best else _ALIKE):
            best = place, alike
    return best


def _repeated(paper: Paper, here: Place, earlier: Place, alike: float) -> Finding:
    before = f"第 {earlier.section} 部分" if earlier.section else "前文"
    same = "重复" if alike == 1 else f"几乎重复（{alike:.0%}）"
    return paper.finding(
        "sentence_repeated",
        Severity.WARNING,
        here.start,
        here.end,
        f"这句话与{before}的“{earlier.text[:20]}…”{same}",
        f"This sentence repeats one in {earlier.section or 'the text before'} ({alike:.0%} alike)",
    )
