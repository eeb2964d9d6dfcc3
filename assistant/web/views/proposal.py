"""A proposal: what would change, whether it was found sound, where each figure went."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.findings import Language, Message, Severity
from assistant.models.places import stays_here
from assistant.request import request_label
from assistant.session import Part, Proposal, place_name, source_name
from assistant.session.counts import HOMELESS, account, left_out, only_noise
from assistant.session.part import AUTHOR
from assistant.session.propose import ANSWER, EDIT, ELSEWHERE
from assistant.tasks import BY_AUTHOR, Task
from assistant.verify import TraceItem, Verdict
from assistant.web.views.findings import findings, reading
from assistant.web.views.markup import counted, say, shorten, tag, text
from assistant.web.views.words import (
    ENGINES,
    STATUSES,
    TRACED,
    VERDICTS,
)

MOST_TRACED = 200
LOOKED_AT = Message("已逐处看过", "each place was looked at")
ONLY_NOISE = Message("只划去无关文字", "only noise goes")
USELESS = "model_unusable"
"""The finding that nothing here is the model's; it is shown for the whole proposal."""


def about(found: Proposal, language: Language) -> str:
    """Return what is to be known of a proposal; the changes themselves stand in the document.

    Boxes with `data-confirm` stand before every error finding.
    """
    zh = language is Language.ZH
    html = _head(found, language)
    html += "".join(tag("p", say(n, language), class_="note") for n in found.notes)
    html += _useless(found, language) + _homeless(found, language)
    if not found.changes:
        words = "没有要改的地方。" if zh else "Nothing would change."
        html += tag("p", words, class_="empty")
    task = found.request.task
    html += "".join(_part(p, task, language) for p in found.parts if p.changed or p.findings)
    return html + _trace(found, language)


def name_of(found: Proposal, language: Language) -> str:
    """Name a proposal in a word or two: its task and where it is."""
    parts = [p for p in found.parts if p.changed] or list(found.parts)
    where = shorten(place_name(parts[0].heading, language), 12) if parts else ""
    if not found.request.sections and len(parts) > 1:
        where = Message("全文", "the whole report").text(language)
    return f"{request_label(found.request, language)}{where and f' {where}'}"


def standing(
    verdict: Verdict, errors: int, reading: int, language: Language, gone: int = 0
) -> tuple[str, str]:
    """Return in words how far something is proven, and the class that shows it.

    Green is said only where the verdict is `accepted`, nothing is left to read and neither a name,
    a value nor a whole clause was left out (`gone`).
    """
    zh = language is Language.ZH
    if errors:
        words = f"有 {errors} 处问题" if zh else counted(errors, "error")
        return words, Verdict.UNCHANGED.value
    if reading:
        words = f"须通读 {reading} 处" if zh else f"{counted(reading, 'place')} to read"
        return words, Verdict.REVIEW.value
    if gone and verdict is Verdict.ACCEPTED:
        return (f"略去 {gone} 项" if zh else f"{gone} left out"), Verdict.REVIEW.value
    return say(VERDICTS[verdict.value], language), verdict.value


def standing_of(found: Proposal, language: Language) -> tuple[str, str]:
    """Return the same of a whole proposal."""
    return _standing(found.parts, found.verdict, len(found.to_confirm), language)


def _standing(
    parts: Sequence[Part], verdict: Verdict, errors: int, language: Language
) -> tuple[str, str]:
    reading = sum(len(p.reading) for p in parts)
    if only_noise(parts) and not errors and not reading:
        return ONLY_NOISE.text(language), Verdict.REVIEW.value
    return standing(verdict, errors, reading, language, len(left_out(parts)))


def settled(found: Proposal, language: Language) -> tuple[str, str]:
    """Return the same once each place is read and each error is ticked."""
    if (gone := len(left_out(found.parts))) or found.verdict is Verdict.ACCEPTED:
        return standing(Verdict.ACCEPTED, 0, 0, language, gone)
    return LOOKED_AT.text(language), (Verdict.REVIEW if found.errors else Verdict.ACCEPTED).value


def _homeless(found: Proposal, language: Language) -> str:
    """Return the facts that found no place, before all else: who gave them thinks they are in."""
    messages = [f.message for p in found.parts for f in p.findings if f.code == HOMELESS]
    if not messages:
        return ""
    advice = Message(
        "点正文里的“待补”，可以自己填到该填的地方。",
        "Click a gap in the text to fill it in where it belongs.",
    )
    rows = "".join(
        tag("li", say(m, language) + "<br>" + say(advice, language), class_="warning")
        for m in messages
    )
    return tag("ul", rows, class_="findings homeless")


def _useless(found: Proposal, language: Language) -> str:
    """Return that none of the model's replies was of use, before all else."""
    messages = [f.message for p in found.parts for f in p.findings if f.code == USELESS]
    rows = "".join(tag("li", say(m, language), class_="warning") for m in messages)
    return tag("ul", rows, class_="findings useless", role="alert") if rows else ""


def filled_count(found: Proposal) -> int:
    """Return how many gaps a proposal closes."""
    return sum(len(part.fills) for part in found.parts)


