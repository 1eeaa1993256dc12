"""Thẩm định: item by item over the units, with what each says of itself; every mark is kept as soon as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..forms.desk import Kept, Typed, keep_mark, typed_marks
from ..forms.office import Office, ask_office, by_item
from ..periods import Period
from ..plan.standard import CLAIMS, EXPLANATIONS
from ..report.answers import explanation_text
from ..report.model import Cell, Table
from ..report.pieces import row_text
from ..report.words import points_text
from ..scoring.explaining import explanation_of
from ..words.errors import ToolkitError
from ..words.markup import escaped
from ..words.vocabulary import OK
from .piece import Piece, button, dropdown, framed, html_of, paragraph, period_choice
from .session import Session

_FIELDS = (("points", "điểm", "130px"), ("reason", "lý do", "420px"), ("evidence_id", "mã minh chứng", "220px"))
_SHOWN = 20  # units at a time


@dataclass(frozen=True)
class Place:
    """What a line of fields is the mark of."""

    period: Period
    unit: str
    item: str
    is_second: bool


class Line(ipw.Box):
    """The fields of a mark. ``keep`` is called when one of them is left, with the line: what is typed belongs to the item that
    stood above it, whatever is looked at when it arrives."""

    def __init__(self, place: Place, name: str, keep: Callable[[Line], None]):
        self.place, self._given, self._filling = place, {}, False
        self.fields = {key: _field(name, key, title, width) for key, title, width in _FIELDS}
        for field in self.fields.values():
            field.observe(lambda _: None if self._filling else keep(self), names="value")
        super().__init__(list(self.fields.values()), layout=ipw.Layout(flex_flow="row wrap", grid_gap="2px 10px"))

    _given: dict[str, str]  # what the file said when it was read last

    def fill(self, row: Mapping[str, Any]) -> None:
        """Show what the file says now, except where something else is typed."""
        self._filling = True
        for key, field in self.fields.items():
            before, self._given[key] = self._given.get(key, ""), row.get(key) or ""
            if field.value == before:
                field.value = self._given[key]
        self._filling = False


class Appraisal(Piece):
    """The marks of an item, unit by unit. ``item``, ``round`` and ``page`` choose what is marked; ``fields`` are what is typed:
    (unit, column) → a text that is kept when one leaves it or presses Enter."""

    title = "Thẩm định"

    def __init__(self, session: Session):
        self.item = dropdown("Mục:", _items(session))
        self.round = dropdown("Vòng:", [("1", False), ("2", True)], value=False)
        self.page = dropdown(session.telling.text("Đơn vị:"), [("tất cả", 0)], value=0)
        self.told = ipw.HTML()
        self.entries = ipw.VBox()
        self.fields: dict[tuple[str, str], ipw.Text] = {}
        self._lines: dict[Place, Line] = {}  # that were shown since the piece is seen
        self._written: dict[
            tuple[Period, bool], str
        ] = {}  # the SHA-256 of the file of each round as it was written here
        following = button("Mục tiếp theo", self.turn)
        controls = [period_choice(session), self.item, self.round, self.page, following]
        super().__init__(session, controls, watches=("period",))
        self.children = [self.head, self.body, self.entries, self.told, *self.unseen]
        for each in (self.item, self.round, self.page):
            each.observe(self.refresh, names="value")

    def turn(self) -> None:
        """Go on to the next item; after the last comes the first."""
        ids = [value for _, value in self.item.options]
        self.item.value = ids[(ids.index(self.item.value) + 1) % len(ids)]

    def show_only(self, html: str) -> None:
        """Show this in the place of all tables; without tables nothing can be typed either."""
        super().show_only(html)
        if not html:
            for line in self._lines.values():
                line.close_all()  # a saved notebook keeps what is not closed; what is still on its way is kept all the same
            self.entries.children, self.fields, self._lines = (), {}, {}

    def draw(self) -> str:
        """The table of what each unit says, and the fields below it."""
        if not self.item.options or self.session.chosen.is_range:
            self.entries.children, self.fields = (), {}
            return paragraph("Thẩm định từng kỳ, ở kế hoạch có nội dung, biện pháp được chấm điểm.")
        office = ask_office(self.session.workspace, self.session.chosen)
        before = self.session.workspace.evaluate_before(self.session.chosen)
        units = self._page(office)
        self._offer(office, units)
        table = _table(office, before, units=units, item=self.item.value, is_second=self.round.value)
        return html_of("Thẩm định", table)

    def _page(self, office: Office) -> list[str]:
        ids = [unit.id for unit in office.units]
        pages = [(f"{at + 1} – {min(at + _SHOWN, len(ids))}", at) for at in range(0, len(ids), _SHOWN)]
        if self.page.options != tuple(pages):
            self.page.unobserve(self.refresh, names="value")
            self.page.options = pages
            self.page.observe(self.refresh, names="value")
        return ids[self.page.value or 0 :][:_SHOWN]

    def _offer(self, office: Office, units: list[str]) -> None:
        """One line of fields for each unit, with what its file says. A line that was shown before is shown again, with what
        is typed in it: reading the files anew takes nothing out of the appraiser's hand."""
        given = typed_marks(office, is_second=self.round.value)
        names = {unit.id: unit.short or unit.name for unit in office.units}
        lines = []
        for unit in units:
            place = Place(self.session.chosen, unit, self.item.value, is_second=self.round.value)
            if place not in self._lines:
                self._lines[place] = Line(place, names[unit], self._keep)
                self.hand.name([self._lines[place]])
            rows = given.get((unit, place.item), [])
            self._lines[place].fill(rows[0] if len(rows) == 1 else {})
            lines.append(self._lines[place])
        self.fields = {(line.place.unit, key): field for line in lines for key, field in line.fields.items()}
        if self.entries.children != tuple(lines):
            self.entries.children = lines

    def _keep(self, line: Line) -> None:
        """Keep what is typed of a unit now, and say what became of it."""
        unit, second = line.place.unit, line.place.is_second
        typed = Typed(unit, line.place.item, **{key: field.value for key, field in line.fields.items()})
        if not typed.points.strip() and (typed.reason or typed.evidence_id):
            self._say(f"{unit}: ghi điểm thì lý do, minh chứng được lưu cùng.")
            return
        known = self._written.get((line.place.period, second), "")
        try:
            kept = keep_mark(self.session.workspace, line.place.period, typed, is_second=second, known=known)
        except ToolkitError as error:
            kept = None
            self._say(f"Chưa lưu {unit}. {error}", role="alert")
        if kept:
            self._tell(typed, kept)
            self._written[line.place.period, second] = kept.sha256 or known

    def _tell(self, typed: Typed, kept: Kept) -> None:
        unit = typed.unit
        if kept.refusals:
            said = " ".join(f"{each.problem} Cách sửa: {each.remedy}" for each in kept.refusals)
            self._say(f"Chưa lưu {unit}: {said}", role="alert")
            return
        doubts = "".join(f" {each.problem} Cách sửa: {each.remedy}" for each in kept.doubts)
        self._say(f"Đã lưu {unit}, {typed.item} vào {kept.file}.{doubts}")

    def _say(self, text: str, *, role: str = "status") -> None:
        self.told.value = framed(f'<p role="{role}">{escaped(self.session.telling.text(text))}</p>')


