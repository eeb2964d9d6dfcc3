"""The page: what stands where. What happens on a click is in `events`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.genres import list_genres
from assistant.tasks import TASKS
from assistant.web.options import AUTO, FIELD, MAX_SENTENCE, Options
from assistant.web.packed import PackedHTML
from assistant.web.texts import MARK, translations
from assistant.web.views.desk import TEMPLATE, script

KEEP, RECENT = "report-assistant-work", "report-assistant-recent"
"""Where the browser keeps the token of the open work, and those of the latest ones."""
I18N = gr.I18n(**translations())
SPEAKS = "(localStorage.getItem('assistant-language') || 'zh')"
"""The script that says which language the reader chose."""
SURE = f"window.assistantSure({SPEAKS})"
"""The script that asks whether the report that is open is really to be deleted."""
_SURE_OF = f"window.assistantSure({SPEAKS}, one.dataset.name)"
SEEN = "(window.assistantShows?.() || '')"
"""The script that says which proposals this window shows (see `shows.py`)."""

_CLICKS = """
element.addEventListener('click', (event) => {
  const one = event.target.closest('[data-%(name)s]');
  if (one && element.contains(one) && %(sure)s)
    %(send)s('%(event)s', {value: one.dataset.%(name)s, seen: %(seen)s});
});
"""


def word(key: str) -> Any:
    """Return a fixed word of the page in the reader's language."""
    return I18N(MARK + key)


def clickable(name: str, event: str, sure: str = "true", *, in_turn: bool = False) -> str:
    """Return the script that turns clicks on `data-NAME` into an event with its value, where the
    script `sure` says so; `in_turn` behind what was typed before (`js/keeping.js`)."""
    send = "window.assistantInTurn(trigger, one.dataset.step)" if in_turn else "trigger"
    return _CLICKS % {"name": name, "event": event, "seen": SEEN, "sure": sure, "send": send}


def build(options: Options, secret: str) -> tuple[gr.Blocks, SimpleNamespace]:
    """Return the page and its components by name; `secret` encrypts what the browser keeps."""
    ui = SimpleNamespace()
    with gr.Blocks(title="述职报告助手", analytics_enabled=False, fill_width=True) as page:
        ui.token = gr.BrowserState(None, storage_key=KEEP, secret=secret)
        ui.recent = gr.BrowserState([], storage_key=RECENT, secret=secret)
        ui.language = gr.Textbox("zh", visible=False)
        # What was chosen before a report was open; it lives with this visit and is never kept.
        ui.wish = gr.State(None)
        ui.hidden_a = gr.Textbox("", visible=False, elem_id="hidden-a")
        ui.hidden_b = gr.Textbox("", visible=False, elem_id="hidden-b")
        # The proposal that this window shows when something is clicked.
        ui.seen = gr.Textbox("", visible=False, elem_id="seen")
        # What became of a sentence: one that could not be taken now goes back to the box.
        ui.unheard = gr.Textbox("", visible=False, elem_id="unheard")
        with gr.Row(elem_id="bar"):
            ui.title = gr.HTML("", elem_id="title", js_on_load=None)
            ui.badge = gr.HTML("", elem_id="badge", js_on_load=None)
            ui.settings_button = gr.Button(
                word("settings"), size="sm", elem_id="settings-button", scale=0, min_width=72
            )
        with gr.Column(visible=False, elem_id="settings") as ui.settings:
            _settings(ui, options)
        with gr.Column(visible=False, elem_id="opening") as ui.opening:
            _opening(ui)
        with gr.Row(visible=False, elem_id="desk", equal_height=False) as ui.desk:
            with gr.Column(scale=3, min_width=240, elem_id="left"):
                _left(ui)
            with gr.Column(scale=7, min_width=320, elem_id="middle"):
                _middle(ui)
            with gr.Column(scale=4, min_width=300, elem_id="right"):
                _right(ui)
    return page, ui


def _opening(ui: SimpleNamespace) -> None:
    ui.welcome = gr.HTML("", elem_id="welcome", js_on_load=None)
    ui.paste = gr.Textbox(
        label=word("paste"),
        placeholder=word("paste_hint"),
        lines=9,
        max_lines=16,
        max_length=FIELD,
        elem_id="paste",
    )
    with gr.Row(elem_id="opening-row"):
        choices = [("自动识别文种", AUTO), *((g.name.zh, g.id) for g in list_genres())]
        ui.open_genre = gr.Dropdown(choices, value=AUTO, label=word("genre"), elem_id="open-genre")
        ui.open = gr.Button(word("open"), variant="primary", elem_id="open")
        # Of what kinds it may be is said by who reads it (page.js): Gradio's refusal is English.
        ui.file = gr.UploadButton(word("file"), type="filepath", elem_id="file")
        ui.sample = gr.Button(word("sample"), elem_id="sample")
    ui.works = gr.HTML(
        "",
        elem_id="works",
        js_on_load=clickable("work", "reopen")
        + clickable("drop", "drop", f"window.assistantForgets({_SURE_OF}, one.dataset.report)"),
    )


