"""From a work to the page: every component that shows it, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.findings import Language
from assistant.genres import list_genres
from assistant.session import BY_AUTHOR, section_states
from assistant.tasks import TASKS, Task, task_label
from assistant.web.actions import WHOLE
from assistant.web.desk import Work
from assistant.web.destination import label, needs_consent
from assistant.web.files import still_open
from assistant.web.options import AUTO
from assistant.web.views.desk import desk_view
from assistant.web.views.gaps import filled
from assistant.web.views.history import history
from assistant.web.views.last_year import last_year
from assistant.web.views.markup import counted, say, shorten, tag, text
from assistant.web.views.outline import outline
from assistant.web.views.part_names import part_names
from assistant.web.views.talk import talk

Painted = dict[Any, Any]
FACTS = {
    Language.ZH: ["指标", "数值", "单位", "出处"],
    Language.EN: ["Name", "Value", "Unit", "Source"],
}
"""The columns of the facts table."""


def painted(ui: SimpleNamespace) -> list[Any]:
    """Return the components that `paint` and `nothing` set, and the tabs they may bring forward."""
    names = (
        "opening desk title badge welcome open_genre noise noise_text outline genre document "
        "history undo redo talk card card_text correct task section detail "
        "go agree stop layout "
        "questions fill filled facts taken middle_tabs "
        "last_year last_year_drop last_year_give"
    )
    return [getattr(ui, name) for name in names.split()]


def nothing(ui: SimpleNamespace, zh: bool) -> Painted:
    """Return the page with no report open."""
    hello = (
        (
            "打开一份述职报告，说要怎么改。每一处改动都先给您看，数据逐个核对，您同意了才算数。",
            "报告只保存在这台电脑上，可以随时删除。",
        )
        if zh
        else (
            "Open a report and say what to change. Every change is shown and checked first.",
            "The report is kept on this machine only and can be deleted at any time.",
        )
    )
    language = Language.ZH if zh else Language.EN
    automatic = ("自动识别文种" if zh else "Recognise the kind of report", AUTO)
    welcome = tag("h1", "述职报告助手" if zh else "Report assistant")
    welcome += "".join(tag("p", line) for line in hello)
    return {
        ui.opening: gr.update(visible=True),
        ui.desk: gr.update(visible=False),
        ui.title: "",
        ui.badge: "",
        ui.welcome: welcome,
        ui.open_genre: gr.update(choices=[automatic, *genres(language)]),
    }


def genres(language: Language) -> list[tuple[str, str]]:
    """Return the package's genres as choices: name and ID."""
    return [(g.name.text(language), g.id) for g in list_genres()]


def paint(ui: SimpleNamespace, work: Work) -> Painted:
    """Return what every component shows of a work."""
    session, language = work.session, work.language
    zh = language is Language.ZH
    check = work.check()
    source = session.source
    states = section_states(session.report, source.text, session.apart, source.styles)
    # A source that is left empty counts as the author's own words, which have no English cell.
    own = "" if language is Language.EN else BY_AUTHOR
    rows = [
        [f.name, f.value, f.unit, own if f.source == BY_AUTHOR else f.source] for f in session.facts
    ]
    painted: Painted = {
        ui.opening: gr.update(visible=False),
        ui.desk: gr.update(visible=True),
        ui.title: _skip(zh) + tag("h1", text(shorten(work.name, 40))),
        ui.badge: badge(work, zh),
        ui.outline: outline(check, states, work.chosen, language, session.history, session.apart),
        ui.genre: gr.update(choices=genres(language), value=session.genre.id),
        ui.document: desk_view(work, states),
        ui.history: history(session.history, language),
        ui.undo: gr.update(interactive=session.history.can_undo),
        ui.redo: gr.update(interactive=session.history.can_redo),
        ui.questions: work.questions(),
        ui.fill: gr.update(visible=bool(check.gaps)),
        ui.filled: filled(session.history, language),
        ui.facts: {
            "headers": FACTS[language],
            "data": [*rows, *[[""] * 4] * max(1, 4 - len(rows))],
        },
        ui.taken: tag("p", say(told, language), class_="note")
        if (told := still_open(work))
        else "",
        ui.last_year: last_year(
            session.last_year, session.report, session.genre, work.chosen, language
        ),
        ui.last_year_drop: gr.update(visible=bool(session.last_year)),
        ui.last_year_give: gr.update(visible=not session.last_year),
    }
    # What is proposed to go stands struck in the text already, with its ✓ and ✗.
    waits = any(one.request.task == Task.CLEAN for one in session.apart)
    painted |= _noise(ui, 0 if waits else len(check.noise), zh)
    painted |= paint_talk(ui, work)
    painted |= _card(ui, work, zh)
    return painted


def _skip(zh: bool) -> str:
    """Return the link that leads a keyboard past everything to the talk."""
    words = "跳到对话" if zh else "Skip to the talk"
    return tag("a", words, href="#say", class_="skip-link")


def badge(work: Work, zh: bool) -> str:
    """Return which model reads the text, and where."""
    host = label(work.model, work.session.settings, zh)
    away = "发往" in host or "goes to" in host
    return tag("span", text(host), class_="badge away" if away else "badge")


def paint_talk(ui: SimpleNamespace, work: Work) -> Painted:
    """Return the talk alone: what changes while a model writes."""
    return {ui.talk: talk(work), ui.stop: gr.update(visible=work.working)}


def _noise(ui: SimpleNamespace, count: int, zh: bool) -> Painted:
    words = (
        f"有 {count} 处无关文字（广告、水印等），正文里已划出"
        if zh
        else f"{counted(count, 'piece')} of text (advertisements, watermarks …) struck out below"
    )
    return {ui.noise: gr.update(visible=count > 0), ui.noise_text: tag("p", words)}


def _card(ui: SimpleNamespace, work: Work, zh: bool) -> Painted:
    intent = work.intent
    if intent is None:
        return {ui.card: gr.update(visible=False)}
    painted: Painted = {ui.card: gr.update(visible=True)}
    host = needs_consent(work)
    remote = host is not None and not intent.answers
    words = text(intent.said.text(work.language))
    if remote:
        ask = f"这份报告的文字将发往 {host}，同意吗？" if zh else f"The text goes to {host}. Agree?"
        words += tag("strong", text(ask), class_="away")
    painted[ui.card_text] = tag("p", words, class_="understood")
    painted[ui.go] = gr.update(visible=not remote)
    painted[ui.agree] = gr.update(visible=remote)
    request = intent.request
    painted[ui.correct] = gr.update(visible=request is not None and not intent.answers)
    if request is None:
        return painted
    detail = str(request.to) if request.to else request.instruction or ""
    painted[ui.task] = gr.update(
        choices=[(task_label(name, work.language), name) for name in TASKS], value=request.task
    )
    painted[ui.section] = gr.update(
        choices=_sections(work, request.sections),
        value=",".join(request.sections) or WHOLE,
    )
    painted[ui.detail] = detail
    return painted


def _sections(work: Work, meant: Sequence[str]) -> list[tuple[str, str]]:
    """Return the places to choose from: the whole, several that were named, every single one."""
    zh = work.language is Language.ZH
    found = [("全文" if zh else "Whole report", WHOLE)]
    if len(meant) > 1:
        found.append((("、" if zh else ", ").join(meant), ",".join(meant)))
    return found + [(name, part) for part, name in part_names(work.session.report, work.language)]
