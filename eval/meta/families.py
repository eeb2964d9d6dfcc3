"""Which evidence names which error: a plant counts as caught only where the score says the right
thing, not just because it fell.

`codes` are findings, `kinds` elements that fail.  Beside this evidence the total must fall below
SIGNABLE.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from eval.case import Case, Kind
from eval.meta import figures, parts, whole, words

Plant = Callable[[Case, Random], str | None]
_FIGURE: Final = frozenset(
    {
        "figure_unsupported", "figure_dropped", "figure_left_out", "figure_derived",
        "figure_counted", "unit_changed", "bound_changed", "value_moved", "swapped",
        "order_turned",
    }
)  # fmt: skip
_GAP: Final = frozenset({"gap_filled_without_fact", "gap_lost", "gap_added", "gap_dropped"})
_TURNED: Final = frozenset(
    {
        "hard_word_traded", "hard_word_new", "hard_word_lost", "denial_widened", "bound_changed",
        "value_moved",
    }
)  # fmt: skip
_OUTLINE: Final = frozenset({Kind.HEADING, Kind.PART, Kind.ORDER, Kind.POINTS})


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """A class of error: how it is planted, and what in a score is evidence of it."""

    plant: Plant
    codes: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()


_NUMBERS: Final = frozenset({Kind.FIGURE, Kind.FACT})

CLASSES: Final[Mapping[str, ErrorClass]] = {
    "digit": ErrorClass(figures.digit, _FIGURE, _NUMBERS | {Kind.NAME}),
    "unit": ErrorClass(figures.unit, _FIGURE, _NUMBERS),
    "subject_swapped": ErrorClass(figures.subject_swapped, _FIGURE, _NUMBERS),
    "invented_figure": ErrorClass(figures.invented, _FIGURE),
    "name_changed": ErrorClass(
        words.name,
        frozenset({"quote_unsupported", "term_changed"}),
        frozenset({Kind.NAME}),
    ),
    "title_changed": ErrorClass(
        words.title, frozenset({"title_changed", "title_unsupported"}), frozenset({Kind.TITLE})
    ),
    "part_dropped": ErrorClass(parts.dropped, kinds=_OUTLINE),
    "part_emptied": ErrorClass(parts.emptied, kinds=frozenset({Kind.HEADING, Kind.PART})),
    "part_duplicated": ErrorClass(
        parts.duplicated, frozenset({"repetition", "numbering"}), _OUTLINE
    ),
    "parts_reordered": ErrorClass(
        parts.reordered, frozenset({"numbering"}), frozenset({Kind.ORDER, Kind.HEADING})
    ),
    "heading_number": ErrorClass(
        parts.misnumbered, frozenset({"numbering"}), frozenset({Kind.HEADING})
    ),
    "point_dropped": ErrorClass(
        parts.point_dropped, frozenset({"numbering"}), frozenset({Kind.POINTS})
    ),
    "placeholder_removed": ErrorClass(words.placeholder_removed, _GAP, frozenset({Kind.GAP})),
    "placeholder_filled": ErrorClass(
        words.placeholder_filled,
        _GAP | {"figure_unsupported"},
        frozenset({Kind.GAP}),
    ),
    "negation_flipped": ErrorClass(words.negation, _TURNED, frozenset({Kind.NEGATION})),
    "growth_turned": ErrorClass(words.growth, _TURNED),
    "cut_off": ErrorClass(whole.cut_off, frozenset({"cut_off", "unclosed"})),
    "padded": ErrorClass(whole.padded, frozenset({"padding", "too_long"})),
    "source_copied": ErrorClass(whole.copied, frozenset({"unchanged"})),
    "chat_phrase": ErrorClass(whole.chat, frozenset({"chat_phrase", "prompt_leftover"})),
    "other_language": ErrorClass(
        whole.language, frozenset({"language_drift", "traditional", "not_chinese"})
    ),
}
"""The classes of the proof, in the order of its table."""
