"""The tables of the reports. They lay out figures; they compute none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..evaluation.shortfall import Shortfall
from ..indicators.model import Indicator
from ..plan import Target
from ..words.formatting import NBSP, number, percent
from ..words.vocabulary import STATES
from . import claims
from .claims import change_text, verdict
from .model import Cell, Table
from .provenance import working
from .sparks import spark
from .words import (
    against_goal_text,
    aim_text,
    amount_text,
    capitalised,
    goals_text,
    reported_note,
    result_text,
    scale_of,
    source_title,
    target_label,
    value_text,
)


def indicator_table(evaluation: Evaluation, *, unit: str, caption: str, history: Sequence[Evaluation] = ()) -> Table:
    """Every indicator of a unit or of the agency, with what it rests on (Phụ lục I); the period before where there is one."""
    own = [evaluation.indicator(unit, target.id) for target in evaluation.plan.targets]
    compared = any(each.previous_value is not None for each in own)
    both = compared and any(each.value_just_before is not None for each in own)

    def is_apart(target: Target) -> bool:
        return unit == evaluation.agency and claims.has_goals_of_units(target)

    rows = [
        (
            str(n),
            target_label(target),
            goals_text(target, evaluation.period) if is_apart(target) else aim_text(each, target),
            number(each.numerator) if target.measure.is_quotient or target.measure.is_total else "–",
            number(each.denominator) if target.measure.is_quotient else "–",
            claims.OF_EACH_UNIT
            if is_apart(target)
            else Cell(
                value_text(each, target=target),
                working=working(evaluation, each),
                spark=spark(history or (evaluation,), unit=unit, target=target),
            ),
            against_goal_text(each, target, cap=evaluation.plan.scoring.cap),
            "–" if is_apart(target) else verdict(each),
            *((_before_text(each, each.previous_value, target), change_text(each) or "–") if compared else ()),
            *((_before_text(each, each.value_just_before, target),) if both else ()),
            source_title(evaluation.plan, each.source),
        )
        for n, (target, each) in enumerate(zip(evaluation.plan.targets, own), 1)
    ]
    columns = ("STT", "Chỉ tiêu", "Mức giao", "Tử số", "Mẫu số", "Kết quả", "So với mức giao", "Đánh giá")
    note = _table_note(evaluation)
    return Table(
        caption,
        (
            *columns,
            *((capitalised(claims.before_label(evaluation)), claims.CHANGE) if compared else ()),
            *((capitalised(claims.just_before_label(evaluation)),) if both else ()),
            "Nguồn số liệu",
        ),
        tuple(rows),
        "clrrrrrc" + ("rr" if compared else "") + ("r" if both else "") + "l",
        heads=2,
        compact=True,
        searchable=True,
        filters=("Nguồn số liệu",),
        note=f"{note} “Điểm phần trăm” là hiệu của hai tỷ lệ phần trăm." if compared else note,
    )


def _table_note(evaluation: Evaluation) -> str:
    """What a result is, and how it is rounded."""
    note = "Kết quả là tỷ lệ của tổng tử số trên tổng mẫu số"
    if not all(target.measure.is_quotient for target in evaluation.plan.targets):
        note += "; chỉ tiêu không có mẫu số: xem định nghĩa chỉ tiêu"
    return note + ". Số liệu làm tròn khi trình bày; việc đánh giá dùng số chưa làm tròn."


def _before_text(each: Indicator, value: Fraction | None, target: Target) -> str:
    if value is None:
        return "–"
    lower = each.goal is not None and target.lower_is_better(each.goal)
    return amount_text(value, goal=scale_of(each, target), lower=lower)


def result_cell(evaluation: Evaluation, each: Indicator, *, elsewhere: bool = False) -> Cell:
    """A result of an evaluation; ``elsewhere``: in the report of another period."""
    shown = result_text(each, target=evaluation.plan.target(each.target))
    mark = "none" if each.met is None else "good" if each.met else "bad"
    return Cell(shown, mark, working(evaluation, each, elsewhere=elsewhere))


def shortfall_table(evaluation: Evaluation, lacking: Sequence[Shortfall]) -> Table:
    """Unit by target not met: what the unit is behind the goal, and its share of what all those behind lack."""
    rows = [
        (f"{unit.name} ({unit.id})", *(_part(evaluation.indicator(unit.id, each.target), each) for each in lacking))
        for unit in evaluation.units
    ]
    return Table(
        "Phần của từng đơn vị trong khoảng cách đến mức giao",
        ("Đơn vị", *(each.target for each in lacking)),
        tuple(rows),
        "l" + "r" * len(lacking),
        searchable=True,
        filters=("Đơn vị",),
        compact=True,
        foot=(("Toàn cơ quan còn thiếu", *(_amount(each.total) for each in lacking)),),
        note=claims.PARTS_NOTE,
    )


def _part(indicator: Indicator, lacking: Shortfall) -> Cell | str:
    part, share = lacking.parts.get(indicator.unit), lacking.share(indicator.unit)
    if part is None:
        return Cell(STATES[indicator.state], "none")
    return _amount(part) + (f"{NBSP}({percent(share)})" if share else "")


def _amount(part: Fraction) -> str:
    return number(part, None if part.denominator == 1 else 1).replace("-", "−")


def value_table(
    evaluation: Evaluation,
    *,
    caption: str = "Kết quả từng chỉ tiêu của các đơn vị (trong ngoặc: tử số/mẫu số)",
    version: str = "",
    worked: bool = True,
) -> Table:
    """Unit by target: the value of each indicator, and whether it meets the goal. ``version``: in which structure. ``worked``:
    with what each figure rests on, which is long where it is said of a second table beside the first."""
    rows: list[tuple[Cell | str, ...]] = []
    for unit in evaluation.units:
        cells = []
        for target in evaluation.plan.targets:
            cell = result_cell(evaluation, evaluation.indicator(unit.id, target.id))
            cells.append(cell if worked else replace(cell, working=None))
        met = [evaluation.indicator(unit.id, t.id).met for t in evaluation.plan.targets]
        rows.append((unit.name, *cells, f"{met.count(False)}/{len(met) - met.count(None)}"))
    goals = [f"{t.id} ({goals_text(t, evaluation.period)})" for t in evaluation.plan.targets]
    return Table(
        caption,
        ("Đơn vị", *goals, f"Số {claims.noun(evaluation.plan)} chưa đạt/được giao có số liệu"),
        tuple(rows),
        "l" + "c" * len(goals) + "r",
        searchable=True,
        filters=("Đơn vị",),
        version=version,
        foot=_counts(evaluation),
        note=f"Trong ngoặc ở tiêu đề là mức giao. Dấu ✗: chưa đạt mức giao.{reported_note(evaluation.plan)}",
    )


def _counts(evaluation: Evaluation) -> tuple[tuple[str, ...], ...]:
    """For each target, of how many units: those behind among those with a figure, those that delivered among the assigned."""
    behind, delivered = [], []
    for target in evaluation.plan.targets:
        met = [evaluation.indicator(unit.id, target.id).met for unit in evaluation.units]
        whole = evaluation.indicator(evaluation.agency, target.id)
        behind.append(f"{met.count(False)}/{len(met) - met.count(None)}")
        delivered.append(whole.delivered_text)
    sent = f"Số đơn vị có gửi số liệu/được giao{', từng năm' if evaluation.years else ''}"
    return (claims.BEHIND_OF_JUDGED, *behind, ""), (sent, *delivered, "")
