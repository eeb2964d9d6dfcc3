"""Clicks on a talk: the actions of the contract that are no sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from assistant.chat import wording
from assistant.chat.turn import Act, Turn
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.session import StaleProposal, require_seen

if TYPE_CHECKING:
    from assistant.chat.engine import Talk

BAD_LINE = Message(
    '这一行看不懂：请写一个 JSON 对象，例如 {"say":"第二部分压到300字"}。',
    'This line is not understood: write one JSON object, such as {"say":"…"}.',
)


def act_on(talk: Talk, action: Mapping[str, Any]) -> Turn:
    """Do what one action asks; raises UsageError for one that is none or is stale."""
    for name, act in _ACTIONS.items():
        if name in action:
            return act(talk, action)
    raise UsageError(BAD_LINE)


def _choose(talk: Talk, action: Mapping[str, Any]) -> Turn:
    part = action["choose"]
    if part is not None:
        part = talk.session.report.find(str(part)).id
    talk.chosen, talk.selected = part, None
    name = talk.situation().name(part) if part else "全文"
    return talk.turn_of(Act.GOTO, Message(f"选定：{name}。", f"Chosen: {name}."))


def _pick(talk: Talk, action: Mapping[str, Any]) -> Turn:
    number = action["pick"]
    if not isinstance(number, int) or not 1 <= number <= len(talk.choices):
        raise UsageError(
            Message(
                f"现在有 {len(talk.choices)} 个可选的回答，没有第 {number} 个。",
                f"There are {len(talk.choices)} answers to pick from, not number {number}.",
            )
        )
    choice = talk.choices[number - 1]
    return talk.do(choice.means, choice.label)


def _select(talk: Talk, action: Mapping[str, Any]) -> Turn:
    place = action["select"]
    size = len(talk.session.report.text)
    numbers = isinstance(place, list) and len(place) == 2 and all(isinstance(n, int) for n in place)
    if not numbers or not 0 <= place[0] < place[1] <= size:
        raise UsageError(BAD_LINE)
    talk.selected = (place[0], place[1])
    words = talk.session.report.text[place[0] : place[1]]
    shown = words if len(words) <= 20 else words[:19] + "…"
    return talk.turn_of(Act.GOTO, Message(f"选中“{shown}”。", f"Selected “{shown}”."))


def _adopt(talk: Talk, action: Mapping[str, Any]) -> Turn:
    require_seen(talk.session.pending, str(action["adopt"]))
    version = action.get("version")
    if version is not None and version != talk.session.history.head:
        raise StaleProposal(
            Message(
                "报告已经不是您看到的那一版，所以没有照办。",
                "The report is not the version you saw, so nothing was done.",
            )
        )
    changes = action.get("changes")
    waits = talk.session.pending
    assert waits is not None
    taken = None if changes is None else [str(c) for c in changes]
    confirmed = [str(k) for k in action.get("confirmed") or ()]
    made = talk.session.adopt(waits, taken, confirmed=confirmed)
    talk.question, talk.choices = None, ()
    return talk.turn_of(Act.ADOPT if changes is None else Act.ADOPT_PART, wording.adopted(made))


def _reject(talk: Talk, action: Mapping[str, Any]) -> Turn:
    require_seen(talk.session.pending, str(action["reject"]))
    talk.session.reject()
    return talk.turn_of(
        Act.REJECT, Message("好的，没有采用，报告没有变化。", "Put aside; nothing has changed.")
    )


def _edit(talk: Talk, action: Mapping[str, Any]) -> Turn:
    given = action["edit"]
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise UsageError(BAD_LINE)
    section, text = str(given.get("section")), given["text"]
    waits = talk.session.pending
    if waits is not None and any(p.id == section for p in waits.parts):
        talk.session.wait_with(waits.edited(section, text))
    else:
        talk.session.edit(section, text)
        if waits is not None:
            talk.candidates.append(waits)
    found = talk.session.pending
    assert found is not None
    return talk.turn_of(Act.TASK, wording.outcome(found, joined_to=False))


def _consent(talk: Talk, action: Mapping[str, Any]) -> Turn:
    return talk.consent(action["consent"] is True)


def _read(talk: Talk, _action: Mapping[str, Any]) -> Turn:
    text = talk.session.report.text
    return talk.turn_of(Act.ANSWER, Message(text, text), text=text)


_ACTIONS: dict[str, Callable[[Talk, Mapping[str, Any]], Turn]] = {
    "choose": _choose,
    "pick": _pick,
    "select": _select,
    "adopt": _adopt,
    "reject": _reject,
    "edit": _edit,
    "consent": _consent,
    "read": _read,
}
