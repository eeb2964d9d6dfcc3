"""Where a report holds the parts of its genre, in whatever shape it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.document import Report
from assistant.genres.loader import library
from assistant.genres.model import (
    Found,
    Genre,
    Part,
    PartMatch,
    Priority,
    Stage,
    pattern,
)
from assistant.genres.papers import is_other_paper, title_of
from assistant.genres.places import Place, Places
from assistant.genres.recognise import GENERAL
from assistant.patterns import compile_late

# Problems and next steps said in one sentence do not stand in the first lines of a report.
_ENDING_FROM = 0.1
_HAN, _WORD = compile_late(r"[\u4e00-\u9fff]+"), compile_late(r"[\W_]+")
_SCORE = {Priority.REQUIRED: 3, Priority.RECOMMENDED: 1, Priority.OPTIONAL: 0}


def locate_parts(report: Report, genre: Genre, places: Places | None = None) -> list[PartMatch]:
    """Return one match per part of the genre, in the genre's order.

    A part is found as a section or a point that its words head, as a paragraph that is about it,
    or as one sentence that states it; words that merely occur do not make a part.  A 述 of the
    title that the genre does not list is added as a required part.  What no genre was found for
    and the title calls a paper of another kind (通知, 请示), or what is not written in Chinese, is
    asked for nothing.  `places` are
    those of the report, where they are known already.
    """
    places = places or Places(report)
    title = title_of(report)
    parts = _with_promised(genre, title)
    found = {part.key: _find(part, places) for part in parts if not part.rest}
    claimed = {
        match[0].section
        for match in found.values()
        if match is not None and match[1] is Found.SECTION
    }
    for part in parts:
        if part.rest:
            found[part.key] = _rest(part, places, claimed) or _find(part, places)
    free = genre.id == GENERAL and (is_other_paper(report) or not _is_chinese(report.text))
    return [_match(part, title, free, found[part.key]) for part in parts]


def _is_chinese(text: str) -> bool:
    """Tell whether the words that find parts can be expected in a text at all."""
    return (len(text) - len(_HAN.sub("", text))) * 5 >= len(_WORD.sub("", text))


def structure_score(matches: Iterable[PartMatch]) -> float:
    """Return the share of the wanted parts that are present, 0 to 1, required ones thrice."""
    wanted = present = 0
    for match in matches:
        weight = _SCORE[match.priority]
        wanted += weight
        present += weight * match.present
    return round(present / wanted, 3) if wanted else 1.0


def _with_promised(genre: Genre, title: str) -> Sequence[Part]:
    """Return the genre's parts and those that only the title asks for, these before the ending."""
    known = {part.title for part in genre.parts if part.title}
    extra = [
        part
        for part in library().values()
        if part.title and part.title not in known and pattern(part.title).search(title)
    ]
    if not extra:
        return genre.parts
    body = [part for part in genre.parts if part.stage is not Stage.ENDING]
    return [*body, *extra, *genre.parts[len(body) :]]


def _match(part: Part, title: str, free: bool, found: tuple[Place, Found] | None) -> PartMatch:
    priority = Priority.OPTIONAL if free else part.priority_under(title)
    if found is None:
        return PartMatch(part, priority, present=False)
    place, how = found
    return PartMatch(part, priority, True, place.section, place.start, place.end, how)


def _find(part: Part, places: Places) -> tuple[Place, Found] | None:
    """Return the best place of a part: a heading before a point before text."""
    chosen = -1 if part.stage is Stage.ENDING else 0
    headed = [p for p in places.headings if _heads(part, p)]
    if headed:
        level = min(p.level for p in headed)
        return [p for p in headed if p.level == level][chosen], Found.SECTION
    pointed = [p for p in places.points if _heads(part, p)]
    if pointed:
        return pointed[chosen], Found.PARAGRAPH
    if part.block is not None:
        block = _block(part.block, places)
        if block is not None:
            return block, Found.PARAGRAPH
    about = _about(part, places)
    if about is not None:
        return about, Found.PARAGRAPH
    return _stated(part, places)


def _heads(part: Part, place: Place) -> bool:
    if not part.heading or not pattern(*part.heading).search(place.text):
        return False
    return not (part.heading_not and pattern(*part.heading_not).search(place.text))


def _block(kind: str, places: Places) -> Place | None:
    blocks = [b for b in places.report.blocks if b.kind.value == kind]
    if not blocks:
        return None
    start, end = blocks[0].start, blocks[-1].end
    return Place(places.report.text[start:end], start, end, None)


def _about(part: Part, places: Places) -> Place | None:
    """Return the paragraph that holds most of the part's topics, if it holds enough."""
    if not part.topics:
        return None
    best, most = None, part.topics_needed - 1
    for place in places.paragraphs:
        count = sum(topic in place.text for topic in part.topics)
        if count > most:
            best, most = place, count
    return best


def _stated(part: Part, places: Places) -> tuple[Place, Found] | None:
    """Return the sentence that states the part; the paragraph, where it opens one."""
    if not part.statement:
        return None
    sentences: Sequence[Place] = (*places.opening, *places.sentences)
    if part.stage is Stage.OPENING:
        sentences = places.opening
    elif part.stage is Stage.ENDING:
        least = len(places.report.text) * _ENDING_FROM
        sentences = [s for s in reversed(places.sentences) if s.start >= least]
    says = pattern(*part.statement)
    denies = pattern(*part.statement_not) if part.statement_not else None
    first = {p.start: p for p in places.paragraphs}
    best: Place | None = None
    for sentence in sentences:
        if not says.search(sentence.text) or (denies and denies.search(sentence.text)):
            continue
        if part.stage is Stage.ENDING and sentence.start in first:
            paragraph = first[sentence.start]
            if not any(h.start == sentence.start for h in places.headings):
                return paragraph, Found.PARAGRAPH
        best = best or sentence
    return (best, Found.SENTENCE) if best else None


def _rest(part: Part, places: Places, claimed: set[str | None]) -> tuple[Place, Found] | None:
    """Return the section that is the bulk of what no other part claims.

    Outermost sections only; one whose heading names the part goes before a longer one.
    """
    outermost = [p for p in places.headings if p.level == places.headings[0].level]
    free = [p for p in outermost if p.section not in claimed]
    if not free:
        return None
    return max(free, key=lambda p: (_heads(part, p), p.end - p.start)), Found.SECTION
