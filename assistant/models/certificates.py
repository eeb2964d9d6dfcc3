"""Whom to trust, as variables of the environment say: of one that names nothing usable the
libraries tell neither the variable nor, mostly, the file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.system_reason import reason_of

OWN: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""What OpenSSL's users read, httpx and our own clients among them."""
ALL: Final = (*OWN, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""With those of requests, which some integrations use."""


def require_certificates(names: tuple[str, ...] = OWN) -> None:
    """Raise UsageError, naming the variable and the file, where one of them can't be used."""
    for name in names:
        place = os.environ.get(name)
        reason = _wrong(Path(place), folder=name != OWN[0]) if place else None
        if reason is not None:
            raise UsageError(
                f"环境变量 {name} 指向的证书“{place}”用不了：{reason.zh}。请改正或去掉这个变量。",
                f"The certificates “{place}” that {name} names can't be used: {reason.en}. "
                "Correct that variable of the environment or take it away.",
            )


def _wrong(place: Path, *, folder: bool) -> Message | None:
    import ssl

    try:
        if folder and place.is_dir():
            next(place.iterdir(), None)
        elif not place.exists():
            return Message("没有这个文件", "there is no such file")
        elif not place.is_file():
            return Message("不是文件", "it is no file")
        else:
            ssl.create_default_context(cafile=place)
    except ssl.SSLError:
        return Message("内容不是证书（PEM）", "it holds no certificates (PEM)")
    except (OSError, ValueError) as error:
        return reason_of(error)
    return None
