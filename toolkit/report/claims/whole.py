"""What is said of a whole: of all targets, all units, all years. "All" is never said of nothing."""

from __future__ import annotations

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Plan, Target
from ...plan.goals import GoalBy
from ...words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from ..words import called, capitalised
from .among import listed

NO_GOAL = "no goal"  # of a figure that is not judged, for its target needs no goal
OF_UNITS = "goals of units"  # of a target whose goal each unit has for itself, and the agency has none
OF_EACH_UNIT = "giao riêng từng đơn vị"  # in a cell of the agency
STATES_TOLD = (
    (NO_CASES, "không phát sinh"),
    (PARTIAL, "tạm tính, chưa đánh giá"),
    (MISSING, "chưa có số liệu"),
    (BLOCKED, "không tính được do lỗi số liệu"),
    (NOT_ASSIGNED, "chưa giao trong kỳ"),
    (NO_GOAL, "không có mức giao"),
    (OF_UNITS, "chỉ có mức giao riêng của từng đơn vị"),
)


NONE_MET = "Chưa có chỉ tiêu nào đạt mức giao"  # nor any of its parts: it is true of both


def noun(plan: Plan) -> str:
    """What the plan's targets are called where they are counted: a chỉ tiêu may have parts, which are measured apart."""
    return plan.noun


def total_text(plan: Plan) -> str:
    """How many there are of all: 9 chỉ tiêu (10 mức đo)."""
    parts = f" ({len(plan.targets)} mức đo)" if noun(plan) == "mức đo" else ""
    return f"{wholes(plan)} chỉ tiêu{parts}"


def wholes(plan: Plan) -> int:
    """How many chỉ tiêu the plan has, those of several parts counted once."""
    return len({target.of or target.id for target in plan.targets})


def judged_on(evaluation: Evaluation) -> Evaluation:
    """The evaluation that judges: of several years the last, or all pooled, as the plan says (``movement.verdict``).

    Where the last year has not been evaluated, the years that there are.
    """
    years = evaluation.years
    is_last = bool(years) and years[-1].period.end == evaluation.period.end
    return years[-1] if is_last and evaluation.plan.movement.verdict == "final_year" else evaluation


def by_state(evaluation: Evaluation) -> dict[str, list[Indicator]]:
    """The agency's indicators by their state, in the order of the plan; apart, those that have a figure and need no goal, and
    those for which only units have goals."""
    grouped: dict[str, list[Indicator]] = {
        state: [] for state in (OK, NO_CASES, PARTIAL, MISSING, NOT_ASSIGNED, BLOCKED, NO_GOAL, OF_UNITS)
    }
    for target in evaluation.plan.targets:
        each = evaluation.indicator(evaluation.agency, target.id)
        state = NO_GOAL if each.state == OK and target.goal is None else each.state
        grouped[OF_UNITS if has_goals_of_units(target) else state].append(each)
    return grouped


def has_goals_of_units(target: Target) -> bool:
    """Whether only units have goals, by a column of their list."""
    return isinstance(target.goal, GoalBy) and target.goal.rest is None


def targets_text(evaluation: Evaluation) -> str:
    """How many of the agency's targets reach their goals, how many do not, and of how many that is not known."""
    states, word, plan = by_state(evaluation), noun(evaluation.plan), evaluation.plan
    met, unmet = ([called(plan, i.target) for i in states[OK] if bool(i.met) is which] for which in (True, False))
    total, whole = len(plan.targets), total_text(plan)
    if not total:
        return "Kế hoạch không có chỉ tiêu nào; kết quả là điểm thẩm định."
    if not met and not unmet:
        said = f"Chưa có {word} nào có số liệu để đánh giá"
    elif not unmet and len(met) == total:
        said = f"Cả {whole} đều đạt mức giao" if total > 1 else f"{capitalised(word)} của phong trào đạt mức giao"
    elif not unmet:
        there = "có số liệu để đánh giá" if states[NO_GOAL] else "có số liệu"
        said = f"Cả {len(met)} {word} {there} đều" if len(met) > 1 else f"1 {word} {there}"
        said += " đạt mức giao"
    elif not met:
        said = NONE_MET
        if len(unmet) < total:
            there = "có số liệu để đánh giá" if states[NO_GOAL] else "có số liệu"
            said += f"; {len(unmet)} {word} {there} {'đều ' * (len(unmet) > 1)}chưa đạt ({listed(unmet)})"
    else:
        judged = total - len(states[NO_GOAL]) - len(states[OF_UNITS])
        said = f"{len(met)} trên {judged} {word} đạt mức giao ({listed(met)}); {len(unmet)} {word} chưa đạt ({listed(unmet)})"
    for state, words in STATES_TOLD:
        if states[state]:
            said += f"; {len(states[state])} {word} {words} ({listed([called(plan, i.target) for i in states[state]])})"
    return said + "."


