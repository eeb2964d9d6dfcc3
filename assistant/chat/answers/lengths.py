"""How long, how much over, and how many."""

from __future__ import annotations

from collections import Counter

from assistant.chat.answers.figures import there, titles_in
from assistant.chat.answers.model import Answer, Question, Span, joined, section_of, words_of
from assistant.document import Section
from assistant.findings import Message, Severity
from assistant.gaps import GapKind
from assistant.instruction.lengths import find_length
from assistant.instruction.place_names import name_of
from assistant.noise import remove_noise
from assistant.session.plain.spans import paragraphs, sentences
from assistant.wordcount import count_words

_GAPS = {
    GapKind.PLACEHOLDER: Message("处占位符", "placeholders"),
    GapKind.SILENT: Message("处漏了数", "figures left out"),
    GapKind.LIST: Message("处漏了列举", "lists left out"),
    GapKind.QUOTE: Message("处引号是空的", "empty quotations"),
    GapKind.PART: Message("个应有部分没有写", "parts lacking"),
}


def length(asked: Question) -> Answer:
    """Say the 字数 of the parts named, of each part, or of the whole."""
    report = asked.report
    total = count_words(asked.text)
    if asked.place is not None:
        words, where = asked.words, asked.where()
        share = words / total
        said = Message(
            f"{where.zh}写了 {words} 字，占全文的 {share:.0%}（没有单独成为一个部分）。",
            f"{where.en} takes {words} 字, {share:.0%} of the whole; it is no part of its own.",
        )
        return Answer(said, asked.scope)
    if asked.parts:
        lines = []
        for part in asked.parts:
            words, name = words_of(report, part), name_of(part, report)
            share = words / total if total else 0
            lines.append(
                Message(
                    f"“{name}”共 {words} 字，占全文的 {share:.0%}。",
                    f"“{name}” has {words} 字, {share:.0%} of the whole.",
                )
            )
            if len(asked.parts) == 1 and asked.has("each"):
                lines += _each(asked, _below(asked, part))
        return Answer(joined(lines + _proposed(asked)), asked.scope)
    if asked.has("each"):
        return Answer(
            joined([_whole(asked), *_each(asked, report.sections)]),
            tuple((s.start, s.end) for s in report.sections),
        )
    lines = [_whole(asked)]
    places: tuple[Span, ...] = ()
    if asked.chosen and (span := section_of(report, asked.chosen)):
        name, words = name_of(asked.chosen, report), count_words(asked.text[slice(*span)])
        lines.insert(0, Message(f"选中的“{name}”共 {words} 字。", f"“{name}” has {words} 字."))
        places = (span,)
    elif asked.session.genre.words is not None:
        low, high = asked.session.genre.words
        lines.append(
            Message(f"这个文种一般要 {low}—{high} 字。", f"The genre asks for {low}–{high} 字.")
        )
    return Answer(joined(lines + _proposed(asked)), places)


def _whole(asked: Question) -> Message:
    """Say the 字数 of the file, and how many of them are no part of the report: a length that is
    asked for is counted without those."""
    total = count_words(asked.text)
    noise = total - count_words(remove_noise(asked.text))
    beside = f"，其中 {noise} 字是夹在里面的无关文字，压缩时不算" if noise else ""
    beside_en = f", {noise} of them noise that a shortening does not count" if noise else ""
    return Message(
        f"全文共 {total} 字（按 Word 的字数）{beside}。",
        f"The report has {total} 字 (as Word counts){beside_en}.",
    )


def _below(asked: Question, part: str) -> tuple[Section, ...]:
    found = asked.report.find(part)
    return found.children if isinstance(found, Section) else ()


def _each(asked: Question, sections: tuple[Section, ...]) -> list[Message]:
    lines = []
    for section in sections:
        words = count_words(asked.report.of(section))
        name = name_of(section.id, asked.report)
        lines.append(Message(f"· {name}：{words} 字", f"· {name}: {words} 字"))
    return lines


def _proposed(asked: Question) -> list[Message]:
    """Say how long it would be with the proposal that waits."""
    found = asked.proposal
    if found is None or not found.changes:
        return []
    now, then = found.words_source, found.words
    return [
        Message(
            f"在等您决定的建议把它从 {now} 字改成 {then} 字。",
            f"The proposal that waits makes {then} 字 of {now}.",
        )
    ]


