"""Where a figure, a title or words come from, what became of them, and whether they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chat.answers.model import Answer, Question, Span, joined, part_at, short
from assistant.facts import Fact
from assistant.figures import Figure, find_figures
from assistant.findings import Language, Message
from assistant.matching.said import SaidFigure, shown
from assistant.outline import parse
from assistant.session import Proposal, Version, source_name
from assistant.session.plain.words import nearest, places_of
from assistant.verify import TraceStatus
from assistant.wordcount import pairs_of

_TITLE = re.compile("《[^《》\n]{2,60}》")
_SHOWN = 4
_HALF = 0.5
"""The share of a subject's pairs of characters that a figure's clause must have."""
_STATUS = {
    TraceStatus.KEPT: Message("照原样保留", "is kept"),
    TraceStatus.MOVED: Message("保留，换了位置", "is kept at another place"),
    TraceStatus.MERGED: Message("并到了同样的一处", "is told at one place with the other"),
    TraceStatus.FILLED: Message("由空缺补上", "fills a gap"),
    TraceStatus.DROPPED: Message("没有了", "is left out"),
}


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is asked about, a figure or words, and how it is found in a text."""

    name: str
    figure: SaidFigure | None = None

    def places(self, text: str) -> list[Span]:
        """Return where it stands in a text: a figure said of what was named, where any is."""
        if self.figure is None:
            return places_of(self.name, text, [(0, len(text))])
        found = self.figures(text)
        return [(f.start, f.end) for f in found]

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text that are meant: of the subject named, where any are."""
        if self.figure is None:
            return []
        found = [f for f in find_figures(text) if self.figure.means(f)]
        fitting = [f for f in found if self.figure.fits(f, text)]
        return fitting or found

    def another(self, text: str) -> bool:
        """Whether a text speaks of the subject, but has the value for something else only."""
        said = self.figure
        if said is None or len(said.of) < 2 or said.of not in text:
            return False
        return not any(said.fits(f, text) for f in self.figures(text))


def titles_in(text: str) -> Iterator[Span]:
    """Yield where a text names a title in 《》."""
    for match in _TITLE.finditer(text):
        yield match.span()


def _things(asked: Question) -> list[_Thing]:
    """Return what is asked about: figures, titles, quotations, else the figures of a subject."""
    found = [_Thing(f.text, f) for f in asked.figures]
    found += [_Thing(words) for words in (*asked.titles, *asked.quotes)]
    return found


def _subject(asked: Question) -> list[Figure]:
    """Return the figures that are said of what the sentence names in words (培训场次)."""
    words = asked.rest
    if asked.named or len(words) < 2:
        return []
    pairs = pairs_of(words)
    shares: dict[float, list[Figure]] = {}
    for figure in asked.check.figures:
        if asked.within(figure.start, figure.end):
            clause = figure.subject + _clause(asked.text, figure)
            share = sum(pair in clause for pair in pairs) / len(pairs)
            shares.setdefault(share, []).append(figure)
    best = max(shares, default=0.0)
    return shares[best] if best >= _HALF else []


def _clause(text: str, figure: Figure) -> str:
    low = max((text.rfind(mark, 0, figure.start) for mark in "，。；：、\n"), default=-1) + 1
    stops = [text.find(mark, figure.end) for mark in "，。；：、\n"]
    return text[low : min((s for s in stops if s >= 0), default=len(text))]


def there(asked: Question) -> Answer | None:
    """Say whether a figure, title or words stand in the report, and where."""
    things = _things(asked)
    if not things and asked.narrow and asked.has("have") and len(asked.rest) < 2:
        where = asked.where()
        said = Message(f"有：{where.zh}，{asked.words} 字。", f"Yes: {where.en}, {asked.words} 字.")
        return Answer(said, asked.scope)
    if not things:
        figures = _subject(asked)
        if not figures and asked.has("have") and len(asked.rest) >= 2:
            things = [_Thing(asked.rest)]
        elif not figures:
            return None
        else:
            listed = "；".join(f"“{shown(f, asked.text)}”" for f in figures[:_SHOWN])
            said = Message(f"写了：{listed}。", f"It says: {listed}.")
            return Answer(said, tuple((f.start, f.end) for f in figures))
    lines: list[Message] = []
    places: list[Span] = []
    for thing in things:
        found = [p for p in thing.places(asked.text) if asked.within(*p)]
        places += found
        lines.append(_stands(thing, found, asked))
    return Answer(joined(lines), tuple(places))


def _stands(thing: _Thing, found: list[Span], asked: Question) -> Message:
    where = asked.where()
    if not found:
        near = "" if thing.figure else nearest(thing.name, asked.text, list(asked.scope))
        return Message(
            f"{where.zh}没有“{thing.name}”" + (f"，最接近的是“{near}”。" if near else "。"),
            f"“{thing.name}” is not in {where.en}"
            + (f"; the nearest is “{near}”." if near else "."),
        )
    listed = _listed(found, asked)
    return Message(
        f"有，“{thing.name}”在{where.zh}有 {len(found)} 处：{listed}。",
        f"Yes, “{thing.name}” stands at {len(found)} places in {where.en}: {listed}.",
    )


def _listed(found: list[Span], asked: Question) -> str:
    names = [f"{part_at(asked.report, a)}“{_around(asked.text, a, b)}”" for a, b in found[:_SHOWN]]
    return "；".join(names) + ("……" if len(found) > _SHOWN else "")


def _around(text: str, start: int, end: int) -> str:
    low = max(start - 12, text.rfind("\n", 0, start) + 1)
    before = re.split("[。；]", text[low:start])[-1]
    return short((before + text[start:end]).strip("，、： "), 40)


def source(asked: Question) -> Answer | None:
    """Say where a figure or words come from: the text as opened, a fact, the author."""
    things = _things(asked)
    if not things:
        things = [_Thing(f.text, SaidFigure("", f.text, f)) for f in _subject(asked)[:_SHOWN]]
    if not things:
        if not asked.has("open"):
            return None
        return Answer(
            Message(
                "您问的是哪个数或哪句话的出处？请把它写出来，例如“3.6亿元哪来的”。",
                "Whose source do you mean? Name the figure or quote the words.",
            )
        )
    lines: list[Message] = []
    places: list[Span] = []
    for thing in things:
        found = [p for p in thing.places(asked.text) if asked.within(*p)]
        places += found
        lines.append(_origin(thing, found, asked))
    return Answer(joined(lines), tuple(places))


def _origin(thing: _Thing, found: list[Span], asked: Question) -> Message:
    """Return where one thing comes from, in the order in which its first trace is to be seen."""
    if thing.figure is not None and found and thing.another(asked.text):
        return Message(
            f"“{thing.figure.of}”没有写“{thing.name}”；这个数说的是：{_listed(found, asked)}。",
            f"“{thing.name}” is not said of “{thing.figure.of}”, but of: {_listed(found, asked)}.",
        )
    opened = asked.session.history.versions[0].text
    then = thing.places(opened)
    filled = _filled(thing, asked)
    if then:
        report = parse(opened, styles=asked.report.styles) if opened != asked.text else asked.report
        places = [f"{part_at(report, a)}“{_around(opened, a, b)}”" for a, b in then[:_SHOWN]]
        where = "；".join(places)
        more = _facts(thing, asked.session.facts)
        now = "" if found else "，现在的报告里没有了"
        return Message(
            f"“{thing.name}”是原文就有的：{where}{now}。" + (more.zh if more else ""),
            f"“{thing.name}” stood in the report as opened: {where}"
            + ("" if found else "; it is not in the report now")
            + "."
            + (more.en if more else ""),
        )
    if filled is not None:
        return filled
    known = _facts(thing, asked.session.facts)
    if found and known is not None:
        return Message(f"“{thing.name}”原文没有。{known.zh}", f"{thing.name}: {known.en}")
    if found:
        version = next(v for v in asked.session.history.line() if thing.places(v.text))
        return Message(
            f"“{thing.name}”原文没有，是第 {version.number} 步（{version.what.zh}）写进来的，"
            "没有查到别的出处，请核对。",
            f"“{thing.name}” came in with step {version.number} ({version.what.en}); it has no "
            "other source: please check.",
        )
    if asked.proposal is not None and thing.places(asked.proposal.text):
        return Message(
            f"“{thing.name}”原文没有，是在等您决定的这份建议里新写的，没有出处，请核对。",
            f"“{thing.name}” is new in the proposal that waits and has no source: please check.",
        )
    if known is not None:
        return Message(
            f"“{thing.name}”报告里没有。{known.zh}",
            f"“{thing.name}” is not in the report. {known.en}",
        )
    return _stands(thing, [], asked)


def _filled(thing: _Thing, asked: Question) -> Message | None:
    """Return what is recorded of a value that was filled in: its source, and the step."""
    for version in asked.session.history.line()[1:]:
        for change in version.changes:
            if change.source and (thing.places(change.new) or _same_value(thing, change.new)):
                who, who_en = (source_name(change.source, one) for one in Language)
                return Message(
                    f"“{thing.name}”是第 {version.number} 步补上的（{change.section}），"
                    f"出处：{who}。",
                    f"“{thing.name}” was filled in with step {version.number} "
                    f"({change.section}); source: {who_en}.",
                )
    for part in asked.proposal.parts if asked.proposal is not None else ():
        for fill in part.fills:
            if fill.value and _same_value(thing, fill.value):
                who, who_en = (source_name(fill.source, one) for one in Language)
                return Message(
                    f"“{thing.name}”是这份建议补上的（{part.heading}），出处：{who}。",
                    f"“{thing.name}” is filled in by this proposal ({part.heading}); "
                    f"source: {who_en}.",
                )
    return None


def _same_value(thing: _Thing, value: str) -> bool:
    """Whether a value that was written into a gap, its unit behind it, is the one asked about."""
    if thing.figure is None:
        return thing.name.strip("《》") in value
    number = re.search(r"\d[\d,]*(?:\.\d+)?", thing.figure.text)
    return (
        number is not None
        and re.search(rf"(?<![\d.]){re.escape(number.group())}(?![\d.])", value) is not None
    )


def _facts(thing: _Thing, facts: tuple[Fact, ...]) -> Message | None:
    """Return which facts state it, with their sources."""
    listed = []
    for fact in facts:
        stated = f"{fact.name}{fact.value}{fact.unit}"
        if thing.places(stated) or (thing.figure is None and thing.name in stated):
            listed.append((stated, fact.source))
    if not listed:
        return None
    zh = "；".join(f"{said}（{source_name(who, Language.ZH)}）" for said, who in listed[:_SHOWN])
    en = "; ".join(f"{said} ({source_name(who, Language.EN)})" for said, who in listed[:_SHOWN])
    return Message(f"数据表里有：{zh}。", f"The facts have it: {en}.")


def fate(asked: Question) -> Answer | None:
    """Say what became of a figure, title or words: in the proposal, then through the versions."""
    things = _things(asked)
    if not things and len(asked.rest) >= 2:
        known = (asked.text, asked.session.history.versions[0].text)
        things = [_Thing(asked.rest)] if any(asked.rest in text for text in known) else []
    if not things:
        return None
    lines: list[Message] = []
    places: list[Span] = []
    for thing in things:
        now = [p for p in thing.places(asked.text) if asked.within(*p)]
        places += now
        lines.append(_became(thing, now, asked))
    return Answer(joined(lines), tuple(places))


def _became(thing: _Thing, now: list[Span], asked: Question) -> Message:
    if now:
        if asked.proposal is not None:
            told = _in_proposal(thing, asked.proposal)
            if told is not None:
                return told
        return Message(
            f"“{thing.name}”还在：{_listed(now, asked)}。",
            f"“{thing.name}” is still there: {_listed(now, asked)}.",
        )
    gone = _dropped_by(thing, asked)
    if gone is not None:
        version, before = gone
        report = parse(before.text, styles=asked.report.styles)
        place = thing.places(before.text)[0]
        where = f"{part_at(report, place[0])}“{_around(before.text, *place)}”"
        return Message(
            f"“{thing.name}”原来在{where}，第 {version.number} 步（{version.what.zh}）以后没有了；"
            "可以撤销，或把那一部分恢复成原来的写法。",
            f"“{thing.name}” stood in {where} and went with step {version.number} "
            f"({version.what.en}); undo that step, or bring that part back.",
        )
    if asked.proposal is not None and thing.places(asked.proposal.text):
        return Message(
            f"“{thing.name}”现在的报告里没有，在等您决定的建议里才有。",
            f"“{thing.name}” is not in the report, only in the proposal that waits.",
        )
    return _stands(thing, [], asked)


def _in_proposal(thing: _Thing, found: Proposal) -> Message | None:
    """Return what a proposal does with it, by its trace; None where it does not touch it."""
    for part in found.parts:
        for item in part.trace:
            if item.from_span is None or not thing.places(item.text):
                continue
            if thing.figure is not None and thing.figure.of:
                low, high = item.from_span
                around = part.basis[max(0, low - 14) : high + 7]
                if thing.figure.of not in around:
                    continue
            status = _STATUS[item.status]
            kept = item.to_span is not None
            where = _around(part.output, *item.to_span) if item.to_span else ""
            return Message(
                f"“{thing.name}”在这份建议的“{short(part.heading, 18)}”里{status.zh}"
                + (f"：“{where}”。" if kept else "；现在的报告里还在，不采用就不会丢。"),
                f"“{thing.name}” {status.en} in the proposal for “{short(part.heading, 18)}”"
                + (f": “{where}”." if kept else "; the report still has it unless you adopt that."),
            )
    if thing.places(found.base) and not thing.places(found.text):
        return Message(
            f"“{thing.name}”在这份建议里没有了；现在的报告里还在，不采用就不会丢。",
            f"“{thing.name}” is left out by the proposal; the report still has it unless you adopt "
            "that.",
        )
    return None


def _dropped_by(thing: _Thing, asked: Question) -> tuple[Version, Version] | None:
    """Return the version with which it went, and the one before that."""
    line = asked.session.history.line()
    for before, version in zip(reversed(line[:-1]), reversed(line[1:]), strict=True):
        if thing.places(before.text) and not thing.places(version.text):
            return version, before
    return None