def _left(ui: SimpleNamespace) -> None:
    with gr.Accordion(word("outline"), open=True, elem_id="outline-box"):
        ui.outline = gr.HTML("", elem_id="outline", js_on_load=clickable("section", "choose"))
    ui.genre = gr.Dropdown(
        [(g.name.zh, g.id) for g in list_genres()], label=word("genre"), elem_id="genre"
    )
    ui.another_report = gr.Button(word("another_report"), size="sm", elem_id="another-report")


def _middle(ui: SimpleNamespace) -> None:
    with gr.Row(visible=False, elem_id="noise") as ui.noise:
        ui.noise_text = gr.HTML("", js_on_load=None)
        ui.clean = gr.Button(word("clean"), size="sm", elem_id="clean", scale=0, min_width=130)
    with gr.Row(elem_id="steps"):
        ui.undo = gr.Button(word("undo"), size="sm", elem_id="undo", scale=0, min_width=72)
        ui.redo = gr.Button(word("redo"), size="sm", elem_id="redo", scale=0, min_width=72)
        ui.edit = gr.Button(word("edit"), size="sm", elem_id="edit", scale=0, min_width=72)
        ui.word_now = gr.Button(word("word"), size="sm", elem_id="word-now", scale=0, min_width=96)
    ui.ready = gr.DownloadButton("↓", elem_id="ready", visible="hidden")
    with gr.Tabs(elem_id="middle-tabs", selected="text") as ui.middle_tabs:
        # Its children are there before it is opened: which proposal a window shows is read off it.
        with gr.Tab(word("text"), id="text", render_children=True):
            ui.document = PackedHTML(
                None, html_template=TEMPLATE, elem_id="document", js_on_load=script()
            )
        with gr.Tab(word("history"), id="history"):
            ui.history = gr.HTML(
                "", elem_id="history", js_on_load=clickable("version", "go", in_turn=True)
            )
        with gr.Tab(word("take"), id="take"):
            with gr.Row(elem_id="take"):
                ui.word = gr.Button(word("word"), variant="primary", elem_id="take-docx")
                ui.revisions = gr.Button(word("revisions"), elem_id="take-revisions")
                ui.layout = gr.Button(word("layout"), elem_id="take-layout")
                ui.plain = gr.Button(word("plain"), elem_id="take-txt")
                ui.markdown = gr.Button(word("markdown"), elem_id="take-md")
                ui.changes_word = gr.Button(word("changes_word"), elem_id="take-changes-word")
                ui.changes = gr.Button(word("changes"), elem_id="take-changes")
                ui.copy = gr.Button(word("copy"), elem_id="copy")
            ui.taken = gr.HTML("", elem_id="taken", js_on_load=None)
            ui.forget = gr.Button(word("forget"), size="sm", elem_id="forget", variant="stop")


