"""What a report picked up on its way: where it is, and the report without it.

A report copied from the web or bought from a “material” account carries advertisements and
watermarks, tags of its source, buttons and paths of the site, numbers of its pages, `##…##` marks
and hidden characters.  `find_noise` says where, `remove_noise` takes it out: a word broken by a
mark is joined again, a line that held only noise goes with its line end, and not one character of
the report is lost.
"""

from __future__ import annotations

from assistant.noise.find import find_noise
from assistant.noise.remove import remove_noise
from assistant.noise.types import Noise, NoiseKind, NoiseWalk

__all__ = ["Noise", "NoiseKind", "NoiseWalk", "find_noise", "remove_noise"]
