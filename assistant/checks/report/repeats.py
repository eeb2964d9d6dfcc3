"""Sentences that stand in a report twice, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from assistant.checks.report.amounts import plans_from
from assistant.checks.report.paper import Paper
from assistant.findings import Finding, Severity
from assistant.genres.places import Place

LEAST = 20
"""Characters a sentence must have before its repetition is a fault."""
_ALIKE = 0.9
_MOST_RIVALS = 20
_SIZE = 6
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%％.]+")
_RUNNING = re.compile(
    r"(?:^|(?<=[，、；：。,;]))([^，、；：。,;]{5,60})[，、；,;](\1)(?=[，、；。,;])"
)
_CLAUSES = re.compile(r"[^，、；：。,;“”《》（）\s]{6,}")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield every sentence that repeats an earlier one, with the place of the earlier.

    Alike are two sentences of which nine tenths are the same; a plan may be told like the work it
    goes on with, but not in the very same words.  Only sentences that share a
    clause, a beginning or an end are compared at all, which keeps the check linear in practice.
    """
    index: dict[str, list[Place]] = {}
    sentences = list(paper.prose)
    plans = plans_from(paper, sentences)
    ahead = sentences[plans].start if plans < len(sentences) else len(paper.text)
    for sentence in sentences:
        yield from _twice_running(paper, sentence)
        if len(sentence.text) < LEAST:
            continue
        bare = "".join(_WORDS.findall(sentence.text))
        if len(bare) < LEAST:
            continue
        keys = {*_CLAUSES.findall(sentence.text), "^" + bare[:_SIZE], bare[-_SIZE:] + "$"}
        rivals = {place for key in keys for place in index.get(key, ())}
        earlier = _closest(bare, rivals)
        if earlier is not None and earlier[1] < 1 and earlier[0].start < ahead <= sentence.start:
            earlier = None  # what was begun and what is to go on may be told alike
        if earlier is not None:
            yield _repeated(paper, sentence, *earlier)
            continue
        for key in keys:
            index.setdefault(key, []).append(sentence)


def _twice_running(paper: Paper, sentence: Place) -> Iterator[Finding]:
    """A clause that stands twice, one right behind the other, was pasted twice."""
    for match in _RUNNING.finditer(sentence.text):
        yield paper.finding(
            "sentence_repeated",
            Severity.WARNING,
            sentence.start + match.start(2),
            sentence.start + match.end(2),
            f"“{match[1]}”连着写了两遍",
            f"“{match[1]}” stands twice in a row",
        )


def _closest(bare: str, rivals: Iterable[Place]) -> tuple[Place, float] | None:
    """Return the sentence most like this one, if any is alike."""
    best: tuple[Place, float] | None = None
    matcher = SequenceMatcher(None, "", bare, autojunk=False)
    for place in sorted(rivals, key=lambda p: p.start)[:_MOST_RIVALS]:
        least = best[1] if best else _ALIKE
        matcher.set_seq1("".join(_WORDS.findall(place.text)))
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            continue
        alike = matcher.ratio()
        if alike >= least:
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
