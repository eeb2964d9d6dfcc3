"""What the program says back: what it understood, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.chat.asking import length_words, said_of
from assistant.chat.signing import SIGNED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Step
from assistant.document import OUTSIDE
from assistant.findings import Finding, Message, Severity
from assistant.instruction.parts import PARAGRAPH
from assistant.session import Proposal, Version
from assistant.session.counts import account, left_out, noise_gone, only_noise
from assistant.session.plain import Place
from assistant.session.struck import struck_of
from assistant.tasks import Task

ACTS = {
    Act.ANSWER: Message("回答关于报告的问题", "answer a question about the report"),
    Act.ADOPT: Message("采用这份建议", "adopt the proposal"),
    Act.ADOPT_PART: Message("采用其中几处改动", "adopt some of the changes"),
    Act.REJECT: Message("不采用这份建议", "put the proposal aside"),
    Act.ANOTHER: Message("换一个写法", "another candidate"),
    Act.EARLIER: Message("回到前一版", "go back to the version before"),
    Act.UNDO: Message("撤销上一步", "undo the last step"),
    Act.REDO: Message("恢复刚撤销的改动", "redo what was undone"),
    Act.GOTO: Message("看这一部分", "show the part"),
    Act.TAKE: Message("下载报告", "download the report"),
    Act.HELP: Message("怎么用", "how to use this"),
}
"""What a sentence without steps asks for, in words."""
_EDGES: Mapping[Place | None, str] = {Place.FIRST: "的开头", Place.LAST: "的最后"}
"""Where in a part words are put, in words."""
_DECIDE = Message("说“采用”生效，说“不要”作罢。", " Say “adopt” or “reject”.")


def heard(steps: tuple[Step, ...], at: Situation) -> Message:
    """Return in a sentence what was understood."""
    zh = "；".join(_step(s, at) for s in steps)
    return Message(zh, "; ".join(_step_en(s) for s in steps))


def _place(step: Step, at: Situation) -> str:
    if step.sections:
        names = [f"“{at.name(s)}”" for s in step.sections[:3]]
        more = f"等 {len(step.sections)} 处" if len(step.sections) > 3 else ""
        return "、".join(names) + more
    return "全文"


def _step(step: Step, at: Situation) -> str:
    place = _place(step, at)
    each = "各" if step.each else ""
    if step.task == Task.SHORTEN:
        words = length_words(step.to)
        if step.target is not None:
            words = f"压到约 {step.target} 字"
        elif step.to == "vague":
            words = "压短一些（约为原来的 80%）"
        said = f"{place}{each}{words}"
    elif step.task == Task.FILL and step.instruction == SIGNED:
        lines = (step.new or "").replace("\n", "、")
        said = f"在文末补上落款“{lines}”（照您给的原话）"
    elif step.task == Task.FILL and step.adds:
        edge = "" if set(step.sections or ()) & {*OUTSIDE} else _EDGES.get(step.place, "")
        where = f"的“{step.old}”后面" if step.old else edge
        said = f"在{place}{where}补入“{step.new}”（出处记为“用户填写”）"
    elif step.task == Task.FILL and step.facts:
        listed = "、".join(f"{f.name}{f.value}{f.unit}" for f in step.facts)
        said = f"填上{listed}（出处记为“用户填写”）"
    elif step.task in ("replace", "correct", "delete", "draft"):
        said = _edit(step, place)
        if step.order:
            said = f"在{place}{'前面' if '前' in step.order else '后面'}{said}"
    elif step.order:
        said = f"{_without_ids(step.order, at)}（只动位置、标题和编号，句子不改）"
    else:
        what = said_of(step)
        wish = f"，{step.instruction}" if step.instruction and step.instruction != what else ""
        length = f"，{length_words(step.to)}" if step.to else ""
        said = f"{place}{each}{what}{wish}{length}"
    keep = "、".join(step.keep)
    return f"{said}，{keep}不动" if keep else said


def _without_ids(words: str, at: Situation) -> str:
    """Return words with the paragraphs that are called by their IDs called by what they say."""
    return PARAGRAPH.sub(lambda m: f"“{at.name(m.group())}”", words)


def _edit(step: Step, place: str) -> str:
    if step.task == "delete":
        if step.old:
            words = step.old if len(step.old) <= 40 else step.old[:39] + "…"
            return f"删掉“{words}”"
        return f"删掉{place}"
    if step.task == "draft":
        return f"加上“{step.instruction}”这一部分" + ("" if step.headings else "的框架")
    if step.instruction and step.task == "replace":
        return f"{place}去掉标题末尾的标点"
    where = f"{place}里的" if step.sections else ""
    return f"把{where}“{step.old}”改成“{step.new}”"


def _step_en(step: Step) -> str:
    place = "the whole report"
    if step.sections:
        place = ", ".join(
            {"preamble": "the opening", "closing": "the closing"}.get(s, f"section {s}")
            for s in step.sections
        )
    details = [f"to {step.to}" if step.to else "", f"{step.points} points" if step.points else ""]
    if step.facts:
        details.append(", ".join(f"{f.name} {f.value}{f.unit}" for f in step.facts))
    if step.old:
        details.append(f"“{step.old}”" + (f" → “{step.new}”" if step.new else ""))
    details += [
        step.order or step.instruction or "",
        f"keep {', '.join(step.keep)}" if step.keep else "",
    ]
    told = ", ".join(d for d in details if d)
    return f"{step.task} {place}" + (f" ({told})" if told else "")


def outcome(found: Proposal, joined_to: bool) -> Message:
    """Return in a sentence what a proposal brings and what is to be looked at."""
    count = len(found.changes)
    notes_zh = "".join(f"{n.zh}" for n in found.notes)
    notes_en = " ".join(n.en for n in found.notes)
    if not count or only_noise(found.parts):
        said = unmet(found)
        zh, en = said.zh + notes_zh, f"{said.en} {notes_en}".strip()
        return Message(zh + _DECIDE.zh, en + _DECIDE.en) if count else Message(zh, en)
    zh = f"改好了：{found.words_source} → {found.words} 字，{count} 处改动。"
    en = f"Done: {found.words_source} → {found.words} 字, {count} changes."
    look = sum(len(p.reading) for p in found.parts if p.changed)
    wrong = len(found.to_confirm)
    if left_out(found.parts):
        told = account(found.parts)
        zh, en = f"{zh}{told.zh}。", f"{en} {told.en}."
    if (struck := struck_of(found.parts)) is not None:
        zh += struck.zh
        en += f" {struck.en}"
    if look:
        zh += f"有 {look} 处请您看一看。"
        en += f" {look} places to read."
    if wrong:
        zh += f"有 {wrong} 处问题要逐条确认才能采用。"
        en += f" {wrong} findings must be confirmed first."
    if found.questions and found.request.task == Task.FILL:
        zh += f"还有 {len(found.questions)} 处没有数据，留作“待补”。"
        en += f" {len(found.questions)} places stay open."
    if joined_to:
        zh += "前面等您决定的改动也在这份建议里。"
        en += " What waited before is in it too."
    return Message(zh + notes_zh + _DECIDE.zh, f"{en} {notes_en}".strip() + _DECIDE.en)


def waits_already(found: Proposal) -> Message:
    """Return that what was asked for waits for a decision already."""
    zh = "同样的建议已经在等您决定，没有再做一份，就是正文里标着的这一份。"
    en = "The same proposal waits already, so no second one was made: it stands in the text."
    if found.model not in ("", "rules"):
        zh += "想要别的写法，请说“换一个写法”。"
        en += " Ask for another wording if you want one."
    return Message(zh, en)


def unmet(found: Proposal, notes: Sequence[Message] = ()) -> Message:
    """Return that nothing came of what was asked for, why (`notes` first), and what is struck all
    the same."""
    reasons = [*notes, *(r.message for r in reasons_of(found) if r.code != "noise_removed")][:3]
    zh, en = "这一次没有可以放心采用的改法，", "No safe wording was found; "
    count = noise_gone(found)
    zh += f"词句没有动，只划去了 {count} 处无关文字。" if count else "报告保持原样。"
    en += f"of what is noise {count} are struck." if count else "the report stays as it was."
    if reasons:
        zh += "原因：" + "；".join(r.zh for r in reasons)
        en += " Because: " + "; ".join(r.en for r in reasons)
    return Message(zh, en)


def reasons_of(found: Proposal) -> list[Finding]:
    """Return what stood against a proposal, the gravest first, each once."""
    kept: dict[str, Finding] = {}
    for part in found.parts:
        for one in part.findings:
            kept.setdefault(one.message.zh, one)
    weight = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    return sorted(kept.values(), key=lambda f: weight[f.severity])


def adopted(version: Version) -> Message:
    """Return that changes count from now on."""
    count = len(version.changes)
    return Message(
        f"已采用：{version.what.zh}，{count} 处改动。不合适可以说“撤销”。",
        f"Adopted: {version.what.en}, {count} changes. Say “undo” to go back.",
    )


def agreed_to(
    sure: tuple[Step, ...], others: tuple[Step, ...], found: Proposal, at: Situation
) -> Message:
    """Return the question whether `sure` steps are to be done, of which `found` would come; what
    was asked for besides is shown before it counts, and is no part of that."""
    said, told, later = heard(sure, at), consequences(found), Message("", "")
    if others:
        rest = heard(others, at)
        later = Message(
            f"另外要做的（{rest.zh}）不在这次确定之内，做成建议，您看过再采用。",
            f"The rest ({rest.en}) is no part of this: it is proposed then, for you to see first. ",
        )
    return Message(
        f"{said.zh}。{told.zh}{later.zh}确定吗？",
        f"{said.en}. {told.en} {later.en}Are you sure?",
    )


def consequences(found: Proposal) -> Message:
    """Return what goes with a deletion or a correction: the program's notes and findings."""
    findings = [f.message for f in reasons_of(found)][:4]
    said = [*found.notes, *findings]
    zh = "".join(m.zh if m.zh.endswith(("。", "！", "？")) else f"{m.zh}。" for m in said)
    return Message(zh, " ".join(m.en for m in said))
