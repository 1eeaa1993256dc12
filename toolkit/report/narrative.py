"""Sentences written from figures. Each figure in a sentence stands in a table of the report as well.

Here sentences are put together; what may be said of figures, ``claims`` decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..plan import Target
from ..plan.goals import GoalBy
from ..words.formatting import number, sort_key
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from . import claims
from .claims import listed
from .points import item_noun, items_of
from .quality import findings_by_year
from .words import (
    band_texts,
    blocked_text,
    called,
    goal_text,
    result_text,
    scored_text,
    target_label,
    unknown_selves_text,
    value_text,
)


def targets_summary(evaluation: Evaluation) -> tuple[str, ...]:
    """How many of the indicators reach their goals; of several years by the last and by all of them, and which counts."""
    said = claims.verdict_texts(evaluation) if evaluation.years else (claims.targets_text(evaluation),)
    if claims.noun(evaluation.plan) != "chỉ tiêu":  # what is counted from here on
        said = (f"Phong trào có {claims.total_text(evaluation.plan)}. {said[0]}", *said[1:])
    return said


def target_sentence(evaluation: Evaluation, target: Target) -> tuple[str, str]:
    """What the agency reached of a target: the name as lead, and the sentence."""
    lead = f"{target_label(target)}:"
    if evaluation.years:
        return lead, _over_years(evaluation, target)
    each = evaluation.indicator(evaluation.agency, target.id)
    said = _reached(each, target)
    if each.state == OK:
        said += f"; {compared}." if (compared := claims.compared_text(evaluation, each)) else "."
        spread = claims.spread_text(evaluation, target) or claims.all_equal_text(evaluation, target)
        return lead, " ".join(filter(None, (said, spread, claims.causes_text(evaluation, evaluation.agency, target))))
    if claims.has_goals_of_units(target):
        return lead, f"{said}. {claims.spread_text(evaluation, target)}".strip()
    return lead, said + "."


def _reached(each: Indicator, target: Target) -> str:
    """The result with the verdict; the state where there is none."""
    if isinstance(target.goal, GoalBy) and claims.has_goals_of_units(target):
        return f"mức giao riêng theo cột {target.goal.column}, không có mức giao chung"
    goal = goal_text(each.goal)
    if each.state == OK:
        standing = claims.unaimed_text(target) if each.goal is None else claims.against_goal(each, target)
        return f"{result_text(each, target=target)}, {standing}"
    if each.state == PARTIAL:
        return f"{result_text(each, target=target)}; {'chưa đánh giá (mức giao ' + goal + ')' if target.goal else claims.unaimed_text(target)}"
    words = {
        NOT_ASSIGNED: "không giao trong kỳ này",
        NO_CASES: "không phát sinh trường hợp nào trong kỳ",
        MISSING: "chưa có số liệu",
        BLOCKED: f"{blocked_text(target)} (xem báo cáo kiểm tra số liệu)",
    }
    return words[each.state] + ("" if each.state == NOT_ASSIGNED or target.goal is None else f"; mức giao {goal}")


def _over_years(evaluation: Evaluation, target: Target) -> str:
    """The figure that judges, the one beside it, and the first year; then the units, over all the years."""
    judge = claims.judged_on(evaluation)
    official = judge.indicator(judge.agency, target.id)
    said = _reached(official, target)
    if judge is not evaluation or evaluation.years[-1].period.end == evaluation.period.end:
        other = evaluation if judge is not evaluation else evaluation.years[-1]
        said = f"{judge.period.title} {said}; {other.period.title} {_brief(other, target)}"
    first = evaluation.years[0]
    if len(evaluation.years) > 1:
        said += f"; {first.period.title} {_brief(first, target)}"
    spread = claims.spread_text(evaluation, target)
    more = f"Tính cả giai đoạn: {spread[0].lower()}{spread[1:]}" if spread else ""
    causes = claims.causes_text(judge, judge.agency, target)
    causes = f"{judge.period.title.capitalize()}, {causes[0].lower()}{causes[1:]}" if causes else ""
    return " ".join(filter(None, (f"{said}.", more, causes)))


def _brief(evaluation: Evaluation, target: Target) -> str:
    each = evaluation.indicator(evaluation.agency, target.id)
    if each.state != OK:
        return value_text(each, target=target)
    return f"{result_text(each, target=target)}, {claims.met_text(each)}"


def years_summary(history: Sequence[Evaluation]) -> tuple[str, ...]:
    """How many indicators rose and fell from the first period to the last, and which the most."""
    last = history[-1]
    counts = "; ".join(f"{e.period.title}: {claims.met_count_text(e, e.agency)}" for e in history)
    word = claims.noun(last.plan)
    return claims.over_time_text(history, last.agency), f"Số {word} đạt mức giao qua các kỳ: {counts}."


def units_summary(evaluation: Evaluation) -> tuple[str, ...]:
    """Bands, leaders, who is not ranked, and where the official score differs most from the unit's own."""
    ranked = [s for s in evaluation.scores if s.rank is not None]
    unranked = (said,) if (said := claims.unranked_text(evaluation)) else ()
    if not ranked:
        return unranked or ("Chưa đơn vị nào có điểm để xếp hạng.",)
    told = [f"{scored_text(evaluation)} đơn vị được chấm điểm: {listed(band_texts(evaluation))}."]
    for group in sorted({s.group for s in ranked}, key=sort_key):
        told.append(claims.leaders_text(evaluation, [s for s in ranked if s.group == group], group))
    if sections := claims.section_shares_text(evaluation):
        told.append(sections)
    last = (claims.all_held_back_text(evaluation), claims.differences_text(evaluation), unknown_selves_text(evaluation))
    return (*told, *unranked, *filter(None, last))


