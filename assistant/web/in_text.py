"""What an author does where they read: types, strikes out, puts a form right, has a place reworked,
pastes a rewrite from elsewhere.

A browser names a place by the line that it stands in and by characters of what is seen of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.document import Report, line_around, newline_of
from assistant.errors import UsageError
from assistant.findings import Message, Severity
from assistant.request import Length, Request
from assistant.sentences import split_sentences
from assistant.session import Proposal
from assistant.session.elsewhere import paste
from assistant.session.here import clauses_within, laid_in, part_at, section_at
from assistant.session.plain import delete, draft, fix, strike_out, type_in
from assistant.tasks import Task
from assistant.web import actions, deciding
from assistant.web.desk import Desk, Work, require_idle
from assistant.web.destination import needs_consent
from assistant.web.files import limited
from assistant.web.proposal_summary import summary
from assistant.web.rewriting import Run
from assistant.web.views.markup import place_behind, visible

SHORTER = Length.parse("2/3")
"""What “shorten” means where no length is said."""
_NOTHING_SELECTED = Message(
    "选中的这些字里没有按规则能省的，别处没有动。要去掉就点“删”，要自己写就点“改”；"
    "不选字、点着这一段再压缩，改的是整段",
    "By rules nothing in the words you chose can go, and nothing else was touched. Delete or edit "
    "them, or shorten the whole paragraph: click it without a selection",
)
_OTHER_WORDS = Message(
    "这里的文字刚才已经变了，请看过以后再改。",
    "The words here have changed meanwhile: look at them, then try again.",
)
_REMARKS = 3
Given = Mapping[str, Any]


def typed(work: Work, given: Given) -> None:
    """Take a paragraph as its author typed it; it counts at once."""
    start, end = _place(work, given)
    if not _is_line(work.session.report.text, start, end):
        raise UsageError(_OTHER_WORDS)  # another window has written on behind them
    text = work.session.report.text[start:end]
    now = limited(visible(str(given.get("now", "")))).strip("\n")
    indent = text[: len(text) - len(text.lstrip())]
    line = now if now.startswith(indent) else indent + now.lstrip()
    newline = newline_of(work.session.report.text)
    own = type_in(work.session, start, text, line.replace("\n", newline))
    _remark(work, own)


def filled(work: Work, given: Given) -> None:
    """Write into a gap what its author typed there.  Gaps are counted anew with each change of the
    report: one that another stands in the place of is refused."""
    start, end = _place(work, given)
    name, value, fact = (str(given.get(key, "")) for key in ("gap", "value", "fact"))
    gap = next((g for g in work.check().gaps if g.id == name), None)
    if (
        gap is None
        or not start <= gap.start <= gap.end <= end
        or given.get("asked") != gap.question.text(work.language)
    ):
        raise UsageError(_OTHER_WORDS)
    actions.fill_in(work, name, value, fact)


def act(desk: Desk, work: Work, what: str, given: Given) -> None:
    """Have a place shortened, worded plainer, or split into points; or strike it out."""
    start, end = _place(work, given)
    report = work.session.report
    if what == "strike":
        inside = "\n" not in report.text[start:end] and not _is_line(report.text, start, end)
        if inside:
            _remark(work, strike_out(work.session, start, report.text[start:end]))
        else:
            work.last = delete(work.session, [(start, end)])
            work.say(*summary(work.last))
        return
    part = part_at(report, start, end)
    if needs_consent(work) is not None:
        work.chosen = part
        actions.hear(desk, work, _SAID[what])
        return
    home = section_at(report, start, end)
    heading = home is not None and start < home.heading_end
    request = _request(what, part, report.text[start:end])
    if heading:
        run = Run(request)
    elif what == "points" or _is_line(report.text, start, end):
        line, stop = line_around(report.text, start, end)
        run = Run(request, narrow=lambda found: _of_lines(found, line, stop))
    else:
        within = clauses_within(report.text, start, end)
        run = Run(request, within=within, narrow=lambda found: _of_words(found, report))
    actions.start(desk, work, run)


def right(work: Work, given: Given) -> None:
    """Put a matter of form right: one at its author's click, all of a kind as a proposal."""
    require_idle(work)
    code, start = str(given.get("code", "")), given.get("start")
    found = fix(work.session, code, start if isinstance(start, int) else None)
    if isinstance(start, int):
        work.session.settle(found)
        _remark(work, found)
    else:
        work.last = found
        work.say(*summary(found))


