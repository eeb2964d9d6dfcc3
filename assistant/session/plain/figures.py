"""A figure corrected by its author, at every place that says it of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.document import Edit, Report, apply_edits
from assistant.errors import UsageError
from assistant.facts import Fact, split_value
from assistant.figures import Figure, FigureKind, find_figures
from assistant.figures.units import is_measured
from assistant.findings import Finding, Message
from assistant.genres.places import Places
from assistant.lint import check_report
from assistant.matching.said import NUMERAL, SaidFigure, grouped, said_with, shown
from assistant.outline import parse
from assistant.session.core import Session
from assistant.session.names import BY_AUTHOR
from assistant.session.plain.proposing import Asked, propose
from assistant.session.plain.words import scope_of
from assistant.session.proposal import Proposal
from assistant.spans import Moved

_CONTRADICTIONS = frozenset(
    ("figure_differs", "part_exceeds_whole", "rate_differs", "change_differs", "period_differs")
)


class SeveralMeant(UsageError):
    """The value stands for several things; `choices` are words that name one of them with it."""

    def __init__(self, message: Message, choices: tuple[str, ...]) -> None:
        super().__init__(message)
        self.choices = choices


def correct(session: Session, old: str, new: str, sections: tuple[str, ...] = ()) -> Proposal:
    """Return the proposal to put the figure `new` for `old` (培训35场, 35场, 35) wherever it is
    said of the same thing in the sections (none: the whole).

    The place keeps its unit where `new` has none.  Adopting it records the figure as a fact of the
    author's.  Raises SeveralMeant where the value stands for several things, and UsageError where
    it does not stand there, is no figure, or comes in a unit the place does not take.
    """
    report = session.report
    wanted, fresh = _read(old), _read(new)
    everywhere = [f for f in find_figures(report.text) if wanted.means(f)]
    scope = scope_of(report, sections)
    here = [f for f in everywhere if any(a <= f.start and f.end <= b for a, b in scope)]
    if not here:
        raise _nowhere(old, wanted, report, everywhere)
    groups = grouped([f for f in here if wanted.fits(f, report.text)])
    if len(groups) != 1:
        raise _several(old, groups or grouped(here), report)
    [places] = groups
    edits = [_least(Edit(*_rewritten(p, fresh, report.text)), report.text) for p in places]
    subject = places[0].subject
    was = report.text[places[0].start : places[0].end]
    now = apply_edits(was, [edits[0].moved(-places[0].start)])
    value, unit = split_value(now)
    fact = Fact("", subject or wanted.of or was, value, unit, BY_AUTHOR)
    notes = [
        Message(
            f"“{subject}”由{was}改为{now}，共 {len(places)} 处。",
            f"“{subject}”: {was} → {now}, {len(places)} places.",
        )
    ]
    others = [f for f in everywhere if f not in places]
    if others:
        listed = "、".join(f"“{shown(f, report.text)}”" for f in others[:4])
        notes.append(
            Message(
                f"另有 {len(others)} 处也是{wanted.text}，没有动：{listed}。",
                f"{wanted.text} also stands at {len(others)} other places, left as they are: "
                f"{listed}.",
            )
        )
    told = list(contradictions(session, edits))
    asked = Asked("correct", f"{old}→{new}", sections, (fact,))
    return propose(session, asked, edits, told=told, notes=notes)


def _read(text: str) -> SaidFigure:
    found = find_figures(text)
    if len(found) != 1:
        raise UsageError(
            f"没有看出“{text}”里是哪一个数，请写成“35个”这样。",
            f"“{text}” is not one figure; write it like 35个.",
        )
    [figure] = found
    return said_with(text, figure)


def _rewritten(place: Figure, fresh: SaidFigure, text: str) -> tuple[int, int, str]:
    """Return which characters of a place become what: its number, and its unit where `fresh` has
    one; words like 近 and 以上 around them stay."""
    said = fresh.figure
    counts = not (is_measured(said.unit) or is_measured(place.unit))
    same = said.base_unit == place.base_unit or (said.kind is place.kind and counts)
    if said.base_unit and place.base_unit and not same:
        raise UsageError(
            f"“{shown(place, text)}”的单位是“{place.unit}”，您写的是“{fresh.text}”，请核对后再改。",
            f"The place counts in “{place.unit}”, and you wrote “{fresh.text}”; please check.",
        )
    if place.kind is not FigureKind.AMOUNT and "分之" in place.text:
        return place.start, place.end, fresh.text if said.unit else f"{fresh.text}%"
    numeral = NUMERAL.search(place.text)
    if numeral is None or place.high is not None or said.high is not None:
        return place.start, place.end, fresh.text if said.unit else fresh.text + place.unit
    start, end = place.start + numeral.start(), place.start + numeral.end()
    # 3.6亿元 → 3.8 keeps 亿元, → 3.8亿 keeps 元, → 38000万元 keeps nothing.
    number = NUMERAL.search(fresh.text)
    scaled = number is not None and len(number.group()) < len(fresh.text)
    if said.unit and place.unit:
        end = place.start + place.text.index(place.unit, numeral.end()) + len(place.unit)
    elif scaled and place.unit:
        end = place.start + place.text.index(place.unit, numeral.end())
    return start, end, fresh.text


def _least(edit: Edit, text: str) -> Edit:
    """Return an edit without the unit that stays as it is at its end."""
    end, new = edit.end, edit.text
    while new and end > edit.start and new[-1] == text[end - 1] and not new[-1].isdigit():
        end, new = end - 1, new[:-1]
    return Edit(edit.start, end, new)


def contradictions(session: Session, edits: Sequence[Edit]) -> Iterator[Finding]:
    """Yield what contradicts itself with the new figure and did not before."""
    report = session.report
    after = parse(apply_edits(report.text, edits), styles=report.styles)
    before = {(f.code, f.evidence) for f in _checked(report, session)}
    cuts, shift = [], 0
    for edit in sorted(edits, key=lambda e: e.start):
        shift += edit.end - edit.start - len(edit.text)
        cuts.append((edit.end - shift, shift))
    for finding in _checked(after, session):
        if (finding.code, finding.evidence) not in before:
            start, end = Moved(cuts).span(finding.start or 0, finding.end or 0)
            yield replace(finding, start=start, end=end)


def _checked(report: Report, session: Session) -> Iterator[Finding]:
    found = check_report(report, session.genre, places=Places(report))
    return (f for f in found if f.code in _CONTRADICTIONS)


def _several(old: str, groups: Sequence[Sequence[Figure]], report: Report) -> SeveralMeant:
    choices = tuple(f"{g[0].subject}{g[0].text}" for g in groups[:6])
    listed = "、".join(f"“{shown(g[0], report.text)}”" for g in groups[:6])
    return SeveralMeant(
        Message(
            f"“{old}”在报告里说的是 {len(groups)} 件事：{listed}。您要改哪一个？",
            f"“{old}” is said of {len(groups)} things: {listed}. Which one is meant?",
        ),
        choices,
    )


def _nowhere(
    old: str, wanted: SaidFigure, report: Report, everywhere: Sequence[Figure]
) -> UsageError:
    if everywhere:
        listed = "、".join(f"“{shown(f, report.text)}”" for f in everywhere[:4])
        return UsageError(
            f"这一部分里没有“{old}”，其他地方有：{listed}。",
            f"“{old}” is not in that part; elsewhere: {listed}.",
        )
    about = [f for f in find_figures(report.text) if wanted.of and wanted.of in f.subject]
    near = "、".join(f"“{shown(f, report.text)}”" for f in about[:4])
    return UsageError(
        f"报告里没有“{old}”这个数" + (f"，有的是{near}。" if near else "。"),
        f"The figure “{old}” is not in the report" + (f"; there is {near}." if near else "."),
    )
