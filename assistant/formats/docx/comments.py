"""Comments beside tracked changes: the reason, and where a filled figure comes from."""

from __future__ import annotations

from typing import Any, Final

from assistant.formats.docx.edit import new_run
from assistant.formats.docx.names import PPR, P, make, w
from assistant.formats.docx.package import Package
from assistant.formats.docx.stamp import Stamp

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS: Final = "助手"


class Comments:
    """Adds comments to a package; its comments part is made when the first one comes."""

    def __init__(self, package: Package, stamp: Stamp) -> None:
        self._package = package
        self._stamp = stamp
        self._name = next(iter(package.related("comments")), "")

    def add(self, first: Any, last: Any, words: str) -> None:
        """Comment on what stands from one mark to another of the same paragraph."""
        number = self._write(words)
        first, last = _at_paragraph(first), _at_paragraph(last)
        first.addprevious(make("commentRangeStart", id=number))
        end = make("commentRangeEnd", id=number)
        last.addnext(end)
        end.addnext(_reference(number))

    def add_near(self, paragraph: Any, words: str, *, behind: bool) -> None:
        """Comment on a paragraph's end or beginning, about the blocks next to it."""
        number = self._write(words)
        head = paragraph.find(PPR)
        place = len(paragraph) if behind else (0 if head is None else 1)
        start = make("commentRangeStart", id=number)
        end = make("commentRangeEnd", id=number)
        paragraph[place:place] = [start, end, _reference(number)]

    def _write(self, words: str) -> str:
        root = self._part()
        taken = [c.get(w("id"), "") for c in root]
        number = str(max((int(n) for n in taken if n.isdecimal()), default=-1) + 1)
        about = {"author": self._stamp.author, "date": self._stamp.when, "initials": _INITIALS}
        lines = (make("p", new_run(line)) for line in words.split("\n"))
        root.append(make("comment", *lines, id=number, **about))
        return number

    def _part(self) -> Any:
        root = self._package.tree(self._name) if self._name else None
        if root is None:
            root = make("comments")
            self._name = self._package.free("comments")
            self._package.add(self._name, root, "comments", _TYPE)
        self._package.change(self._name)
        return root


def _at_paragraph(mark: Any) -> Any:
    """Return the ancestor of a mark that stands directly in a paragraph."""
    while mark.getparent().tag != P:
        mark = mark.getparent()
    return mark


def _reference(number: str) -> Any:
    return make("r", make("commentReference", id=number))
