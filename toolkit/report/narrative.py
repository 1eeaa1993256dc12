"""Sentences written from figures. Each figure in a sentence stands in a table of the report as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..formatting import NBSP, number, percent, sort_key
from ..plan import Target
from ..results import Evaluation, Indicator, UnitScore
from ..shortfall import Shortfall
from ..vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from .summary import full_units
from .words import (
    attainment_text,
    band_texts,
    change_text,
    goal_text,
    parts_text,
    result_text,
    score_text,
    scored_text,
    unranked_text,
    value_text,
)

NEAR, FAR = Fraction(95, 100), Fraction(70, 100)  # of the goal: from here on nearly reached; below, far from it
_NAMED = 5  # units named in a sentence; the rest stand in the table


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: a, b và c.

    >>> listed(["CT1", "CT2", "CT4"]), listed(["CT1"])
    ('CT1, CT2 và CT4', 'CT1')
    """
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)


def targets_summary(evaluation: Evaluation) -> str:
    """How many of the indicators reach their goals."""
    by_state = _by_state(evaluation)
    met = [i.target for i in by_state[OK] if i.met]
    unmet = [i.target for i in by_state[OK] if not i.met]
    total = len(evaluation.plan.targets)
    if not met and not unmet:
        return f"Trong {total} chỉ tiêu của phong trào, chưa chỉ tiêu nào có số liệu để đánh giá."
    said = f"Trong {total} chỉ tiêu của phong trào, "
    if not unmet:
        said += (
            f"cả {len(met)} chỉ tiêu có số liệu đều đạt mức giao"
            if len(met) < total
            else f"cả {total} chỉ tiêu đều đạt mức giao"
        )
    elif not met:
        said += (
            f"chưa chỉ tiêu nào đạt mức giao; {len(unmet)} chỉ tiêu có số liệu đều chưa đạt ({listed(unmet)})"
            if len(unmet) < total
            else "chưa chỉ tiêu nào đạt mức giao"
        )
    else:
        said += f"{len(met)} chỉ tiêu đạt mức giao ({listed(met)}), {len(unmet)} chỉ tiêu chưa đạt ({listed(unmet)})"
    for state, words in (
        (NO_CASES, "không phát sinh"),
        (PARTIAL, "tạm tính, chưa đánh giá"),
        (MISSING, "chưa có số liệu"),
        (BLOCKED, "không tính được do lỗi số liệu"),
        (NOT_ASSIGNED, "chưa giao trong kỳ"),
    ):
        if by_state[state]:
            said += f"; {len(by_state[state])} chỉ tiêu {words} ({listed([i.target for i in by_state[state]])})"
    return said + "."


def target_sentence(evaluation: Evaluation, target: Target) -> tuple[str, str]:
    """What the agency reached of a target: the name as lead, and the sentence."""
    each = evaluation.indicator(evaluation.agency, target.id)
    lead = f"{target.id}. {target.name}:"
    goal = goal_text(each.goal)
    if each.state == NOT_ASSIGNED:
        return lead, "không giao trong kỳ này."
    if each.state == PARTIAL:
        return lead, f"{result_text(each, target=target)}; chưa đánh giá (chỉ tiêu được giao {goal})."
    if each.state != OK:
        words = {
            NO_CASES: "không phát sinh trường hợp nào trong kỳ",
            MISSING: "chưa có số liệu",
            BLOCKED: "không tính được do lỗi số liệu (xem phụ lục về chất lượng số liệu)",
        }
        return lead, f"{words[each.state]}; mức giao {goal}."
    said = f"{value_text(each, target=target)} ({parts_text(each)}), {_judgement(each, target)}"
    compared = _over_years(evaluation, target) or _comparison(evaluation, each)
    said += f"; {compared}." if compared else "."
    if each.delivered < each.expected:
        said += f" Số liệu của {each.delivered}/{each.expected} đơn vị được giao."
    return lead, said + _spread(evaluation, target)


