"""The parts a laid-out file needs beside its text: styles, fonts, settings, page numbers."""

from __future__ import annotations

from typing import Any, Final

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.edit import new_run
from assistant.formats.docx.names import RPR, is_on, make, put, w
from assistant.formats.docx.package import Package

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def _part(package: Package, kind: str, root: str) -> Any:
    """Return the root of a part that is about to change, made where the file has none."""
    name = next((n for n in package.related(kind) if package.tree(n) is not None), None)
    if name is None:
        name = package.free(kind)
        package.add(name, make(root), kind, f"{_TYPE}{kind}+xml")
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
        name = make("name", val="Normal")
        default = make("style", name, type="paragraph", default="1", styleId="GBNormal")
        styles.append(default)
    # The size that the grid counts in.
    if default.find(RPR) is None:
        default.append(make("rPr"))
    put(default.find(RPR), *_sizes(gb.BODY_SIZE))
    styles.extend(map(_style, gb.STYLES))
    for level, heading in enumerate(gb.HEADINGS, 1):
        own = make("name", val=f"{heading.name}文字"), _look(heading.font, heading.size)
        id_ = gb.heading_text(level)
        styles.append(make("style", *own, type="character", customStyle="1", styleId=id_))


def default_style(styles: Any) -> Any:
    """Return the style that paragraphs without one have, or None."""
    found = (
        style
        for style in styles.iterchildren(w("style"))
        if style.get(w("default")) in ("1", "true", "on") and style.get(w("type")) == "paragraph"
    )
    return next(found, None)


def _sizes(size: int) -> list[Any]:
    return [make(tag, val=str(size)) for tag in ("sz", "szCs")]


def _look(font: str, size: int) -> Any:
    width = [make("w", val=str(gb.CHARACTER_WIDTH))] if size == gb.BODY_SIZE else []
    return make(
        "rPr",
        make("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font),
        make("b", val="0"),
        make("color", val="000000"),
        *width,
        make("kern", val="0"),
        *_sizes(size),
    )


def _style(style: gb.Style) -> Any:
    form = make("pPr")
    # 28 characters a line hold only where nothing is put between Chinese and Latin letters.
    off = ["widowControl", "autoSpaceDE", "autoSpaceDN", "adjustRightInd"]
    if style.size != gb.BODY_SIZE or style is gb.SIGNATURE:
        off.append("snapToGrid")
    # LibreOffice takes this switch the wrong way round: unless it is on, marks hang over the edge
    # there and lines have 29 characters.  In Word it is on by default.
    put(form, make("overflowPunct", val="1"), *(make(tag, val="0") for tag in off))
    put_place(form, style)
    if style.outline is not None:
        put(form, make("outlineLvl", val=str(style.outline)))
    own = make("name", val=style.name), make("qFormat"), form, _look(style.font, style.size)
    return make("style", *own, type="paragraph", customStyle="1", styleId=style.id)


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
    spacing = make("spacing", **edges, line=str(line), lineRule="exact")
    measures: dict[str, str] = {}
    for side, characters in (indents or {"firstLine": style.indent}).items():
        # In hundredths of characters, and in twips for programs without them.
        measures[f"{side}Chars"] = str(round(characters * 100))
        measures[side] = str(round(characters * gb.STEP))
    put(form, spacing, make("ind", **measures), make("jc", val=style.align))


def add_fonts(package: Package) -> None:
    """Name our fonts with what to take where they are missing; none is embedded."""
    fonts = _part(package, "fontTable", "fonts")
    known = {font.get(w("name")): font for font in fonts}
    for name, instead in gb.FALLBACKS.items():
        font = known.get(name)
        if font is None:
            font = make("font", make("charset", val="86"), name=name)
            fonts.append(font)
        if font.find(w("altName")) is None:
            font.insert(0, make("altName", val=instead))


def add_settings(package: Package) -> bool:
    """Tell odd pages from even ones, and let no punctuation be squeezed out of the grid.

    Returns whether the file told them apart before.
    """
    settings = _part(package, "settings", "settings")
    sides = is_on(settings, "evenAndOddHeaders") or False
    spacing = make("characterSpacingControl", val="doNotCompress")
    put(settings, make("evenAndOddHeaders"), spacing)
    return sides


def add_page_numbers(package: Package) -> dict[str, str]:
    """Add the footers `— 1 —`, odd pages right and even ones left; return their relationships."""
    references: dict[str, str] = {}
    for kind, side in (("default", "right"), ("even", "left")):
        twips = str(gb.NUMBER_SIZE * 10)
        place = make("ind", **{f"{side}Chars": "100", side: twips}), make("jc", val=side)
        code = make("instrText")
        code.text = "PAGE"
        begin, separate, end = (
            make("fldChar", fldCharType=part) for part in ("begin", "separate", "end")
        )
        field = (make("r", part) for part in (begin, code, separate))
        paragraph = make(
            "p",
            make("pPr", make("pStyle", val=gb.NUMBER.id), *place),
            *(new_run("— "), *field, new_run("1"), make("r", end), new_run(" —")),
        )
        name = package.free("footer")
        footer = make("ftr", paragraph)
        references[kind] = package.add(name, footer, "footer", f"{_TYPE}footer+xml")
    return references
