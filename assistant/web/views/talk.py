"""The talk: what was said, what is being written, and what can be said next."""

from __future__ import annotations

from assistant.findings import Language
from assistant.web.desk import Run, Work
from assistant.web.views.markup import tag, text
from assistant.web.views.words import STEPS, gloss

SHOWN = 60
DRAFT = 160


def talk(work: Work) -> str:
    """Return the last lines of the talk, the draft under way, and sentences to say next."""
    zh = work.language is Language.ZH
    rows = [_line(role, words, zh) for role, words in work.session.talk[-SHOWN:]]
    if not rows:
        hello = (
            "您好！想改哪里，直接说就行。例如“把第二部分压到300字”。每次改动都先给您看，您点头才算数。"
            if zh
            else "Say what you would like to change. Nothing changes until you agree."
        )
        rows.append(_line("assistant", hello, zh))
    if work.run is not None and work.working:
        rows.append(_running(work.run, zh))
    html = tag("div", "".join(rows), class_="talk", role="log", aria_live="polite")
    if work.choices and not work.working:
        chips = "".join(
            tag("button", text(gloss(c, zh)), type="button", class_="chip-button", data_say=c)
            for c in work.choices
        )
        html += tag("div", chips, class_="choices")
    return html


def _line(role: str, words: str, zh: bool) -> str:
    who = ("您" if zh else "You") if role == "user" else ("助手" if zh else "Assistant")
    shown = text(words).replace("\n", "<br>")
    colon = "：" if zh else ": "
    return tag("p", tag("span", who + colon, class_="who") + shown, class_=f"said {role}")


def _running(run: Run, zh: bool) -> str:
    """Return what is under way: in line, fetching or loading the model, or writing."""
    if run.loading is not None and not run.drafts:
        step = run.loading
        part = f" {step.done * 100 // step.total}%" if step.total else ""
        words = STEPS[step.kind].text(Language.ZH if zh else Language.EN) + part
    elif run.waiting:
        words = "前面还有人在用，轮到就开始" if zh else "Waiting for others to finish"
    elif run.total:
        words = (
            f"正在处理，第 {min(run.done + 1, run.total)} 步，共 {run.total} 步"
            if zh
            else (f"Working, {run.done} of {run.total}")
        )
    else:
        words = "正在处理" if zh else "Working"
    html = tag("span", text(words) + "…", class_="doing")
    if run.drafts:
        latest = next(reversed(run.drafts.values()))[-DRAFT:]
        label = "草稿（核对后才会给您看）：" if zh else "Draft, not yet checked: "
        html += tag("span", label + text(latest), class_="draft")
    return tag("p", html, class_="said assistant running")
