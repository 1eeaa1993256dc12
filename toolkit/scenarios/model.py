"""A scenario: a name and what is other than in the plan and the figures; as a small YAML text and back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent

from ..periods import parse_period
from ..plan import Amount
from ..plan.amounts import AmountText, Points
from ..plan.comparisons import Comparisons, written_comparisons
from ..plan.conditions import Conditions
from ..words.errors import ToolkitError, UsageError

_MAX_CHARACTERS = 100_000
_NAMED = re.compile(r"[^\W_][\w.-]{0,39}")  # what a plan may call a period
_SAID = ("name", "period", "note", "in_report")  # of a scenario: what is no change


def _period_id(raw: Any) -> str:
    """The id of a period; one that only a plan can name stays as it is written: whoever has the plan looks for it there."""
    try:
        return parse_period(raw).id
    except UsageError:
        if isinstance(raw, str) and _NAMED.fullmatch(raw.strip()):
            return raw.strip()
        raise ValueError("phải là một kỳ như 2024, 2024-H1, hoặc kỳ mà kế hoạch đặt tên") from None


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Definition(_Model):
    """Another way to count a target: a row has to meet these conditions and the plan's, or, with ``replace``, these only.

    What is None stays as the plan has it; a ``date`` is always in the place of the plan's.
    """

    population: Conditions | None = None
    success: Conditions | None = None
    date: str | None = None
    replace: StrictBool = False


class Scenario(_Model):
    """What is other than in the plan and the figures of one period.

    ``points``: item → its points (contents and actions keep the share that was earned). ``left_out``: items that no
    longer count. ``goals``: target → its goal. ``more``: unit → target → by how many cases the numerator changes, the
    denominator staying. ``figures``: unit → target → (numerator, denominator) in the place of what was counted, such as
    those of a mended fault. ``definitions``: target → another way to count it (``replace``: instead of the plan's, else
    beside it). ``in_report``: whether the report of the
    period names it in an appendix, once it is saved.

    >>> import toolkit as tk
    >>> tk.Scenario(name="Thử", period="2024", goals={"CT4": "70%"}).goals["CT4"].value
    Fraction(7, 10)
    """

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]+$")]
    period: Annotated[str, BeforeValidator(_period_id)]
    note: str = ""
    in_report: StrictBool = False
    points: dict[str, Points] = {}
    left_out: tuple[str, ...] = ()
    goals: dict[str, AmountText] = {}
    more: dict[str, dict[str, int]] = {}
    figures: dict[str, dict[str, tuple[Points, Points]]] = {}
    definitions: dict[str, Definition] = {}

    def __repr__(self) -> str:
        changed = [n for n in Scenario.model_fields if n not in _SAID and getattr(self, n)]
        return f"Scenario({self.name!r}, {self.period!r}: {', '.join(changed) or 'không thay đổi gì'})"

    __str__ = __repr__


def scenario_text(scenario: Scenario) -> str:
    """The YAML of a scenario: only what it changes.

    >>> print(scenario_text(Scenario(name="Thử", period="2024", left_out=("CT5",))), end="")
    name: Thử
    period: '2024'
    left_out:
    - CT5
    """
    kept = {name: getattr(scenario, name) for name in Scenario.model_fields if getattr(scenario, name)}
    yaml, text = YAML(typ="safe", pure=True), io.StringIO()
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # ruamel declares that it is None
    yaml.dump(_plain(kept), text)
    return text.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, Definition):
        return {
            name: _plain(part)
            for name in Definition.model_fields
            if (part := getattr(value, name)) not in (None, False)
        }
    if isinstance(value, Amount):
        number = value.value * (100 if value.percent else 1)
        return f"{Decimal(number.numerator) / Decimal(number.denominator):f}{'%' if value.percent else ''}"
    if isinstance(value, Comparisons):
        return written_comparisons(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value


def scenario_of(text: str, *, file: str = "kịch bản") -> Scenario:
    """The scenario that a YAML text holds. Raises ToolkitError with every fault; nothing of the text is ever run."""
    yaml = YAML(typ="safe", pure=True)
    try:
        if len(text) > _MAX_CHARACTERS:
            raise YAMLError("too long")
        if any(isinstance(event, AliasEvent) for event in yaml.parse(text)):
            raise YAMLError("alias")
        tree = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError):
        raise ToolkitError(
            f"Không đọc được {file}: sai cú pháp YAML. Cách sửa: mở lại kịch bản trong sổ tay và lưu lại."
        ) from None
    try:
        return Scenario.model_validate(tree)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, each["loc"])) or "cả tệp" for each in error.errors())
        raise ToolkitError(
            f"Không dùng được {file}: giá trị sai hoặc khóa không có ở {places}. Cách sửa: sửa các chỗ đó, hoặc lưu lại kịch bản từ sổ tay."
        ) from None
