"""What runs on a worker: one report. It needs no folder of the driver's."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ...evaluation.kept import Kept, keep
from ...publishing.documents import word_files
from ...publishing.engine import Children, Templates, own_settings
from ...publishing.jobs import Job
from ...publishing.publish import publish
from ...shipped import versions
from ...words.errors import ToolkitError

_IDLE_SECONDS = 60
_REPORTING = threading.Lock()  # a process has one exporter and one drawing board


def make_report(
    kept: Kept, job: Job, *, parameters: Mapping[str, Any], engine: str, made_by: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of one report (name → bytes). ``made_by`` are the versions of the driver; no others may make it.

    The notebook finds an empty folder where the data would be, and the evaluation that the driver has made.
    """
    _refuse_others(made_by)
    with (
        _REPORTING,
        own_settings(_scratch()) as own,
        tempfile.TemporaryDirectory(dir=_scratch()) as private,
        _warm(engine, job, own.environ),
    ):
        place, folder = Path(private), Path(private) / "run"
        data = folder / parameters["data"]
        data.mkdir(parents=True)
        found = keep(place / "kept", [(kept.evaluation.period, kept)], data=data)
        children = Children({**own.environ, **found}, _Idle.templates)
        published = publish(job.kind, parameters=dict(parameters), folder=folder, engine=engine, children=children)
        words = word_files(kept, job) if job.documents else {}
    return {**dict(zip(job.pages, (published.notebook, published.html))), **words}


def differing(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Which versions differ, for a message; empty where none does."""
    names = [name for name in ours if theirs.get(name) != ours[name]]
    return ", ".join(f"{name} {theirs.get(name, '(chưa cài)')} (máy này: {ours[name]})" for name in names)


def _refuse_others(made_by: Mapping[str, str]) -> None:
    """A worker may have joined after the driver looked at all of them."""
    if found := differing(versions(), made_by):
        raise ToolkitError(
            f"Một máy tham gia sau có phiên bản khác: {found}. Cách sửa: cài cùng phiên bản trên mọi máy, rồi chạy lại lệnh."
        )


def _scratch() -> Path:
    """The folder that Dask clears, should the worker be killed."""
    from distributed import get_worker

    return Path(get_worker().local_directory)


class _Idle:
    """The engine's template between two reports."""

    hold, templates = ExitStack(), Templates()


@contextmanager
def _warm(engine: str, job: Job, environ: Mapping[str, str]) -> Iterator[None]:
    """Keep the template of this worker for this report and those that come soon after it.

    It is a process of its own: a worker has threads and sockets, and must not fork.
    """
    if engine != "thidua":
        yield
        return
    hold = ExitStack()
    hold.enter_context(_Idle.templates.warm(*job.libraries, environ=environ))
    _Idle.hold.close()
    _Idle.hold = hold
    try:
        yield
    finally:
        timer = threading.Timer(_IDLE_SECONDS, _let_go, [hold])
        timer.daemon = True
        timer.start()
        hold.callback(timer.cancel)


def _let_go(hold: ExitStack) -> None:
    with _REPORTING:
        hold.close()
