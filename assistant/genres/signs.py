"""Words of which one already says what a sentence is about."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml


@cache
def signs() -> dict[str, re.Pattern[str]]:
    """Return for the key of a part the expression that one sentence of it is likely to match."""
    text = files("assistant.genres").joinpath("_signs.yaml").read_text(encoding="utf-8")
    return {key: re.compile(words) for key, words in yaml.safe_load(text).items()}