def _spread(evaluation: Evaluation, target: Target) -> str:
    """In how many of its units a target is met; who is behind, or the furthest behind where everybody is."""
    judged = [i for u in evaluation.units if (i := evaluation.indicator(u.id, target.id)).met is not None]
    behind = [each for each in judged if not each.met]
    if len(judged) < 2:
        return ""
    if not behind:
        return f" Cả {len(judged)} đơn vị có số liệu đều đạt."
    if len(behind) < len(judged):
        return f" Chưa đạt ở {len(behind)}/{len(judged)} đơn vị có số liệu: {_some([each.unit for each in behind])}."
    last = min(behind, key=lambda each: each.attainment)
    word = "cao nhất" if _lower_is_better(last, target) else "thấp nhất"
    return (
        f" Cả {len(judged)} đơn vị có số liệu đều chưa đạt, {word} là {last.unit} ({value_text(last, target=target)})."
    )


def _lower_is_better(each: Indicator, target: Target) -> bool:
    return each.goal is not None and each.goal.value < target.floor.value


def _judgement(each: Indicator, target: Target) -> str:
    """How the value stands to the goal, as the figures beside it read."""
    goal = goal_text(each.goal)
    if each.met:
        if value_text(each, target=target) == goal:
            return f"đạt mức giao {goal}"
        return f"đạt, thấp hơn mức giao {goal}" if _lower_is_better(each, target) else f"vượt mức giao {goal}"
    word = "gần đạt" if each.attainment >= NEAR else "chưa đạt" if each.attainment >= FAR else "còn cách xa"
    share = attainment_text(each)
    if target.floor.value:
        return f"{word} mức giao {goal} (đi được {share} quãng đường từ {goal_text(target.floor)} đến mức giao)"
    if share == value_text(each, target=target):
        return f"{word} mức giao {goal}"
    return f"{word}, {'mới ' if each.attainment < FAR else ''}bằng {share} mức giao {goal}"


def is_first(evaluation: Evaluation) -> bool:
    """Whether no period of the movement comes before this one."""
    before = evaluation.period.previous()
    return not evaluation.years and (before is None or before.end < evaluation.plan.movement.start)


def _comparison(evaluation: Evaluation, each: Indicator) -> str:
    before = evaluation.period.previous()
    if before is None or is_first(evaluation):
        return ""
    name = before.title
    if each.change is None:
        return f"không có số liệu {name} để so sánh"
    return f"{change_text(each)} so với {name}"


def _over_years(evaluation: Evaluation, target: Target) -> str:
    """Of several years, the first and the last; empty for a single period."""
    if not evaluation.years:
        return ""
    ends = [evaluation.years[0], evaluation.years[-1]]
    said = [f"{e.period.title} là {value_text(e.indicator(e.agency, target.id), target=target)}" for e in ends]
    return ", ".join(dict.fromkeys(said))


def gap_summary(lacking: Sequence[Shortfall]) -> str:
    """Of each target not met, the unit that makes up most of the distance."""
    parts = [
        f"{each.target}: {_some(each.furthest)} ({'mỗi đơn vị ' if len(each.furthest) > 1 else ''}{percent(each.share(each.furthest[0]))})"
        for each in lacking
    ]
    return (
        "Đơn vị còn thiếu nhiều nhất so với mức giao (trong ngoặc: phần của đơn vị trong tổng số còn thiếu của các đơn vị "
        f"chưa đạt): {'; '.join(parts)}."
    )


def years_summary(history: Sequence[Evaluation]) -> tuple[str, ...]:
    """How many indicators rose and fell from the first period to the last, and which the most."""
    first, last = history[0], history[-1]
    changes = []
    for target in last.plan.targets:
        before, after = (e.indicator(e.agency, target.id) for e in (first, last))
        if before.state == OK and after.state == OK:
            changes.append(replace(after, change=after.value - before.value))
    if not changes:
        return (f"Chưa có chỉ tiêu nào có số liệu ở cả {first.period.title} và {last.period.title} để so sánh.",)
    risen = sorted((c for c in changes if c.change > 0), key=lambda c: c.change, reverse=True)
    fallen = sorted((c for c in changes if c.change < 0), key=lambda c: c.change)
    said = f"Từ {first.period.title} đến {last.period.title}, trong {len(changes)} chỉ tiêu có số liệu ở cả hai kỳ, "
    said += (
        f"{len(risen)} chỉ tiêu tăng (nhiều nhất là {risen[0].target}: {change_text(risen[0])})"
        if risen
        else "không có chỉ tiêu nào tăng"
    )
    said += f", {len(fallen)} chỉ tiêu giảm" if fallen else ", không có chỉ tiêu nào giảm"
    said += f" (nhiều nhất là {fallen[0].target}: {change_text(fallen[0])})" if fallen else ""
    met = [sum(e.indicator(e.agency, t.id).met is True for t in e.plan.targets) for e in history]
    counts = "; ".join(f"{e.period.title}: {n}" for e, n in zip(history, met))
    return (f"{said}.", f"Số chỉ tiêu đạt mức giao qua các kỳ: {counts}.")


