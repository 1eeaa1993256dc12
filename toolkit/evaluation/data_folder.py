"""A data folder: its plan, its units, its periods."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from ..periods import Period, folder_period, parse_period, resembles_period
from ..plan import Plan, Target, load_plan, place_in_plan
from ..plan.goals import GoalBy
from ..plan.standard import EXAMPLE
from ..resources import USUAL, Resources, handed_on
from ..sources import read_transfer_list, read_unit_list, scan_folder, sha256
from ..units.model import Unit, UnitNames, spelling
from ..units.structure import Structure, Transfer
from ..words.errors import Finding, ToolkitError, UsageError
from ..words.formatting import fold
from ..words.privacy import is_personal_name
from ..words.strays import is_left_behind
from .fields import Neighbour, Neighbours
from .list_days import list_day_findings
from .places import Place, place_of

PLAN, LISTS = "ke_hoach.yaml", ("don_vi", "sap_nhap")


class DataFolder:
    """A data folder, read once. ``notes`` are the findings about its lists."""

    def __init__(
        self,
        data: Path,
        plan: Plan,
        units: tuple[Unit, ...],
        transfers: tuple[Transfer, ...] = (),
        notes: Sequence[Finding] = (),
        resources: Resources = USUAL,
    ):
        self.data, self.plan, self.units, self.transfers = data, plan, units, transfers
        self._notes, self.resources = tuple(notes), resources

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.data.name!r}: {len(self.periods)} kỳ, {len(self.units)} đơn vị)"

    @classmethod
    def open(cls, data: str | Path, *, resources: Resources | None = None) -> Self:
        """Read the plan and the unit list of a folder, and check one against the other.

        ``resources`` is what evaluations may take; without it, what the run that started this process keeps to.
        Raises ToolkitError where plan or units are faulty.
        """
        data = Path(data)
        if not data.is_dir():
            raise ToolkitError(
                f"Không có thư mục số liệu {data}. Cách sửa: chỉ đúng thư mục bằng --data (trong sổ tay: tham số data)."
            )
        plan = load_plan(data / PLAN)
        units, notes = read_unit_list(data, columns=plan.unit_columns, agency=plan.movement.agency.id)
        faults = _strangers(data / PLAN, plan, units)
        if faults:
            raise ToolkitError(f"Kế hoạch và danh mục đơn vị không khớp: {len(faults)} lỗi.", faults)
        transfers, more = read_transfer_list(data, units=units)
        days = list_day_findings(data, plan.movement, units=units, transfers=transfers)
        return cls(data, plan, units, transfers, [*notes, *more, *days], resources or handed_on())

    @property
    def unit_names(self) -> dict[str, str]:
        """Unit → its name in the unit list, of every unit that ever was."""
        return {unit.id: unit.name for unit in self.units}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have a folder, in order."""
        return tuple(sorted(self._folders))

    @cached_property
    def _folders(self) -> dict[Period, Path]:
        named = {path: self._named(path.name) for path in self._directories if not path.is_symlink()}
        found: dict[Period, Path] = {}
        for path, period in named.items():
            if period and not period.is_range and found.setdefault(period, path) != path:
                raise ToolkitError(
                    f"Hai thư mục của cùng {period.title}: {found[period].name}, {path.name}. Cách sửa: gộp vào một thư mục."
                )
        return found

    def _named(self, name: str) -> Period | None:
        """The period that a folder is named after."""
        return folder_period(name, named=self.plan.named_periods)

    def _place(self, period: Period) -> Place | None:
        """Where the files of a period lie; None where there are none."""
        return place_of(period, data=self.data, folders=self._folders)

    def _has(self, period: Period) -> bool:
        """Whether a period can be evaluated: it has a folder, or can be made of others'."""
        return self._place(period) is not None

    @cached_property
    def _directories(self) -> list[Path]:
        return sorted(path for path in self.data.iterdir() if path.is_dir())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings about the lists, and about folders whose names only look like a period's."""
        return self._notes + tuple(
            Finding(
                "KY-02",
                "tên giống tên một kỳ nhưng không phải, nên không tệp nào trong thư mục được đọc.",
                "đặt tên đúng mẫu 2024, 2024-H1, 2024-Q3, 2024-M07, hoặc 2022-2025 cho một giai đoạn; là bản sao, liên kết thì chuyển đi nơi khác.",
                file=_shown(path.name),
            )
            for path in self._directories
            if (path.is_symlink() or not self._named(path.name)) and resembles_period(path.name)
        )

    def period(self, text: str | int) -> Period:
        """The period of a text, also one that the plan names. Raises UsageError."""
        return parse_period(text, named=self.plan.named_periods)

    def select(self, texts: Sequence[str] = ()) -> tuple[Period, ...]:
        """The periods that were asked for; none means all. One in whose folder no source has a file is left out.

        Raises UsageError for one that has no folder, ToolkitError where nothing is left.
        """
        chosen = self._chosen(texts)
        empty = {period for period in chosen if not self._empty.isdisjoint(self._inside(period))}
        if empty == set(chosen):
            raise ToolkitError(
                f"Thư mục kỳ {', '.join(sorted({e.id for period in empty for e in self._inside(period) if e in self._empty}))} không có tệp số liệu nào. "
                f"Cách sửa: đặt các tệp nguồn (ví dụ {EXAMPLE}.csv) vào thư mục đó."
            )
        return tuple(period for period in chosen if period not in empty)

    def empty_periods(self, texts: Sequence[str] = ()) -> tuple[Finding, ...]:
        """A finding for each period that ``select`` leaves out."""
        found = []
        for period in self._chosen(texts):
            if empty := [each.id for each in self._inside(period) if each in self._empty]:
                what = f"thư mục {', '.join(empty)} không có tệp số liệu nào, nên {period.title} không được tính."
                remedy = f"đặt các tệp nguồn (ví dụ {EXAMPLE}.csv) vào thư mục đó, hoặc bỏ thư mục."
                found.append(Finding("KY-03", what, remedy, file=period.id))
        return tuple(found)

    @cached_property
    def _empty(self) -> frozenset[Period]:
        """The periods in whose folder no source has a file."""
        names = UnitNames(self.units)
        return frozenset(
            each
            for each, path in self._folders.items()
            if not scan_folder(path, names=names, sources=self.plan.every_source)[0]
        )

    def _chosen(self, texts: Sequence[str]) -> tuple[Period, ...]:
        if not self.periods:
            raise ToolkitError(
                f"Thư mục {self.data} chưa có kỳ nào. Cách sửa: tạo một thư mục cho mỗi kỳ, ví dụ {self.data}/2024, và đặt tệp số liệu vào đó.",
                self.findings,
            )
        chosen = [self.period(text) for text in texts] or self._everything()
        if unknown := [period.id for period in chosen if not self._inside(period)]:
            raise UsageError(
                f"Không có kỳ {', '.join(unknown)} trong {self.data}. Cách sửa: chọn một trong các kỳ: {', '.join(p.id for p in self.periods)}; "
                "kỳ mới thì tạo thư mục của kỳ và đặt tệp số liệu vào đó, hoặc nhận biểu mẫu bằng thidua collect.",
                self.findings,
            )
        return tuple(sorted(set(chosen), key=lambda period: (period.is_range, period)))

    def _everything(self) -> list[Period]:
        """Every period that has a folder, and the plan's interim and final ranges once each of their years has one."""
        movement = self.plan.movement
        ranges = {*movement.interim, *([movement.final] if movement.final else [])}
        named = [each for each in self.plan.named_periods if each not in self._folders and self._has(each)]
        return [
            *sorted({*self.periods, *named}),
            *sorted(each for each in ranges - {*self.periods} if all(self._has(year) for year in each.years())),
        ]

    def neighbours(self, period: Period) -> Neighbours:
        """The periods with data beside one: of the same length, or ranges beside a range."""
        kind = _kind(period)
        alike = [each for each in self._everything() if _kind(each) == kind and not self._lies_bare(each)]
        before = [each for each in alike if (each.start, each.end) < (period.start, period.end)]
        after = [each for each in alike if (each.start, each.end) > (period.start, period.end)]
        beside = (max(before, default=None), min(after, default=None))
        return Neighbours(*(Neighbour(e, frozenset(u.id for u in self.standing(e))) if e else None for e in beside))

    def _lies_bare(self, period: Period) -> bool:
        """Whether a period has a folder in which nothing lies."""
        path = self._folders.get(period)
        return path is not None and all(is_left_behind(each.name) for each in path.iterdir())

    def _inside(self, period: Period) -> list[Period]:
        """The periods with a folder that a period is made of: itself, or the years of a range."""
        return [each for each in period.years() if self._has(each)]

    def _compared_with(self, period: Period) -> list[Period]:
        """The periods that a period is compared with: those with a folder; where it has none itself, also those made of
        others' folders."""
        others = [each for each in dict.fromkeys((period.previous(), period.just_before())) if each is not None]
        return [each for each in others if self._is_beside(each, period)]

    def _is_beside(self, other: Period, period: Period) -> bool:
        """Whether a period is compared with another, which has to be had in the same way."""
        return other in self._folders or (period not in self._folders and self._has(other))

    def _counted_in(self, period: Period, target: Target) -> list[Period]:
        """The periods whose rows a figure counts: over several years a stock is the last one's, if there is one."""
        inside = self._inside(period)
        return [each for each in inside if each.end == period.end] if target.is_stock else inside

    def standing(self, period: Period) -> tuple[Unit, ...]:
        """The units of the structure at a period's end."""
        return Structure(self.units, self.transfers, day=period.end).units

    @cached_property
    def lists(self) -> dict[str, str]:
        """Plan, unit list and transfers, each with its SHA-256."""
        return {
            path.name: sha256(path)
            for path in sorted(self.data.iterdir())
            if path.is_file() and (path.name == PLAN or path.stem in LISTS)
        }