def lengths(found: Proposal, zh: bool) -> str:
    """Return the asked and the delivered 字数 in words; the outline counts the noise as well."""
    noise = any(f.code == "noise_removed" for p in found.parts if p.changed for f in p.findings)
    aside = ("（不含无关文字）" if zh else " (without noise)") if noise else ""
    if found.asked is None:
        return f"{found.words_source}{aside} → {found.words} 字"
    asked = f"{'要求' if zh else 'asked'} {found.asked}"
    got = f"{'实得' if zh else 'delivered'} {found.words} 字"
    return f"{'原' if zh else 'was'} {found.words_source}{aside} → {asked} → {got}"


def _head(found: Proposal, language: Language) -> str:
    zh = language is Language.ZH
    task = tag("strong", request_label(found.request, language))
    count = len(found.changes)
    facts = [text(lengths(found, zh)), f"{count} 处改动" if zh else counted(count, "change")]
    if found.request.task == Task.FILL:
        done, left = filled_count(found), len(found.questions)
        facts.append(
            f"填入 {done} 处，仍待补 {left} 处" if zh else f"{done} filled, {left} still open"
        )
    return (
        tag("div", task, class_="head")
        + tag("p", " · ".join(facts), class_="facts")
        + tag("p", text(usage(found, zh)), class_="facts usage")
    )


def usage(found: Proposal, zh: bool) -> str:
    """Return who did it, where the text went, tokens and seconds, in words."""
    used = found.usage
    if found.request.task == ELSEWHERE:
        return "别处写的，在本机核对" if zh else "Written elsewhere, checked on this machine"
    if not found.model or found.model == "rules" or not used.calls:
        return (
            "按固定规则改写，没有用模型；文字没有离开本机"
            if zh
            else "By rules; the text stayed on this machine"
        )
    tokens = used.prompt_tokens + used.completion_tokens
    model = found.model.removeprefix("openai:").split("/")[-1]
    where = "文字没有离开本机" if stays_here(found.where) else f"文字发往 {found.where}"
    if not zh:
        here = stays_here(found.where)
        where = "the text stayed on this machine" if here else f"sent to {found.where}"
    cost = f" · {used.cost:.4f}" if used.cost is not None else ""
    seconds = f"{used.seconds:.1f} {'秒' if zh else 's'}"
    return (
        f"模型 {model} · {where} · 用时 {seconds}{cost}"
        if zh
        else (f"Model {model} · {where} · {tokens:,} tokens · {seconds}{cost}")
    )


def _part(part: Part, task: str, language: Language) -> str:
    wrong = (f for f in part.findings if f.severity is Severity.ERROR)
    errors = len({part.error_key(f) for f in wrong})
    words, kind = _standing([part], part.verdict, errors, language)
    by = part.rung if part.rung in ("section", "sentence") else part.engine
    if by == AUTHOR and task in BY_AUTHOR and task not in (EDIT, ANSWER):
        by = "asked"  # their own are the wish and the words in it, what came of it is code's
    who = ENGINES.get(by, ENGINES["none"])
    # Where noise goes, nobody reworded the part, and yet it is not as it was.
    engine = tag("span", say(who, language), class_="engine") if by != "none" else ""
    name = shorten(place_name(part.heading, language), 40)
    chip = tag("span", text(words), class_=f"chip {kind}")
    html = tag("h2", f"{text(name)} {chip} {engine}")
    weighed = sorted(part.findings, key=lambda f: f.severity.rank)
    html += findings(part, tuple(f for f in weighed if f.code not in (HOMELESS, USELESS)), language)
    return tag("section", html + reading(part, language), class_="part", aria_label=name)


def _trace(found: Proposal, language: Language) -> str:
    zh = language is Language.ZH
    items = [i for p in found.parts if p.changed for i in p.trace]
    if not items:
        return ""
    filled = sum(i.status.value == "filled" for i in items)
    summary = ("去向：" if zh else "Where it went: ") + account(found.parts).text(language)
    if filled:
        summary += f"，填入 {filled} 项" if zh else f", {filled} filled"
    names = ("内容", "去向", "出处") if zh else ("what", "where to", "source")
    head = tag("tr", "".join(tag("th", n, scope="col") for n in names))
    order = {"dropped": 0, "filled": 1, "merged": 2, "moved": 3}
    items.sort(key=lambda i: order.get(i.status.value, 9))
    rows = "".join(_traced(i, language) for i in items[:MOST_TRACED])
    table = tag("table", tag("thead", head) + tag("tbody", rows))
    return tag("details", tag("summary", text(summary)) + table, class_="trace")


def _traced(item: TraceItem, language: Language) -> str:
    kind = TRACED.get(item.kind)
    empty = "（空）" if language is Language.ZH else "(nothing)"
    name = (say(kind, language) + " " if kind else "") + text(shorten(item.text, 40) or empty)
    status = STATUSES.get(item.status.value)
    shown = say(status, language) if status else text(item.status.value)
    cells = (
        tag("td", name)
        + tag("td", shown)
        + tag("td", text(source_name(item.source or "", language)))
    )
    return tag("tr", cells, class_=item.status.value)
