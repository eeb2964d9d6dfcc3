"""How a result is handed over: its changes with the reason for each, in the form asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from assistant.errors import UsageError
from assistant.formats import LAYOUTS, Form, Format, Remark, Source
from assistant.noise import find_noise
from assistant.request import Task

if TYPE_CHECKING:
    from assistant.chains import Outcome
    from assistant.chains.outcome import SectionOutcome

_TASKS: Final = {
    Task.CLEAN: "清理与报告无关的内容",
    Task.RESTRUCTURE: "调整结构",
    Task.SHORTEN: "压缩篇幅",
    Task.FILL: "填写空缺",
    Task.REWRITE: "按要求改写",
}
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
        raise UsageError(f"没有“{form.layout}”这种版式，可用的：{'、'.join(LAYOUTS)}。")
    if form.revisions and form.layout:
        raise UsageError("--revisions 保留原有版式，不能与 --layout 同用。")
    asked = "--revisions" if form.revisions else "--layout" if form.layout else ""
    if asked and not word:
        raise UsageError(f"{asked} 要写成 Word 文件：请用 -o 指定以 .docx 结尾的文件名。")
    if form.revisions and source not in (None, Format.DOCX):
        raise UsageError("--revisions 把修改写成修订，要求报告本身是 .docx 文件。")


def with_reasons(form: Form, outcome: Outcome, source: Source) -> Form:
    """Return the form with a remark for each change of the outcome that can be told a reason."""
    if not form.revisions:
        return form
    return Form(form.revisions, form.layout, tuple(_remarks(outcome, source.text)))


def _remarks(outcome: Outcome, text: str) -> Iterator[Remark]:
    task = Task(outcome.request.task)
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
        yield Remark(start, max(start, end - 1), _reason(task, section, outcome))
    for gap in outcome.gaps:
        if gap.filling is not None:
            words = f"填入“{gap.filling.value}”，出处：{gap.filling.source}"
        else:
            words = f"没有依据，待补：{gap.gap.question.zh}"
        yield Remark(gap.gap.start, gap.gap.end, words, exact=True)
    if task is Task.CLEAN:
        for noise in find_noise(text):
            name = _NOISE.get(noise.kind, "与报告无关的内容")
            yield Remark(noise.start, noise.end, f"删去{name}", exact=True)


def _reason(task: Task, section: SectionOutcome, outcome: Outcome) -> str:
    words = _TASKS[task]
    if task is Task.REWRITE and outcome.request.instruction:
        words = f"{words}（{outcome.request.instruction}）"
    engine = _ENGINES.get(section.engine.value)
    words = f"{words}：{engine}" if engine else words
    if section.verdict.value == "review":
        seen = "；".join(dict.fromkeys(f.message.zh.rstrip("。") for f in section.findings[:3]))
        words = f"{words}。请人审阅：{seen or '见核对结果'}"
    return f"{words}。"
