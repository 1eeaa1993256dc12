"""Evaluate one period: the only module that knows the order of the steps. A pure function of plan, units and folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb

from ..awards.judging import Standing, judge_nominees
from ..awards.model import AwardResult, Nominee
from ..awards.nominees import read_nominees
from ..awards.staff import silent_on_staff, staff_by_unit, staff_findings, staff_range
from ..indicators.absurd_dates import absurd_date_findings
from ..indicators.delivery import Deliverers
from ..indicators.figures import build_indicators, count_figures
from ..indicators.followup import follow_up, late_reports, latest_days
from ..indicators.left_out import NOTHING, Elsewhere
from ..indicators.model import Indicator
from ..periods import Period
from ..plan import Plan, Target
from ..resources import LEAST, USUAL, Resources
from ..scoring.deciding import lowered
from ..scoring.evidence import read_evidence
from ..scoring.points import read_points, score_items, score_units, tie_points
from ..scoring.robustness import drawn_scores
from ..sources import (
    Secrets,
    SourceData,
    SourceFile,
    Staged,
    attach_training,
    narrow_source,
    scan_folder,
    scope_findings,
    sha256,
    stage_source,
)
from ..units.model import Unit, UnitNames
from ..units.moves import moves_of
from ..units.structure import Structure
from ..words.errors import Finding, ToolkitError
from ..words.vocabulary import DOCUMENT_LISTS, INDIVIDUAL, OK, REMARKS, SOURCES
from .completeness import deliveries, personal_findings, rows_by_unit, state_findings, training_findings, with_units
from .remarks import read_remarks
from .results import Evaluation

_NOMINATIONS = ("de_nghi", "bieu_quyet")
_STAFF = ("can_bo", "tap_huan")

_SMALL = 32_000_000  # bytes of a period's files
_THREAD = 150_000_000  # bytes that a thread of the engine takes
# Percent of the memory of a run that the engine may count as its own: it holds more than it counts, Python and its
# libraries come on top, and with a larger share it was no faster (tests/benchmarks/large_data.py).
_SHARE = 30


def evaluate(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    folder: Path,
    structure: Structure | None = None,
    resources: Resources = USUAL,
    elsewhere: Elsewhere = NOTHING,
) -> Evaluation:
    """Evaluate the period whose files lie in ``folder``.

    ``units`` are all units that files may name. Results stand in ``structure``; without one, in that of the period's
    last day with nobody standing for another. ``resources`` is what it may use.

    ``elsewhere`` is what is known to lie in the folders of other periods. Nothing is written, printed or remembered;
    faults of the data come back as findings.
    """
    structure = structure or Structure(units, day=period.end)
    valid, given, deliverers = structure.units, given_on(plan, structure), Deliverers(structure, period)
    with _engine(resources, folder=folder) as (connection, scratch):
        files, findings = scan_folder(folder, names=UnitNames(units))
        sources = _load(connection, plan, units, structure, files, period.end, findings, scratch, resources)
        figures, more = count_figures(
            given,
            units=valid,
            period=period,
            sources=sources,
            deliverers=deliverers,
            as_reported=all(transfer.day <= period.end for transfer in structure.transfers),
            lacking=elsewhere.lacking,
        )
        findings += [*more, *elsewhere.findings]
        indicators = build_indicators(given, units=valid, period=period, counts=figures.counts)
        by_key = {(each.unit, each.target): each for each in indicators}
        asked = {"units": valid, "deliverers": deliverers, "findings": findings}
        items = score_items(
            given,
            units=valid,
            period=period,
            indicators=by_key,
            claimed=figures.claimed,
            self_points=read_points(plan, sources["minh_chung"], column="self_points", **asked),
            appraised=read_points(plan, sources["tham_dinh"], column="points", **asked),
            evidence=read_evidence(plan, sources["minh_chung"], **asked),
            absent={unit.id for unit in valid if not deliverers.stands(unit.id, sources["tham_dinh"])},
        )
        findings += [
            Finding(
                "SN-02",
                f"đơn vị {unit} đã thôi hoạt động nhưng phần còn lại chưa có đơn vị nhận; số liệu đó vẫn tính cho đơn vị cũ.",
                "thêm vào sap_nhap.csv một dòng của đơn vị này với Phạm vi để trống.",
                file="sap_nhap.csv",
                unit=unit,
            )
            for unit in sorted(structure.unfinished)
        ]
        findings += scope_findings(structure, sources=sources)
        delivered = deliveries(plan, valid, sources, deliverers)
        silent = silent_on_staff(valid, data=sources["can_bo"], deliverers=deliverers)
        findings += state_findings(plan, indicators, items, period, delivered=delivered, silent=figures.silent)
        findings += training_findings(sources["tap_huan"]) + personal_findings(sources)
        findings += absurd_date_findings(plan, sources, period=period)
        evaluation = Evaluation(
            plan,
            period,
            valid,
            tuple(indicators),
            tuple(items),
            tuple(score_units(plan, units=valid, items=items)),
            (),
            deliveries=delivered,
            inputs=_hashes(folder, sources),
            remarks=read_remarks(folder / REMARKS, findings=findings),
            rows_read={name: data.row_count for name, data in sources.items()},
            follow_up=tuple(follow_up(given, units=valid, period=period, indicators=by_key, sources=sources)),
            latest_days=latest_days(sources, last_day=period.end),
            late_reports=late_reports(sources["bao_cao"], period=period),
            staffing=staff_by_unit(sources["can_bo"], last_day=period.end, silent=silent),
            rows_by_unit=rows_by_unit(sources),
            claimed=figures.claimed,
            left_out=figures.left_out,
            moves=moves_of(structure.transfers, units=units),
        )
        evaluation = _judge(plan, evaluation, sources, deliverers, findings)
        every = sorted(with_units(lowered(plan, findings, sources), sources), key=Finding.sort_key)
        return replace(evaluation, findings=tuple(every))


def is_small(folder: Path) -> bool:
    """Whether the files of a period are so small that one thread reads them as fast as several, in little memory."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) < _SMALL


