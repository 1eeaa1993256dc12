"""What was seen while figures were counted: rows and columns that lack what decides, reports that say something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from ..periods import Period
from ..plan import Plan, Target
from ..plan.comparisons import WITHIN, WORKING, Comparison, Comparisons
from ..plan.conditions import each_asked
from ..plan.measures import MEAN_DAYS, Part
from ..sources import SourceData, lacking_column
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.errors import MOST_ROWS, Finding
from ..words.formatting import number
from ..words.ids import IdIndex
from ..words.vocabulary import MISSING, NO_CASES, OK
from .counting import Outside, dates_in_use, needed_columns
from .judging import has_too_few
from .model import Count, Counts
from .needs import target_of
from .wholes import given_in_totals


def column_findings(data: SourceData, targets: Sequence[Target | Part]) -> list[Finding]:
    """Columns that targets need and a file lacks."""
    findings = []
    for name, files in data.lost.items():
        users = [target_of(t) for t in targets if name in needed_columns(t, data.source)]
        for at in sorted(files) if users else ():
            finding = lacking_column(data, file=at, column=name, problem=f"không tính được {', '.join(users)}")
            findings.append(replace(finding, target=users[0] if len(users) == 1 else ""))
    return findings


def date_findings(data: SourceData, targets: Sequence[Target | Part]) -> list[Finding]:
    """Rows of which nobody can say in which period they are."""
    required = [d for d in dates_in_use(data, targets) if d == data.source.date]
    required += data.source.strength[:1]
    findings = []
    for day in required:
        findings += [
            Finding(
                "O-04",
                f"không ghi ngày nên không biết dòng thuộc kỳ nào{_others(shown, count)}.",
                "ghi ngày/tháng/năm, ví dụ 26/05/2024.",
                column=data.header(day),
            ).at(data.place({"file": file, "row": row}))
            for file, count, rows in data.blank_by_file(day, first=MOST_ROWS)
            for shown, row in enumerate(rows, 1)
        ]
    return findings


def order_findings(data: SourceData, targets: Sequence[Target | Part]) -> list[Finding]:
    """Rows in which a day comes before the one that a target reckons it from: they count as so many days less than none."""
    told = {(first, then) for first, then, _ in data.source.duties.in_order}
    findings = []
    for first, then in dict.fromkeys(pair for target in targets for pair in _reckoned(target) if pair not in told):
        users = ", ".join(dict.fromkeys(target_of(each) for each in targets if (first, then) in _reckoned(each)))
        earlier = (nw.col(then).cast(nw.Date) < nw.col(first).cast(nw.Date)).fill_null(False)
        findings += [
            Finding(
                "DONG-08",
                f"{count} dòng có ngày này trước {data.header(first)}, vẫn được tính vào {users} (dòng đầu tiên được chỉ ra).",
                "kiểm tra hai ngày với hồ sơ gốc và sửa ngày sai; nếu dòng nào cũng vậy thì xem thứ tự hai cột trong kế hoạch.",
                column=data.header(then),
            ).at(data.place({"file": file, "row": row}))
            for file, count, (row,) in data.by_file(earlier)
        ]
    return findings


def _reckoned(target: Target | Part) -> list[tuple[str, str]]:
    """The pairs of days whose distance a target looks at, the earlier first: of its measure, or of "within so many days"."""
    compared = ((name, part) for name, asked in each_asked(target.population, target.success) for part in _parts(asked))
    within = [(part.column, name) for name, part in compared if part.how in (WITHIN, WORKING) and part.column]
    first = [target.measure.columns] if target.measure.kind == MEAN_DAYS else []
    return [*((one, other) for one, other in first), *within]


def _parts(asked: object) -> tuple[Comparison, ...]:
    return asked.parts if isinstance(asked, Comparisons) else ()


def _others(shown: int, count: int) -> str:
    """What the last finding that is shown says of the rest."""
    return f" (và {count - shown} dòng khác phía dưới)" if shown == MOST_ROWS < count else ""


def outside_findings(
    data: SourceData, outside: Sequence[Outside], *, targets: Sequence[Target | Part], period: Period
) -> list[Finding]:
    """Rows whose every date lies outside the period, with the targets in which they do not count."""
    users = ", ".join(dict.fromkeys(target_of(target) for target in targets))
    return [
        Finding(
            "DONG-03",
            f"{rows.count} dòng có mọi ngày đều ngoài {period.title}, không được tính vào {users} (dòng đầu tiên được chỉ ra).",
            "chuyển các dòng này sang thư mục đúng kỳ, hoặc sửa ngày.",
            unit=rows.unit,
        ).at(data.place({"file": rows.file, "row": rows.row}))
        for rows in outside
    ]


def few_findings(plan: Plan, *, units: Sequence[Unit], counts: Counts, period: Period) -> list[Finding]:
    """Figures that rest on fewer rows than the plan asks for."""
    return [
        Finding(
            "SO-08",
            f"{target.id} của {unit.id} trong {period.title} chỉ có {counts[unit.id, target.id].rows} "
            f"{plan.source(target.source).noun}, ít hơn {target.at_least_rows} nên không tính; "
            "các dòng đó vẫn vào số chung.",
            "bổ sung số liệu; hoặc sửa at_least_rows trong ke_hoach.yaml.",
            unit=unit.id,
            target=target.id,
            for_unit="bổ sung số liệu, nếu còn thiếu.",
        )
        for target in plan.targets
        for unit in units
        if target.assigned_to(unit.id) and has_too_few(target, counts.get((unit.id, target.id), Count(MISSING)))
    ]


def ungiven_findings(plan: Plan, units: Sequence[Unit], data: SourceData, *, period: Period) -> list[Finding]:
    """The rows with figures of a target that is not given to the unit in the period: nothing uses them."""
    known, below = {target.id: target for target in plan.targets}, parents_below(units)
    given = {id: given_in_totals(target, units, below=below) for id, target in known.items()}
    ids, findings = IdIndex(known), list[Finding]()
    for row in data.rows():
        target, unit = known.get(ids.find(row["target"]) or ""), row["unit"]
        if target is None or unit is None or not (row["numerator"] or row["denominator"]):
            continue
        if unit in given[target.id] and target.is_given(period):
            continue
        whom = f"giao trong {period.title}" if unit in given[target.id] else f"giao cho {unit}"
        findings.append(
            Finding(
                "SO-10",
                f"chỉ tiêu {target.id} không {whom} nên dòng này không được dùng.",
                "bỏ dòng này; nếu có giao thì sửa units, goal của chỉ tiêu trong ke_hoach.yaml.",
                column="Mã chỉ tiêu",
                unit=unit,
                target=target.id,
                for_unit="bỏ dòng này; nếu có giao thì báo Văn phòng.",
            ).at(data.place(row))
        )
    return findings


def differences(claimed: Counts, counts: Counts, *, file: str) -> list[Finding]:
    """Where a unit reports other figures than the systems hold: both numbers, for the two to be brought together."""
    return [
        Finding(
            "SO-05",
            f"{key[1]} của {key[0]}: đơn vị báo cáo {number(own.numerator)}/{number(own.denominator)}, hệ thống có {number(counted.numerator)}/{number(counted.denominator)}; điểm thẩm định dùng số của hệ thống.",
            "đối chiếu hai nguồn với đơn vị, sửa nguồn sai.",
            file=file,
            unit=key[0] or "",
            target=key[1],
        )
        for key, own in sorted(claimed.items())
        if own.state in (OK, NO_CASES)
        and (counted := counts.get(key)) is not None
        and counted.state in (OK, NO_CASES)
        and (own.numerator, own.denominator) != (counted.numerator, counted.denominator)
    ]