def units_summary(evaluation: Evaluation) -> tuple[str, ...]:
    """Bands, leaders, and where the official score differs most from the unit's own."""
    scored = [s for s in evaluation.scores if s.rank is not None]
    unranked = (said,) if (said := unranked_text(evaluation)) else ()
    if not scored:
        return unranked or ("Chưa đơn vị nào có điểm để xếp hạng.",)
    said = [f"{scored_text(evaluation)} đơn vị được chấm điểm: {listed(band_texts(evaluation))}."]
    for group in sorted({s.group for s in scored}, key=sort_key):
        said.append(_leaders(evaluation, [s for s in scored if s.group == group], group))
    return (*said, *unranked, *_gap(evaluation, scored))


def _leaders(evaluation: Evaluation, scored: Sequence[UnitScore], group: str) -> str:
    names = evaluation.names
    ordered = sorted(scored, key=lambda s: (s.rank, s.unit))
    first = _alphabetical(names[s.unit] for s in ordered if s.rank == 1)
    head = f"Trong khối {group}, hạng nhất" if group else "Hạng nhất"
    together = f"cùng có {len(first)} đơn vị: {_some(first)}" if len(first) > 1 else f"là {first[0]}"
    said = f"{head} {together} ({score_text(evaluation, ordered[0].score)} điểm)"
    if ordered[-1].rank > 1:
        last = _alphabetical(names[s.unit] for s in ordered if s.rank == ordered[-1].rank)
        said += f"; thấp nhất là {_some(last)} ({score_text(evaluation, ordered[-1].score)} điểm)"
    return said + "."


def _gap(evaluation: Evaluation, scored: Sequence[UnitScore]) -> tuple[str, ...]:
    both = [s for s in scored if s.difference is not None]
    if not both:
        return ()
    widest = max(both, key=lambda s: (abs(s.score - s.self_score), s.unit))
    if widest.score == widest.self_score:
        return ("Điểm thẩm định của mọi đơn vị bằng điểm tự chấm.",)
    return (
        f"Chênh lệch giữa điểm tự chấm và điểm thẩm định lớn nhất ở {evaluation.names[widest.unit]}: tự chấm {score_text(evaluation, widest.self_score)}, "
        f"thẩm định {score_text(evaluation, widest.score)}.",
    )


def items_summary(evaluation: Evaluation, *, kind: str) -> str:
    """The appraisal of contents or actions: how far it has come, and where most points were lost."""
    items = getattr(evaluation.plan, kind)
    word = "nội dung" if kind == "contents" else "biện pháp"
    if not items:
        return f"Kế hoạch không chấm điểm {word}."
    scored = [evaluation.item(unit.id, item.id) for item in items for unit in evaluation.units]
    done = [s for s in scored if s.state == OK]
    said = f"Đã thẩm định {len(done)}/{len(scored)} lượt chấm của {len(items)} {word}."
    shares = {item.id: share for item in items if (share := evaluation.item_share(item.id)) is not None}
    if len(set(shares.values())) > 1:
        best, worst = max(shares, key=lambda id: shares[id]), min(shares, key=lambda id: shares[id])
        said += f" Tỷ lệ điểm đạt được cao nhất ở {best} ({percent(shares[best])}), thấp nhất ở {worst} ({percent(shares[worst])})."
    return said


