"""What a click or a sentence does to a work. No Gradio here: a test can do all of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.chat import Act, Reading, Step, wording
from assistant.chat.commands import is_stop
from assistant.errors import AssistantError, UsageError
from assistant.findings import Message
from assistant.request import Length, Request, require_sensible, row_of
from assistant.session import NotConfirmed, require_seen
from assistant.tasks import TASKS, Detail, Task
from assistant.web.card import Card
from assistant.web.deciding import adopt_as_said, reject, say_adopted, say_outdated, undo
from assistant.web.desk import Busy, Desk, Work
from assistant.web.destination import needs_consent
from assistant.web.filling import Filling, narrowed, oddness
from assistant.web.options import MAX_SENTENCE
from assistant.web.proposal_summary import summary
from assistant.web.replies import give_help, point_to_downloads
from assistant.web.rewriting import Run
from assistant.web.shows import Shows
from assistant.web.talking import card_of, carry_out, engine_of, follow, mark, read

WHOLE = "all"
TOO_LONG = Message(
    f"这段话太长，没有读（最多 {MAX_SENTENCE:,} 字）。另一份报告请点“打开另一份”；"
    "别处写好的改写稿，请点正文里的那一段，再点“粘贴改写稿”。",
    f"That is too long to be a request (at most {MAX_SENTENCE:,} characters). Open another report "
    "with the button below the outline; a rewrite goes in at its paragraph, “Paste a rewrite”.",
)


def hear(
    desk: Desk,
    work: Work,
    sentence: str,
    shown: str = "",
    *,
    seen: Shows | None = None,
    filling: Filling | None = None,
) -> bool:
    """Take a sentence of the talk and do it at once: a proposal changes nothing.  Only what would
    go to a remote model for the first time, or was guessed, is said back in a card first.

    Returns whether it was taken: not where it must wait for something else that is under way.

    `shown` is how the talk shows it, for who pressed a button in English.  `seen` is what the
    person has before them: a sentence can decide on it, as it is marked there.  `filling` is which
    of the two wishes a request to fill gaps is.
    """
    sentence = sentence.strip()
    if not sentence:
        return True
    if len(sentence) > MAX_SENTENCE:
        work.tell(TOO_LONG)
        return False  # it comes back to the box
    if not work.working:
        work.session.under_way = sentence
    work.session.say("user", shown or sentence)
    work.choices = ()
    work.intent, work.filling = None, filling
    try:
        held = engine_of(work)
        meant = read(work, sentence)
        if is_stop(sentence):
            stop(desk, work)
        elif held.asks_model(meant, sentence):
            _think(desk, work, sentence, meant, seen)
        else:
            _act(desk, work, held.settled(meant, sentence), sentence, seen)
    except NotConfirmed as error:
        count = len(error.missing)
        work.say(
            f"还有 {count} 处问题没有确认。请看正文里的说明，逐条打勾后再采用。",
            f"{count} findings are not confirmed yet: tick each in the proposal, then adopt.",
        )
    except AssistantError as error:
        work.tell(error.message)
        return not isinstance(error, Busy)
    finally:
        if not work.working:
            work.session.end_sentence()
    return True


def _think(desk: Desk, work: Work, sentence: str, meant: Reading, seen: Shows | None) -> None:
    """Ask the model what a sentence means that no rule understood."""

    def work_out() -> None:
        run = work.run
        held = engine_of(work)
        settled = held.settled(meant, sentence)
        if run is None or run.stop.is_set():
            return
        # Read by no rule and by no model that reads sentences: picked among what code proposed.
        guessed = meant.lost and held.reader is None
        with work.lock:
            # What was understood may be a rewrite, which is a run of its own.
            run.end()
            _act(desk, work, settled, sentence, seen, guessed=guessed)

    desk.think(work, work_out)


def _act(
    desk: Desk,
    work: Work,
    meant: Reading,
    sentence: str,
    seen: Shows | None,
    *,
    guessed: bool = False,
) -> None:
    front = seen.front if seen is not None else None
    if meant.act is Act.ADOPT:
        confirmed = list(meant.changes or ()) if meant.slot == "confirmed" else []
        adopt_as_said(work, sentence, confirmed, seen)
        if meant.then is not None:
            _act(desk, work, meant.then, sentence, seen, guessed=guessed)
    elif meant.act is Act.REJECT and meant.slot != "agree":
        reject(work, front)
    elif _is_one_step_back(meant) and work.session.history.can_undo:
        if front is not None:
            require_seen(work.session.pending, front)
        undo(work)
    elif meant.act is Act.ANOTHER:
        again(desk, work, front)
    elif meant.act is Act.TAKE:
        point_to_downloads(work)
    elif meant.act is Act.HELP:
        give_help(work)
    elif meant.act is Act.TASK and (card := card_of(work, meant)) is not None:
        if guessed or engine_of(work).needs_consent(card.steps) is not None:
            work.intent = card
            work.say(
                f"我的理解是：{card.said.zh}。对的话请点下面的按钮。",
                f"I understand: {card.said.en}. Press the button below if that is right.",
            )
        else:
            _carry(desk, work, card)
    else:
        follow(desk, work, meant, sentence, seen)


def _is_one_step_back(meant: Reading) -> bool:
    alone = meant.part is None and meant.then is None
    return meant.act is Act.UNDO and alone and meant.which in (None, -1)


def choose(work: Work, part: str) -> None:
    """Turn to a part, or to the whole report."""
    chosen = None if part == WHOLE else part[:40]
    work.turned = work.turned or chosen != work.chosen
    work.chosen = chosen


def begin(
    desk: Desk,
    work: Work,
    task: str,
    section: str,
    detail: str,
    *,
    agreed: bool = False,
    seen: Shows | None = None,
) -> Run | None:
    """Start what was understood, as it stands in the card; None where it is done already.

    Returns None as well where a remote model needs the person's word first: the work then holds
    the intent on, and `needs_consent` says the host.
    """
    card = work.intent
    if card is not None and card.answers:
        work.intent = None
        _carry(desk, work, card)
        return None
    if card is not None and card.request is None:
        if agreed:
            work.intent = None
            engine_of(work).held = card.steps
            mark(work, seen)
            carry_out(desk, work, lambda: engine_of(work).consent(given=True))
        return None
    only = task == Task.FILL and work.filling is Filling.FIGURES
    request = request_of(task, section, detail, figures_only=only)
    if not TASKS[request.task].by_code:
        host = needs_consent(work)
        if host is not None and not agreed:
            return None
        if host is not None:
            work.agreed.add(host)
    work.intent = None
    return start(desk, work, Run(request))


def _carry(desk: Desk, work: Work, card: Card) -> None:
    """Do what a card holds."""
    if card.request is not None:
        only = card.request.task == Task.FILL and work.filling is Filling.FIGURES
        request = replace(card.request, figures_only=only or card.request.figures_only)
        start(desk, work, Run(request, card.said))
    else:
        answer(work, dict(card.answers), card.said)
        assert work.last is not None
        engine_of(work).did(card.steps, work.last)


def start(desk: Desk, work: Work, run: Run) -> Run:
    """Start a rewrite that reports its end in the talk."""
    work.choices = ()
    work.begun = ""
    run.rules_first = not run.variation
    filling = work.filling
    if filling is not None and run.request.task == Task.FILL:
        run.narrow = lambda found: narrowed(found, filling)
    work.filling = None
    return desk.start(work, run, finished)


def request_of(task: str, section: str, detail: str, *, figures_only: bool = False) -> Request:
    """Return the request of a card's fields; raises UsageError for one that lacks something."""
    sections = () if section in ("", WHOLE) else tuple(section.split(","))
    detail = detail.strip()
    row = row_of(task)
    by_length = row.needs is Detail.LENGTH
    to = Length.parse(detail) if by_length and detail else None
    takes = detail and not by_length and Detail.INSTRUCTION in row.takes
    request = Request(task, sections, to, detail if takes else None, figures_only)
    require_sensible(request)
    return request


