"""Where places of a text without its noise are in the text as it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.diff import changes
from assistant.findings import Finding
from assistant.spans import Moved
from assistant.verify import ReadingItem, TraceItem


class Places(Moved):
    """Where positions of the working text are in the text it was made of."""

    def __init__(self, base: str, working: str) -> None:
        found = changes(base, working) if base != working else ()
        super().__init__((c.new_end, c.old_end - c.new_end) for c in found)


class Shown:
    """What verification says of two texts without their noise, told of both as they are shown."""

    def __init__(self, source: Places, output: Places) -> None:
        self._source, self._output = source, output

    def findings(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings at their places."""
        return tuple(self._finding(one) for one in found)

    def reading(self, found: Iterable[ReadingItem]) -> tuple[ReadingItem, ...]:
        """Return what is to be read at its places."""
        return tuple(
            replace(
                one,
                source=one.source and self._source.span(*one.source),
                output=self._output.span(*one.output),
            )
            for one in found
        )

    def trace(self, found: Iterable[TraceItem]) -> tuple[TraceItem, ...]:
        """Return where figures and names went, at their places."""
        return tuple(
            replace(
                one,
                from_span=one.from_span and self._source.span(*one.from_span),
                to_span=one.to_span and self._output.span(*one.to_span),
            )
            for one in found
        )

    def _finding(self, one: Finding) -> Finding:
        if one.start is not None and one.end is not None:
            start, end = self._source.span(one.start, one.end)
            one = replace(one, start=start, end=end)
        if one.output_start is not None and one.output_end is not None:
            start, end = self._output.span(one.output_start, one.output_end)
            one = replace(one, output_start=start, output_end=end)
        return one
