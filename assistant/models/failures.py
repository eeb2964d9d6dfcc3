"""Every exception of the libraries below, translated at this one border.

`translate` answers one question: what may be done about it?

    Passing            the same request may work in a moment (429, 5xx, connection, timeout)
    Refused            the server does not take the request as it is written (400, 422)
    AskAgain           the server answered, but not usably
    ModelUnavailable   no further request will help (401, 403, 404, no such integration …)

Exceptions are recognised by the names of their classes, so nothing is imported for it, and an
integration that is not installed needs no special case.  What nobody foresaw is translated by its
HTTP status where it has one, else it stops the model: an unknown exception never gets through.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from math import isfinite
from typing import Any

from assistant.errors import AskAgain, MalformedReply, ModelError, ModelUnavailable, TruncatedReply
from assistant.findings import Message
from assistant.models.places import HERE
from assistant.printable import uncontrolled

AGAIN = frozenset({408, 409, 425, 429})
"""Statuses below 500 that may pass; every status from 500 on may as well."""
_MOST_TOLD = 300
"""Characters of a server's words that are told."""


class Passing(ModelError):
    """A failure that may pass.

    `wait` is the number of seconds the server asked for, if any; `busy` says that it is there but
    takes no more just now (429).
    """

    def __init__(
        self, message: Message | str, wait: float | None = None, *, busy: bool = False
    ) -> None:
        super().__init__(message)
        self.wait = wait
        self.busy = busy


class Refused(ModelError):
    """The server does not take the request as it is written; `detail` is its reason."""

    def __init__(self, message: Message | str, detail: str) -> None:
        super().__init__(message)
        self.detail = detail


class PromptTooLong(AskAgain):
    """The question does not fit the model's context: ask it in smaller parts."""


class _Kind(Enum):
    PASSING = auto()
    STATUS = auto()  # decided by the HTTP status
    CUT = auto()
    MALFORMED = auto()
    TOO_LONG = auto()
    STOP = auto()


_KINDS: Mapping[str, _Kind] = {
    # openai
    "openai.OpenAIError": _Kind.STOP,
    "openai.APIError": _Kind.STATUS,
    "openai.APIStatusError": _Kind.STATUS,
    "openai.APIConnectionError": _Kind.PASSING,
    "openai.APITimeoutError": _Kind.PASSING,
    "openai.APIResponseValidationError": _Kind.MALFORMED,
    "openai.LengthFinishReasonError": _Kind.CUT,
    "openai.ContentFilterFinishReasonError": _Kind.CUT,
    "openai.InvalidWebhookSignatureError": _Kind.STOP,
    "openai.WebSocketConnectionClosedError": _Kind.PASSING,
    "openai.WebSocketQueueFullError": _Kind.PASSING,
    # httpx2 below openai, httpx and httpcore below other integrations
    **{
        f"{library}.{name}": kind
        for library in ("httpx2", "httpx", "httpcore2", "httpcore")
        for name, kind in {
            "HTTPError": _Kind.STATUS,
            "HTTPStatusError": _Kind.STATUS,
            "TransportError": _Kind.PASSING,
            "TimeoutException": _Kind.PASSING,
            "NetworkError": _Kind.PASSING,
            "ProtocolError": _Kind.PASSING,
            "ProxyError": _Kind.STOP,
            "UnsupportedProtocol": _Kind.STOP,
            "LocalProtocolError": _Kind.STOP,
            "DecodingError": _Kind.MALFORMED,
            "TooManyRedirects": _Kind.STOP,
            "InvalidURL": _Kind.STOP,
            "CookieConflict": _Kind.STOP,
            "StreamError": _Kind.PASSING,
            "ConnectionNotAvailable": _Kind.PASSING,
        }.items()
    },
    # LangChain's own classes, shared by its integrations
    "langchain_core.ModelError": _Kind.STATUS,
    "langchain_core.ModelAuthenticationError": _Kind.STOP,
    "langchain_core.ModelPermissionDeniedError": _Kind.STOP,
    "langchain_core.ModelInvalidRequestError": _Kind.STATUS,
    "langchain_core.ModelNotFoundError": _Kind.STOP,
    "langchain_core.ModelRateLimitError": _Kind.STATUS,
    "langchain_core.ModelAPIError": _Kind.PASSING,
    "langchain_core.ModelConnectionError": _Kind.PASSING,
    "langchain_core.ModelTimeoutError": _Kind.PASSING,
    "langchain_core.ContextOverflowError": _Kind.TOO_LONG,
    "langchain_core.OutputParserException": _Kind.MALFORMED,
    "langchain_core.LangChainException": _Kind.STOP,
    "langchain_openai.OpenAIRefusalError": _Kind.CUT,
    "langchain_openai.StreamChunkTimeoutError": _Kind.PASSING,
    # What the standard library raises when a connection breaks or a body is not what it says.
    "builtins.TimeoutError": _Kind.PASSING,
    "builtins.ConnectionError": _Kind.PASSING,
    "builtins.OSError": _Kind.PASSING,
    "json.JSONDecodeError": _Kind.MALFORMED,
    "builtins.ValueError": _Kind.MALFORMED,
    "builtins.LookupError": _Kind.MALFORMED,
    "builtins.TypeError": _Kind.MALFORMED,
    "builtins.AttributeError": _Kind.MALFORMED,
}
_TOO_LONG = ("context_length", "context length", "context size", "context window", "too long")
_NO_CREDIT = ("insufficient_quota", "billing", "arrears", "insufficient balance")


