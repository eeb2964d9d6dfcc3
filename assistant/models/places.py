"""Where a model is, and whether that is this machine."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from assistant.config import Settings

OFFICIAL = "https://api.openai.com/v1"
HERE = "本机"
"""Where a model is that runs on this machine; its address may follow."""


def address_of(settings: Settings) -> str:
    """Return the address of the OpenAI-compatible service that is asked."""
    return settings.base_url or os.environ.get("OPENAI_BASE_URL") or OFFICIAL


def host_of(address: str) -> str:
    """Return the host of a service's address, empty where it is no http(s) address."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:  # http://[::1
        return ""


def place_of(address: str) -> str:
    """Return host and port of an address, without the name and password that it may hold."""
    return urlsplit(address).netloc.rpartition("@")[2] if host_of(address) else address


def stays_here(where: str) -> bool:
    """Whether what is sent to a place does not leave this machine."""
    return where.startswith(HERE)


def is_loopback(host: str) -> bool:
    """Say whether `host` (a name or an address, [::1] too) is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
