"""The Files and Batches API of an OpenAI-compatible service, through the `openai` client.

Each method is one request, repeated a few times where that may help, and raises Passing (later,
perhaps) or ModelUnavailable (never).  What must not happen twice is `create`, because a batch is
paid for: a request that broke off is not repeated before the service was asked whether it took
effect.  The file a batch was made of tells it, since every upload gets an id of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.config import Settings
from assistant.errors import AskAgain, MalformedReply, ModelError, ModelUnavailable
from assistant.models import stream
from assistant.models.bounds import MEBI, SLOWEST, Bounds
from assistant.models.dialect import Dialect
from assistant.models.failures import Passing, Refused, no_answer, translate
from assistant.models.retries import retrying

if TYPE_CHECKING:
    from openai import OpenAI

T = TypeVar("T")

LOOK_BACK = 200
"""Batches of the account looked through for one of ours, newest first."""

LINE = 2 * MEBI
"""Bytes of one line of an output file; a longer one answers nobody."""
FILE = 10
"""How many times longer the output of a batch may be than the longest input."""

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a batch was refused as a whole; `line` counts from 1 where one line is to blame."""

    code: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class RemoteBatch:
    """A batch as the service describes it."""

    id: str
    status: str
    input_file: str
    output_file: str | None
    error_file: str | None
    refusals: tuple[Refusal, ...]

    @property
    def ended(self) -> bool:
        """Whether the service will do nothing more about it."""
        return self.status in ENDED

    @property
    def files(self) -> tuple[str, ...]:
        """The files with answers, the good ones first."""
        return tuple(f for f in (self.output_file, self.error_file) if f)


class BatchService:
    """The Batch API at one address; `where` names it in messages.

    `dialect` is what its lines are written in at first.
    """

    def __init__(self, client: OpenAI, where: str, settings: Settings, dialect: Dialect) -> None:
        self._client = client
        self.where = where
        self._settings = settings
        self.dialect = dialect

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def upload(self, path: Path) -> str:
        """Upload an input file (JSONL, UTF-8) and return its id."""

        def send() -> str:
            with path.open("rb") as file:
                return self._client.files.create(file=(path.name, file), purpose="batch").id

        return self._repeat(send, path.stat().st_size)

    def create(self, input_file: str, *, again: bool = False) -> RemoteBatch:
        """Start the batch of an uploaded file, or return the one that was started before.

        `again` says that an earlier run may have started it without hearing so.
        """
        doubt = again

        def send() -> RemoteBatch:
            nonlocal doubt
            if doubt and (found := self._find(input_file)) is not None:
                return found
            doubt = True
            return _described(
                self._client.batches.create(
                    input_file_id=input_file,
                    endpoint=self._settings.openai_batch.endpoint,  # type: ignore[arg-type]  # other services have others
                    completion_window="24h",
                )
            )

        return self._repeat(send)

    def retrieve(self, batch: str) -> RemoteBatch:
        """Return a batch as it is now."""
        return self._repeat(lambda: _described(self._client.batches.retrieve(batch)))

    def lines(self, file: str) -> Iterator[str]:
        """Yield the lines of an output or error file as they arrive.

        Where the connection breaks, Passing is raised in the middle: read it again from its
        beginning.  Lines end with a line feed alone; U+2028 and the like belong to the text.  What
        is far too long to be an answer is left out, be it a line or the rest of the file.
        """
        rest, skipping = bytearray(), False
        for piece in self._pieces(file):
            *ends, last = piece.split(b"\n")
            for end in ends:
                line = bytes(rest + end)
                if line.strip() and not skipping:
                    yield _decoded(line)
                rest.clear()
                skipping = False
            rest += last
            if len(rest) > LINE:
                rest.clear()
                skipping = True
        if rest.strip() and not skipping:
            yield _decoded(bytes(rest))

    def _pieces(self, file: str) -> Iterator[bytes]:
        settings, began, received = self._settings, monotonic(), 0

        def read() -> Iterator[bytes]:
            with self._client.files.with_streaming_response.content(file) as response:
                yield from response.iter_bytes()

        limits = stream.Limits(
            settings.first_token_timeout,
            settings.token_timeout,
            lambda: began + settings.call_timeout + received / SLOWEST,
            bounds=Bounds(FILE * settings.openai_batch.max_bytes),
        )
        try:
            for piece in stream.read(read, lambda: None, limits):
                received += len(piece)
                yield piece
        except MalformedReply:
            return
        except Exception as error:
            raise self._meaning(error) from error

    def delete(self, file: str) -> None:
        """Delete a file at the service; one that is gone or is not ours to delete stays."""
        with suppress(ModelError):
            self._repeat(lambda: self._client.files.delete(file))

    def _find(self, input_file: str) -> RemoteBatch | None:
        """Return the batch of an uploaded file; a service that keeps no list knows of none."""
        try:
            for number, batch in enumerate(self._client.batches.list(limit=100)):
                if batch.input_file_id == input_file:
                    return _described(batch)
                if number >= LOOK_BACK:
                    break
        except Exception as error:
            if getattr(error, "status_code", None) not in (404, 405, 501):
                raise
        return None

    def _repeat(self, send: Callable[[], T], sent: int = 0) -> T:
        """Return what `send` does, which puts up `sent` bytes, all tries within the call's time."""
        limit = self._settings.call_timeout + sent / SLOWEST
        deadline = monotonic() + limit
        limits = stream.Limits(limit, limit, lambda: deadline)
        for attempt in retrying(self._settings.tries, lambda: deadline):
            with attempt:
                try:
                    done: T = next(stream.read(lambda: iter([send()]), lambda: None, limits))
                    return done
                except Exception as error:
                    raise self._meaning(error) from error
        raise AssertionError("tenacity either returns, raises or tries again")

    def _meaning(self, error: Exception) -> ModelError:
        """Return Passing or ModelUnavailable: nobody here can ask in another way."""
        if isinstance(error, stream.StreamTimeout):
            return no_answer(self.where, error.why)
        found = translate(error, self.where)
        if isinstance(found, Refused) and "find file" in found.detail.lower():
            # An upload is not seen at once by all of the service.
            return Passing(found.message)
        if isinstance(found, MalformedReply):
            return Passing(found.message)
        if isinstance(found, Refused | AskAgain):
            return ModelUnavailable(found.message)
        return found


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", errors="replace")


def _described(batch: Any) -> RemoteBatch:
    """Return what counts of the client's object, whose fields a service may leave out."""
    errors = getattr(getattr(batch, "errors", None), "data", None) or ()
    return RemoteBatch(
        id=batch.id,
        status=str(batch.status),
        input_file=batch.input_file_id,
        output_file=getattr(batch, "output_file_id", None),
        error_file=getattr(batch, "error_file_id", None),
        refusals=tuple(Refusal(e.code or "", e.message or "", e.line) for e in errors),
    )
