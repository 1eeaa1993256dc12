"""What a notebook is asked: nothing but what its cell of parameters declares, whoever runs it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..words.errors import UsageError

if TYPE_CHECKING:
    from nbformat import NotebookNode

_INJECTED = "# Parameters\n"  # how papermill begins the cell that it puts behind the declared ones


def check_parameters() -> None:
    """Refuse parameters that papermill was given and the notebook does not declare: it would only warn of them, and the
    report would be that of the default period. For the notebooks themselves; outside of one nothing is looked at.

    Raises UsageError with the names that the notebook does declare.

    >>> import toolkit as tk
    >>> tk.check_parameters()
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    cells: list[str] = shell.user_ns.get("In", []) if shell else []
    injected = [number for number, source in enumerate(cells) if source.startswith(_INJECTED)]
    if injected:
        declared = [name for source in cells[: injected[-1]] for name in assigned(source)]
        refuse_unknown(assigned(cells[injected[-1]]), declared)


def refuse_undeclared(notebook: NotebookNode, *, name: str = "") -> None:
    """Refuse a notebook that papermill has prepared with parameters that it does not declare. Raises UsageError."""
    given = (notebook.metadata.get("papermill") or {}).get("parameters") or {}
    tagged = [cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    refuse_unknown(given, [each for source in tagged for each in assigned(source)], name=name)


def refuse_unknown(given: Iterable[str], declared: Sequence[str], *, name: str = "") -> None:
    """Raises UsageError with each parameter that is not declared, the nearest one that is, and all of them.

    >>> refuse_unknown(["perriod"], ["period", "data"])
    Traceback (most recent call last):
        ...
    toolkit.words.errors.UsageError: Sổ tay không có tham số perriod (gần nhất: period); các tham số: period, data. Cách sửa: gọi đúng tên, hoặc khai tham số trong ô có nhãn parameters của sổ tay.
    """
    known = list(dict.fromkeys(declared))
    strange = [each for each in dict.fromkeys(given) if each not in known]
    if strange:
        near = {each: difflib.get_close_matches(each, known, n=1) for each in strange}
        shown = ", ".join(f"{each} (gần nhất: {found[0]})" if found else each for each, found in near.items())
        raise UsageError(
            f"Sổ tay{f' {name}' if name else ''} không có tham số {shown}; các tham số: {', '.join(known) or '(không có)'}. "
            "Cách sửa: gọi đúng tên, hoặc khai tham số trong ô có nhãn parameters của sổ tay."
        )


def assigned(source: str) -> list[str]:
    """The names that a cell of parameters gives values to; of one that is no Python, none.

    >>> assigned('period: str = "2024"\\n# thư mục\\ndata = "data"')
    ['period', 'data']
    """
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return []
    targets = [t for line in lines if isinstance(line, ast.Assign) for t in line.targets]
    targets += [line.target for line in lines if isinstance(line, ast.AnnAssign)]
    targets.sort(key=lambda target: target.lineno)
    return [target.id for target in targets if isinstance(target, ast.Name)]
