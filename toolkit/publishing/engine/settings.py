"""What a run hands to the processes that it starts, so that no settings of the user reach a report.

It is handed to them alone: the environment of this process stays as it is, since it may be that of somebody's program,
in which another run goes on at the same time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .process import Templates


@dataclass(frozen=True)
class Children:
    """What the processes of a run have in common: their environment, and the template of those that run notebooks."""

    environ: Mapping[str, str]
    templates: Templates = field(default_factory=Templates)


@contextmanager
def own_settings(folder: Path, handed: Mapping[str, str] = MappingProxyType({})) -> Iterator[Children]:
    """Processes with the environment of this one, what is ``handed`` to them, and settings of their own: no start-up file
    of IPython, no ``matplotlibrc``.

    What Jupyter and matplotlib write for themselves goes where one may write, be there a home or none.
    """
    private = folder.resolve()
    (private / "matplotlibrc").touch()
    with tempfile.TemporaryDirectory(
        prefix="thidua-"
    ) as scratch:  # a folder of results may lie where modes do not hold
        own = {"IPYTHONDIR": str(private / "ipython"), "MATPLOTLIBRC": str(private), "JUPYTER_RUNTIME_DIR": scratch}
        if not _has_place_for_matplotlib():
            own["MPLCONFIGDIR"] = str(private / "matplotlib")
        yield Children({**os.environ, **handed, **own})


def _has_place_for_matplotlib() -> bool:
    """Where it keeps what it knows of the fonts of the machine. Without one each process would look anew, and say so."""
    if set_place := os.environ.get("MPLCONFIGDIR"):
        return _is_writable(Path(set_place))
    home = Path(os.path.expanduser("~"))
    places = {"XDG_CONFIG_HOME": home / ".config", "XDG_CACHE_HOME": home / ".cache"}
    return all(_is_writable(Path(os.environ.get(name) or usual) / "matplotlib") for name, usual in places.items())


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
