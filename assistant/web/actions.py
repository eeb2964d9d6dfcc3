"""What a click or a sentence does to a work. No Gradio here: a test can do all of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.errors import AssistantError, UsageError
from assistant.facts import Fact
from assistant.findings import Message
from assistant.intent import Intent, Kind, Situation, understand, understand_as
from assistant.request import Length, Request, Task
from assistant.session import BY_AUTHOR, NotConfirmed, Version
from assistant.web.desk import Desk, Run, Work, require_idle
from assistant.web.destination import destination
from assistant.web.replies import (
    explain,
    give_help,
    list_changes,
    point_to_downloads,
    report_check,
)
from assistant.web.summing import summary
from assistant.web.views.markup import counted

WHOLE = "all"
NOTHING_WAITS = Message("现在没有等您决定的建议。", "No proposal is waiting for your decision.")


def hear(desk: Desk, work: Work, sentence: str, shown: str = "") -> None:
    """Take a sentence of the talk: do at once what is a command, say back what is a task.

    `shown` is how the talk shows it, for who pressed a button in English.
    """
    sentence = sentence.strip()
    if not sentence:
        return
    work.session.say("user", shown or sentence)
    work.choices = ()
    work.intent = None
    gaps = tuple(g.id for g in work.check().gaps)
    situation = Situation(
        work.session.report, work.chosen, work.session.pending is not None, work.working, gaps
    )
    intent = understand(sentence, situation)
    try:
        if intent.lost and work.model != "rules" and needs_consent(work) is None:
            _think(desk, work, sentence, situation)
        else:
            _act(desk, work, intent)
    except NotConfirmed as error:
        count = len(error.missing)
        work.say(
            f"还有 {count} 处问题没有确认。请在“建议”里看一看，逐条打勾后再采用。",
            f"{count} findings are not confirmed yet: tick each in the proposal, then adopt.",
        )
    except AssistantError as error:
        work.tell(error.message)


def _think(desk: Desk, work: Work, sentence: str, situation: Situation) -> None:
    """Ask the model what a sentence means that no rule understood; say back what it guesses."""

    def work_out() -> None:
        run = work.run
        task = work.session.guess(sentence)
        if run is None or run.stop.is_set():
            return
        if task is None:
            intent = understand(sentence, situation)
        else:
            intent = understand_as(sentence, situation, task)
        with work.lock:
            _act(desk, work, intent)

    desk.think(work, work_out)


def _act(desk: Desk, work: Work, intent: Intent) -> None:
    if intent.kind is Kind.TASK:
        _task(work, intent)
    elif intent.kind is Kind.ANSWER:
        answer(work, dict(intent.answers))
    elif intent.kind is Kind.UNCLEAR:
        assert intent.question is not None
        work.say(intent.question.zh, intent.question.en, choices=intent.choices)
    elif intent.kind is Kind.SHOW:
        work.chosen = intent.section
        work.say(intent.said.zh, intent.said.en)
    elif intent.kind is Kind.ANOTHER:
        again(desk, work)
    elif intent.kind is Kind.STOP:
        stop(desk, work)
    else:
        _DO[intent.kind](work)


def _task(work: Work, intent: Intent) -> None:
    """Say a task back and wait for the person to agree."""
    if intent.facts:
        intent = _with_places(work, intent)
        if intent.kind is Kind.UNCLEAR:
            assert intent.question is not None
            work.say(intent.question.zh, intent.question.en, choices=intent.choices)
            return
    work.intent = intent
    later = f"（“{intent.later}”请在这之后再说一次。）" if intent.later else ""
    later_en = f" (Please say “{intent.later}” again after that.)" if intent.later else ""
    work.say(
        f"我的理解是：{intent.said.zh}。对的话请点“开始”。{later}",
        f"I understand: {intent.said.en}. Press “Begin” if that is right.{later_en}",
    )


def _with_places(work: Work, intent: Intent) -> Intent:
    """Return the intent with the gaps that its facts answer, or a question where there is none."""
    facts = [Fact(f"u{n}", f.name, f.value, f.unit, BY_AUTHOR) for n, f in enumerate(intent.facts)]
    answers = work.session.places_for(facts)
    if not answers:
        names = "、".join(f.name for f in facts)
        question = Message(
            f"报告里没有找到明确该填“{names}”的地方。请在“待补”里找到那一处，直接填上，好吗？",
            f"No clear place for “{names}” was found. Could you fill it in under “Missing”?",
        )
        return replace(intent, kind=Kind.UNCLEAR, question=question, choices=("还缺什么",))
    gaps = {g.id: g for g in work.check().gaps}
    said = "；".join(f"“{gaps[g].question.zh}”填 {v}{gaps[g].unit}" for g, v in answers.items())
    said_en = "; ".join(
        f"{v}{gaps[g].unit} for “{gaps[g].question.en}”" for g, v in answers.items()
    )
    return replace(
        intent,
        answers=tuple(answers.items()),
        said=Message(f"{said}（出处记为“{BY_AUTHOR}”）", f"fill in {said_en}, as your own words"),
    )


def begin(
    desk: Desk, work: Work, task: str, section: str, detail: str, *, agreed: bool = False
) -> Run | None:
    """Start what was understood, as it stands in the card; None where it is done already.

    Returns None as well where a remote model needs the person's word first: the work then holds
    the intent on, and `needs_consent` says the host.
    """
    intent = work.intent
    if intent is not None and intent.answers:
        work.intent = None
        keep_facts(work, intent)
        answer(work, dict(intent.answers))
        return None
    request = request_of(task, section, detail)
    if request.task != Task.CLEAN:
        host = needs_consent(work)
        if host is not None and not agreed:
            return None
        if host is not None:
            work.agreed.add(host)
    work.intent = None
    return desk_start(desk, work, request)


def desk_start(desk: Desk, work: Work, request: Request, variation: int = 0) -> Run:
    """Start a rewrite that reports its end in the talk."""
    work.choices = ()
    return desk.start(work, request, variation=variation, done=finished)


def needs_consent(work: Work) -> str | None:
    """Return the host that the text would go to and nobody has agreed to yet, or None."""
    host = destination(work.model, work.session.settings)
    return host if host is not None and host not in work.agreed else None


def request_of(task: str, section: str, detail: str) -> Request:
    """Return the request of a card's fields; raises UsageError for a length that is none."""
    sections = () if section in ("", WHOLE) else (section,)
    detail = detail.strip()
    if task == Task.SHORTEN:
        if not detail:
            raise UsageError(
                Message(
                    "请写明压到多少字，例如 300 或 50%。",
                    "Please say how long it may be, for example 300 or 50%.",
                )
            )
        return Request(task, sections, to=Length.parse(detail))
    if task == Task.REWRITE and not detail:
        raise UsageError(
            Message(
                "请写明怎么改，例如“语气平实一些”。",
                "Please say how to reword it, for example 语气平实一些 (plainer).",
            )
        )
    takes = task in (Task.REWRITE, Task.RESTRUCTURE)
    return Request(task, sections, instruction=detail if takes and detail else None)


