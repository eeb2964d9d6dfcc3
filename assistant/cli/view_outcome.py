"""The result of a rewrite for a person: what became of each section, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.cli.labels import ENGINES, GAPS, STATUSES, VERDICTS, label, styled
from assistant.cli.layout import below, heading, ruled
from assistant.cli.terminal import Terminal
from assistant.cli.view_changes import show_changes
from assistant.cli.view_findings import show_findings
from assistant.cli.view_noise import shorten, show_noise
from assistant.cli.view_reading import show_reading
from assistant.session.struck import struck_between
from assistant.tasks import Task, task_label
from assistant.wordcount import count_words

Json = Mapping[str, Any]
USELESS = "model_unusable"
"""The finding that nothing in the result is the model's: it is told before all else."""


def show_outcome(
    data: Json, task: str, target: str, terminal: Terminal, noise: Sequence[Json] = ()
) -> None:
    """Print the JSON contract of a rewriting command readably on stderr.

    `target` says where the text went (a path, or stdout); `noise` is what `clean` took out.
    """
    err = terminal.err
    err.print()
    name, style = styled(VERDICTS, data["verdict"], terminal)
    head = Text.assemble(
        (task_label(task, terminal.language), "bold"), " → ", target, "  ", (name, f"bold {style}")
    )
    err.print(head)
    for said in (f for s in data["sections"] for f in s["findings"] if f["code"] == USELESS):
        err.print(Text(said["message"], "bold red"))
    err.print(Text(_lengths(data["words"], terminal)))
    struck = struck_between((s["source"], s["output"]) for s in data["sections"])
    if struck is not None:
        err.print(Text(struck.text(terminal.language), "dim"))
    _sections(data["sections"], terminal)
    show_noise(noise, terminal, err, removed=True)
    if not noise:
        show_changes(data["sections"], terminal)
    _traces(data["sections"], terminal)
    _filled(data["gaps"], terminal)
    _questions(data, task, terminal)
    items = [i | {"section": s["id"]} for s in data["sections"] for i in s["reading"]]
    show_reading(items, data["read_share"], terminal, err)
    findings = [f | {"section": s["id"]} for s in data["sections"] for f in s["findings"]]
    show_findings(findings, terminal, err)
    _usage(data["usage"], terminal)


def _lengths(words: Json, terminal: Terminal) -> str:
    """The asked and the delivered 字数, always."""
    t = terminal.text
    source, asked, delivered = words["source"], words["asked"], words["delivered"]
    if not asked:
        return t(f"字数 {source:,} → {delivered:,}", f"字数 {source:,} → {delivered:,}")
    off = delivered - asked
    off_zh = "正好" if off == 0 else f"{'超' if off > 0 else '少'} {abs(off):,}"
    return t(
        f"字数 原文 {source:,} → 要求 {asked:,} → 实得 {delivered:,}（{off_zh}）",
        f"字数 source {source:,} → asked {asked:,} → delivered {delivered:,} ({off:+,})",
    )


def _sections(sections: Sequence[Json], terminal: Terminal) -> None:
    if not sections:
        return
    t = terminal.text
    table = ruled()
    table.add_column(t("部分", "Section"), style="cyan", no_wrap=True)
    table.add_column(t("标题", "Heading"), no_wrap=True)
    table.add_column(t("结论", "Verdict"), no_wrap=True)
    table.add_column(t("出自", "By"), no_wrap=True)
    table.add_column(t("次数", "Tries"), justify="right")
    table.add_column("字数", justify="right", no_wrap=True)
    for section in sections:
        name, style = styled(VERDICTS, section["verdict"], terminal)
        before, after = count_words(section["source"]), count_words(section["output"])
        length = f"{before:,} → {after:,}" if before != after else f"{before:,}"
        in_steps = section["rung"] in ("section", "sentence")
        by = section["rung" if in_steps else "engine"]
        table.add_row(
            section["id"],
            shorten(section["heading"], 32),
            Text(name, style),
            label(ENGINES, by, terminal),
            str(section["attempts"] or "—"),
            length,
        )
    terminal.err.print(table)


