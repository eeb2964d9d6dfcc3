"""Where a model's questions go, known before the first one is asked."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from assistant.config import Settings
from assistant.models import parse_name
from assistant.web.options import is_loopback


def destination(name: str, settings: Settings) -> str | None:
    """Return the host that reads the text with this model, None where it stays on this machine."""
    kind, _rest = parse_name(name)
    if kind in ("rules", "local"):
        return None
    if kind != "openai":
        return kind
    address = settings.base_url or os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com"
    host = urlsplit(address).hostname or address
    return None if is_loopback(host) else host


def label(name: str, settings: Settings, zh: bool) -> str:
    """Return the model and where the text goes, as the page's head shows it."""
    kind, rest = parse_name(name)
    if kind == "rules":
        return "只按规则处理 · 文字不离开本机" if zh else "Rules only · stays on this machine"
    host = destination(name, settings)
    if kind == "local":
        return "内置模型 · 文字不离开本机" if zh else "Embedded model · stays on this machine"
    if host is None:
        return f"模型 {rest} · 文字不离开本机" if zh else f"Model {rest} · stays on this machine"
    return f"模型 {rest} · 文字发往 {host}" if zh else f"Model {rest} · text goes to {host}"
