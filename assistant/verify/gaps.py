"""The ledger of gaps: none vanishes, none is filled without a fact, none is added.

Fails closed (HybridAIOne/hybridclaw #445).  A gap that code filled is no gap of the source any
more by the time this check runs: the engine compares with the source as filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from assistant.catalogue import found
from assistant.figures import find_figures
from assistant.gaps import GapKind, find_gaps
from assistant.gaps.told import called, left_out
from assistant.time_limit import still_in_time
from assistant.verify.model import Comparison, Seen, TraceItem, TraceStatus
from assistant.verify.order import out_of_order
from assistant.verify.pair import short_for
from assistant.verify.similar import Index, dice, grams, pieces
from assistant.verify.tokens import figure_key

_REACH = 12
_LEAST = 0.12  # likeness of surroundings below which two gaps are not the same
_CLAUSE_LEFT = 0.3  # likeness from which the clause of a lost gap is still in the output
_WIDE, _WIDE_ALIKE = 24, 0.3  # characters on either side, likeness of what stands in them
_MANY = 100  # gaps of the same words from which not each is compared with each
_TO_FILL = "【待补"
_A_NOTE = 2  # characters that a note has more than
_MARKS = re.compile(r"[\W_]|[Xx×]")
_BLANK = re.compile("[□_＿×Xx＊*]+")
_A_NAME = re.compile("某{1,2}")
_I = re.compile("我(?![国省市县区镇乡村局院校们])|本人")
_SEPARATORS = re.compile(r"[，。；：！？、,;:!?\n]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A gap with what stands before and behind it in its clause."""

    kind: str
    text: str
    unit: str
    start: int
    end: int
    before: str
    after: str

    @property
    def marked(self) -> bool:
        """Whether this is a 【待补：…】, the one mark that code itself puts in."""
        return self.text.startswith(_TO_FILL)


def check_gaps(comparison: Comparison) -> Iterator[Seen]:
    """Yield gaps lost, filled without a fact or added, and a trace item for each of the source."""
    source, output = ledger(comparison.source), ledger(comparison.output)
    pairs = _pair(source, output)
    _pair_reworded(comparison, source, output, pairs)
    yield from _trace(source, output, pairs)
    yield from _told_who(comparison)
    lost = [entry for number, entry in enumerate(source) if number not in pairs]
    kept = Index(pieces(comparison.output) if lost else ())
    for entry in lost:
        yield from _lost(comparison, entry, kept)
    added = sorted(set(range(len(output))) - set(pairs.values()))
    gone = _units_gone(comparison) if added else set()
    for number in added:
        entry = output[number]
        if not entry.marked and _told_shorter(entry.text, comparison.source):
            continue
        if _A_NAME.fullmatch(entry.text) and _called_so(entry, source, comparison.source):
            continue
        if not entry.text and entry.unit and not any(map(entry.unit.endswith, gone)):
            continue
        shown = entry.text or f"{entry.before[-6:]}▁{entry.after[:6]}"
        yield found("gap_added", output=(entry.start, entry.end), evidence=shown)


def _called_so(entry: Entry, gaps: list[Entry], source: str) -> bool:
    """Whether the source calls somebody so (贺某) and has no gap there: then there is none here."""
    name = entry.before[-1:] + entry.text
    return name in source and all(gap.before[-1:] + gap.text != name for gap in gaps)


def _units_gone(comparison: Comparison) -> set[str]:
    """Return the units of which the output tells fewer figures, by their values, than the source:
    where none is gone, a unit that stands alone (11期主体班次) is told so, and lacks nothing."""
    told, left = (
        Counter((figure_key(f), f.base_unit) for f in find_figures(text, words=True, said=False))
        for text in (comparison.source, comparison.output)
    )
    gone = told - left
    figures = find_figures(comparison.source, words=True, said=False)
    return {f.unit for f in figures if f.unit and (figure_key(f), f.base_unit) in gone}


def _told_shorter(text: str, source: str) -> bool:
    """Whether a note on what is open only says shorter what stands in the source: （待核定）, where
    it says （人数待省中心核定） or （报送前由接访科核定）; a 待 that came is read as hard."""
    words = _MARKS.sub("", text)
    return len(words) > _A_NOTE and short_for(words.removeprefix("待"), source)


def ledger(text: str) -> list[Entry]:
    """Return the gaps of `text` with their surroundings, in reading order."""
    return [_entry(text, gap.kind.value, (gap.start, gap.end), gap.unit) for gap in find_gaps(text)]


def _entry(text: str, kind: str, span: tuple[int, int], unit: str) -> Entry:
    start, end = span
    before = _SEPARATORS.split(text[max(0, start - _REACH) : start])[-1]
    after = _SEPARATORS.split(text[end : end + _REACH])[0]
    return Entry(kind, text[start:end], unit, start, end, before, after)