def items_summary(evaluation: Evaluation, *, kind: str) -> str:
    """The appraisal of contents or actions: how far it has come, and where most points were lost."""
    items, word = items_of(evaluation.plan, kind), item_noun(evaluation.plan, kind)
    if not items:
        return f"Kế hoạch không chấm điểm {word}."
    every = [evaluation.item(unit.id, item.id) for item in items for unit in evaluation.units]
    scored = [each for each in every if each.state != NOT_ASSIGNED]
    if not scored:
        return f"Trong kỳ chưa chấm {word} nào."
    asked, units = ({getattr(each, name) for each in scored} for name in ("item", "unit"))
    done = [s for s in scored if s.state == OK]
    own = [item.id for item in items if item.counts == "self"]
    said = f"Đã {'có điểm' if own else 'thẩm định'} {len(done)}/{len(scored)} lượt chấm của {len(asked)} {word}."
    if len(done) == len(scored) and not own:
        said = f"Đã thẩm định đủ {len(asked)} {word} của {len(units)} đơn vị."
    said += f" {listed(own)} tính theo điểm tự chấm của đơn vị." if own else ""
    extremes = claims.shares_text(evaluation, [item.id for item in items], word=word)
    return " ".join(filter(None, (said, extremes)))


def strengths(evaluation: Evaluation) -> tuple[str, ...]:
    """What the figures say has gone well, by the years that judge; of the units over all years."""
    judge = claims.judged_on(evaluation)
    own, word = claims.by_state(judge)[OK], claims.noun(evaluation.plan)
    met = [called(evaluation.plan, i.target) for i in own if i.met]
    said = [f"Đạt mức giao {len(met)} {word}: {listed(met)}."] if met else []
    said += _filled(claims.better_text(judge))
    said += _filled(claims.full_text(evaluation))
    said += _filled("" if met else claims.nearest_text(own, judge.plan))
    if said:
        return tuple(said)
    return (f"{claims.NONE_MET}.",) if own else (_unjudged(evaluation),)


def weaknesses(evaluation: Evaluation) -> tuple[str, ...]:
    """What the figures say has not, by the years that judge; of the units over all years."""
    judge = claims.judged_on(evaluation)
    own = claims.by_state(judge)[OK]
    said = _filled(claims.furthest_text([i for i in own if not i.met], judge.plan))
    said += _filled(claims.worse_text(judge))
    over = "Tính cả giai đoạn, " if evaluation.years else ""
    for text in (claims.weakest_text(evaluation), claims.lacking_text(evaluation)):
        said += [f"{over}{text[0].lower()}{text[1:]}" if over else text] if text else []
    if said:
        return tuple(said)
    return (f"Không có {claims.noun(evaluation.plan)} nào chưa đạt.",) if own else (_unjudged(evaluation),)


def _unjudged(evaluation: Evaluation) -> str:
    """Why no target is judged."""
    if not evaluation.plan.targets:
        return "Kế hoạch không có chỉ tiêu; kết quả là điểm thẩm định."
    return "Chưa có số liệu để đánh giá."


def _filled(text: str) -> list[str]:
    return [text] if text else []


def directions(evaluation: Evaluation) -> str:
    """Which targets need attention next, from the figures."""
    judge = claims.judged_on(evaluation)
    own, word = claims.by_state(judge), claims.noun(evaluation.plan)
    unmet = [i for i in own[OK] if not i.met]
    lacking = [called(evaluation.plan, i.target) for state in (PARTIAL, MISSING, BLOCKED) for i in own[state]]
    parts = [claims.order_text(unmet, judge.plan)] if unmet else []
    parts += [f"hoàn thiện số liệu của {listed(lacking)}"] if lacking else []
    if parts:
        return f"Từ kết quả trên, {'; '.join(parts)}."
    if own[OK]:
        return f"Từ kết quả trên, tiếp tục duy trì các {word} đã đạt."
    if not judge.plan.targets:
        return "Kế hoạch không có chỉ tiêu; phương hướng theo kết quả thẩm định."
    return f"Trong kỳ chưa có {word} nào được đánh giá là đạt hay chưa đạt."


def quality_summary(evaluation: Evaluation) -> str:
    """How sound the data are."""
    levels = [finding.level for _, finding in findings_by_year(evaluation)]
    words = (("error", "lỗi"), ("warning", "cảnh báo"), ("info", "thông tin cần biết"))
    found = listed([f"{number(n)} {word}" for level, word in words if (n := levels.count(level))])
    return (
        f"Đã đọc {number(sum(evaluation.rows_read.values()))} dòng số liệu; {f'có {found}' if found else 'không phát hiện lỗi'}. "
        + (
            "Mọi số liệu cần thiết đều có."
            if evaluation.is_complete
            else "Còn số liệu thiếu hoặc không tính được; các chỗ đó được ghi rõ, không coi là bằng 0."
        )
    )
