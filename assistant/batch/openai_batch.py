"""`--via openai-batch`: the model's part of a batch through the OpenAI Batch API, in waves.

Every report is worked on as always, but a call to the model is noted instead of made and the
report put aside.  When nothing else is left to do, what was noted goes out as one batch; when
the answers have come home into the journal, the reports are worked on again and come as far as
their next call.  So there is no second way to check, repair or retry anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from threading import Event
from time import monotonic

from filelock import FileLock, Timeout

from assistant.batch.api_calls import ApiCalls
from assistant.batch.budget import Budget
from assistant.batch.caller import halted_by_model, out_of_time
from assistant.batch.journal import (
    AboutModel,
    Answered,
    Deferred,
    call_key,
    dump_reply,
)
from assistant.batch.model_access import OwnModel
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Halted
from assistant.batch.runner import Ended, Reason, work
from assistant.batch.sender import BatchSender
from assistant.batch.store import Store
from assistant.config import Settings
from assistant.errors import AskAgain, ModelUnavailable, Unanswered, UsageError
from assistant.findings import Message
from assistant.models import parse_name
from assistant.models.batch_lines import Line
from assistant.models.compatible import CONTEXT, batch_service
from assistant.models.connection import Call, OnToken
from assistant.models.failures import abroad
from assistant.models.usage import Reply

VIA = "openai-batch"
LOCK = "openai-batch.lock"


class PostBox:
    """What stands behind the journal here: it takes calls and answers none of them.

    `closed` is set where the service is of no more use and the rules are to finish the batch.
    """

    def __init__(self, calls: ApiCalls, name: str, where: str, context: int) -> None:
        self.about = AboutModel(name, where, context)
        self.closed: ModelUnavailable | None = None
        self._calls = calls

    def call(self, call: Call, _on_token: OnToken | None, /) -> Answered:
        """Note a call and raise Deferred, or ModelUnavailable where it will never be answered."""
        if self.closed is not None:
            raise self.closed
        key = call_key(self.about.name, call)
        if (reason := self._calls.failure(key)) is not None:
            raise Unanswered(reason)
        self._calls.want(key, call)
        raise Deferred(key)

    def settled(self) -> None:
        """Nothing is held."""


def model_of(settings: Settings) -> str:
    """Return the name of the model at the service.

    Raises UsageError where the model is not one that has a Batch API to be asked through: naming
    it is what allows reports to leave the machine.
    """
    kind, rest = parse_name(settings.model)
    if kind != "openai":
        raise UsageError(
            f"--via {VIA} 只能用于 openai:模型名，不能用于“{settings.model}”：请用 --model。",
            f"--via {VIA} needs a model openai:NAME, not {settings.model}: name it by --model.",
        )
    return rest


def run_openai_batch(
    store: Store,
    options: BatchOptions,
    stop: Event,
    *,
    say: Callable[[Message], None] = lambda _message: None,
) -> Ended:
    """Work on a store until it is done, as `runner.work` does, with the model's part in batches.

    `stop` ends the run and leaves batches that are under way to the service; the next run takes
    them home.  `say` hears of every batch.  Raises UsageError where the model or a budget does not
    allow this, and where another process is at it on the same store.
    """
    model, settings = model_of(options.settings), options.settings
    price, factor = settings.price_of(f"openai:{model}"), settings.openai_batch.price_factor
    price = None if price is None or factor is None else price.times(factor)
    if options.max_cost is not None and price is None:
        raise UsageError(
            "--max-cost 需要批量接口的价格：请在设置中写 prices 和 openai_batch.price_factor。",
            "--max-cost needs the price of a batch: set prices and openai_batch.price_factor.",
        )
    with (
        _alone(store),
        closing(batch_service(model, settings)) as service,
        closing(ApiCalls(store.path, settings.model)) as calls,
    ):
        calls.begin()
        store.wake()
        budget = Budget(options.max_tokens, options.max_cost, price)
        box = PostBox(calls, settings.model, service.where, settings.context or CONTEXT)
        sender = BatchSender(
            calls,
            service,
            model,
            settings.openai_batch,
            record=partial(_record, store, budget),
            say=say,
            wait=partial(_wait, options, stop, monotonic(), service.where),
            fits=budget.room_for,
            price=price,
        )
        return _in_waves(store, options, stop, box, sender)


def _in_waves(
    store: Store, options: BatchOptions, stop: Event, box: PostBox, sender: BatchSender
) -> Ended:
    """Work until all is put aside, send, fetch, and again."""
    while True:
        ended = work(store, options, access=OwnModel(store, options, caller=box), stop=stop)
        if ended.reason is not Reason.DEFERRED:
            return ended
        try:
            all_sent = sender.finish()
        except Halted as halted:
            return Ended(Reason(halted.kind), halted.message)
        except ModelUnavailable as error:
            if options.strict_model or not options.floor:
                why = halted_by_model(error, strict=options.strict_model)
                return Ended(Reason(why.kind), why.message)
            box.closed = error
            all_sent = True
        if not all_sent:
            return Ended(Reason.BUDGET, _OUT_OF_BUDGET)
        store.wake()


def _record(store: Store, budget: Budget, answers: Sequence[Line]) -> None:
    rows = []
    for line in answers:
        budget.paid(line.key, line.usage)
        if isinstance(line.outcome, Reply | AskAgain):
            rows.append((line.key, 0, dump_reply(line.outcome, line.usage)))
    store.keep_replies(rows)


def _wait(options: BatchOptions, stop: Event, began: float, where: str, seconds: float) -> None:
    """Wait for the service, no longer than the run may take; raises Halted."""
    limit = options.max_time
    left = float("inf") if limit is None else began + limit - monotonic()
    if stop.wait(max(0.0, min(seconds, left))):
        left_there = Message(
            f"不再等待：交给 {where} 的批次仍在那里处理，下次取回，不会重复付费",
            f"no longer waiting: batches {abroad(where)} go on there, to be fetched by the "
            "next run; nothing is paid for twice",
        )
        raise Halted("stopped", left_there)
    if (why := out_of_time(began, options)) is not None:
        raise why


_OUT_OF_BUDGET = Message(
    "预算不够再发出下一问；已经付费的都保存了",
    "the budget has no room for another call; what was paid for is kept",
)


def _alone(store: Store) -> AbstractContextManager[object]:
    """Keep a second process from sending the same calls."""
    try:
        return FileLock(store.folder / LOCK).acquire(blocking=False)
    except Timeout:
        raise UsageError(
            f"另一个进程正在通过 --via {VIA} 处理“{store.folder}”，请等它结束。",
            f"Another process works on {store.folder} by --via {VIA}: wait for it to end.",
        ) from None
