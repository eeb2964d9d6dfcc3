"""What runs on the machines of a Ray cluster: a server of the store, and runners that ask it.

The store stays on the disk it is on, in the hands of one process there; runners elsewhere call its
methods through Ray.  They are the same runners as without Ray.  Nothing here imports Ray until a
worker calls its server.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from assistant.batch.keys import code_stamp
from assistant.batch.options import BatchOptions
from assistant.batch.runner import Ended, work
from assistant.batch.store import Store
from assistant.batch.store_server import RemoteStore, StoreServer
from assistant.errors import AssistantError, UsageError

LOOK = 0.5
"""Seconds between two questions whether to stop."""


Answer = tuple[Any, AssistantError | None]
"""What a method of the store returned, or the error it raised: Ray would wrap that."""


class RemoteStoreServer(StoreServer):
    """The server of the store in `folder`: a Ray actor on the machine of its disk."""

    def __init__(self, folder: str) -> None:
        self._kept = Store(Path(folder))
        super().__init__(self._kept)

    def answer(
        self, worker: str, method: str, args: tuple[Any, ...], options: Mapping[str, Any]
    ) -> Answer:
        """Call a method of the store as `call` does."""
        try:
            return self.call(worker, method, args, options), None
        except AssistantError as error:
            return None, error

    def close(self) -> None:
        """Let all workers go, and the store."""
        super().close()
        self._kept.close()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a worker must have in common with whoever started the batch.

    `environment` are variables that say where the model is and with what key; they travel in the
    task and not in Ray's description of it, which is logged.
    """

    folder: Path
    code: str
    environment: Mapping[str, str]

    @classmethod
    def here(cls) -> Surroundings:
        """Return those of this process."""
        names = ("OPENAI_BASE_URL", "OPENAI_API_KEY")
        given = {name: os.environ[name] for name in names if name in os.environ}
        return cls(Path.cwd(), code_stamp(), given)

    def take_on(self) -> None:
        """Make them those of this process; raises UsageError where that cannot be."""
        if code_stamp() != self.code:
            raise UsageError(
                "Ray 的一台机器上的程序与发起批处理的机器上的不是同一个版本",
                "a machine of the Ray cluster has another version of this program",
            )
        os.environ.update(self.environment)
        try:
            os.chdir(self.folder)
        except OSError as error:
            raise UsageError(
                f"Ray 的一台机器上没有文件夹“{self.folder}”：报告和结果要放在共用的存储上",
                f"a machine of the Ray cluster has no folder {self.folder}: reports and "
                "results must lie on storage that all machines share",
            ) from error


def run_worker(
    server: Any, worker: str, options: BatchOptions, surroundings: Surroundings
) -> Ended | AssistantError:
    """Be a runner on the store that `server` keeps; return how it ended, or why it could not."""
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(server, stop), daemon=True)
    try:
        surroundings.take_on()
        watch.start()
        store = RemoteStore(partial(_ask, server, worker))
        return work(cast(Store, store), options, stop=stop)
    except AssistantError as error:
        return error
    finally:
        stop.set()


def _ask(
    server: Any, worker: str, method: str, args: tuple[Any, ...], options: Mapping[str, Any]
) -> Any:
    import ray

    result, error = ray.get(server.answer.remote(worker, method, args, options))
    if error is not None:
        raise error
    return result


def _watch(server: Any, stop: threading.Event) -> None:
    """Set `stop` once the server says so, or is gone."""
    import ray

    while not stop.wait(LOOK):
        try:
            if ray.get(server.stopping.remote()):
                stop.set()
        except ray.exceptions.RayError:
            stop.set()
