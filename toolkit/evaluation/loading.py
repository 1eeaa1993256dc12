"""What a period's folder holds, as tables of an engine of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..periods import Period
from ..plan import Plan
from ..resources import USUAL, Resources
from ..scoring.deciding import deciding_columns
from ..sources import (
    Engine,
    SecretNames,
    Secrets,
    SourceData,
    SourceFile,
    Staged,
    attach_training,
    hashes,
    narrow_source,
    open_engine,
    scan_folder,
    stage_source,
)
from ..units.model import Unit, UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import DOCUMENT_LISTS, SOURCES
from .remarks import remark_files


def load_sources(
    engine: Engine,
    *,
    plan: Plan,
    units: Sequence[Unit],
    structure: Structure,
    files: Mapping[str, Sequence[SourceFile]],
    last_day: date,
    resources: Resources = USUAL,
    secret: SecretNames | None = None,
) -> tuple[dict[str, SourceData], SecretNames, list[Finding]]:
    """Every source as a table of the engine, the documents that no text may name (``secret`` among them), and the faults; a
    source without files is an empty table."""
    connection, names, secrets = engine.connection, UnitNames(units), Secrets(engine.connection, also=secret)
    staged: dict[str, Staged] = {}
    for name, source in SOURCES.items():
        staged[name] = stage_source(
            connection,
            source=source,
            files=files.get(name, []),
            words=plan.words_of(name),
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
    return sources, secrets.names, findings


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
        sources, _, _ = load_sources(
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
    paths += remark_files(folder)
    return hashes({f"{folder.name}/{path.name}": path for path in sorted(paths)})
