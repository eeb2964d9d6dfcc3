"""From the mapping of a genre file to a `Genre`, refusing what the schema does not know.

A light validator of our own: importing a validation framework would cost every `check` more
than the whole check takes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NoReturn

from assistant.document import BlockKind
from assistant.errors import GenreError
from assistant.findings import Message
from assistant.genres.model import Cue, Genre, Part, Priority, SetHeading, Stage, Voice

GENRE_KEYS = ("id", "name", "extends", "aliases", "voice", "words", "recognise", "parts")


class Reader:
    """Reads values out of one file's mapping; every refusal names the file and the key."""

    def __init__(self, file: str, trusted: bool = False) -> None:
        """`trusted` spares the package's own patterns the compiling; the tests compile them."""
        self.file = file
        self.trusted = trusted

    def fail(self, where: str, zh: str, en: str) -> NoReturn:
        """Raise the GenreError for a key of this file, with the problem in both languages."""
        raise GenreError(
            f"文种文件“{self.file}”的 {where}：{zh}", f"Genre file “{self.file}”, {where}: {en}"
        )

    def wrong_kind(self, where: str, zh: str, en: str, value: Any) -> NoReturn:
        """Raise the GenreError for a value that is not what it should be."""
        found = _kind(value)
        self.fail(where, f"应当是{zh}，读到的是 {found.zh}", f"should be {en}, but is {found.en}")

    def mapping(self, value: Any, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        """Return a mapping that holds known keys only."""
        if not isinstance(value, Mapping):
            self.wrong_kind(where, "一组“键: 值”", "keys with values", value)
        for key in value:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                hint = f"，是不是 {near[0]}？" if near else f"，可用的键：{'、'.join(known)}"
                hint_en = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                self.fail(where, f"不认识的键 {key}{hint}", f"unknown key {key}; {hint_en}")
        return value

    def text(self, value: Any, where: str) -> str:
        """Return a string that is not empty."""
        if not isinstance(value, str) or not value.strip():
            self.wrong_kind(where, "一段文字", "a text", value)
        return value.strip()

    def texts(self, value: Any, where: str) -> tuple[str, ...]:
        """Return a list of strings; one string alone is a list of one."""
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.wrong_kind(where, "一个列表", "a list", value)
        return tuple(self.text(item, f"{where}[{n}]") for n, item in enumerate(value, 1))

    def patterns(self, value: Any, where: str) -> tuple[str, ...]:
        """Return a list of regular expressions, each of which compiles."""
        found = self.texts(value, where)
        for expression in () if self.trusted else found:
            try:
                re.compile(expression)
            except re.error as error:
                self.fail(
                    where,
                    f"正则表达式“{expression}”写错了（{error}）",
                    f"the regular expression “{expression}” is wrong ({error})",
                )
        return found

    def message(self, value: Any, where: str) -> Message:
        """Return {zh, en}; a plain string serves for both languages."""
        if isinstance(value, str):
            return Message(zh=self.text(value, where), en=value.strip())
        pair = self.mapping(value, where, ("zh", "en"))
        zh = self.text(pair.get("zh"), f"{where}.zh")
        return Message(zh=zh, en=self.text(pair.get("en", zh), f"{where}.en"))

    def number(self, value: Any, where: str, low: float, high: float) -> float:
        """Return a number within the bounds."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong_kind(where, "一个数", "a number", value)
        if not low <= value <= high:
            self.fail(
                where,
                f"应当在 {low:g} 到 {high:g} 之间，读到的是 {value:g}",
                f"should lie between {low:g} and {high:g}, but is {value:g}",
            )
        return float(value)

    def flag(self, value: Any, where: str) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            self.fail(where, "应当是 true 或者 false", "should be true or false")
        return value

    def choice(self, value: Any, where: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        if value not in allowed:
            self.fail(
                where,
                f"应当是 {'、'.join(allowed)} 之一，读到的是“{value}”",
                f"should be one of {', '.join(allowed)}, but is “{value}”",
            )
        return str(value)


def read_genre(
    data: Any, read: Reader, library: Mapping[str, Part], base: Genre | None = None
) -> Genre:
    """Return the genre a file describes.

    `library` holds the parts a file may take over with `use: KEY`; `base` is the genre it
    extends, whose values stand where the file gives none.  Raises GenreError naming file, key and
    what is wrong.
    """
    top = read.mapping(data, "文件", GENRE_KEYS)
    for key in ("id", "name") if base else ("id", "name", "parts"):
        if key not in top:
            read.fail(key, "缺少这一项", "is missing")
    recognise = read.mapping(top.get("recognise", {}), "recognise", ("title", "content"))
    changed: dict[str, Any] = {}
    if "voice" in top:
        changed["voice"] = Voice(read.choice(top["voice"], "voice", tuple(Voice)))
    if "words" in top:
        changed["words"] = _range(read, top["words"])
    if "parts" in top:
        known = {**library, **{p.key: p for p in (base.parts if base else ())}}
        changed["parts"] = read_parts(top["parts"], read, known)
    return replace(
        base or Genre("", Message("", ""), (), ()),
        id=read.text(top["id"], "id"),
        name=read.message(top["name"], "name"),
        aliases=read.texts(top.get("aliases", []), "aliases"),
        title_cues=_cues(read, recognise.get("title", []), "recognise.title"),
        content_cues=_cues(read, recognise.get("content", []), "recognise.content"),
        **changed,
    )


def read_parts(value: Any, read: Reader, library: Mapping[str, Part]) -> tuple[Part, ...]:
    """Return the parts of a list, in its order; a key may occur once only."""
    if not isinstance(value, list) or not value:
        found = _kind(value)
        read.fail(
            "parts",
            f"应当列出至少一个部分，读到的是 {found.zh}",
            f"should list at least one part, but is {found.en}",
        )
    parts = tuple(_part(read, item, f"parts[{n}]", library) for n, item in enumerate(value, 1))
    for key, count in Counter(part.key for part in parts).items():
        if count > 1:
            read.fail("parts", f"键 {key} 出现了 {count} 次", f"the key {key} stands {count} times")
    return parts


def read_headings(value: Any, read: Reader, library: Mapping[str, Part]) -> tuple[SetHeading, ...]:
    """Return the headings of one outline that is known by a set phrase."""
    data = read.mapping(value, "outline", ("key", "headings"))
    found = []
    for n, item in enumerate(data["headings"], 1):
        where = f"{data['key']}[{n}]"
        one = read.mapping(item, where, ("said", "name", "parts"))
        parts = read_parts(one["parts"], read, library)
        found.append(
            SetHeading(read.text(one["said"], where), read.text(one["name"], where), parts)
        )
    return tuple(found)


def _part(read: Reader, value: Any, where: str, library: Mapping[str, Part]) -> Part:
    if isinstance(value, str):
        value = {"use": value}
    data = read.mapping(value, where, PART_KEYS)
    if "use" in data:
        wanted = read.text(data["use"], f"{where}.use")
        if wanted not in library:
            read.fail(
                f"{where}.use",
                f"没有叫“{wanted}”的部分，可用的：{'、'.join(library)}",
                f"there is no part “{wanted}”; there are {', '.join(library)}",
            )
        base = library[wanted]
    else:
        for key in ("key", "name"):
            if key not in data:
                read.fail(
                    where,
                    f"缺少 {key}（或者用 use 引用现成的部分）",
                    f"{key} is missing (or take over a part with use)",
                )
        name = read.message(data["name"], f"{where}.name")
        base = Part(
            key=read.text(data["key"], f"{where}.key"),
            name=name,
            priority=Priority.REQUIRED,
            contains=name,
            question=Message(
                zh=f"“{name.zh}”这一部分应当写什么？", en=f"What should “{name.en}” say?"
            ),
        )
    return replace(base, **_part_values(read, data, where))


def _part_values(read: Reader, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the values a file gives for a part, validated."""
    values = {
        key: _VALUES[key](read, raw, f"{where}.{key}") for key, raw in data.items() if key != "use"
    }
    if (
        "use" not in data
        and not {"heading", "topics", "statement", "block", "rest"} & values.keys()
    ):
        # A part named by a notice and nothing else: its own name in a heading is the part.
        values["heading"] = (re.escape(read.message(data["name"], where).zh),)
    return values


def _one_of(kind: type[StrEnum]) -> Callable[[Reader, Any, str], StrEnum]:
    return lambda read, raw, place: kind(read.choice(raw, place, tuple(kind)))


_VALUES: Mapping[str, Callable[[Reader, Any, str], Any]] = {
    "key": Reader.text,
    "name": Reader.message,
    "priority": _one_of(Priority),
    "stage": _one_of(Stage),
    "contains": Reader.message,
    "question": Reader.message,
    "heading": Reader.patterns,
    "heading_not": Reader.patterns,
    "topics": Reader.texts,
    "topics_needed": lambda read, raw, place: int(read.number(raw, place, 1, 20)),
    "statement": Reader.patterns,
    "statement_not": Reader.patterns,
    "rest": Reader.flag,
    "block": _one_of(BlockKind),
    "title": lambda read, raw, place: read.patterns(raw, place)[0],
    "weight": lambda read, raw, place: read.number(raw, place, 0, 100),
}
PART_KEYS = (*list(_VALUES)[:1], "use", *list(_VALUES)[1:])


def _cues(read: Reader, value: Any, where: str) -> tuple[Cue, ...]:
    if not isinstance(value, list):
        read.wrong_kind(where, "一个列表", "a list", value)
    cues = []
    for n, item in enumerate(value, 1):
        place = f"{where}[{n}]"
        data = read.mapping(item, place, ("pattern", "weight"))
        expression = read.patterns(data.get("pattern"), f"{place}.pattern")[0]
        cues.append(Cue(expression, read.number(data.get("weight"), f"{place}.weight", 0, 1)))
    return tuple(cues)


def _range(read: Reader, value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        read.fail("words", "应当是 [最少, 最多] 两个字数", "should be two numbers: [least, most]")
    low, high = (int(read.number(v, "words", 1, 1_000_000)) for v in value)
    if low > high:
        read.fail("words", f"最少 {low} 大于最多 {high}", f"least {low} is more than most {high}")
    return low, high


def _kind(value: Any) -> Message:
    names = {
        str: Message("文字", "text"),
        list: Message("列表", "a list"),
        dict: Message("一组键值", "keys with values"),
        bool: Message("真假值", "true or false"),
        type(None): Message("空值", "empty"),
    }
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Message("数", "a number")
    return names.get(type(value), Message(type(value).__name__, type(value).__name__))
