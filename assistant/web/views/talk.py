"""The talk: what was said, what is being written, and what can be said next."""

from __future__ import annotations

import time

from assistant.findings import Language, Message
from assistant.web.audit import id_of
from assistant.web.deciding import UNDO
from assistant.web.desk import Work
from assistant.web.replies import KEYS, TAPS
from assistant.web.rewriting import Run
from assistant.web.views.markup import tag, text
from assistant.web.views.words import STEPS, gloss, listed

SHOWN = 60
DRAFT = 160
_LEAST, _SHARE = 2.0, 0.05
"""Seconds, and the share of the whole, after which the pace says how long the rest may take."""


def talk(work: Work) -> str:
    """Return the last lines of the talk, the draft under way, and sentences to say next."""
    zh = work.language is Language.ZH
    said = list(work.session.talk[-SHOWN:])
    if said and work.choices and not work.working:
        # What is offered below as buttons is not told a second time.
        role, words = said[-1]
        said[-1] = (role, words.removesuffix(listed(work.choices, work.language)))
    rows = [_line(role, words, work.language) for role, words in said]
    if not rows:
        hello = (
            "您好！想改哪里，直接说就行。例如“把第二部分压到300字”。每次改动都先给您看，您点头才算数。"
            if zh
            else "Say what you would like to change. Nothing changes until you agree."
        )
        rows.append(_line("assistant", hello, work.language))
    if work.run is not None and work.working:
        rows.append(_running(work.run, zh))
    # What scrolls is reached by keyboard as well.
    html = tag(
        "div",
        "".join(rows),
        class_="talk",
        role="log",
        tabindex="0",
        aria_label="对话记录" if zh else "The talk so far",
        aria_live="polite",
        # By these a page that was loaded anew finds what it sent before (page.js).
        data_report=id_of(work.token),
        data_count=len(work.session.talk),
    )
    if work.choices and not work.working:
        chips = "".join(
            tag(
                "button",
                text(gloss(c, zh)),
                type="button",
                class_="chip-button",
                data_say=c,
                data_step="undo" if c == UNDO else None,
            )
            for c in work.choices
        )
        html += tag("div", chips, class_="choices")
    return html


def _line(role: str, words: str, language: Language) -> str:
    zh = language is Language.ZH
    who = ("您" if zh else "You") if role == "user" else ("助手" if zh else "Assistant")
    shown = text(words).replace("\n", "<br>")
    keys, taps = (text(one.text(language)) for one in (KEYS, TAPS))
    both = tag("span", keys, class_="by-key") + tag("span", taps, class_="by-touch")
    shown = shown.replace(keys, both)
    colon = "：" if zh else ": "
    return tag("p", tag("span", who + colon, class_="who") + shown, class_=f"said {role}")


def _running(run: Run, zh: bool) -> str:
    """Return what is under way, how far it is and how long it may yet take."""
    language = Language.ZH if zh else Language.EN
    if run.loading is not None and not run.drafts:
        step = run.loading
        part = f" {step.done * 100 // step.total}%" if step.total else ""
        words = STEPS[step.kind].text(language) + part
    elif run.waiting:
        words = "前面还有人在用，轮到就开始" if zh else "Waiting for others to finish"
    else:
        doing = run.said or Message("处理", "working")
        told = [f"正在处理：{doing.zh}" if run.said else "正在处理"] if zh else [doing.en]
        told += [one.text(language) for one in progress(run)]
        words = ("。" if run.said else "，").join(told[:2]) if zh else "; ".join(told[:2])
        words += "".join(("，" if zh else "; ") + one for one in told[2:])
    html = tag("span", text(words) + "…", class_="doing")
    if run.drafts:
        latest = next(reversed(run.drafts.values()))[-DRAFT:]
        label = "草稿（核对后才会给您看）：" if zh else "Draft, not yet checked: "
        html += tag("span", label + text(latest), class_="draft")
    return tag("p", html, class_="said assistant running")


def progress(run: Run) -> list[Message]:
    """Return how far a run is, of what is known: that it was sent, read, how much is written, and
    how long the rest takes at the pace so far."""
    now = time.monotonic()
    if run.first_word is None:
        if run.sent is None:
            return []
        waited = int(now - run.sent)
        sent = Message("已发给模型，等它读完", "sent to the model, which reads it")
        return [sent, *([Message(f"已等 {waited} 秒", f"{waited} s so far")] if waited else [])]
    written = sum(map(len, run.drafts.values()))
    found = [
        Message(f"模型已写 {written} 字", f"{written} characters written")
        if written
        else Message("模型已在回答", "the model answers")
    ]
    if run.total > 1:
        at = min(run.done + 1, run.total)
        found.append(Message(f"第 {at} 段，共 {run.total} 段", f"passage {at} of {run.total}"))
    share = run.done / run.total if run.total > 1 else min(1, written / max(1, run.expected))
    spent = now - (run.began if run.total > 1 else run.first_word)
    if spent > _LEAST and _SHARE < share < 1:
        left = spent * (1 - share) / share
        # Told in steps: a number that trembles says no more.
        rounded = max(5, round(left / 5) * 5)
        minutes = round(left / 60)
        found.append(
            Message(f"大约还要 {rounded} 秒", f"about {rounded} s more")
            if rounded <= 90
            else Message(f"大约还要 {minutes} 分钟", f"about {minutes} min more")
        )
    return found
