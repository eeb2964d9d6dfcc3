"""What the checks say of a part of a proposal: what they saw, what is to be read before signing.

Each row names the changes that it is about (`concerns.py`): what its reader puts aside with them is
no longer counted, and not to be ticked (`js/deciding.js`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue import finding_name
from assistant.findings import Finding, Language, Message, Severity
from assistant.session import Part
from assistant.session.counts import DROPPED, clauses_gone
from assistant.verify import ReadingItem
from assistant.web.views.concerns import of_error, of_item
from assistant.web.views.markup import counted, nested, say, shorten, tag, text
from assistant.web.views.words import SEVERITIES

FEW = 3
"""Rows of a list that are shown at once; and errors of a part that are ticked one by one: of more
there is one box for all as well."""
LONG = 80
"""Characters of a row beyond which it is cut, about two lines of it."""
_PERCENT = 0.01


def reading_of(part: Part) -> list[ReadingItem]:
    """Return what is to be read of a part, in reading order."""
    return sorted(part.reading, key=lambda item: item.output)


def read_name(part: Part, item: ReadingItem) -> str:
    """Name what is to be read on the page: where two parts say the same, each is read by itself."""
    return f"{part.id}:{item.id}"


def findings(part: Part, found: tuple[Finding, ...], language: Language) -> str:
    """Return what the checks saw, errors with a box to tick where the part would change."""
    clauses = clauses_gone(part)
    if not found and not clauses:
        return ""
    kept = _distinct(found)
    gone = [f for f in kept if f.code.endswith(DROPPED) and f.severity is not Severity.ERROR]
    rows = _gone(gone, language) + _whole_clauses(clauses, language)
    rows += [_row(f, part, language) for f in kept if f not in gone]
    html = folded(rows, language)
    boxes = sum(_to_tick(f, part) for f in kept)
    if boxes > FEW:
        html += tag("li", _all_at_once(boxes, language), class_="error")
    return tag("ul", html, class_="findings")


def folded(rows: Sequence[str], language: Language) -> str:
    """Return the first rows of a list, and the rest to be opened: the text that they are about
    begins below them, and has all of them marked."""
    first, rest = rows[:FEW], rows[FEW:]
    html = "".join(first)
    if not rest:
        return html
    more = Message(f"还有 {len(rest)} 处", f"{len(rest)} more")
    inner = tag("summary", say(more, language)) + tag("ul", "".join(rest), class_="findings")
    return html + tag("li", tag("details", inner), class_="more")


def cut(words: str) -> str:
    """Return what is said in a row; of what is long the first lines are shown, until it is opened
    (style.css)."""
    if len(words) <= LONG:
        return text(words)
    return tag("details", tag("summary", text(words)), class_="long")


def _row(finding: Finding, part: Part, language: Language) -> str:
    about = _to_tick(finding, part) and _about(of_error(part, part.error_key(finding)))
    html = _finding(finding, part, language)
    return tag("li", html, class_=finding.severity.value, data_about=about)


def _about(changes: Sequence[str]) -> str:
    return " ".join(changes)


def _to_tick(finding: Finding, part: Part) -> bool:
    return finding.severity is Severity.ERROR and part.changed


def _all_at_once(count: int, language: Language) -> str:
    """Return the box that ticks them all; the browser lets nobody tick it who has not had each of
    them in sight (`js/confirming.js`)."""
    agree = Message("这 %1 处我都逐处看过，仍要采用", "I have looked at all %1").text(language)
    closed = Message("每一处都看到了才能勾", "To be ticked once each was in sight.")
    opened = Message("都看到了，可以勾了", "Each was in sight: it can be ticked now.")
    box = '<input type="checkbox" data-confirm-all disabled>'
    hint = tag(
        "p",
        say(closed, language),
        role="status",
        data_closed=closed.text(language),
        data_opened=opened.text(language),
    )
    said = tag("span", text(agree.replace("%1", str(count))), data_said=agree)
    return tag("label", f"{box} {said}", class_="confirm") + hint


def _gone(found: Sequence[Finding], language: Language) -> list[str]:
    """Return what was left out, a line for each kind; a quoted set phrase is told once."""
    kinds: dict[tuple[str, Severity], list[str]] = {}
    told: set[str] = set()
    for one in sorted(found, key=lambda f: f.code == "quote_dropped"):
        if (words := one.evidence.strip("“”")) not in told:
            told.add(words)
            kinds.setdefault((one.code, one.severity), []).append(words)
    rows: list[str] = []
    for (code, severity), listed in sorted(kinds.items(), key=lambda kind: kind[0][1].rank):
        kind = tag("span", say(SEVERITIES[severity.value], language), class_="kind")
        name, count = finding_name(code, language), len(listed)
        if language is Language.ZH:
            words = f"{name} {count} 处：" + "、".join(map(_quoted, listed))
        else:
            words = f"{name} ({count}): " + ", ".join(map(_quoted, listed))
        rows.append(tag("li", kind + cut(words), class_=severity.value))
    return rows


def _whole_clauses(gone: Sequence[str], language: Language) -> list[str]:
    """Return the clauses that went whole, in one row if there are any."""
    if not gone:
        return []
    words = [_quoted(shorten(one, 40)) for one in gone]
    told = Message(
        f"整句略去 {len(gone)} 处：" + "、".join(words),
        f"Clauses left out ({len(gone)}): " + ", ".join(words),
    )
    kind = tag("span", say(SEVERITIES[Severity.INFO.value], language), class_="kind")
    return [tag("li", kind + cut(told.text(language)), class_=Severity.INFO.value)]


def _quoted(words: str) -> str:
    return words if words.startswith("《") else f"“{words}”"


def reading(part: Part, language: Language) -> str:
    """Return what nothing proves: the words, and why they are to be read before signing."""
    if not part.reading:
        return ""
    zh, count, share = language is Language.ZH, len(part.reading), f"{part.read_share:.0%}"
    if part.read_share < _PERCENT:
        share = "不到 1%" if zh else "less than 1%"
    if zh:
        head = f"签发前通读 {count} 处（{share} 的字）"
    else:
        head = f"Read before signing: {counted(count, 'place')} ({share} of the characters)"
    rows = [
        tag(
            "li",
            _read(part, item, language),
            class_="warning",
            data_about=_about(of_item(part, item)),
        )
        for item in reading_of(part)
    ]
    html = tag("ul", folded(rows, language), class_="findings reading")
    return tag("p", text(head), class_="facts") + html


def _read(part: Part, item: ReadingItem, language: Language) -> str:
    zh = language is Language.ZH
    gone = "（略去）" if zh else "(left out)"
    new = " ".join(item.new.split()) or gone
    words = f"{item.old} → {new}" if item.old else new
    if item.kind == "subject_lost":
        # What went did not become these words: they are where it is missing.
        words = new.lstrip("，。；：、")
    goal = read_name(part, item)
    place = tag("button", text(shorten(words, 40)), type="button", class_="kind", data_goto=goal)
    return place + cut(nested(item.why.text(language)))


def _distinct(found: tuple[Finding, ...]) -> list[Finding]:
    kept: dict[tuple[str, str, str], Finding] = {}
    for one in found:
        kept.setdefault((one.code, one.message.zh, one.evidence), one)
    return list(kept.values())


def _finding(finding: Finding, part: Part, language: Language) -> str:
    zh = language is Language.ZH
    kind = tag("span", say(SEVERITIES[finding.severity.value], language), class_="kind")
    message = cut(nested(finding.message.text(language)))
    if not _to_tick(finding, part):
        return f"{kind}{message}"
    key = text(part.error_key(finding))
    agree = "我已核对，仍要采用" if zh else "I have checked it and want it"
    box = f'<input type="checkbox" data-confirm="{key}">'
    return f"{kind}{message}" + tag("label", f"{box} {agree}", class_="confirm")
