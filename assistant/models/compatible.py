"""`openai:NAME`: a Writer on any service that speaks the OpenAI protocol."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.models.batch_service import BatchService
from assistant.models.certificates import require_certificates
from assistant.models.dialect import Dialect
from assistant.models.learnt import learnt
from assistant.models.places import OFFICIAL, address_of, host_of, is_loopback, place_of
from assistant.models.progress import Progress
from assistant.models.send_hook import depart
from assistant.models.tracing import forbid_tracing
from assistant.models.writer import Writer

if TYPE_CHECKING:
    import ssl

    import httpx2
    from langchain_core.language_models import BaseChatModel

CONTEXT = 16_384
"""Tokens assumed where `context` is not set: few enough for any service in use."""


@dataclass(frozen=True, slots=True)
class _Service:
    """One service: where it is, and how it is told who asks."""

    address: str
    host: str
    key: str

    @property
    def here(self) -> bool:
        return is_loopback(self.host)

    @property
    def where(self) -> str:
        return f"本机 {place_of(self.address)}" if self.here else self.host


def build(rest: str, settings: Settings, _progress: Progress) -> Writer:
    """Return the model `rest` of the service at `base_url` or OPENAI_BASE_URL.

    A service without a key (a server in the office) works without OPENAI_API_KEY.
    Raises UsageError where the address is none, or the official service has no key.
    """
    forbid_tracing()
    service = _service(rest, settings)
    dialect = _dialect(service, settings)
    model, close = chat_model(rest, service.address, service.key, settings)
    return Writer(
        model=model,
        name=f"openai:{rest}",
        where=service.where,
        remote=not service.here,
        slots=settings.parallel,
        context=settings.context or CONTEXT,
        settings=settings,
        disconnect=close,
        price=settings.price_of(f"openai:{rest}"),
        learnt=learnt((service.address, rest, dialect), dialect),
        holds=settings.context,
        tells_departure=True,
    )


def batch_service(rest: str, settings: Settings) -> BatchService:
    """Return the Batch API of the service that `build` would ask; raises what it raises."""
    from openai import OpenAI

    service = _service(rest, settings)
    client = OpenAI(
        base_url=service.address,
        api_key=service.key,
        http_client=_http_client(service.address, settings),
        timeout=_timeout(settings),
        max_retries=0,
    )
    dialect = replace(_dialect(service, settings), stream=False)
    return BatchService(client, service.where, settings, dialect)


def chat_model(
    name: str, address: str, key: str, settings: Settings
) -> tuple[BaseChatModel, Callable[[], None]]:
    """Return LangChain's ChatOpenAI on the server at `address`, and what closes its connections."""
    from pydantic import SecretStr

    from assistant.models.chat import Chat

    client = _http_client(address, settings)
    model = Chat(
        model=name,
        base_url=address,
        api_key=SecretStr(key),
        http_client=client,
        # Never used; without it the library makes one for each model, and fails on a proxy that
        # it has no library for.
        http_async_client=_unused(),
        # Without it the library warns about proxies.
        http_socket_options=(),
        timeout=_timeout(settings),
        max_retries=0,
        cache=False,
        # From OPENAI_PROXY, which would clash with the client above; HTTPS_PROXY is honoured.
        openai_proxy=None,
        use_responses_api=False,
    )
    return model, client.close


def _service(rest: str, settings: Settings) -> _Service:
    address = address_of(settings)
    host = _host(address)
    key = os.environ.get("OPENAI_API_KEY", "") if settings.key is None else settings.key
    if not key and address == OFFICIAL:
        raise UsageError(
            f"模型 openai:{rest} 需要 OPENAI_API_KEY；用其他服务时请设置 OPENAI_BASE_URL",
            f"The model openai:{rest} needs OPENAI_API_KEY; for another service set "
            "OPENAI_BASE_URL",
        )
    return _Service(address, host, key or "none")


def _dialect(service: _Service, settings: Settings) -> Dialect:
    """Return what a service is asked in at first.

    What OpenAI itself is known to refuse (both names of the cap at once) is not tried there.
    """
    return Dialect(
        max_tokens=service.address != OFFICIAL,
        effort=settings.reasoning_effort,
        room=settings.reply_tokens,
    )


@cache
def _unused() -> httpx2.AsyncClient:
    import httpx2

    return httpx2.AsyncClient(verify=_trusted(False), trust_env=False)


@cache
def _trusted(trust_env: bool) -> ssl.SSLContext:
    """Return whom to trust: read once, for it takes longer than to make all else of a client."""
    import httpx2

    if trust_env:
        require_certificates()
    return httpx2.create_ssl_context(trust_env=trust_env)


def _http_client(address: str, settings: Settings) -> httpx2.Client:
    import httpx2

    from assistant.models.deadline import keep_deadlines
    from assistant.models.guarded import guard

    host = _host(address)
    trust_env = not is_loopback(host)
    try:
        client = httpx2.Client(
            verify=_trusted(trust_env),
            # These are the sockets' limits; those of the whole call are kept in `stream`.
            timeout=_timeout(settings),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=16),
            # A proxy of the environment is for the world outside, never for this machine.
            trust_env=trust_env,
            follow_redirects=False,
            event_hooks={"request": [depart], "response": [guard]},
        )
        keep_deadlines(client)
        return client
    except (ImportError, ValueError, httpx2.InvalidURL) as error:  # no library for SOCKS
        raise UsageError(
            f"环境变量里的代理用不了，无法连接 {host}：请把 HTTPS_PROXY、ALL_PROXY 等"
            "改成 http:// 开头的代理地址，或者去掉",
            f"The proxy that the environment names can't be used to reach {host}: give "
            "HTTPS_PROXY, ALL_PROXY … an address that begins with http://, or none",
        ) from error


def _timeout(settings: Settings) -> httpx2.Timeout:
    import httpx2

    patience = max(settings.first_token_timeout, settings.token_timeout)
    return httpx2.Timeout(patience, connect=settings.connect_timeout)


def _host(address: str) -> str:
    host = host_of(address)
    if not host:
        raise UsageError(
            f"模型服务的地址“{address}”不是 http(s) 网址",
            f"The address of the service, “{address}”, is no http(s) address",
        )
    return host
