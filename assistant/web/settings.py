"""The settings of the page: model, language, appearance."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.config import Settings
from assistant.errors import AssistantError, ModelError, UsageError
from assistant.models import Step, get_model, pull
from assistant.models.weights import is_present, known_models
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from assistant.web.paint import badge
from assistant.web.views.markup import tag, text


def wire_settings(ui: SimpleNamespace, desk: Desk) -> None:
    """Connect the settings."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def opened(token: str | None) -> dict[Any, Any]:
        kind = "local"
        try:
            name = desk.get(token).model
        except AssistantError:
            name = desk.settings.model
        if name == "rules":
            kind = "rules"
        elif not name.startswith("local"):
            kind = "service"
        return {
            ui.settings: gr.update(visible=True),
            ui.model: kind,
            ui.fetch: gr.update(visible=kind == "local" and not is_present("local", desk.settings)),
            ui.service: gr.update(visible=kind == "service"),
            ui.test: gr.update(visible=kind == "service"),
            ui.model_note: "",
        }

    shown = [ui.settings, ui.model, ui.fetch, ui.service, ui.test, ui.model_note]
    ui.settings_button.click(opened, [ui.token], shown, **quiet)
    ui.close.click(lambda: (gr.update(visible=False), ""), None, [ui.settings, ui.key], **quiet)
    ui.language_choice.input(
        None, [ui.language_choice], None, js="(v) => window.assistantLanguage(v)"
    )
    ui.theme_choice.input(None, [ui.theme_choice], None, js="(v) => window.assistantTheme(v)")
    ui.model.input(
        lambda kind: (
            gr.update(visible=kind == "service"),
            gr.update(visible=kind == "service"),
            gr.update(visible=kind == "local" and not is_present("local", desk.settings)),
            "",
        ),
        [ui.model],
        [ui.service, ui.test, ui.fetch, ui.model_note],
        **quiet,
    )

    fields = [ui.token, ui.model, ui.address, ui.model_name, ui.key]

    def apply(token: str, kind: str, address: str, name: str, key: str) -> tuple[Any, str, str]:
        try:
            work = desk.get(token)
            use_model(desk, work, kind, address, name, key)
        except AssistantError as error:
            return gr.update(), _note(str(error), bad=True), key
        return badge(work, True), _note("好的，之后的改写就用它。"), ""

    def test(_token: str, kind: str, address: str, name: str, key: str) -> str:
        try:
            model, settings = choice(desk.options, desk.settings, kind, address, name, key)
            return _note(try_model(model, settings))
        except AssistantError as error:
            return _note(_masked(str(error), key), bad=True)

    ui.apply.click(apply, fields, [ui.badge, ui.model_note, ui.key], **quiet)
    ui.test.click(test, fields, [ui.model_note], concurrency_limit=4, **quiet)
    ui.fetch.click(
        lambda: fetching(desk.settings), None, [ui.model_note], concurrency_limit=4, **quiet
    )


def choice(
    options: Options, settings: Settings, kind: str, address: str, name: str, key: str
) -> tuple[str, Settings]:
    """Return the model's name and the settings for what was chosen on the page.

    The operator's own key never goes to an address somebody typed.  Raises UsageError for what
    the operator does not allow.
    """
    if options.fixed:
        raise UsageError("模型由管理员指定，不能在这里更换。")
    if kind == "rules":
        return "rules", settings
    if kind == "local":
        local = settings.model if settings.model.startswith("local") else "local"
        return local, settings
    if kind != "service":
        raise UsageError("请选择一种模型。")
    address, name = (address or "").strip(), (name or "").strip()
    if not address or not name:
        raise UsageError("请写上服务地址和模型名称。")
    if not options.allows(address):
        raise UsageError("这个地址不在管理员允许的范围内。")
    return f"openai:{name}", replace(settings, base_url=address, key=(key or "").strip())


def use_model(desk: Desk, work: Work, kind: str, address: str, name: str, key: str) -> None:
    """Let a work be rewritten by this model from now on; raises UsageError."""
    model, settings = choice(desk.options, desk.settings, kind, address, name, key)
    with work.lock:
        if work.working:
            raise UsageError("正在处理，请等它做完再换模型。")
        work.session.use_settings(settings, model)
        work.model = model


def try_model(model: str, settings: Settings) -> str:
    """Ask the model a word that tells nothing of any report, and say whether it answered."""
    quick = replace(settings, tries=1, call_timeout=20.0, first_token_timeout=20.0)
    writer = get_model(model, quick)
    if writer is None:
        return "不需要模型。"
    try:
        writer.ask([("user", "请回复：好")], max_tokens=8)
    except ModelError as error:
        if type(error).__name__ == "TruncatedReply":
            return f"可以用（{writer.where}）。"
        raise
    finally:
        writer.close()
    return f"可以用（{writer.where}）。"


def fetching(settings: Settings) -> Iterator[str]:
    """Fetch the embedded model and yield how far it is, for the page to show."""
    steps: queue.SimpleQueue[Step | AssistantError | None] = queue.SimpleQueue()
    title = known_models()[0]

    def work() -> None:
        try:
            pull("local", settings, steps.put)
            steps.put(None)
        except AssistantError as error:
            steps.put(error)

    threading.Thread(target=work, name="fetch-model", daemon=True).start()
    yield _note(f"准备下载（{title.size / 1e9:.1f} GB，只需一次）…")
    while True:
        step: Step | AssistantError | None = steps.get()
        while not steps.empty() and isinstance(step, Step):
            step = steps.get()
        if step is None:
            yield _note("内置模型已经可以用了。")
            return
        if isinstance(step, AssistantError):
            yield _note(f"没有下载成功：{step}", bad=True)
            return
        yield _note(_progress(step))


def _progress(step: Step) -> str:
    doing = {"fetch": "正在下载", "verify": "正在核对", "load": "正在启动"}[step.kind]
    share = f" {step.done * 100 // step.total}%" if step.total else ""
    return f"{doing}{share}（{step.note}）"


def _note(words: str, *, bad: bool = False) -> str:
    return tag("p", text(words), class_="note bad" if bad else "note", role="status")


def _masked(words: str, key: str) -> str:
    """Return words without a key that a server may have sent back in an error."""
    return words.replace(key, "……") if key else words