class _Rivals:
    """The gaps of the output that one of the source may be: those of the same words, and marks;
    where nothing marks that of the source any mark that says no more than that something is open.

    Of very many only those are looked at that stand about as far on in the text.
    """

    def __init__(self, output: list[Entry]) -> None:
        self._marked = [n for n, entry in enumerate(output) if entry.marked]
        self._blank = [n for n, entry in enumerate(output) if _BLANK.fullmatch(entry.text)]
        self._same: dict[str, list[int]] = {}
        for n, entry in enumerate(output):
            if not entry.marked:
                self._same.setdefault(entry.text, []).append(n)

    def of(self, entry: Entry, share: float) -> list[int]:
        """Return the rivals for an entry that stands behind this share of the source's gaps."""
        rows = (self._marked, self._same.get(entry.text, []), [] if entry.text else self._blank)
        return [n for row in rows for n in self._around(row, share)]

    @staticmethod
    def _around(row: list[int], share: float) -> list[int]:
        middle = int(len(row) * share)
        return row if len(row) <= _MANY else row[max(0, middle - _MANY // 2) : middle + _MANY // 2]


def _pair(source: list[Entry], output: list[Entry]) -> dict[int, int]:
    """Match the gaps of both texts, the most alike surroundings first."""
    around = [[grams(e.before + e.after) for e in side] for side in (source, output)]
    ranked: list[tuple[float, int, int, int]] = []
    rivals = _Rivals(output)
    for number, left in enumerate(source):
        still_in_time()
        for other in rivals.of(left, number / len(source)):
            right = output[other]
            score = dice(around[0][number], around[1][other])
            if score >= _LEAST:
                score += 0.3 * (left.unit == right.unit) + 0.2 * (left.text == right.text)
                ranked.append((-score, abs(number - other), number, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, number, other in sorted(ranked):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _pair_reworded(
    comparison: Comparison, source: list[Entry], output: list[Entry], pairs: dict[int, int]
) -> None:
    """Match what is left by the words further off: 花了XX万块钱 is 投入资金XX万元, where the same
    is said before and behind it."""
    taken = set(pairs.values())
    rivals = _Rivals(output)
    for number, left in enumerate(source):
        if number in pairs or not left.text:
            continue
        wanted = _wide(comparison.source, left)
        ranked = [
            (dice(wanted, _wide(comparison.output, output[other])), other)
            for other in rivals.of(left, number / len(source))
            if other not in taken and output[other].text == left.text
        ]
        score, best = max(ranked, default=(0.0, -1))
        if score >= _WIDE_ALIKE:
            pairs[number] = best
            taken.add(best)


def _wide(text: str, entry: Entry) -> frozenset[str]:
    begin, end = max(0, entry.start - _WIDE), entry.end + _WIDE
    return grams(text[begin : entry.start] + text[entry.end : end])


def _lost(comparison: Comparison, entry: Entry, kept: Index) -> Iterator[Seen]:
    if (
        _A_NAME.fullmatch(entry.text)
        and called(comparison.source, entry.start)
        and entry.before[-1:] + entry.text in comparison.output
    ):
        return  # 贺某 is named; where he is named again it may say 其
    place = (entry.start, entry.end)
    shown = entry.text or f"{entry.before[-6:]}▁{entry.after[:6]}"
    finding = partial(found, source=place, evidence=shown)
    filled = _filling(comparison, entry)
    if filled is not None:
        words, span = filled
        yield finding("gap_filled_without_fact", output=span, words=words)
        return
    if _told_as_i(comparison, entry):
        yield finding("gap_dropped")
        return
    clause, score = kept.best(grams(entry.before + entry.after))
    if comparison.scope.may_drop and (clause is None or score < _CLAUSE_LEFT):
        yield finding("gap_dropped")
        return
    yield finding(
        "gap_lost",
        output=(clause.start, clause.end) if clause is not None and score >= _CLAUSE_LEFT else None,
    )


def _told_who(comparison: Comparison) -> Iterator[Seen]:
    """Yield what stands in the output for a name that its source leaves out: 患者李某 is 李大山."""
    for span in left_out(comparison.source):
        still_in_time()
        entry = _entry(comparison.source, GapKind.PLACEHOLDER.value, span, "")
        if entry.before[-1:] + entry.text in comparison.output:
            continue
        filled = _filling(comparison, entry)
        if filled is not None:
            words, output = filled
            yield found(
                "gap_filled_without_fact",
                source=span,
                output=output,
                evidence=entry.text,
                words=words,
            )


def _told_as_i(comparison: Comparison, entry: Entry) -> bool:
    """Whether an open name is its author's own, who was asked for in the first person: 段某某同志
    is 我.  It is still listed, for only the author knows whose name it was."""
    asked = "第一人称" in comparison.scope.context
    named = f"{entry.before[-1:]}{entry.text}"
    said = _I.search(comparison.output) is not None and named not in comparison.output
    return asked and said and _A_NAME.fullmatch(entry.text) is not None


def _filling(comparison: Comparison, entry: Entry) -> tuple[str, tuple[int, int]] | None:
    """Return what stands in the output between the words that surrounded a gap, and where."""
    left, right = re.escape(entry.before[-3:]), re.escape(entry.after[:2])
    if len(entry.before) < 2 and len(entry.after) < 2:
        return None
    for match in re.finditer(rf"{left}([^，。；：！？\n]{{1,12}}?){right}", comparison.output):
        words = match[1]
        if words and not words.startswith(_TO_FILL) and match[0] not in comparison.source:
            return words, match.span(1)
    return None


def _trace(source: list[Entry], output: list[Entry], pairs: dict[int, int]) -> Iterator[TraceItem]:
    numbers = sorted(pairs)
    off = out_of_order([output[pairs[number]].start for number in numbers])
    moved = {number for number, is_moved in zip(numbers, off, strict=True) if is_moved}
    for number, entry in enumerate(source):
        text = entry.text or f"{entry.before}▁{entry.after}"
        span = (entry.start, entry.end)
        if number in pairs:
            other = output[pairs[number]]
            status = TraceStatus.MOVED if number in moved else TraceStatus.KEPT
            yield TraceItem("gap", text, status, span, (other.start, other.end))
        else:
            yield TraceItem("gap", text, TraceStatus.DROPPED, span, None)