def strengths(evaluation: Evaluation) -> tuple[str, ...]:
    """What the figures say has gone well."""
    own = _by_state(evaluation)[OK]
    said = []
    if met := [i.target for i in own if i.met]:
        said.append(f"Đạt mức giao {len(met)} chỉ tiêu: {listed(met)}.")
    if risen := sorted((i for i in own if i.change is not None and i.change > 0), key=lambda i: i.change, reverse=True):
        before = evaluation.period.previous()
        said.append(
            f"So với {before.title}, {len(risen)} chỉ tiêu tăng; tăng nhiều nhất là {risen[0].target} ({change_text(risen[0])})."
        )
    if full := _alphabetical(full_units(evaluation)):
        said.append(f"{len(full)} đơn vị đạt mọi chỉ tiêu được giao có phát sinh: {_some(full)}.")
    if not met and own:
        best = max(own, key=lambda i: i.attainment)
        said.append(
            f"Chỉ tiêu gần mức giao nhất là {best.target} ({value_text(best, target=evaluation.plan.target(best.target))}, mức giao {goal_text(best.goal)})."
        )
    return tuple(said) or ("Chưa có số liệu để đánh giá.",)


def weaknesses(evaluation: Evaluation) -> tuple[str, ...]:
    """What the figures say has not."""
    own = _by_state(evaluation)
    said = []
    if unmet := sorted((i for i in own[OK] if not i.met), key=lambda i: (i.attainment, i.target)):
        last = unmet[0]
        told = f"{value_text(last, target=evaluation.plan.target(last.target))}, mức giao {goal_text(last.goal)}"
        said.append(f"{len(unmet)} chỉ tiêu chưa đạt; xa mức giao nhất là {last.target} ({told}).")
    if fallen := sorted((i for i in own[OK] if i.change is not None and i.change < 0), key=lambda i: i.change):
        said.append(
            f"{len(fallen)} chỉ tiêu giảm so với {evaluation.period.previous().title}: {listed([f'{i.target} ({change_text(i)})' for i in fallen])}."
        )
    behind = {
        u.name: sum(evaluation.indicator(u.id, t.id).met is False for t in evaluation.plan.targets)
        for u in evaluation.units
    }
    most = max(behind.values(), default=0)
    if most:
        said.append(
            f"Đơn vị có nhiều chỉ tiêu chưa đạt nhất ({most} chỉ tiêu): {_some(_alphabetical(name for name, n in behind.items() if n == most))}."
        )
    if lacking := _alphabetical(u.name for u in evaluation.units if u.id not in evaluation.complete_units):
        said.append(f"{len(lacking)} đơn vị còn chỉ tiêu chưa có hoặc không tính được số liệu: {_some(lacking)}.")
    if not said and not own[OK]:
        return ("Chưa có số liệu để đánh giá.",)
    return tuple(said) or ("Không có chỉ tiêu nào chưa đạt.",)


def directions(evaluation: Evaluation) -> str:
    """Which targets need attention next, from the figures."""
    own = _by_state(evaluation)
    unmet = [i.target for i in sorted(own[OK], key=lambda i: (i.attainment, i.target)) if not i.met]
    lacking = [i.target for i in (*own[PARTIAL], *own[MISSING], *own[BLOCKED])]
    parts = []
    if unmet:
        parts.append(f"tập trung vào các chỉ tiêu chưa đạt, theo thứ tự từ xa mức giao nhất: {listed(unmet)}")
    if lacking:
        parts.append(f"hoàn thiện số liệu của {listed(lacking)}")
    return (
        f"Từ kết quả trên, {'; '.join(parts)}." if parts else "Từ kết quả trên, tiếp tục duy trì các chỉ tiêu đã đạt."
    )


def quality_summary(evaluation: Evaluation) -> str:
    """How sound the data are."""
    levels = [finding.level for finding in evaluation.findings]
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


def _by_state(evaluation: Evaluation) -> dict[str, list[Indicator]]:
    grouped: dict[str, list[Indicator]] = {
        state: [] for state in (OK, NO_CASES, PARTIAL, MISSING, NOT_ASSIGNED, BLOCKED)
    }
    for target in evaluation.plan.targets:
        each = evaluation.indicator(evaluation.agency, target.id)
        grouped[each.state].append(each)
    return grouped


def _alphabetical(names: Iterable[str]) -> list[str]:
    return sorted(names, key=sort_key)


def _some(names: Iterable[str]) -> str:
    names = list(names)
    if len(names) <= _NAMED + 1:
        return listed(names)
    return f"{', '.join(names[:_NAMED])} và {len(names) - _NAMED}{NBSP}đơn vị khác"
