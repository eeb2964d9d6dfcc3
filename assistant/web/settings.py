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
from assistant.errors import AssistantError, ModelError, TruncatedReply, UsageError
from assistant.findings import Language, Message
from assistant.models import Step, get_model, pull
from assistant.models.failures import abroad, plainly
from assistant.models.known_weights import known_models
from assistant.models.weights import is_present
from assistant.web import files
from assistant.web.desk import NO_WORK, Desk, Work
from assistant.web.options import Options
from assistant.web.page import SPEAKS
from assistant.web.paint import badge
from assistant.web.views.markup import tag, text
from assistant.web.views.words import STEPS
from assistant.web.warming import warm

Wish = tuple[str, Settings]
"""A model's name and the settings it needs, as chosen on the page."""


def wire_settings(ui: SimpleNamespace, desk: Desk) -> None:
    """Connect the settings."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def missing(kind: str) -> bool:
        return kind == "local" and not is_present("local", desk.settings)

    def opened(token: str | None, wish: Wish | None, language: str, theme: str) -> dict[Any, Any]:
        kind = "local"
        try:
            name = desk.get(token).model
        except AssistantError:
            name = wish[0] if wish is not None else desk.settings.model
        if name == "rules":
            kind = "rules"
        elif not name.startswith("local"):
            kind = "service"
        return {
            ui.settings: gr.update(visible=True),
            ui.model: kind,
            ui.fetch: gr.update(visible=missing(kind)),
            ui.service: gr.update(visible=kind == "service"),
            ui.test: gr.update(visible=kind == "service"),
            ui.model_note: "",
            ui.language_choice: language,
            ui.theme_choice: theme,
        }

    shown = [ui.settings, ui.model, ui.fetch, ui.service, ui.test, ui.model_note]
    ui.settings_button.click(
        opened,
        [ui.token, ui.wish, ui.language, ui.hidden_a],
        [*shown, ui.language_choice, ui.theme_choice],
        js=f"(t) => [t, null, {SPEAKS}, localStorage.getItem('assistant-theme') || 'auto']",
        **quiet,
    )
    ui.close.click(lambda: (gr.update(visible=False), ""), None, [ui.settings, ui.key], **quiet)
    ui.language_choice.input(
        None, [ui.language_choice], None, js="(v) => window.assistantLanguage(v)"
    )
    ui.theme_choice.input(None, [ui.theme_choice], None, js="(v) => window.assistantTheme(v)")
    ui.model.input(
        lambda kind: (
            gr.update(visible=kind == "service"),
            gr.update(visible=kind == "service"),
            gr.update(visible=missing(kind)),
            "",
        ),
        [ui.model],
        [ui.service, ui.test, ui.fetch, ui.model_note],
        **quiet,
    )

    fields = [ui.model, ui.address, ui.model_name, ui.key]
    speak = f"(...given) => [...given.slice(0, -1), {SPEAKS}]"

    def apply(
        token: str | None, kind: str, address: str, name: str, key: str, language: str
    ) -> tuple[Any, str, str, Wish | None]:
        spoken = Language(language)
        try:
            wish = choice(desk.options, desk.settings, kind, address, name, key)
            if token and token != NO_WORK:
                work = desk.get(token)
                use_model(work, *wish)
                head: Any = badge(work, spoken is Language.ZH)
            else:
                head = gr.update()
        except AssistantError as error:
            return gr.update(), _note(error.text(spoken), bad=True), key, None
        said = Message("好的，之后的改写就用它。", "From now on this one does the rewriting.")
        return head, _note(said.text(spoken)), "", wish

    def test(kind: str, address: str, name: str, key: str, language: str) -> str:
        spoken = Language(language)
        try:
            model, settings = choice(desk.options, desk.settings, kind, address, name, key)
            return _note(try_model(model, settings).text(spoken))
        except AssistantError as error:
            return _note(error.text(spoken), bad=True)

    def fetch(language: str) -> Iterator[str]:
        yield from fetching(desk.settings, Language(language))

    ui.apply.click(
        apply,
        [ui.token, *fields, ui.language],
        [ui.badge, ui.model_note, ui.key, ui.wish],
        js=speak,
        **quiet,
    )
    ui.test.click(
        test, [*fields, ui.language], [ui.model_note], js=speak, concurrency_limit=4, **quiet
    )
    ui.fetch.click(fetch, [ui.language], [ui.model_note], js=speak, concurrency_limit=4, **quiet)


def choice(
    options: Options, settings: Settings, kind: str, address: str, name: str, key: str
) -> tuple[str, Settings]:
    """Return the model's name and the settings for what was chosen on the page.

    The operator's own key never goes to an address somebody typed.  Raises UsageError for what
    the operator does not allow.
    """
    if options.fixed:
        raise UsageError(
            "模型由管理员指定，不能在这里更换。", "The operator chose the model for this page."
        )
    if kind == "rules":
        return "rules", settings
    if kind == "local":
        local = settings.model if settings.model.startswith("local") else "local"
        return local, settings
    if kind != "service":
        raise UsageError("请选择一种模型。", "Choose a kind of model.")
    address, name = (address or "").strip(), (name or "").strip()
    if not address or not name:
        raise UsageError(
            "请写上服务地址和模型名称。",
            "Write the address of the service and the name of the model.",
        )
    if not options.allows(address):
        raise UsageError(
            "这个地址不在管理员允许的范围内。", "The operator does not allow this address."
        )
    return f"openai:{name}", replace(settings, base_url=address, key=(key or "").strip())


def use_model(work: Work, model: str, settings: Settings) -> None:
    """Let a work be rewritten by this model from now on; raises UsageError while it is at work."""
    with work.lock:
        if work.working:
            raise UsageError(
                "正在处理，请等它做完再换模型。",
                "A request is under way; change the model once it is done.",
            )
        work.session.use_settings(settings, model)
        work.model = model
    warm(model, settings)


def try_model(model: str, settings: Settings) -> Message:
    """Ask the model a word that tells nothing of any report, and say whether it answered.

    Raises ModelError, which tells no word of the answer: a page is not to read other services.
    """
    quick = replace(settings, tries=1, call_timeout=20.0, first_token_timeout=20.0)
    writer = get_model(model, quick)
    if writer is None:
        return Message("不需要模型。", "No model is needed.")
    try:
        writer.ask([("user", "请回复：好")], max_tokens=8)
    except ModelError as error:
        # Eight tokens are few: that it had more to say shows that it answers.
        if not isinstance(error, TruncatedReply):
            raise ModelError(plainly(error, writer.where)) from error
    finally:
        writer.close()
    return Message(f"可以用（{writer.where}）。", f"It works ({abroad(writer.where)}).")


def fetching(settings: Settings, language: Language = Language.ZH) -> Iterator[str]:
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
    size = f"{title.size / 1e9:.1f} GB"
    ready = Message(f"准备下载（{size}，只需一次）…", f"About to fetch {size}, once …")
    yield _note(ready.text(language))
    while True:
        step: Step | AssistantError | None = steps.get()
        while not steps.empty() and isinstance(step, Step):
            step = steps.get()
        if step is None:
            done = Message("内置模型已经可以用了。", "The embedded model is ready.")
            yield _note(done.text(language))
            return
        if isinstance(step, AssistantError):
            why = files.without_paths(step.message)
            failed = Message(f"没有下载成功：{why.zh}", f"It could not be fetched: {why.en}")
            yield _note(failed.text(language), bad=True)
            return
        share = f" {step.done * 100 // step.total}%" if step.total else ""
        yield _note(f"{STEPS[step.kind].text(language)}{share} ({step.note})")


def _note(words: str, *, bad: bool = False) -> str:
    return tag("p", text(words), class_="note bad" if bad else "note", role="status")
