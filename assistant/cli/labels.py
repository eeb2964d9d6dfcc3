"""The names under which a person sees the words of the JSON contract."""

from __future__ import annotations

from assistant.cli.terminal import Terminal
from assistant.findings import Message

_GAPS = {
    "placeholder": Message("占位", "placeholder"),
    "silent": Message("漏填", "silent"),
    "list": Message("漏列", "list"),
    "quote": Message("空引号", "empty quote"),
    "part": Message("缺内容", "missing part"),
}
_NOISE = {
    "advertisement": Message("广告", "advertisement"),
    "watermark": Message("水印", "watermark"),
    "source": Message("来源标记", "source tag"),
    "navigation": Message("网页导航", "web navigation"),
    "page": Message("页码", "page number"),
    "mark": Message("## 标记", "## mark"),
    "hidden": Message("隐藏字符", "hidden characters"),
}
_SEVERITIES = {
    "reading": (Message("要读", "to read"), "cyan"),
    "error": (Message("错误", "error"), "bold red"),
    "warning": (Message("警告", "warning"), "yellow"),
    "info": (Message("提示", "note"), "dim"),
}
_VERDICTS = {
    "accepted": (Message("✓ 采纳", "✓ accepted"), "green"),
    "review": (Message("! 待审", "! review"), "yellow"),
    "unchanged": (Message("= 未改", "= unchanged"), "dim"),
}
PRIORITIES = {
    "required": ("必有", "red"),
    "recommended": ("宜有", "yellow"),
    "optional": ("可有", "dim"),
}
"""How a part of a genre is called, and shown, that it must, should or may have."""
_ENGINES = {
    "model": Message("模型", "model"),
    "section": Message("模型整段写", "model, in one go"),
    "sentence": Message("模型逐句写", "model, by sentences"),
    "rules": Message("规则", "rules"),
    "none": Message("—", "—"),
}
_STATUSES = {
    "kept": (Message("保留", "kept"), ""),
    "moved": (Message("移动", "moved"), "cyan"),
    "merged": (Message("合并", "merged"), "cyan"),
    "filled": (Message("填入", "filled"), "green"),
    "open": (Message("仍空", "still open"), "yellow"),
    "dropped": (Message("删去", "dropped"), "red"),
}


def gap_kind(kind: str, terminal: Terminal) -> str:
    """Name a kind of gap."""
    return _plain(_GAPS, kind, terminal)


def noise_kind(kind: str, terminal: Terminal) -> str:
    """Name a kind of noise."""
    return _plain(_NOISE, kind, terminal)


def engine_name(engine: str, rung: str | None, terminal: Terminal) -> str:
    """Name who wrote a section, and a model's way of doing it."""
    told = rung if rung in ("section", "sentence") else engine
    return _plain(_ENGINES, told, terminal)


def severity(name: str, terminal: Terminal) -> tuple[str, str]:
    """Return a severity's name and the style it is shown in."""
    return _styled(_SEVERITIES, name, terminal)


def verdict(name: str, terminal: Terminal) -> tuple[str, str]:
    """Return a verdict's name and the style it is shown in."""
    return _styled(_VERDICTS, name, terminal)


def status(name: str, terminal: Terminal) -> tuple[str, str]:
    """Return the name of where a figure went and the style it is shown in."""
    return _styled(_STATUSES, name, terminal)


def _plain(table: dict[str, Message], key: str, terminal: Terminal) -> str:
    message = table.get(key)
    return message.text(terminal.language) if message else key


def _styled(table: dict[str, tuple[Message, str]], key: str, terminal: Terminal) -> tuple[str, str]:
    message, style = table.get(key, (Message(key, key), ""))
    return message.text(terminal.language), style
