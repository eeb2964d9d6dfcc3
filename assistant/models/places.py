"""Where a model is, and whether that is this machine."""

from __future__ import annotations

import ipaddress

HERE = "本机"
"""Where a model is that runs on this machine; its address may follow."""


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
