"""How points and scores come about, in words, with the score of one unit worked out from its figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan import Target
from ..scoring.model import ItemScore
from ..words.formatting import number, percent
from ..words.vocabulary import OK, STATES
from .model import Block, Table
from .words import amount_text, goal_text, score_text

_RULES = {
    "linear": "điểm = điểm chuẩn × mức đạt",
    "threshold": "đạt mức giao: đủ điểm chuẩn; chưa đạt: 0 điểm",
    "steps": "điểm theo mức của kế hoạch",
}


def points_blocks(evaluation: Evaluation) -> Iterator[Block]:
    """The formula of the points, and one unit's score worked out by it; without a score there is only the formula."""
    yield _formula(evaluation)
    scored = [each.unit for each in evaluation.scores if each.score is not None]
    telling = [unit for unit in scored if _is_telling(evaluation, unit)]
    if scored:
        yield _example(evaluation, (telling or scored)[0])


def _is_telling(evaluation: Evaluation, unit: str) -> bool:
    """Whether some points of a unit are neither none nor all: there the formula shows."""
    reached = [evaluation.indicator(unit, target.id).attainment for target in evaluation.plan.targets]
    return any(each is not None and 0 < each < 1 for each in reached)


def _formula(evaluation: Evaluation) -> Table:
    scoring = evaluation.plan.scoring
    appraised = "điểm thẩm định" + ("; nhiều năm: bình quân điểm các năm" if evaluation.years else "")
    missing = "0 điểm, vẫn tính vào điểm tối đa" if scoring.missing == "zero" else "không tính vào điểm tối đa"
    rows = (
        (
            "Mức đạt",
            "(kết quả − mức khởi điểm) ÷ (mức giao − mức khởi điểm), không dưới 0%, không quá trần "
            + percent(scoring.cap),
        ),
        ("Điểm của chỉ tiêu", "điểm chuẩn × mức đạt, trừ chỉ tiêu ghi cách khác ở cột Điểm chuẩn"),
        ("Điểm của nội dung, biện pháp", appraised),
        ("Mục không giao, không phát sinh", "không có điểm, không tính vào điểm tối đa"),
        ("Mục chưa có số liệu, không tính được", missing),
        (
            "Điểm của đơn vị",
            f"100 × tổng điểm ÷ tổng điểm tối đa, làm tròn một lần đến {scoring.decimals} chữ số thập phân (nửa làm tròn lên)",
        ),
    )
    return Table("Cách tính điểm", ("Phần", "Cách tính"), rows, "ll", compact=True)


def points_rule(target: Target) -> str:
    """The points of a target and, where it is not in proportion to the attainment, the rule."""
    if target.rule == "linear":
        return number(target.points)
    return f"{number(target.points)} ({_RULES[target.rule]}{_steps(target)})"


def _steps(target: Target) -> str:
    said = []
    for step in target.steps:
        edges = (("từ", step.from_), ("trên", step.above), ("đến", step.to), ("dưới", step.below))
        said.append(
            " ".join(f"{word} {goal_text(edge)}" for word, edge in edges if edge) + f": {number(step.points)} điểm"
        )
    return f": {'; '.join(said)}" if said else ""


def _example(evaluation: Evaluation, unit: str) -> Table:
    rows, points, highest = [], Fraction(0), Fraction(0)
    for item in evaluation.plan.items:
        each = evaluation.item(unit, item.id)
        if each.max_points is not None:
            points, highest = points + (each.points or 0), highest + each.max_points
        shown = _points(each.points) if each.points is not None else "–"
        rows.append((item.id, _working(evaluation, each, item), shown, number(each.max_points) or "không tính"))
    score = score_text(evaluation, evaluation.score(unit).score)
    foot = ("Cộng", f"100 × {_points(points)} ÷ {number(highest)} = {score} điểm", _points(points), number(highest))
    return Table(
        f"Ví dụ tính điểm: {evaluation.names[unit]}, {evaluation.period.title}",
        ("Mục", "Cách tính", "Điểm", "Điểm tối đa"),
        tuple(rows),
        "clrr",
        compact=True,
        foot=(foot,),
        note="Điểm từng mục làm tròn khi trình bày; tổng tính từ số chưa làm tròn.",
    )


def _points(points: Fraction) -> str:
    return number(points) if (points * 100).denominator == 1 else number(points, 4)


def _working(evaluation: Evaluation, each: ItemScore, item: object) -> str:
    if not isinstance(item, Target):
        return (each.reason if each.points is None else "điểm thẩm định") if each.state != OK else "điểm thẩm định"
    found = evaluation.indicator(each.unit, item.id)
    if found.state != OK or found.goal is None or found.value is None:
        return STATES[found.state]
    value = amount_text(found.value, goal=found.goal)
    if item.measure.is_quotient:
        value = f"{number(found.numerator)}/{number(found.denominator)} = {value}"
    if item.rule != "linear":
        return f"{value}, mức giao {goal_text(found.goal)}: {_RULES[item.rule]}"
    return f"{value}; mức giao {goal_text(found.goal)}, mức đạt {percent(found.attainment, decimals=2)}; {number(item.points)} × mức đạt"
