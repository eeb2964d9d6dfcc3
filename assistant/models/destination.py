"""Where a model's questions go, known before the first one is asked."""

from __future__ import annotations

from assistant.config import Settings
from assistant.models import parse_name
from assistant.models.places import address_of, host_of, is_loopback


def destination(name: str, settings: Settings) -> str | None:
    """Return the host that reads the text with this model, None where it stays on this machine."""
    kind, _rest = parse_name(name)
    if kind in ("rules", "local"):
        return None
    if kind != "openai":
        return kind
    address = address_of(settings)
    host = host_of(address) or address
    return None if is_loopback(host) else host
