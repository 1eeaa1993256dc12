"""How points and scores come about, in words, with the score of one unit worked out from its figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan import Band, Item, Plan, Target
from ..plan.blocks import DEDUCT
from ..plan.measures import COUNT
from ..plan.sections import every_section
from ..scoring.model import ItemScore
from ..scoring.totals import total
from ..words.formatting import number, percent
from ..words.vocabulary import OK, STATES
from .model import Block, Table
from .words import amount_text, goal_text, scale_of, score_text

_RULES = {
    "linear": "điểm = điểm chuẩn × mức đạt",
    "threshold": "đạt mức giao: đủ điểm chuẩn; chưa đạt: 0 điểm",
    "pass_fail": "đạt mức giao: đủ điểm chuẩn; chưa đạt: 0 điểm",
    "steps": "điểm theo mức của kế hoạch",
    "curve": "điểm theo đường gấp khúc của kế hoạch",
    "deduct": "trừ điểm theo kết quả",
}


def item_noun(plan: Plan, kind: str) -> str:
    """What the appraised items of a kind (contents, actions, criteria) are called."""
    words = plan.words
    return {"contents": words.content, "actions": words.action}.get(kind, words.criterion)


def items_of(plan: Plan, kind: str) -> tuple[Item, ...]:
    """The appraised items of a kind: contents, actions, or criteria, which are those of sections."""
    if kind != "criteria":
        found: tuple[Item, ...] = getattr(plan, kind)
        return found
    return plan.appraised[len(plan.contents) + len(plan.actions) :]


def standard_text(item: Target | Item) -> str:
    """What an item may earn at most; of a bonus, and of what takes points off, that it does so."""
    if item.rule == DEDUCT:
        return f"trừ đến {number(item.at_most)}" if item.at_most else "trừ"
    return ("thưởng " if item.bonus else "") + number(item.points)


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
    every = ("contents", "actions", "criteria")
    kinds = [item_noun(evaluation.plan, kind) for kind in every if items_of(evaluation.plan, kind)]
    missing = "0 điểm, vẫn tính vào điểm tối đa" if scoring.missing == "zero" else "không tính vào điểm tối đa"
    rows = (
        (
            "Mức đạt",
            "(kết quả − mức khởi điểm) ÷ (mức giao − mức khởi điểm), không dưới 0%, không quá trần "
            + percent(scoring.cap),
        ),
        ("Điểm của chỉ tiêu", "điểm chuẩn × mức đạt, trừ chỉ tiêu ghi cách khác ở cột Điểm chuẩn"),
        *([(f"Điểm của {', '.join(kinds)}", appraised)] if kinds else []),
        ("Mục không giao, không phát sinh", "không có điểm, không tính vào điểm tối đa"),
        ("Mục chưa có số liệu, không tính được", missing),
        (
            "Điểm của đơn vị",
            f"100 × tổng điểm ÷ tổng điểm tối đa, làm tròn một lần đến {scoring.decimals} chữ số thập phân (nửa làm tròn lên)",
        ),
    )
    return Table("Cách tính điểm", ("Phần", "Cách tính"), (*rows, *_more_rules(evaluation.plan)), "ll", compact=True)


def _more_rules(plan: Plan) -> Iterator[tuple[str, str]]:
    """The rules of sections, bonuses, deductions and bands, as far as the plan has them."""
    scoring, sections = plan.scoring, list(every_section(plan.sections))
    if any(item.rule == DEDUCT or item.bonus for item in plan.items):
        cap = (
            f"; mọi điểm thưởng cộng lại không quá {number(scoring.bonus_cap)}" if scoring.bonus_cap is not None else ""
        )
        yield (
            "Điểm trừ, điểm thưởng",
            f"cộng vào tổng điểm, không tính vào điểm tối đa{cap}; điểm của đơn vị không dưới 0",
        )
    if selves := [item.id for item in plan.appraised if item.counts == "self"]:
        yield "Mục tính theo điểm tự chấm", ", ".join(selves)
    if among := [target.id for target in plan.targets if target.normalise != "goal"]:
        yield "Chỉ tiêu so giữa các đơn vị", f"{', '.join(among)}: mức đạt xem định nghĩa chỉ tiêu"
    if own := [section for section in sections if section.points is not None]:
        said = "; ".join(f"{each.id}: {number(each.points)} điểm" for each in own)
        yield (
            "Phần có điểm riêng",
            f"phần các mục của nó đạt được trên điểm tối đa của chúng, nhân với điểm của phần ({said})",
        )
    for each in sections:
        if each.at_least is not None and each.else_ is not None:
            words = [f"xếp loại không quá {each.else_.band_at_most}"] if each.else_.band_at_most else []
            words += ["cả phần 0 điểm"] if each.else_.points is not None else []
            yield f"Phần {each.id} dưới {goal_text(each.at_least)} điểm của phần", " và ".join(words)
    if scoring.gates:
        said = "; ".join(f"{band.name}: {_band_text(band)}" for band in scoring.bands)
        yield "Xếp loại", f"mức đầu tiên thỏa mãn, theo thứ tự: {said}. Mục không giao, không phát sinh không là đạt"


def _band_text(band: Band) -> str:
    """What a band asks for."""
    said = [f"từ {number(band.from_)} điểm"] if band.from_ is not None else []
    if band.requires is not None:
        met = band.requires.met
        if met is not None:
            said.append(
                "đạt mọi mục"
                if met == "all"
                else f"đạt ít nhất {met} mục"
                if isinstance(met, int)
                else f"đạt {', '.join(met)}"
            )
        said += [f"phần {id} từ {goal_text(least)} điểm của phần" for id, least in band.requires.section.items()]
    return " và ".join(said)


def points_rule(target: Target, plan: Plan) -> str:
    """The points of a target and, where it is not in proportion to the attainment, the rule."""
    if target.rule == "linear":
        return standard_text(target)
    if target.rule == DEDUCT:
        most = f", không quá {number(target.at_most)}" if target.at_most is not None else ""
        return f"trừ {number(target.each)} điểm cho mỗi {_one_of(target, plan)}{most}"
    return f"{standard_text(target)} ({_RULES[target.rule]}{_steps(target)})"


def _one_of(target: Target, plan: Plan) -> str:
    """What one of a target's result is: a row by its name, or one of its unit of measure."""
    if target.measure.kind == COUNT:
        return plan.source(target.source).noun
    return f"1 {target.unit_of_measure}".strip() + ("" if target.unit_of_measure else " của kết quả")


