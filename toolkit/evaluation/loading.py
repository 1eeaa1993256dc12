"""What a period's folder holds, as tables of an engine of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from ..periods import Period
from ..plan import Plan
from ..resources import LEAST, USUAL, Resources
from ..scoring.deciding import deciding_columns
from ..sources import (
    Secrets,
    SourceData,
    SourceFile,
    Staged,
    attach_training,
    narrow_source,
    scan_folder,
    sha256,
    stage_source,
)
from ..units.model import Unit, UnitNames
from ..units.structure import Structure
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import DOCUMENT_LISTS, REMARKS, SOURCES

_SMALL = 32_000_000  # bytes of a period's files
_THREAD = 150_000_000  # bytes that a thread of the engine takes
# Percent of the memory of a run that the engine may count as its own: it holds more than it counts, Python and its
# libraries come on top, and with a larger share it was no faster (tests/benchmarks/large_data.py).
_SHARE = 30


class Engine(NamedTuple):
    """A connection of its own, and a folder for what is too large for memory; both go when the block ends."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path


def is_small(folder: Path) -> bool:
    """Whether the files of a period are so small that one thread reads them as fast as several, in little memory."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) < _SMALL


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
        (threads,) = connection.execute("SELECT current_setting('threads')").fetchone()
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


def load_sources(
    engine: Engine,
    *,
    plan: Plan,
    units: Sequence[Unit],
    structure: Structure,
    files: Mapping[str, Sequence[SourceFile]],
    last_day: date,
    resources: Resources = USUAL,
) -> tuple[dict[str, SourceData], list[Finding]]:
    """Every source as a table of the engine, and the faults; a source without files is an empty table."""
    connection, names, secrets = engine.connection, UnitNames(units), Secrets(engine.connection)
    staged: dict[str, Staged] = {}
    for name, source in SOURCES.items():
        staged[name] = stage_source(
            connection,
            source=source,
            files=files.get(name, []),
            aliases=plan.sources.get(name, {}),
            scratch=engine.scratch,
            resources=resources,
        )
        secrets.add(source, parts=tuple(staged[name].tables))
    sources: dict[str, SourceData] = {}
    findings: list[Finding] = []
    for name, each in staged.items():
        sources[name], faults = narrow_source(
            connection,
            each,
            names=names,
            structure=structure,
            secrets=secrets,
            deciding=deciding_columns(plan, each.source),
        )
        findings += [replace(f, unit=structure.receiver(f.unit) or f.unit) if f.unit else f for f in faults]
    findings += attach_training(sources["can_bo"], courses=sources["tap_huan"], last_day=last_day)
    return sources, findings


@contextmanager
def opened_sources(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    folder: Path,
    structure: Structure,
    only: Collection[str],
    resources: Resources = USUAL,
) -> Iterator[dict[str, SourceData]]:
    """The sources of a period as ``evaluate`` sees them, for as long as the block runs; those not in ``only`` are empty,
    but for the lists that mark the secrets among them."""
    marking = [name for name in DOCUMENT_LISTS if SOURCES[name].column("secrecy")]
    wanted = {*only, *(marking if set(only) & set(DOCUMENT_LISTS) else ())}
    files = {name: found for name, found in scan_folder(folder, names=UnitNames(units))[0].items() if name in wanted}
    with open_engine(resources, folder=folder) as engine:
        sources, _ = load_sources(
            engine,
            plan=plan,
            units=units,
            structure=structure,
            files=files,
            last_day=period.end,
            resources=resources,
        )
        yield sources


def hashes_of(folder: Path, sources: Mapping[str, SourceData]) -> dict[str, str]:
    """The SHA-256 of every file of a period that was read, by its place in the data folder."""
    paths = [file.path for data in sources.values() for file in data.files if not file.refused]
    remarks = folder / REMARKS
    if remarks.is_file() and not remarks.is_symlink():
        paths.append(remarks)
    return {f"{folder.name}/{path.name}": sha256(path) for path in sorted(paths)}
