"""Words of which one already says what a sentence is about."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from assistant.lexicon import groups
from assistant.patterns import compile_late


@cache
def signs() -> dict[str, re.Pattern[str]]:
    """Return for the key of a part the expression that one sentence of it is likely to match."""
    text = files("assistant.genres").joinpath("_signs.yaml").read_text(encoding="utf-8")
    return {key: compile_late(words) for key, words in yaml.safe_load(text).items()}


def kind_called(words: str) -> str:
    """Return what kind of sentences an instruction means by some words (result, measure, problem,
    cause, plan), or an empty string."""
    return next(
        (kind for kind, *names in groups("told_kinds") if any(n in words for n in names)), ""
    )
