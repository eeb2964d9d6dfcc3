"""`PROVIDER:NAME`: a Writer on any chat model LangChain has an integration for."""

from __future__ import annotations

from typing import Any

from assistant.config import Settings
from assistant.errors import ModelUnavailable, UsageError
from assistant.models.certificates import ALL, require_certificates
from assistant.models.compatible import CONTEXT
from assistant.models.dialect import Dialect
from assistant.models.learnt import learnt
from assistant.models.progress import Progress
from assistant.models.tracing import forbid_tracing
from assistant.models.writer import Writer


class Standard(Dialect):
    """What every integration takes: LangChain's standard parameters.

    A schema is no such parameter: it is told in words, and the reply is validated here.
    """

    def arguments(
        self,
        max_tokens: int,
        _schema: dict[str, Any] | None,
        temperature: float,
        _seed: int | None,
    ) -> dict[str, Any]:
        """Return the call arguments."""
        standard: dict[str, Any] = {"max_tokens": max_tokens} if self.max_tokens else {}
        return standard | ({"temperature": temperature} if self.temperature else {})


def build(name: str, settings: Settings, _progress: Progress) -> Writer:
    """Return the chat model `name` (“anthropic:…”), made by LangChain's `init_chat_model`.

    Raises UsageError for a provider LangChain does not know or whose integration is not
    installed and for certificates of the environment that are none, and ModelUnavailable where the
    integration does not come up (usually: no key).
    """
    forbid_tracing()
    require_certificates(ALL)
    from langchain.chat_models import init_chat_model

    provider, _, model_name = name.partition(":")
    dialect = Standard(schema="none", room=settings.reply_tokens)
    try:
        model = init_chat_model(
            model_name,
            model_provider=provider,
            # The one layer of retries is our own.
            max_retries=0,
            timeout=max(settings.first_token_timeout, settings.token_timeout),
            cache=False,
        )
    except ImportError as error:
        raise UsageError(
            f"模型 {name} 需要先安装 LangChain 的集成：{_line(error)}",
            f"The model {name} needs its LangChain integration installed: {_line(error)}",
        ) from error
    except Exception as error:
        if isinstance(error, ValueError) and "provider" in str(error).lower():
            raise UsageError(
                f"没有名为“{provider}”的模型服务商：{_line(error)}",
                f"There is no provider of models “{provider}”: {_line(error)}",
            ) from error
        # Each integration has its own way to say that a key is missing.
        why = _line(error)
        raise ModelUnavailable(
            f"模型 {name} 无法建立：{why}", f"The model {name} cannot be set up: {why}"
        ) from error
    _hold_clients(model)
    return Writer(
        model=model,
        name=name,
        where=provider,
        remote=True,
        slots=settings.parallel,
        context=settings.context or CONTEXT,
        settings=settings,
        price=settings.prices.get(name),
        learnt=learnt((name, dialect), dialect),
        holds=settings.context,
    )


def _hold_clients(model: Any) -> None:
    """Hold the web clients of an integration, where it has them in the usual places: no redirect
    takes a report elsewhere, and one of the library that ours use reads no body without end."""
    import httpx2

    from assistant.models.deadline import keep_deadlines
    from assistant.models.guarded import guard

    for name in ("root_client", "_client", "client"):
        client: Any = getattr(getattr(model, name, None), "_client", None)
        if hasattr(client, "follow_redirects"):
            client.follow_redirects = False
        # One client may serve many models.
        if isinstance(client, httpx2.Client) and guard not in client.event_hooks["response"]:
            client.event_hooks["response"].append(guard)
            keep_deadlines(client)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
