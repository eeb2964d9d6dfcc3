"""`check` for a person: outline, required parts, gaps as questions, findings, noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from assistant.cli.labels import PRIORITIES, styled
from assistant.cli.layout import below, heading
from assistant.cli.terminal import Terminal
from assistant.cli.view_findings import show_findings
from assistant.cli.view_gaps import Marks, show_gaps
from assistant.cli.view_noise import shorten, show_noise
from assistant.document import OUTSIDE

HEADING_CELLS = 44
_BELOW = {"points": "p", "paragraphs": "b"}
"""How the IDs of what stands in a part go on."""
"""Longest heading in the outline, in terminal cells; run-in headings can be whole sentences."""


def show_check(data: Mapping[str, Any], text: str, terminal: Terminal) -> None:
    """Print the `check --json` data readably on stdout; `text` is the report as read."""
    marks = Marks(data)
    _head(data, terminal)
    _outline(data, marks, terminal)
    _parts(data["structure"], terminal)
    show_gaps(data["gaps"], marks, text, terminal)
    show_findings(data["findings"], terminal, terminal.out)
    show_noise(data["noise"], terminal, terminal.out, removed=False)
    _sum_up(data, terminal)


def _head(data: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    title = data["title"] or t("（没有标题）", "(no title)")
    terminal.out.print(Text(title, style="bold"))
    genre = data["genre"]
    confidence = genre.get("confidence")
    sure = "" if confidence is None else f" {confidence:.0%}"
    terminal.out.print(
        Text(
            t(
                f"{data['file']} · 文种 {genre['name']}{sure} · {data['words']:,} 字 · "
                f"数据 {len(data['figures'])} 处",
                f"{data['file']} · genre {genre['name']}{sure} · {data['words']:,} words (字数) · "
                f"{len(data['figures'])} figures",
            ),
            style="dim",
        )
    )


def _outline(data: Mapping[str, Any], marks: Marks, terminal: Terminal) -> None:
    t = terminal.text
    heading(t("结构", "Outline"), terminal.out)
    if not data["outline"] and not data["outside"]:
        terminal.out.print(t("  没有找到带编号的部分。", "  No numbered part was found."))
        return
    tree = Tree("", hide_root=True, guide_style="dim")

    def grow(branch: Tree, sections: Sequence[Mapping[str, Any]]) -> None:
        for section in sections:
            grow(branch.add(_line(section, marks, terminal)), section["children"])

    edges = [
        part | {"number": t(OUTSIDE[part["id"]], ""), "heading": "", "children": []}
        for part in data["outside"]
    ]
    grow(tree, sorted((*data["outline"], *edges), key=lambda part: part["start"]))
    below(tree, terminal.out, 1)


def _line(section: Mapping[str, Any], marks: Marks, terminal: Terminal) -> Text:
    t = terminal.text
    line = Text.assemble((f"{section['id']:<4} ", "cyan"), (section["number"], "bold"))
    line.append(shorten(section["heading"], HEADING_CELLS))
    line.append(t(f"  {section['words']:,} 字", f"  {section['words']:,}"), style="dim")
    for kind, zh, en in (("points", "点", "points"), ("paragraphs", "段", "paragraphs")):
        if count := section[kind]:
            first, last = (f"{section['id']}.{_BELOW[kind]}{n}" for n in (1, count))
            ids = first if count == 1 else f"{first}…{last}"
            line.append(t(f" · {count} {zh}（{ids}）", f" · {count} {en} ({ids})"), style="dim")
    if gaps := marks.gaps[section["id"]]:
        line.append(t(f" · {gaps} 处待补", f" · {gaps} gaps"), style="yellow")
    if findings := marks.findings[section["id"]]:
        line.append(t(f" · {findings} 处疑问", f" · {findings} findings"), style="red")
    return line


def _parts(structure: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    required = structure["required"]
    if not required:
        return
    shown = f"{structure['score']:.0%}"
    heading(t(f"应有内容（完整度 {shown}）", f"Required parts (score {shown})"), terminal.out)
    table = Table.grid(padding=(0, 2))
    for part in required:
        name, style = styled(PRIORITIES, part["priority"], terminal)
        if part["present"]:
            mark, note = Text("✓", "green"), Text("", "dim")
            if part["section"]:
                note.append(t(f"第 {part['section']} 部分", f"section {part['section']}"))
        else:
            mark = Text("✗" if part["priority"] == "required" else "○", style)
            note = Text(t(f"{name}，没有找到", f"{name}, not found"), style)
        table.add_row(mark, Text(part["part"]), note)
    below(table, terminal.out)


def _sum_up(data: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    count = Counter(f["severity"] for f in data["findings"])
    parts = data["structure"]["required"]
    absent = sum(not p["present"] and p["priority"] == "required" for p in parts)
    terminal.out.print(
        t(
            f"\n小结：{count['error'] + count['warning']} 处疑问（错误 {count['error']}，"
            f"警告 {count['warning']}），{len(data['gaps'])} 处待补，"
            f"缺少必有内容 {absent}，无关文字 {len(data['noise'])}。",
            f"\nIn short: {count['error']} errors and {count['warning']} warnings, "
            f"{len(data['gaps'])} gaps, {absent} required parts missing, "
            f"{len(data['noise'])} noise.",
        ),
        style="bold",
        highlight=False,
    )
