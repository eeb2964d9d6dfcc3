"""The parts a laid-out file needs beside its text: styles, fonts, settings, page numbers."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.names import PPR, RPR, WORD, P, is_on, make, properties, put, w
from assistant.formats.docx.package import Package

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_BEFORE_EVEN: Final = (
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
    "defaultTableStyle",
)  # fmt: skip
_BEFORE_SPACING: Final = (
    *_BEFORE_EVEN, "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting",
    "bookFoldPrintingSheets", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin",
    "drawingGridVerticalOrigin", "doNotShadeFormData", "noPunctuationKerning",
)  # fmt: skip


def _part(package: Package, kind: str, root: str) -> Any:
    """Return the root of a part that is about to change, made where the file has none."""
    name = next((n for n in package.related(kind) if package.tree(n) is not None), None)
    if name is None:
        name = package.free(kind)
        package.add(name, etree.Element(w(root), nsmap={"w": WORD}), kind, f"{_TYPE}{kind}+xml")
    package.change(name)
    return package.tree(name)


def add_styles(package: Package) -> None:
    """Put our styles into a file, in place of those of an earlier run; set the standard size."""
    styles = _part(package, "styles", "styles")
    ours = {style.id for style in gb.STYLES} | {gb.heading_text(n) for n in range(1, 5)}
    for old in styles.findall(w("style")):
        if old.get(w("styleId")) in ours:
            styles.remove(old)
    default = default_style(styles)
    if default is None:
        default = make("style", type="paragraph", default="1", styleId="GBNormal")
        default.append(make("name", val="Normal"))
        styles.append(default)
    _set_size(default)
    for style in gb.STYLES:
        styles.append(_style(style))
    for level, heading in enumerate(gb.HEADINGS, 1):
        text = make("style", type="character", customStyle="1", styleId=gb.heading_text(level))
        text.append(make("name", val=f"{heading.name}文字"))
        text.append(_look(heading.font, heading.size))
        styles.append(text)


def default_style(styles: Any) -> Any:
    """Return the style that paragraphs without one have, or None."""
    found = (
        style
        for style in styles.iterchildren(w("style"))
        if style.get(w("default")) in ("1", "true", "on") and style.get(w("type")) == "paragraph"
    )
    return next(found, None)


def _set_size(style: Any) -> None:
    """Give the default style the size that the grid counts in."""
    look = style.find(RPR)
    if look is None:
        look = etree.SubElement(style, RPR)
    for tag in ("sz", "szCs"):
        put(look, make(tag, val=str(gb.BODY_SIZE)))


def _look(font: str, size: int) -> Any:
    look = etree.Element(RPR)
    put(look, make("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
    put(look, make("b", val="0"))
    put(look, make("color", val="000000"))
    if size == gb.BODY_SIZE:
        put(look, make("w", val=str(gb.CHARACTER_WIDTH)))
    put(look, make("kern", val="0"))
    for tag in ("sz", "szCs"):
        put(look, make(tag, val=str(size)))
    return look


def _style(style: gb.Style) -> Any:
    element = make("style", type="paragraph", customStyle="1", styleId=style.id)
    element.append(make("name", val=style.name))
    element.append(make("qFormat"))
    form = etree.SubElement(element, PPR)
    # 28 characters a line hold only where nothing is put between Chinese and Latin letters.
    for tag in ("widowControl", "autoSpaceDE", "autoSpaceDN", "adjustRightInd"):
        put(form, make(tag, val="0"))
    # LibreOffice takes this switch the wrong way round: unless it is on, marks hang over the edge
    # there and lines have 29 characters.  In Word it is on by default.
    put(form, make("overflowPunct", val="1"))
    if style.size != gb.BODY_SIZE or style is gb.SIGNATURE:
        put(form, make("snapToGrid", val="0"))
    put_place(form, style)
    if style.outline is not None:
        put(form, make("outlineLvl", val=str(style.outline)))
    element.append(_look(style.font, style.size))
    return element


def put_place(
    form: Any,
    style: gb.Style,
    *,
    before: bool = False,
    after: bool = False,
    **indents: float,
) -> None:
    """Say in the properties of a style or paragraph how its lines stand: spacing, indent, sides.

    `before` and `after` ask for a blank line; `indents` are characters, in place of the style's.
    """
    line = gb.NUMBER_SIZE * 10 if style is gb.NUMBER else gb.LINE
    edges = {"before": str(gb.LINE * before), "after": str(gb.LINE * after)}
    put(form, make("spacing", **edges, line=str(line), lineRule="exact"))
    measures: dict[str, str] = {}
    for side, characters in (indents or {"firstLine": style.indent}).items():
        # In hundredths of characters, and in twips for programs without them.
        measures[f"{side}Chars"] = str(round(characters * 100))
        measures[side] = str(round(characters * gb.STEP))
    put(form, make("ind", **measures))
    put(form, make("jc", val=style.align))


def add_fonts(package: Package) -> None:
    """Name our fonts with what to take where they are missing; none is embedded."""
    fonts = _part(package, "fontTable", "fonts")
    known = {font.get(w("name")): font for font in fonts}
    for name, instead in gb.FALLBACKS.items():
        font = known.get(name)
        if font is None:
            font = make("font", name=name)
            font.append(make("charset", val="86"))
            fonts.append(font)
        if font.find(w("altName")) is None:
            font.insert(0, make("altName", val=instead))


def add_settings(package: Package) -> bool:
    """Tell odd pages from even ones, and let no punctuation be squeezed out of the grid.

    Returns whether the file told them apart before.
    """
    settings = _part(package, "settings", "settings")
    sides = is_on(settings, "evenAndOddHeaders") or False
    _put_setting(settings, make("evenAndOddHeaders"), _BEFORE_EVEN)
    spacing = make("characterSpacingControl", val="doNotCompress")
    _put_setting(settings, spacing, _BEFORE_SPACING)
    return sides


def _put_setting(settings: Any, setting: Any, before: tuple[str, ...]) -> None:
    for old in settings.findall(setting.tag):
        settings.remove(old)
    earlier = {w(tag) for tag in before}
    place = max((n for n, child in enumerate(settings, 1) if child.tag in earlier), default=0)
    settings.insert(place, setting)


def add_page_numbers(package: Package) -> dict[str, str]:
    """Add the footers `— 1 —`, odd pages right and even ones left; return their relationships."""
    references: dict[str, str] = {}
    for kind, side, indent in (("default", "right", "right"), ("even", "left", "left")):
        footer = etree.Element(w("ftr"), nsmap={"w": WORD})
        paragraph = etree.SubElement(footer, P)
        form = properties(paragraph)
        put(form, make("pStyle", val=gb.NUMBER.id))
        twips = str(gb.NUMBER_SIZE * 10)
        put(form, make("ind", **{f"{indent}Chars": "100", indent: twips}))
        put(form, make("jc", val=side))
        for part in ("— ", "begin", "code", "separate", "1", "end", " —"):
            run = etree.SubElement(paragraph, w("r"))
            if part == "code":
                etree.SubElement(run, w("instrText")).text = "PAGE"
            elif part in ("begin", "separate", "end"):
                run.append(make("fldChar", fldCharType=part))
            else:
                text = etree.SubElement(run, w("t"))
                text.text = part
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        name = package.free("footer")
        references[kind] = package.add(name, footer, "footer", f"{_TYPE}footer+xml")
    return references
