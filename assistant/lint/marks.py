"""Quotes, book titles and brackets that are not closed, not opened, or wrongly nested."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from assistant.findings import Finding
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_CLOSER = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "【": "】",
    "〔": "〕",
    "「": "」",
}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_ROUND = str.maketrans("()", "（）")
_MARK = compile_late("[" + "".join(_CLOSER) + "".join(_OPENER) + "()]")
# 1）选种、2）育苗: behind the number of an item a bracket closes nothing.
_ITEM = compile_late(r"(?<![0-9.])[0-9一二三四五六七八九十a-zA-Z]{1,2}[)）](?![，。；、])")
_SHOWN = 24
_MOST, _DEEPEST = 5, 40


def check(paper: Paper) -> Iterator[Finding]:
    """Yield the first marks of each line that have no counterpart or are nested wrongly."""
    for block in paper.report.blocks:
        line = paper.text[block.start : block.end]
        if _MARK.search(line):
            yield from islice(_line(paper, line, block.start), _MOST)


def _line(paper: Paper, line: str, offset: int) -> Iterator[Finding]:
    items = {m.end() - 1 for m in _ITEM.finditer(line)}
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(line):
        place, mark = match.start(), match.group().translate(_ROUND)
        if mark in _CLOSER:
            if stack and stack[-1][0] == mark and mark in "“‘":
                # “甲“乙” : the earlier one was never closed.
                yield _unclosed(paper, line, offset, stack.pop())
            stack.append((mark, place))
            if len(stack) > _DEEPEST:
                break  # no prose: a drawing, or a hostile line
            continue
        opener = _OPENER[mark]
        if stack and stack[-1][0] == opener:
            stack.pop()
        elif any(o == opener for o, _ in stack):
            while stack[-1][0] != opener:
                inner = stack.pop()
                if _CLOSER[inner[0]] in line[place:]:
                    yield paper.finding(
                        "mark_crossed",
                        offset + inner[1],
                        offset + place + 1,
                        inner=inner[0],
                        mark=line[place],
                        shown=line[inner[1] : place + 1][:_SHOWN],
                    )
                else:
                    yield _unclosed(paper, line, offset, inner)
            stack.pop()
        elif place not in items and not (mark == "’" and line[place - 1 : place].isalnum()):
            yield paper.finding(
                "mark_unopened",
                offset + place,
                offset + place + 1,
                mark=mark,
                opener=opener,
                shown=line[max(0, place + 1 - _SHOWN) : place + 1].strip(),
            )
    for left in stack:
        yield _unclosed(paper, line, offset, left)


def _unclosed(paper: Paper, line: str, offset: int, left: tuple[str, int]) -> Finding:
    mark, place = left
    shown = line[place : place + _SHOWN].strip()
    return paper.finding(
        "mark_unclosed",
        offset + place,
        offset + place + len(line[place : place + _SHOWN].rstrip()),
        mark=mark,
        closer=_CLOSER[mark],
        shown=shown,
    )
