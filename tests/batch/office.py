"""An office that sends its calls through a Batch API: a store, a journal, the way to a server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.batch.api_calls import ApiCalls
from assistant.batch.sender import BatchSender
from assistant.config import BatchApi, Settings
from assistant.findings import Message
from assistant.models.batch_lines import Line
from assistant.models.compatible import batch_service
from assistant.models.connection import Call
from assistant.models.usage import Reply
from tests.servers.batch_api_server import BatchApiServer


class Killed(BaseException):
    """The process ends here."""


class Office:
    """A store, a journal and the way to the server; `again()` is the next run on the same store."""

    def __init__(
        self,
        server: BatchApiServer,
        folder: Path,
        fits: Callable[[str, Call], bool] = lambda _key, _call: True,
        api: BatchApi | None = None,
    ) -> None:
        self.server = server
        self.folder = folder
        self.fits = fits
        self.api = api or BatchApi(poll=0.01)
        self.journal: dict[str, Line] = {}
        self.said: list[Message] = []
        self.looks = 0
        self.on_wait: Callable[[], None] = lambda: None
        self._open()

    def _open(self) -> None:
        base = Settings(base_url=self.server.base_url, tries=2, call_timeout=5)
        self.calls = ApiCalls(self.folder / "store.sqlite", "m")
        self.calls.begin()
        self.service = batch_service("m", base)
        self.post = BatchSender(
            self.calls,
            self.service,
            "m",
            self.api,
            record=self._record,
            say=self.said.append,
            wait=self._wait,
            fits=self.fits,
        )

    def _record(self, answers: Sequence[Line]) -> None:
        for line in answers:
            self.journal.setdefault(line.key, line)

    def _wait(self, seconds: float) -> None:
        self.looks += 1
        assert self.looks < 500, "it never ends"
        self.on_wait()

    def close(self) -> None:
        self.service.close()
        self.calls.close()

    def again(self) -> None:
        self.close()
        self.on_wait = lambda: None
        self._open()

    def want(self, *keys: str, **options: object) -> None:
        for key in keys:
            if key in self.journal:
                continue
            self.calls.want(key, Call((("user", key),), 500, **options))  # type: ignore[arg-type]

    def texts(self) -> dict[str, str]:
        """The replies in the journal."""
        found = sorted((key, line.outcome) for key, line in self.journal.items())
        return {key: reply.text for key, reply in found if isinstance(reply, Reply)}

    def why(self, key: str) -> str:
        """Why a call was given up."""
        reason = self.calls.failure(key)
        assert reason is not None, f"{key} was not given up"
        return reason.zh
