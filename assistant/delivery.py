"""How a result is handed over: its changes with the reason for each, in the form asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assistant.diff import Change, changes
from assistant.document import BlockKind, Report
from assistant.errors import UsageError
from assistant.formats import LAYOUTS, Form, Format, Remark, Source
from assistant.gaps import Gap
from assistant.noise import find_noise
from assistant.tasks import BY_AUTHOR, TASKS, Task

if TYPE_CHECKING:
    from assistant.chains import Outcome
    from assistant.chains.outcome import SectionOutcome
    from assistant.session.versions import History, Recorded

_ENGINES: Final = {"model": "模型改写，数字、标题和名称已逐项核对", "rules": "按规则处理，不经模型"}
_NOISE: Final = {
    "advertisement": "广告",
    "watermark": "水印",
    "source": "来源标记",
    "navigation": "网页导航",
    "page": "页码",
    "mark": "标记符号",
    "hidden": "隐藏字符",
}


def check_form(form: Form, *, source: Format | None, word: bool) -> None:
    """Raise UsageError for a form that this report or output cannot have.

    `source` is the report's format, None where it is not known yet; `word` says whether the
    output is a .docx.
    """
    if form.layout is not None and form.layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise UsageError(
            f"没有“{form.layout}”这种版式，可用的：{'、'.join(LAYOUTS)}。",
            f"There is no layout “{form.layout}”; there is {known}.",
        )
    asked = "--revisions" if form.revisions else "--layout" if form.layout else ""
    if asked and not word:
        raise UsageError(
            f"{asked} 要写成 Word 文件：请用 -o 指定以 .docx 结尾的文件名。",
            f"{asked} makes a Word file: name one that ends in .docx with -o.",
        )
    if form.revisions and source not in (None, Format.DOCX):
        raise UsageError(
            "--revisions 把修改写成修订，要求报告本身是 .docx 文件；"
            "文本可以先用 clean -o 新.docx 转成 Word。",
            "--revisions writes changes as revisions, so the report itself must be a .docx; "
            "clean -o new.docx makes one of a text.",
        )


def with_reasons(form: Form, outcome: Outcome, source: Source) -> Form:
    """Return the form with a remark for each change of the outcome that can be told a reason."""
    if not form.revisions:
        return form
    return replace(form, remarks=tuple(_remarks(outcome, source.text)))


def as_word(source: Source) -> Source:
    """Return the source as the Word file that its text is laid out as; a Word file as it is.

    It is what changes of a pasted report are tracked in.
    """
    if source.format is Format.DOCX:
        return source
    from assistant.formats.docx.opened import open_docx
    from assistant.formats.docx.writer import write_docx

    raw = write_docx(source.text, markdown=source.format is Format.MARKDOWN)
    return replace(source, text=open_docx(raw, source.name).text, format=Format.DOCX, raw=raw)


def as_markdown(report: Report) -> str:
    """Return the report with its title and headings marked and its paragraphs apart."""
    levels = {section.start: section.level for section in report.walk()}
    lines: list[str] = []
    for block in report.blocks:
        line = report.of(block).strip()
        if not line:
            continue
        level = 0 if block.kind is BlockKind.TITLE else levels.get(block.start)
        marked = block.kind in (BlockKind.TITLE, BlockKind.HEADING) and level is not None
        lines.append(f"{'#' * (level + 1)} {line}" if marked and level is not None else line)
    return "\n\n".join(lines) + "\n"


def with_adopted(form: Form, history: History, source: Source, marked: Sequence[Gap] = ()) -> Form:
    """Return the form with a remark for each change that was adopted on the way to the report, and
    with the question of each gap that is `marked` in what is written.

    Each stands at the words of the text as opened that it was made of.
    """
    if not form.revisions:
        return form
    told = (*_adopted(history, source.text), *_asked(marked, history.current.text, source.text))
    return replace(form, remarks=told)


def _asked(gaps: Sequence[Gap], text: str, opened: str) -> Iterator[Remark]:
    back = changes(opened, text) if gaps and text != opened else []
    for gap in gaps:
        place = _origin(gap.start, back)
        yield Remark(place, place, _lacks(gap), exact=True)


def _lacks(gap: Gap) -> str:
    return f"没有依据，待补：{gap.question.zh}"


def _adopted(history: History, opened: str) -> Iterator[Remark]:
    for before, version in pairwise(history.line()):
        back = changes(opened, before.text) if before.text != opened else []
        made = changes(before.text, version.text)
        at = 0
        # Both lists are in reading order; what is found by neither words goes without a comment.
        for recorded in version.changes:
            for number in range(at, len(made)):
                change = made[number]
                old = before.text[change.old_start : change.old_end]
                new = version.text[change.new_start : change.new_end]
                if _is_same((recorded.old, recorded.new), (old, new)):
                    start = _origin(change.old_start, back)
                    end = max(start, _origin(change.old_end, back))
                    yield Remark(start, end, *_told(recorded))
                    at = number + ((recorded.old, recorded.new) == (old, new))
                    break


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two changes share their words: the same ones, or some of them among more."""
    pairs = [(a.strip(), b.strip()) for a, b in zip(one, other, strict=True)]
    return all(a in b or b in a for a, b in pairs) and any(a and b for a, b in pairs)


def _origin(place: int, back: list[Change]) -> int:
    """Return where a place of a later text was in the first; what came anew, where it came in."""
    shift = 0
    for change in back:
        if place < change.new_start:
            break
        if place < change.new_end:
            return change.old_start
        shift = change.old_end - change.new_end
    return place + shift


_OWN = frozenset(BY_AUTHOR[deed].why.zh for deed in ("edit", "answer", "replace", "correct"))
"""The reasons of changes whose words their author typed."""


def _told(recorded: Recorded) -> tuple[str, bool, bool]:
    """Return what a comment says of an adopted change, whether it is about a filled value, and
    whether its author typed it."""
    own = recorded.reason.zh in _OWN
    if recorded.source:
        return f"填入“{recorded.new.strip()}”，出处：{recorded.source}", True, own
    return f"{recorded.reason.zh}。", False, own


def _remarks(outcome: Outcome, text: str) -> Iterator[Remark]:
    task = outcome.request.task
    position = 0
    for section in outcome.sections:
        if section.output == section.source:
            continue
        start = text.find(section.source, position)
        start = start if start >= 0 else text.find(section.source)
        if start < 0:
            start, end = 0, len(text)
        else:
            position = end = start + len(section.source)
        yield Remark(start, max(start, end - 1), _reason(section, outcome))
    for gap in outcome.gaps:
        if gap.filling is not None:
            words = f"填入“{gap.filling.value}”，出处：{gap.filling.source}"
        else:
            words = _lacks(gap.gap)
        yield Remark(gap.gap.start, gap.gap.end, words, exact=True)
    if task == Task.CLEAN:
        for noise in find_noise(text):
            name = _NOISE.get(noise.kind, "与报告无关的内容")
            yield Remark(noise.start, noise.end, f"删去{name}", exact=True)


def _reason(section: SectionOutcome, outcome: Outcome) -> str:
    request = outcome.request
    told = request.to.told if request.to is not None else None
    words = TASKS[request.task].why_of(told, request.instruction).zh
    engine = _ENGINES.get(section.engine.value)
    words = f"{words}；{engine}" if engine else words
    if section.verdict.value == "review":
        why = [f.message for f in section.findings] + [i.why for i in section.reading]
        seen = "；".join(dict.fromkeys(w.zh.rstrip("。") for w in why[:3]))
        words = f"{words}。请人审阅：{seen or '见核对结果'}"
    return f"{words}。"
