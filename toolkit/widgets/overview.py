"""Tổng quan: units by indicators, the chosen cell opened, and the indicators of the agency."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..report.charts import bullet_chart
from ..report.claims import against_before, before_label, change_text, noun, still_needed_text, verdict
from ..report.definitions import definition
from ..report.model import Table
from ..report.words import aim_text, amount_text, scale_of, target_label, value_text
from ..scenarios import least_cases_for_goal
from ..words.formatting import number
from ..words.markup import escaped
from .heat import HeatGrid
from .piece import COPY_GRID, Piece, framed, html_of, paragraph, period_choice, picture, target_choice, unit_choice
from .session import Session

_LEGEND = (
    "Mỗi ô là mức đạt so với mức giao; màu từ nhạt đến đậm: dưới 50%, từ 50%, từ 70%, từ 90%, đạt. "
    "Gạch chéo: chưa có số liệu, không tính được. Bấm một ô (bàn phím: Tab vào bảng, phím mũi tên, Enter), hoặc chọn ở trên, để mở ô đó; "
    "bấm một dòng của hình cũng được."
)


class Overview(Piece):
    """The heatmap of the agency and its units beside the chosen cell, opened, and the agency's indicators below.

    A cell is chosen in ``heat`` or by the drop-downs.
    """

    title = "Tổng quan"
    children: Any  # of the library, which comes without types

    def __init__(self, session: Session):
        self.heat = HeatGrid(session.choose_cell)
        self.card = ipw.HTML(layout=ipw.Layout(flex="1 1 220px", min_width="0"))
        self.whole, self.look = ipw.HTML(), ipw.HTML()  # the look is the grid's: it stays while a cell is opened
        self._drawn: tuple[str, int] | None = None
        controls = [period_choice(session), unit_choice(session), target_choice(session)]
        super().__init__(session, controls, watches=("period", "unit", "target"))
        self.hand.name([self.heat])
        # Where both do not fit beside each other, the opened cell comes above the grid: it is seen without scrolling.
        beside = ipw.Layout(
            flex_flow="row wrap-reverse", align_items="flex-end", max_width="1180px", overflow="visible"
        )
        self.children = [*self.children, self.look, ipw.Box([self.heat, self.card], layout=beside), self.whole]

    def draw(self) -> str:
        """The heatmap, the cell and the table; gives what stands above them."""
        evaluation, unit, target = self.session.evaluation, self.session.unit, self.session.target
        self.heat.show(evaluation)
        self.look.value = self.heat.style_of(unit, target)
        self._drawn, self.heat.layout.visibility = self._shown, "visible"
        self.card.value = framed(cell_html(evaluation, unit=unit, target=target))
        told = evaluation.telling
        whole = html_of("Toàn cơ quan", whole_table(evaluation)) + picture(
            told.all_in(bullet_chart(evaluation)), marks="target"
        )
        self.whole.value = told.text(framed(whole))
        met = paragraph(f"{evaluation.period.title.capitalize()}: {met_text(evaluation)}.")
        return met + paragraph(_LEGEND, style="note") + COPY_GRID

    @property
    def _shown(self) -> tuple[str, int]:
        return self.session.period, self.session.reading

    def show_only(self, html: str) -> None:
        """The cell and the table go as well, and the heatmap where it is that of another period or of files read before."""
        super().show_only(html)
        self.card.value = self.whole.value = ""
        if self._drawn != self._shown:
            self.heat.layout.visibility = "hidden"


def met_text(evaluation: Evaluation) -> str:
    """How many of the agency's indicators meet their goals."""
    targets = evaluation.plan.targets
    met = sum(bool(evaluation.indicator(evaluation.agency, each.id).met) for each in targets)
    over = " (theo số gộp của các năm)" if evaluation.years else ""
    return f"{met}/{len(targets)} {noun(evaluation.plan)} của cơ quan đạt mức giao{over}"


def whole_table(evaluation: Evaluation) -> Table:
    """The agency's indicators, with their changes."""
    rows = []
    for target in evaluation.plan.targets:
        each = evaluation.indicator(evaluation.agency, target.id)
        rows.append(
            (
                target_label(target),
                aim_text(each, target),
                value_text(each, target=target),
                figures_text(each),
                verdict(each),
                change_text(each) or "–",
            )
        )
    return Table(
        f"Toàn cơ quan, {evaluation.period.title}: {met_text(evaluation)}",
        ("Chỉ tiêu", "Mức giao", "Kết quả", "Tử số/mẫu số", "Đánh giá", against_before(evaluation)),
        tuple(rows),
        "lrrrcr",
    )


def figures_text(each: Indicator) -> str:
    """Numerator over denominator; a dash where there are none."""
    return "–" if each.numerator is None else f"{number(each.numerator)}/{number(each.denominator)}"


def cell_html(evaluation: Evaluation, *, unit: str, target: str) -> str:
    """One cell opened: value, goal, verdict, the period before, what is still to do, the definition."""
    rule, each = evaluation.plan.target(target), evaluation.indicator(unit, target)
    before = "–"
    if each.previous_value is not None:
        lower = each.goal is not None and rule.lower_is_better(each.goal)
        before = amount_text(each.previous_value, goal=scale_of(each, rule), lower=lower)
    population, success = definition(rule, plan=evaluation.plan)
    gap = least_cases_for_goal(evaluation, unit=unit, target=target)
    still = still_needed_text(gap, each, rule)
    return (
        f"<h3>{escaped(f'{unit} – {target}. {rule.name}')}</h3>"
        + paragraph(
            f"{verdict(each).text}: {value_text(each, target=rule)} ({figures_text(each)}), mức giao {aim_text(each, rule)}; {before_label(evaluation)} {before}.{still and f' {still}'}"
        )
        + paragraph(f"Mẫu số: {population}. Tử số, thêm điều kiện: {success}.", style="note")
        + paragraph(rule.note, style="note")
    )
