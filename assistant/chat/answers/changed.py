"""What changed, what was left out, and what the program has done."""

from __future__ import annotations

from assistant.chat.answers.figures import titles_in
from assistant.chat.answers.model import Answer, Question, Span, capped, joined, part_at, short
from assistant.diff import changes
from assistant.figures import FigureKind, find_figures
from assistant.findings import Message
from assistant.outline import parse
from assistant.session import Proposal, Version
from assistant.session.struck import PASSAGE
from assistant.verify import TraceStatus
from assistant.wordcount import count_words

_SHOWN = 6
_DATED = frozenset((FigureKind.DATE, FigureKind.PERIOD))


def changed(asked: Question) -> Answer:
    """Say what became different: by the proposal that waits, since the version before, or since
    the report was opened."""
    line = asked.session.history.line()
    found = asked.proposal
    if found is not None and not asked.has("original"):
        return _by_proposal(asked, found)
    if len(line) == 1:
        return Answer(
            Message(
                "还没有改过，现在就是打开时的样子。", "Nothing was changed since it was opened."
            )
        )
    first = line[0] if asked.has("original") or asked.has("did") else line[-2]
    return _between(asked, first, line)


def _by_proposal(asked: Question, found: Proposal) -> Answer:
    parts = [p for p in found.parts if p.changed and _asked_for(p.start, p.end, asked)]
    shown = [c for p in parts for c in p.changes]
    if not shown:
        return Answer(
            Message("这份建议没有改动原文。", "This proposal leaves the text as it is."),
            asked.scope,
        )
    lines = [
        Message(
            f"这份建议改了 {len(shown)} 处，{found.words_source} → {found.words} 字，还没有采用：",
            f"This proposal makes {len(shown)} changes, {found.words_source} → {found.words} 字; "
            "it is not adopted.",
        )
    ]
    made = [_line(part.heading, c.old, c.new) for part in parts for c in part.changes]
    places = [(p.start + c.old_start, p.start + c.old_end) for p in parts for c in p.changes]
    return Answer(joined([*lines, *capped(made, _SHOWN)]), tuple(places))


def _asked_for(start: int, end: int, asked: Question) -> bool:
    return not asked.parts or any(a < max(end, start + 1) and start < b for a, b in asked.scope)


def _between(asked: Question, first: Version, line: tuple[Version, ...]) -> Answer:
    last = line[-1]
    steps = [v for v in line if v.number > first.number] if first in line else [last]
    report = parse(first.text, styles=asked.report.styles)
    found = [
        c
        for c in changes(first.text, last.text)
        if not asked.parts or _asked_for(c.new_start, c.new_end, asked)
    ]
    since = Message(
        "打开时" if first.number == 0 else f"第 {first.number} 版",
        "the report as opened" if first.number == 0 else f"version {first.number}",
    )
    lines = [
        Message(
            f"和{since.zh}相比改了 {len(found)} 处，{first.words} → {last.words} 字"
            f"（{'；'.join(v.what.zh for v in steps[:4])}）：",
            f"Compared with {since.en}: {len(found)} changes, {first.words} → {last.words} 字 "
            f"({'; '.join(v.what.en for v in steps[:4])}).",
        )
    ]
    if len(steps) == 1 and not asked.narrow:
        # As it was told when it was adopted: what a comparison finds may run changes together.
        lines += capped([_line(c.section, c.old, c.new) for c in steps[0].changes], _SHOWN)
        found_there = tuple((c.new_start, c.new_end) for c in found)
        return Answer(joined(lines), found_there)
    told: list[Message] = []
    for change in found:
        old = first.text[change.old_start : change.old_end]
        new = last.text[change.new_start : change.new_end]
        where = (
            part_at(asked.report, change.new_start) if new else part_at(report, change.old_start)
        )
        told.append(_line(where, old, new))
    places = tuple((c.new_start, c.new_end) for c in found)
    return Answer(joined([*lines, *capped(told, _SHOWN)]), places)


def _line(where: str, old: str, new: str) -> Message:
    was, now = short(old, 30), short(new, 30)
    if was and now:
        zh, en = f"“{was}”改为“{now}”", f"“{was}” → “{now}”"
    elif was:
        zh, en = f"去掉“{was}”", f"“{was}” taken out"
    else:
        zh, en = f"加上“{now}”", f"“{now}” put in"
    name = short(where, 18)
    return Message(f"· {name}：{zh}", f"· {name}: {en}")