def before_text(evaluation: Evaluation) -> str:
    """The title of the period that figures are compared with; empty where nothing is compared."""
    before = evaluation.period.previous()
    return before.title if before is not None else ""


def is_compared(evaluation: Evaluation) -> bool:
    """Whether any figure stands beside one of the period before."""
    return any(each.previous_value is not None for each in evaluation.indicators)


def starts_movement(evaluation: Evaluation) -> bool:
    """Whether the period just before ends before the movement begins."""
    before = evaluation.period.just_before()
    return not evaluation.years and (before is None or before.end < evaluation.plan.movement.start)


def first_period_text(evaluation: Evaluation) -> str:
    """What is said of the movement's first period; empty for any other. The tables decide whether anything is compared."""
    if not starts_movement(evaluation):
        return ""
    if is_compared(evaluation):
        return f"Đây là kỳ đầu của phong trào; số liệu {before_text(evaluation)} dùng để so sánh là của kỳ trước khi phát động."
    return "Đây là kỳ đầu của phong trào, chưa có kỳ trước để so sánh."


def met_of_all_text(evaluation: Evaluation, *, most: int = 0) -> str:
    """How many of the agency's indicators meet their goals, of those that are not a part: these are counted for themselves.
    Up to ``most`` that meet them are named."""
    own, word = by_state(evaluation), noun(evaluation.plan)
    met, part = sum(bool(each.met) for each in own[OK]), len(own[PARTIAL])
    whole = len(evaluation.plan.targets) - part - len(own[NO_GOAL]) - len(own[OF_UNITS])
    apart = [
        f"{len(own[state])} {word} {said}" for state, said in STATES_TOLD if state in (NO_GOAL, OF_UNITS) and own[state]
    ]
    if not evaluation.plan.targets:
        return "kế hoạch không có chỉ tiêu, kết quả là điểm thẩm định"
    if not whole and apart:
        return "; ".join(apart)
    if not whole:
        return f"{part} {word} tạm tính, chưa đánh giá"
    if not own[OK]:
        said = f"Chưa có {word} nào có số liệu để đánh giá"
    elif met == whole > 1:
        said = f"Cả {whole} {word} đều đạt mức giao"
    else:
        said = f"{met} trên {whole} {word} đạt mức giao" if met else NONE_MET
    if 0 < met <= most:
        said += f" ({listed([called(evaluation.plan, each.target) for each in own[OK] if each.met])})"
    said += f"; {part} {word} tạm tính, chưa đánh giá" if part else ""
    return "; ".join([said, *apart])


def met_count_text(evaluation: Evaluation, unit: str) -> str:
    """How many targets a unit (or the agency) meets; where none of them is judged that is not 0 but unknown."""
    own = [each.met for target in evaluation.plan.targets if (each := indicator_of(evaluation, unit, target))]
    return str(own.count(True)) if len(own) > own.count(None) else "chưa đánh giá"


def indicator_of(evaluation: Evaluation, unit: str, target: Target) -> Indicator | None:
    """The indicator of a unit; None of one that did not stand then."""
    try:
        return evaluation.indicator(unit, target.id)
    except KeyError:
        return None


def verdict_texts(evaluation: Evaluation) -> tuple[str, ...]:
    """Of several years: how many targets are met by the figures that judge, and by the others, which do not."""
    judge, last = judged_on(evaluation), evaluation.years[-1]
    if last.period.end != evaluation.period.end:
        missing = f"năm {evaluation.period.end.year}"
        return (
            f"Chưa có số liệu {missing} nên chưa có kết luận theo năm cuối; theo số gộp của các năm đã có: {_lowered(targets_text(evaluation))}",
        )
    other = evaluation if judge is last else last
    return (
        f"Kết luận chính thức theo {_basis(judge)}: {_lowered(targets_text(judge))}",
        f"Để đối chiếu, theo {_basis(other)}: {_lowered(targets_text(other))}",
    )


def basis_text(evaluation: Evaluation) -> str:
    """Of several years, by what they are judged; empty of one."""
    return f"theo {_basis(judged_on(evaluation))}" if evaluation.years else ""


def _basis(evaluation: Evaluation) -> str:
    title = evaluation.period.title
    return f"số gộp của cả {title}" if evaluation.years else f"số liệu của năm cuối ({title})"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
