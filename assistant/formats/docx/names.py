"""Names of WordprocessingML, and the few questions that every reader of it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION: Final = f"{{{RELATIONS}}}id"
PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
OFF: Final = frozenset({"0", "false", "off", "none"})


def w(tag: str) -> str:
    """Return the full name of a Word element or attribute."""
    return f"{{{WORD}}}{tag}"


P, R, T, TABLE, ROW, CELL = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
_DELETED: Final = w("delText")
PPR, RPR = w("pPr"), w("rPr")
INS, DEL, MOVE_TO, MOVE_FROM = w("ins"), w("del"), w("moveTo"), w("moveFrom")
SECTION: Final = w("sectPr")
CONTROL, CONTENT = w("sdt"), w("sdtContent")
VAL: Final = w("val")

ALTERNATIVE: Final = f"{{{COMPATIBILITY}}}AlternateContent"
FALLBACK: Final = f"{{{COMPATIBILITY}}}Fallback"
OBJECTS: Final = frozenset(
    {w("drawing"), w("pict"), w("object"), ALTERNATIVE}
    | {f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara", w("altChunk")}
)
"""What a paragraph may hold that is no text: pictures, text boxes, formulas."""

# The order the schema asks for (ECMA-376 17.3.1.26, 17.3.2.28); Word refuses some of the others.
PPR_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
RPR_ORDER: Final = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps",
    "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof",
    "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
SECTION_ORDER: Final = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
SETTINGS_ORDER: Final = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting",
    "documentProtection", "autoFormatOverride", "styleLockTheme", "styleLockQFSet",
    "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "doNotHyphenateCaps", "showEnvelope", "summaryLength", "clickAndTypeStyle",
    "defaultTableStyle", "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting",
    "bookFoldPrintingSheets", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin",
    "drawingGridVerticalOrigin", "doNotShadeFormData", "noPunctuationKerning",
    "characterSpacingControl",
)  # fmt: skip
_RANKS: Final = {
    PPR: {w(tag): rank for rank, tag in enumerate(PPR_ORDER)},
    RPR: {w(tag): rank for rank, tag in enumerate(RPR_ORDER)},
    SECTION: {w(tag): rank for rank, tag in enumerate(SECTION_ORDER)},
    w("settings"): {w(tag): rank for rank, tag in enumerate(SETTINGS_ORDER)},
}


_MEASURE: Final = re.compile(r"(-?\d{1,7}(?:\.\d{1,6})?)(pt|mm|cm|in|pc|pi|)")
_TWIPS: Final = {"": 1, "pt": 20, "mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440,
                 "pc": 240, "pi": 240}  # fmt: skip


def make(tag: str, /, *children: Any, **attributes: str) -> Any:
    """Return a new Word element with Word attributes around `children`."""
    element = etree.Element(w(tag), nsmap={"w": WORD})
    for name, value in attributes.items():
        element.set(w(name), value)
    element.extend(children)
    return element


def drop(parent: Any, *tags: str) -> None:
    """Take the children of these names out of an element."""
    for child in list(parent.iterchildren(*map(w, tags))):
        parent.remove(child)


def put(parent: Any, *children: Any) -> None:
    """Put each child where the schema wants it in properties, in place of one of its name."""
    ranks = _RANKS[parent.tag]
    for child in children:
        for old in parent.findall(child.tag):
            parent.remove(old)
        rank = ranks[child.tag]
        parent.insert(sum(1 for other in parent if ranks.get(other.tag, 99) < rank), child)


def properties(element: Any) -> Any:
    """Return the properties of a paragraph or run, made where it has none."""
    tag = PPR if element.tag == P else RPR
    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(0, found)
    return found


def value(element: Any, default: str = "") -> str:
    """Return the `w:val` of an element, `default` without the element."""
    return default if element is None else str(element.get(VAL, default))


def twips(text: str) -> int | None:
    """Return a measure in twips: a bare number is in them, else a unit follows (595.3pt, 21cm)."""
    match = _MEASURE.fullmatch(text)
    return None if match is None else round(float(match[1]) * _TWIPS[match[2]])


def is_on(properties_of: Any, tag: str) -> bool | None:
    """Return whether a switch of these properties is on; None where they do not say."""
    mark = None if properties_of is None else properties_of.find(w(tag))
    return None if mark is None else mark.get(VAL, "1") not in OFF


def has(element: Any, tags: Iterable[str]) -> bool:
    """Whether an element holds one of these tags anywhere below it."""
    return next(element.iter(*tags), None) is not None


def emoji_of(alternative: Any) -> str:
    """Return the character, an emoji, that a run holds in two forms for newer and older programs.

    Empty where it is anything else that has two forms: a drawing, a paragraph.
    """
    fallback = alternative.find(FALLBACK)
    inside = fallback is not None and alternative.getparent().tag == R
    return "".join(t.text or "" for t in fallback.iterchildren(T, _DELETED)) if inside else ""


def has_object(element: Any) -> bool:
    """Whether an element holds a picture, a text box or a formula."""
    return any(o.tag != ALTERNATIVE or not emoji_of(o) for o in element.iter(*OBJECTS))


def mark_of(paragraph: Any, tag: str) -> Any:
    """Return the revision (`ins`, `del`) of a paragraph's mark, or None."""
    found = paragraph.find(PPR)
    inner = None if found is None else found.find(RPR)
    return None if inner is None else inner.find(w(tag))


def mark_look(paragraph: Any) -> Any:
    """Return the run properties of a paragraph's mark, made where it has none."""
    form = properties(paragraph)
    if form.find(RPR) is None:
        put(form, etree.Element(RPR))
    return form.find(RPR)


def is_landscape(section: Any) -> bool:
    """Whether a section's pages lie on their side."""
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


class StyleTree(dict[str, Any]):
    """The styles of a file, or those of one kind, by ID; `root` may be None."""

    def __init__(self, root: Any, kind: str = "") -> None:
        styles = () if root is None else root.iterchildren(w("style"))
        super().__init__(
            (named, s)
            for s in styles
            if kind in ("", s.get(w("type"))) and (named := s.get(w("styleId")))
        )

    def upwards(self, name: str) -> Iterator[Any]:
        """Yield a style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while name in self and name not in seen:
            seen.add(name)
            yield self[name]
            name = value(self[name].find(w("basedOn")))


def leaves(paragraph: Any) -> bool:
    """Whether a paragraph's mark is deleted or moved away, so that it reads on in the next one."""
    return any(mark_of(paragraph, tag) is not None for tag in ("del", "moveFrom"))


def next_block(block: Any) -> Any:
    """Return the paragraph, table or content control behind a block, or None at the end.

    The end of a content control is no end: what follows it counts.
    """
    while block is not None:
        for sibling in block.itersiblings():
            if sibling.tag in (P, TABLE, CONTROL):
                return sibling
        parent = block.getparent()
        block = parent.getparent() if parent is not None and parent.tag == CONTENT else None
    return None
