"""Join a cluster, or start one on this machine; refuse workers that would make other bytes."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from ...publishing.interrupts import deferred
from ...shipped import versions
from ...words.errors import ToolkitError
from .spread import Cluster
from .worker import differing

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
_SECONDS = 30
_SHOWN = 5


@contextmanager
def joined(address: str, *, workers: int) -> Iterator[Cluster]:
    """The cluster of a scheduler at ``tcp://host:port`` (or ``tls://``); ``local``: ``workers`` processes of this machine.

    Raises ToolkitError where Dask is not installed, nobody answers, or a member has other versions than this machine.
    """
    try:
        import distributed  # noqa: F401
    except ModuleNotFoundError:
        raise ToolkitError(
            'Tùy chọn --cluster cần thư viện Dask, máy này chưa cài. Cách sửa: pip install -c constraints.txt -e ".[cluster]" '
            "trong thư mục của bộ công cụ, trên mọi máy của cụm."
        ) from None
    for name in [each for each in logging.root.manager.loggerDict if each.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what concerns the user is said by us
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed")
        with _started(workers) if address == LOCAL else _answering(address) as client:
            _refuse_misfits(client)
            yield Cluster(client)


@contextmanager
def _started(workers: int) -> Iterator[Client]:
    """Processes of this machine; they end with the driver, however it ends."""
    from distributed import Client, LocalCluster

    with tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True) as scratch:
        settings = {"dashboard_address": None, "local_directory": scratch, "silence_logs": logging.CRITICAL}
        with ExitStack() as held:
            with deferred():  # an interrupt meanwhile comes when there is something to close
                local = LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", **settings)
                held.enter_context(local)
            yield held.enter_context(Client(local))


@contextmanager
def _answering(address: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(address, timeout=_SECONDS)
    except (OSError, TimeoutError, ValueError):
        raise ToolkitError(
            f"Không có bộ điều phối Dask nào trả lời ở {address}. Cách sửa: chạy dask scheduler trên máy đó, kiểm tra địa chỉ và tường lửa."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError:
            raise ToolkitError(
                f"Bộ điều phối {address} chưa có máy nào làm việc. Cách sửa: chạy dask worker {address} trên các máy của cụm."
            ) from None
        yield client


def _refuse_misfits(client: Client) -> None:
    """The same bytes come only from the same code: everybody's versions are held against ours."""
    try:
        scheduler = client.run_on_scheduler(versions)
    except (ImportError, AttributeError) as error:  # it has no toolkit, or quite another
        scheduler = error
    members: Mapping[str, Any] = {"bộ điều phối": scheduler, **client.run(versions, on_error="return")}
    faults = [f"{name}: {fault}" for name, theirs in members.items() if (fault := _fault(theirs))]
    if faults:
        more = f"\n  và {len(faults) - _SHOWN} máy nữa" if len(faults) > _SHOWN else ""
        raise ToolkitError(
            "Máy của cụm khác phiên bản với máy này nên không lập được cùng kết quả:\n  "
            + "\n  ".join(faults[:_SHOWN])
            + f"{more}\nCách sửa: cài bộ công cụ cùng phiên bản, cùng constraints.txt trên mọi máy, rồi chạy lại dask scheduler và dask worker."
        )


def _fault(theirs: Any) -> str:
    if isinstance(theirs, OSError):
        return f"không trả lời ({type(theirs).__name__})"
    if isinstance(theirs, BaseException):  # Dask tells a module that is missing in more than one way
        return "chưa cài bộ công cụ, hoặc cài không đủ"
    return differing(theirs, versions())
