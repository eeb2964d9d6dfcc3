"""What became of a text, phrase by phrase, as HTML."""

from __future__ import annotations

from markupsafe import Markup, escape

from assistant.diff import changes


def phrases(old: str, new: str) -> Markup:
    """Return `old` with what was taken out as <del> and what came in as <ins>, escaped."""
    pieces: list[Markup] = []
    at = 0
    for change in changes(old, new):
        pieces.append(escape(old[at : change.old_start]))
        if change.old_end > change.old_start:
            gone = _visible(old[change.old_start : change.old_end])
            pieces.append(Markup("<del>{}</del>").format(gone))
        if change.new_end > change.new_start:
            come = _visible(new[change.new_start : change.new_end])
            pieces.append(Markup("<ins>{}</ins>").format(come))
        at = change.old_end
    pieces.append(escape(old[at:]))
    return Markup("").join(pieces)


def _visible(text: str) -> str:
    """Return a text of line breaks alone with a mark for each, which could else not be seen."""
    return text.replace("\n", "¶\n") if not text.strip() else text
