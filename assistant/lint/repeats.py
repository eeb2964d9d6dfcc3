"""Sentences that stand in a report twice, word for word or nearly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.findings import Finding, Message
from assistant.genres.places import Place
from assistant.lint.amounts import plans_from
from assistant.lint.paper import Paper
from assistant.matcher import Matcher
from assistant.patterns import compile_late
from assistant.time_limit import still_in_time

LEAST = 20
"""Characters a sentence must have before its repetition is a fault."""
_ALIKE = 0.9
_MOST_RIVALS = 20
_LONG = 4_000
"""Characters of two sentences from which what they share in order is all that is asked: to find it
in runs takes as long as both lengths multiplied."""
_SIZE = 6
_WORDS = compile_late(r"[\u4e00-\u9fffA-Za-z0-9%％.]+")
_RUNNING = compile_late(
    r"(?:^|(?<=[，、；：。,;]))([^，、；：。,;]{5,60})[，、；,;](\1)(?=[，、；。,;])"
)
_PAUSE = compile_late("[，、；：。,;]")
_CLAUSES = compile_late(r"[^，、；：。,;“”《》（）\s]{6,}")


@dataclass(frozen=True)
class _Told:
    """A sentence to compare others with, by its words."""

    place: Place
    bare: str

    @cached_property
    def characters(self) -> frozenset[tuple[str, int]]:
        """Each character with which of its kind it is; few sentences are ever compared."""
        counted = Counter(self.bare).items()
        return frozenset((c, n) for c, count in counted for n in range(count))


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
    told: list[_Told] = []
    index: dict[str, list[int]] = {}
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
        own = _Told(sentence, bare)
        rivals = {number for key in keys for number in index.get(key, ())}
        earlier = _closest(own, [told[number] for number in sorted(rivals)[:_MOST_RIVALS]])
        if earlier is not None and earlier[1] < 1 and earlier[0].start < ahead <= sentence.start:
            earlier = None  # what was begun and what is to go on may be told alike
        if earlier is not None:
            yield sentence, *earlier
            continue
        for key in keys:
            known = index.setdefault(key, [])
            if len(known) < _MOST_RIVALS:  # of all that share a key only the first are compared
                known.append(len(told))
        told.append(own)


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


def _closest(own: _Told, rivals: list[_Told]) -> tuple[Place, float] | None:
    """Return the sentence most like this one, if any is alike."""
    best: tuple[Place, float] | None = None
    matcher = Matcher()
    places: dict[str, int] = {}
    for rival in rivals:
        least = best[1] if best else _ALIKE
        both = len(own.bare) + len(rival.bare)
        # No more can be the same than the characters both have.
        if 2 * len(own.characters & rival.characters) / both < least:
            continue
        places = places or _places(own.bare)
        alike = 2 * _in_order(rival.bare, places, len(own.bare)) / both
        if alike < least:
            continue
        if both <= _LONG:
            matcher.set_seqs(rival.bare, own.bare)
            alike = matcher.ratio()
        if alike >= least:
            best = rival.place, alike
    return best


def _places(bare: str) -> dict[str, int]:
    """Return where each character stands: a bit for each place."""
    found: dict[str, int] = {}
    for place, character in enumerate(bare):
        found[character] = found.get(character, 0) | 1 << place
    return found


def _in_order(words: str, places: dict[str, int], size: int) -> int:
    """Return how many characters two sentences share in order at most, one known by its places.

    The length of the longest common subsequence, a character of `words` for all `size` places at
    once (Hyyrö 2004): a bit that is out stands for a character shared.
    """
    everywhere = rows = (1 << size) - 1
    for character in words:
        if character in places:
            met = rows & places[character]
            rows = ((rows + met) | (rows - met)) & everywhere
    return size - rows.bit_count()


def _repeated(paper: Paper, here: Place, earlier: Place, alike: float) -> Finding:
    where = Message(
        f"第 {earlier.section} 部分" if earlier.section else "前文",
        earlier.section or "the text before",
    )
    same = Message("重复" if alike == 1 else f"几乎重复（{alike:.0%}）", f"{alike:.0%}")
    return paper.finding(
        "sentence_repeated", here.start, here.end, where=where, earlier=earlier.text, alike=same
    )