def drafted(work: Work, given: Given) -> None:
    """Propose a frame for a part that the genre wants and the report lacks."""
    require_idle(work)
    before = work.session.waiting
    work.last = draft(work.session, str(given.get("part", ""))[:80])
    if work.last not in before:  # a double click asks for it once
        work.say(*summary(work.last))


def pasted(work: Work, given: Given) -> None:
    """Take a rewrite from elsewhere for the paragraph that the author was at, or for the `whole`
    section around it."""
    text = limited(str(given.get("text", "")))
    start, end = _place(work, given)
    home = section_at(work.session.report, start, end)
    whole = given.get("whole") is True and home is not None
    part = home.id if whole and home is not None else part_at(work.session.report, start, end)
    task = Task.SHORTEN if given.get("short") is True else Task.REWRITE
    work.last = paste(work.session, part, text, task)
    work.say(*summary(work.last))


_SAID = {"shorten": "压到三分之二", "plain": "语气平实一些", "points": "分成三点"}


def _request(what: str, part: str, words: str) -> Request:
    if what == "shorten":
        return Request(Task.SHORTEN, (part,), to=SHORTER)
    if what == "plain":
        return Request(Task.REWRITE, (part,), instruction=_SAID["plain"])
    if what == "points":
        count = min(4, max(2, len(split_sentences(words))))
        return Request(Task.RESTRUCTURE, (part,), instruction=f"分成{count}点")
    raise UsageError("没有这个操作。", "There is no such action.")


def _place(work: Work, given: Given) -> tuple[int, int]:
    """Return the place that a browser names; raises UsageError where other words stand there."""
    text = work.session.report.text
    try:
        start, end = (_behind(text, *map(int, given[name])) for name in ("from", "to"))
    except (KeyError, TypeError, ValueError):
        start, end = 0, 0
    was = given.get("was")
    there = 0 <= start < end <= len(text)
    if not there or (was is not None and visible(text[start:end]) != was):
        raise UsageError(_OTHER_WORDS)
    return start, end


def _behind(text: str, line: int, shown: int) -> int:
    end = line_around(text, line, line)[1]
    return line + place_behind(text[line:end], shown)


def _is_line(text: str, start: int, end: int) -> bool:
    line, stop = line_around(text, start, end)
    return not visible(text[line:start] + text[end:stop]).strip()


def _of_lines(found: Proposal, start: int, end: int) -> Proposal:
    """Return what of a proposal is about whole lines."""
    return found.select(
        c.id
        for p in found.parts
        for c in p.changes
        if p.start + c.old_start < end and start < p.start + max(c.old_end, 1)
    )


def _of_words(found: Proposal, report: Report) -> Proposal:
    """Return what of a proposal is about selected words: who wants them shorter asked for no
    length, and where nothing can go, it is said what else can be done."""
    left = laid_in(found, report)
    return replace(left, asked=None, notes=left.notes if left.changes else (_NOTHING_SELECTED,))


def _remark(work: Work, own: Proposal) -> None:
    """Say that an author's own words count, and what the checks remark on in them."""
    version = work.session.history.current
    told = [f.message for p in own.parts for f in p.findings if f.severity is Severity.WARNING]
    seen = list(dict.fromkeys(told))[:_REMARKS]
    zh, en = f"已改：{version.what.zh}。", f"Done: {version.what.en}."
    if seen:
        zh += "请留意：" + "；".join(m.zh for m in seen) + "。"
        en += " Please note: " + "; ".join(m.en for m in seen) + "."
    work.say(zh, en, choices=(deciding.UNDO,))
