"""`--engine ray`: the runners of a batch on a Ray cluster.

A worker is a Ray task that is a runner like any other (`runner.work`) on the same store; claims,
retries and checks are the runner's and the store's.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event
from typing import Any

from assistant.batch.options import BatchOptions
from assistant.batch.pool import Killed, WorkerPool
from assistant.batch.ray_worker import RemoteStoreServer, Surroundings, run_worker
from assistant.batch.runner import Ended
from assistant.batch.store import Store
from assistant.errors import AssistantError, UsageError

LOOK = 0.5
"""Seconds between two looks at the workers."""
CALLS = 32
"""Calls of one worker that the server of the store may have in hand at once."""
MEMORY = 80 * 2**20
"""Bytes of shared memory for a cluster that is started here; no report goes through it."""
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Ray reports its use to its makers unless it is told not to."""


def run_ray(
    store: Store, options: BatchOptions, stop: Event, *, workers: int | None = None
) -> Ended:
    """Work on a store until it is done, as `runner.work` does, with workers on a Ray cluster.

    The cluster is the one RAY_ADDRESS names, or one of this machine alone, started here and ended
    with the batch.  `workers` is their number, by default one for each processor of the cluster;
    `options.jobs` and the budgets are shared out among them.

    Raises UsageError where Ray is not installed or a worker's machine lacks what it needs,
    OutputError where the store cannot be written or workers are killed again and again.
    """
    ray = load_ray()
    with _cluster(ray, workers):
        number = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            node_id=ray.get_runtime_context().get_node_id(), soft=False
        )
        server = (
            ray.remote(RemoteStoreServer)
            .options(num_cpus=0, max_concurrency=CALLS * number, scheduling_strategy=here)
            .remote(str(store.folder.absolute()))
        )
        try:
            return _RayPool(store, options, stop, number, ray, server).work()
        finally:
            with suppress(ray.exceptions.RayError):
                ray.get(server.close.remote())


@dataclass(eq=False)
class _RayPool(WorkerPool):
    """The workers of one batch on a cluster."""

    ray: Any
    server: Any

    def __post_init__(self) -> None:
        super().__post_init__()
        self._surroundings = Surroundings.here()
        self._task = self.ray.remote(run_worker).options(num_cpus=1, max_retries=0)

    def start(self, worker: str, options: BatchOptions) -> Hashable:
        task: Hashable = self._task.remote(self.server, worker, options, self._surroundings)
        return task

    def wait(self, working: Iterable[Hashable]) -> Iterable[Hashable]:
        done: list[Hashable] = self.ray.wait(list(working), timeout=LOOK)[0]
        return done

    def ended(self, one: Hashable) -> Ended | AssistantError:
        try:
            ended: Ended | AssistantError = self.ray.get(one)
        except self.ray.exceptions.RayError as error:
            raise Killed(str(error)) from error
        return ended

    def bury(self, worker: str) -> None:
        self.ray.get(self.server.bury.remote(worker))

    def tell_to_stop(self) -> None:
        self.ray.get(self.server.stop.remote())


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
            f"连接不上 Ray 集群（{address or '本机'}）：{error}",
            f"cannot reach the Ray cluster ({address or 'local'}): {error}",
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def load_ray() -> Any:
    """Return Ray, told to be quiet; raises UsageError where it is not installed."""
    os.environ.update({k: v for k, v in QUIET.items() if k not in os.environ})
    try:
        import ray
        import ray.util.scheduling_strategies
    except ImportError as error:
        how = "pip install 'report-assistant[ray]'"
        raise UsageError(
            f"--engine ray 需要 Ray，请先安装：{how}", f"--engine ray needs Ray: {how}"
        ) from error
    return ray
