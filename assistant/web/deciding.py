"""What is decided on a page: what is shown is adopted or put aside, and what was done undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.chat.vocabulary import said
from assistant.errors import UsageError
from assistant.findings import Language, Message
from assistant.session import NotConfirmed, Proposal, Version, require_seen
from assistant.session.compose import joined
from assistant.session.propose import moved_to
from assistant.session.waiting import no_longer_waits
from assistant.web.desk import Work
from assistant.web.shows import Shows
from assistant.web.views.markup import counted
from assistant.web.views.proposal import name_of

ALL_LEFT = Message(
    "这里的改动您都标了 ✗，没有可采用的；整份不要就说“不采用”，改主意就点“全选”。",
    "You marked every change ✗: put the proposal aside, or press “All” if you changed your mind.",
)
NOTHING_WAITS = Message("现在没有等您决定的建议。", "No proposal is waiting for your decision.")

UNDO = "撤销"
"""What can be said next of anything that has just been adopted."""
SEVERAL_WAIT = Message(
    "有几份建议在等您决定，请指明是哪一份。",
    "Several proposals wait for your decision: say which one is meant.",
)


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
    if seen is None and work.session.queued:
        raise UsageError(SEVERAL_WAIT)
    return found


def adopt(
    work: Work, changes: list[str] | None, confirmed: list[str], seen: str | None = None
) -> None:
    """Adopt the pending proposal, or the ticked changes of it; raises NotConfirmed.

    This and every other decision raises StaleProposal where another than `seen` waits.
    """
    found = waiting(work, seen)
    if changes == [] and found.changes and seen is not None:
        raise UsageError(ALL_LEFT)
    behind = work.session.queued
    left = len(found.changes) - len(changes) if changes is not None else 0
    say_adopted(work, work.session.adopt(found, changes, confirmed=confirmed), left)
    _end_run_for(work, found)
    say_outdated(work, behind)


def adopt_together(work: Work, chosen: Mapping[str, list[str]], confirmed: list[str]) -> None:
    """Adopt what is chosen of several proposals that stand side by side, by their IDs, as one
    decision that is undone as one; raises NotConfirmed."""
    session = work.session
    several = [one for one in session.apart if chosen.get(one.id)]
    if not several:
        raise UsageError(ALL_LEFT)
    found = several[0].select(chosen[several[0].id])
    for one in several[1:]:
        more = moved_to(one.select(chosen[one.id]), found.text)
        if more is None:
            raise no_longer_waits()
        found = joined(found, more, session.next_number())
    if missing := tuple(e for e in found.to_confirm if e.key not in set(confirmed)):
        raise NotConfirmed(missing)
    left = sum(len(one.changes) - len(chosen[one.id]) for one in several)
    decided = {one.group for one in several}
    behind = [one for one in session.queued if one.group not in decided]
    session.wait_before(found)
    version = session.adopt(found, confirmed=confirmed, decides=several)
    for one in several:
        _end_run_for(work, one)
    say_adopted(work, version, left)
    say_outdated(work, behind)


def adopt_as_said(work: Work, sentence: str, confirmed: list[str], seen: Shows | None) -> None:
    """Adopt at a word what its speaker has before them, but for what they have marked there as not
    wanted: the one that the bar speaks of, or all in the text where all are spoken of."""
    if seen is None:
        return adopt(work, None, confirmed)
    confirmed += seen.ticked
    shown = [one for one in work.session.apart if seen.shows(one.id)]
    if len(shown) > 1 and said("every").search(sentence):
        return adopt_together(work, {one.id: seen.taken(one) for one in shown}, confirmed)
    return adopt(work, seen.taken(waiting(work, seen.front)), confirmed, seen.front)


def _end_run_for(work: Work, decided: Proposal) -> None:
    """End the run that would still write another candidate for what is decided on."""
    run = work.run
    instead = (run.shown or run.another) if run is not None else None
    if run is not None and instead is not None and instead.group == decided.group:
        run.stop.set()
        run.end()


def say_outdated(work: Work, before: Sequence[Proposal]) -> None:
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


def say_adopted(work: Work, version: Version, left: int = 0) -> None:
    """Say what was adopted, and what was not: `left` changes, and the proposals that still wait."""
    count = len(version.changes)
    zh = f"已采用：{version.what.zh}，{count} 处改动。"
    en = f"Adopted: {version.what.en}, {counted(count, 'change')}."
    if left:
        zh += f"标了 ✗ 的 {left} 处没有采用。"
        en += f" {counted(left, 'change')} marked ✗ stayed out."
    still = _still_waiting(work)
    zh, en = zh + still.zh, en + still.en
    zh, en = f"{zh}不合适可以说“撤销”。", f"{en} Press “Undo” to go back."
    work.say(zh, en, choices=(UNDO,))


def _still_waiting(work: Work) -> Message:
    """Say which proposals wait on; nothing where none does."""
    waits = work.session.apart
    if not waits:
        return Message("", "")
    zh = "、".join(name_of(one, Language.ZH) for one in waits)
    en = ", ".join(name_of(one, Language.EN) for one in waits)
    return Message(f"还有 {len(waits)} 份建议等您决定：{zh}。", f" Still waiting: {en}.")


def reject(work: Work, seen: str | None = None) -> None:
    """Put the pending proposal aside."""
    _end_run_for(work, waiting(work, seen))
    work.session.reject()
    still = _still_waiting(work)
    zh, en = "好的，没有采用，报告没有变化。", "Put aside; the report has not changed."
    work.say(zh + still.zh, en + still.en)


def undo(work: Work) -> None:
    """Go one version back; what was adopted then waits again, marked as it was."""
    undone = work.session.history.current.what
    zh, en = f"已撤销：{undone.zh}。", f"Undone: {undone.en}."
    if work.session.undecide():
        zh += "这份建议又标在正文里，✓ 和 ✗ 照旧，可以重新决定。"
        en += " The proposal stands in the text again, with its marks."
    work.say(zh, en)


def step(work: Work, what: str, seen: object = None) -> None:
    """Go a version back or forward; raises UsageError where another is the latest than the one
    `seen` (None: whichever it is)."""
    if seen is not None and seen != work.session.history.head:
        raise UsageError(
            "报告刚才在别处又有改动，所以没有照办。请看过再决定。",
            "The report has just been changed elsewhere, so nothing was done. Look at it first.",
        )
    (undo if what == "undo" else redo)(work)


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
