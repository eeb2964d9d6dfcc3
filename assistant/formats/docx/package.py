"""The zip of parts that a Word file is: what is not changed comes out byte for byte.

Parts are read when asked for.  Nothing is fetched from outside, whatever a relationship names.
A file in the Strict variant of the format (ISO 29500-1) is read, and written once it is changed,
in the names that all programs know.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from lxml import etree

from assistant.formats.docx.names import CONTENT_TYPES, PACKAGE_RELATIONS, RELATIONS

DOCUMENT: Final = "word/document.xml"
"""Where the body stands in all but a few files; `Package.main` knows where it does in this one."""

_TYPES: Final = "[Content_Types].xml"
_ROOT: Final = "_rels/.rels"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_KINDS: Final = re.compile(rb"(/2006/(?:relationships/)?)(extended|custom)Properties")
_CONFORMANCE: Final = re.compile(rb"""\s(?:\w+:)?conformance=["']strict["']""")
_LARGE: Final = 1024 * 1024
_PARSER: Final = {"resolve_entities": False, "no_network": True, "load_dtd": False} | {
    # A remark in the middle of a text would hide what stands behind it.
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class Package:
    """The parts of a Word file; changed ones are kept aside until `save`."""

    def __init__(self, data: bytes) -> None:
        """`data` is a file that `check_package` has passed."""
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = set(self._zip.namelist())
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()
        self.broken: set[str] = set()
        """The parts asked for that are no XML."""
        self._strict = False
        self.main = self._find_main()
        self._strict = self.main in self._names and _STRICT in self._zip.read(self.main)
        if self._strict:
            self._trees.clear()

    def tree(self, name: str) -> Any:
        """Return the root element of an XML part, or None where there is no such part or it is no
        XML, as `broken` tells."""
        if name not in self._trees:
            if name not in self._names or name in self.broken:
                return None
            # huge_tree stays off: libxml2's own limits on depth and size are wanted here.
            parser = etree.XMLParser(**_PARSER)
            try:
                self._trees[name] = etree.fromstring(self._content(name), parser)
            except etree.XMLSyntaxError:
                self.broken.add(name)
                return None
        return self._trees[name]

    def _find_main(self) -> str:
        """Return the name of the part with the body."""
        relations = self.tree(_ROOT)
        for rel in () if relations is None else relations:
            name = posixpath.normpath(str(rel.get("Target", ""))).lstrip("/")
            if rel.get("Type", "").endswith("/officeDocument") and name in self._names:
                return name
        return DOCUMENT

    def _content(self, name: str) -> bytes:
        data = self._zip.read(name)
        if self._strict and name.endswith((".xml", ".rels")):
            data = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
            data = _STRICT_KINDS.sub(rb"\1\2-properties", data)
            data = _CONFORMANCE.sub(b"", data)
        return data

    def change(self, name: str, tree: Any = None) -> None:
        """Have `save` write a part anew: as it stands in memory, or as `tree`."""
        if tree is not None:
            self._trees[name] = tree
        self._changed.add(name)

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts that the body's part refers to as `kind` (header …)."""
        return [name for rel, name in self._relations() if rel.get("Type", "").endswith(f"/{kind}")]

    def roots(self, kind: str) -> Iterator[Any]:
        """Yield the root elements of the parts of a kind that are there."""
        return (tree for name in self.related(kind) if (tree := self.tree(name)) is not None)

    def root(self, kind: str) -> Any:
        """Return the root of the first part of a kind, or None."""
        return next(self.roots(kind), None)

    def target(self, relation: str) -> str | None:
        """Return the name of the part behind a relationship's ID in the body's part, or None."""
        return next((name for rel, name in self._relations() if rel.get("Id") == relation), None)

    def _relations(self) -> Iterator[tuple[Any, str]]:
        """Yield what the body's part refers to inside the file, with the names of the parts."""
        relations = self.tree(relations_of(self.main))
        folder = posixpath.dirname(self.main)
        for rel in () if relations is None else relations:
            if rel.get("TargetMode") != "External":
                path = posixpath.join("/", folder, rel.get("Target", ""))
                yield rel, posixpath.normpath(path).lstrip("/")

    def external(self) -> list[tuple[str, str]]:
        """Return kind and address of what the file wants from outside, links left out."""
        found: list[tuple[str, str]] = []
        for name in sorted(self._names):
            if name.endswith(".rels"):
                relations = self.tree(name)
                found += [
                    (rel.get("Type", "").rsplit("/", 1)[-1], rel.get("Target", ""))
                    for rel in (() if relations is None else relations)
                    if rel.get("TargetMode") == "External"
                    and not rel.get("Type", "").endswith("/hyperlink")
                ]
        return found

    def add(self, name: str, tree: Any, kind: str, content_type: str) -> str:
        """Add a part that the document refers to as `kind`; return the relationship's ID."""
        self.change(name, tree)
        types = self.tree(_TYPES)
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)
        self.change(_TYPES)
        rels = relations_of(self.main)
        relations = self.tree(rels)
        if relations is None:
            relations = etree.Element(
                f"{{{PACKAGE_RELATIONS}}}Relationships", nsmap={None: PACKAGE_RELATIONS}
            )
        taken = {rel.get("Id") for rel in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = etree.SubElement(relations, f"{{{PACKAGE_RELATIONS}}}Relationship")
        relation.set("Id", f"rId{number}")
        relation.set("Type", f"{RELATIONS}/{kind}")
        relation.set("Target", posixpath.relpath(name, posixpath.dirname(self.main)))
        self.change(rels, relations)
        return f"rId{number}"

    def free(self, stem: str) -> str:
        """Return a name like word/comments.xml or word/footer3.xml that no part has."""
        names = (f"word/{stem}{number or ''}.xml" for number in count())
        return next(n for n in names if n not in self._names and n not in self._trees)

    def save(self) -> bytes:
        """Return the file; the parts keep their order, time and compression."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self._zip.infolist():
                changed = info.filename in self._changed
                content = self._bytes(info.filename) if changed else self._content(info.filename)
                # What was let in at one ratio must not be packed so well that it is refused next.
                level = 1 if len(content) > _LARGE else None
                new.writestr(info, content, info.compress_type, level)
            for name in sorted(self._changed - self._names):
                new.writestr(name, self._bytes(name))
        return stream.getvalue()

    def _bytes(self, name: str) -> bytes:
        data: bytes = etree.tostring(
            self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return data


def relations_of(part: str) -> str:
    """Return the name of the part that lists the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
