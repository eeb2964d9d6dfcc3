"""What a click or a sentence does to a work. No Gradio here: a test can do all of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat import Act, Reading, Step
from assistant.chat.commands import is_stop
from assistant.errors import AssistantError, UsageError
from assistant.findings import Language, Message
from assistant.request import Length, Request, require_sensible, row_of
from assistant.session import NotConfirmed, Proposal, Version, require_seen
from assistant.tasks import TASKS, Detail, Task
from assistant.web.desk import Desk, Run, Work, require_idle
from assistant.web.destination import needs_consent
from assistant.web.filling import Filling, narrowed
from assistant.web.proposal_summary import summary
from assistant.web.replies import give_help, point_to_downloads
from assistant.web.talking import card_of, carry_out, engine_of, follow, read
from assistant.web.views.markup import counted
from assistant.web.views.proposal import name_of

WHOLE = "all"
NOTHING_WAITS = Message("现在没有等您决定的建议。", "No proposal is waiting for your decision.")

UNDO = "撤销"
"""What can be said next of anything that has just been adopted."""
SEVERAL_WAIT = Message(
    "有几份建议在等您决定，请指明是哪一份。",
    "Several proposals wait for your decision: say which one is meant.",
)


def hear(
    desk: Desk, work: Work, sentence: str, shown: str = "", *, seen: str | None = None
) -> None:
    """Take a sentence of the talk: do at once what is a command, say back what is a task.

    `shown` is how the talk shows it, for who pressed a button in English.  `seen` is the proposal
    that the person has before them (see `waiting`): a sentence can decide on it.
    """
    sentence = sentence.strip()
    if not sentence:
        return
    work.session.say("user", shown or sentence)
    work.choices = ()
    work.intent = work.filling = None
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


def _think(desk: Desk, work: Work, sentence: str, meant: Reading, seen: str | None) -> None:
    """Ask the model what a sentence means that no rule understood."""

    def work_out() -> None:
        run = work.run
        settled = engine_of(work).settled(meant, sentence)
        if run is None or run.stop.is_set():
            return
        with work.lock:
            _act(desk, work, settled, sentence, seen)

    desk.think(work, work_out)


def _act(desk: Desk, work: Work, meant: Reading, sentence: str, seen: str | None) -> None:
    if meant.act is Act.ADOPT:
        confirmed = meant.changes if meant.slot == "confirmed" else None
        adopt(work, None, list(confirmed or ()), seen)
    elif meant.act is Act.REJECT and meant.slot != "agree":
        reject(work, seen)
    elif meant.act is Act.ANOTHER:
        again(desk, work, seen)
    elif meant.act is Act.TAKE:
        point_to_downloads(work)
    elif meant.act is Act.HELP:
        give_help(work)
    elif meant.act is Act.TASK and (card := card_of(work, meant)) is not None:
        work.intent = card
        work.say(
            f"我的理解是：{card.said.zh}。对的话请点“开始”。",
            f"I understand: {card.said.en}. Press “Begin” if that is right.",
        )
    else:
        follow(desk, work, meant, sentence, seen)


def choose(work: Work, part: str) -> None:
    """Turn to a part, or to the whole report."""
    chosen = None if part == WHOLE else part[:40]
    work.turned = work.turned or chosen != work.chosen
    work.chosen = chosen


def begin(
    desk: Desk, work: Work, task: str, section: str, detail: str, *, agreed: bool = False
) -> Run | None:
    """Start what was understood, as it stands in the card; None where it is done already.

    Returns None as well where a remote model needs the person's word first: the work then holds
    the intent on, and `needs_consent` says the host.
    """
    card = work.intent
    if card is not None and card.answers:
        work.intent = None
        answer(work, dict(card.answers))
        assert work.last is not None
        engine_of(work).did(card.steps, work.last)
        return None
    if card is not None and card.request is None:
        if agreed:
            work.intent = None
            engine_of(work).held = card.steps
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
    return desk_start(desk, work, request)


def desk_start(desk: Desk, work: Work, request: Request, variation: int = 0) -> Run:
    """Start a rewrite that reports its end in the talk."""
    work.choices = ()
    return desk.start(work, request, variation=variation, done=finished)


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
    found = work.session.pending
    if found is None:
        return
    engine_of(work).did((_step_of(found.request),), found)
    work.turned = False
    if work.filling is not None and found.request.task == Task.FILL:
        found = work.last = narrowed(found, work.filling)
        work.session.wait_with(found)
    work.filling = None
    work.say(*summary(found))


def _step_of(request: Request) -> Step:
    """Return a request as the talk remembers it."""
    to = str(request.to) if request.to is not None else None
    sections = request.sections or None
    return Step(request.task, sections, not sections, to=to, instruction=request.instruction)


def fill_from_facts(desk: Desk, work: Work, filling: Filling) -> None:
    """Say back the wish to fill gaps, and hold on which of the two wishes it is."""
    said = Message("把空缺补上", "Fill the gaps from these facts")
    if filling is Filling.PARTS:
        said = Message("把空缺补上", "Draft the missing parts")
    hear(desk, work, said.zh, said.text(work.language))
    work.filling = filling


def answer(work: Work, answers: dict[str, str]) -> None:
    """Propose to fill gaps with what the person wrote; empty fields do not count."""
    given = {gap: text for gap, text in answers.items() if text.strip()}
    if not given:
        raise UsageError(Message("还没有填写任何一处。", "No answer has been filled in yet."))
    found = work.session.answer(given)
    work.last = found
    work.say(
        f"已按您的回答准备好 {len(given)} 处，请在正文里看一看，点“采用”后生效。",
        f"{len(given)} answers are ready in the proposal; they count once you adopt it.",
    )


def fill_in(work: Work, gap: str, value: str) -> None:
    """Write into a gap what its author typed there; it counts at once and can be undone."""
    _say_adopted(work, work.session.fill_in({gap: value}))


def waiting(work: Work, seen: str | None = None) -> Proposal:
    """Return the proposal that waits; raises UsageError where none does.

    `seen` is the ID of the one a person has before them, empty for none: raises StaleProposal
    where that is not what waits.  None: the caller has looked by itself, as a script does.
    """
    found = work.session.pending
    if seen is not None:
        require_seen(found, seen)
    if found is None:
        raise UsageError(NOTHING_WAITS)
    if seen is None and work.session.others:
        raise UsageError(SEVERAL_WAIT)
    return found


def adopt(
    work: Work, changes: list[str] | None, confirmed: list[str], seen: str | None = None
) -> None:
    """Adopt the pending proposal, or the ticked changes of it; raises NotConfirmed.

    This and every other decision raises StaleProposal where another than `seen` waits.
    """
    found = waiting(work, seen)
    behind = work.session.others
    _say_adopted(work, work.session.adopt(found, changes, confirmed=confirmed))
    _say_outdated(work, behind)


def _say_outdated(work: Work, before: Sequence[Proposal]) -> None:
    """Say which of the proposals that waited no longer do: they were about the very words."""
    left = {one.id for one in work.session.waiting}
    gone = [one for one in before if one.id not in left]
    if gone:
        zh = "、".join(name_of(one, Language.ZH) for one in gone)
        en = ", ".join(name_of(one, Language.EN) for one in gone)
        work.say(
            f"另有建议写的也是这些文字，已不适用，没有保留：{zh}。需要的话请再说一次。",
            f"No longer of use, as the same words have changed: {en}. Ask again if need be.",
            choices=work.choices,
        )


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
        choices=(UNDO,),
    )


def reject(work: Work, seen: str | None = None) -> None:
    """Put the pending proposal aside."""
    waiting(work, seen)
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


def again(desk: Desk, work: Work, seen: str | None = None) -> Run:
    """Ask for another candidate of the last request."""
    pending = work.session.pending
    if seen is not None:
        require_seen(pending, seen)
    last = pending or work.last
    if last is None or last.request.task not in TASKS:
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


def edit(work: Work, text: str, seen: str | None = None) -> None:
    """Take the author's words for the part that is being edited, verified like any proposal.

    `seen` is the proposal whose words the edit began with, empty for the report's own.
    """
    pending = work.session.pending
    if seen is not None:
        require_seen(pending, seen)
    part = editable(work)
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
