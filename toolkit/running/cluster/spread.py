"""The driver's side: hand reports to the workers, and wait for what they make."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from ...evaluation.kept import Kept
from ...publishing.jobs import Job
from ...shipped import versions
from ...words.errors import ToolkitError
from .worker import make_report

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2  # reports handed out for each thread of the cluster: none of them waits for the driver
_WATCH_SECONDS, _ALONE_SECONDS = 2, 60
_LOST = "Mất kết nối với bộ điều phối của cụm"


class Cluster:
    """Workers that have this toolkit. Made by ``joined``."""

    def __init__(self, client: Client):
        self._client, self._lock = client, Lock()
        self._kept: dict[str, Future] = {}
        self._running: set[Future] = set()
        self._is_stopped = False

    @property
    def at_once(self) -> int:
        """How many reports to hand out before the first of them is back."""
        return _AHEAD * max(1, self._threads())

    def make(self, kept: Kept, job: Job, *, parameters: Mapping[str, Any], engine: str) -> dict[str, bytes]:
        """The files of one report, made by a worker. Raises what the worker raised; ToolkitError where none is left."""
        given = {"parameters": parameters, "engine": engine}
        return self._result(make_report, self._held(kept), job, what=f"báo cáo {job.name}", **given)

    def stop(self) -> None:
        """Give up what has not begun; those who wait for it get a ToolkitError."""
        with self._lock:
            self._is_stopped, running = True, list(self._running)
        with suppress(OSError, TimeoutError):
            self._client.cancel(running, force=True)

    def _threads(self) -> int:
        """How many tasks the workers that are left do at once."""
        try:
            return sum(self._client.nthreads().values())
        except OSError:
            raise ToolkitError(f"{_LOST}. Cách sửa: xem máy điều phối còn chạy không, rồi chạy lại lệnh.") from None

    def _held(self, kept: Kept) -> Future:
        """An evaluation on the cluster: sent once; the scheduler can send it again should the worker with it die."""
        with self._lock:
            period = kept.evaluation.period.id
            if period not in self._kept:
                self._kept[period] = self._client.submit(_same, kept, pure=False)
            return self._kept[period]

    def _result(self, function: Callable, *given: Any, what: str, **named: Any) -> Any:
        from distributed.scheduler import KilledWorker

        future = self._client.submit(function, *given, made_by=versions(), pure=False, **named)
        with self._lock:
            self._running.add(future)
            stopped = self._is_stopped
        if stopped:
            future.cancel()
        try:
            self._watch(future)
            return future.result()
        except KilledWorker:
            raise ToolkitError(
                f"Máy tính của cụm dừng đột ngột nhiều lần khi làm {what}. "
                "Cách sửa: xem nhật ký của dask worker; nếu thiếu bộ nhớ thì chạy ít tiến trình hơn trên mỗi máy (--nworkers)."
            ) from None
        except CancelledError:
            why = "Đã dừng theo yêu cầu" if self._is_stopped else _LOST
            raise ToolkitError(f"{why}, {what} chưa xong. Cách sửa: chạy lại lệnh.") from None
        finally:
            with self._lock:
                self._running.discard(future)

    def _watch(self, future: Future) -> None:
        """Wait until it is done, but not for ever where no worker is left."""
        from distributed import wait

        seen = time.monotonic()
        while not future.done():
            with suppress(TimeoutError):
                wait([future], timeout=_WATCH_SECONDS)
                return
            if self._threads():
                seen = time.monotonic()
            elif time.monotonic() - seen > _ALONE_SECONDS:
                raise ToolkitError(
                    f"Cụm không còn máy nào làm việc trong {_ALONE_SECONDS} giây qua. Cách sửa: chạy dask worker trên các máy, rồi chạy lại lệnh."
                )


def _same(kept: Kept) -> Kept:
    return kept
