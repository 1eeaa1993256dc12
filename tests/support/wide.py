"""A plan and data of 63 units with long names, made for tests of size and of legibility."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from small import plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.publish import page_bytes
from toolkit.report import award_report, check_report, interim_report, unit_check, unit_sheet

UNITS, YEARS = 63, ("2022", "2023", "2024")
_HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\n"


def wide_plan():
    """Ten targets reported by the units, six contents, six actions."""
    targets = [
        {
            "id": f"CT{n}",
            "name": f"Chỉ tiêu thứ {n} có tên dài như trong kế hoạch thật của một cơ quan",
            "goal": "90%",
            "points": 6,
            "source": "bao_cao_don_vi",
        }
        for n in range(1, 11)
    ]
    items = {
        kind: [{"id": f"{short}{n}", "name": f"{short} thứ {n}", "points": 4} for n in range(1, 7)]
        for kind, short in (("contents", "ND"), ("actions", "BP"))
    }
    return plan(targets=targets, **items)


def wide_folder(root: Path, *, units: int = UNITS) -> Path:
    """63 units (or as many as asked for) over three years: no two of them alike, some better than the goal, some far from it."""
    ids = [f"DONVI{n:02}" for n in range(1, units + 1)]
    names = "".join(
        f"{id},Trung tâm Chăm sóc và Phát triển cộng đồng số {n} khu vực phía Đông Bắc của tỉnh\n"
        for n, id in enumerate(ids, 1)
    )
    files = {}
    for year in YEARS:
        rows = [
            f"{id},CT{n},{Fraction(40 + (7 * u + 13 * n + 3 * int(year)) % 61)},100,\n"
            for u, id in enumerate(ids)
            for n in range(1, 11)
        ]
        files[f"{year}/bao_cao_don_vi.csv"] = _HEAD + "".join(rows)
        appraised = [
            f"{id},{short}{n},{(u + n) % 5},\n"
            for u, id in enumerate(ids)
            for short in ("ND", "BP")
            for n in range(1, 7)
        ]
        files[f"{year}/tham_dinh.csv"] = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + "".join(appraised)
    return write_folder(root, files, plan=wide_plan(), units="Mã đơn vị,Tên đơn vị\n" + names)


def wide_evaluation(root: Path, *, units: int = UNITS):
    """The last year of the wide folder, and the years up to it."""
    workspace = Workspace.open(wide_folder(root, units=units))
    period = parse_period(YEARS[-1])
    return workspace.evaluate(period), workspace.history(period)


def wide_pages(folder: Path, evaluation, history) -> Path:
    """The folder, with each report of the period as a file: of all units, and of one of them."""
    made = {
        "so_ket": interim_report(evaluation, history=history),
        "kiem_tra": check_report(evaluation, history=history),
        "binh_xet": award_report(evaluation),
        "kiem_tra_don_vi": unit_check(evaluation, unit="DONVI07", history=history),
        "phieu_don_vi": unit_sheet(evaluation, unit="DONVI07", history=history),
    }
    for name, report in made.items():
        (folder / f"{name}.html").write_bytes(page_bytes(report.title, *report.sections))
    return folder