def translate(error: BaseException, where: str) -> ModelError:
    """Return what `error` means for the question that met it; `where` names the server.

    The original exception is the `__cause__` of what is returned.
    """
    found = _translate(error, where, _detail(error))
    if found is not error:
        found.__cause__ = error
    return found


def plainly(error: ModelError, where: str) -> Message:
    """Return what a failure means, with not one word of what the server sent.

    Whoever may name an address must not read what answers there.
    """
    cause: BaseException = error
    while isinstance(cause, ModelError) and cause.__cause__ is not None:
        cause = cause.__cause__
    why = getattr(cause, "why", None)  # of a silence: there are no words of a server in it
    return why if isinstance(why, Message) else _translate(cause, where, "").message


def _translate(error: BaseException, where: str, detail: str) -> ModelError:
    if isinstance(error, ModelError):
        return error
    kept = error.__cause__
    if isinstance(kept, ModelError):  # the client wraps what its hooks raise
        return type(kept)(kept.message)
    kind = _kind(error)
    status = _status(error)
    if status is not None and kind in (_Kind.STATUS, _Kind.PASSING):
        return _by_status(status, error, where, detail)
    if kind is _Kind.TOO_LONG:
        return _too_long(where, detail)
    if kind is _Kind.CUT:
        return TruncatedReply(_of(where, "的回复不完整", "gave an incomplete reply", detail))
    if kind is _Kind.MALFORMED:
        return MalformedReply(bad_form(where, detail))
    if kind in (_Kind.PASSING, _Kind.STATUS):
        return Passing(_of(where, "暂时无法访问", "cannot be reached just now", detail))
    return ModelUnavailable(_of(where, "不可用", "is not available", detail))


def _of(where: str, zh: str, en: str, detail: str | Message) -> Message:
    """Return what is said of the model at `where`, with the reason in the server's own words."""
    return _because(f"模型 {where} {zh}", f"The model {abroad(where)} {en}", detail)


def _because(zh: str, en: str, detail: str | Message) -> Message:
    why = detail if isinstance(detail, Message) else Message(detail, detail)
    return Message(f"{zh}：{why.zh}", f"{en}: {why.en}") if why.zh else Message(zh, en)


def abroad(where: str) -> str:
    """Return a place as English names it: 本机 (this machine) goes before its address."""
    return where.replace(HERE, "on this machine", 1)