def finished(work: Work, run: Run) -> None:
    """Say in the talk what became of a rewrite."""
    if run.error:
        work.tell(run.error)
        return
    found = run.found
    if found is None:
        return
    engine_of(work).did((_step_of(found.request),), found)
    work.turned = False
    told = wording.waits_already(found)
    zh, en = (told.zh, told.en) if run.again else summary(found)
    if run.said is not None:
        zh, en = f"{run.said.zh}。{zh}", f"{run.said.en}. {en}"
    if run.behind:
        zh += "模型写的这一份没有换上来，排在您正看的那一份后面，点‹ ›切换。"
        en += " The model's wording stands behind the one you see: switch with ‹ ›."
    work.say(zh, en)


def _step_of(request: Request) -> Step:
    """Return a request as the talk remembers it."""
    to = str(request.to) if request.to is not None else None
    sections = request.sections or None
    return Step(request.task, sections, not sections, to=to, instruction=request.instruction)


def fill_from_facts(desk: Desk, work: Work, filling: Filling) -> None:
    """Fill gaps from the facts, as one of the two wishes that this can be."""
    said = Message("把空缺补上", "Fill the gaps from these facts")
    if filling is Filling.PARTS:
        said = Message("补上全文缺少的部分", "Draft the missing parts")
    # Which parts lack is a matter of the whole report, whichever of its parts is chosen.
    sentence = said.zh if filling is Filling.FIGURES else "把全文的空缺补上"
    hear(desk, work, sentence, said.text(work.language), filling=filling)


