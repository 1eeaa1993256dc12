"""The papermill engines: ``thidua``, papermill's own client with a forked child where a kernel would be, and the stock kernel."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger
from traitlets import Any as AnyTrait

from ..parameters import refuse_undeclared
from . import process
from .settings import Children
from .watch import Limits, Unavailable

_LANGUAGE = {
    "name": "python",
    "version": sys.version.split()[0],
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}


class StockKernelManager(AsyncKernelManager):
    """Starts the stock kernel of this very Python, whatever other the user has named ``python3``."""

    environ: Mapping[str, str] | None = None  # that of this process, unless a run hands on another

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # told as for the one that waits
        """Start it in its environment."""
        own = {} if self.environ is None else {"env": dict(self.environ)}
        await super()._async_start_kernel(**own, **options)

    @property
    def kernel_spec(self) -> KernelSpec:
        """How it is started: not from the folder of the data, where a file may be named like a module."""
        argv = [sys.executable, "-P", "-m", "toolkit.publishing.engine.stock", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class StockEngine(NBClientEngine):
    """Runs each notebook in the stock kernel; one that asks for another than ``python3``, in that of Jupyter's."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, children: Children | None = None, **options: Any
    ) -> Any:
        """Run the cells of a notebook. Raises UsageError for a parameter that it does not declare."""
        refuse_undeclared(nb_man.nb, name=Path(options.get("input_path") or "").name)
        if kernel_name == NATIVE_KERNEL_NAME:
            own = {"environ": children.environ} if children else {}
            options["kernel_manager_class"] = type("OwnKernelManager", (StockKernelManager,), own)
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


class Engine(StockEngine):
    """Runs each notebook in a child forked from a template process, within ``limits``; else in the stock kernel."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        limits: Limits | None = None,
        children: Children | None = None,
        **options: Any,
    ) -> Any:
        """Run the cells of a notebook. Raises ToolkitError where it takes more than its limits or ends early, UsageError
        for a parameter that it does not declare.

        ``children`` is what a run hands to its processes; without it they have the environment of this one.
        """
        refuse_undeclared(nb_man.nb, name=Path(options.get("input_path") or "").name)
        limits, own = limits or Limits(), children or Children(dict(os.environ), process.SHARED)
        if kernel_name == NATIVE_KERNEL_NAME:
            try:
                with own.templates.warm(environ=own.environ):
                    return _run(nb_man, limits=limits, children=own, **options)
            except Unavailable:
                own.templates.refuse_if_stopped()
                logger.warning("The forking engine is not available here; the stock kernel runs the notebook.")
                nb_man.notebook_start()
        options["execution_timeout"] = options.get("execution_timeout") or int(limits.seconds)
        return super().execute_managed_notebook(nb_man, kernel_name, children=children, **options)


def _run(
    nb_man: Any,
    *,
    limits: Limits,
    children: Children,
    input_path: str = "",
    log_output: bool = False,
    stdout_file: Any = None,
    stderr_file: Any = None,
    execution_timeout: int | None = None,
    resources: dict[str, Any] | None = None,
    extra_arguments: tuple[str, ...] | list[str] = (),
    **_: Any,
) -> Any:
    job = {
        "environ": dict(children.environ),
        "folder": str(Path((resources or {}).get("metadata", {}).get("path") or "").resolve()),
        "import_from_folder": "--InteractiveShellApp.ignore_cwd=True" not in extra_arguments,
    }
    child = children.templates.fork(job, limits=limits, name=Path(input_path or "").name)
    try:
        notebook = Client(
            nb_man,
            child=child,
            timeout=execution_timeout,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        ).execute()
        child.finish()
    finally:
        child.close()
    return notebook


class Client(PapermillNotebookClient):
    """papermill's client: outputs, displays, errors and tags are its affair; only the kernel is another."""

    child = AnyTrait()  # a ``Child``

    def execute(self, **_: Any) -> Any:
        """Run every cell, up to one that fails."""
        self.reset_execution_trackers()
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(_LANGUAGE)
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **_: Any) -> Any:
        """Run one cell. Raises CellExecutionError where it fails and may not."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        if self.skip_cells_with_tag in cell.metadata.get("tags", []):
            return cell
        self.code_cells_executed += 1
        reply: dict[str, Any] = {}
        cell.outputs, self.clear_before_next_output = [], False
        for message in self.child.run(cell.source, seconds=self.timeout):
            if message["msg_type"] == "execute_reply":
                reply = message
            else:
                self.process_message(message, cell, cell_index)
        cell.execution_count = reply["content"]["execution_count"]
        run_sync(self._check_raise_for_error)(cell, cell_index, reply)
        return cell
