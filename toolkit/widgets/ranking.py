"""Xếp hạng: sliders for the points; scores, ranks, bands and awards move at once; what decides between two units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..notebook import save_scenario, saved_scenarios
from ..plan.blocks import DEDUCT
from ..report.charts import rank_chart
from ..report.charts.drawing import MOST_BESIDE
from ..scenarios import Scenario
from ..words.errors import ToolkitError
from ..words.formatting import number, shortened
from ..words.markup import escaped
from .piece import WIDE, WIDER, Piece, beside, button, dropdown, html_of, paragraph, period_choice, picture, row
from .rank_tables import award_table, deciding_table, rank_table
from .session import Session

_MOST = 1_000  # points of an item
DRAWS = 1_000  # while sliders move; the official interval rests on the plan's number


class Ranking(Piece):
    """Ranks under other points, beside what changes them. ``sliders`` maps an item to its slider, ``typed`` to the field in which
    any points can be typed; ``one`` and ``other`` choose the two units."""

    title = "Xếp hạng"

    def __init__(self, session: Session):
        self.sliders = {item.id: _slider(item) for item in _weighed(session)}
        self.typed = {item.id: _field(item) for item in _weighed(session)}
        self.one, self.other = (
            dropdown(session.telling.text(title), []) for title in ("Đơn vị thứ nhất:", "Đơn vị thứ hai:")
        )
        self._moving, self._now = False, None
        reset = button("Trả về điểm của kế hoạch", self.reset)
        self.name = ipw.Text(
            value="Điểm khác", description="Tên:", style=WIDE, layout=ipw.Layout(width="220px"), continuous_update=False
        )
        keep = button("Lưu thành kịch bản", self.save)
        self.said = ""
        self._grid = ipw.GridBox(
            [_named(item, self.sliders[item.id], self.typed[item.id]) for item in _weighed(session)],
            layout=ipw.Layout(
                grid_template_columns="1fr 1fr", grid_gap="0 8px", flex="0 1 336px", align_content="flex-start"
            ),
        )
        super().__init__(session, [period_choice(session), reset, self.name, keep], watches=("period",))
        for control in self.sliders.values():
            control.observe(self._moved, names="value")
        for control in (self.one, self.other):
            control.observe(lambda _: None if self._moving else self.refresh_more(), names="value")
        for id, field in self.typed.items():
            field.observe(lambda change, id=id: self._type(id, change["new"]), names="value")

    _now: Evaluation | None  # the ranks that are shown

    def arranged(self, controls: ipw.Widget) -> list[ipw.Widget]:
        """The points stand beside what they change, where there is room; the two units above what decides between them."""
        results = ipw.VBox([self.body, row(self.one, self.other), self.more], layout=ipw.Layout(**WIDER))
        return [controls, beside(self._grid, results)]

    def choose(self, kind: str, code: str) -> None:
        """The unit whose mark was clicked is the first of the two, and the one that other pieces look at."""
        super().choose(kind, code)
        if kind == "unit" and code in {each for _, each in self.one.options}:
            self.one.value = code

    def _moved(self, change: Any) -> None:
        for id, slider in self.sliders.items():
            if change["owner"] is slider:
                self.typed[id].value = slider.label
        if not self._moving:
            self.said = ""
            self.refresh()

    def _type(self, id: str, text: str) -> None:
        """Take typed points, whatever steps the slider has; what is no number of points is refused in words."""
        slider = self.sliders[id]
        if text == slider.label:
            return
        try:
            points = _points_of(text)
        except ValueError:
            self.typed[id].value = slider.label
            self.said = f"{id}: điểm là số từ 0 đến {_MOST}, ví dụ 6,5. Cách sửa: gõ lại."
            self.refresh()
            return
        steps = sorted({points, *(value for _, value in slider.options)})
        self._moving = True
        slider.options, kept = [(number(each), each) for each in steps], slider.value
        slider.value = kept
        self._moving = False
        slider.value = points
        self.typed[id].value = slider.label

    def reset(self) -> None:
        """Set every slider back to the plan's points."""
        self._moving = True
        for item in _weighed(self.session):
            self.sliders[item.id].value = item.points
            self.typed[item.id].value = number(item.points)
        self._moving = False
        self.refresh()

    def save(self) -> None:
        """Write the points that are others than the plan's into a scenario of a new name."""
        try:
            self.said = self._saved()
        except ToolkitError as refusal:
            self.said = str(refusal)
        self.refresh()

    def _saved(self) -> str:
        name = self.name.value.strip()[:80]
        if not name or not self.points:
            missing = "chưa có tên" if not name else "chưa có mục nào khác điểm của kế hoạch"
            raise ToolkitError(f"Chưa lưu: {missing}. Cách sửa: ghi tên và đổi điểm của ít nhất một mục.")
        if name in saved_scenarios(data=self.session.folder):
            raise ToolkitError(
                f"Đã có kịch bản {name!r}. Cách sửa: đặt tên khác, hoặc mở kịch bản đó ở trang Kịch bản."
            )
        scenario = Scenario(name=name, period=self.session.period, points=self.points)
        path = save_scenario(scenario, data=self.session.folder)
        return f"Đã lưu vào {path.parent.name}/{path.name}; mở được ở trang Kịch bản."

    @property
    def points(self) -> dict[str, Decimal]:
        """The items whose points are others than the plan's."""
        chosen = {id: slider.value for id, slider in self.sliders.items()}
        return {item.id: chosen[item.id] for item in _weighed(self.session) if chosen[item.id] != item.points}

    def ranked(self) -> Evaluation:
        """The evaluation under the sliders' points."""
        if not self.points:
            return self.session.evaluation
        scenario = Scenario(name="Xếp hạng", period=self.session.period, points=self.points)
        return self.session.what_if(scenario, draws=DRAWS)

    def draw(self) -> str:
        """The tables."""
        self._now = None
        official, now = self.session.evaluation, self.ranked()
        self._offer_units(official)
        self._now = now
        total = number(sum(slider.value for slider in self.sliders.values()))
        said = (
            "theo kế hoạch"
            if not self.points
            else f"thử {len(self.points)} mục, khoảng hạng từ {number(DRAWS)} phương án trọng số"
        )
        html = f'<p role="status" class="note">{escaped(self.said)}</p>' if self.said else ""
        html += paragraph(f"Tổng điểm chuẩn {total}, {said}. Kết quả chính thức không thay đổi.")
        html += html_of("Xếp hạng", rank_table(official, now))
        if any(each.rank is not None for each in now.scores):
            html += picture(now.telling.all_in(rank_chart(now, most=MOST_BESIDE)), marks="unit")
        return html

    def draw_more(self) -> str:
        """What decides between the two units, and who would be commended."""
        now = self._now
        if now is None:
            return ""
        tables = [award_table(self.session.evaluation, now)] if now.awards else []
        if self.one.value and self.other.value and self.one.value != self.other.value:
            tables.insert(0, deciding_table(now, self.one.value, self.other.value))
        return html_of("Điều quyết định", *tables) if tables else ""

    def _offer_units(self, evaluation: Evaluation) -> None:
        """The two best stand there until others are chosen."""
        options = tuple((f"{unit.name} ({unit.id})", unit.id) for unit in evaluation.units)
        ranked = [s.unit for s in sorted(evaluation.scores, key=lambda s: (s.rank is None, s.rank or 0))]
        self._moving = True
        for place, control in enumerate((self.one, self.other)):
            if control.options != options:
                kept = control.value
                control.options = options
                known = {id for _, id in options}
                control.value = kept if kept in known else ranked[min(place, len(ranked) - 1)] if ranked else None
        self._moving = False


