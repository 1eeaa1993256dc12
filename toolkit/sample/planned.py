"""Illustrative data for any plan, from the plan and its unit list alone: every source that the plan counts or reads."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..periods import Period, folder_period, parse_period
from ..plan import Plan, load_plan
from ..plan.goals import GoalChange
from ..plan.standard import APPRAISALS, CLAIMS, NOMINATIONS, REPORTED, VOTES
from ..sources import load_transfers, load_units
from ..units.structure import Structure
from ..units.tree import parents_below
from ..words.errors import ToolkitError
from ..words.vocabulary import REMARKS, YES_NO, Source
from ..writing.placing import move_whole
from .dice import Dice, strengths
from .fulfilling import Cells, Row
from .planned_figures import WRITTEN
from .planned_rows import Asked, rows_of

_TAUGHT = 0.85  # of the rows that another source may name, it names so many
_SAID = "*(Nội dung minh họa.)* Số liệu được gửi đủ; kết quả giữa các nơi chưa đồng đều, sẽ tiếp tục theo dõi."


def planned_periods(plan: Plan) -> tuple[Period, ...]:
    """The periods of a sample where nobody says which: the first, and the next year where a goal rests on the year before."""
    if (first := plan.first_period).name:
        return (first,)
    year = plan.movement.start.year
    rests = any(isinstance(target.goal, GoalChange) for target in plan.targets)
    last = min(plan.movement.end.year, year + 1) if rests else year
    return tuple(parse_period(each) for each in range(year, last + 1))


def write_planned(
    folder: Path,
    *,
    rows: int,
    periods: Sequence[Period] = (),
    seed: int,
    progress: Callable[..., Any] = lambda items, **_: items,
) -> list[Path]:
    """Write illustrative files beside a plan and a unit list that are there; the files. The same arguments, the same bytes.

    Raises ToolkitError where the folder of a period holds anything else: real data are never mixed with made-up ones.
    """
    plan = load_plan(folder / "ke_hoach.yaml")
    units = load_units(folder, columns=plan.unit_columns)
    transfers = load_transfers(folder, units=units)
    wanted = [year for period in periods or planned_periods(plan) for year in period.years()]
    with tempfile.TemporaryDirectory(prefix=".thidua-", dir=folder) as name:
        place = Path(name)
        for period in progress(list(dict.fromkeys(wanted)), desc="Tạo số liệu", unit="kỳ"):
            standing = Structure(units, transfers, day=period.end).units
            above = parents_below(standing)
            lowest = [unit for unit in standing if unit.id not in above]
            asked = Asked(plan, period, lowest, strengths(lowest, seed=seed), rows, seed)
            (place / period.id).mkdir()
            for file, text in _files(asked):
                (place / period.id / file).write_text(text, encoding="utf-8")
        _refuse_others(folder, place, plan)
        return move_whole(place, folder)


def _refuse_others(folder: Path, place: Path, plan: Plan) -> None:
    """Refuse where a period of the folder has any file that is none of these."""
    for own in sorted(folder.iterdir()):
        if not own.is_dir() or folder_period(own.name, named=plan.named_periods) is None:
            continue
        made = {path.name for path in (place / own.name).glob("*")}
        if others := sorted(path.name for path in own.iterdir() if path.name not in made):
            raise ToolkitError(
                f"Thư mục {own} đã có {others[0]}: số liệu minh họa không ghi lẫn với số liệu khác. Cách sửa: chép "
                "ke_hoach.yaml và don_vi.csv sang một thư mục trống, tạo số liệu minh họa ở đó."
            )


def _files(asked: Asked) -> Iterator[tuple[str, str]]:
    """The files of a period: name and text."""
    plan = asked.plan
    counted = {name for target in plan.targets for name in target.sources if name != REPORTED}
    counted |= {award.source for award in plan.awards if award.source}
    told: dict[str, list[Cells]] = {}
    for name in sorted(counted):
        source = plan.source(name)
        rows = list(rows_of(source, asked))
        for given in source.given:
            told.setdefault(given.source, []).extend(_telling(given, rows, plan.source(given.source), asked))
        yield f"{name}.csv", _text(source, rows)
    for name, rows in told.items():
        if name not in counted:
            yield f"{name}.csv", _text(plan.source(name), rows)
    wanted = {
        REPORTED: any(target.source == REPORTED for target in plan.targets),
        CLAIMS: bool(plan.appraised),
        APPRAISALS: any(item.counts != "self" for item in plan.appraised),
        NOMINATIONS: bool(plan.nominated),
        VOTES: bool(plan.nominated),
    }
    for name, rows_in in WRITTEN.items():
        if wanted[name] and (written := list(rows_in(asked))):
            yield f"{name}.csv", _text(plan.source(name), written)
    if headings := list(_headings(plan)):
        said = "".join(f"\n## {heading}\n\n{_SAID}\n" for heading in headings)
        yield REMARKS, f"# Nhận xét {asked.period.title} (minh họa)\n{said}"


def _headings(plan: Plan) -> Iterator[str]:
    """Headings of the report under which people write."""
    for each in plan.report.interim:
        if each.text or each.part in ("situation", "directions"):
            yield each.text or each.title
        elif each.part == "overall":
            yield "Tồn tại, hạn chế"


def _telling(given: Any, rows: Iterable[Cells], source: Source, asked: Asked) -> Iterator[Cells]:
    """The rows of another source that say something of most of these."""
    dice = Dice(asked.seed, source.name, given.column.name, asked.period.id)
    for each in rows:
        if dice.chance(_TAUGHT):
            cells: Cells = {column.name: None for column in source.columns}
            cells |= {given.by[1]: each[given.by[0]]} | ({"unit": each["unit"]} if "unit" in cells else {})
            row = Row(cells, source, asked.period, dice)
            row.fulfil(given.where)
            yield row.cells


def _text(source: Source, rows: Sequence[Mapping[str, Any]]) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow([column.header for column in source.columns])
    writer.writerows([_cell(row.get(c.name), c.values) for c in source.columns] for row in rows)
    return sink.getvalue()


def _cell(value: Any, words: Mapping[str, Sequence[str]]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO["true" if value else "false"][0]
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.0f}"
    return words[value][0] if value in words else str(value)
