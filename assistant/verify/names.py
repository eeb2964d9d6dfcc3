"""Names of people, which a segmenter tears; and words that name and so are never merely alike."""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.lexicon import words

_LONGEST = 3
_NAMING = ("nr", "ns", "nt", "nz")


def personal_names(text: str) -> list[tuple[int, int]]:
    """Return the places of names that are in no dictionary: a surname and what is guessed to
    belong to it (jieba's tags nr…), or 陈 with another name behind it: 桂兰."""
    import rjieba

    surnames = words("surnames")
    found: list[tuple[int, int]] = []
    start, surname = 0, -1
    for word, tag in rjieba.tag(text):
        end = start + len(word)
        if surname >= 0 and len(word) <= _LONGEST - 1 and tag.startswith(_NAMING):
            found.append((surname, end))
        elif (
            tag.startswith("nr")
            and 1 < len(word) <= _LONGEST
            and word[0] in surnames
            and (len(word) == _LONGEST or len(rjieba.cut(word, False)) > 1)
        ):
            found.append((start, end))
        surname = start if len(word) == 1 and tag.startswith("nr") and word in surnames else -1
        start = end
    return found


@lru_cache(maxsize=1 << 14)
def tag_of(word: str) -> tuple[str, str]:
    """Return jieba's tags of the first and the last piece of a word."""
    import rjieba

    tags = rjieba.tag(word)
    return tags[0][1], tags[-1][1]


@cache
def is_name(word: str) -> bool:
    """Whether a word as a whole names a person, a place, a body or a brand."""
    import rjieba

    tags = rjieba.tag(word)
    return len(tags) == 1 and len(word) > 1 and tags[0][1].startswith(_NAMING)


def noun(word: str) -> bool:
    """Whether a word, or the last piece of it, names something (jieba's tags n, r, t, s, f)."""
    return tag_of(word)[1][:1] in "nrtsf"


def verb(word: str) -> bool:
    """Whether a word, or the last piece of it, says what is done (jieba's tags v)."""
    return tag_of(word)[1].startswith("v")