@contextmanager
def _engine(resources: Resources, *, folder: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection of its own. What does not fit into the memory goes to disk, in a folder of its own that goes with it."""
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
            yield connection, Path(scratch)
        except duckdb.OutOfMemoryException:
            raise ToolkitError(
                f"Không đủ bộ nhớ để tính số liệu trong {folder.name}: được dùng {memory / 1e9:.1f} GB, phần vượt quá nằm tạm ở "
                f"{tempfile.gettempdir()}. Cách sửa: cho nhiều hơn bằng --memory, ví dụ --memory {2 * memory // 10**9 + 1}GB, "
                "và kiểm tra chỗ trống của thư mục tạm."
            ) from None


def _load(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    units: Sequence[Unit],
    structure: Structure,
    files: Mapping[str, Sequence[SourceFile]],
    last_day: date,
    findings: list[Finding],
    scratch: Path,
    resources: Resources,
) -> dict[str, SourceData]:
    """Every source as a table of the connection; a source without files is an empty table."""
    names, sources, secrets = UnitNames(units), {}, Secrets(connection)
    staged: dict[str, Staged] = {}
    for name, source in SOURCES.items():
        staged[name] = stage_source(
            connection,
            source=source,
            files=files.get(name, []),
            aliases=plan.sources.get(name, {}),
            scratch=scratch,
            resources=resources,
        )
        secrets.add(source, parts=tuple(staged[name].tables))
    for name, each in staged.items():
        sources[name], more = narrow_source(connection, each, names=names, structure=structure, secrets=secrets)
        findings += [replace(f, unit=structure.receiver(f.unit) or f.unit) if f.unit else f for f in more]
    findings += attach_training(sources["can_bo"], courses=sources["tap_huan"], last_day=last_day)
    return sources


@contextmanager
def opened_sources(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    folder: Path,
    structure: Structure,
    only: Sequence[str],
    resources: Resources = USUAL,
) -> Iterator[dict[str, SourceData]]:
    """The sources of a period as ``evaluate`` sees them, for as long as the block runs; those not in ``only`` are empty,
    but for the lists that mark the secrets among them."""
    marking = (
        {name for name in DOCUMENT_LISTS if SOURCES[name].column("secrecy")} if set(only) & set(DOCUMENT_LISTS) else ()
    )
    wanted = {*only, *marking}
    files = {name: found for name, found in scan_folder(folder, names=UnitNames(units))[0].items() if name in wanted}
    with _engine(resources, folder=folder) as (connection, scratch):
        yield _load(connection, plan, units, structure, files, period.end, [], scratch, resources)


def with_nominations(
    evaluation: Evaluation,
    *,
    units: Sequence[Unit],
    structure: Structure,
    folder: Path,
    staff_folder: Path,
    resources: Resources = USUAL,
) -> Evaluation:
    """The evaluation of several years with the nominees of the range's own ``folder``.

    ``staff_folder`` is that of the last year: who is a leader, and how many people there are, is known from there.
    """
    plan, last_day, names = evaluation.plan, evaluation.period.end, UnitNames(units)
    own, findings = scan_folder(folder, names=names)
    findings += [
        Finding(
            "TEP-01",
            "thư mục của một giai đoạn chỉ nhận de_nghi, bieu_quyet và nhan_xet.md; tệp này không được đọc.",
            "đặt tệp vào thư mục của năm.",
            file=file.name,
        )
        for name, files in own.items()
        if name not in _NOMINATIONS
        for file in files
    ]
    staff = {name: files for name, files in scan_folder(staff_folder, names=names)[0].items() if name in _STAFF}
    with _engine(resources, folder=folder) as (connection, scratch):
        known: list[Finding] = []  # the faults of the staff list are among those of its year
        files = {**staff, **{name: own.get(name, []) for name in _NOMINATIONS}}
        sources = _load(connection, plan, units, structure, files, last_day, known, scratch, resources)
        findings += [f for f in known if f.file.startswith(f"{folder.name}/")]
        nominations = {name: sources[name] for name in _NOMINATIONS}
        findings += personal_findings(nominations)
        year = evaluation.years[-1].period if evaluation.years else evaluation.period
        evaluation = _judge(plan, evaluation, sources, Deliverers(structure, year), findings)
        findings = with_units(findings, nominations)
        inputs = _hashes(folder, nominations)
    every = sorted([*evaluation.findings, *findings], key=Finding.sort_key)
    return replace(evaluation, findings=tuple(every), inputs={**evaluation.inputs, **inputs})


def _judge(
    plan: Plan,
    evaluation: Evaluation,
    sources: Mapping[str, SourceData],
    deliverers: Deliverers,
    findings: list[Finding],
) -> Evaluation:
    nominees = read_nominees(plan, sources, last_day=evaluation.period.end, findings=findings)
    silent = silent_on_staff(evaluation.units, data=sources["can_bo"], deliverers=deliverers)
    if any(nominee.kind == INDIVIDUAL for nominee in nominees):
        findings += staff_findings(plan, data=sources["can_bo"], silent=silent)
    known = replace(evaluation, staff=staff_range(evaluation.staffing, data=sources["can_bo"], silent=silent))
    return replace(known, awards=judged(known, nominees))


def judged(evaluation: Evaluation, nominees: Sequence[Nominee]) -> tuple[AwardResult, ...]:
    """Judge nominees by the scores of an evaluation."""
    plan, units, items = evaluation.plan, evaluation.units, evaluation.items
    standing = Standing(
        units=len(units),
        scores={each.unit: each for each in evaluation.scores},
        ties=tie_points(plan, units=units, items=items),
        drawn=drawn_scores(plan, units=units, items=items) if nominees else {},
        staffing=evaluation.staffing,
        staff=evaluation.staff,
    )
    return tuple(judge_nominees(plan, nominees, standing=standing))


def given_on(plan: Plan, structure: Structure) -> Plan:
    """The plan with each target given also to the units to which rows have come of those it was given to.

    Services that have gone elsewhere take along the targets that count services, and no others.
    """
    targets = []
    for target in plan.targets:
        heirs = [] if target.units == "all" else sorted(_receivers(target, structure) - set(target.units))
        targets.append(target.model_copy(update={"units": (*target.units, *heirs)}) if heirs else target)
    return plan.model_copy(update={"targets": tuple(targets)})


def _receivers(target: Target, structure: Structure) -> set[str]:
    by_service = SOURCES[target.source].column("service_id") is not None
    parts = [(unit, None) for unit in target.units]
    parts += [(unit, service) for unit in target.units for service in structure.services(unit)] if by_service else []
    return {receiver for part in parts if (receiver := structure.receiver(*part)) is not None}


def compare(
    evaluation: Evaluation, *, previous: Evaluation | None, just_before: Evaluation | None = None
) -> Evaluation:
    """The same evaluation with the values of the period before, and the changes where both are whole.

    A value that stands for a part of the units is none to compare with. ``just_before`` is the part of the year that came
    just before a half year or a quarter.
    """
    changed = tuple(_changed(each, previous, just_before) for each in evaluation.indicators)
    inputs = {name: sha for each in (previous, just_before) if each for name, sha in each.inputs.items()}
    return replace(evaluation, indicators=changed, inputs_before=inputs)


def _changed(indicator: Indicator, previous: Evaluation | None, just_before: Evaluation | None) -> Indicator:
    before, last = (_whole_value(each, indicator) for each in (previous, just_before))
    both = before is not None and indicator.state == OK
    change = indicator.value - before if both else None
    return replace(indicator, previous_value=before, change=change, value_just_before=last)


def _whole_value(earlier: Evaluation | None, indicator: Indicator) -> Fraction | None:
    """The value that the same indicator had in another period; none where it was a part, or the unit did not exist."""
    try:
        found = earlier.indicator(indicator.unit, indicator.target) if earlier is not None else None
    except KeyError:
        return None
    return found.value if found is not None and found.state == OK else None


def _hashes(folder: Path, sources: Mapping[str, SourceData]) -> dict[str, str]:
    paths = [file.path for data in sources.values() for file in data.files if not file.refused]
    remarks = folder / REMARKS
    if remarks.is_file() and not remarks.is_symlink():
        paths.append(remarks)
    return {f"{folder.name}/{path.name}": sha256(path) for path in sorted(paths)}
