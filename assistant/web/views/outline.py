"""The section tree: what each section is, how long, what it lacks, how far the work on it is; and
what the genre wants that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.document import Point, Section
from assistant.findings import Language
from assistant.gaps import Gap, GapKind
from assistant.session import CheckResult, History, Proposal, State, place_name
from assistant.session.counts import gaps_within
from assistant.web.views.doubts import FRAME, facts_of, lacking
from assistant.web.views.markup import counted, say, tag, text
from assistant.web.views.words import STATES


def outline(
    check: CheckResult,
    states: dict[str, State],
    chosen: str | None,
    language: Language,
    history: History | None = None,
    waiting: Sequence[Proposal] = (),
) -> str:
    """Return the tree as a list of buttons; `chosen` is the pressed one, None the whole report.

    `history` tells how many gaps were filled, which a bar shows beside how many are left; what is
    `waiting` which length is asked for and how near it its part comes.
    """
    zh = language is Language.ZH
    target = {part: shown for one in reversed(waiting) for part, shown in _target(one, zh).items()}
    done = _filled(history)
    whole = (0, len(check.report.text))
    title = check.report.title or ("全文" if zh else "Whole report")
    words = facts_of(check, *whole, language)
    if check.gaps:
        words[1] = _to_go(check.gaps, zh)
    facts = _told(words) + target.get("", "") + _bar(check, whole, sum(done.values()), zh)
    rows = [_row("", title, facts, None, chosen is None, 0, language, whole)]
    parts: list[Section | Point] = [*check.report.sections, *check.report.outside()]
    for part in sorted(parts, key=lambda p: p.start):
        if isinstance(part, Section):
            rows += _section(check, part, states, chosen, language, done, target)
        else:
            rows.append(_outside(check, part, states, chosen, language, done, target))
    return tag("ul", "".join(rows), class_="outline") + _lacking(check, language)


def _to_go(gaps: Sequence[Gap], zh: bool) -> str:
    """Return how much is still to be had: places of the text, and whole parts, which are none."""
    parts = sum(g.kind is GapKind.PART for g in gaps)
    places = len(gaps) - parts
    if zh:
        told = [f"{places} 处" if places else "", f"{parts} 个部分" if parts else ""]
        return "还差 " + "、".join(one for one in told if one)
    told = [f"{places}" if places else "", counted(parts, "part") if parts else ""]
    return " and ".join(one for one in told if one) + " to go"


def _filled(history: History | None) -> Counter[str]:
    """Return how many gaps were filled on the way to the current version, by their part's name."""
    line = history.line() if history is not None else ()
    return Counter(c.section for version in line for c in version.changes if c.source)


def _target(waits: Proposal, zh: bool) -> dict[str, str]:
    """Return by the part it is asked of (empty: several) which length is asked for, and the one
    that the proposal comes to."""
    if not waits.asked:
        return {}
    parts = [p.id for p in waits.parts if p.changed]
    name = f"要求 {waits.asked} 字，改后 {waits.words} 字"
    if not zh:
        name = f"asked {waits.asked} 字, comes to {waits.words} 字"
    most = max(waits.words_source, 1)
    share = tag("meter", "", min=0, max=most, high=waits.asked, value=waits.words, aria_label=name)
    shown = tag("span", share + tag("span", text(name)), class_="gone")
    return {parts[0] if len(parts) == 1 else "": shown}


def _bar(check: CheckResult, place: tuple[int, int], done: int, zh: bool) -> str:
    """Return how far the gaps of a place are filled; nothing where there never was one."""
    left = sum(g.kind is not GapKind.PART for g in gaps_within(check, *place))
    if not left + done:
        return ""
    name = f"已补 {done} 处，共 {done + left} 处" if zh else f"{done} of {done + left} filled"
    bar = tag("progress", "", max=done + left, value=done, aria_label=name, title=name)
    told = tag("span", text(f"已补 {done}" if zh else f"{done} filled"))
    return tag("span", bar + told, class_="gone")


def _lacking(check: CheckResult, language: Language) -> str:
    """Return the parts that the genre wants and the report lacks, each with a frame to ask for."""
    zh = language is Language.ZH
    parts = lacking(check)
    if not parts:
        return ""
    genre = check.genre.name.text(language)
    head = f"按“{genre}”还缺：" if zh else f"A {genre} still lacks:"
    frame = FRAME.text(language)
    rows = "".join(
        tag(
            "li",
            text(part.name.text(language))
            + tag(
                "button",
                frame,
                type="button",
                data_part=part.key,
                aria_label=f"{frame}{'：' if zh else ': '}{part.name.text(language)}",
            ),
        )
        for part in parts
    )
    return tag("p", text(head), class_="facts") + tag("ul", rows, class_="lacking")


def _section(
    check: CheckResult,
    section: Section,
    states: dict[str, State],
    chosen: str | None,
    language: Language,
    done: Counter[str],
    target: dict[str, str],
) -> list[str]:
    heading = section.number + section.heading
    facts = _facts(check, section.start, section.end, language) + target.get(section.id, "")
    if section.level == 1:
        zh = language is Language.ZH
        facts += _bar(check, (section.start, section.end), done[heading], zh)
    state = states.get(section.id, State.UNTOUCHED)
    place = (section.start, section.end)
    pressed = chosen == section.id
    rows = [_row(section.id, heading, facts, state, pressed, section.level, language, place)]
    for point in section.points:
        if chosen == section.id or (chosen or "").startswith(f"{section.id}.p"):
            facts = _facts(check, point.start, point.end, language)
            place, pressed = (point.start, point.end), chosen == point.id
            rows.append(_row(point.id, point.lead, facts, None, pressed, 3, language, place))
    for child in section.children:
        rows += _section(check, child, states, chosen, language, done, target)
    return rows


def _outside(
    check: CheckResult,
    part: Point,
    states: dict[str, State],
    chosen: str | None,
    language: Language,
    done: Counter[str],
    target: dict[str, str],
) -> str:
    """Return the row of what stands outside all sections: the opening, the closing."""
    place, name = (part.start, part.end), place_name(part.lead, language)
    facts = _facts(check, *place, language) + target.get(part.id, "")
    facts += _bar(check, place, done[part.lead], language is Language.ZH)
    state = states.get(part.id, State.UNTOUCHED)
    return _row(part.id, name, facts, state, chosen == part.id, 1, language, place)


def _facts(check: CheckResult, start: int, end: int, language: Language) -> str:
    """Return 字数, gaps and findings between two places, in words."""
    return _told(facts_of(check, start, end, language))


def _told(words: list[str]) -> str:
    return " ".join(tag("span", text(one), class_="count") for one in words)


def _row(
    section: str,
    heading: str,
    facts: str,
    state: State | None,
    chosen: bool,
    level: int,
    language: Language,
    place: tuple[int, int],
) -> str:
    mark = ""
    if state is not None and state is not State.UNTOUCHED:
        mark = tag("span", say(STATES[state], language), class_=f"state {state.value}")
    inner = tag("span", text(heading), class_="heading") + tag(
        "span", facts + (" " + mark if mark else ""), class_="facts"
    )
    button = tag(
        "button",
        inner,
        type="button",
        class_=f"row level{min(level, 3)}" + (" chosen" if chosen else ""),
        data_section=section or "all",
        data_place=f"{place[0]}-{place[1]}",
        aria_current="true" if chosen else None,
    )
    return tag("li", button)
