"""Which genre a report is of, from its title first and its content second."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import BlockKind, Report
from assistant.genres.loader import list_genres, load_genre
from assistant.genres.model import Cue, Genre, pattern

GENERAL = "general"

# “现将……情况报告如下” says what a title says, where the title is missing or short.
_ANNOUNCEMENT = r"[^。\n]*(?:报告|汇报|述职|总结)如下"
_ANNOUNCED = 0.7
# Content alone never makes a genre certain.
_CONTENT_MOST = 0.5
_LEAST = 0.2


def recognise(report: Report, genres: Sequence[Genre] | None = None) -> tuple[Genre, float]:
    """Return the genre that fits the report best, with a confidence from 0 to 1.

    `genres` are those to choose from (default: the package's).  Where nothing speaks for any of
    them the general genre is returned with the little confidence that it has.
    """
    candidates = list_genres() if genres is None else genres
    scored = [(_confidence(report, genre), genre) for genre in candidates]
    best, genre = max(scored, key=lambda pair: pair[0])
    if best >= _LEAST:
        return genre, round(best, 2)
    general = next((g for g in candidates if g.id == GENERAL), None) or load_genre(GENERAL)
    return general, round(max(0.1, best), 2)


def _confidence(report: Report, genre: Genre) -> float:
    title = report.title + report.part(BlockKind.SUBTITLE)
    named = _strongest(genre.title_cues, title)
    preamble = report.part(BlockKind.PREAMBLE)
    announcement = pattern(_ANNOUNCEMENT).search(preamble)
    if announcement:
        named = max(named, _ANNOUNCED * _strongest(genre.title_cues, announcement.group()))
    told = min(_CONTENT_MOST, sum(c.weight for c in genre.content_cues if c.hits(report.text)))
    # Content only adds to what title or announcement left open.
    return min(0.99, named + (1 - named) * told * (1.0 if named else 0.6))


def _strongest(cues: Sequence[Cue], text: str) -> float:
    return max((cue.weight for cue in cues if cue.hits(text)), default=0.0)
