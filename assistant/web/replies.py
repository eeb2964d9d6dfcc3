"""Answers in the talk that change nothing: why, what is missing, what was changed, how to go on."""

from __future__ import annotations

from assistant.findings import Finding, Language, Message, Severity
from assistant.session import Proposal
from assistant.web.desk import Work
from assistant.web.views.passage import told


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
        work.say(
            "上一份建议没有发现问题，是否采用由您决定。",
            "Nothing was found against the last proposal; whether to adopt it is up to you.",
        )
        return
    zh = "\n".join(f"· {r.message.zh}" for r in reasons[:6])
    en = "\n".join(f"· {r.message.en}" for r in reasons[:6])
    work.say(f"是因为：\n{zh}", f"Because:\n{en}")


def report_check(work: Work) -> None:
    """Say what the report lacks and what looks wrong."""
    check = work.check()
    parts = [p.part.name for p in check.parts if not p.present and p.priority.value == "required"]
    gaps, noise = len(check.gaps), len(check.noise)
    zh = [f"全文 {gaps} 处待补，{noise} 处无关文字。"]
    en = [f"{gaps} places are open, {noise} pieces of text do not belong to the report."]
    if parts:
        zh.append(f"按“{check.genre.name.zh}”的要求还缺：{'、'.join(p.zh for p in parts)}。")
        en.append(f"A {check.genre.name.en} still lacks: {', '.join(p.en for p in parts)}.")
    found = [f for f in check.findings if f.severity is not Severity.INFO]
    zh += _first(found, Language.ZH)
    en += _first(found, Language.EN)
    choices = tuple(
        c for c, there in (("清理", check.noise), ("把空缺补上", work.session.facts)) if there
    )
    work.say("\n".join(zh), "\n".join(en), choices=choices)


def _first(found: list[Finding], language: Language) -> list[str]:
    """Return the first findings as lines, and how many more there are."""
    words = [said for _severity, said in told(found, language)]
    lines = [f"· {one}" for one in words[:5]]
    if len(words) > 5:
        more = len(words) - 5
        rest = Message(
            f"（另有 {more} 条，都列在“正文”上方）", f"({more} more stand above the text)"
        )
        lines.append(rest.text(language))
    return lines


def list_changes(work: Work) -> None:
    """Say what was changed so far."""
    line = work.session.history.line()[1:]
    if not line:
        work.say("还没有改动。", "Nothing has been changed yet.")
        return
    zh = "\n".join(f"{n}. {v.what.zh}" for n, v in enumerate(line[-8:], 1))
    en = "\n".join(f"{n}. {v.what.en}" for n, v in enumerate(line[-8:], 1))
    work.say(
        f"到现在一共 {len(line)} 次改动：\n{zh}\n详细的在“历史”里。",
        f"{len(line)} steps so far:\n{en}\nMore under “History”.",
    )


def point_to_downloads(work: Work) -> None:
    """Say where the downloads are."""
    work.say(
        "请点上方的“下载”，可以存成 Word、纯文本，还有修改说明。",
        "Under “Take away” you get it as Word, text or Markdown, and a change report.",
    )


def give_help(work: Work) -> None:
    """Say what can be asked for."""
    work.say(
        "我能压缩、改写、理顺结构、补数据、清理无关文字。先在目录里选一个部分，再说怎么改。\n"
        "每次都先给您看改了什么，您点“采用”才会生效；“去掉无关文字”一点就生效。都可以随时撤销。",
        "I can shorten, reword, restructure, fill in figures and clean. Choose a part in the "
        "outline and say in Chinese how to change it.\n"
        "You see every change first; it counts once you adopt it, and can be undone.",
        choices=("把第二部分压到300字", "第一部分分成三点", "还缺什么"),
    )
