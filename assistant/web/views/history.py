"""The versions of the report and what each changed."""

from __future__ import annotations

from assistant.findings import Language
from assistant.session import History, Recorded, Version
from assistant.web.views.markup import counted, say, shorten, tag, text
from assistant.web.views.words import origin

MOST_CHANGES = 40


def history(found: History, language: Language) -> str:
    """Return the versions, latest first, each with what it changed and a button to go there; those
    that the report does not come from are said to be undone."""
    zh = language is Language.ZH
    line = {v.number for v in found.line()}
    rows = "".join(
        _version(v, v.number == found.head, v.number not in line, zh, language)
        for v in reversed(found.versions)
    )
    return tag("ol", rows, class_="versions")


def _version(version: Version, current: bool, undone: bool, zh: bool, language: Language) -> str:
    when = version.at[5:16].replace("T", " ")
    name = say(version.what, language)
    head = tag("span", name, class_="what") + tag(
        "span", f"{when} · {version.words} 字", class_="when"
    )
    if current:
        head += tag("span", "现在的版本" if zh else "current", class_="chip accepted")
    else:
        if undone:
            head += tag("span", "已撤销" if zh else "undone", class_="chip")
        label = "回到这一版" if zh else "go back to this"
        head += tag(
            "button",
            label,
            type="button",
            class_="go",
            data_version=str(version.number),
            aria_label=f"{label}{'：' if zh else ': '}{version.what.text(language)}",
        )
    body = ""
    if version.changes:
        more = len(version.changes) - MOST_CHANGES
        # One alone takes no more room than the line that counts it.
        listed = version.changes[:MOST_CHANGES] if more > 1 else version.changes
        shown = "".join(_change(c, language) for c in listed)
        if more > 1:
            shown += tag("li", f"还有 {more} 处" if zh else f"and {more} more")
        count = f"{len(version.changes)} 处改动" if zh else counted(len(version.changes), "change")
        body = tag("details", tag("summary", count) + tag("ul", shown))
    return tag("li", tag("div", head, class_="row") + body, class_="current" if current else None)


def _change(change: Recorded, language: Language) -> str:
    inner = tag("del", text(shorten(change.old, 80))) if change.old.strip() else ""
    inner += " " + tag("ins", text(shorten(change.new, 80))) if change.new.strip() else ""
    if change.source:
        inner += " " + tag("span", text(origin(change.source, language)), class_="source")
    return tag("li", inner)
