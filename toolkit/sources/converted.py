"""Large CSV and XLSX files are read once a run: what the readers made of one is found again by the SHA-256 of the file.

The known columns lie as Parquet in the run's own folder, beside them what the readers said of the file: columns, findings.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .tables import RawTable, Wanted, scan_of

WORTH = 8_000_000  # bytes from which on a file is converted


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file, by its name; of those that can be read: whoever reads the others says what is wrong."""
    found = {}
    for name, path in files.items():
        with suppress(OSError):
            found[name] = sha256(path)
    return found


def place_of(path: Path, wanted: Wanted, *, folder: Path | None) -> Path | None:
    """Where in the run's folder the conversion of a file belongs; None where it is small, Parquet already, or the run has no
    folder."""
    try:
        if folder is None or path.suffix.lower() == ".parquet" or path.stat().st_size < WORTH:
            return None
        rests_on = f"{sha256(path)} {wanted!r}"
    except OSError:  # the reader says what is wrong with it
        return None
    return folder / f"{hashlib.sha256(rests_on.encode()).hexdigest()}.parquet"


def find_converted(place: Path) -> RawTable | None:
    """What an earlier evaluation of the run made of the file; None where none has read it."""
    record = place.with_suffix(".pickle")
    if not record.is_file():
        return None
    table = pickle.loads(record.read_bytes())
    return table if table.scan else replace(table, rows=pq.read_table(place))


def keep_converted(place: Path, table: RawTable) -> None:
    """Keep what a reader made for the rest of the run. A full disk keeps nothing, and costs only time."""
    record = place.with_suffix(".pickle")
    try:
        if isinstance(table.rows, pa.Table):
            pq.write_table(table.rows, place, compression="zstd", compression_level=1)
            found = replace(table, rows=table.rows.slice(0, 0))
        else:
            assert table.rows.file  # files of that size are Parquet of the readers
            _link(table.rows.file, place)
            found = replace(table, rows=replace(table.rows, sql=scan_of(place), file=place))
        record.write_bytes(pickle.dumps(found))
    except OSError:
        record.unlink(missing_ok=True)
        place.unlink(missing_ok=True)


def _link(path: Path, to: Path) -> None:
    """Give a file, which nobody writes to any more, another name; a copy where it lies on another disk."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)
