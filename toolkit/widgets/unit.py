"""Đơn vị: the whole picture of a unit, beside any other."""

from __future__ import annotations

from ..evaluation.results import Evaluation
from ..report.charts import unit_among
from ..report.claims import needed_text, verdict
from ..report.model import Cell, Table
from ..report.points import standard_text
from ..report.words import goals_text, placed_text, points_text, rank_text, result_text, score_text, target_label
from ..scenarios import least_cases_for_goal
from ..words.formatting import number
from ..words.vocabulary import OK, STATES
from .overview import cell_html, met_text
from .piece import Piece, dropdown, html_of, paragraph, period_choice, picture, unit_choice
from .session import Session


class UnitPicture(Piece):
    """A unit's score, rank, indicators and points; ``other`` chooses the one beside it."""

    title = "Đơn vị"

    def __init__(self, session: Session):
        self.other = dropdown("So với:", [("Không so sánh", "")], value="")
        controls = [period_choice(session), unit_choice(session), self.other]
        super().__init__(session, controls, watches=("period", "unit", "target"))
        self.other.observe(self.refresh, names="value")

    def draw(self) -> str:
        """The tables."""
        self._offer_others()
        evaluation, unit = self.session.evaluation, self.session.unit
        units = [unit, *([self.other.value] if self.other.value and self.other.value != unit else [])]
        known = [each for each in units if each != evaluation.agency]
        html = "".join(_standing(evaluation, each, self.session.units[each]) for each in known)
        if not known:
            html = paragraph(f"{met_text(evaluation)}. Chọn một đơn vị để xem điểm, hạng và các kỳ của đơn vị đó.")
        html += picture(evaluation.telling.all_in(unit_among(evaluation, unit)), marks="target")
        html += cell_html(evaluation, unit=unit, target=self.session.target)
        html += html_of("Chỉ tiêu", _indicators(evaluation, units))
        if known:
            html += html_of("Điểm", _points(evaluation, known), _years(self.session.history, known))
        return html

    def _offer_others(self) -> None:
        options = (("Không so sánh", ""), *((f"{name} ({id})", id) for id, name in self.session.units.items()))
        if self.other.options != options:
            kept = self.other.value
            self.other.options = options
            self.other.value = kept if kept in self.session.units else ""


def _standing(evaluation: Evaluation, unit: str, name: str) -> str:
    each = evaluation.score(unit)
    if each.unranked_for:
        return paragraph(f"{name} ({unit}): {rank_text(each)}.")
    if each.rank is None:
        return paragraph(f"{name} ({unit}): chưa có điểm.")
    firm = f"; hạng {each.rank_low}–{each.rank_high} trong 90% phương án trọng số" if each.rank_low else ""
    return paragraph(
        f"{name} ({unit}): {score_text(evaluation, each.score)} điểm (tự chấm {score_text(evaluation, each.self_score)}), "
        f"hạng {each.rank}{firm}, xếp loại {each.band}."
    )


def _indicators(evaluation: Evaluation, units: list[str]) -> Table:
    rows = []
    for target in evaluation.plan.targets:
        cells: list = [target_label(target), goals_text(target, evaluation.period)]
        for unit in units:
            each = evaluation.indicator(unit, target.id)
            gap = least_cases_for_goal(evaluation, unit=unit, target=target.id)
            cells += [
                result_text(each, target=target),
                verdict(each),
                needed_text(gap, each, target),
            ]
        rows.append(tuple(cells))
    columns = [title.format(unit) for unit in units for title in ("{}", "Đánh giá {}", "{} còn thiếu")]
    return Table(
        f"Chỉ tiêu, {evaluation.period.title}",
        ("Chỉ tiêu", "Mức giao", *columns),
        tuple(rows),
        "lr" + "rcr" * len(units),
    )


def _points(evaluation: Evaluation, units: list[str]) -> Table:
    rows = []
    for item in evaluation.plan.items:
        cells: list[Cell | str] = [f"{item.id}. {item.name}", standard_text(item)]
        for unit in units:
            each = evaluation.item(unit, item.id)
            cells.append(
                points_text(each.points, each.max_points) if each.state == OK else Cell(STATES[each.state], "none")
            )
        rows.append(tuple(cells))
    return Table("Điểm từng mục", ("Mục", "Điểm chuẩn", *units), tuple(rows), "lr" + "r" * len(units))


def _years(history: tuple[Evaluation, ...], units: list[str]) -> Table:
    rows = []
    for past in (each.as_decided for each in history):
        scores = {each.unit: each for each in past.scores}
        met = [sum(bool(i.met) for i in past.indicators if i.unit == unit) for unit in units]
        cells = [
            f"{score_text(past, scores[unit].score)}, {placed_text(scores[unit])}, đạt {number(many)} chỉ tiêu"
            if unit in scores
            else "–"
            for unit, many in zip(units, met)
        ]
        rows.append((past.period.title.capitalize(), *cells))
    return Table(
        "Qua các kỳ, theo kết quả và cơ cấu của chính kỳ đó", ("Kỳ", *units), tuple(rows), "l" + "l" * len(units)
    )