def answer(work: Work, answers: dict[str, str], said: Message | None = None) -> None:
    """Propose to fill gaps with what the person wrote; empty fields do not count.

    `said` is how it was understood.
    """
    given = {gap: text for gap, text in answers.items() if text.strip()}
    if not given:
        raise UsageError("还没有填写任何一处。", "No answer has been filled in yet.")
    before = work.session.waiting
    found = work.session.answer(given)
    work.last = found
    if found in before:
        work.bring(found)
        work.tell(wording.waits_already(found))
        return
    zh, en = (f"{said.zh}。", f"{said.en}. ") if said is not None else ("", "")
    work.say(
        f"{zh}已按您的回答准备好 {len(given)} 处，请在正文里看一看，点“采用”后生效。",
        f"{en}{len(given)} answers are ready in the proposal; they count once you adopt it.",
    )


def fill_in(work: Work, gap: str, value: str, fact: str = "") -> None:
    """Write into a gap what its author typed there, or took from the fact of this ID; it counts at
    once and can be undone."""
    source, before = (
        next((f.source for f in work.session.facts if f.id == fact), ""),
        work.session.waiting,
    )
    asked = next((g for g in work.check().gaps if g.id == gap), None)
    odd = oddness(asked, work.session.report.text, value.strip()) if asked and not source else None
    say_adopted(work, work.session.fill_in({gap: value}, source))
    if odd is not None:
        work.tell(odd, work.choices)
    say_outdated(work, before)


def clean(desk: Desk, work: Work) -> Run:
    """Propose to take all noise out of the report."""
    work.intent = None
    return start(desk, work, Run(Request(Task.CLEAN)))


def again(desk: Desk, work: Work, seen: str | None = None) -> Run:
    """Ask for another candidate of the last request."""
    pending = work.session.pending
    if seen is not None:
        require_seen(pending, seen)
    last = pending or work.last
    if last is None or last.request.task not in TASKS:
        raise UsageError(
            "还没有可以换写法的建议，请先说要怎么改。",
            "There is no proposal yet to word differently; say first what to change.",
        )
    if last.request.task in (Task.CLEAN, Task.FILL) or not last.model or last.model == "rules":
        raise UsageError(
            "这一项不是模型写的，再做一遍结果也一样。",
            "No model wrote this; doing it again gives the same.",
        )
    number = max(one.variation for one in (last, *work.session.candidates)) + 1
    run = Run(last.request, variation=number, another=pending)
    made = work.run
    if made is not None and made.found is not None and made.found.group == last.group:
        run.within, run.narrow = made.within, made.narrow
    return start(desk, work, run)


def stop(desk: Desk, work: Work) -> None:
    """Stop the rewrite under way."""
    if desk.stop(work):
        work.say("已停止，报告没有变化。", "Stopped; the report has not changed.")
    else:
        work.say("现在没有正在处理的事。", "Nothing is under way.")
