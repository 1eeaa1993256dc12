"""Which keys of points go together, of targets and of items; where one lacks, what it is for."""

from __future__ import annotations

from typing import Any

from .amounts import Amount
from .blocks import DEDUCT
from .faults import Fault
from .measures import FORMULA, MEAN, MEAN_DAYS, MEDIAN, RATIO, SHARE, SUM, Measure, pairing_faults
from .standard import REPORTED

NO_GOAL = "thiếu goal: mức giao"


def points_faults(item: Any) -> list[Fault]:
    """Keys of points that do not go together, of whatever earns them."""
    deducts, faults = item.rule == DEDUCT, list[Fault]()
    if deducts and item.points:
        faults.append((("points",), "rule: deduct trừ điểm, không có điểm tối đa; ghi at_most: điểm trừ nhiều nhất"))
    if not deducts and "points" not in item.model_fields_set:
        faults.append(((), "thiếu points: điểm tối đa"))
    if not deducts and item.at_most is not None:
        faults.append((("at_most",), "chỉ dùng với rule: deduct"))
    if deducts and item.bonus:
        faults.append((("bonus",), "điểm trừ không là điểm thưởng"))
    return faults


def counting_faults(target: Any) -> list[Fault]:
    """Keys of a target that do not go together with its source and its measure."""
    kind, reported = target.measure.kind, target.source == REPORTED
    keys = ("source", "population", "success", "date", "weight", "at_least_rows", "fallback")
    if kind in (RATIO, FORMULA):
        where = "of và to của ratio" if kind == RATIO else "các chỉ tiêu mà formula dùng"
        return [((key,), f"{kind} không có khóa này; nó thuộc {where}") for key in keys if getattr(target, key)]
    if not target.source:
        return [((), "thiếu source: nguồn số liệu được đếm")]
    faults: list[Fault] = []
    if reported:
        problem = f"nguồn {REPORTED} dùng tử số, mẫu số đơn vị báo cáo, không có điều kiện hay ngày"
        faults += [((key,), problem) for key in keys[1:-1] if getattr(target, key)]
        if target.measure not in (Measure(), Measure(SUM, ("numerator",))):
            faults.append((("measure",), f"với {REPORTED} chỉ có {{sum: numerator}}: cộng tử số của các đơn vị"))
    else:
        faults += pairing_faults(target)
    if target.fallback and (reported or kind != SHARE or target.weight):
        why = f"nguồn đã là {REPORTED}, không có nguồn thay thế" if reported else "chỉ dùng với tỷ lệ số dòng"
        faults.append((("fallback",), why))
    if target.at_least_rows and not (kind in (MEAN, MEAN_DAYS, MEDIAN) or target.is_share):
        faults.append((("at_least_rows",), "chỉ dùng với share, mean, mean_days, median"))
    if target.nature == "flow" and not target.measure.is_summed:
        faults.append((("nature",), f"{kind} của nhiều năm không cộng được, nhiều năm lấy năm cuối"))
    return faults


def rule_faults(target: Any) -> list[Fault]:
    """Keys that do not go together with the rule of a target, or with the way it is judged."""
    faults: list[Fault] = []
    if (target.rule == "steps") != bool(target.steps) or any(step.points > target.points for step in target.steps):
        faults.append((("steps",), "ghi các mức (điểm không quá points) khi và chỉ khi rule: steps"))
    if (target.rule == "curve") != bool(target.curve) or any(points > target.points for _, points in target.curve):
        faults.append((("curve",), "ghi các điểm của đường (điểm không quá points) khi và chỉ khi rule: curve"))
    if (target.rule == DEDUCT) != (target.each is not None):
        faults.append((("each",), "ghi each (điểm trừ cho mỗi đơn vị của kết quả) khi và chỉ khi rule: deduct"))
    if target.rule == DEDUCT:
        return faults + _deduct_faults(target)
    return faults + _goal_faults(target)


def _deduct_faults(target: Any) -> list[Fault]:
    keys = ("goal", "better", "bonus")
    faults: list[Fault] = [((key,), "rule: deduct không có khóa này") for key in keys if getattr(target, key)]
    if target.floor.value:
        faults.append((("floor",), "rule: deduct không có mức khởi điểm"))
    if target.normalise != "goal":
        faults.append((("normalise",), "rule: deduct không so với đơn vị khác"))
    if target.measure.kind == SHARE and target.source != REPORTED:
        faults.append(
            (
                ("measure",) if "measure" in target.model_fields_set else (),
                "trừ điểm theo tỷ lệ thì không rõ mỗi each là bao nhiêu; ghi measure: count, {sum: cột} hoặc {distinct: cột}",
            )
        )
    return faults


def _goal_faults(target: Any) -> list[Fault]:
    """What a goal lacks, and what lacks a goal."""
    faults: list[Fault] = []
    compared = target.normalise != "goal"
    if compared and target.rule != "linear":
        faults.append((("normalise",), f"so với đơn vị khác thì điểm theo tỷ lệ của mức đạt; bỏ rule: {target.rule}"))
    if target.goal is None and not compared:
        faults.append((("goal",) if "goal" in target.model_fields_set else (), NO_GOAL))
    if target.goal is None and target.floor.value:
        faults.append((("floor",), "không có goal thì không có floor; càng thấp càng tốt thì ghi better: lower"))
    one_way = target.is_all_or_nothing
    if one_way and target.rule == "linear" and not compared:
        faults.append((("better",), "điểm theo tỷ lệ cần floor: mức mà ở đó được 0 điểm, lớn hơn mức giao"))
    if any(goal.value == target.floor.value for goal in target.goals) and not one_way:
        faults.append((("goal",), "mức giao không được bằng floor (mức khởi điểm)"))
    wrong = {
        "lower": lambda goal: target.floor.value and goal.value > target.floor.value,
        "higher": lambda goal: goal.value < target.floor.value,
    }
    if target.better and any(wrong[target.better](goal) for goal in target.goals if isinstance(goal, Amount)):
        words = {"lower": "lớn hơn", "higher": "nhỏ hơn"}[target.better]
        faults.append((("better",), f"better: {target.better} thì floor phải {words} mức giao"))
    return faults
