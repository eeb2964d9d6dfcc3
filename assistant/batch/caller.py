"""What stands behind the journal of a runner: the model, its pace, its limits and its absence."""

from __future__ import annotations

import threading
from time import monotonic

from assistant.batch.journal import AboutModel, Answered
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Gate, Halted
from assistant.errors import AskAgain, ModelUnavailable, Unanswered
from assistant.findings import Message
from assistant.models import Usage, Writer
from assistant.models.connection import Call, OnToken
from assistant.models.failures import Passing, Refused, abroad
from assistant.models.stream import StreamTimeout
from assistant.tokens import count_messages

ROUNDS = 3
"""How often a call is put to a server that answers others but not this one, before the rules do
its question; each time makes as many requests as a single run would."""


class ModelCaller:
    """Puts calls to a Writer for all reports of a runner, from any number of threads.

    `gone` is set once the model has been given up for the whole run.
    """

    def __init__(self, writer: Writer, gate: Gate, options: BatchOptions) -> None:
        self.about = AboutModel(writer.name, writer.where, writer.context)
        self._writer = writer
        self._gate = gate
        self._options = options
        self._lock = threading.Lock()
        self._settled = threading.Condition(self._lock)
        self._reserved: dict[int, tuple[int, float]] = {}
        self._before = writer.usage
        self._ratio = 2.0
        self._thought = 0
        self._learnt = False
        self.gone: ModelUnavailable | None = None
        writer.pace = gate

    @property
    def usage(self) -> Usage:
        """What this runner has used so far, failed requests included."""
        return self._writer.usage - self._before

    def close(self) -> None:
        """Give back the model's connections."""
        self._writer.close()

    def settled(self) -> None:
        """Hear that the last reply of this thread is safe."""
        self._gate.settled()

    def call(self, call: Call, on_token: OnToken | None) -> Answered:
        """Return the answer and what it took; see `journal.Caller`.

        Waits as long as it must: for a slot, for a pause the server asked for, for a server that
        is down.  Raises Halted where the runner stops meanwhile.
        """
        counted = self._reserve(call)
        self._gate.begin()
        rounds = 0
        try:
            while True:
                if self.gone is not None:
                    raise self.gone
                try:
                    reply = self._writer.put(call, on_token)
                except AskAgain as error:
                    return error, self._gate.used
                except ModelUnavailable as error:
                    cause = error.__cause__
                    # The server is there and only asks to wait longer than one question may take.
                    asks = isinstance(cause, Passing) and (cause.busy or cause.wait is not None)
                    rounds += not (self._gate.down_for or asks)
                    self._consider(error, rounds)
                else:
                    self._learn(counted, call.max_tokens)
                    return reply, self._gate.used
        finally:
            self._free()

    def watch(self) -> None:
        """Give the model up, or the run, where the server has been down for too long."""
        options = self._options
        if self._gate.down_for <= options.patience or not (options.floor or options.strict_model):
            return
        seconds = self._gate.down_for
        reason = ModelUnavailable(
            f"模型 {self.about.where} 已有 {seconds:.0f} 秒没有回应",
            f"The model {abroad(self.about.where)} has not answered for {seconds:.0f} s",
        )
        if options.strict_model:
            self._gate.halt(halted_by_model(reason, strict=True))
        else:
            self._give_up(reason)

    def _consider(self, error: ModelUnavailable, rounds: int) -> None:
        """Return where the call should be put again; otherwise raise."""
        cause = error.__cause__
        if self._gate.halted is not None:
            raise self._gate.halted
        if error is self.gone:
            raise error
        if isinstance(cause, Refused):
            raise Unanswered(error.message) from error
        if isinstance(cause, (Passing, StreamTimeout)):
            self.watch()
            if rounds >= ROUNDS:
                raise Unanswered(error.message) from error
            return
        if self._options.floor and not self._options.strict_model:
            self._give_up(error)
            raise error
        why = halted_by_model(error, strict=self._options.strict_model)
        self._gate.halt(why)
        raise why from error

    def _give_up(self, error: ModelUnavailable) -> None:
        self.gone = error
        self._gate.give_up(error)

    # Budgets

    def _reserve(self, call: Call) -> int:
        """Set aside what a call may use at most and return how many tokens we count in it.

        Raises Halted where the budget cannot hold it.
        """
        options = self._options
        if options.max_tokens is None and options.max_cost is None:
            return 0
        counted = count_messages(call.messages)
        prompt = round(counted * self._ratio)
        price = self._writer.price
        written = call.max_tokens + self._thought
        cost = price.cost(prompt, 0, written) if price is not None else 0.0
        asked = (prompt + written, cost)
        with self._settled:
            while not self._fits(asked):
                if not self._reserved:
                    why = self._over()
                    self._gate.halt(why)
                    raise why
                self._settled.wait(1.0)
                if self._gate.halted is not None:
                    raise self._gate.halted
            self._reserved[threading.get_ident()] = asked
        return counted

    def _learn(self, counted: int, cap: int) -> None:
        """Learn how the server counts: its tokens for each of ours, and how many beyond the cap of
        an answer it spends on thought; the most that was seen."""
        used = self._gate.used
        if counted and used.calls:
            with self._lock:
                self._thought = max(self._thought, used.completion_tokens // used.calls - cap)
                seen = used.prompt_tokens / used.calls / counted
                self._ratio = max(seen, self._ratio if self._learnt else 1.0)
                self._learnt = True

    def _fits(self, asked: tuple[int, float]) -> bool:
        used = self.usage
        tokens = used.prompt_tokens + used.completion_tokens + asked[0]
        cost = (used.cost or 0.0) + asked[1]
        for reserved_tokens, reserved_cost in self._reserved.values():
            tokens += reserved_tokens
            cost += reserved_cost
        most_tokens, most_cost = self._options.max_tokens, self._options.max_cost
        return (most_tokens is None or tokens <= most_tokens) and (
            most_cost is None or cost <= most_cost
        )

    def _over(self) -> Halted:
        used = self.usage
        tokens = used.prompt_tokens + used.completion_tokens
        cost = f"，费用 {used.cost:.4f}" if used.cost is not None else ""
        cost_en = f", cost {used.cost:.4f}" if used.cost is not None else ""
        return Halted(
            "budget",
            Message(
                f"预算到了：已用 {tokens:,} tokens{cost}",
                f"the budget is used up: {tokens:,} tokens{cost_en}",
            ),
        )

    def _free(self) -> None:
        with self._settled:
            if self._reserved.pop(threading.get_ident(), None) is not None:
                self._settled.notify_all()


def halted_by_model(error: ModelUnavailable, *, strict: bool) -> Halted:
    """Return the reason to stop because of the model; `strict` decides the exit code."""
    said = error.message
    return Halted(
        "strict" if strict else "model",
        Message(
            f"模型不可用：{said.zh.rstrip('。')}",
            f"the model is not available: {said.en.rstrip('.')}",
        ),
    )


def out_of_time(began: float, options: BatchOptions) -> Halted | None:
    """Return the reason to stop once the time of a run is over; `began` is monotonic."""
    if options.max_time is None or monotonic() - began < options.max_time:
        return None
    minutes = options.max_time / 60
    return Halted(
        "budget",
        Message(f"时间到了：{minutes:g} 分钟", f"the time is up: {minutes:g} minutes"),
    )
