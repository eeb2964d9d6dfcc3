"""Lines a web page puts around a report: buttons, paths, bylines of the site, repeated titles.

The page's own lines stand in the head (before the salutation or the first numbered part) or in
the tail (after the last paragraph); only phrases that no report uses as a line of its own are
taken anywhere. Title, ——subtitle and the speaker's byline belong to the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.lexicon import expressions
from assistant.noise.types import Noise, NoiseKind
from assistant.patterns import compile_late

_SAYS = expressions("site_lines")
_ROLE = f"(?:{_SAYS['role']})"
_WHO = r"[\u4e00-\u9fff·]{1,12}"
_BUTTON = compile_late(_SAYS["button"])
_BETWEEN_BUTTONS = compile_late(r"[\s　【】\[\]（）()|｜/·>»\-—]+")
_LINE = compile_late(r"[^\r\n]+")
_MAX_LINE = 60
"""Longer lines are prose (code points)."""
_MAX_EDGE_LINES = 40
"""How many short lines a page may put before or after a report."""

_ANYWHERE = compile_late(
    rf"{_SAYS['anywhere']}"
    rf"|{_ROLE}[:：]\s*{_WHO}(?:[\s　，,;；|/]+(?:{_ROLE}|作者|来源|记者|通讯员)[:：]\s*{_WHO})+"
)
_EDGE = compile_late(_SAYS["edge"])
_VALUE_FOLLOWS = compile_late(r"(?:来源|时间|作者|发布时间|发布日期|信息来源)[:：]")
_DATED = compile_late(r"(?:时间|日期)[:：]\s*\d{4}年\d{1,2}月\d{1,2}日[ \d:：]*")
_CAPTION = compile_late(
    r".{0,50}(?:记者|通讯员|摄影|新华社)[\s:：/]*[\u4e00-\u9fff]{1,4}(?:[\s、/]+[\u4e00-\u9fff]{1,4}){0,4}\s*[摄/]?影?"
    r"|.{0,50}(?:供图|图/.{1,8}|资料图片?|[(（]资料图[)）])"
    r"|图为.{2,50}"
)
_SCENE = compile_late(r"[\u4e00-\u9fff·]{4,16}(?:同志)?作[\u4e00-\u9fff]{0,8}报告。?")
_BODY = compile_late(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(]?[一1][)）、.．]|第一[，、,章]|#{1,6} )"
    r"|.{1,30}[:：]$"
)


def find_site_lines(text: str) -> list[Noise]:
    """Return the lines of the web page around the report."""
    lines = list(_lines(text))
    head = _head_size(lines)
    tail = _tail_start(lines)
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if len(line.text) > _MAX_LINE:
            continue
        edge = number < head or number >= tail
        if (
            _ANYWHERE.fullmatch(line.text)
            or _is_row_of_buttons(line.text)
            or (edge and _EDGE.fullmatch(line.text))
        ):
            taken.add(number)
    if not taken:
        return []
    taken |= _crumbs(lines, taken) | _values(lines, taken, head)
    if any(number < head for number in taken):
        taken |= _repeats(lines[:head], taken)
        taken |= _captions(lines[:head], taken)
    return [lines[number] for number in sorted(taken)]


def _is_row_of_buttons(line: str) -> bool:
    """Tell whether a line holds nothing but two buttons of a page or more: [打印] [关闭]."""
    names = [name for name in _BETWEEN_BUTTONS.split(line) if name]
    return len(names) > 1 and all(map(_BUTTON.fullmatch, names)) and any(len(n) > 1 for n in names)


def _lines(text: str) -> Iterator[Noise]:
    """Yield the lines that are not blank, without the white space around them, as what they are
    if they are the page's."""
    for match in _LINE.finditer(text):
        inner = match.group().strip()
        if inner:
            start = match.start() + match.group().index(inner)
            yield Noise(NoiseKind.NAVIGATION, start, start + len(inner), inner)


def _head_size(lines: list[Noise]) -> int:
    """Return how many lines come before the salutation, the first label or the first prose."""
    for number, line in enumerate(lines[:_MAX_EDGE_LINES]):
        if len(line.text) > _MAX_LINE:
            return number
        known = _ANYWHERE.fullmatch(line.text) or _EDGE.fullmatch(line.text)
        if not known and _BODY.match(line.text) and not _VALUE_FOLLOWS.fullmatch(line.text):
            return number
    return min(len(lines), _MAX_EDGE_LINES)


def _tail_start(lines: list[Noise]) -> int:
    """Return the number of the first line after the last prose line."""
    first = max(0, len(lines) - _MAX_EDGE_LINES)
    for number in range(len(lines) - 1, first - 1, -1):
        line = lines[number].text
        if len(line) > _MAX_LINE or line[-1] in "。！!；":
            return number + 1
    return len(lines)


def _crumbs(lines: list[Noise], taken: set[int]) -> set[int]:
    """Return the short lines that a lone > ties into a path."""
    arrows = {n for n in taken if not lines[n].text.strip(">»›")}
    return {
        near
        for n in arrows
        for near in (n - 1, n + 1)
        if 0 <= near < len(lines) and len(lines[near].text) <= 20
    }


def _values(lines: list[Noise], taken: set[int], head: int) -> set[int]:
    """Return the lines that hold the value of a label alone on its line (来源： / 时间：), and a
    date in Chinese form that stands next to the site's own lines."""
    dated = {
        n
        for n, line in enumerate(lines[:head])
        if _DATED.fullmatch(line.text) and (n - 1 in taken or n + 1 in taken)
    }
    return dated | {
        n + 1
        for n in taken
        if n + 1 < head
        and _VALUE_FOLLOWS.fullmatch(lines[n].text)
        and len(lines[n + 1].text) <= 24
        and not lines[n + 1].text.endswith(("报告", "：", ":"))
    }


def _repeats(head: list[Noise], taken: set[int]) -> set[int]:
    """Return lines of the head that come again after a navigation line: the last one is real."""
    last = {line.text: number for number, line in enumerate(head)}
    return {
        n
        for n, line in enumerate(head)
        if n < last[line.text]
        and line.text[-1] not in "。；！"
        and any(between in taken for between in range(n, last[line.text]))
    }


def _captions(head: list[Noise], taken: set[int]) -> set[int]:
    """Return photo credits, and captions of the scene below a navigation line."""
    real = [n for n in range(len(head)) if n not in taken]
    found = {n for n in real if _CAPTION.fullmatch(head[n].text)}
    first_nav = min(taken)
    scenes = {n for n in real[1:] if n > first_nav and _SCENE.fullmatch(head[n].text)}
    return found | scenes
