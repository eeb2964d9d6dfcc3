"""Which figure of the output is which figure of the source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from assistant.checks.model import Comparison
from assistant.checks.settings import Setting, likeness, settings
from assistant.checks.similar import dice
from assistant.figures import Figure, FigureKind
from assistant.figures.model import FigureKey

_MERGED = 0.6  # likeness, as a whole and of the subjects, of two mentions of one figure
_REPEATED = 0.4  # likeness from which the output may state a figure once more (a lead sentence)
_SWAPPED = 0.2  # how much better another figure's place must suit before a swap is seen
_HINT = 0.08  # the same for each of two figures that changed places with one another
_SURE = 0.85
_TOUCHING = 2  # characters between two figures of which the first is said within the second's words
_FOREIGN = 0.25  # an equal figure less alike than this, while its twin has its place, is no match

DATES = frozenset({FigureKind.DATE, FigureKind.PERIOD})


@dataclass(slots=True)
class Pairing:
    """Figures of both texts by number: `pairs` source → output, and what is left on either side.

    `merged` are source figures that an output figure already stands for; `repeated` output
    figures that say a matched one again; `swapped` pairs (source number, the source number
    whose place the output figure took).
    """

    source: list[Figure]
    output: list[Figure]
    pairs: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    swapped: dict[int, int] = field(default_factory=dict)
    around_source: list[Setting] = field(default_factory=list)
    around_output: list[Setting] = field(default_factory=list)

    def alike(self, source: int, output: int) -> float:
        """Return the likeness of the settings of a source and an output figure."""
        return likeness(self.around_source[source], self.around_output[output])


def pair_figures(comparison: Comparison) -> Pairing:
    """Match by key (value, unit, approximation), then by setting, and look for swapped places."""
    pairing = Pairing(comparison.source_figures, comparison.output_figures)
    pairing.around_source = settings(comparison.source, pairing.source)
    pairing.around_output = settings(comparison.output, pairing.output)
    groups: dict[FigureKey, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, figures in enumerate((pairing.source, pairing.output)):
        for number, figure in enumerate(figures):
            if figure.kind is not FigureKind.TERM or figure.value is not None:
                groups[figure.key][side].append(number)
    for sources, outputs in groups.values():
        _pair_group(pairing, sources, outputs)
    pairing.missing.sort()
    pairing.extra.sort()
    _find_swaps(pairing)
    return pairing


def _pair_group(pairing: Pairing, sources: list[int], outputs: list[int]) -> None:
    """Pair equal figures, the most alike first, source order deciding between equals."""
    ranked = sorted(
        ((pairing.alike(s, o), s, o) for s in sources for o in outputs),
        key=lambda row: (-row[0], abs(sources.index(row[1]) - outputs.index(row[2]))),
    )
    left, right = set(sources), set(outputs)
    for score, source, output in ranked:
        if source not in left or output not in right:
            continue
        if score < _FOREIGN and _has_better_home(pairing, sources, source, output, score):
            continue
        pairing.pairs[source] = output
        left.discard(source)
        right.discard(output)
    for source in sorted(left):
        twin = _twin(pairing, source, outputs)
        if twin is None:
            pairing.missing.append(source)
        else:
            pairing.merged[source] = twin
    for output in sorted(right):
        alike = max((pairing.alike(s, output) for s in sources), default=0.0)
        free = pairing.output[output].kind in DATES and sources
        if free or alike >= _REPEATED:
            pairing.repeated.add(output)
        else:
            pairing.extra.append(output)


def _has_better_home(
    pairing: Pairing, sources: list[int], source: int, output: int, score: float
) -> bool:
    """Tell whether `output` only repeats another equal figure, and so masks a dropped one."""
    return any(
        other != source and pairing.alike(other, output) >= max(_MERGED, score + _SWAPPED)
        for other in sources
    )


def _twin(pairing: Pairing, source: int, outputs: list[int]) -> int | None:
    if not outputs:
        return None
    best = max(outputs, key=lambda o: pairing.alike(source, o))
    if pairing.source[source].kind in DATES:
        return best
    subjects = dice(pairing.around_source[source].subject, pairing.around_output[best].subject)
    return best if min(subjects, pairing.alike(source, best)) >= _MERGED else None


def _led_into(pairing: Pairing, other: int, source: int) -> bool:
    """Tell whether a figure that was left out stood right before this one, as 三个 in 解决了三个村
    8900人的用水问题: then this one inherits its words, and took nobody's place."""
    left, right = pairing.source[other], pairing.source[source]
    return source == other + 1 and 0 <= right.start - left.end <= _TOUCHING


def _find_swaps(pairing: Pairing) -> None:
    """Find output figures that stand where another source figure belongs.

    Wording may change, and then a figure is less like its own source; it is misplaced only where
    it suits the place of a different figure clearly better, and better than that one's own match.
    """
    own = {s: pairing.alike(s, o) for s, o in pairing.pairs.items()}
    rivals = [*pairing.pairs, *pairing.missing]
    for source, output in pairing.pairs.items():
        if own[source] >= _SURE:
            continue
        for other in rivals:
            if other == source or pairing.source[other].key == pairing.source[source].key:
                continue
            if other not in pairing.pairs and _led_into(pairing, other, source):
                continue
            gain = pairing.alike(other, output) - own[source]
            lead = pairing.alike(other, output) - own.get(other, 0.0)
            back = 0.0
            if other in pairing.pairs:
                back = pairing.alike(source, pairing.pairs[other]) - own[other]
            if min(gain, lead) > _SWAPPED or (min(gain, back) > _HINT and gain + back > _SWAPPED):
                pairing.swapped[source] = other
                break
