"""`check` for a person: outline, required parts, gaps as questions, findings, noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from assistant.cli.terminal import Terminal
from assistant.cli.view_findings import show_findings
from assistant.cli.words import gap_kind, noise_kind

HEADING_CELLS = 44
"""Longest heading in the outline, in terminal cells; run-in headings can be whole sentences."""


def show_check(data: Mapping[str, Any], terminal: Terminal) -> None:
    """Print the `check --json` data readably on stdout."""
    _head(data, terminal)
    _outline(data, terminal)
    _parts(data["structure"], terminal)
    _gaps(data["gaps"], terminal)
    show_findings(data["findings"], terminal, terminal.out)
    _noise(data["noise"], terminal)
    _sum_up(data, terminal)


def _head(data: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    title = data["title"] or t("（没有标题）", "(no title)")
    terminal.out.print(Text(title, style="bold"))
    genre = data["genre"]
    confidence = genre.get("confidence")
    sure = f" {confidence:.0%}" if isinstance(confidence, int | float) else ""
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


def _outline(data: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    _rule(terminal, t("结构", "Outline"))
    if not data["outline"]:
        terminal.out.print(t("  没有找到带编号的部分。", "  No numbered part was found."))
        return
    marks = _Marks(data)
    tree = Tree("", hide_root=True, guide_style="dim")

    def grow(branch: Tree, sections: Sequence[Mapping[str, Any]]) -> None:
        for section in sections:
            grow(branch.add(_line(section, marks, terminal)), section["children"])

    grow(tree, data["outline"])
    terminal.out.print(Padding(tree, (0, 0, 0, 1), expand=False))


class _Marks:
    """How many gaps and findings lie in each section, its children not counted twice."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sections = list(_walk(data["outline"]))
        self.gaps = Counter(self._owner(g["start"], g["end"]) for g in data["gaps"])
        self.findings = Counter(
            f["section"] or self._owner(f["start"], f["end"])
            for f in data["findings"]
            if f["severity"] != "info"
        )

    def _owner(self, start: int | None, end: int | None) -> str | None:
        """The innermost section that holds the span."""
        owner = None
        if start is not None and end is not None:
            for section in self._sections:
                if section["start"] <= start and end <= section["end"]:
                    owner = section["id"]
        return owner


def _walk(sections: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for section in sections:
        yield section
        yield from _walk(section["children"])


def _line(section: Mapping[str, Any], marks: _Marks, terminal: Terminal) -> Text:
    t = terminal.text
    line = Text.assemble((f"{section['id']:<5}", "cyan"), (section["number"], "bold"))
    line.append(shorten(section["heading"], HEADING_CELLS))
    line.append(t(f"  {section['words']:,} 字", f"  {section['words']:,}"), style="dim")
    if section["points"]:
        line.append(t(f" · {section['points']} 点", f" · {section['points']} points"), style="dim")
    if gaps := marks.gaps[section["id"]]:
        line.append(t(f" · 空缺 {gaps}", f" · {gaps} gaps"), style="yellow")
    if findings := marks.findings[section["id"]]:
        line.append(t(f" · 问题 {findings}", f" · {findings} findings"), style="red")
    return line


def _parts(structure: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    required = structure["required"]
    if not required:
        return
    score = structure["score"]
    shown = f"{score:.0%}" if isinstance(score, float) and score <= 1 else f"{score}"
    _rule(terminal, t(f"应有内容（完整度 {shown}）", f"Required parts (score {shown})"))
    table = Table.grid(padding=(0, 2))
    for part in required:
        mark = Text("✓", "green") if part["present"] else Text("✗", "red")
        if not part["present"]:
            place = Text(t("没有找到", "not found"), "red")
        elif part["section"]:
            place = Text(t(f"第 {part['section']} 部分", f"section {part['section']}"), "dim")
        else:
            place = Text()
        table.add_row(mark, Text(part["part"]), place)
    terminal.out.print(Padding(table, (0, 0, 0, 2), expand=False))


def _gaps(gaps: Sequence[Mapping[str, Any]], terminal: Terminal) -> None:
    if not gaps:
        return
    t = terminal.text
    _rule(terminal, t(f"空缺 {len(gaps)} 处，要回答的问题", f"{len(gaps)} gaps, to be answered"))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for gap in gaps:
        text = Text(gap["question"])
        if gap["context"]:
            text.append(f"\n{gap['context'].strip()}", style="dim")
        kind = Text(gap_kind(gap["kind"], terminal), "yellow")
        table.add_row(Text(gap["id"], "cyan"), kind, text)
    terminal.out.print(Padding(table, (0, 0, 0, 2), expand=False))


def _noise(noise: Sequence[Mapping[str, Any]], terminal: Terminal) -> None:
    if not noise:
        return
    t = terminal.text
    _rule(
        terminal, t(f"杂质 {len(noise)} 处（用 clean 去掉）", f"{len(noise)} noise (see `clean`)")
    )
    kinds: dict[str, list[str]] = {}
    for one in noise:
        kinds.setdefault(one["kind"], []).append(" ".join(one["text"].split()))
    table = Table.grid(padding=(0, 2))
    for kind, texts in kinds.items():
        shown = " | ".join(shorten(x, 24) for x in dict.fromkeys(texts) if x)
        table.add_row(noise_kind(kind, terminal), f"×{len(texts)}", Text(shorten(shown, 64), "dim"))
    terminal.out.print(Padding(table, (0, 0, 0, 2), expand=False))


def _sum_up(data: Mapping[str, Any], terminal: Terminal) -> None:
    t = terminal.text
    count = Counter(f["severity"] for f in data["findings"])
    absent = sum(not p["present"] for p in data["structure"]["required"])
    terminal.out.print(
        t(
            f"\n小结：错误 {count['error']}，警告 {count['warning']}，空缺 {len(data['gaps'])}，"
            f"缺少的内容 {absent}，杂质 {len(data['noise'])}。",
            f"\nIn short: {count['error']} errors, {count['warning']} warnings, "
            f"{len(data['gaps'])} gaps, {absent} parts missing, {len(data['noise'])} noise.",
        ),
        style="bold",
        highlight=False,
    )


def _rule(terminal: Terminal, title: str) -> None:
    terminal.out.print(f"\n{title}", style="bold blue", highlight=False)


def shorten(text: str, cells: int) -> str:
    """Return `text` cut to `cells` terminal cells (a Chinese character takes two), with an …."""
    if cell_len(text) <= cells:
        return text
    kept = ""
    for char in text:
        if cell_len(kept + char) > cells - 1:
            break
        kept += char
    return kept + "…"
