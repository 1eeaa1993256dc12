"""The state of the data: what is wrong with them, and what has arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..evaluation.results import Evaluation
from ..indicators.needs import needed_sources
from ..words.codes import CODES, ERROR, INFO, LEVELS, WARNING
from ..words.errors import Finding
from ..words.formatting import by_years, number
from ..words.grouping import by_cause
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK
from .columns import without_idle
from .model import Cell, Table
from .provenance import files_of

_WHOLE = "Cả giai đoạn"
_LEVEL_MARKS = {ERROR: "bad", WARNING: "none", INFO: ""}


def findings_by_year(evaluation: Evaluation) -> list[tuple[str, Finding]]:
    """Each finding with the year that it is about: over several years those of every year, said as often as it holds, then
    those of the range itself. Of a single period the year is empty."""
    if not evaluation.years:
        return [("", each) for each in evaluation.findings]
    yearly = [(year.period.title.capitalize(), each) for year in evaluation.years for each in year.findings]
    own = Counter(evaluation.findings) - Counter(each for _, each in yearly)
    return [*yearly, *((_WHOLE, each) for each in own.elements())]


_FEW = 8  # findings that are printed one by one
_ON_SCREEN = "từng điều có trong bản HTML của báo cáo này và trong findings.csv của kỳ."


def findings_table(
    evaluation: Evaluation,
    *,
    caption: str,
    levels: tuple[str, ...],
    of: Sequence[Finding] | None = None,
    without: Sequence[Finding] = (),
    has_remedies: bool = True,
) -> Table:
    """The findings of some levels, over several years with their year; only those in ``of`` where it is given, with what
    the unit whose they are can do, and those that are not in ``without``. Those that differ in their row alone are told
    together. ``has_remedies``: not in a paper for signature, whose readers follow no command."""
    yearly = bool(evaluation.years) and of is None
    found = findings_by_year(evaluation) if of is None else [("", each) for each in of]
    found = [(year, each) for year, each in found if each not in without]
    grouped = {
        year: by_cause(each for own, each in found if own == year) for year in dict.fromkeys(y for y, _ in found)
    }
    rows: list[tuple[Cell | str, ...]] = [
        (
            each.code,
            Cell(LEVELS[each.level], _LEVEL_MARKS[each.level]),
            *([year] if yearly else []),
            " › ".join(p for p in (each.file, each.sheet) if p) or "–",
            group.all_rows or "–",
            each.column or "–",
            " ".join(p for p in (each.unit, each.target) if p) or "–",
            each.problem,
            *([each.remedy if of is None else each.unit_remedy] if has_remedies else []),
        )
        for year, groups in grouped.items()
        for group in groups
        if (each := group.first).level in levels
    ]
    more, last = ("Kỳ",) if yearly else (), ("Cách sửa",) if has_remedies else ()
    widths = (7, 8, 8, 11, 9, 9, 9, 21, 18) if yearly else (7, 9, 12, 11, 10, 10, 22, 19)
    if not has_remedies:
        widths = (*widths[:-2], widths[-2] + widths[-1])
    table = Table(
        caption,
        ("Mã", "Mức", *more, "Tệp", "Dòng", "Cột", "Đơn vị, chỉ tiêu", "Vấn đề", *last),
        tuple(rows),
        "cc" + "l" * len(more + last) + "lllll",
        searchable=True,
        elsewhere=_ON_SCREEN if len(rows) > _FEW else "",
        filters=("Mã", "Mức", *more, "Đơn vị, chỉ tiêu"),
        widths=widths,
        compact=True,
    )
    return without_idle(table, "Dòng", "Cột")


def delivery_table(evaluation: Evaluation) -> Table:
    """Which unit has delivered which source; of several years, which of them."""
    names = evaluation.sources
    rows: list[tuple[Cell | str, ...]] = [
        (f"{unit.name} ({unit.id})", *(delivered_cell(evaluation, unit=unit.id, source=name) for name in names))
        for unit in evaluation.units
    ]
    return Table(
        "Số liệu đã nhận theo đơn vị và nguồn",
        ("Đơn vị", *(evaluation.plan.source(name).title for name in names)),
        tuple(rows),
        "l" + "c" * len(names),
        searchable=True,
        filters=("Đơn vị",),
        dense=True,
    )


_DELIVERED = {
    OK: Cell("có", "good"),
    NO_CASES: Cell("không phát sinh"),
    MISSING: Cell("chưa có", "bad"),
    BLOCKED: Cell("tệp lỗi", "bad"),
    NOT_ASSIGNED: Cell("không có đơn vị này", "none"),
}


def delivered_cell(evaluation: Evaluation, *, unit: str, source: str) -> Cell:
    """Whether a unit has delivered a source; over several years told by year where they differ."""
    whole = _DELIVERED[evaluation.deliveries[unit, source]]
    yearly = [(year.period.id, _DELIVERED[year.deliveries[unit, source]].text) for year in evaluation.years]
    return Cell(by_years(yearly), whole.mark) if len({text for _, text in yearly}) > 1 else whole


def code_table(evaluation: Evaluation) -> Table:
    """How many findings of each kind, and of each level; over several years also in which of them."""
    found = findings_by_year(evaluation)
    titles = [year.period.title.capitalize() for year in evaluation.years]
    titles += [_WHOLE] if titles and any(year == _WHOLE for year, _ in found) else []
    counts = Counter((each.code, each.level) for _, each in found)
    yearly = Counter((each.code, each.level, year) for year, each in found)
    rows = [
        (code, CODES[code].title, LEVELS[level], *(number(yearly[code, level, t]) for t in titles), number(count))
        for (code, level), count in sorted(counts.items())
    ]
    foot = tuple(
        ("", "Cộng", LEVELS[level], *(number(sum(yearly[c, level, t] for c in CODES)) for t in titles), number(n))
        for level in LEVELS
        if (n := sum(each.level == level for _, each in found))
    )
    columns = ("Mã", "Loại", "Mức", *titles, "Cộng" if titles else "Số lượng")
    aligned = "cll" + "r" * (len(titles) + 1)
    return Table("Số lượng lỗi, cảnh báo theo loại", columns, tuple(rows), aligned, heads=2, foot=foot)


def source_table(evaluation: Evaluation) -> Table:
    """The files of each source, the rows that were read of it, and the targets that use it."""
    rows = []
    for name, source in evaluation.plan.every_source.items():
        files = files_of(evaluation, name)
        if source.duties.optional and not files:
            continue
        if not evaluation.years:  # of several years, files of one name are told apart by their folders
            files = [file.partition("/")[2] for file in files]
        users = [target.id for target in evaluation.plan.targets if name in needed_sources(evaluation.plan, target)]
        rows.append(
            (
                source.title,
                ", ".join(files) or "chưa có tệp",
                number(evaluation.rows_read.get(name, 0)),
                ", ".join(users) or "–",
            )
        )
    return Table(
        "Nguồn số liệu, tệp và số dòng được tính",
        ("Nguồn", "Tệp", "Số dòng", "Chỉ tiêu sử dụng"),
        tuple(rows),
        "llrl",
        foot=(("Cộng", "–", number(sum(evaluation.rows_read.values())), "–"),),
        note="Dòng thuộc bí mật nhà nước và dòng trùng lặp hoàn toàn đã được loại trước khi đếm.",
    )