def _weighed(session: Session) -> list[Any]:
    """The items that have points of their own to be moved: not those that take points off."""
    return [item for item in session.plan.items if item.rule != DEDUCT]


def _slider(item: Any) -> ipw.SelectionSlider:
    """Half points from 0 to twice the plan's points (10 at least), and the plan's own; read as Vietnamese numbers."""
    most = max(4 * item.points, 20)
    steps = sorted({item.points, *(Decimal(half) / 2 for half in range(int(most) + 1))})
    return ipw.SelectionSlider(
        options=[(number(points), points) for points in steps],
        value=item.points,
        description=f"{item.id}:",
        tooltip=item.name,
        readout=False,
        style={"description_width": "48px"},
        layout=ipw.Layout(width="114px", margin="0"),
    )


def _field(item: Any) -> ipw.Text:
    """Where points are typed, as Vietnamese write them."""
    return ipw.Text(
        value=number(item.points),
        tooltip=f"Điểm của {item.id}. {item.name}",
        continuous_update=False,
        layout=ipw.Layout(width="46px", margin="0"),
    )


def _named(item: Any, slider: ipw.Widget, field: ipw.Widget) -> ipw.VBox:
    """A slider and its field under the name of their item."""
    name = ipw.Label(
        item.short or shortened(item.name), tooltip=item.name, layout=ipw.Layout(margin="0", height="auto")
    )
    name.add_class("thidua-name")
    return ipw.VBox([name, ipw.HBox([slider, field])], layout=ipw.Layout(overflow="hidden"))


def _points_of(text: str) -> Decimal:
    """Typed points. Raises ValueError for what is none."""
    if not re.fullmatch(r"\d{1,4}(?:[.,]\d{1,4})?", text.strip()):
        raise ValueError(text)
    points = Decimal(text.strip().replace(",", "."))
    if points > _MOST:
        raise ValueError(text)
    return points
