"""The stock kernel, as a program: what its command line says and nothing else. A report is nobody's session."""

from __future__ import annotations

import importlib
import os
from typing import Any

from ipykernel.kernelapp import IPKernelApp


class StockKernel(IPKernelApp):
    """ipykernel's application, without the settings of whoever runs it."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no file."""

    def _run_startup_files(self) -> None:
        """Run no file, that of PYTHONSTARTUP neither."""


def _load_matplotlib() -> None:
    """Before a cell does: as it is loaded, it reads settings from the folder in which it is, that of the user's data."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as the kernel will set it
    folder = os.getcwd()
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    importlib.import_module("matplotlib")
    os.chdir(folder)


if __name__ == "__main__":
    _load_matplotlib()
    StockKernel.launch_instance()
