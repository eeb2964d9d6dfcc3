"""Sentences that stand in a report twice, word for word or nearly so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.findings import Finding, Message
from assistant.genres.places import Place
from assistant.lint.amounts import plans_from
from assistant.lint.paper import Paper
from assistant.patterns import compile_late
from assistant.time_limit import still_in_time

LEAST = 20
"""Characters a sentence must have before its repetition is a fault."""
_ALIKE = 0.9
_MOST_RIVALS = 20
_SIZE = 6
_WORDS = compile_late(r"[\u4e00-\u9fffA-Za-z0-9%％.]+")
_RUNNING = compile_late(
    r"(?:^|(?<=[，、；：。,;]))([^，、；：。,;]{5,60})[，、；,;](\1)(?=[，、；。,;])"
)
_PAUSE = compile_late("[，、；：。,;]")
_CLAUSES = compile_late(r"[^，、；：。,;“”《》（）\s]{6,}")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield every sentence that repeats an earlier one, and every clause pasted twice."""
    for sentence in paper.prose:
        yield from _twice_running(paper, sentence)
    for here, earlier, alike in repeats(paper):
        yield _repeated(paper, here, earlier, alike)


def repeats(paper: Paper) -> Iterator[tuple[Place, Place, float]]:
    """Yield every sentence that repeats an earlier one, with that and how alike they are (to 1).

    Alike are two sentences of which nine tenths are the same; a plan may be told like the work it
    goes on with, but not in the very same words.  Only sentences that share a
    clause, a beginning or an end are compared at all, which keeps the check linear in practice.
    """
    index: dict[str, list[Place]] = {}
    sentences = list(paper.prose)
    plans = plans_from(paper, sentences)
    ahead = sentences[plans].start if plans < len(sentences) else len(paper.text)
    for sentence in sentences:
        still_in_time()
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
            yield sentence, *earlier
            continue
        for key in keys:
            known = index.setdefault(key, [])
            if len(known) < _MOST_RIVALS:  # of all that share a key only the first are compared
                known.append(sentence)


def _twice_running(paper: Paper, sentence: Place) -> Iterator[Finding]:
    """A clause that stands twice, one right behind the other, was pasted twice."""
    if not any(one == other for one, other in pairwise(_PAUSE.split(sentence.text))):
        return
    for match in _RUNNING.finditer(sentence.text):
        yield paper.finding(
            "sentence_repeated",
            sentence.start + match.start(2),
            sentence.start + match.end(2),
            says="running",
            words=match[1],
        )


def _closest(bare: str, rivals: Collection[Place]) -> tuple[Place, float] | None:
    """Return the sentence most like this one, if any is alike."""
    if not rivals:
        return None
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
    where = Message(
        f"第 {earlier.section} 部分" if earlier.section else "前文",
        earlier.section or "the text before",
    )
    same = Message("重复" if alike == 1 else f"几乎重复（{alike:.0%}）", f"{alike:.0%}")
    return paper.finding(
        "sentence_repeated", here.start, here.end, where=where, earlier=earlier.text, alike=same
    )
