"""What a unit may answer after the first round of appraisal: the items whose mark is less than it gave itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..evaluation.workspace import Workspace
from ..indicators.delivery import Deliverers
from ..periods import Period
from ..plan import Item, Plan
from ..plan.standard import APPRAISALS, CLAIMS
from ..plan.wording import Telling
from ..report.pieces import piece_text
from ..scoring.model import GivenPoints, Piece
from ..scoring.pieces import pieces_of
from ..scoring.reading import read_points
from ..units.model import Unit
from ..units.structure import Structure
from ..words.errors import ToolkitError
from ..words.vocabulary import BLOCKED, OK
from .book import cell_number, item_cells
from .folder import opened_period
from .layout import ANSWERING, IDENTITY, VERSION, Sheet
from .sheets import plain

Given = Mapping[str, GivenPoints]  # by item


@dataclass(frozen=True)
class Answerable:
    """The marks of the first round of a unit by item, its own points and its evidence; ``deadline`` is the last day to
    answer."""

    plan: Plan
    period: Period
    unit: Unit
    marks: Given
    own: Given
    pieces: Mapping[str, tuple[Piece, ...]]
    deadline: date | None = None

    @cached_property
    def telling(self) -> Telling:
        """How the form is told in the plan's words."""
        return self.plan.telling((self.unit.name,))

    @property
    def identity(self) -> dict[str, str]:
        """What the form is recognised by, in the order of its known cells."""
        values = (ANSWERING, VERSION, self.plan.movement.id, self.period.id, self.unit.id)
        return dict(zip(IDENTITY, values))

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items that an appraiser gives points to."""
        return {item.id: item for item in self.plan.appraised_in(self.period.end.year) if item.counts == "appraised"}

    @property
    def open_items(self) -> list[str]:
        """The items to answer: marked lower than the unit's own points, or, where it gave itself none, than they may be."""
        return [id for id, item in self.items.items() if self._is_open(item)]

    def _is_open(self, item: Item) -> bool:
        mark, own = self.marks.get(item.id), self.own.get(item.id)
        if mark is None or mark.state != OK or mark.points is None:
            return False
        claimed = own.points if own and own.state == OK else None
        return mark.points < (item.edges[1] if claimed is None else claimed)

    def row_ids(self, sheet: Sheet) -> list[str]:
        """Every item: what was open when the form was sent out need not be open today."""
        return list(self.items)

    def cells(self, id: str) -> list[Any]:
        """The cells of a row that the unit only reads."""
        item, own = self.items[id], self.own.get(id)
        _, name, most, _ = item_cells(item)
        evidence = "; ".join(plain(piece_text(each)) for each in self.pieces.get(id, ()))
        mark = self.marks.get(id)
        points = cell_number(mark.points) if mark else None
        return [id, name, most, _own_cell(own), evidence or None, points, plain(mark.reason) if mark else None]


def _own_cell(own: GivenPoints | None) -> Any:
    return None if own is None else "không đọc được" if own.state == BLOCKED else cell_number(own.points)


def ask_answers(workspace: Workspace, period: Period, *, deadline: date | None = None) -> dict[str, Answerable]:
    """What every unit of the structure at the period's end may answer, by the unit's code; what the second round says is not
    looked at."""
    structure, plan = Structure(workspace.units, workspace.transfers, day=period.end), workspace.plan
    units, deliverers = structure.units, Deliverers(structure, period)
    marks: dict[tuple[str, str], GivenPoints] = {}
    own: dict[tuple[str, str], GivenPoints] = {}
    pieces: dict[tuple[str, str], tuple[Piece, ...]] = {}
    with opened_period(workspace, period, only=(CLAIMS, APPRAISALS)) as sources:
        if sources and sources[APPRAISALS].files:
            given, claims = sources[APPRAISALS], sources[CLAIMS]
            marks, _ = read_points(
                plan, given, units=units, deliverers=deliverers, column="points", is_first_round=True
            )
            own, _ = read_points(plan, claims, units=units, deliverers=deliverers, column="self_points")
            pieces = pieces_of(plan, claims)
    return {
        unit.id: Answerable(plan, period, unit, _of(unit, marks), _of(unit, own), _pieces(unit, pieces), deadline)
        for unit in units
    }


def _of(unit: Unit, given: Mapping[tuple[str, str], GivenPoints]) -> dict[str, GivenPoints]:
    return {item: each for (owner, item), each in given.items() if owner == unit.id}


def _pieces(unit: Unit, pieces: Mapping[tuple[str, str], tuple[Piece, ...]]) -> dict[str, tuple[Piece, ...]]:
    return {item: each for (owner, item), each in pieces.items() if owner == unit.id}


def refuse_unmarked(asked: Mapping[str, Answerable], period: Period) -> None:
    """Raise ToolkitError where there is no first round to answer to, or where marks of it cannot be read: nobody may be
    asked about points that are not known."""
    unread = [
        f"{unit} {item}"
        for unit, each in asked.items()
        for item, mark in each.marks.items()
        if mark.state == BLOCKED and item in each.items
    ]
    if unread:
        told = ", ".join(unread[:10]) + (f" và {len(unread) - 10} mục khác" if len(unread) > 10 else "")
        raise ToolkitError(
            f"Không đọc được điểm thẩm định vòng 1 của {told}. Cách sửa: chạy thidua check {period.id}, sửa theo lời nhắc "
            "rồi chạy lại."
        )
    if not any(mark.points is not None for each in asked.values() for mark in each.marks.values()):
        raise ToolkitError(
            f"Kỳ {period.id} chưa có điểm thẩm định vòng 1. Cách sửa: nhận bảng thẩm định bằng thidua collect "
            f"(hoặc đặt {APPRAISALS}.csv vào thư mục của kỳ) rồi chạy lại."
        )