def _field(name: str, key: str, title: str, width: str) -> ipw.Text:
    return ipw.Text(
        description=f"{name}, {title}:" if key == "points" else f"{title}:",
        continuous_update=False,
        style={"description_width": "initial"},
        layout=ipw.Layout(width="340px" if key == "points" else width),
    )


def _items(session: Session) -> list[tuple[str, str]]:
    items = (item for item in session.plan.appraised if item.counts == "appraised")
    return [(f"{item.id}. {item.short or item.name}", item.id) for item in items]


def _table(office: Office, before: Evaluation | None, *, units: list[str], item: str, is_second: bool) -> Table:
    """What each unit says of an item, its mark of the year before, and the marks of this one."""
    given, first = typed_marks(office, is_second=is_second), typed_marks(office, is_second=False)
    names = {unit.id: unit.name for unit in office.units}
    rows = [
        (
            names[unit],
            _own(office, unit, item),
            _evidence(office, unit, item),
            _last_year(before, unit, item),
            *((_marks(first.get((unit, item), [])), _answer(office, unit, item)) if is_second else ()),
            _marks(given.get((unit, item), [])),
        )
        for unit in units
    ]
    asked = office.items[item]
    second = ("Vòng 1", "Giải trình") if is_second else ()
    return Table(
        f"{item}. {asked.name} (tối đa {points_text(asked.most, asked.most)} điểm)",
        ("Đơn vị", "Tự chấm", "Minh chứng", "Kỳ trước", *second, f"Vòng {2 if is_second else 1}"),
        tuple(rows),
        "lrlr" + ("ll" if is_second else "") + "l",
    )


def _rows(office: Office, source: str, unit: str, item: str) -> list[Mapping[str, Any]]:
    return by_item(office.rows[source], office.items).get((unit, item), [])


def _own(office: Office, unit: str, item: str) -> Cell | str:
    rows = _rows(office, CLAIMS, unit, item)
    return next((row["self_points"] for row in rows if row["self_points"]), Cell("chưa tự chấm", "none"))


def _evidence(office: Office, unit: str, item: str) -> Cell | str:
    return "; ".join(filter(None, map(row_text, _rows(office, CLAIMS, unit, item)))) or Cell("chưa nêu", "none")


def _answer(office: Office, unit: str, item: str) -> str:
    said = filter(None, map(explanation_of, _rows(office, EXPLANATIONS, unit, item)))
    return "; ".join(map(explanation_text, said)) or "–"


def _last_year(before: Evaluation | None, unit: str, item: str) -> Cell | str:
    if before is None or unit not in before.names or item not in {each.id for each in before.plan.appraised}:
        return "–"
    each = before.item(unit, item)
    return points_text(each.points, each.max_points) if each.state == OK else Cell(each.reason, "none")


def _marks(rows: list[Mapping[str, Any]]) -> Cell | str:
    """The marks of a round; where appraisers differ, each of them."""
    said = [f"{row['points']}{f' ({text})' if (text := row['reason']) else ''}" for row in rows if row["points"]]
    if len(said) > 1:
        return Cell(f"khác nhau: {' | '.join(said)}", "bad")
    return said[0] if said else Cell("chưa chấm", "none")
