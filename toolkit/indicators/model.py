"""The shape of counts and indicators. Plain frozen values: ratios are fractions (0,923 is 92,3%), exact, rounded only when
shown. None means that there is no such figure, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from ..plan import Amount
from ..words.formatting import by_years, number, percent
from ..words.markup import table_html
from ..words.vocabulary import MISSING, PARTIAL, STATES

COLUMNS = ("Chỉ tiêu", "Tử số", "Mẫu số", "Giá trị", "Mức giao", "Đánh giá")


@dataclass(frozen=True)
class Count:
    """What was counted for one unit and one target: a state and, where there is one, numerator and denominator.

    ``from_unit``: no system has it, so it is what the unit reports itself, as the plan allows (``fallback``).
    """

    state: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    rows: int | None = field(default=None, compare=False)  # of the denominator, where that is known
    from_unit: bool = field(default=False, kw_only=True)

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator; None where there is no such figure."""
        return self.numerator / self.denominator if self.numerator is not None and self.denominator else None


Counts = Mapping[tuple[str | None, str], Count]  # (unit; None: rows that may be anybody's, target) → its count


class Coverage(NamedTuple):
    """How many units delivered what a figure of several rests on, of how many from whom it is expected."""

    delivered: int
    expected: int


NOT_TOGETHER = Coverage(0, 0)  # of a figure of one unit alone


@dataclass(frozen=True)
class Indicator:
    """One target of one unit (or of the agency, under its own id) in one period.

    ``reporting`` is how many units' figures in it are what they report themselves, where the plan's source has no file.
    ``reported`` is what a unit without a figure has reported, though nothing counts it. ``own_state`` and ``from_unit`` are
    of what the unit has by itself: a total, or too few rows to be told, may be another.
    """

    unit: str
    target: str
    state: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    goal: Amount | None = None
    attainment: Fraction | None = None
    met: bool | None = None
    previous_value: Fraction | None = None
    change: Fraction | None = None
    source: str = ""
    delivered: int = 0  # the agency's row: units that delivered,
    expected: int = 0  # of those to whom the target is given
    value_just_before: Fraction | None = None  # of a half year or a quarter: of the part of the year just before
    by_year: tuple[tuple[str, int, int], ...] = ()  # over several years: of each that counts, delivered and expected
    reporting: int = 0
    reported: Count | None = None
    own_state: str = ""
    from_unit: bool = False

    @property
    def reported_text(self) -> str:
        """That the figure, or a part of it, is what units report themselves; empty where it is a system's.

        >>> Indicator("SO", "CT3", "ok", delivered=6, expected=6, reporting=2).reported_text
        'theo báo cáo của 2/6 đơn vị'
        """
        if not self.reporting:
            return ""
        part = f"{self.reporting}/{self.delivered} " if self.reporting < self.delivered and not self.by_year else ""
        return f"theo báo cáo của {part}đơn vị"

    @property
    def lacking(self) -> tuple[str, ...]:
        """Over several years, those in which somebody who had to deliver has no figure."""
        return tuple(year for year, delivered, expected in self.by_year if delivered < expected)

    @property
    def delivered_text(self) -> str:
        """How many of how many units delivered; over several years in which of them.

        >>> Indicator("SO", "CT3", "ok", by_year=(("2022", 1, 3), ("2023", 3, 3), ("2024", 3, 3))).delivered_text
        '2022: 1/3; 2023 – 2024: 3/3'
        """
        if not self.by_year:
            return f"{self.delivered}/{self.expected}"
        return by_years([(year, f"{delivered}/{expected}") for year, delivered, expected in self.by_year])

    @property
    def state_text(self) -> str:
        """The state in words; of a part, a part of how many.

        >>> Indicator("SO", "CT3", PARTIAL, delivered=1, expected=6).state_text
        'tạm tính trên 1/6 đơn vị'
        >>> Indicator("SO", "CT3", PARTIAL, by_year=(("2022", 1, 3), ("2023", 3, 3))).state_text
        'tạm tính (năm 2022 có số liệu của 1/3 đơn vị)'
        >>> Indicator("A", "CT3", PARTIAL, by_year=(("2022", 0, 1), ("2023", 1, 1))).state_text
        'tạm tính (thiếu năm 2022)'
        """
        if self.state == PARTIAL and self.by_year and all(expected == 1 for _, _, expected in self.by_year):
            return f"{STATES[PARTIAL]} (thiếu năm {', '.join(self.lacking)})"
        if self.state == PARTIAL and self.by_year:
            parts = [f"năm {year} có số liệu của {got}/{of} đơn vị" for year, got, of in self.by_year if got < of]
            return f"{STATES[PARTIAL]} ({'; '.join(parts)})" if parts else STATES[PARTIAL]
        if self.state == MISSING and self.reported:
            own = self.reported
            return f"đơn vị báo cáo {number(own.numerator)}/{number(own.denominator)}, chưa có tệp của hệ thống"
        part = f" trên {self.delivered}/{self.expected} đơn vị" if self.state == PARTIAL and self.expected else ""
        return STATES[self.state] + part

    def _repr_html_(self) -> str:
        return table_html(f"{self.target}, {self.unit}", COLUMNS, [cells_of(self)])