def extreme(asked: Question) -> Answer | None:
    """Say which part is the longest, or shortest: among those of the part named, if any."""
    parts = asked.report.sections
    if len(asked.parts) == 1 and (below := _below(asked, asked.parts[0])):
        parts = below
    if not parts:
        return None
    total = count_words(asked.text)
    ranked = sorted(
        ((count_words(asked.report.of(s)), s) for s in parts),
        key=lambda pair: pair[0],
        reverse=asked.has("most"),
    )
    words, first = ranked[0]
    name, which = name_of(first.id, asked.report), ("最长", "longest")
    if not asked.has("most"):
        which = ("最短", "shortest")
    others = "、".join(f"{name_of(s.id, asked.report)}（{n} 字）" for n, s in ranked[1:3])
    said = Message(
        f"{which[0]}的是“{name}”，{words} 字，占全文 {total} 字的 {words / total:.0%}。"
        + (f"其次是{others}。" if others else ""),
        f"The {which[1]} is “{name}”: {words} of {total} 字 ({words / total:.0%})."
        + (f" Then {others}." if others else ""),
    )
    return Answer(said, ((first.start, first.end),))


def over(asked: Question) -> Answer | None:
    """Say by how much a length is exceeded, or not reached."""
    said = find_length(asked.sentence)
    limit = said.length.words if said is not None and said.length is not None else None
    if limit is None and not asked.has("length") and asked.named:
        return None
    low: int | None = None
    by = Message("您说的", "the length you named")
    found = asked.proposal
    words, name = asked.words, asked.where()
    if limit is None and found is not None and found.asked is not None:
        limit, words = found.asked, found.words
        by, name = Message("您要求的", "what you asked for"), Message("建议", "the proposal")
    if limit is None and not asked.narrow and asked.session.genre.words is not None:
        low, limit = asked.session.genre.words
        by = Message("这个文种一般的", "what the genre asks for,")
    if limit is None:
        return Answer(
            Message(
                f"{name.zh}现在 {words} 字；没有说过要多少字，告诉我字数就能算出超了多少。",
                f"{name.en} has {words} 字; no length was asked for: say one to compare with.",
            ),
            asked.scope if asked.narrow else (),
        )
    asked_for = f"{low}—{limit}" if low is not None else f"{limit}"
    if words > limit:
        how = (f"超出 {words - limit} 字", f"{words - limit} too many")
    elif low is not None and words < low:
        how = (f"还差 {low - words} 字", f"{low - words} too few")
    elif low is None and words < limit:
        how = (f"没有超，离 {limit} 字还有 {limit - words} 字", f"{limit - words} fewer than that")
    else:
        how = ("正合适", "which fits")
    text = Message(
        f"{name.zh}现在 {words} 字，{by.zh}是 {asked_for} 字，{how[0]}。",
        f"{name.en} has {words} 字; {by.en} is {asked_for}: {how[1]}.",
    )
    return Answer(text, asked.scope if asked.narrow else ())


def count(asked: Question) -> Answer | None:
    """Say how many parts, points, gaps, figures, titles, findings or paragraphs there are."""
    if len(asked.rest) >= 2 and not asked.narrow and asked.topics & {"point", "phrase"}:
        said = there(asked)  # 整改措施有多少条 asks for a figure of the report
        if said is not None and said.places:
            return said
    for topic, say in _COUNTS:
        if asked.has(topic):
            return say(asked)
    return length(asked) if asked.narrow else None


def _parts(asked: Question) -> Answer:
    report = asked.report
    if asked.narrow:
        return _points(asked)
    names = [name_of(s.id, report) for s in report.sections]
    below = sum(1 for s in report.walk()) - len(names)
    listed = "；".join(names)
    more = f"，下面还有 {below} 个小节" if below else ""
    said = Message(
        f"共 {len(names)} 个部分{more}：{listed}。" if names else "报告没有分部分。",
        f"There are {len(names)} parts"
        + (f" ({below} subsections)" if below else "")
        + f": {listed}.",
    )
    return Answer(said, tuple((s.start, s.end) for s in report.sections))


def _points(asked: Question) -> Answer:
    if asked.place is not None:
        return _sentences(asked)
    sections = [s for s in asked.report.walk() if asked.within(s.start, s.end)]
    if asked.parts:
        roots = [s for s in sections if s.id in asked.parts]
        children = [c for s in roots for c in s.children]
        points = [p for s in roots for p in s.points]
        if children and not points:
            names = "；".join(name_of(c.id, asked.report) for c in children)
            said = Message(
                f"{asked.where().zh}下面有 {len(children)} 个小节：{names}。",
                f"{asked.where().en} has {len(children)} subsections: {names}.",
            )
            return Answer(said, tuple((c.start, c.end) for c in children))
    points = [p for s in sections for p in s.points]
    if not points:
        return _sentences(asked) if asked.narrow else _parts(asked)
    names = "；".join(f"{p.label}{p.lead}"[:16] for p in points[:8])
    more = "……" if len(points) > 8 else ""
    said = Message(
        f"{asked.where().zh}共 {len(points)} 点" + (f"：{names}{more}。" if points else "。"),
        f"{asked.where().en}: {len(points)} points" + (f": {names}{more}." if points else "."),
    )
    return Answer(said, tuple((p.start, p.end) for p in points))


