"""What a period's folder holds, as tables of an engine of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import narwhals as nw

from ..indicators.predicates import all_hold, any_fails, conditions_on
from ..periods import Period
from ..scoring.deciding import deciding_columns
from ..sources import (
    Engine,
    SecretNames,
    Secrets,
    SourceData,
    SourceFile,
    Staged,
    Telling,
    attach_told,
    hashes,
    is_document_list,
    narrow_source,
    open_engine,
    stage_source,
)
from ..units.model import UnitNames
from ..words.errors import NOT_TAKEN, Finding
from .places import PeriodFiles
from .remarks import remark_files


def load_sources(
    engine: Engine,
    period_files: PeriodFiles,
    *,
    files: Mapping[str, Sequence[SourceFile]],
    secret: SecretNames | None = None,
) -> tuple[dict[str, SourceData], SecretNames, list[Finding]]:
    """Every source as a table of the engine, the documents that no text may name (``secret`` among them), and the faults; a
    source that has none of ``files`` is an empty table."""
    plan, structure = period_files.plan, period_files.structure
    connection, names, secrets = (
        engine.connection,
        UnitNames(period_files.units),
        Secrets(engine.connection, also=secret),
    )
    staged: dict[str, Staged] = {}
    for name, source in plan.every_source.items():
        staged[name] = stage_source(
            engine,
            source=source,
            files=files.get(name, []),
            words=plan.words_of(name),
            resources=period_files.resources,
        )
        secrets.add(source, parts=tuple(staged[name].tables))
    sources: dict[str, SourceData] = {}
    findings: list[Finding] = []
    for name, each in staged.items():
        deciding = deciding_columns(plan, each.source)
        sources[name], faults = narrow_source(
            connection,
            each,
            names=names,
            structure=structure,
            secrets=secrets,
            deciding=deciding,
        )
        # Nothing hangs on a row of a source that is only read and shown.
        decides = deciding or each.source.is_counted or each.source.is_own
        faults = faults if decides else [_lowered(f) for f in faults]
        findings += [replace(f, unit=structure.receiver(f.unit) or f.unit) if f.unit else f for f in faults]
    for data in sources.values():
        findings += _told(data, sources, period_files.period)
    return sources, secrets.names, findings


def _lowered(finding: Finding) -> Finding:
    """A finding as a warning; a file that could not be taken stays what it is."""
    return finding if finding.code in NOT_TAKEN else replace(finding, lowered=True)


def _told(data: SourceData, sources: Mapping[str, SourceData], period: Period) -> list[Finding]:
    """Give the rows of a source what other sources tell of them."""
    findings: list[Finding] = []
    pairs: dict[tuple[str, tuple[str, str]], dict[str, Telling]] = {}
    for each in data.source.given:
        other = sources[each.source]
        asked = conditions_on(each.where, other, period)
        proves = all_hold(asked) & ~nw.col("conflict")
        telling = Telling(proves, ~any_fails(asked) & ~proves)
        pairs.setdefault((each.source, each.by), {})[each.column.name] = telling
    for (name, by), told in pairs.items():
        findings += attach_told(data, other=sources[name], by=by, told=told)
    return findings


@contextmanager
def opened_sources(period_files: PeriodFiles, *, only: Collection[str]) -> Iterator[dict[str, SourceData]]:
    """The sources of a period as ``evaluate`` sees them, for as long as the block runs; those not in ``only`` are empty,
    but for the lists that mark the secrets among them."""
    every = period_files.plan.every_source
    marking = [name for name, source in every.items() if source.secrecy]
    wanted = {*only, *(marking if any(is_document_list(every[name]) for name in only) else ())}
    found, _ = period_files.find()
    files = {name: own for name, own in found.items() if name in wanted}
    with open_engine(period_files.resources, folder=period_files.place.main) as engine:
        sources, _, _ = load_sources(engine, period_files, files=files)
        yield sources


def hashes_of(folder: Path, sources: Mapping[str, SourceData]) -> dict[str, str]:
    """The SHA-256 of every file of a period that was read, by its place in the data folder."""
    paths = [file.path for data in sources.values() for file in data.files if not file.refused]
    paths += remark_files(folder)
    return hashes({f"{path.parent.name}/{path.name}": path for path in sorted(paths)})