def _traces(sections: Sequence[Json], terminal: Terminal) -> None:
    """Where each source figure, title and gap went; gaps have tables of their own."""
    t = terminal.text
    traced = [(s["id"], s["trace"]) for s in sections if s["trace"]]
    if not traced:
        return
    total: Counter[str] = Counter(_became(one) for _, trace in traced for one in trace)
    counts = t("，", ", ").join(f"{styled(STATUSES, k, terminal)[0]} {n}" for k, n in total.items())
    title = t(f"数据去向：{counts}", f"Where the figures went: {counts}")
    heading(title, terminal.err)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for section, trace in traced:
        shown = section
        for state, texts in _by_status(trace).items():
            if state in ("filled", "open"):
                continue
            name, style = styled(STATUSES, state, terminal)
            table.add_row(shown, Text(name, style), Text("  ".join(texts), style))
            shown = ""
    below(table, terminal.err)


def _became(one: Json) -> str:
    """Return what became of a traced thing; a gap that was kept is a gap that is still open."""
    return "open" if one["kind"] == "gap" and one["status"] == "kept" else one["status"]


def _by_status(trace: Sequence[Json]) -> dict[str, list[str]]:
    """Group the traced things by what became of them."""
    groups: dict[str, list[str]] = {}
    for one in trace:
        groups.setdefault(_became(one), []).append(one["text"])
    return groups


def _filled(gaps: Sequence[Json], terminal: Terminal) -> None:
    filled = [g for g in gaps if g["filled"]]
    if not filled:
        return
    t = terminal.text
    heading(t(f"填入 {len(filled)} 处", f"{len(filled)} gaps filled"), terminal.err)
    table = Table.grid(padding=(0, 2))
    for gap in filled:
        table.add_row(
            Text(gap["id"], "cyan"),
            Text(str(gap["value"]), "green"),
            Text(" ".join(str(gap["context"]).split())),
            Text(t("出处：", "source: ") + str(gap["source"] or "—"), "dim"),
        )
    below(table, terminal.err)


def _questions(data: Json, task: str, terminal: Terminal) -> None:
    """What is still open; after `fill` every question, with the words around its gap."""
    questions = data["questions"]
    if not questions:
        return
    t = terminal.text
    if task != Task.FILL:
        heading(
            t(
                f"仍缺 {len(questions)} 处（check 列出要回答的问题，fill 用事实表补）",
                f"{len(questions)} gaps are open (`check` lists them, `fill` fills them)",
            ),
            terminal.err,
        )
        return
    known = {g["id"]: g for g in data["gaps"]}
    heading(
        t(f"仍缺 {len(questions)} 处，请补充", f"{len(questions)} gaps are open, please answer"),
        terminal.err,
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(overflow="fold")
    for one in questions:
        gap = known.get(one["gap"])
        text = Text(one["question"])
        if gap and gap["context"]:
            text.append(f"\n{' '.join(str(gap['context']).split())}", style="dim")
        table.add_row(one["gap"], label(GAPS, gap["kind"], terminal) if gap else "", text)
    below(table, terminal.err)


def _usage(usage: Json, terminal: Terminal) -> None:
    t = terminal.text
    cost = (
        ""
        if usage["cost"] is None
        else t(f"，费用 {usage['cost']:.4f}", f", cost {usage['cost']:.4f}")
    )
    if not usage["calls"]:
        line = t(
            f"没有调用模型，{usage['seconds']:.1f} 秒。",
            f"No model call, {usage['seconds']:.1f} s.",
        )
    else:
        line = t(
            f"{usage['model']}（{usage['where']}）调用 {usage['calls']} 次，"
            f"读 {usage['prompt_tokens']:,} tokens（缓存 {usage['cached_tokens']:,}），"
            f"写 {usage['completion_tokens']:,} tokens，{usage['seconds']:.1f} 秒{cost}。",
            f"{usage['model']} ({usage['where']}): {usage['calls']} calls, "
            f"{usage['prompt_tokens']:,} tokens read ({usage['cached_tokens']:,} cached), "
            f"{usage['completion_tokens']:,} written, {usage['seconds']:.1f} s{cost}.",
        )
    terminal.err.print(f"\n{line}", style="dim", highlight=False)
