"""What is left to do, in words and tables: for a unit, and for the office that has to remind it."""

from __future__ import annotations

from fractions import Fraction

from ..evaluation.results import Evaluation
from ..indicators.model import FollowUp, Indicator
from ..plan import Amount, Target
from ..plan.measures import COUNT
from ..plan.standard import REPORTED
from ..words.formatting import number, short_date
from ..words.vocabulary import BLOCKED, MISSING, NOT_ASSIGNED, OK
from . import claims
from .causes import case_rows
from .claims import listed
from .model import Cell, Table
from .words import aim_text, parts_text, target_label, value_text


def gap_text(evaluation: Evaluation, each: FollowUp) -> str:
    """The gap in words: "còn 3 bộ dữ liệu" of what can still be done, "thiếu 37 hồ sơ" of a closed period; what is met or
    unknown says so."""
    return gap_words(evaluation, evaluation.indicator(each.unit, each.target), each.gap)


def gap_words(evaluation: Evaluation, indicator: Indicator, gap: Fraction | None) -> str:
    """What a unit, or the agency, is from the goal of a target, in whole cases with their noun."""
    target = evaluation.plan.target(indicator.target)
    if indicator.state != OK or gap is None or indicator.goal is None:
        return "–"
    if not gap:
        return "đã đạt"
    amount = claims.needed_text(gap, indicator, target)
    if target.lower_is_better(indicator.goal):
        return amount
    word = "còn" if evaluation.plan.is_state(target) else "thiếu"
    return f"{word} {amount} {gap_noun(evaluation, target, indicator.goal)}".strip()


def gap_noun(evaluation: Evaluation, target: Target, goal: Amount) -> str:
    """What a gap of cases is of, or of what is weighed; empty where it is neither, or says so already."""
    if target.weight and not goal.unit and (column := evaluation.plan.source(target.source).column(target.weight)):
        return f"theo cột {column.header}"
    if target.measure.kind != COUNT and not (target.is_share and goal.percent) or goal.unit:
        return ""
    return "trường hợp" if target.source == REPORTED else evaluation.plan.source(target.source).noun


def _reports(late: int, unsent: int) -> list[str]:
    words = ((late, "gửi chậm"), (unsent, "chưa gửi"))
    return [f"{number(count)} báo cáo {word}" for count, word in words if count]


def case_table(evaluation: Evaluation, unit: str) -> Table:
    """The cases of a unit to look at, by target: those that do not count yet, each with what it fails, or that count where
    less is better."""
    rows, less = [], []
    for each in evaluation.follow_up_of(unit):
        if each.uncounted:
            is_less = _is_less(evaluation, each)
            less += [each.target] if is_less else []
            for reason, cases, ids in case_rows(evaluation, each):
                rows.append((each.target, reason or ("đang nằm trong tử số" if is_less else "–"), number(cases), ids))
    late, unsent = evaluation.late_reports.get(unit, (0, 0))
    if late or unsent:
        rows.append(("Báo cáo định kỳ", listed(_reports(late, unsent)), number(late + unsent), "–"))
    return Table(
        "Các trường hợp tính vào tử số hoặc chưa, theo hướng của chỉ tiêu"
        if less
        else "Các trường hợp chưa tính vào tử số, và vì sao",
        ("Chỉ tiêu", "Nguyên nhân", "Số trường hợp", "Mã"),
        tuple(rows),
        "clrl",
        widths=(13, 27, 10, 50),
        note="Trường hợp thuộc mẫu số nhưng chưa thỏa điều kiện của tử số; "
        + (f"ở {', '.join(less)} (càng thấp càng tốt): trường hợp nằm trong tử số; " if less else "")
        + "hồ sơ thuộc bí mật nhà nước không có trong danh sách.",
    )


def _is_less(evaluation: Evaluation, each: FollowUp) -> bool:
    goal = evaluation.indicator(each.unit, each.target).goal
    return goal is not None and evaluation.plan.target(each.target).lower_is_better(goal)


def gap_table(evaluation: Evaluation, unit: str) -> Table:
    """How far a unit is from each goal that it was given: what its tasks are told from."""
    rows = []
    for each in evaluation.follow_up_of(unit):
        own, target = evaluation.indicator(unit, each.target), evaluation.plan.target(each.target)
        if own.state != NOT_ASSIGNED:
            parts = parts_text(own) if own.denominator is not None and target.measure.is_quotient else "–"
            shown, goal = value_text(own, target=target), aim_text(own, target)
            rows.append((target_label(target), goal, parts, shown, gap_text(evaluation, each)))
    columns = ("Chỉ tiêu", "Mức giao", "Tử số/mẫu số", "Kết quả", "Để đạt mức giao")
    return Table("Khoảng cách đến mức giao", columns, tuple(rows), "lrrrl", compact=True)


def reminder_table(evaluation: Evaluation) -> Table:
    """Whom to remind: units with a target not met, data missing, or reports late, the most behind first."""
    rows = []
    for unit in evaluation.units:
        own = evaluation.follow_up_of(unit.id)
        unmet = [f"{each.target} ({gap_text(evaluation, each)})" for each in own if each.gap]
        lacking = [text for e in own if (text := _lacking_text(evaluation.indicator(unit.id, e.target)))]
        late, unsent = evaluation.late_reports.get(unit.id, (0, 0))
        if unmet or lacking or late or unsent:
            reports = ", ".join([f"{late} chậm"] * bool(late) + [f"{unsent} chưa gửi"] * bool(unsent)) or "–"
            missing = Cell(", ".join(lacking), "bad") if lacking else "–"
            rows.append(
                (len(unmet) + len(lacking), (f"{unit.name} ({unit.id})", "; ".join(unmet) or "–", missing, reports))
            )
    ordered = sorted(rows, key=lambda row: -row[0])
    return Table(
        "Đơn vị cần đôn đốc",
        ("Đơn vị", "Chỉ tiêu chưa đạt (khoảng cách)", "Chưa có hoặc không tính được", "Báo cáo định kỳ"),
        tuple(row for _, row in ordered),
        "lllc",
        searchable=True,
    )


def _lacking_text(each: Indicator) -> str:
    """A target that has no figure; over several years, of which of them it has none."""
    if each.state in (MISSING, BLOCKED):
        return each.target
    return f"{each.target} (năm {', '.join(each.lacking)})" if each.lacking else ""


def latest_table(evaluation: Evaluation) -> Table:
    """The last day that the rows of each unit bear, by source: who has gone quiet."""
    names = sorted({source for _, source in evaluation.latest_days}, key=list(evaluation.plan.every_source).index)
    rows = [
        (
            f"{unit.name} ({unit.id})",
            *(
                short_date(day) if (day := evaluation.latest_days.get((unit.id, name))) else Cell("–", "none")
                for name in names
            ),
        )
        for unit in evaluation.units
    ]
    return Table(
        "Ngày mới nhất trong số liệu của từng đơn vị",
        ("Đơn vị", *(evaluation.plan.source(name).title for name in names)),
        tuple(rows),
        "l" + "c" * len(names),
        searchable=True,
        filters=("Đơn vị",),
        compact=True,
        widths=(30, *(0 for _ in names)),
        note="Ngày của dòng mới nhất trong kỳ (ngày tiếp nhận, ngày ban hành, hạn gửi, ngày của minh chứng…), để thấy nguồn nào lâu không được cập nhật.",
    )
