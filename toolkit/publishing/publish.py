"""Run a notebook with papermill and turn it into one HTML file. The only module that knows papermill and nbconvert."""

from __future__ import annotations

import logging
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.document import Section
from ..report.plain import visible
from ..shipped import shipped
from ..words.errors import ToolkitError
from .engine import Children, Limits
from .notebooks import own_name

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = shipped("notebooks")
TEMPLATES = Path(__file__).resolve().parent / "templates"
ENGINES = ("thidua", "stock")
# The kernel runs in a folder of data: nothing there may be taken for a Python module.
_KERNEL = ["--InteractiveShellApp.ignore_cwd=True", "--HistoryManager.enabled=False", "--Application.log_level=50"]


if not {"jsonschema", "rfc3987_syntax"} & sys.modules.keys():
    # jsonschema, which nbformat needs, builds a grammar of internationalised addresses as it is imported: longer than all
    # the rest of it takes, and no schema of notebooks asks for one. For once it is told that the grammar is not there.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import jsonschema  # noqa: F401

    del sys.modules["rfc3987_syntax"]

_CONVERTING = threading.Lock()  # the exporter holds the state of a conversion
_CELL_FILE = re.compile(re.escape(tempfile.gettempdir()) + r"[/\\]ipykernel_\d+[/\\]")  # named after the process


@dataclass(frozen=True)
class Published:
    """A report: the executed notebook and its HTML, as the bytes of their files."""

    notebook: bytes
    html: bytes


def publish(
    kind: str,
    *,
    parameters: dict[str, Any],
    folder: Path,
    engine: str = ENGINES[0],
    children: Children | None = None,
    own: Path | None = None,
) -> Published:
    """Run the notebook of a kind (the office's ``own``, if it has one) in ``folder`` by one of ``ENGINES`` and convert it;
    ``children`` as for ``execute``.

    The same notebook, parameters and data give the same bytes: times, durations and paths of the machine are
    taken out. Raises ToolkitError where a parameter is unknown to the notebook or a cell fails.
    """
    path = own or NOTEBOOKS / f"{kind}.ipynb"
    notebook = execute(path, parameters=parameters, folder=folder, engine=engine, children=children)
    return Published(notebook_bytes(notebook), html_bytes(notebook))


def execute(
    path: Path,
    *,
    parameters: dict[str, Any],
    folder: Path,
    engine: str = ENGINES[0],
    limits: Limits | None = None,
    children: Children | None = None,
) -> NotebookNode:
    """Run a notebook under papermill, with ``folder`` as the kernel's, and clean what it records. Nothing is written.

    ``thidua`` runs it in a forked child within ``limits`` (half of the machine's memory, half an hour, unless others
    are given); ``stock`` in a kernel, where the time holds for each cell. ``children`` is what a run hands to the processes
    that it starts; without it they have the environment of this one.
    """
    import papermill

    if not path.is_file():
        raise ToolkitError(f"Không có sổ tay {own_name(path)}. Cách sửa: lấy lại thư mục notebooks của bộ công cụ.")
    logging.getLogger("papermill").setLevel(logging.ERROR)
    within = limits or Limits()
    # The forking engine takes limits; the stock kernel knows a time for each cell.
    own = {"limits": within} if engine == "thidua" else {"execution_timeout": int(within.seconds)}
    with _event_loop_closed(), _told_in_words(path):
        notebook = papermill.execute_notebook(
            str(path),
            None,
            parameters=parameters,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=_KERNEL,
            engine_name=_engine(engine),
            children=children,
            **own,
        )
    last = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()][-1:]
    if not last or last[0].execution_count is None or not last[0].outputs:
        raise ToolkitError(
            f"Sổ tay {own_name(path)} dừng trước ô cuối, hoặc ô cuối không hiện gì, nên không rõ báo cáo có đầy đủ không. "
            "Cách sửa: mở sổ tay trong JupyterLab, chạy từng ô để tìm chỗ dừng; ô mã cuối cùng phải hiện phần cuối của báo cáo."
        )
    return _cleaned(notebook, parameters)


