"""Answers in the talk that change nothing: why, what is missing, what was changed, how to go on."""

from __future__ import annotations

from assistant.findings import Finding, Severity
from assistant.session import Proposal
from assistant.web.desk import Work


def reasons_of(found: Proposal) -> list[Finding]:
    """Return what stood against a proposal, the gravest first, each once."""
    kept: dict[str, Finding] = {}
    for part in found.parts:
        for one in part.findings:
            kept.setdefault(one.message.zh, one)
    weight = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    return sorted(kept.values(), key=lambda f: weight[f.severity])


def explain(work: Work) -> None:
    """Say why the last proposal was not sound."""
    found = work.session.pending or work.last
    if found is None:
        work.say("还没有提出过建议。", "There has been no proposal yet.")
        return
    reasons = reasons_of(found)
    if not reasons:
        work.say("上一份建议没有发现问题，是否采用由您决定。", "Nothing was found against it.")
        return
    zh = "\n".join(f"· {r.message.zh}" for r in reasons[:6])
    en = "\n".join(f"· {r.message.en}" for r in reasons[:6])
    work.say(f"是因为：\n{zh}", f"Because:\n{en}")


def report_check(work: Work) -> None:
    """Say what the report lacks and what looks wrong."""
    check = work.check()
    parts = [
        p.part.name.zh for p in check.parts if not p.present and p.priority.value == "required"
    ]
    zh = [f"全文 {len(check.gaps)} 处待补，{len(check.noise)} 处无关文字。"]
    if parts:
        zh.append(f"按“{check.genre.name.zh}”的要求还缺：{'、'.join(parts)}。")
    found = [f for f in check.findings if f.severity is not Severity.INFO]
    zh += [f"· {f.message.zh}" for f in found[:5]]
    if len(found) > 5:
        zh.append(f"（另有 {len(found) - 5} 处疑问）")
    choices = tuple(
        c for c, there in (("清理", check.noise), ("把空缺补上", work.session.facts)) if there
    )
    en = f"{len(check.gaps)} gaps, {len(check.noise)} pieces of noise, {len(found)} findings."
    work.say("\n".join(zh), en, choices=choices)


def list_changes(work: Work) -> None:
    """Say what was changed so far."""
    line = work.session.history.line()[1:]
    if not line:
        work.say("还没有改动。", "Nothing has been changed yet.")
        return
    zh = "\n".join(f"{n}. {v.what.zh}" for n, v in enumerate(line[-8:], 1))
    en = "\n".join(f"{n}. {v.what.en}" for n, v in enumerate(line[-8:], 1))
    work.say(f"到现在一共 {len(line)} 次改动：\n{zh}\n详细的在“历史”里。", en)


def point_to_downloads(work: Work) -> None:
    """Say where the downloads are."""
    work.say("请点上方的“下载”，可以存成 Word、纯文本，还有修改说明。", "See “Take away” above.")


def give_help(work: Work) -> None:
    """Say what can be asked for."""
    work.say(
        "我能压缩、改写、理顺结构、补数据、清理无关文字。先在目录里选一个部分，再说怎么改。\n"
        "每次都先给您看改了什么，您点“采用”才会生效；“去掉无关文字”一点就生效。都可以随时撤销。",
        "Choose a part, then say how to change it. No rewrite counts until you adopt it.",
        choices=("把第二部分压到300字", "第一部分分成三点", "还缺什么"),
    )
