"""Where a model's questions go, as the page's head shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.models import parse_name
from assistant.models.destination import destination

if TYPE_CHECKING:
    from assistant.web.desk import Work

__all__ = ["destination", "label", "needs_consent"]


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


def needs_consent(work: Work) -> str | None:
    """Return the host that the text would go to and nobody has agreed to yet, or None."""
    host = destination(work.model, work.session.settings)
    return host if host is not None and host not in work.agreed else None
