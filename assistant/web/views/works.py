"""The reports that this browser worked on lately: what each is, and how far."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.findings import Language
from assistant.web.audit import id_of
from assistant.web.desk import Work
from assistant.web.views.markup import counted, shorten, tag, text


def works(found: Sequence[Work], language: Language) -> str:
    """Return a list of buttons, `data-work` and `data-drop` the place in the list; nothing where
    there is none."""
    if not found:
        return ""
    zh = language is Language.ZH
    rows = "".join(tag("li", _row(n, work, zh)) for n, work in enumerate(found))
    head = tag("h2", "最近的报告" if zh else "Recent reports")
    return head + tag("ul", rows, class_="works")


def _row(number: int, work: Work, zh: bool) -> str:
    session = work.session
    name = work.name
    now = session.history.current
    steps, waiting = len(session.history.line()) - 1, len(session.waiting)
    facts = [f"{now.words} 字", now.at[:16].replace("T", " ")]
    facts.append(f"改过 {steps} 次" if zh else counted(steps, "step"))
    if waiting:
        facts.append(f"{waiting} 份建议等您决定" if zh else f"{waiting} waiting for you")
    inner = tag("span", text(shorten(name, 40)), class_="heading")
    inner += tag("span", text(" · ".join(facts)), class_="facts")
    label = f"{'从本机删除' if zh else 'Delete from here'}：{shorten(name, 40)}"
    drop = "删除" if zh else "Delete"
    return tag("button", inner, type="button", class_="row", data_work=str(number)) + tag(
        "button",
        drop,
        type="button",
        class_="drop",
        data_drop=str(number),
        aria_label=label,
        data_report=id_of(work.token),
        data_name=name,
    )