def _gaps(asked: Question) -> Answer:
    gaps = [g for g in asked.check.gaps if asked.within(g.start, g.end)]
    if asked.narrow:
        gaps = [g for g in gaps if g.kind is not GapKind.PART]
    kinds = Counter(g.kind for g in gaps)
    zh = "、".join(f"{n} {_GAPS[k].zh}" for k, n in kinds.items())
    en = ", ".join(f"{n} {_GAPS[k].en}" for k, n in kinds.items())
    said = Message(
        f"{asked.where().zh}有 {len(gaps)} 处空缺" + (f"：{zh}。" if gaps else "。"),
        f"{asked.where().en}: {len(gaps)} gaps" + (f": {en}." if gaps else "."),
    )
    return Answer(said, tuple((g.start, g.end) for g in gaps))


def _figures(asked: Question) -> Answer:
    found = [f for f in asked.check.figures if asked.within(f.start, f.end)]
    said = Message(
        f"{asked.where().zh}有 {len(found)} 个数据（日期也算）。",
        f"{asked.where().en}: {len(found)} figures (dates are counted).",
    )
    return Answer(said, tuple((f.start, f.end) for f in found))


def _titles(asked: Question) -> Answer:
    found = [(a, b) for a, b in titles_in(asked.text) if asked.within(a, b)]
    names = list(dict.fromkeys(asked.text[a:b] for a, b in found))
    listed = "、".join(names[:8]) + ("……" if len(names) > 8 else "")
    said = Message(
        f"{asked.where().zh}提到 {len(names)} 个文件" + (f"：{listed}。" if names else "。"),
        f"{asked.where().en}: {len(names)} titles" + (f": {listed}." if names else "."),
    )
    return Answer(said, tuple(found))


def noise(asked: Question) -> Answer:
    """Say how much text does not belong to the report."""
    found = [n for n in asked.check.noise if asked.within(n.start, n.end)]
    said = Message(
        f"{asked.where().zh}有 {len(found)} 处无关文字（广告、水印、来源等）"
        + ("，说“清理”就能去掉。" if found else "。"),
        f"{asked.where().en}: {len(found)} pieces of text that do not belong"
        + ("; “clean” takes them out." if found else "."),
    )
    return Answer(said, tuple((n.start, n.end) for n in found))


def _findings(asked: Question) -> Answer:
    found = [f for f in asked.check.findings if asked.within(f.start, f.end)]
    number = Counter(f.severity for f in found)
    errors, warnings = number[Severity.ERROR], number[Severity.WARNING]
    said = Message(
        f"{asked.where().zh}查出 {errors} 处错误、{warnings} 处需要看的、"
        f"{number[Severity.INFO]} 处提示。",
        f"{asked.where().en}: {errors} errors, {warnings} warnings, {number[Severity.INFO]} notes.",
    )
    places = [
        (f.start, f.end) for f in found if f.start is not None and f.severity is not Severity.INFO
    ]
    return Answer(said, tuple((a, b) for a, b in places if b is not None))


def _paragraphs(asked: Question) -> Answer:
    found = paragraphs(asked.report, asked.scope)
    said = Message(
        f"{asked.where().zh}有 {len(found)} 个自然段（标题不算）。",
        f"{asked.where().en}: {len(found)} paragraphs, headings not counted.",
    )
    return Answer(said, tuple(found))


def _sentences(asked: Question) -> Answer:
    found = [s for low, high in asked.scope for s in sentences(asked.text, low, high)]
    said = Message(
        f"{asked.where().zh}有 {len(found)} 句（标题也算）。",
        f"{asked.where().en}: {len(found)} sentences, headings counted.",
    )
    return Answer(said, tuple(found))


_COUNTS = (
    ("gap", _gaps),
    ("noise", noise),
    ("title", _titles),
    ("datum", _figures),
    ("part", _parts),
    ("finding", _findings),
    ("trouble", _findings),
    ("paragraph", _paragraphs),
    ("phrase", _sentences),
    ("point", _points),
)