def _right(ui: SimpleNamespace) -> None:
    # Seen on a phone alone, where the talk is a sheet at the foot of the window (page.js).
    gr.Button(word("unfold"), size="sm", elem_id="unfold")
    with gr.Tabs(elem_id="side-tabs", selected="talk") as ui.side_tabs:
        with gr.Tab(word("talk"), id="talk"):
            ui.talk = gr.HTML("", elem_id="talk", js_on_load=clickable("say", "say", in_turn=True))
            with gr.Column(visible=False, elem_id="card") as ui.card:
                ui.card_text = gr.HTML("", js_on_load=None)
                with gr.Accordion(word("correct"), open=False, elem_id="correct") as ui.correct:
                    ui.task = gr.Dropdown([], label=word("task"), elem_id="task")
                    ui.section = gr.Dropdown([], label=word("section"), elem_id="section")
                    ui.detail = gr.Textbox(
                        label=word("detail"), elem_id="detail", max_length=MAX_SENTENCE
                    )
                with gr.Row():
                    ui.go = gr.Button(word("go"), variant="primary", elem_id="go")
                    ui.agree = gr.Button(
                        word("agree"), variant="primary", elem_id="agree", visible=False
                    )
                    ui.cancel = gr.Button(word("cancel"), elem_id="cancel")
            ui.stop = gr.Button(word("stop"), variant="stop", visible=False, elem_id="stop")
            with gr.Row(elem_id="say-row"):
                ui.say = gr.Textbox(
                    label=word("say"),
                    placeholder=word("say_hint"),
                    lines=1,
                    max_lines=4,
                    max_length=FIELD,
                    elem_id="say",
                    scale=1,
                    min_width=120,
                )
                ui.send = gr.Button(
                    word("send"), variant="primary", elem_id="send", scale=0, min_width=76
                )
            with gr.Row(elem_id="tasks"):
                ui.tasks = {
                    name: gr.Button(word(f"do_{name}"), size="sm", min_width=60)
                    for name, row in TASKS.items()
                    if row.button
                }
                ui.do_check = gr.Button(word("do_check"), size="sm", min_width=60)
        with gr.Tab(word("gaps"), id="gaps"):
            ui.questions = gr.HTML("", elem_id="questions", js_on_load=None)
            ui.fill = gr.Button(word("fill"), variant="primary", elem_id="fill-answers")
            ui.filled = gr.HTML("", elem_id="filled", js_on_load=None)
        with gr.Tab(word("facts"), id="facts"):
            ui.facts = gr.Dataframe(
                headers=["指标", "数值", "单位", "出处"],
                datatype="str",
                type="array",
                column_count=4,
                row_count=3,
                interactive=True,
                label=word("facts_table"),
                elem_id="facts",
                wrap=True,
                max_height=360,
            )
            ui.facts_paste = gr.Textbox(
                label=word("facts_paste"),
                placeholder=word("facts_hint"),
                lines=2,
                max_lines=6,
                max_length=FIELD,
                elem_id="facts-paste",
            )
            ui.facts_file = gr.UploadButton(
                word("facts_file"),
                type="filepath",
                size="sm",
                elem_id="facts-file",
            )
            with gr.Row():
                ui.facts_save = gr.Button(word("facts_save"), elem_id="facts-save")
                ui.facts_use = gr.Button(word("facts_use"), variant="primary", elem_id="facts-use")
            ui.facts_parts = gr.Button(word("facts_parts"), size="sm", elem_id="facts-parts")
        with gr.Tab(word("last_year"), id="last-year"):
            ui.last_year_drop = gr.Button(
                word("last_year_drop"), size="sm", elem_id="last-year-drop", visible=False
            )
            ui.last_year = gr.HTML("", elem_id="last-year", js_on_load=None)
            with gr.Column(elem_id="last-year-give") as ui.last_year_give:
                ui.last_year_paste = gr.Textbox(
                    label=word("last_year_paste"),
                    lines=3,
                    max_lines=6,
                    max_length=FIELD,
                    elem_id="last-year-paste",
                )
                with gr.Row():
                    ui.last_year_keep = gr.Button(word("last_year_keep"), elem_id="last-year-keep")
                    ui.last_year_file = gr.UploadButton(
                        word("file"), type="filepath", elem_id="last-year-file"
                    )


def _settings(ui: SimpleNamespace, options: Options) -> None:
    with gr.Row():
        ui.language_choice = gr.Radio(
            [("中文", "zh"), ("English", "en")],
            value="zh",
            label=word("language"),
            elem_id="language",
        )
        ui.theme_choice = gr.Radio(
            [
                (word("theme_auto"), "auto"),
                (word("theme_light"), "light"),
                (word("theme_dark"), "dark"),
            ],
            value="auto",
            label=word("theme"),
            elem_id="theme",
        )
    with gr.Column(visible=not options.fixed):
        choices = [
            (word("model_local"), "local"),
            (word("model_service"), "service"),
            (word("model_rules"), "rules"),
        ]
        if not options.loopback and not options.endpoints:
            choices = [c for c in choices if c[1] != "service"]
        ui.model = gr.Radio(choices, value="local", label=word("model"), elem_id="model")
        with gr.Column(visible=False, elem_id="service") as ui.service:
            if options.endpoints:
                ui.address = gr.Dropdown(
                    list(options.endpoints),
                    value=options.endpoints[0],
                    label=word("address"),
                    elem_id="address",
                )
            else:
                ui.address = gr.Textbox(
                    label=word("address"),
                    placeholder="http://…/v1",
                    elem_id="address",
                    max_length=500,
                )
            ui.model_name = gr.Textbox(label=word("name"), elem_id="model-name", max_length=200)
            ui.key = gr.Textbox(
                label=word("key"), type="password", elem_id="key", max_length=500, autofocus=False
            )
        with gr.Row():
            ui.apply = gr.Button(word("apply"), variant="primary", elem_id="apply")
            ui.test = gr.Button(word("test"), elem_id="test", visible=False)
            ui.fetch = gr.Button(word("fetch"), elem_id="fetch")
        ui.model_note = gr.HTML("", elem_id="model-note", js_on_load=None)
    ui.close = gr.Button(word("close"), size="sm", elem_id="close-settings")