def bad_form(where: str, detail: str) -> Message:
    """Return what is said of a reply that is not in the form of the interface."""
    return _of(
        where, "的回复不符合接口格式", "replied in a form that is not the interface's", detail
    )


def no_answer(where: str, why: Message) -> Passing:
    """Return the failure of a model that is silent, for this reason."""
    return Passing(_of(where, "没有回应", "does not answer", why))


def _too_long(where: str, detail: str) -> PromptTooLong:
    return PromptTooLong(
        _because(
            f"提问超过模型 {where} 的上下文长度",
            f"The question is longer than the context of the model {abroad(where)}",
            detail,
        )
    )


def _kind(error: BaseException) -> _Kind:
    for cls in type(error).__mro__:
        found = _KINDS.get(f"{cls.__module__.partition('.')[0]}.{cls.__name__}")
        if found is not None:
            return found
    return _Kind.STATUS if _status(error) is not None else _Kind.STOP


def _status(error: BaseException) -> int | None:
    """Return the HTTP status an exception carries, in any of the usual places."""
    body = getattr(error, "body", None)
    for value in (
        getattr(error, "status_code", None),
        getattr(getattr(error, "response", None), "status_code", None),
        body.get("code") if isinstance(body, dict) else None,
    ):
        if isinstance(value, int) and 400 <= value < 600:
            return value
    return None


def _by_status(status: int, error: BaseException, where: str, detail: str) -> ModelError:
    low = detail.lower()
    if status == 429 and any(word in low for word in _NO_CREDIT):
        return ModelUnavailable(
            _of(where, "拒绝服务（额度不足）", "refuses (the credit is used up)", detail)
        )
    if status in AGAIN or status >= 500:
        words = _of(where, f"暂时无法服务（{status}）", f"cannot serve just now ({status})", detail)
        return Passing(words, retry_after(error), busy=status == 429)
    if status in (400, 413, 422) and any(word in low for word in _TOO_LONG):
        return _too_long(where, detail)
    if status in (400, 422):
        said = _of(
            where, f"不接受这一请求（{status}）", f"does not take this request ({status})", detail
        )
        return Refused(said, detail)
    what = _STATUSES.get(status, Message("", ""))
    return ModelUnavailable(
        _of(where, f"拒绝请求（{status} {what.zh}）", f"refuses ({status} {what.en})", detail)
    )


_STATUSES = {
    401: Message("密钥无效", "the key is not valid"),
    403: Message("没有权限", "no permission"),
    404: Message("没有这个模型或地址", "no such model or address"),
    413: Message("请求过大", "the request is too large"),
}


def retry_after(error: BaseException, now: datetime | None = None) -> float | None:
    """Return the seconds a response's Retry-After asks for (a number or an HTTP date)."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    if headers is None:
        return None
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = (headers.get(name) or "").strip()
        try:
            seconds = float(value) / unit
        except ValueError:
            pass
        else:
            if isfinite(seconds):
                return max(seconds, 0.0)
        try:
            when = parsedate_to_datetime(value)
        except (TypeError, ValueError):
            continue
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max((when - (now or datetime.now(UTC))).total_seconds(), 0.0)
    return None


def _detail(error: BaseException) -> str:
    """Return the reason in one line: the server's own words where there are any."""
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error")
        body = inner if isinstance(inner, dict) else body
        text = str(body.get("message") or "") or json.dumps(body, ensure_ascii=False)
        if code := body.get("code") or body.get("type"):
            text = f"{text} [{code}]"
    elif isinstance(body, str):
        text = f"{error} {body[:_MOST_TOLD]}"
    else:
        text = str(error)
    chain = f"{type(error).__name__}: {text}" if text else type(error).__name__
    inner_error = error.__cause__
    if inner_error is not None and str(inner_error) not in chain:
        chain = f"{chain} ({inner_error})"
    chain = uncontrolled(" ".join(chain.split()))
    return chain if len(chain) <= _MOST_TOLD else chain[:_MOST_TOLD] + "…"
