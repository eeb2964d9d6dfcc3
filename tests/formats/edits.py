"""Random edits of a text: what any rewriting may do to an author's lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.formats.own_files import OWN

CORPUS = sorted(
    (Path(__file__).resolve().parents[3] / "shared" / "corpora" / "docx").glob("*.docx")
)

NEW_LINES = ("新增一段，说明情况。", "（二）另起的标题", "\t甲\t乙", "", "一、头", "1.")
NEW_WORDS = ("", "改动", "12%", "扎实推进的工作", "、", "【待补：次数】")


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> str:
    """Return `text` after one to six edits of its lines: changed, moved, split, lost, new."""
    lines = text.removesuffix("\n").split("\n")
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        start = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(["words", "words", "lose", "add", "move", "split"])):
            case "words":
                end = min(len(line), start + draw(st.integers(0, 8)))
                lines[place] = line[:start] + draw(st.sampled_from(NEW_WORDS)) + line[end:]
            case "lose" if len(lines) > 1:
                del lines[place]
            case "add":
                lines.insert(place + draw(st.integers(0, 1)), draw(st.sampled_from(NEW_LINES)))
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "split":
                lines[place : place + 1] = [line[:start], line[start:]]
    return "".join(f"{line}\n" for line in lines)


NAMES = sorted([*OWN, *(path.stem for path in CORPUS)])
"""The Word files that round trips are tried on: the project's, and others' if here."""


@cache
def file_of(name: str) -> bytes:
    """Return one of these files; none is built before a test wants it."""
    if name in OWN:
        return OWN[name]()
    return next(path for path in CORPUS if path.stem == name).read_bytes()
