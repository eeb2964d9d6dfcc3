"""Bringing one part back to how an earlier version had it; the rest stays as it is now."""

from __future__ import annotations

from assistant.document import Edit, Point, Report, Section
from assistant.errors import UnknownSection, UsageError
from assistant.findings import Message
from assistant.numbering import match_label, with_number
from assistant.outline import parse
from assistant.outline.siblings import short_name
from assistant.session.core import Session
from assistant.session.counterparts import counterpart
from assistant.session.plain.drafting import counted_on
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal


def restore(session: Session, section_id: str, from_version: int = 0) -> Proposal:
    """Return the proposal to give a section the words it had in a version (0: as opened).

    Its number stays that of its place now.  A section that was deleted since then comes back
    behind the one it followed.  Raises UsageError where the version has no such section or
    nothing would change, and UnknownSection.
    """
    versions = session.history.versions
    if not 0 <= from_version < len(versions):
        session.history.go(from_version)  # says which versions there are
    text = versions[from_version].text
    report = session.report
    before = parse(text, styles=session.source.styles_in(text))
    now = _section(report, section_id)
    pair = _pair(now, report, before) if now is not None else None
    if now is not None and pair is not None and _words(report, now) != _words(before, pair):
        edits = [Edit(now.start, now.end, _as_now(now, pair, report, before))]
        name = short_name(now)
    else:
        if isinstance(now, Point) and pair is None:
            raise UsageError(
                f"“{short_name(now)}”在那一版里对不上，没有动。可以请它所在的整个部分恢复。",
                f"“{short_name(now)}” cannot be told in that version; ask for the part around it.",
            )
        lost = _section(before, section_id)
        if not isinstance(lost, Section) or counterpart(lost, before, report) is not None:
            raise _same(section_id, now, from_version)
        edits, name = _put_back(lost, before, report), short_name(lost)
    version = Message(
        "打开时" if not from_version else f"第 {from_version} 版",
        "as opened" if not from_version else f"version {from_version}",
    )
    note = Message(
        f"“{name}”恢复成{version.zh}的写法，其余不动。",
        f"“{name}” gets back its words ({version.en}); the rest stays.",
    )
    sections = (now.id,) if now is not None else ()
    asked = Asked("restore", note.zh, sections, expected=frozenset(("numbering",)))
    return propose(session, asked, edits, notes=[note])


def _pair(now: Section | Point, report: Report, before: Report) -> Section | Point | None:
    """Return the same part in an earlier version; None where nobody can tell which it was.

    A point or a paragraph is the one at the same place among as many; opening and closing are what
    they were while the sections between are as many.
    """
    if isinstance(now, Section):
        return counterpart(now, report, before)
    home = now.id.rpartition(".")[0]
    if not home:
        alike = len(report.sections) == len(before.sections)
        return _section(before, now.id) if alike else None
    around, then = report.find(home), _section(before, home)
    if not isinstance(around, Section) or not isinstance(then, Section):
        return None
    if counterpart(around, report, before) != then or report.below(around) != before.below(then):
        return None
    return _section(before, now.id)


def _words(report: Report, section: Section | Point) -> list[str]:
    """Return the words of a section without its number, as its place may have another one."""
    words = report.of(section)
    label = match_label(words)
    return (words[label.end :] if label is not None else words).split()


def _section(report: Report, name: str) -> Section | Point | None:
    """Return the part that a name is of."""
    try:
        return report.find(name)
    except UnknownSection:
        return None


def _as_now(now: Section | Point, then: Section | Point, report: Report, before: Report) -> str:
    """Return the words of then under the number of now, ending as the text does there."""
    words = before.of(then)
    label, own = match_label(words), match_label(report.of(now))
    if label is not None and own is not None and label.ordinal and own.ordinal:
        words = label.replaced(words, with_number(label.text, own.ordinal))
    end = report.of(now)
    return words.rstrip() + end[len(end.rstrip()) :]


def _put_back(lost: Section, before: Report, report: Report) -> list[Edit]:
    """Return the edits that put a section behind the one it followed, with the numbers behind."""
    beside = [s for s in before.walk() if s.level == lost.level and s.end <= lost.start]
    found = (counterpart(s, before, report) for s in reversed(beside))
    anchor = next((s for s in found if s is not None), None)
    level = [s for s in report.walk() if s.level == lost.level]
    at = anchor.end if anchor is not None else level[0].start if level else len(report.text)
    words = before.of(lost).rstrip() + "\n"
    if at and report.text[at - 1] != "\n":
        words = "\n" + words
    return [Edit(at, at, words), *counted_on(report, level, at)]


def _same(section_id: str, now: Section | Point | None, version: int) -> UsageError:
    if now is None:
        return UsageError(
            f"第 {version} 版里没有“{section_id}”这一部分。",
            f"Version {version} has no section “{section_id}”.",
        )
    name = short_name(now)
    return UsageError(
        f"“{name}”和{'打开时' if not version else f'第 {version} 版'}一样，不用恢复。",
        f"“{name}” is as it was in version {version}; there is nothing to bring back.",
    )
