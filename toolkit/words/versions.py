"""Which toolkit and which libraries made a result."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .. import __version__

_LIBRARIES = ("duckdb", "fastexcel", "matplotlib", "narwhals", "nbconvert", "pandas", "papermill", "pyarrow", "seaborn")


@cache
def _all() -> tuple[tuple[str, str], ...]:
    """The toolkit's version carries the SHA-256 of its code and notebooks: a report that other code made is out of date."""
    package = Path(__file__).resolve().parent
    files = [
        p
        for p in (*package.rglob("*"), *(package.parent / "notebooks").glob("*.ipynb"))
        if p.is_file() and p.suffix in (".py", ".j2", ".css", ".js", ".json", ".ipynb")
    ]
    code = hashlib.sha256()
    for path in sorted(files, key=lambda p: p.relative_to(package.parent).as_posix()):
        code.update(path.relative_to(package.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return (
        ("thidua", f"{__version__}+{code.hexdigest()[:12]}"),
        ("python", platform.python_version()),
        *((name, version(name)) for name in _LIBRARIES),
    )


def versions() -> dict[str, str]:
    """Name → version."""
    return dict(_all())
