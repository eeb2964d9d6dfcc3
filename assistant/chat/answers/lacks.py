"""What is missing, whether the report may go out, what its genre wants, and what facts are for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.answers.model import Answer, Question, Span, capped, joined, span_of
from assistant.facts import Fact
from assistant.figures import FigureKind
from assistant.findings import Message, Severity
from assistant.gaps import Gap, GapKind
from assistant.genres import Priority
from assistant.matching import assign
from assistant.matching.places import stated
from assistant.sentences import split_sentences
from assistant.spans import ByStart, Stretches
from assistant.wordcount import count_words

_SHOWN = 5
_LONGEST = 30
"""Characters shown of a sentence."""


def _lacking(asked: Question, priority: Priority) -> list[Message]:
    return [m.part.name for m in asked.check.parts if not m.present and m.priority is priority]


def _open(asked: Question) -> list[Gap]:
    """Return the gaps inside the text, of the parts that are named."""
    return [
        g for g in asked.check.gaps if g.kind is not GapKind.PART and asked.within(g.start, g.end)
    ]


def missing(asked: Question) -> Answer | None:
    """Say which parts of the genre are lacking, and which places are open."""
    if asked.named and asked.has("have"):
        return None
    gaps = _open(asked)
    places: list[Span] = [(g.start, g.end) for g in gaps]
    where, lines = asked.where(), []
    if not asked.narrow:
        required = _lacking(asked, Priority.REQUIRED)
        wanted = _lacking(asked, Priority.RECOMMENDED)
        genre = asked.check.genre.name
        if required:
            lines.append(
                Message(
                    f"按“{genre.zh}”的要求，缺 {len(required)} 个部分："
                    f"{'、'.join(m.zh for m in required)}。",
                    f"A {genre.en} lacks {len(required)} parts: "
                    f"{', '.join(m.en for m in required)}.",
                )
            )
        else:
            lines.append(
                Message(
                    f"“{genre.zh}”必须有的部分都有。",
                    f"All parts that a {genre.en} must have are there.",
                )
            )
        if wanted:
            lines.append(
                Message(
                    f"最好还有：{'、'.join(m.zh for m in wanted)}。",
                    f"Better with: {', '.join(m.en for m in wanted)}.",
                )
            )
        places += [(g.start, g.end) for g in asked.check.gaps if g.kind is GapKind.PART]
    if gaps:
        lines.append(
            Message(
                f"{where.zh}有 {len(gaps)} 处空缺：", f"{where.en}: {len(gaps)} places are open."
            )
        )
        lines += _questions(gaps)
    else:
        lines.append(Message(f"{where.zh}没有空着的地方。", f"Nothing is open in {where.en}."))
    return Answer(joined(lines), tuple(places))


def without_figures(asked: Question) -> Answer:
    """Say which sentences of the parts rest on no figure; headings, opening and closing do not
    count."""
    figures = ByStart(f for f in asked.check.figures if f.kind is not FigureKind.ORDINAL)
    sections = list(asked.report.walk())
    heads = Stretches((s.start, s.heading_end) for s in sections)
    told = [
        (one.start, one.end)
        for one in split_sentences(asked.text)
        if any(s.start <= one.start and one.end <= s.end for s in asked.report.sections)
        and asked.within(one.start, one.end)
        and not heads.meets(one.start, one.end)
        and one.of(asked.text).strip()
    ]
    bare = [(a, b) for a, b in told if not figures.beginning(a, b)]
    where = asked.where()
    if not bare:
        zh, en = f"{where.zh}每一句都有数据。", f"Each sentence of {where.en} has a figure."
        return Answer(Message(zh, en), ())
    lines = [
        Message(
            f"{where.zh} {len(told)} 句里，有 {len(bare)} 句没有数据：",
            f"Of {len(told)} sentences in {where.en}, {len(bare)} have no figure:",
        )
    ]
    listed: list[Message] = []
    for a, b in bare:
        said = asked.text[a:b].strip()
        words = f"· “{said if len(said) <= _LONGEST else said[: _LONGEST - 1] + '…'}”"
        listed.append(Message(words, words))
    return Answer(joined([*lines, *capped(listed, _SHOWN)]), tuple(bare))


def sign(asked: Question) -> Answer:
    """Say what stands against sending the report out; the decision is left to its author."""
    check = asked.check
    errors = [f for f in check.findings if f.severity is Severity.ERROR]
    warnings = [f for f in check.findings if f.severity is Severity.WARNING]
    gaps = [g for g in check.gaps if g.kind is not GapKind.PART]
    lacking = [g for g in check.gaps if g.kind is GapKind.PART]
    # A required part that is lacking is an error and a gap: it counts once.
    errors = [f for f in errors if f.code != "part_missing"]
    counted = [
        (len(gaps), "处空缺要补", "gaps to fill"),
        (len(lacking), "个应有的部分没写", "required parts to write"),
        (len(errors), "处错误要改", "errors to mend"),
        (len(check.noise), "处无关文字要清", "pieces of text to clean out"),
    ]
    found = asked.proposal
    waiting: list[Message] = []
    if found is not None:
        reading = sum(len(p.reading) for p in found.parts)
        waiting.append(
            Message(
                f"还有一份建议等您决定，其中 {reading} 处要通读。",
                f"A proposal waits for you, with {reading} places to read.",
            )
        )
    must = [c for c in counted if c[0]]
    total = sum(n for n, _, _ in must)
    if must:
        lines = [
            Message(
                f"还不能签发，还差 {total} 处：{'，'.join(f'{n} {zh}' for n, zh, _ in must)}。",
                f"Not yet: {total} places: {', '.join(f'{n} {en}' for n, _, en in must)}.",
            )
        ]
    else:
        lines = [
            Message(
                "没有查出必须改的地方；内容是否属实要您来看，能不能签发由您决定。",
                "Nothing was found that must be mended; whether it is true and may go out is for "
                "you to say.",
            )
        ]
    if warnings:
        lines.append(
            Message(f"另有 {len(warnings)} 处建议看一眼。", f"{len(warnings)} more to look at.")
        )
    places = [(g.start, g.end) for g in gaps] + [s for f in errors for s in span_of(f)]
    places += [(n.start, n.end) for n in check.noise]
    return Answer(joined(lines + waiting), tuple(sorted(places)))


def genre(asked: Question) -> Answer:
    """Say what kind of report it was taken for, which parts that wants, and which are there."""
    check = asked.check
    name = check.genre.name
    sure = check.confidence
    lines = [
        Message(
            f"按“{name.zh}”处理" + (f"（把握 {sure:.0%}）。" if sure < 1 else "（您指定的）。"),
            f"Taken for a {name.en}" + (f" ({sure:.0%} sure)." if sure < 1 else ", as you said."),
        )
    ]
    for priority, zh, en in (
        (Priority.REQUIRED, "必须有", "It must have"),
        (Priority.RECOMMENDED, "最好有", "Better with"),
    ):
        parts = [m for m in check.parts if m.priority is priority]
        if parts:
            listed = "、".join(m.part.name.zh + ("" if m.present else "（缺）") for m in parts)
            listed_en = ", ".join(
                m.part.name.en + ("" if m.present else " (lacking)") for m in parts
            )
            lines.append(Message(f"{zh}：{listed}。", f"{en}: {listed_en}."))
    if check.genre.words is not None:
        low, high = check.genre.words
        words = count_words(asked.text)
        lines.append(
            Message(
                f"篇幅一般 {low}—{high} 字，现在 {words} 字。", f"{low}–{high} 字; now {words}."
            )
        )
    return Answer(joined(lines))


def _questions(gaps: Sequence[Gap]) -> list[Message]:
    return capped([Message(f"· {g.question.zh}", f"· {g.question.en}") for g in gaps], _SHOWN)


def fillable(asked: Question) -> Answer:
    """Say which gaps the facts at hand can fill, and which must be asked about."""
    gaps = _open(asked)
    facts = asked.session.facts
    if not facts:
        lead = Message(
            f"还没有给数据表，{len(gaps)} 处空缺都要您来填：",
            f"There are no facts yet; the {len(gaps)} gaps are for you to fill:",
        )
        lines = [lead, *_questions(gaps)] if gaps else [_NO_GAP]
        return Answer(joined(lines), tuple((g.start, g.end) for g in gaps))
    if not gaps:
        return Answer(_NO_GAP)
    chosen = [c for c in assign(gaps, facts, asked.text) if c.best is not None]
    filled = {c.gap.id for c in chosen}
    left = [g for g in gaps if g.id not in filled]
    lines = [
        Message(
            f"{len(gaps)} 处空缺里，手头的数据能补 {len(chosen)} 处，还有 {len(left)} 处要您来填。",
            f"Of {len(gaps)} gaps the facts fill {len(chosen)}; {len(left)} are for you.",
        )
    ]
    told: list[Message] = []
    for choice in chosen:
        match = choice.best
        assert match is not None
        fact = match.fact
        told.append(
            Message(
                f"· {fact.name}{fact.value}{fact.unit}（{fact.source}）→ {choice.gap.context}",
                f"· {fact.name}{fact.value}{fact.unit} ({fact.source}) → {choice.gap.context}",
            )
        )
    lines += capped(told, _SHOWN)
    if left:
        lines.append(
            Message(f"没有数据的，例如：{left[0].question.zh}", f"Open: {left[0].question.en}")
        )
    return Answer(joined(lines), tuple((c.gap.start, c.gap.end) for c in chosen))


_NO_GAP = Message("没有空着的地方要补。", "There is no gap to fill.")


def unused(asked: Question) -> Answer:
    """Say which facts neither stand in the report nor fill one of its gaps."""
    facts = asked.session.facts
    if not facts:
        return Answer(Message("还没有给数据表。", "There are no facts yet."))
    gaps = [g for g in asked.check.gaps if g.kind is not GapKind.PART]
    fitting = {c.best.fact.id for c in assign(gaps, facts, asked.text) if c.best is not None}
    there = {f.id for f in facts if _stands(f, asked.text)}
    left = [f for f in facts if f.id not in there | fitting]
    listed = "；".join(f"{f.name}{f.value}{f.unit}（{f.source}）" for f in left[:8])
    more = "……" if len(left) > 8 else ""
    said = Message(
        f"{len(facts)} 条数据里，{len(there)} 条报告里已有，{len(fitting - there)} 条可以补空缺，"
        f"{len(left)} 条没用上" + (f"：{listed}{more}。" if left else "。"),
        f"Of {len(facts)} facts {len(there)} are in the report, {len(fitting - there)} can fill a "
        f"gap, {len(left)} are unused" + (f": {listed}{more}." if left else "."),
    )
    return Answer(said)


def _stands(fact: Fact, text: str) -> bool:
    if any(c.isdigit() for c in fact.value):
        return bool(stated(fact, text))
    return fact.value in text
