"""Sending calls through a Batch API and bringing the answers home.

    send      wanted calls → batches, uploaded and started
    collect   batches that have ended → the journal, and what is to be sent again
    finish    both, until nothing is under way any more

A batch is paid for when it is started, so what is under way stands in the store before anything
is waited for; a run that is killed, stopped or cut off goes on with the same batches.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, asdict, dataclass, replace
from functools import partial
from pathlib import Path

from assistant.batch.api_calls import ApiBatch, ApiCalls
from assistant.config import BatchApi, Price
from assistant.errors import AskAgain, ModelError, ModelUnavailable
from assistant.findings import Message
from assistant.models.batch_lines import Line, read_line, request_line
from assistant.models.batch_service import BatchService, RemoteBatch
from assistant.models.connection import Call
from assistant.models.dialect import Dialect
from assistant.models.failures import Passing, Refused, abroad
from assistant.models.received import ThoughtTooLong
from assistant.models.usage import Reply

FIRST_LOOK = 16
"""The first wait for a batch is this part of the longest one; each is twice the one before."""

CHUNK = 200
"""Replies written to the journal in one transaction."""

FULL = ("token_limit_exceeded", "rate_limit", "enqueued")
"""What a service says when too much is under way already: smaller batches, one at a time."""

_STATES = {
    "completed": Message("已完成", "is completed"),
    "expired": Message("已过期", "has expired"),
    "cancelled": Message("已在服务方取消", "was cancelled at the service"),
    "failed": Message("未通过校验", "did not pass validation"),
}

Record = Callable[[Sequence[Line]], None]


@dataclass(eq=False)
class BatchSender:
    """The way to one service and back, for the calls of one model.

    `record` puts answers into the journal, each a reply or an AskAgain; `say` hears what happens;
    `wait` waits so many seconds, and may raise what stops the run; `fits` says of each call whether
    there is money left for it.
    """

    calls: ApiCalls
    service: BatchService
    model: str
    settings: BatchApi
    _: KW_ONLY
    record: Record
    say: Callable[[Message], None]
    wait: Callable[[float], None]
    fits: Callable[[str, Call], bool] = lambda _key, _call: True
    price: Price | None = None

    def __post_init__(self) -> None:
        self._most = self.settings.max_requests
        self._one_at_a_time = False
        self._fact = f"dialect of {self.model} at {self.service.where}"
        kept = self.calls.recall(self._fact)
        self._dialect = Dialect(**json.loads(kept)) if kept else self.service.dialect

    def finish(self) -> bool:
        """Send what is wanted and wait until every call has been answered or given up.

        Returns False where calls are left that do not fit the budget.  A service that is out of
        reach is waited for.  Raises ModelUnavailable where waiting is no use (a wrong key, no such
        model), whatever `wait` raises, OutputError where the store cannot be written.
        """
        pause = self.settings.poll / FIRST_LOOK
        trouble = ""
        while True:
            try:
                all_sent = self.send()
                if not self.collect() and (not all_sent or not self.calls.wanted()):
                    return all_sent
                trouble = ""
            except Passing as error:
                if str(error) != trouble:
                    why = error.message
                    self.say(Message(f"{why.zh}；稍后再试", f"{why.en}; will try again"))
                trouble = str(error)
            self.wait(pause)
            pause = min(self.settings.poll, pause * 2)

    def send(self) -> bool:
        """Start a batch for everything that is wanted, and for what was planned before.

        Returns False where something is left because it does not fit the budget.
        """
        for batch in self.calls.open():
            self._start(batch)
        while self.calls.wanted():
            if self._one_at_a_time and self.calls.open():
                return True
            most, size = self._most, self.settings.max_bytes
            if self.calls.plan(most, size, self._line, self.fits) is None:
                return False
            self._start(self.calls.open()[-1])
        return True

    def collect(self) -> int:
        """Look at all batches, bring home those that have ended; return how many have not."""
        left = 0
        for batch in self.calls.open():
            assert batch.remote is not None
            remote = self.service.retrieve(batch.remote)
            if remote.ended:
                self._bring_home(batch, remote)
            else:
                left += 1
        return left

    def _line(self, key: str, call: Call) -> str:
        endpoint = self.settings.endpoint
        return request_line(key, self.model, call, self._dialect, endpoint)

    def _start(self, batch: ApiBatch) -> None:
        """Take a batch from planned to running, from wherever an earlier run left it."""
        if batch.state == "running":
            return
        file, again = batch.file, True
        if file is None:
            file, again = self._upload(batch), False
            self.calls.uploaded(batch.id, file, json.dumps(asdict(self._dialect)))
        try:
            remote = self.service.create(file, again=again)
        except ModelUnavailable:
            # The file of an earlier run may be gone by now; a new one is uploaded next time.
            self.calls.lost(batch.id)
            raise
        self.calls.started(batch.id, remote.id)
        number = self.calls.size(batch.id)
        self.say(
            Message(
                f"已把 {number} 问交给 {self.service.where} 批量处理（批次 {remote.id}）",
                f"{number} calls sent to {abroad(self.service.where)} as batch {remote.id}",
            )
        )

    def _upload(self, batch: ApiBatch) -> str:
        with tempfile.TemporaryDirectory(prefix="report-assistant-") as folder:
            path = Path(folder) / f"calls-{batch.id}.jsonl"
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(self._line(key, call) for key, call in self.calls.calls(batch.id))
            return self.service.upload(path)

    def _bring_home(self, batch: ApiBatch, remote: RemoteBatch) -> None:
        for file in remote.files:
            self._read(batch, file)
        state = _STATES[remote.status]
        reason = Message(
            f"批次 {remote.id} {state.zh}，没有回答这一问",
            f"batch {remote.id} {state.en} without an answer to this call",
        )
        left = self.calls.size(batch.id)
        match remote.status:
            case "failed":
                self._refused(batch, remote, left)
            case "cancelled":
                # Somebody wanted it to stop; to send it again at once would be to overrule them.
                self.calls.end(batch.id, reason, tries=0)
            case _:
                self.calls.end(batch.id, reason, tries=self.settings.tries)
        self._report(remote, left)
        for name in (remote.input_file, *remote.files):
            self.service.delete(name)

    def _read(self, batch: ApiBatch, file: str) -> None:
        """Take over what one file says; the first answer to a call counts."""
        find = partial(self.calls.call, batch.id)
        answers: dict[str, Line] = {}
        for text in self.service.lines(file):
            line = read_line(text, find, self.service.where, self.price)
            if line is None or line.key in answers:
                continue
            if isinstance(line.outcome, ThoughtTooLong) and self._widened(batch, line):
                continue
            if isinstance(line.outcome, Reply | AskAgain):
                answers[line.key] = line
            else:
                self._unanswered(batch, line.key, line.outcome)
            if len(answers) >= CHUNK:
                self._answered(answers)
        self._answered(answers)

    def _answered(self, answers: dict[str, Line]) -> None:
        if answers:
            self.record(list(answers.values()))
            self.calls.answered(answers)
            answers.clear()

    def _unanswered(self, batch: ApiBatch, key: str, error: ModelError) -> None:
        if isinstance(error, Passing):
            self.calls.again(key, error.message, tries=self.settings.tries)
        elif isinstance(error, Refused):
            self._rephrase(batch, key, error)
        else:
            self.calls.failed(key, error.message)

    def _rephrase(self, batch: ApiBatch, key: str, error: Refused) -> None:
        """Send a call again without what the service does not take, if there is such a thing.

        That costs nothing and ends: each time there is less to leave out.
        """
        call = self.calls.call(batch.id, key)
        sent = Dialect(**json.loads(batch.dialect or "{}"))
        less = sent.without(error.detail, schema_sent=bool(call and call.schema is not None))
        if less is None:
            self.calls.failed(key, error.message)
            return
        part = next(f for f in asdict(sent) if getattr(sent, f) != getattr(less, f))
        # All lines of a batch complain alike, but what they complain of is left out only once.
        if getattr(self._dialect, part) == getattr(sent, part):
            self._dialect = replace(self._dialect, **{part: getattr(less, part)})
            self.calls.keep(self._fact, json.dumps(asdict(self._dialect)))
        self.calls.again(key, error.message, tries=self.settings.tries, free=True)

    def _widened(self, batch: ApiBatch, line: Line) -> bool:
        """Send a call again with more room for thought, once; what was thought is paid for."""
        sent = Dialect(**json.loads(batch.dialect or "{}"))
        wider = sent.wider()
        if not isinstance(line.outcome, ThoughtTooLong) or sent.room > self.service.dialect.room:
            return False
        if self._dialect.room == sent.room:
            self._dialect = replace(self._dialect, room=wider.room)
            self.calls.keep(self._fact, json.dumps(asdict(self._dialect)))
        why = line.outcome.message
        self.record([replace(line, outcome=Passing(why))])
        self.calls.again(line.key, why, tries=self.settings.tries)
        return True

    def _refused(self, batch: ApiBatch, remote: RemoteBatch, size: int) -> None:
        """Deal with a batch that was refused as a whole, before any line was looked at."""
        told = [f"{r.message} [{r.code}]" for r in remote.refusals]
        reason = Message(
            f"批次 {remote.id} 被拒绝：{'；'.join(told) or '没有说明原因'}",
            f"batch {remote.id} was refused: {'; '.join(told) or 'no reason was given'}",
        )
        blamed = {r.line for r in remote.refusals if r.line is not None}
        full = size > 1 and any(word in r.code for r in remote.refusals for word in FULL)
        if full:
            self._most, self._one_at_a_time = max(1, size // 2), True
        numbered = enumerate(self.calls.calls(batch.id), start=1)
        bad = [key for number, (key, _call) in numbered if number in blamed]
        for key in bad:
            self.calls.failed(key, reason)
        # Lines beside the one to blame are as good as before, and so are those that came too soon.
        self.calls.end(batch.id, reason, tries=self.settings.tries, free=full or bool(bad))
        self.say(reason)

    def _report(self, remote: RemoteBatch, left: int) -> None:
        failed = f"，{left} 问没有得到回答" if left else ""
        without = f", {left} calls without an answer" if left else ""
        self.say(
            Message(
                f"批次 {remote.id} {_STATES[remote.status].zh}{failed}",
                f"batch {remote.id}: {remote.status}{without}",
            )
        )
