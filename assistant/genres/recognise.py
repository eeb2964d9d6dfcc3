"""Which genre a report is of, from its title first and its content second."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import BlockKind, Report
from assistant.genres.loader import list_genres, load_genre
from assistant.genres.model import Cue, Genre
from assistant.genres.papers import is_other_paper, title_of
from assistant.patterns import compile_late

GENERAL = "general"

# “现将……情况报告如下” says what a title says, where the title is missing or short.
_ANNOUNCED_BY = compile_late("(?:报告|汇报|述职|总结)如下")
_ANNOUNCED = 0.7
# Content alone never makes a genre certain.
_CONTENT_MOST = 0.5
_LEAST = 0.2


def recognise(report: Report) -> tuple[Genre, float]:
    """Return the genre that fits the report best, with a confidence from 0 to 1.

    Where nothing speaks for any, or the title is another paper's, the general genre is returned
    with what little confidence it has.
    """
    general = load_genre(GENERAL)
    candidates = (general,) if is_other_paper(report) else list_genres()
    scored = [(_confidence(report, genre), genre) for genre in candidates]
    best, genre = max(scored, key=lambda pair: pair[0])
    return (genre, round(best, 2)) if best >= _LEAST else (general, round(max(0.1, best), 2))


def _confidence(report: Report, genre: Genre) -> float:
    title = title_of(report)
    named = _strongest(genre.title_cues, title)
    preamble = report.part(BlockKind.PREAMBLE)
    announced = announcement(preamble)
    if announced:
        said = preamble[slice(*announced)]
        named = max(named, _ANNOUNCED * _strongest(genre.title_cues, said))
    told = min(_CONTENT_MOST, sum(c.weight for c in genre.content_cues if c.hits(report.text)))
    # Content only adds to what title or announcement left open.
    return min(0.99, named + (1 - named) * told * (1.0 if named else 0.6))


def announcement(text: str) -> tuple[int, int] | None:
    """Return the place of the sentence that announces the report, up to its last 如下."""
    first = _ANNOUNCED_BY.search(text)
    if first is None:
        return None
    start = max(text.rfind("。", 0, first.start()), text.rfind("\n", 0, first.start())) + 1
    ends = (text.find(mark, first.end()) for mark in "。\n")
    stop = min((end for end in ends if end >= 0), default=len(text))
    *_, last = _ANNOUNCED_BY.finditer(text, start, stop)
    return start, last.end()


def _strongest(cues: Sequence[Cue], text: str) -> float:
    return max((cue.weight for cue in cues if cue.hits(text)), default=0.0)
