"""What a plan may mean otherwise than it says: nothing is wrong with it, and a look is worth while."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..words.errors import Finding
from .amounts import Amount
from .loader import place_in_plan, plain_plan
from .models import Plan
from .sections import raw_targets
from .targets import Target


def plan_doubts(path: Path, plan: Plan, *, units: Sequence[str]) -> tuple[Finding, ...]:
    """Goals of sums that hold for each unit and for all of them together, with their lines. ``path`` is the file of the plan,
    ``units`` are those of the unit list."""
    found = []
    for place, raw in raw_targets(plain_plan(path)):
        target = plan.target(str(raw["id"]))
        if not _is_of_one_and_all(target, units):
            continue
        line, shown = place_in_plan(path, [*place, "goal"])
        found.append(
            Finding(
                "KH-04",
                f"{shown}: một tổng mà mức giao là của từng đơn vị và cũng là của cả cơ quan.",
                f"cơ quan có mức khác thì ghi riêng, ví dụ goal: {{by: Mã đơn vị, {units[0]}: …, else: …}}, "
                "else là mức của cơ quan và của đơn vị không được nêu; đúng như vậy thì không cần sửa.",
                file=path.name,
                row=line,
                target=target.id,
            )
        )
    return tuple(found)


def _is_of_one_and_all(target: Target, units: Sequence[str]) -> bool:
    """Whether a goal of what adds up is one number for several units and their sum."""
    given = units if target.units == "all" else target.units
    goal = target.goal
    is_one = isinstance(goal, Amount) or (isinstance(goal, dict) and all(isinstance(g, Amount) for g in goal.values()))
    return target.measure.is_total and is_one and len(given) > 1
