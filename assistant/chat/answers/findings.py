"""What is said twice, what contradicts itself, what is wrong, and why something is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.catalogue import rows
from assistant.chat.answers.model import (
    Answer,
    Question,
    Span,
    capped,
    joined,
    part_at,
    short,
    span_of,
    spans_of_parts,
)
from assistant.findings import Finding, Message, Severity
from assistant.lint.paper import look_at
from assistant.lint.repeats import repeats
from assistant.session import Part
from assistant.session.counts import account, left_out
from assistant.session.plain.words import places_of
from assistant.verify import Verdict

CLASHES = frozenset(
    (
        "figure_differs",
        "part_exceeds_whole",
        "rate_differs",
        "change_differs",
        "period_differs",
        "duties_differ",
        "voice_mixed",
    )
)
_TWICE = frozenset(("sentence_repeated", "unit_repeated"))
_SHOWN, _GAPS, _NAMED = 5, 3, 3


def twice(asked: Question) -> Answer:
    """Say which sentences stand twice, or at how many places the words that are quoted do."""
    if asked.quotes:
        return _quoted_twice(asked)
    check = asked.check
    paper = look_at(
        asked.report, check.genre, figures=check.figures, matches=check.parts, noise=check.noise
    )
    pairs = [
        (here, earlier)
        for here, earlier, _alike in repeats(paper)
        if asked.within(here.start, here.end) or asked.within(earlier.start, earlier.end)
    ]
    running = [
        f
        for f in check.findings
        if f.code in _TWICE and asked.within(f.start, f.end) and not _same(f, pairs)
    ]
    where = asked.where()
    if not pairs and not running:
        return Answer(
            Message(
                f"{where.zh}没有整句重复的话（不到 {20} 字的短句不算）。",
                f"No sentence of {where.en} stands twice (short ones are not counted).",
            )
        )
    lines = [
        Message(
            f"{where.zh}有 {len(pairs) + len(running)} 处重复：",
            f"{where.en}: {len(pairs) + len(running)} repetitions.",
        )
    ]
    for here, earlier in pairs[:_SHOWN]:
        names = [part_at(asked.report, one.start) for one in (earlier, here)]
        lines.append(
            Message(
                f"· “{short(here.text, 30)}”：{names[0]}和{names[1]}都写了",
                f"· “{short(here.text, 30)}”: in {names[0]} and in {names[1]}",
            )
        )
    lines += [_line(f, asked) for f in running[:_SHOWN]]
    places = [(p.start, p.end) for pair in pairs for p in reversed(pair)]
    places += [s for f in running for s in span_of(f)]
    return Answer(joined(lines), tuple(places))


def _same(finding: Finding, pairs: Sequence[tuple[object, object]]) -> bool:
    return any(getattr(here, "start", None) == finding.start for here, _ in pairs)


def _quoted_twice(asked: Question) -> Answer:
    lines: list[Message] = []
    places: list[Span] = []
    for words in asked.quotes:
        found = places_of(words, asked.text, list(asked.scope))
        places += found
        names = "、".join(dict.fromkeys(part_at(asked.report, a) for a, _ in found))
        lines.append(
            Message(
                f"“{short(words)}”在{asked.where().zh}出现 {len(found)} 次"
                + (f"：{names}。" if found else "。"),
                f"“{short(words)}” stands {len(found)} times in {asked.where().en}"
                + (f": {names}." if found else "."),
            )
        )
    return Answer(joined(lines), tuple(places))


def clash(asked: Question) -> Answer:
    """Say where the report contradicts itself."""
    found = [f for f in asked.check.findings if f.code in CLASHES and asked.within(f.start, f.end)]
    where = asked.where()
    if not found:
        return Answer(
            Message(
                f"{where.zh}没有查出前后矛盾的数据、时间和人称（意思上的矛盾要靠您看）。",
                f"No figures, periods or persons of {where.en} contradict each other (a "
                "contradiction in meaning takes a reader).",
            )
        )
    lead = Message(
        f"{where.zh}有 {len(found)} 处对不上：", f"{where.en}: {len(found)} contradictions."
    )
    lines = [lead, *capped([_line(f, asked) for f in found], _SHOWN)]
    return Answer(joined(lines), tuple(s for f in found for s in span_of(f)))


def trouble(asked: Question) -> Answer:
    """Say what is wrong: of the proposal that waits where no part is named, else of the report."""
    if asked.proposal is not None and not asked.parts and asked.has("state"):
        return _of_proposal(asked)
    found = [f for f in asked.check.findings if asked.within(f.start, f.end)]
    told = [f for f in found if f.severity is not Severity.INFO] or found
    told.sort(key=lambda f: (f.severity.rank, f.start or 0))
    gaps = [g for g in asked.check.gaps if asked.within(g.start, g.end) and g.kind.value != "part"]
    noise = [n for n in asked.check.noise if asked.within(n.start, n.end)]
    where = asked.where()
    lines = [
        Message(
            f"{where.zh}：{len(told)} 处问题，{len(gaps)} 处空缺，{len(noise)} 处无关文字。",
            f"{where.en}: {len(told)} findings, {len(gaps)} gaps, {len(noise)} pieces of text "
            "that do not belong.",
        ),
        *capped([_line(f, asked) for f in told], _SHOWN),
    ]
    places = [s for f in told for s in span_of(f)]
    places += [(g.start, g.end) for g in gaps] + [(n.start, n.end) for n in noise]
    return Answer(joined(lines), tuple(places))


def _of_proposal(asked: Question) -> Answer:
    found = asked.proposal
    assert found is not None
    findings = _heaviest(f for part in found.parts for f in part.findings)
    reading = [i for part in found.parts for i in part.reading]
    if not findings and not reading:
        return Answer(
            Message(
                "这份建议没有查出问题，也没有要通读的地方；还没有采用，是否采用由您决定。",
                "Nothing was found against this proposal and nothing is to be read; it is not "
                "adopted, that is for you to decide.",
            )
        )
    lines = [
        Message(
            f"这份建议还没有采用。有 {len(findings)} 条提醒，{len(reading)} 处要通读：",
            f"This proposal is not adopted. {len(findings)} findings, {len(reading)} places to "
            "read.",
        )
    ]
    lines += [Message(f"· {f.message.zh}", f"· {f.message.en}") for f in findings[:_SHOWN]]
    lines += [_read_line(i.old, i.new, i.why) for i in reading[:_SHOWN]]
    return Answer(joined(lines), tuple((p.start, p.end) for p in found.parts if p.changed))


def reading(asked: Question) -> Answer:
    """Say what of the proposal that waits must be read before signing."""
    parts = asked.proposal.parts if asked.proposal is not None else ()
    items = [(p, i) for p in parts if _asked_about(p, asked) for i in p.reading]
    if not items:
        waits = asked.proposal is not None
        return Answer(
            Message(
                "这份建议没有要通读的地方。"
                if waits
                else "没有在等您决定的建议，没有要通读的地方。",
                "Nothing is to be read." if waits else "No proposal waits; nothing is to be read.",
            )
        )
    lines = [Message(f"要通读 {len(items)} 处：", f"{len(items)} places to read:")]
    lines += capped([_read_line(i.old, i.new, i.why) for _, i in items], 2 * _SHOWN)
    places = [(p.start + i.source[0], p.start + i.source[1]) for p, i in items if i.source]
    return Answer(joined(lines), tuple(places))


def why(asked: Question) -> Answer:
    """Say why something is marked, must be read, was refused or stayed as it was."""
    lead, lines, places = _of_made(asked)
    if not lines and asked.proposal is None and asked.has("state") and not asked.named:
        return Answer(_adopted(asked))  # why nothing was adopted is no doubt about the text
    if not lines:
        lines, places = _of_report(asked)
    if not lines:
        return Answer(
            Message(
                "这里没有标出问题，也没有要通读的地方。"
                if asked.narrow or asked.quotes or asked.proposal is None
                else "这份建议没有发现问题，是否采用由您决定。",
                "Nothing is marked there.",
            )
        )
    return Answer(joined([lead, *capped(lines, 2 * _SHOWN)]), tuple(places))


_WAITS = Message("· 它在等您决定：说“采用”才生效", "· It waits for you: nothing is adopted unasked")


def _of_made(asked: Question) -> tuple[Message, list[Message], list[Span]]:
    """Return what is to be told of the first proposal that has something to say to a why, with the
    parts that it says it of."""
    because = Message("是因为：", "Because:")
    waits = (asked.proposal,) if asked.proposal is not None else ()
    for found in asked.made if asked.made and not asked.has("read") else waits:
        lines: list[Message] = []
        places: list[Span] = []
        names: list[str] = []
        for part in found.parts:
            told, where = _of_part(part, asked) if _asked_about(part, asked) else ([], [])
            lines += told
            places += where
            names += [f"“{short(part.heading)}”"] if told else []
        if not lines and found.changes and asked.has("state"):
            about = [p for p in found.parts if p.changed and _asked_about(p, asked)]
            names = [f"“{short(p.heading)}”" for p in about]
            lines = [_yours(about)] if about else []
        if not lines:
            continue
        if asked.named:
            return because, lines, places
        zh, en = "、".join(names[:_NAMED]), ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            zh, en = f"{zh}等 {len(names)} 个部分", f"{en} and {len(names) - _NAMED} more"
        if found.changes:
            if asked.has("state"):
                lines = [*capped(lines, 2 * _SHOWN - 1), _WAITS]
            return Message(f"{zh}的建议还没有采用：", f"The proposal for {en}:"), lines, places
        return Message(f"{zh}没有改，是因为：", f"{en} stayed, because:"), lines, places
    return because, [], []


def _adopted(asked: Question) -> Message:
    """Return what was adopted last of what is asked about, where nothing waits; or that nothing
    was."""
    headings = {
        section.number + section.heading
        for section in asked.report.walk()
        for part in asked.parts
        if f"{section.id}.".startswith(f"{part}.") or part.startswith(f"{section.id}.")
    }
    for version in reversed(asked.session.history.line()[1:]):
        if not headings or headings & {change.section for change in version.changes}:
            zh, en = f"已经采用了：{version.what.zh}", f"It is adopted: {version.what.en}"
            return Message(f"{zh}。没有在等您决定的改动。", f"{en}. Nothing waits for you.")
    where = asked.where() if headings else Message("", "")
    zh = f"{where.zh}还没有采用过改动，也没有在等您决定的建议。"
    return Message(zh, "Nothing was adopted yet, and nothing waits for you.")


def _yours(about: Sequence[Part]) -> Message:
    zh, en = "没有发现问题", "nothing was found"
    if left_out(about):
        zh, en = account(about).zh, account(about).en
    return Message(f"· {zh}，是否采用由您决定", f"· {en}; it is for you to decide")


def _asked_about(part: Part, asked: Question) -> bool:
    if not asked.parts:
        return True
    spans = spans_of_parts(asked.report, asked.parts)
    return any(a < part.end and part.start < b for a, b in spans)


def _of_part(part: Part, asked: Question) -> tuple[list[Message], list[Span]]:
    """Return what is to be told of a part of a proposal, with its places in the report."""
    lines: list[Message] = []
    places: list[Span] = []
    words = (*asked.quotes, *(f.text for f in asked.figures), *asked.titles)
    for item in part.reading:
        if words and not any(
            w in f"{item.old}|{item.new}" or _in(item.output, w, part) for w in words
        ):
            continue
        lines.append(_read_line(item.old, item.new, item.why))
        if item.source is not None:
            places.append((part.start + item.source[0], part.start + item.source[1]))
    for finding in _heaviest(part.findings):
        said = f"{finding.evidence}|{finding.message.zh}"
        if words and not any(w in said for w in words):
            continue
        lines.append(Message(f"· {finding.message.zh}", f"· {finding.message.en}"))
        if finding.start is not None and finding.end is not None:
            places.append((part.start + finding.start, part.start + finding.end))
    if part.verdict is Verdict.UNCHANGED and not lines:
        lines.append(
            Message("· 改写没有通过核对，保留了原文", "· No rewrite passed the checks; it stays")
        )
    size = part.end
    return lines, [(a, min(b, size)) for a, b in places if a <= size]


def _in(place: Span, words: str, part: Part) -> bool:
    low = max(0, place[0] - len(words))
    return words in part.output[low : place[1] + len(words)]


def _of_report(asked: Question) -> tuple[list[Message], list[Span]]:
    """Return what is marked in the report at the place that is asked about, and why."""
    lines: list[Message] = []
    places: list[Span] = []
    found = [f for f in _heaviest(asked.check.findings) if _touches(f, asked)]
    if len(asked.rest) >= 2 and not asked.quotes:
        found = [f for f in found if asked.rest in f.message.zh] or found
    for finding in found:
        said, means = _line(finding, asked), rows()[finding.code].means
        lines.append(Message(f"{said.zh}。{means.zh}", f"{said.en}. {means.en}"))
        places += span_of(finding)
    if not (asked.narrow or asked.quotes):
        return lines, places
    gaps = [
        g
        for g in asked.check.gaps
        if asked.within(g.start, g.end) and (not asked.quotes or _at_quote(g.start, g.end, asked))
    ]
    for gap in gaps[:_GAPS]:
        lines.append(Message(f"· 这里有空缺：{gap.question.zh}", f"· A gap: {gap.question.en}"))
    if len(gaps) > _GAPS:
        lines.append(Message(f"· 一共 {len(gaps)} 处空缺", f"· {len(gaps)} gaps in all"))
    return lines, [*places, *((g.start, g.end) for g in gaps)]


def _touches(finding: Finding, asked: Question) -> bool:
    """Whether a finding is about what is asked: quoted words, a part, the chosen part, or all."""
    words = (*asked.quotes, *(f.text for f in asked.figures), *asked.titles)
    start, end = finding.start, finding.end
    if words:
        said = f"{finding.evidence}|{finding.message.zh}"
        if any(w in said for w in words):
            return True
        return start is not None and end is not None and _at_quote(start, end, asked)
    if asked.narrow:
        return asked.within(start, end) and start is not None
    if asked.chosen and start is not None:
        spans = spans_of_parts(asked.report, (asked.chosen,))
        return any(low <= start < high for low, high in spans)
    return True


def _at_quote(start: int, end: int, asked: Question) -> bool:
    """Whether a place touches words that are quoted."""
    return any(
        low <= end and start <= high
        for words in asked.quotes
        for low, high in places_of(words, asked.text, list(asked.scope))
    )


def _heaviest(found: Iterable[Finding]) -> list[Finding]:
    """Return findings with the heaviest first, what is told alike once."""
    kept: dict[str, Finding] = {}
    for finding in found:
        kept.setdefault(f"{finding.message.zh}{finding.start}", finding)
    return sorted(kept.values(), key=lambda f: f.severity.rank)


def _line(finding: Finding, asked: Question) -> Message:
    where = part_at(asked.report, finding.start) if finding.start is not None else ""
    behind = f"（{where}）" if where else ""
    return Message(f"· {finding.message.zh}{behind}", f"· {finding.message.en} {behind}".rstrip())


def _read_line(old: str, new: str, reason: Message) -> Message:
    was, now = short(old), short(new)
    change = f"{was} → {now}" if was and now else f"略去“{was}”" if was else f"“{now}”"
    change_en = f"{was} → {now}" if was and now else f"“{was}” left out" if was else f"“{now}”"
    return Message(f"· {change}：{reason.zh}", f"· {change_en}: {reason.en}")
