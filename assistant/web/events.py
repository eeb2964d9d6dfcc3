"""What happens on a click: the page's components wired to `actions`, painted anew after each."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant import samples
from assistant.errors import AssistantError, InputError
from assistant.facts import load_facts
from assistant.findings import Language, Message
from assistant.session import Session, facts_from_rows
from assistant.tasks import TASKS
from assistant.time_limit import time_limit
from assistant.web import actions, deciding, editor, files, in_text
from assistant.web.audit import id_of
from assistant.web.binding import Action, Binding, carried
from assistant.web.desk import NO_WORK, Desk, Work
from assistant.web.downloads import QUIET, wire_taking
from assistant.web.filling import Filling
from assistant.web.options import AUTO, MOST_COMPUTING
from assistant.web.page import SPEAKS
from assistant.web.paint import Painted, nothing, paint
from assistant.web.replies import give_help
from assistant.web.settings import use_model
from assistant.web.shows import Shows
from assistant.web.toasts import inform, warn
from assistant.web.views.words import gloss
from assistant.web.views.works import works

SAMPLE = "team-duty"


def wire(ui: SimpleNamespace, desk: Desk, page: gr.Blocks) -> None:
    """Connect every component; no handler waits for a model but the one that shows its words."""
    wiring = _Wiring(ui, desk)
    wiring.opening(page)
    wiring.talking()
    wiring.deciding()
    wiring.facts()
    wiring.beside()
    wire_taking(ui, desk, wiring.closed)


class _Wiring(Binding):
    def closed(self, recent: object, language: str, request: gr.Request) -> Painted:
        """Turn a window to the list of recent reports and return the page with none open."""
        self.windows.turn(request, NO_WORK)
        known = self.desk.known(recent)
        spoken = Language.EN if language == "en" else Language.ZH
        return nothing(self.ui, language != "en") | {
            self.ui.token: NO_WORK,
            self.ui.recent: [work.token for work in known],
            self.ui.works: works(known, spoken),
        }

    # --- opening -------------------------------------------------------------------------------

    def opening(self, page: gr.Blocks) -> None:
        ui = self.ui
        opened = [ui.token, *self.outputs, ui.side_tabs, ui.recent, ui.works]
        inputs = [ui.recent, ui.open_genre, ui.language, ui.wish]
        speak = f"(...given) => [...given.slice(0, -2), {SPEAKS}, null]"

        def shown(work: Work, recent: object, request: gr.Request) -> Painted:
            self.windows.turn(request, work.token)
            work.tell_cut_off()
            known = self.desk.known([work.token, *(recent if isinstance(recent, list) else ())])
            return paint(ui, work) | {
                ui.token: work.token,
                ui.recent: [one.token for one in known],
                ui.middle_tabs: gr.update(selected="text"),
            }

        def load(token: str | None, recent: object, language: str, request: gr.Request) -> Painted:
            try:
                work = self.desk.get(token)
            except AssistantError:
                return self.closed(recent, language, request)
            work.language = Language.EN if language == "en" else Language.ZH
            return shown(work, recent, request)

        loaded = page.load(
            load,
            [ui.token, ui.recent, ui.language],
            opened,
            js=f"(...given) => [...given.slice(0, 2), {SPEAKS}]",
            **QUIET,
        )
        self.then_follow(loaded)

        def reopen(recent: object, data: gr.EventData, request: gr.Request) -> Painted:
            # By its place in the list: what else a script may send names nobody's work.
            known = self.desk.known(recent)
            number = carried(data, "value")
            if not number.isdecimal() or int(number) >= len(known):
                return {ui.works: gr.skip()}
            return shown(known[int(number)], recent, request)

        self.then_follow(ui.works.reopen(reopen, [ui.recent], opened, **QUIET))

        def drop(recent: object, language: str, data: gr.EventData, request: gr.Request) -> Painted:
            known = self.desk.known(recent)
            number = carried(data, "value")
            if number.isdecimal() and int(number) < len(known):
                self.desk.close(known[int(number)].token)
            return self.closed(recent, language, request)

        speaking = f"(recent) => [recent, {SPEAKS}]"
        ui.works.drop(drop, [ui.recent, ui.language], opened, js=speaking, **QUIET)

        def opener(read: Callable[..., Session]) -> Callable[..., Painted]:
            def handler(request: gr.Request, *values: Any) -> Painted:
                *given, recent, genre, language, wish = values
                zh = language != "en"
                try:
                    chosen = None if genre in (AUTO, None) else str(genre)
                    with time_limit(MOST_COMPUTING):
                        session = read(*given, genre=chosen, settings=self.desk.settings)
                    work = self.desk.open(session, Language.ZH if zh else Language.EN)
                    self.desk.look_through(work)
                    if wish is not None:
                        use_model(work, *wish)
                except AssistantError as error:
                    language = Language.ZH if zh else Language.EN
                    warn(files.without_paths(error.message), language)
                    return {ui.token: gr.skip()}
                return shown(work, recent, request) | {ui.side_tabs: gr.update(selected="talk")}

            return handler

        ui.open.click(opener(files.from_text), [ui.paste, *inputs], opened, js=speak, **QUIET).then(
            lambda: "", None, [ui.paste], **QUIET
        )
        ui.file.upload(opener(files.read_upload), [ui.file, *inputs], opened, js=speak, **QUIET)
        ui.sample.click(opener(_read_sample), inputs, opened, js=speak, **QUIET)
        ui.another_report.click(
            self.closed,
            [ui.recent, ui.language],
            opened,
            js=speaking,
            **QUIET,
        )
        self.on(ui.genre.input, lambda work, name: work.session.use_genre(_known(name)), ui.genre)
        self.clicked(ui.outline, "choose", actions.choose)

    # --- talking -------------------------------------------------------------------------------

    def talking(self) -> None:
        ui, desk = self.ui, self.desk

        def hear(work: Work, seen: Shows, sentence: str) -> Painted:
            taken = actions.hear(desk, work, sentence, seen=seen)
            told = {"report": id_of(work.token), "said": sentence, "taken": taken}
            return {ui.unheard: json.dumps(told)}

        for said in (ui.say.submit, ui.send.click):
            heard = self.on(
                said,
                hear,
                read=("await window.assistantSay()",),
                seen="window.assistantSeen()",
                decides=True,
                also=(ui.unheard,),
            )
            back = "(told) => window.assistantHeard(told)"
            heard.then(None, [ui.unheard], js=back, **QUIET)
            self.then_follow(heard)

        def say(work: Work, seen: Shows, given: dict[str, Any]) -> None:
            value = str(given.get("value", ""))
            actions.hear(desk, work, value, gloss(value, work.language is Language.ZH), seen=seen)

        self.decided(ui.talk, "say", say)
        said_by = ((button, TASKS[name].button) for name, button in ui.tasks.items())
        buttons = [(button, sentence) for button, sentence in said_by if sentence]
        for button, sentence in (*buttons, (ui.do_check, Message("还缺什么", "What is missing"))):
            self.on(button.click, _sayer(desk, sentence), decides=True, follow=True)

        def begin(agreed: bool) -> Action:
            def act(work: Work, seen: Shows, *fields: str | None) -> None:
                task, section, detail = (one or "" for one in fields)
                actions.begin(desk, work, task, section, detail, agreed=agreed, seen=seen)

            return act

        for button, agreed in ((ui.go, False), (ui.agree, True)):
            fields = (ui.task, ui.section, ui.detail)
            self.on(button.click, begin(agreed), *fields, decides=True, follow=True)
        self.on(ui.cancel.click, _cancel)
        self.on(ui.stop.click, lambda work: actions.stop(desk, work))

    # --- deciding ------------------------------------------------------------------------------

    def deciding(self) -> None:
        ui, desk = self.ui, self.desk

        def decide(work: Work, seen: Shows, given: dict[str, Any]) -> None:
            what, ticked = str(given.get("what", "")), _names(given.get("confirmed"))
            listed = given.get("chosen")
            chosen = {k: _names(v) for k, v in listed.items()} if isinstance(listed, dict) else {}
            if what == "adopt":
                deciding.adopt(work, chosen.get(seen.front, []), ticked, seen.front)
            elif what == "together":
                deciding.adopt_together(work, chosen, ticked)
            elif what == "reject":
                deciding.reject(work, seen.front)
            elif what == "again":
                actions.again(desk, work, seen.front)
            elif what == "front":
                work.session.bring_forward(str(given.get("front", "")))

        self.decided(ui.document, "decide", decide)

        def begun(token: str | None, data: gr.EventData) -> None:
            with contextlib.suppress(AssistantError):
                desk.get(token).begun = carried(data, "value")

        ui.document.begun(begun, [ui.token], None, **QUIET)

        def fill(work: Work, _seen: Shows, given: dict[str, Any]) -> None:
            in_text.filled(work, given)

        self.decided(ui.document, "fill", fill)

        def here(work: Work, _seen: Shows, given: dict[str, Any]) -> None:
            what = str(given.get("what", ""))
            if what == "type":
                in_text.typed(work, given)
            elif what == "right":
                in_text.right(work, given)
            elif what == "paste":
                in_text.pasted(work, given)
            elif what == "draft":
                in_text.drafted(work, given)
            elif what in ("undo", "redo"):
                deciding.step(work, what, given.get("version"))
            elif what == "help":
                give_help(work)
            elif what == "part":
                words = files.limited(str(given.get("now", "")))
                editor.edit(work, str(given.get("part", "")), words, str(given.get("was", "")))
            else:
                in_text.act(desk, work, what, given)

        self.decided(ui.document, "here", here)

        def go(work: Work, _seen: Shows, given: dict[str, Any]) -> None:
            deciding.go(work, int(given.get("value", "")))

        self.decided(ui.history, "go", go)

        def clean(work: Work) -> None:
            actions.clean(desk, work)

        self.on(ui.clean.click, clean, follow=True)

        def edit(work: Work, part: str) -> Painted:
            if part:
                actions.choose(work, part)
            return {
                ui.document: {"opened": editor.opened(work)},
                ui.middle_tabs: gr.update(selected="text"),
            }

        # Which part the window shows as chosen: the click on it may still be on its way.
        self.on(ui.edit.click, edit, read=("window.assistantPart()",))

    # --- gaps and facts ------------------------------------------------------------------------

    def facts(self) -> None:
        ui, desk = self.ui, self.desk

        def fill(work: Work, answers: str) -> Painted:
            actions.answer(work, {str(k): str(v) for k, v in json.loads(answers or "{}").items()})
            return {ui.middle_tabs: gr.update(selected="text")}

        self.on(ui.fill.click, fill, read=("window.assistantAnswers()",))

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

        def user(filling: Filling) -> Action:
            def use(work: Work, rows: list[list[Any]], pasted: str) -> Painted:
                view = save(work, rows, pasted)
                actions.fill_from_facts(desk, work, filling)
                return view | {ui.side_tabs: gr.update(selected="talk")}

            return use

        self.on(ui.facts_save.click, save, ui.facts, ui.facts_paste, also=(ui.facts_paste,))
        for button, filling in (
            (ui.facts_use, Filling.FIGURES),
            (ui.facts_parts, Filling.PARTS),
        ):
            also = (ui.facts_paste, ui.side_tabs)
            self.on(button.click, user(filling), ui.facts, ui.facts_paste, also=also)
        self.on(ui.facts_file.upload, upload, ui.facts_file)

    # --- last year's report ----------------------------------------------------------------------

    def beside(self) -> None:
        ui = self.ui

        def pasted(work: Work, words: str | None) -> Painted:
            if words and words.strip():
                work.session.keep_beside(files.limited(words))
            return {ui.last_year_paste: ""}

        def uploaded(work: Work, path: str | None) -> None:
            work.session.keep_beside(files.text_of_upload(path))

        also = (ui.last_year_paste,)
        self.on(ui.last_year_keep.click, pasted, ui.last_year_paste, also=also)
        self.on(ui.last_year_file.upload, uploaded, ui.last_year_file)
        self.on(ui.last_year_drop.click, lambda work: work.session.keep_beside(""))


def _read_sample(*, genre: str | None, settings: Any) -> Session:
    return Session.open(samples.path(SAMPLE), genre=genre, settings=settings)


def _cancel(work: Work) -> None:
    work.intent = None


def _sayer(desk: Desk, sentence: Message) -> Action:
    def act(work: Work, seen: Shows) -> None:
        actions.hear(desk, work, sentence.zh, sentence.text(work.language), seen=seen)

    return act


def _known(name: object) -> str:
    """Return the ID of a genre of the package: a page never names a file."""
    from assistant.genres import list_genres

    for genre in list_genres():
        if genre.id == name:
            return genre.id
    raise InputError("没有这个文种。", "There is no such genre.")


def _names(listed: object) -> list[str]:
    """Return the names in what a script sent."""
    return [str(one) for one in listed] if isinstance(listed, list) else []
