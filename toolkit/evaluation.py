"""Evaluate one period: the only module that knows the order of the steps. A pure function of plan, units and folder."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from .errors import ERROR, Finding
from .indicators import build_indicators, count_figures, needed_columns
from .periods import Period
from .plan import Plan
from .remarks import read_remarks
from .results import Evaluation, Indicator
from .scoring import evidenced_items, read_points, score_items, score_units
from .sources import SourceData, attach_training, load_source, scan_folder
from .structure import Structure
from .units import Unit, UnitNames
from .vocabulary import BLOCKED, CASE_SOURCES, MISSING, NO_CASES, OK, REMARKS, REPORTED, SOURCES

_MEMORY = "500MB"  # of the engine; Python and its libraries take about 300 MB more


def evaluate(
    plan: Plan, *, units: Sequence[Unit], period: Period, folder: Path, structure: Structure | None = None
) -> Evaluation:
    """Evaluate the period whose files lie in ``folder``.

    ``units`` are all units that files may name. Results stand in ``structure``; without one, in that of the period's
    last day with nobody standing for another.

    Nothing is written, printed or remembered; faults of the data come back as findings.
    """
    structure = structure or Structure(units, day=period.end)
    valid, given = structure.units, _given_on(plan, structure)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch, duckdb.connect() as connection:
        connection.execute(
            "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'"
        )
        # What does not fit goes to disk, in a folder of our own: a file of any size is read within about 1 GB.
        connection.execute(f"SET memory_limit = '{_MEMORY}'; SET temp_directory = '{scratch}'")
        sources, findings = _load(connection, plan, units, structure, folder, period.end, Path(scratch))
        figures, more = count_figures(given, units=valid, period=period, sources=sources)
        findings += more
        indicators = build_indicators(given, units=valid, period=period, counts=figures.counts)
        by_key = {(each.unit, each.target): each for each in indicators}
        items = score_items(
            given,
            units=valid,
            period=period,
            indicators=by_key,
            claimed=figures.claimed,
            self_points=read_points(plan, sources["minh_chung"], column="self_points", findings=findings),
            appraised=read_points(plan, sources["tham_dinh"], column="points", findings=findings),
            evidenced=evidenced_items(plan, sources["minh_chung"]),
            evidence_delivered=bool(sources["minh_chung"].files),
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
        findings += _state_findings(plan, indicators, items, period)
        remarks = read_remarks(folder / REMARKS, findings=findings)
        return Evaluation(
            plan,
            period,
            valid,
            tuple(indicators),
            tuple(items),
            tuple(score_units(plan, units=valid, items=items)),
            tuple(sorted(set(_lowered(plan, findings, sources)), key=Finding.sort_key)),
            deliveries=_deliveries(plan, valid, sources),
            inputs=_hashes(folder, sources),
            remarks=remarks,
            rows_read={name: data.row_count for name, data in sources.items()},
        )


def _load(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    units: Sequence[Unit],
    structure: Structure,
    folder: Path,
    last_day: date,
    scratch: Path,
) -> tuple[dict[str, SourceData], list[Finding]]:
    names = UnitNames(units)
    files, findings = scan_folder(folder, names=names)
    sources = {}
    for name, source in SOURCES.items():
        sources[name], more = load_source(
            connection,
            source=source,
            files=[replace(f, unit=structure.receiver(f.unit) or f.unit) if f.unit else f for f in files.get(name, [])],
            aliases=plan.sources.get(name, {}),
            names=names,
            structure=structure,
            scratch=scratch,
        )
        findings += more
    return sources, findings + attach_training(sources["can_bo"], courses=sources["tap_huan"], last_day=last_day)


def _given_on(plan: Plan, structure: Structure) -> Plan:
    """The plan with each target given also to the units that stand for those it was given to."""
    targets = []
    for target in plan.targets:
        heirs = (
            []
            if target.units == "all"
            else [u.id for u in structure.units if structure.predecessors(u.id) & set(target.units)]
        )
        targets.append(target.model_copy(update={"units": (*target.units, *heirs)}) if heirs else target)
    return plan.model_copy(update={"targets": tuple(targets)})


def compare(evaluation: Evaluation, *, previous: Evaluation) -> Evaluation:
    """The same evaluation with the values of the period before, and the changes where both have a value."""
    return replace(evaluation, indicators=tuple(_changed(each, previous) for each in evaluation.indicators))


def _changed(indicator: Indicator, previous: Evaluation) -> Indicator:
    try:
        before = previous.indicator(indicator.unit, indicator.target).value
    except KeyError:  # a unit that did not exist then
        before = None
    both = before is not None and indicator.value is not None
    return replace(indicator, previous_value=before, change=indicator.value - before if both else None)


def _state_findings(plan: Plan, indicators: Sequence[Indicator], items: Sequence, period: Period) -> list[Finding]:
    findings = []
    for each in indicators:
        if each.state == MISSING and each.unit != plan.movement.agency.id:
            findings.append(
                Finding(
                    "SO-02",
                    f"chưa có số liệu chỉ tiêu {each.target} của đơn vị {each.unit}.",
                    f"gửi số liệu nguồn {each.source}, hoặc bỏ đơn vị khỏi chỉ tiêu trong ke_hoach.yaml.",
                    unit=each.unit,
                    target=each.target,
                )
            )
        if each.state == BLOCKED:
            findings.append(
                Finding(
                    "SO-03",
                    f"không tính được chỉ tiêu {each.target} của {each.unit}.",
                    f"sửa các lỗi của nguồn {each.source} nêu trong danh sách này.",
                    unit=each.unit,
                    target=each.target,
                )
            )
    official = {item.id for item in (*plan.contents, *plan.actions)}
    for item in items:
        if item.item in official and item.state == MISSING:
            findings.append(
                Finding(
                    "DIEM-01",
                    f"mục {item.item} của đơn vị {item.unit} chưa được thẩm định.",
                    "ghi điểm vào tham_dinh.",
                    unit=item.unit,
                    target=item.item,
                )
            )
    findings += [
        Finding(
            "SO-04",
            f"kế hoạch chưa giao chỉ tiêu {target.id} trong {period.title}.",
            "thêm mức giao của năm ở goal, nếu có giao.",
            target=target.id,
        )
        for target in plan.targets
        if target.goal_in(period.end.year) is None
    ]
    return findings


def _lowered(plan: Plan, findings: Sequence[Finding], sources: Mapping[str, SourceData]) -> list[Finding]:
    """Faults in cells that no target uses are warnings: they touch no figure."""
    used: dict[str, set[str]] = {"tap_huan": {"Loại khóa", "Ngày hoàn thành"}}
    for name in CASE_SOURCES:
        titles = {column.name: column.header for column in sources[name].columns}
        targets = [target for target in plan.targets if target.source == name]
        used[name] = {
            titles[column] for target in targets for column in needed_columns(target, sources[name]) if column in titles
        }
    of_file = {file.name: name for name, data in sources.items() for file in data.files}
    return [
        replace(f, lowered=True)
        if f.code in ("O-01", "O-02", "O-05")
        and f.level == ERROR
        and f.column not in used.get(of_file.get(f.file, ""), {f.column} if of_file.get(f.file) == REPORTED else set())
        else f
        for f in findings
    ]


def _deliveries(plan: Plan, units: Sequence[Unit], sources: Mapping[str, SourceData]) -> dict[tuple[str, str], str]:
    """What each unit has delivered of each source that the plan uses."""
    used = {target.source for target in plan.targets} | (
        {"minh_chung", "tham_dinh"} if plan.contents or plan.actions else set()
    )
    used |= (
        {"tap_huan"}
        if any(name.startswith("trained_") for t in plan.targets for name in {**t.population, **(t.success or {})})
        else set()
    )
    states = {}
    for name, data in sources.items():
        for unit in units if name in used else ():
            if data.is_refused(unit.id):
                states[unit.id, name] = BLOCKED
            elif not data.delivered(unit.id) or (name == REPORTED and unit.id not in data.units):
                states[unit.id, name] = MISSING
            else:
                states[unit.id, name] = OK if unit.id in data.units or "unit" not in data.source.required else NO_CASES
    return states


def _hashes(folder: Path, sources: Mapping[str, SourceData]) -> dict[str, str]:
    paths = [file.path for data in sources.values() for file in data.files if not file.refused]
    remarks = folder / REMARKS
    if remarks.is_file() and not remarks.is_symlink():
        paths.append(remarks)
    return {f"{folder.name}/{path.name}": sha256(path) for path in sorted(paths)}


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
