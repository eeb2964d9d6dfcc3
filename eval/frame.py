"""What of a text was chosen, and whether everything else is as it was, to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.errors import UnknownSection
from assistant.noise import find_noise, remove_noise
from assistant.outline import parse

Span = tuple[int, int]
_JOINT: Final = "\n"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen parts of a text as one: `text` is all of them joined, `spans` where they stand.

    `start` is where the first begins, so that a place in `text` can be shown in the whole.
    """

    text: str
    spans: tuple[Span, ...]

    def outer(self, place: int) -> int:
        """Return the place in the whole text for one in `text`."""
        for start, end in self.spans:
            if place <= end - start:
                return start + place
            place -= end - start + len(_JOINT)
        return self.spans[-1][1]


def choose(text: str, sections: Sequence[str]) -> Chosen:
    """Return the chosen sections of a source, or all of it where none is named.

    Raises UnknownSection.
    """
    if not sections:
        return _chosen(text, [(0, len(text))])
    report = parse(text)
    spans: list[Span] = []
    for start, end in sorted((p.start, -p.end) for p in map(report.find, sections)):
        if not spans or start >= spans[-1][1]:  # a part of a chosen part is chosen with it
            spans.append((start, -end))
    return _chosen(text, spans)


def clean(text: str, sections: Sequence[str]) -> str:
    """Return `text` without the noise in the chosen sections: what a task has to work on."""
    noise = find_noise(text)
    if not sections:
        return remove_noise(text, noise)
    spans = choose(text, sections).spans
    return remove_noise(
        text, [n for n in noise if any(s <= n.start and n.end <= e for s, e in spans)]
    )


def chosen_in(output: str, source: str, spans: Sequence[Span]) -> tuple[Chosen | None, int]:
    """Return what stands in `output` in the place of the source's chosen parts.

    None where the text outside them is not the source's byte for byte (white space at the very
    end aside), with the place of the first difference in the output.
    """
    bounds = [0, *(place for span in spans for place in span), len(source)]
    literals = [source[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    head, tail = literals[0], literals[-1].rstrip()
    body_end = len(output.rstrip()) if tail else len(output)
    if not output.startswith(head):
        return None, _differs(head, output)
    if tail and not output.rstrip().endswith(tail):
        return None, _differs_back(tail, output.rstrip())
    last = body_end - len(tail)
    if last < len(head):
        return None, last
    found: list[Span] = []
    at = len(head)
    for literal in literals[1:-1]:
        place = output.find(literal, at, last) if literal else at
        if place < 0:
            return None, at
        found.append((at, place))
        at = place + len(literal)
    found.append((at, last))
    return _chosen(output, found), -1


def located(output: str, sections: Sequence[str]) -> Chosen:
    """Return the sections of these names in an output whose frame is broken, else all of it."""
    try:
        return choose(output, sections)
    except UnknownSection:
        return _chosen(output, [(0, len(output))])


def _chosen(text: str, spans: Sequence[Span]) -> Chosen:
    return Chosen(_JOINT.join(text[s:e] for s, e in spans), tuple(spans))


def _differs(wanted: str, output: str) -> int:
    pairs = enumerate(zip(wanted, output, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(wanted), len(output)))


def _differs_back(wanted: str, output: str) -> int:
    return len(output) - _differs(wanted[::-1], output[::-1])
