"""A scenario under construction: one change after the other, from what is typed, and in words again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ..plan import Target
from ..plan.comparisons import written_comparisons
from ..scenarios import Scenario
from ..words.errors import UsageError

MORE, GOAL, LEFT_OUT, POINTS, FIGURES, DEFINITION = "more", "goals", "left_out", "points", "figures", "definitions"
KINDS: Mapping[str, tuple[str, str]] = {
    MORE: ("Thêm trường hợp đạt", "số trường hợp, ví dụ 5"),
    GOAL: ("Mức giao khác", "mức giao, ví dụ 70%"),
    LEFT_OUT: ("Bỏ một mục", ""),
    POINTS: ("Điểm chuẩn khác", "điểm, ví dụ 8"),
    FIGURES: ("Sửa số liệu của đơn vị", "tử số/mẫu số, ví dụ 12/15"),
    DEFINITION: ("Cách tính khác", "thêm vào kế hoạch, ví dụ population: {level: full}; replace: true thì thay"),
}


def with_change(scenario: Scenario, kind: str, *, unit: str, target: str, item: str, text: str) -> Scenario:
    """The scenario with one more change of a kind. Raises UsageError where what was typed is none."""
    parts: dict[str, Any] = {name: getattr(scenario, name) for name in Scenario.model_fields}
    try:
        if kind == LEFT_OUT:
            parts[kind] = tuple(dict.fromkeys((*scenario.left_out, item)))
        elif kind in (POINTS, GOAL):
            key = item if kind == POINTS else target
            parts[kind] = {**parts[kind], key: text.strip().replace(",", ".")}
        elif kind == DEFINITION:
            parts[kind] = {**parts[kind], target: YAML(typ="safe", pure=True).load(text)}
        else:
            value = int(text) if kind == MORE else tuple(part.strip().replace(",", ".") for part in text.split("/"))
            parts[kind] = {**parts[kind], unit: {**parts[kind].get(unit, {}), target: value}}
        return Scenario.model_validate(parts)
    except (ValidationError, YAMLError, ValueError):
        title, example = KINDS[kind]
        raise UsageError(f"{title}: giá trị {text!r} viết sai. Cách sửa: ghi {example or 'một mục'}.") from None


def definition_text(target: Target) -> str:
    """How the plan counts a target, to be changed by hand: what is left of it stands in the place of the plan's.

    >>> rule = Target(id="T", name="T", goal="80%", source="van_ban", success={"signed": True}, points=1)
    >>> print(definition_text(rule))
    population: {}
    success: {"signed": [true]}
    replace: true
    """
    blocks = {name: getattr(target, name) or {} for name in ("population", "success")}
    parts = [
        f"{name}: {json.dumps(block, ensure_ascii=False, default=written_comparisons)}"
        for name, block in blocks.items()
    ]
    return "\n".join([*parts, "replace: true"])
