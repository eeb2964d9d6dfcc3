"""A sentence as it is read: one width, no polite words around it, English parts as Chinese ones."""

from __future__ import annotations

import re
import unicodedata

_POLITE = re.compile(
    r"^(?:(?:请你?|麻烦你?|劳驾|帮我|帮忙|给我|替我|你?能不能|能否|可不可以|可以的?话|我(?:想|要)(?:请你)?"
    r"|你好|您好|那(?:就)?|然后|现在|先|嗯|好(?:的|吧)?[，,])[，,\s]*)+"
)
_TAIL = re.compile(
    r"(?:好吗|行吗|可以吗|吧|吗|呢|啊|呀|哦|谢谢(?:你|您)?|多谢|[。！!？?，,；;~～\s])+$"
)
_ORDINALS = (
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
)
_VALUE = {word: n for words in _ORDINALS for n, word in enumerate(words, 1)}
_TH, _NO = (rf"(?:{'|'.join(words)})" for words in _ORDINALS)
_NAMED = r"(?:sections?|parts?|chapters?)"
_NOUN = rf"(?P<noun>{_NAMED}|points?|items?)"
_NUMBER = rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*|{_NO})(?![a-z\d])"
_BEHIND = re.compile(
    rf"(?<![a-z])(?:the )?{_NOUN} ?"
    rf"(?P<list>{_NUMBER}(?:(?:, ?(?:and )?| and | to | ?- ?){_NUMBER}(?! ?(?:words?|"
    rf"char|字|%|percent)))*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![a-z])(?:the )?(?:(?P<side>first|last) (?P<many>\d|{_NO})|(?P<th>{_TH}|last)) "
    rf"{_NOUN}(?![a-z])",
    re.IGNORECASE,
)
_OF = re.compile(r"(?P<item>第[^ ]+点|最后一点) (?:of|in) (?P<home>第[^ ]+部分|最后一部分)")
_EXCEPT = re.compile(r"\b(?:all|everything) (?:but|except) (?P<what>第[^ ,]+|最后一部分)", re.I)


def plain(text: str) -> str:
    """Return the sentence with half-width digits and marks, blanks inside Chinese taken out, and
    the parts of a report that English words number (section 2, the last part) in Chinese."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if re.search("[a-z]", folded, re.I):
        folded = _BEFORE.sub(_before, _BEHIND.sub(_behind, folded))
        folded = _EXCEPT.sub(r"除了\g<what>都", _OF.sub(r"\g<home>\g<item>", folded))
    folded = re.sub(r"(?<=[^\x00-\x7f])\s+(?=\S)|(?<=\S)\s+(?=[^\x00-\x7f])", "", folded)
    return folded.replace(",", "，").replace(";", "；").replace("?", "？").replace("!", "！")


def _unit(noun: str) -> str:
    return "部分" if re.fullmatch(_NAMED, noun, re.I) else "点"


def _digits(word: str) -> str:
    return str(_VALUE.get(word.lower(), word))


def _behind(match: re.Match[str]) -> str:
    listed = re.sub("[a-z]+", lambda word: _digits(word[0]), match["list"], flags=re.I)
    if "." in listed:
        return re.sub(r",? ?(?:and )?", "、", listed) if "," in listed else listed
    listed = re.sub(" to | ?- ?", "至", re.sub(r", ?(?:and )?| and ", "、", listed))
    return f"第{listed}{_unit(match['noun'])}"


def _before(match: re.Match[str]) -> str:
    unit = _unit(match["noun"])
    if match["many"]:
        side = "前" if match["side"].lower() == "first" else "最后"
        return f"{side}{_digits(match['many'])}{unit}"
    one = match["th"].lower()
    return f"最后一{unit}" if one == "last" else f"第{_digits(one)}{unit}"


def bare(text: str) -> str:
    """Return the plain sentence without polite words before it and particles behind it."""
    return _TAIL.sub("", _POLITE.sub("", plain(text)))
