"""Names of people, which a segmenter tears; and words that name and so are never merely alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.lexicon import words
from assistant.spans import Stretches

_LONGEST = 3
_NAMING = ("nr", "ns", "nt", "nz")
_POST = re.compile(
    "书记|主任|[局县镇市区乡村馆院校科处站所队厅部会社园组班行厂段]长|主席|经理|秘书长|教授|法官|检察官|民警|委员|总监"
)
_CHINESE = re.compile("[\u4e00-\u9fff]+")


def personal_names(text: str) -> list[tuple[int, int]]:
    """Return the places of names that are in no dictionary: a surname and what is guessed to
    belong to it (jieba's tags nr…), or 陈 with another name behind it: 桂兰."""
    import rjieba

    surnames = words("surnames")
    found: list[tuple[int, int]] = []
    start, surname = 0, -1
    for word, tag in rjieba.tag(text):
        end = start + len(word)
        if surname < 0 and not tag.startswith("nr"):
            start = end
            continue
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
    return sorted({*found, *_behind_a_post(text, found)})


def _behind_a_post(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield names of three characters behind a post whose pieces are no words: 局长乔思远."""
    import rjieba

    taken = Stretches(found)
    for post in _POST.finditer(text):
        start = post.end()
        name = text[start : start + _LONGEST]
        if len(name) < _LONGEST or name[0] not in words("surnames"):
            continue
        if taken.meets(start, start + _LONGEST):
            continue
        pieces = rjieba.cut(text[start : start + _LONGEST + 2], False)
        ends = {sum(map(len, pieces[: n + 1])) for n in range(len(pieces))}
        torn = pieces[0] in (name[0], name[:2]) or pieces[0] == name
        if _LONGEST in ends and torn and _CHINESE.fullmatch(name):
            yield start, start + _LONGEST


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
