"""What happens on a click: the page's components wired to `actions`, painted anew after each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant import samples
from assistant.errors import AssistantError, InputError
from assistant.facts import load_facts
from assistant.findings import Language, Message
from assistant.session import NotConfirmed, Session, UnknownWork, facts_from_rows
from assistant.web import actions, files
from assistant.web.desk import Desk, Work
from assistant.web.options import AUTO
from assistant.web.page import SPEAKS
from assistant.web.paint import Painted, nothing, paint, paint_talk, painted
from assistant.web.settings import use_model
from assistant.web.taking import QUIET, wire_taking
from assistant.web.toasts import inform, warn
from assistant.web.views.words import gloss

SAMPLE = "team-duty"
PAUSE = 0.06
"""Seconds between two looks at what a model has written."""

Action = Callable[..., Painted | None]


def wire(ui: SimpleNamespace, desk: Desk, page: gr.Blocks) -> None:
    """Connect every component; no handler waits for a model but the one that shows its words."""
    wiring = _Wiring(ui, desk)
    wiring.opening(page)
    wiring.talking()
    wiring.deciding()
    wiring.facts()
    wire_taking(ui, desk)


class _Wiring:
    def __init__(self, ui: SimpleNamespace, desk: Desk) -> None:
        self.ui = ui
        self.desk = desk
        self.outputs = painted(ui)

    # --- the ways a handler is bound -----------------------------------------------------------

    def on(
        self,
        event: Callable[..., Any],
        action: Action,
        *inputs: Any,
        js: str | None = None,
        follow: bool = False,
        also: tuple[Any, ...] = (),
    ) -> Any:
        """Bind an action on a work: what it raises is shown, then everything is painted."""

        def handler(token: str | None, *values: Any) -> Painted:
            return self._done(token, lambda work: action(work, *values))

        bound = event(
            handler,
            [self.ui.token, *inputs],
            [*self.outputs, *also],
            js=js,
            **QUIET,
        )
        return bound.then(self.follow, [self.ui.token], self.outputs, **QUIET) if follow else bound

    def clicked(self, component: Any, event: str, action: Callable[[Work, str], None]) -> None:
        """Bind an event of our own HTML that carries a value."""

        def handler(token: str | None, data: gr.EventData) -> Painted:
            value = str(data._data.get("value", "")) if isinstance(data._data, dict) else ""
            return self._done(token, lambda work: action(work, value))

        getattr(component, event)(handler, [self.ui.token], self.outputs, **QUIET).then(
            self.follow, [self.ui.token], self.outputs, **QUIET
        )

    def _done(self, token: str | None, action: Callable[[Work], Painted | None]) -> Painted:
        try:
            work = self.desk.get(token)
        except AssistantError:
            # It was deleted in another window: the page begins anew when it is loaded again.
            return nothing(self.ui, True)
        extra: Painted | None = None
        with work.lock:
            try:
                extra = action(work)
            except NotConfirmed as error:
                count = len(error.missing)
                said = Message(
                    f"还有 {count} 处问题没有打勾确认。", f"{count} findings are not ticked yet."
                )
                warn(said, work.language)
            except AssistantError as error:
                warn(error.message, work.language)
            return paint(self.ui, work) | (extra or {})

    async def follow(self, token: str | None) -> AsyncIterator[Painted]:
        """Show what a model writes while it writes it; at once over where nothing is under way."""
        try:
            work = self.desk.get(token)
        except AssistantError:
            yield {self.ui.stop: gr.update(visible=False)}
            return
        run = work.run
        if run is None or (run.finished and work.session.pending is None):
            yield {self.ui.stop: gr.update(visible=False)}
            return
        shown = ""
        while not run.finished:
            now = paint_talk(self.ui, work)
            if now[self.ui.talk] != shown:
                shown = now[self.ui.talk]
                yield now
            await asyncio.sleep(PAUSE)
        view = await asyncio.to_thread(paint, self.ui, work)
        if work.session.pending is not None:
            view[self.ui.middle_tabs] = gr.update(selected="proposal")
        yield view

    # --- opening -------------------------------------------------------------------------------

    def opening(self, page: gr.Blocks) -> None:
        ui = self.ui
        opened = [ui.token, *self.outputs, ui.middle_tabs, ui.side_tabs]
        inputs = [ui.open_genre, ui.language, ui.wish]
        speak = f"(...given) => [...given.slice(0, -2), {SPEAKS}, null]"

        def load(token: str | None, language: str) -> Painted:
            try:
                work = self.desk.get(token)
            except UnknownWork:
                return {ui.token: None} | nothing(ui, language != "en")
            except AssistantError:
                return nothing(ui, language != "en")
            work.language = Language.EN if language == "en" else Language.ZH
            tab = "proposal" if work.session.pending is not None else "text"
            return paint(ui, work) | {ui.middle_tabs: gr.update(selected=tab)}

        page.load(
            load,
            [ui.token, ui.language],
            opened,
            js=f"(token) => [token, {SPEAKS}]",
            **QUIET,
        ).then(self.follow, [ui.token], [*self.outputs, ui.middle_tabs], **QUIET)

        def opener(read: Callable[..., Session]) -> Callable[..., Painted]:
            def handler(*values: Any) -> Painted:
                *given, genre, language, wish = values
                zh = language != "en"
                try:
                    chosen = None if genre in (AUTO, None) else str(genre)
                    session = read(*given, genre=chosen, settings=self.desk.settings)
                    work = self.desk.open(session, Language.ZH if zh else Language.EN)
                    if wish is not None:
                        use_model(work, *wish)
                except AssistantError as error:
                    language = Language.ZH if zh else Language.EN
                    warn(files.without_paths(error.message), language)
                    return nothing(ui, zh)
                return paint(ui, work) | {
                    ui.token: work.token,
                    ui.middle_tabs: gr.update(selected="text"),
                    ui.side_tabs: gr.update(selected="talk"),
                }

            return handler

        ui.open.click(opener(files.from_text), [ui.paste, *inputs], opened, js=speak, **QUIET).then(
            lambda: "", None, [ui.paste], **QUIET
        )
        ui.file.upload(opener(files.read_upload), [ui.file, *inputs], opened, js=speak, **QUIET)
        ui.sample.click(opener(_read_sample), inputs, opened, js=speak, **QUIET)
        ui.another_report.click(
            lambda language: {ui.token: None} | nothing(ui, language != "en"),
            [ui.language],
            opened,
            js=f"() => [{SPEAKS}]",
            **QUIET,
        )
        self.on(ui.genre.input, lambda work, name: work.session.use_genre(_known(name)), ui.genre)
        self.clicked(ui.outline, "choose", _choose)

    # --- talking -------------------------------------------------------------------------------

    def talking(self) -> None:
        ui, desk = self.ui, self.desk

        def hear(work: Work, sentence: str) -> Painted:
            actions.hear(desk, work, sentence)
            view: Painted = {ui.say: ""}
            if work.session.pending is not None and work.run is None:
                view[ui.middle_tabs] = gr.update(selected="proposal")
            return view

        for said in (ui.say.submit, ui.send.click):
            self.on(said, hear, ui.say, follow=True, also=(ui.say, ui.middle_tabs))
        self.clicked(
            ui.talk,
            "say",
            lambda work, value: actions.hear(
                desk, work, value, gloss(value, work.language is Language.ZH)
            ),
        )
        for button, sentence in (
            (ui.do_shorten, Message("压缩", "Shorten")),
            (ui.do_restructure, Message("理顺结构", "Restructure")),
            (ui.do_fill, Message("把空缺补上", "Fill gaps")),
            (ui.do_clean, Message("清理", "Clean")),
            (ui.do_check, Message("还缺什么", "What is missing")),
        ):
            self.on(button.click, _sayer(desk, sentence), follow=True)

        def begin(agreed: bool) -> Action:
            def act(work: Work, task: str, section: str, detail: str) -> Painted:
                actions.begin(desk, work, task or "", section or "", detail or "", agreed=agreed)
                if not work.working and work.session.pending is not None:
                    return {ui.middle_tabs: gr.update(selected="proposal")}
                return {}

            return act

        for button, agreed in ((ui.go, False), (ui.agree, True)):
            handler = self.on(
                button.click,
                begin(agreed),
                ui.task,
                ui.section,
                ui.detail,
                also=(ui.middle_tabs,),
            )
            handler.then(self.follow, [ui.token], [*self.outputs, ui.middle_tabs], **QUIET)
        self.on(ui.cancel.click, _cancel)
        self.on(ui.stop.click, lambda work: actions.stop(desk, work))

    # --- deciding ------------------------------------------------------------------------------

    def deciding(self) -> None:
        ui, desk = self.ui, self.desk

        def adopt(work: Work, ticked: str, confirmed: str) -> Painted:
            actions.adopt(work, _names(ticked), _names(confirmed))
            return {ui.middle_tabs: gr.update(selected="text")}

        self.on(
            ui.adopt.click,
            adopt,
            ui.hidden_a,
            ui.hidden_b,
            js="(t) => [t, window.assistantTicked('change'), window.assistantTicked('confirm')]",
            also=(ui.middle_tabs,),
        )
        self.on(ui.reject.click, actions.reject)
        self.on(ui.again.click, lambda work: _nothing(actions.again(desk, work)), follow=True)
        self.on(ui.undo.click, actions.undo)
        self.on(ui.redo.click, actions.redo)
        self.clicked(ui.history, "go", lambda work, value: actions.go(work, int(value)))

        def clean(work: Work) -> Painted:
            actions.clean(work)
            seen = "text" if work.session.pending is None else "proposal"
            return {ui.middle_tabs: gr.update(selected=seen)}

        self.on(ui.clean.click, clean, also=(ui.middle_tabs,))

        def edit(work: Work) -> Painted:
            words = actions.words_of(work, actions.editable(work))
            return {ui.editor: gr.update(visible=True), ui.edit_text: words.rstrip("\n")}

        def edited(work: Work, words: str) -> Painted:
            actions.edit(work, words)
            return {
                ui.editor: gr.update(visible=False),
                ui.middle_tabs: gr.update(selected="proposal"),
            }

        self.on(ui.edit.click, edit, also=(ui.edit_text,))
        self.on(ui.edit_done.click, edited, ui.edit_text, also=(ui.middle_tabs,))
        self.on(ui.edit_cancel.click, lambda _work: {ui.editor: gr.update(visible=False)})

    # --- gaps and facts ------------------------------------------------------------------------

    def facts(self) -> None:
        ui, desk = self.ui, self.desk

        def fill(work: Work, answers: str) -> Painted:
            actions.answer(work, {str(k): str(v) for k, v in json.loads(answers or "{}").items()})
            return {ui.middle_tabs: gr.update(selected="proposal")}

        self.on(
            ui.fill.click,
            fill,
            ui.hidden_a,
            js="(t) => [t, window.assistantAnswers()]",
            also=(ui.middle_tabs,),
        )

        def save(work: Work, rows: list[list[Any]], pasted: str) -> Painted:
            more = [line.split("\t") for line in (pasted or "").splitlines() if line.strip()]
            if more and {c.strip() for c in more[0]} >= {"指标", "数值"}:
                more = more[1:]
            work.session.use_facts(facts_from_rows([*(rows or []), *more]))
            count = len(work.session.facts)
            inform(Message(f"已保存 {count} 条数据。", f"{count} facts kept."), work.language)
            return {ui.facts_paste: ""}

        def upload(work: Work, path: str | None) -> Painted:
            if path:
                try:
                    loaded = load_facts([path])
                except AssistantError as error:
                    raise InputError(files.without_paths(error.message)) from error
                finally:
                    files.discard(path)
                names = {f.name for f in loaded}
                kept = [f for f in work.session.facts if f.name not in names]
                work.session.use_facts([*kept, *loaded])
                read = Message(f"已读入 {len(loaded)} 条数据。", f"{len(loaded)} facts read.")
                inform(read, work.language)
            return {}

        def use(work: Work, rows: list[list[Any]], pasted: str) -> Painted:
            view = save(work, rows, pasted)
            actions.hear(desk, work, *_filling(work))
            return view | {ui.side_tabs: gr.update(selected="talk")}

        self.on(ui.facts_save.click, save, ui.facts, ui.facts_paste, also=(ui.facts_paste,))
        self.on(
            ui.facts_use.click,
            use,
            ui.facts,
            ui.facts_paste,
            also=(ui.facts_paste, ui.side_tabs),
        )
        self.on(ui.facts_file.upload, upload, ui.facts_file)


def _read_sample(*, genre: str | None, settings: Any) -> Session:
    return Session.open(samples.path(SAMPLE), genre=genre, settings=settings)


def _choose(work: Work, value: str) -> None:
    work.chosen = None if value == actions.WHOLE else value[:40]


def _cancel(work: Work) -> None:
    work.intent = None


def _nothing(_value: object) -> None:
    return None


def _sayer(desk: Desk, sentence: Message) -> Action:
    def act(work: Work) -> None:
        actions.hear(desk, work, sentence.zh, sentence.text(work.language))

    return act


def _filling(work: Work) -> tuple[str, str]:
    said = Message("把空缺补上", "Fill the gaps from these facts")
    return said.zh, said.text(work.language)


def _known(name: object) -> str:
    """Return the ID of a genre of the package: a page never names a file."""
    from assistant.genres import list_genres

    for genre in list_genres():
        if genre.id == name:
            return genre.id
    raise InputError(Message("没有这个文种。", "There is no such genre."))


def _names(listed: str) -> list[str]:
    found = json.loads(listed or "[]")
    return [str(one) for one in found] if isinstance(found, list) else []
