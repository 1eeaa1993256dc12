"""Another way to count a target: conditions beside the plan's, or, where the scenario says so, in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from ..plan import Plan, Target
from ..plan.conditions import ABSENT, ANY_OF, PRESENT, both_hold, canonical_value, condition_faults
from ..plan.faults import refuse
from ..plan.standard import REPORTED
from ..words.errors import UsageError
from ..words.vocabulary import Column, Source
from .model import Definition


def redefined_plan(plan: Plan, definitions: Mapping[str, Definition]) -> Plan:
    """The plan with other ways to count some targets. Raises UsageError where one does not fit the target's source."""
    known = {target.id for target in plan.targets}
    if strange := sorted(set(definitions) - known):
        raise UsageError(f"Không có chỉ tiêu {', '.join(strange)}. Cách sửa: dùng mã chỉ tiêu của kế hoạch.")
    targets = tuple(
        _redefined(plan, target, definitions[target.id]) if target.id in definitions else target
        for target in plan.targets
    )
    return plan.model_copy(update={"targets": targets})


def _redefined(plan: Plan, target: Target, definition: Definition) -> Target:
    parts = {name: getattr(target, name) for name in Target.model_fields}
    try:
        for name in ("population", "success"):
            if (asked := getattr(definition, name)) is not None:
                parts[name] = (
                    asked
                    if definition.replace
                    else _both(plan.source(target.source), getattr(target, name) or {}, asked)
                )
        parts["date"] = definition.date or target.date
        changed = Target.model_validate(parts)
        if target.source != REPORTED:
            refuse(condition_faults(parts, plan.source(target.source)))
    except (ValidationError, ValueError) as error:
        said = error.errors()[0]["ctx"]["error"] if isinstance(error, ValidationError) else error
        raise UsageError(f"Cách tính khác của {target.id} không hợp lệ: {said}. Cách sửa: sửa định nghĩa.") from None
    return plan.timed(changed)


def _both(source: Source, plans: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's conditions and the scenario's: a row has to meet both. Raises ValueError where no value of a column can."""
    if any(
        not isinstance(each[name], tuple) or name == ANY_OF for each in (plans, asked) for name in {*plans} & {*asked}
    ):
        return both_hold(plans, asked)
    met = dict(plans)
    for name, values in asked.items():
        met[name] = _common(source.column(name), plans[name], values) if name in plans else values
        if not met[name]:
            raise ValueError(
                f"không dòng nào có {name} vừa theo kế hoạch vừa theo kịch bản (muốn thay điều kiện của kế hoạch thì thêm replace: true)"
            )
    return met


def _common(column: Column | None, plans: tuple, asked: tuple) -> tuple:
    """The values that both allow: ``present`` allows every one but an empty cell."""

    def key(value: Any) -> Any:
        if column is None or not column.values or value in (PRESENT, ABSENT):
            return str(value).casefold()
        return canonical_value(column, value)

    def allows(values: tuple, value: Any) -> bool:
        empty = value == ABSENT
        return key(value) in map(key, values) or (not empty and PRESENT in values)

    every = {
        key(value): value for value in (*plans, *asked) if value != PRESENT or PRESENT in plans and PRESENT in asked
    }
    return tuple(value for value in every.values() if allows(plans, value) and allows(asked, value))
