"""Genres (文种): what a kind of report must contain, read from the YAML files beside this."""

from __future__ import annotations

from assistant.genres.loader import list_genres, load_genre
from assistant.genres.locate import locate_parts, structure_score
from assistant.genres.missing import missing_part_gaps
from assistant.genres.model import Found, Genre, Part, PartMatch, Priority, Stage, Voice
from assistant.genres.places import Places
from assistant.genres.recognise import announcement, recognise

__all__ = [
    "Found",
    "Genre",
    "Part",
    "PartMatch",
    "Places",
    "Priority",
    "Stage",
    "Voice",
    "announcement",
    "list_genres",
    "load_genre",
    "locate_parts",
    "missing_part_gaps",
    "recognise",
    "structure_score",
]