@dataclass(frozen=True)
class FollowUp:
    """What a unit still has to do for a target. ``gap`` is None where there is no figure, 0 where the goal is met.

    ``case_ids`` names the cases to look at, a thousand at most of ``uncounted``: those of the denominator that do not count in
    the numerator, or, where less is better, those that do. ``marks`` says of each which conditions it fails, as ``Causes`` does.
    """

    unit: str
    target: str
    gap: Fraction | None
    uncounted: int
    case_ids: tuple[str, ...] = field(repr=False)  # of staff they are their codes
    marks: tuple[str, ...] = field(default=(), repr=False)


HOLDS, FAILS, UNCLEAR = ".", "x", "?"


@dataclass(frozen=True)
class Causes:
    """Why the cases of a unit (or the agency) for a target do not count.

    ``patterns`` are (marks, number of cases): a mark for each condition of the numerator, in the plan's order, that holds,
    certainly fails, or could not be read. Every case fails one at least.
    """

    unit: str
    target: str
    patterns: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many cases do not count."""
        return sum(count for _, count in self.patterns)

    @property
    def first(self) -> tuple[int, ...]:
        """For each condition, of how many cases it is the first to fail. With ``unclear`` these sum to the total.

        >>> Causes("A", "CT4", (("..x", 15), (".x.", 20), (".xx", 9), ("?x.", 1), ("xx.", 52))).first
        (52, 29, 15)
        """
        places = [first_failing(marks) for marks, _ in self.patterns]
        whole = len(self.patterns[0][0]) if self.patterns else 0
        return tuple(sum(c for at, (_, c) in zip(places, self.patterns) if at == n) for n in range(whole))

    @property
    def unclear(self) -> int:
        """Of how many cases it is not known which condition fails first: one before it could not be read."""
        return sum(count for marks, count in self.patterns if first_failing(marks) is None)

    @property
    def several(self) -> int:
        """How many cases certainly fail more than one condition."""
        return sum(count for marks, count in self.patterns if marks.count(FAILS) > 1)


def first_failing(marks: str) -> int | None:
    """Which condition fails first; None where that is not known, or none fails.

    >>> first_failing(".xx"), first_failing("?x"), first_failing("...")
    (1, None, None)
    """
    sure = marks.partition(UNCLEAR)[0]
    return sure.index(FAILS) if FAILS in sure else None


def cells_of(each: Indicator) -> tuple[str, ...]:
    """An indicator in a row of a notebook; the state in words where there is no value."""
    goal, met = each.goal, each.state_text if each.met is None else "đạt" if each.met else "chưa đạt"
    value, wanted = number(each.value), "" if goal is None else number(goal.value)
    if goal is not None and goal.percent:
        decimals, lower = (
            1 if not goal.value * 1000 % 1 else 2,
            each.met is False and each.value is not None and each.value > goal.value,
        )
        value = percent(each.value, goal=None if each.met else goal.value, decimals=decimals, lower=lower)
        wanted = percent(goal.value, decimals=decimals)
    return each.target, number(each.numerator), number(each.denominator), value, wanted, met
