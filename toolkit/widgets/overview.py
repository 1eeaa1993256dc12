"""Tổng quan: the ten indicators of the agency, units by indicators, and the chosen cell opened."""

from __future__ import annotations

from ..formatting import number
from ..markup import escaped
from ..report.model import Table
from ..report.provenance import definition
from ..report.words import amount_text, attainment_text, change_text, goal_text, value_text, verdict
from ..results import Evaluation, Indicator
from ..scenarios import least_cases_for_goal
from ..vocabulary import OK, STATES
from .piece import Piece, html_of, paragraph, period_choice, target_choice, unit_choice
from .session import Session

_EDGES = (0.5, 0.7, 0.9, 1.0)


class Overview(Piece):
    """The agency's indicators, the heatmap of its units, and the cell of the chosen unit and target."""

    title = "Tổng quan"

    def __init__(self, session: Session):
        controls = [period_choice(session), unit_choice(session), target_choice(session)]
        super().__init__(session, controls, watches=("period", "unit", "target"))

    def draw(self) -> str:
        """The tables."""
        evaluation, unit, target = self.session.evaluation, self.session.unit, self.session.target
        return (
            html_of("Tổng quan", whole_table(evaluation))
            + heat_table(evaluation, unit=unit, target=target)
            + cell_html(evaluation, unit=unit, target=target)
        )


def whole_table(evaluation: Evaluation) -> Table:
    """The agency's indicators, with their changes."""
    rows = []
    for target in evaluation.plan.targets:
        each = evaluation.indicator(evaluation.agency, target.id)
        rows.append(
            (
                f"{target.id}. {target.name}",
                goal_text(each.goal),
                value_text(each, target=target),
                figures_text(each),
                verdict(each),
                change_text(each) or "–",
            )
        )
    met = sum(bool(evaluation.indicator(evaluation.agency, t.id).met) for t in evaluation.plan.targets)
    return Table(
        f"Toàn cơ quan, {evaluation.period.title}: {met}/{len(rows)} chỉ tiêu đạt mức giao",
        ("Chỉ tiêu", "Mức giao", "Kết quả", "Tử số/mẫu số", "Đánh giá", "So với kỳ trước"),
        tuple(rows),
        "lrrrcl",
    )


def figures_text(each: Indicator) -> str:
    """Numerator over denominator; a dash where there are none."""
    return "–" if each.numerator is None else f"{number(each.numerator)}/{number(each.denominator)}"


def heat_table(evaluation: Evaluation, *, unit: str, target: str) -> str:
    """Units by indicators in percent of the goal: five steps of colour, the figure or the state in words in each cell."""
    head = "".join(f'<th scope="col">{escaped(each.id)}</th>' for each in evaluation.plan.targets)
    rows = "".join(
        f'<tr><th scope="row">{escaped(each.name)} ({escaped(each.id)})</th>'
        + "".join(
            _heat(evaluation.indicator(each.id, t.id), chosen=(each.id, t.id) == (unit, target))
            for t in evaluation.plan.targets
        )
        + "</tr>"
        for each in evaluation.units
    )
    caption = "Mức đạt so với mức giao theo đơn vị; ô đã chọn có viền"
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="heatmap"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">Đơn vị</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _heat(each: Indicator, *, chosen: bool) -> str:
    edge = " chosen" if chosen else ""
    if each.state != OK or each.attainment is None:
        return f'<td class="heat none{edge}">{escaped(STATES[each.state])}</td>'
    step = sum(each.attainment >= mark for mark in _EDGES)
    return f'<td class="heat h{step}{edge}">{escaped(attainment_text(each))}</td>'


def cell_html(evaluation: Evaluation, *, unit: str, target: str) -> str:
    """One cell opened: value, goal, verdict, the period before, what is still to do, the definition."""
    rule, each = evaluation.plan.target(target), evaluation.indicator(unit, target)
    before = amount_text(each.previous_value, goal=each.goal) if each.previous_value is not None and each.goal else "–"
    population, success = definition(rule)
    gap = least_cases_for_goal(evaluation, unit=unit, target=target)
    still = f" Còn thiếu {number(gap)} để đạt mức giao." if gap else ""
    return (
        f"<h3>{escaped(f'{unit} – {target}. {rule.name}')}</h3>"
        + paragraph(
            f"{verdict(each).text}: {value_text(each, target=rule)} ({figures_text(each)}), mức giao {goal_text(each.goal)}; kỳ trước {before}.{still}"
        )
        + paragraph(f"Mẫu số: {population}. Tử số, thêm điều kiện: {success}.", style="note")
        + paragraph(rule.note, style="note")
    )