def left_out(asked: Question) -> Answer:
    """Say what the proposal that waits, or else the step before, left out: figures, titles, gaps,
    and passages."""
    found = asked.proposal
    if found is not None:
        return _left_by_proposal(asked, found)
    line = asked.session.history.line()
    if len(line) == 1:
        return Answer(
            Message("还没有改过，什么也没有删。", "Nothing was changed, nothing is gone.")
        )
    before = line[0] if asked.has("original") else line[-2]
    last = line[-1]
    kept = {f.key for f in find_figures(last.text)}
    figures = [
        f.text for f in find_figures(before.text) if f.key not in kept and f.kind not in _DATED
    ]
    names = [before.text[a:b] for a, b in titles_in(before.text)]
    titles = [t for t in names if t not in last.text]
    passages = [
        before.text[c.old_start : c.old_end]
        for c in changes(before.text, last.text)
        if c.new_start == c.new_end and c.old_end - c.old_start >= PASSAGE
    ]
    since = Message(f"“{last.what.zh}”这一步", f"“{last.what.en}”")
    return Answer(_told(since, figures, titles, [], passages))


def _left_by_proposal(asked: Question, found: Proposal) -> Answer:
    gone: dict[str, list[str]] = {"figure": [], "title": [], "gap": []}
    passages: list[str] = []
    places: list[Span] = []
    for part in found.parts:
        if not part.changed or not _asked_for(part.start, part.end, asked):
            continue
        for item in part.trace:
            if item.status is TraceStatus.DROPPED and item.from_span is not None:
                gone.setdefault(item.kind, []).append(item.text)
                places.append((part.start + item.from_span[0], part.start + item.from_span[1]))
        for change in part.changes:
            if not change.new.strip() and len(change.old.strip()) >= PASSAGE:
                passages.append(change.old)
                places.append((part.start + change.old_start, part.start + change.old_end))
    size = len(asked.text)
    inside = tuple((a, b) for a, b in sorted(set(places)) if b <= size)
    what = Message("这份建议", "This proposal")
    return Answer(_told(what, gone["figure"], gone["title"], gone["gap"], passages), inside)


def _told(
    what: Message, figures: list[str], titles: list[str], gaps: list[str], passages: list[str]
) -> Message:
    """Return what was left out, kind by kind."""
    kinds = (
        (figures, "个数据", "figures"),
        (titles, "个文件名", "titles"),
        (gaps, "处空缺", "gaps"),
        (passages, "段话", "passages"),
    )
    lines = []
    for listed, zh, en in kinds:
        unlike = list(dict.fromkeys(short(one) for one in listed))
        if unlike:
            names = "、".join(f"“{one}”" for one in unlike[:_SHOWN])
            more = "……" if len(unlike) > _SHOWN else ""
            lines.append(
                Message(
                    f"· {len(unlike)} {zh}：{names}{more}", f"· {len(unlike)} {en}: {names}{more}"
                )
            )
    if not lines:
        return Message(
            f"{what.zh}没有略去数据、文件名，也没有整段删去的话。",
            f"{what.en} leaves out no figure, no title and no passage.",
        )
    return joined([Message(f"{what.zh}略去了：", f"{what.en} leaves out:"), *lines])


def done(asked: Question) -> Answer:
    """Say what was done so far, step by step, and what waits."""
    line = asked.session.history.line()
    words = f"{line[0].words} → {line[-1].words}"
    if len(line) == 1:
        lines = [Message("还没有改动报告。", "The report was not changed.")]
    else:
        lines = [
            Message(f"做了 {len(line) - 1} 步，{words} 字：", f"{len(line) - 1} steps, {words} 字.")
        ]
        for version in line[1:]:
            sources = "；".join(dict.fromkeys(c.source for c in version.changes if c.source))
            behind = f"（出处：{sources}）" if sources else ""
            lines.append(
                Message(
                    f"· {version.number}. {version.what.zh}，{len(version.changes)} 处改动{behind}",
                    f"· {version.number}. {version.what.en}, {len(version.changes)} changes",
                )
            )
    return Answer(joined([*lines, *_waiting(asked)]))


def state(asked: Question) -> Answer | None:
    """Say whether a proposal is adopted; a question never adopts one."""
    found = asked.proposal
    if asked.has("trouble"):
        return None
    line = asked.session.history.line()
    if found is not None:
        return Answer(
            joined(
                [Message("还没有采用。", "It is not adopted."), *_waiting(asked)],
            ),
            tuple((p.start, p.end) for p in found.parts if p.changed),
        )
    if len(line) == 1:
        return Answer(
            Message(
                "没有在等您决定的建议，报告还是打开时的样子。",
                "No proposal waits; the report is as it was opened.",
            )
        )
    last = line[-1]
    return Answer(
        Message(
            f"没有在等您决定的建议。最近采用的是：{last.what.zh}，"
            f"现在 {count_words(asked.text)} 字。",
            f"No proposal waits. The last one adopted: {last.what.en}.",
        )
    )


def _waiting(asked: Question) -> list[Message]:
    found = asked.proposal
    if found is None:
        return []
    reading = sum(len(p.reading) for p in found.parts)
    return [
        Message(
            f"有一份建议在等您决定：{len(found.changes)} 处改动，{reading} 处要通读。",
            f"A proposal waits for you: {len(found.changes)} changes, {reading} places to read.",
        )
    ]
