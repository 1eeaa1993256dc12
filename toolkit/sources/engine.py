"""The engine in which the sources of one period lie: a database of its own, which goes with the block that opened it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from ..resources import LEAST, Resources
from ..words.errors import ToolkitError

_SMALL = 32_000_000  # bytes of a period's files, those of Parquet as the text that they hold
_PACKED = 16  # bytes of text in one byte of a Parquet file of dossiers
_THREAD = 150_000_000  # bytes that a thread of the engine takes
# Percent of the memory of a run that the engine may count as its own: it holds more than it counts, Python and its
# libraries come on top, and with a larger share it was no faster (tests/benchmarks/large_data.py).
_SHARE = 30


class Engine(NamedTuple):
    """A connection of its own, and a folder for what is too large for memory (None: everything stays in memory). Both go
    when the block of ``open_engine`` ends."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path | None = None


def is_small(folder: Path) -> bool:
    """Whether the files of a period are so small that one thread reads them as fast as several, in little memory."""
    return sum(_size(path) for path in folder.iterdir() if path.is_file()) < _SMALL


def _size(path: Path) -> int:
    return path.stat().st_size * (_PACKED if path.suffix.lower() == ".parquet" else 1)


@contextmanager
def open_engine(resources: Resources, *, folder: Path) -> Iterator[Engine]:
    """An engine within the memory of ``resources``. Raises ToolkitError where that is not enough for ``folder``."""
    memory = resources.memory
    share = max(memory * _SHARE // 100, LEAST // 2)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch, duckdb.connect() as connection:
        connection.execute(
            "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'"
        )
        place = scratch.replace("'", "''")
        connection.execute(f"SET memory_limit = '{share // 1_000_000}MB'; SET temp_directory = '{place}'")
        ((threads,),) = connection.execute("SELECT current_setting('threads')").fetchall()
        at_once = 1 if is_small(folder) else max(1, min(threads, share // _THREAD))
        connection.execute(f"SET threads = {at_once}")
        try:
            yield Engine(connection, Path(scratch))
        except duckdb.OutOfMemoryException:
            raise ToolkitError(
                f"Không đủ bộ nhớ để tính số liệu trong {folder.name}: được dùng {memory / 1e9:.1f} GB, phần vượt quá nằm tạm ở "
                f"{tempfile.gettempdir()}. Cách sửa: cho nhiều hơn bằng --memory, ví dụ --memory {2 * memory // 10**9 + 1}GB, "
                "và kiểm tra chỗ trống của thư mục tạm."
            ) from None
