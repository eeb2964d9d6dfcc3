"""`--engine ray`: the runners of a batch on a Ray cluster.

A worker is a Ray task that is a runner like any other (`runner.work`) on the same store; claims,
retries and checks are the runner's and the store's.  Here workers are only started, watched and,
when one is killed, replaced; what it held is queued again for the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import Any

from assistant.batch.orders import Orders
from assistant.batch.ray_worker import Keeper, Surroundings, run_worker
from assistant.batch.runner import Ended, Reason
from assistant.batch.store import Store
from assistant.errors import AssistantError, OutputError, UsageError
from assistant.findings import Message
from assistant.models.usage import Usage

LOOK = 0.5
"""Seconds between two looks at the workers."""
CALLS = 32
"""Calls of one worker that the keeper of the store may have in hand at once."""
MEMORY = 80 * 2**20
"""Bytes of shared memory for a cluster that is started here; no report goes through it."""
REPLACED = 3
"""Workers that may be killed for each one asked for, before the batch is given up."""
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Ray reports its use to its makers unless it is told not to."""


def require_ray() -> None:
    """Raise UsageError where Ray is not installed."""
    _ray()


def run_ray(store: Store, orders: Orders, stop: Event, *, workers: int | None = None) -> Ended:
    """Work on a store until it is done, as `runner.work` does, with workers on a Ray cluster.

    The cluster is the one RAY_ADDRESS names, or one of this machine alone, started here and ended
    with the batch.  `workers` is their number, by default one for each processor of the cluster;
    `orders.slots` and the budgets are shared out among them.

    Raises UsageError where Ray is not installed or a worker's machine lacks what it needs,
    OutputError where the store cannot be written or workers are killed again and again.
    """
    ray = _ray()
    with _cluster(ray, workers):
        number = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            node_id=ray.get_runtime_context().get_node_id(), soft=False
        )
        keeper = (
            ray.remote(Keeper)
            .options(num_cpus=0, max_concurrency=CALLS * number, scheduling_strategy=here)
            .remote(str(store.folder.absolute()))
        )
        try:
            return _Crew(ray, keeper, store, orders, stop, number).work()
        finally:
            with suppress(ray.exceptions.RayError):
                ray.get(keeper.close.remote())


class _Crew:
    """The workers of one batch."""

    def __init__(
        self, ray: Any, keeper: Any, store: Store, orders: Orders, stop: Event, number: int
    ) -> None:
        self._ray = ray
        self._keeper = keeper
        self._store = store
        self._orders = orders
        self._stop = stop
        self._number = number
        self._began = monotonic()
        self._surroundings = Surroundings.here(store.path.absolute())
        self._task = ray.remote(run_worker).options(num_cpus=1, max_retries=0)
        self._working: dict[Any, str] = {}
        self._started = 0
        self._ended: list[Ended] = []
        self._failure: AssistantError | None = None

    def work(self) -> Ended:
        """Keep the workers at it until the batch is done or they end."""
        for _ in range(self._number):
            self._start()
        told = False
        while self._working:
            done, _ = self._ray.wait(list(self._working), timeout=LOOK)
            if self._stop.is_set() and not told:
                told = True
                self._ray.get(self._keeper.stop.remote())
            for task in done:
                self._take(task, self._working.pop(task))
        if self._failure is not None:
            raise self._failure
        return self._together()

    def _start(self) -> None:
        self._started += 1
        worker = f"ray-{self._started}"
        task = self._task.remote(self._keeper, worker, self._share(), self._surroundings)
        self._working[task] = worker

    def _share(self) -> Orders:
        """Return the orders of one worker: its part of the slots and budgets, the time left."""
        orders, n = self._orders, self._number
        return replace(
            orders,
            slots=None if orders.slots is None else max(1, orders.slots // n),
            max_tokens=None if orders.max_tokens is None else orders.max_tokens // n,
            max_cost=None if orders.max_cost is None else orders.max_cost / n,
            max_time=None
            if orders.max_time is None
            else max(0.0, self._began + orders.max_time - monotonic()),
        )

    def _take(self, task: Any, worker: str) -> None:
        """Hear how a worker ended; where it was killed, give its work to others."""
        try:
            ended = self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            self._ray.get(self._keeper.bury.remote(worker))
            self._replace(error)
            return
        if isinstance(ended, Ended):
            self._ended.append(ended)
        else:
            self._failure = self._failure or ended
            self._stop.set()

    def _replace(self, error: Exception) -> None:
        """Start another worker, unless too many were killed or a budget was theirs to keep."""
        if self._stop.is_set() or not self._store.unfinished():
            return
        if self._orders.max_tokens is None and self._orders.max_cost is None:
            if self._started < self._number * (1 + REPLACED):
                self._start()
                return
        elif self._working:
            return  # what the killed one had spent of its part is not known to anyone
        if not self._working:
            why = " ".join(str(error).split())[:300]
            self._failure = OutputError(
                Message(
                    f"Ray 的工作进程一再意外退出，已停止：{why}",
                    f"Ray's workers were killed again and again: {why}",
                )
            )

    def _together(self) -> Ended:
        """Return how all of them ended, in one: the reason that is worst, unless all is done."""
        usage = sum((one.usage for one in self._ended), Usage())
        if not self._store.unfinished():
            return Ended(Reason.DONE, None, usage)
        order = (Reason.STRICT, Reason.MODEL, Reason.BUDGET, Reason.STOPPED)
        for reason in order:
            for one in self._ended:
                if one.reason is reason:
                    return Ended(reason, one.message, usage)
        return Ended(Reason.STOPPED, Message("已停下", "stopped"), usage)


@contextmanager
def _cluster(ray: Any, workers: int | None) -> Iterator[None]:
    """Be connected to a cluster; one that runs already (in this process) is left as it is."""
    if ray.is_initialized():
        yield
        return
    address = os.environ.get("RAY_ADDRESS")
    options: dict[str, Any] = {"address": address or "local"}
    if address is None:
        processors = max(workers or 0, os.cpu_count() or 1)
        options |= {
            "num_cpus": processors,
            "include_dashboard": False,
            "object_store_memory": MEMORY,
        }
    try:
        ray.init(log_to_driver=False, logging_level="ERROR", **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise UsageError(
            Message(
                f"连接不上 Ray 集群（{address or '本机'}）：{error}",
                f"cannot reach the Ray cluster ({address or 'local'}): {error}",
            )
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _ray() -> Any:
    os.environ.update({k: v for k, v in QUIET.items() if k not in os.environ})
    try:
        import ray
        import ray.util.scheduling_strategies
    except ImportError as error:
        how = "pip install 'report-assistant[ray]'"
        raise UsageError(
            Message(f"--engine ray 需要 Ray，请先安装：{how}", f"--engine ray needs Ray: {how}")
        ) from error
    return ray
