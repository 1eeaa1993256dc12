"""Scenarios in a report: what each supposes, and what it would give beside the official results. Never part of these."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..evaluation.results import Evaluation
from ..plan import Plan
from ..scenarios import NamedScenario, Scenario
from ..words.formatting import number
from .claims import met_text
from .definitions import definition
from .model import Block, Bullets, Heading, Paragraph, Table
from .words import aim_text, goal_text, placed_text, score_text, value_text

NOT_OFFICIAL = (
    "Phụ lục này không phải kết quả chính thức. Mỗi kịch bản trả lời một câu hỏi “nếu … thì …”, tính lại từ số liệu của kỳ với "
    "các giả định được nêu; mọi phần khác của báo cáo chỉ dùng kết quả chính thức."
)
_OFFICIAL, _SUPPOSED = "Chính thức", "Theo kịch bản (không chính thức)"

Columns = Sequence[tuple[str, Evaluation]]


def scenario_blocks(evaluation: Evaluation, scenarios: Sequence[NamedScenario]) -> tuple[Block, ...]:
    """The appendix of the scenarios: for each its assumptions, then what changes beside the official results."""
    blocks: list[Block] = [Paragraph(NOT_OFFICIAL, lead="Để tham khảo.")]
    for each in scenarios:
        columns = ((_OFFICIAL, evaluation), (_SUPPOSED, each.evaluation))
        blocks.append(Heading(f"Kịch bản “{each.scenario.name}”", 3))
        blocks += [Paragraph(each.scenario.note)] if each.scenario.note else []
        said = in_words(each.scenario, plan=each.evaluation.plan)
        blocks.append(Paragraph("Giả định:") if said else Paragraph("Không có giả định nào khác kết quả chính thức."))
        blocks += [Bullets(tuple(f"{text[0].upper()}{text[1:]}." for text in said))] if said else []
        blocks += _results(columns, each.scenario.name)
    return tuple(blocks)


def _results(columns: Columns, name: str) -> list[Block]:
    """The tables of what changes; a sentence where nothing of the kind does."""
    indicators = compared_indicators(columns, caption=f"Chỉ tiêu thay đổi theo kịch bản “{name}” (kết quả / mức giao)")
    scores = compared_scores(
        columns, caption=f"Điểm, hạng, xếp loại thay đổi theo kịch bản “{name}”", changed_only=True
    )
    return [
        indicators if indicators.rows else Paragraph("Kết quả và mức giao của các chỉ tiêu không thay đổi."),
        scores if scores.rows else Paragraph("Điểm, hạng, xếp loại của các đơn vị không thay đổi."),
    ]


def in_words(scenario: Scenario, *, plan: Plan) -> list[str]:
    """Each change of a scenario, in words. ``plan`` is that of its evaluation: it has the definitions as they are changed."""
    said = [f"mục {id}: {number(points)} điểm" for id, points in scenario.points.items()]
    said += [f"bỏ mục {id}" for id in scenario.left_out]
    said += [f"mức giao {id}: {goal_text(goal)}" for id, goal in scenario.goals.items()]
    said += [
        f"{t} của {u}: tử số {'+' if n >= 0 else '−'}{abs(n)}"
        for u, own in scenario.more.items()
        for t, n in own.items()
    ]
    said += [
        f"{t} của {u}: {number(n)}/{number(d)}" for u, own in scenario.figures.items() for t, (n, d) in own.items()
    ]
    for id, other in scenario.definitions.items():
        population, success = definition(plan.target(id), plan=plan)
        way = "thay cách tính của kế hoạch" if other.replace else "thêm điều kiện vào cách tính của kế hoạch"
        said.append(f"cách tính khác của {id}, {way} (mẫu số: {population}; tử số, thêm điều kiện: {success})")
    return said


def compared_indicators(columns: Columns, *, caption: str, units: Collection[str] = ()) -> Table:
    """The indicators that differ between evaluations, of ``units`` only if any are given."""
    titles, evaluations = zip(*columns)
    names = evaluations[0].names
    rows = []
    for each in evaluations[0].indicators:
        found = [evaluation.indicator(each.unit, each.target) for evaluation in evaluations]
        if len({(i.state, i.numerator, i.denominator, i.goal) for i in found}) > 1 and (
            not units or each.unit in units
        ):
            who = f"{names[each.unit]} ({each.unit})" if each.unit in names else f"Toàn cơ quan ({each.unit})"
            rows.append((each.target, who, *(_figure(i, e) for i, e in zip(found, evaluations))))
    return Table(caption, ("Chỉ tiêu", "Đơn vị", *titles), tuple(rows), "cl" + "r" * len(columns), heads=2)


def _figure(each, evaluation: Evaluation) -> str:
    met = "–" if each.met is None else met_text(each)
    return f"{value_text(each, target=evaluation.plan.target(each.target))} / {aim_text(each, evaluation.plan.target(each.target))}, {met}"


def compared_scores(columns: Columns, *, caption: str, changed_only: bool = False) -> Table:
    """Score, rank and band of each unit in each evaluation, or of those units only for which something differs."""
    titles, evaluations = zip(*columns)
    rows = []
    for unit in evaluations[0].units:
        scores = [evaluation.score(unit.id) for evaluation in evaluations]
        shown = [f"{score_text(e, s.score)}, {placed_text(s)}, {s.band or '–'}" for s, e in zip(scores, evaluations)]
        differs = len({(s.score, s.rank, s.band) for s in scores}) > 1
        if differs or not changed_only:
            rows.append((f"{unit.name} ({unit.id})", *shown, *([] if changed_only else ["có" if differs else "không"])))
    more = () if changed_only else ("Thay đổi",)
    return Table(caption, ("Đơn vị", *titles, *more), tuple(rows), "l" * (len(columns) + 1) + "c" * len(more))
