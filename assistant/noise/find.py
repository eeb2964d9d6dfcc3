"""Put the finders together: every piece of noise of a text, sorted and disjoint."""

from __future__ import annotations

from functools import lru_cache

from assistant.noise.adverts import find_adverts
from assistant.noise.marks import find_marks
from assistant.noise.site import find_site_lines
from assistant.noise.types import Noise


def find_noise(text: str) -> list[Noise]:
    """Return the noise in `text`, in reading order, no two pieces overlapping.

    Pieces of one finder that overlap those of another are joined under the kind of the longer.
    """
    return list(_noise(text))


@lru_cache(maxsize=32)  # one text is looked at by parser, checks and gaps
def _noise(text: str) -> tuple[Noise, ...]:
    found = find_marks(text)
    found += find_site_lines(text)
    found += find_adverts(text)
    found.sort(key=lambda n: (n.start, -n.end))
    joined: list[Noise] = []
    for noise in found:
        if joined and noise.start < joined[-1].end:
            last = joined[-1]
            if noise.end > last.end:
                longer = noise if noise.end - noise.start > last.end - last.start else last
                joined[-1] = Noise(longer.kind, last.start, noise.end, text[last.start : noise.end])
            continue
        joined.append(noise)
    return tuple(joined)