def _kind(period: Period) -> tuple[bool, int, bool]:
    """What periods have in common that stand in one row: ranges, periods of a length, those that the plan names."""
    return period.is_range, 0 if period.is_range or period.name else period.months, bool(period.name)


def _strange_values(plan: Plan, units: Sequence[Unit]) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Goals by unit for units that there are not, and for values of a column that are misspelt."""
    problems: list[tuple[tuple[str | int, ...], str, str]] = []
    for n, target in enumerate(plan.targets):
        if not isinstance(target.goal, GoalBy):
            continue
        column = target.goal.column
        titles = {fold(value): value for unit in units if (value := unit.value(column))}
        for value in target.goal.amounts:
            near = difflib.get_close_matches(fold(value), list(titles), n=1, cutoff=0.75)
            if fold(value) not in titles and (near or fold(column) == fold("Mã đơn vị")):
                likely = f" Có lẽ là {titles[near[0]]}." if near else ""
                problem = f"không đơn vị nào trong don_vi.csv có {column} là {value!r}.{likely}"
                problems.append((("targets", n, "goal", value), problem, "sửa giá trị ở goal, hoặc sửa don_vi.csv."))
    return problems


def _shown(name: str) -> str:
    """A folder's name for a message, unless it may hold personal data."""
    return "(tên thư mục không được nêu)" if is_personal_name(name) else unicodedata.normalize("NFC", name)


def _strangers(path: Path, plan: Plan, units: Sequence[Unit]) -> list[Finding]:
    """Codes of the plan that do not fit the unit list: targets for nobody known, an agency called like a unit."""
    known = {unit.id for unit in units}
    problems: list[tuple[tuple[str | int, ...], str, str]] = [
        (
            ("targets", n, "units", at),
            f"chỉ tiêu {target.id} giao cho đơn vị {unit!r} không có trong don_vi.csv.",
            "sửa mã ở units, hoặc thêm đơn vị vào don_vi.csv.",
        )
        for n, target in enumerate(plan.targets)
        for at, unit in enumerate(() if target.units == "all" else target.units)
        if unit not in known
    ]
    problems += _strange_values(plan, units)
    if spelling(plan.movement.agency.id) in {spelling(unit) for unit in known}:
        problem = "trùng với mã một đơn vị (không phân biệt chữ hoa, chữ thường)."
        problems.append((("movement", "agency", "id"), problem, "đặt mã khác cho cơ quan."))
    places = [place_in_plan(path, steps) for steps, _, _ in problems]
    return [
        Finding("KH-02", f"{shown}: {problem}", remedy, file=path.name, row=row)
        for (row, shown), (_, problem, remedy) in zip(places, problems)
    ]