def finished(work: Work, run: Run) -> None:
    """Say in the talk what became of a rewrite."""
    if run.error:
        work.tell(run.error)
        return
    found = work.session.pending
    if found is None:
        return
    work.say(*summary(found))


def answer(work: Work, answers: dict[str, str]) -> None:
    """Propose to fill gaps with what the person wrote; empty fields do not count."""
    given = {gap: text for gap, text in answers.items() if text.strip()}
    if not given:
        raise UsageError(Message("还没有填写任何一处。", "No answer has been filled in yet."))
    found = work.session.answer(given)
    work.last = found
    work.say(
        f"已按您的回答准备好 {len(given)} 处，请在“建议”里看一看，点“采用”后生效。",
        f"{len(given)} answers are ready in the proposal; they count once you adopt it.",
    )


def keep_facts(work: Work, intent: Intent) -> None:
    """Add stated figures to the facts table, newest value of a name last said."""
    said = [Fact("", f.name, f.value, f.unit, BY_AUTHOR) for f in intent.facts]
    names = {f.name for f in said}
    work.session.use_facts([*(f for f in work.session.facts if f.name not in names), *said])


def adopt(work: Work, changes: list[str] | None, confirmed: list[str]) -> None:
    """Adopt the pending proposal, or the ticked changes of it; raises NotConfirmed."""
    found = work.session.pending
    if found is None:
        raise UsageError(NOTHING_WAITS)
    _say_adopted(work, work.session.adopt(found, changes, confirmed=confirmed))


