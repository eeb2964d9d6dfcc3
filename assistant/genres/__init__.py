"""Genres (文种): what a kind of report must contain, read from the YAML files beside this module."""

from __future__ import annotations

from assistant.genres.loader import list_genres, load_genre
from assistant.genres.model import Cue, Found, Genre, Part, PartMatch, Priority, Stage, Voice

__all__ = [
    "Cue",
    "Found",
    "Genre",
    "Part",
    "PartMatch",
    "Priority",
    "Stage",
    "Voice",
    "list_genres",
    "load_genre",
]
