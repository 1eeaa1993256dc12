"""A papermill engine for static reports: a process with the libraries loaded forks one child for each notebook.

A stock kernel spends most of its time starting and stopping. Here a *template* process imports once what the notebooks
import; it has one thread, and no connection, socket or event loop, so that forking it is safe. Each notebook runs in a
child of its own, in the shell class of the stock kernel: the same outputs, and nothing passes from one notebook to the
next. Where that is not possible (not Linux, another kernel than ``python3``, the template fails), the stock kernel runs.

The standard library's ``multiprocessing`` forkserver with the same modules preloaded was tried in its place: a child begins
no sooner (0.12 s against 0.14 s to the end of a first cell), but what a cell has started outlives its child, the child
outlives a driver that was killed, and a preload that fails says nothing. A process has only one forkserver, besides, and two
runs in one process need two templates.

papermill knows it by entry point: ``papermill --engine thidua in.ipynb out.ipynb``. Widgets are shown, not connected.
"""

from __future__ import annotations

from typing import Any

from .process import Templates, warm
from .settings import Children, own_settings
from .watch import Limits

__all__ = ["Children", "Engine", "Limits", "Templates", "own_settings", "warm"]


def __getattr__(name: str) -> Any:
    """The engines, imported on first use: papermill, as it starts, asks for one; whoever asks first must start papermill."""
    if name not in ("Engine", "StockEngine"):
        raise AttributeError(name)
    import papermill.engines  # noqa: F401

    from . import client

    return getattr(client, name)