def clean(work: Work) -> None:
    """Take out all noise at once; what is not accepted waits as a proposal."""
    require_idle(work)
    work.intent, work.choices = None, ()
    version = work.session.clean()
    work.last = work.session.pending
    if version is not None:
        _say_adopted(work, version)
    elif work.last is not None:
        work.say(*summary(work.last))


def _say_adopted(work: Work, version: Version) -> None:
    count = len(version.changes)
    work.say(
        f"已采用：{version.what.zh}，{count} 处改动。不合适可以说“撤销”。",
        f"Adopted: {version.what.en}, {counted(count, 'change')}. Press “Undo” to go back.",
    )


def reject(work: Work) -> None:
    """Put the pending proposal aside."""
    if work.session.pending is None:
        raise UsageError(NOTHING_WAITS)
    work.session.reject()
    work.say("好的，没有采用，报告没有变化。", "Put aside; the report has not changed.")


def undo(work: Work) -> None:
    """Go one version back."""
    undone = work.session.history.current.what
    work.session.undo()
    work.say(f"已撤销：{undone.zh}。", f"Undone: {undone.en}.")


def redo(work: Work) -> None:
    """Go one version forward."""
    version = work.session.redo()
    work.say(f"已恢复：{version.what.zh}。", f"Redone: {version.what.en}.")


def go(work: Work, number: int) -> None:
    """Go to a version of the list."""
    version = work.session.go(number)
    work.say(
        f"已回到：{version.what.zh}（{version.at[5:16].replace('T', ' ')}）。",
        f"Back at: {version.what.en}.",
    )


def again(desk: Desk, work: Work) -> Run:
    """Ask for another candidate of the last request."""
    last = work.session.pending or work.last
    if last is None or last.request.task not in set(Task):
        raise UsageError(
            Message(
                "还没有可以换写法的建议，请先说要怎么改。",
                "There is no proposal yet to word differently; say first what to change.",
            )
        )
    if last.request.task in (Task.CLEAN, Task.FILL) or not last.model or last.model == "rules":
        raise UsageError(
            Message(
                "这一项不是模型写的，再做一遍结果也一样。",
                "No model wrote this; doing it again gives the same.",
            )
        )
    return desk_start(desk, work, last.request, last.variation + 1)


def stop(desk: Desk, work: Work) -> None:
    """Stop the rewrite under way."""
    if desk.stop(work):
        work.say("已停止，报告没有变化。", "Stopped; the report has not changed.")
    else:
        work.say("现在没有正在处理的事。", "Nothing is under way.")


def edit(work: Work, text: str) -> None:
    """Take the author's words for the part that is being edited, verified like any proposal."""
    part = editable(work)
    pending = work.session.pending
    if pending is not None and any(p.id == part for p in pending.parts):
        work.session.wait_with(pending.edited(part, _ended(text, pending.part(part).output)))
    else:
        work.session.edit(part, text)
    work.last = work.session.pending


def _ended(text: str, before: str) -> str:
    """Return typed text with the line end it had: a text box does not keep it."""
    return text + "\n" if before.endswith("\n") and not text.endswith("\n") else text


def editable(work: Work) -> str:
    """Return the ID of the part a hand edit is about; raises UsageError where none is clear."""
    pending = work.session.pending
    if pending is not None:
        changed = [p.id for p in pending.parts if p.changed]
        if work.chosen in changed:
            return work.chosen or ""
        if len(changed) == 1 and not changed[0].startswith(("new-", "line-", "rest")):
            return changed[0]
    if work.chosen is None:
        raise UsageError(Message("请先在目录里选一个部分。", "Choose a part in the outline first."))
    return work.chosen


def words_of(work: Work, part: str) -> str:
    """Return the words a hand edit begins with."""
    pending = work.session.pending
    if pending is not None and any(p.id == part for p in pending.parts):
        return pending.part(part).output
    return work.session.report.of(work.session.report.find(part))


def _adopt_all(work: Work) -> None:
    adopt(work, None, [])


_DO = {
    Kind.UNDO: undo,
    Kind.REDO: redo,
    Kind.ADOPT: _adopt_all,
    Kind.REJECT: reject,
    Kind.WHY: explain,
    Kind.CHECK: report_check,
    Kind.HISTORY: list_changes,
    Kind.TAKE: point_to_downloads,
    Kind.HELP: give_help,
}
