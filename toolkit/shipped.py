"""What this toolkit is: where the files that come with it are, and which versions of it and of its libraries run."""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from . import __version__

PACKAGE = Path(__file__).resolve().parent
REPORTS = ("kiem_tra", "so_ket", "tong_ket", "binh_xet", "phieu_don_vi")  # each has a notebook
_LIBRARIES = ("duckdb", "fastexcel", "matplotlib", "narwhals", "nbconvert", "pandas", "papermill", "pyarrow", "seaborn")


def is_checkout() -> bool:
    """Whether the toolkit runs from its source, and not from a wheel."""
    return (PACKAGE.parent / "pyproject.toml").is_file() and not (PACKAGE / "package_data").is_dir()


def shipped(name: str) -> Path:
    """A folder that comes with the toolkit, ``notebooks`` or ``data``: beside the code in a checkout, inside it in a wheel."""
    inside = PACKAGE / "package_data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def style_sheet() -> str:
    """The style sheet of the official page."""
    return (PACKAGE / "publishing/templates/thidua/thidua.css").read_text(encoding="utf-8")


@cache
def _all() -> tuple[tuple[str, str], ...]:
    """The toolkit's version carries the SHA-256 of its code and its reports' notebooks: a report that other code made is out
    of date. Of a notebook its cells count, not what JupyterLab writes beside them when somebody has opened it."""
    notebooks = shipped("notebooks")
    files = {f"toolkit/{path.relative_to(PACKAGE).as_posix()}": path for path in PACKAGE.rglob("*")}
    # What lies elsewhere in a wheel than in a checkout; and the plans to begin from, which are no code.
    moved = ("toolkit/package_data/", "toolkit/commands/thidua_command.py", "toolkit/new/plans/")
    files = {name: path for name, path in files.items() if not name.startswith(moved)}
    files |= {f"notebooks/{kind}.ipynb": notebooks / f"{kind}.ipynb" for kind in REPORTS}
    code = hashlib.sha256()
    for name, path in sorted(files.items()):
        if path.is_file() and path.suffix in (".py", ".j2", ".css", ".js", ".json", ".toml", ".yaml", ".ipynb"):
            code.update(name.encode() + b"\0" + _code(path) + b"\0")
    return (
        ("thidua", f"{__version__}+{code.hexdigest()[:12]}"),
        ("python", platform.python_version()),
        *((name, version(name)) for name in _LIBRARIES),
    )


def _code(path: Path) -> bytes:
    """What of a file is code: of a notebook the kind, the tags and the text of its cells."""
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    try:
        cells = json.loads(content)["cells"]
        parts = [(c["cell_type"], c["metadata"].get("tags", []), "".join(c["source"])) for c in cells]
    except (ValueError, LookupError, TypeError, AttributeError):  # whoever runs it will say what is wrong
        return content
    return repr(parts).encode()


def versions() -> dict[str, str]:
    """Name → version."""
    return dict(_all())