def _steps(target: Target) -> str:
    said = [f"{goal_text(value)}: {number(points)} điểm" for value, points in target.curve]
    for step in target.steps:
        edges = (("từ", step.from_), ("trên", step.above), ("đến", step.to), ("dưới", step.below))
        said.append(
            " ".join(f"{word} {goal_text(edge)}" for word, edge in edges if edge) + f": {number(step.points)} điểm"
        )
    return f": {'; '.join(said)}" if said else ""


def _example(evaluation: Evaluation, unit: str) -> Table:
    rows = []
    for item in evaluation.plan.items:
        each = evaluation.item(unit, item.id)
        shown = _points(each.points) if each.points is not None else "–"
        rows.append((item.id, _working(evaluation, each, item), shown, number(each.max_points) or "không tính"))
    for section, each in zip(every_section(evaluation.plan.sections), evaluation.subtotals[unit]):
        how = "cộng các mục của phần" if section.points is None else f"phần các mục đạt được × {number(section.points)}"
        shown = _points(each.points) if each.points is not None else "–"
        rows.append((section.id, how, shown, number(each.max_points) or "không tính"))
    whole, score = (
        total(evaluation.plan, evaluation.items_of(unit)),
        score_text(evaluation, evaluation.score(unit).score),
    )
    points, highest = _points(whole.points), number(whole.highest)
    foot = ("Cộng", f"100 × {points} ÷ {highest} = {score} điểm", points, highest)
    return Table(
        f"Ví dụ tính điểm: {evaluation.names[unit]}, {evaluation.period.title}",
        ("Mục", "Cách tính", "Điểm", "Điểm tối đa"),
        tuple(rows),
        "clrr",
        compact=True,
        foot=(foot,),
        note="Điểm từng mục làm tròn khi trình bày; tổng tính từ số chưa làm tròn.",
        elsewhere="từng bước, nêu trong bản HTML của báo cáo này.",
    )


def _points(points: Fraction) -> str:
    return number(points) if (points * 100).denominator == 1 else number(points, 4)


def _working(evaluation: Evaluation, each: ItemScore, item: object) -> str:
    if not isinstance(item, Target):
        own = "điểm tự chấm" if isinstance(item, Item) and item.counts == "self" else "điểm thẩm định"
        return each.reason if each.state != OK and each.points is None else own
    found = evaluation.indicator(each.unit, item.id)
    if found.state != OK or found.value is None:
        return STATES[found.state]
    value = amount_text(found.value, goal=scale_of(found, item))
    if item.measure.is_quotient:
        value = f"{number(found.numerator)}/{number(found.denominator)} = {value}"
    if item.rule == DEDUCT:
        return f"{value}: {points_rule(item, evaluation.plan)}"
    if item.normalise != "goal":
        return f"{value}; mức đạt so giữa các đơn vị {percent(found.attainment, decimals=2)}; {number(item.points)} × mức đạt"
    if item.rule != "linear":
        return f"{value}, mức giao {goal_text(found.goal)}: {_RULES[item.rule]}"
    return f"{value}; mức giao {goal_text(found.goal)}, mức đạt {percent(found.attainment, decimals=2)}; {number(item.points)} × mức đạt"
