"""Word files that nobody here made: are they read, do edits keep to their paragraph, is the text
the one that LibreOffice exports.

Run with `python -m eval.bench.word_wild FOLDER [--exports FOLDER]`: every .docx of the folder is
read, one paragraph of it is edited in place, and it is laid out.  `--exports` holds what
`soffice --headless --convert-to "txt:Text (encoded):UTF8,LF,,,"` made of the same files; white
space and bullets are not compared.  What LibreOffice shows by its own choice (marks of notes, text
that others deleted, fields worked out anew, hidden words) counts as a difference here.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from assistant.errors import FormatError
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.lines import Kind, Line
from assistant.formats.docx.names import P
from assistant.formats.docx.opened import Opened, open_docx
from assistant.formats.docx.writer import lay_out_docx

_NEW: Final = "改动"
_BULLET: Final = re.compile(r"^[ \t\u3000\xa0]*(?:[•▪◦\uf0b7]|(?<=[ \t])o(?= )) ?", re.MULTILINE)
_UNSEEN: Final = re.compile("[\\s\u200b-\u200f\u00ad\u2060\ufeff]+")


def bare(text: str) -> str:
    """Return a text without white space, bullets and what nobody sees."""
    return _UNSEEN.sub("", _BULLET.sub("", text).replace("\u2011", "-"))


def edited(lines: list[Line], number: int, chooser: random.Random) -> str:
    """Return the text with one character of a line's own words replaced."""
    line = lines[number]
    places = [
        p.start + n
        for p in line.pieces
        if p.node is not None
        for n, char in enumerate(line.text[p.start : p.end])
        if not char.isspace()
    ]
    at = chooser.choice(places)
    new = line.text[:at] + _NEW + line.text[at + 1 :]
    return "".join(f"{new if n == number else one.text}\n" for n, one in enumerate(lines))


def faults(name: str, data: bytes, exports: Path | None) -> Iterator[str]:
    """Yield what is wrong with one file: `export`, `text`, `touched`, `layout`."""
    opened = open_docx(data, name)
    export = exports / f"{Path(name).stem}.txt" if exports else None
    if export is not None and export.exists():
        shown = "\n".join(x.text for x in opened.lines if x.kind is not Kind.NONE)
        if bare(shown) != bare(export.read_text(encoding="utf-8-sig", errors="replace")):
            yield "export"
    lines = opened.report_lines
    own = [n for n, x in enumerate(lines) if x.kind is Kind.TEXT and len(x.text) > 9]
    if own:
        chooser = random.Random(name)
        wanted = edited(lines, chooser.choice(own), chooser)
        after = open_docx(rewrite_docx(data, wanted), name)
        if after.text != wanted:
            yield "text"
        if touched(opened, after) > 1:
            yield "touched"
    if bare(open_docx(lay_out_docx(data), name).text) != bare(opened.text):
        yield "layout"


def touched(before: Opened, after: Opened) -> int:
    """Return how many paragraphs differ, those inside one another or read as one counted once."""
    line_of = {id(block): n for n, line in enumerate(before.lines) for block in line.blocks}
    pairs = zip(_outer(before.body), _outer(after.body), strict=True)
    return len({line_of.get(id(a), -n) for n, (a, b) in enumerate(pairs, 1) if _raw(a) != _raw(b)})


def _outer(body: Any) -> list[Any]:
    return [p for p in body.iter(P) if next(p.iterancestors(P), None) is None]


def _raw(paragraph: Any) -> bytes:
    raw: bytes = etree.tostring(paragraph, method="c14n")
    return raw


def main() -> None:
    """Print how many files were read and what was wrong with which."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--exports", type=Path)
    given = arguments.parse_args()
    counts: Counter[str] = Counter()
    for path in sorted(given.folder.glob("*.docx")):
        try:
            found = list(faults(path.name, path.read_bytes(), given.exports))
            counts["read"] += 1
        except FormatError:
            found = ["refused"]
        except Exception as error:
            found = ["crashed"]
            print(f"{path.name}: {error!r}")
        counts.update(found)
        if {"text", "touched", "layout"} & {*found}:
            print(f"{path.name}: {', '.join(found)}")
    print(", ".join(f"{count} {what}" for what, count in counts.most_common()))


if __name__ == "__main__":
    main()
