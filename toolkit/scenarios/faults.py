"""What of a scenario does not fit an evaluation, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..indicators.model import Count
from ..plan import Item, Target
from ..plan.blocks import DEDUCT
from ..plan.measures import RATIO
from ..units.tree import parents_below
from ..words.vocabulary import NOT_ASSIGNED, OK, PARTIAL
from .model import Scenario


def scenario_faults(evaluation: Evaluation, scenario: Scenario) -> list[str]:
    """Every part of the scenario that does not fit the evaluation, in words."""
    plan, items = evaluation.plan, {item.id: item for item in evaluation.plan.items}
    targets = {target.id: target for target in plan.targets}
    faults = []
    if scenario.period != evaluation.period.id:
        faults.append(f"kịch bản của kỳ {scenario.period}, không phải {evaluation.period.id}.")
    for id in (*scenario.points, *scenario.left_out):
        if id not in items:
            faults.append(f"không có mục {id} trong kế hoạch.")
        elif id in scenario.points and scenario.points[id] and not items[id].points and _keeps_share(items[id]):
            faults.append(f"mục {id} có điểm chuẩn 0 nên không biết tỷ lệ điểm đã đạt.")
    remaining = {**{id: item.points for id, item in items.items()}, **scenario.points}
    if not any(points for id, points in remaining.items() if id not in scenario.left_out):
        faults.append("không còn mục nào có điểm.")
    for id, goal in scenario.goals.items():
        now = targets[id].goal_in(evaluation.period) if id in targets else None
        if now is None:
            faults.append(f"chỉ tiêu {id} không được giao trong kỳ.")
        elif (
            goal.percent != now.percent
            or goal.value == targets[id].floor.value
            or (goal.percent and not 0 <= goal.value <= 1)
        ):
            faults.append(
                f"mức giao mới của {id} phải cùng dạng với mức giao cũ, từ 0% đến 100% và khác mức khởi điểm."
            )
    return faults + _figure_faults(evaluation, scenario)


def _keeps_share(item: Target | Item) -> bool:
    return isinstance(item, Item) or item.rule in ("steps", "curve", DEDUCT)


def _figure_faults(evaluation: Evaluation, scenario: Scenario) -> list[str]:
    faults, above = [], set(parents_below(evaluation.units))
    units, targets = {unit.id for unit in evaluation.units}, {t.id for t in evaluation.plan.targets}
    for part in ("figures", "more"):
        for unit, changes in getattr(scenario, part).items():
            for target, change in changes.items():
                if unit == evaluation.agency:
                    faults.append(f"số liệu {target} của toàn cơ quan là tổng của các đơn vị: chọn một đơn vị.")
                    continue
                if unit in above:
                    faults.append(f"số liệu {target} của {unit} gồm cả đơn vị cấp dưới: chọn một đơn vị cấp dưới.")
                    continue
                if unit not in units or target not in targets:
                    faults.append(f"không có chỉ tiêu {target} của đơn vị {unit}.")
                    continue
                rule = evaluation.plan.target(target)
                if not rule.measure.is_summed or rule.measure.kind == RATIO or rule.at_least_rows:
                    faults.append(
                        f"không thay được số liệu {target}: chỉ tiêu không cộng từ tử số, mẫu số của các đơn vị."
                    )
                    continue
                each = evaluation.indicator(unit, target)
                new = Count(each.state, each.numerator, each.denominator)
                if part == "figures":
                    new = Count(OK, Fraction(change[0]), Fraction(change[1]))
                    if each.state == NOT_ASSIGNED or evaluation.period.is_range:
                        faults.append(
                            f"không thay được số liệu {target} của {unit}: không giao, hoặc kỳ gồm nhiều năm."
                        )
                else:
                    if target in scenario.figures.get(unit, {}):
                        numerator, denominator = scenario.figures[unit][target]
                        new = Count(OK, Fraction(numerator), Fraction(denominator))
                    if new.state not in (OK, PARTIAL):
                        faults.append(f"{target} của {unit} chưa có số liệu để thêm trường hợp đạt.")
                        continue
                    new = replace(new, numerator=new.numerator + change)
                if each.goal is not None and each.goal.percent and rule.is_share and not _counts_cases(new):
                    faults.append(f"tử số {target} của {unit} phải là số đếm từ 0 đến mẫu số.")
    return faults


def _counts_cases(count: Count) -> bool:
    numerator, denominator = count.numerator, count.denominator
    if numerator is None or denominator is None:
        return False
    return numerator.denominator == denominator.denominator == 1 and 0 <= numerator <= denominator