@contextmanager
def _told_in_words(path: Path) -> Iterator[None]:
    """Turns what ends a notebook early into an error that says what to do."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat.reader import NotJSONError
    from nbformat.validator import NotebookValidationError

    try:
        yield
    except (NotJSONError, NotebookValidationError, UnicodeDecodeError, AttributeError, KeyError):
        if path.parent == NOTEBOOKS:
            raise
        raise ToolkitError(
            f"Sổ tay {own_name(path)} không phải tệp sổ tay Jupyter đọc được. Cách sửa: chép lại từ thư mục notebooks của bộ công cụ rồi sửa trong JupyterLab."
        ) from None
    except papermill.PapermillExecutionError as error:
        raise ToolkitError(_failure(path, error)) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise ToolkitError(
            f"Sổ tay {own_name(path)} bị dừng vì quá thời gian hoặc vì nhân Jupyter chết ({type(error).__name__}). "
            "Cách sửa: mở sổ tay trong JupyterLab, chạy từng ô để tìm chỗ dừng."
        ) from None


@contextmanager
def _event_loop_closed() -> Iterator[None]:
    """Close the event loop that nbclient makes for a thread and leaves open: as the interpreter ends, it can print a trace."""
    from jupyter_core.utils import ensure_event_loop

    try:
        yield
    finally:
        if not (loop := ensure_event_loop()).is_running():  # one that runs is somebody else's
            loop.close()


def _engine(name: str) -> str:
    """papermill's name of an engine. They are made known to it even where the installed entry points are older."""
    from papermill.engines import papermill_engines

    from .engine import Engine, StockEngine

    own_name = f"thidua-{name}"
    papermill_engines.register(own_name, {"thidua": Engine, "stock": StockEngine}[name])
    return own_name


def _failure(path: Path, error: Any) -> str:
    """What a failed cell says. The message of an error of ours is for users; any other may hold values of the data."""
    if error.ename in ("ToolkitError", "UsageError"):
        return f"Sổ tay {own_name(path)}: {error.evalue}"
    return f"Sổ tay {own_name(path)} dừng ở ô thứ {error.exec_count} ({error.ename}). Cách sửa: mở sổ tay trong JupyterLab, chạy đến ô đó để xem lỗi."


def _cleaned(notebook: NotebookNode, parameters: dict[str, Any]) -> NotebookNode:
    """The notebook without clock times, durations, paths and random ids."""
    notebook.metadata["papermill"] = {"parameters": dict(parameters)}
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for recorded in ("papermill", "execution", "collapsed"):
            cell.metadata.pop(recorded, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
        if cell.cell_type == "code":
            cell["outputs"] = _settled(cell["outputs"])
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop("papermill", None)
    return notebook


def _settled(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs in an order that does not hang on the clock: what is printed between two displays as one text each for
    standard output and error; in it, cells named by their number instead of a file of the process."""
    settled: list[NotebookNode] = []
    for is_stream, together in groupby(outputs, key=lambda output: output.output_type == "stream"):
        if not is_stream:
            settled += together
            continue
        printed = sorted(together, key=lambda output: output.name, reverse=True)
        for _, parts in groupby(printed, key=lambda output: output.name):
            first, *others = parts
            first.text = _CELL_FILE.sub("", "".join(part.text for part in (first, *others)))
            settled.append(first)
    return settled


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """The file of a notebook."""
    import nbformat

    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")


def html_bytes(notebook: NotebookNode) -> bytes:
    """The one HTML file of an executed notebook: what its cells show, in the form of an official document."""
    with _CONVERTING:
        text, _ = _exporter().from_notebook_node(notebook)
    return re.sub(r"\n{3,}", "\n\n", text).encode("utf-8")


def page_bytes(title: str, *sections: Section) -> bytes:
    """A page of the same form that no notebook stands behind."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    outputs = [new_output("display_data", {"text/html": section._repr_html_()}) for section in sections]
    return html_bytes(new_notebook(cells=[new_code_cell("", outputs=outputs)], metadata={"title": visible(title)}))


@cache
def _exporter() -> Any:
    """One for the process: the first conversion costs fifteen times what the later ones do."""
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="thidua",
        extra_template_basedirs=[str(TEMPLATES)],
        optimistic_validation=True,  # once, not after each of its eleven steps, of which none does anything here
    )
