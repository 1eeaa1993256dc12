"""A plan as it was understood, in full and with what it did not say: as the text of a plan file that reads the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ruamel.yaml import YAML

from ..periods import Period
from ..words.vocabulary import OTHER, Column, Source
from .amounts import Amount, digits
from .blocks import DEDUCT, Block
from .comparisons import Comparisons, written_comparisons
from .conditions import ANY_OF, NOT
from .formula import Formula
from .goals import BY, CHANGE, ELSE, FROM, PREVIOUS_YEAR, GoalBy, GoalChange
from .measures import FORMULA, RATIO, WORDS, Measure, Part
from .models import Plan
from .reference import SOURCE, Reference
from .requirements import Requirement
from .sections import Section, TargetId
from .source_words import SourceWords
from .standard import SOURCES

_CONDITIONS = ("population", "success")


def plan_text(plan: Plan) -> str:
    """The plan file that says all of what a plan is.

    What is empty by default is left out; every other default is said.
    """
    yaml, text = YAML(typ="safe", pure=True), io.StringIO()
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, False, 10_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # ruamel declares that it is None
    yaml.dump(_whole(plan), text)
    return text.getvalue()


def _whole(plan: Plan) -> dict[str, Any]:
    """The blocks of a plan, each target in the section where it stands."""
    said, inside = _block(plan), set(plan.standings)
    targets = {target.id: _block(target) for target in plan.targets}

    def placed(entry: Any) -> Any:
        if isinstance(entry, Section):
            return {**_block(entry), "items": [placed(each) for each in entry.items]}
        return targets[entry.id] if isinstance(entry, TargetId) else _block(entry)

    said["targets"] = [block for id, block in targets.items() if id not in inside]
    said["sections"] = [placed(section) for section in plan.sections]
    return {key: value for key, value in said.items() if value != []}


def _block(block: Block) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, field in type(block).model_fields.items():
        value = getattr(block, name)
        if (
            value is False
            or name == "kind"
            and value == OTHER
            or name == "points"
            and getattr(block, "rule", "") == DEDUCT
        ):
            continue
        if name == "sources":
            value = {source: _source(source, words) for source, words in value.items()}
        elif name in _CONDITIONS and value:
            value = _conditions(value)
        elif name == "curve" and value:
            value = [[_amount(reached), _number(points)] for reached, points in value]
        elif name == "cap":
            value = _amount(Amount(value=value, percent=True))
        if value not in (None, "", (), {}):
            said[field.alias or name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        return _block(value)
    if isinstance(value, Amount):
        return _amount(value)
    if isinstance(value, GoalBy):
        rest = {ELSE: _amount(value.rest)} if value.rest else {}
        return {BY: value.column, **{key: _amount(each) for key, each in value.amounts.items()}, **rest}
    if isinstance(value, GoalChange):
        return {CHANGE: f"{'+' if value.change > 0 else '-'}{digits(abs(value.change) * 100)}%", FROM: PREVIOUS_YEAR}
    if isinstance(value, Reference):
        return {**{key: _amount(each) for key, each in value.amounts.items()}, SOURCE: value.text}
    if isinstance(value, Requirement):
        return value.written
    if isinstance(value, Measure):
        return _measure(value)
    if isinstance(value, (Decimal, Fraction)):
        return _number(Fraction(value))
    if isinstance(value, Period):
        return value.id
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value


def _amount(amount: Amount) -> Any:
    return f"{digits(amount.value * 100)}%" if amount.percent else _number(amount.value)


def _number(value: Fraction) -> Any:
    """A whole number as one; any other as the text of its decimals, of which none is lost."""
    return int(value) if value.denominator == 1 else _decimal(digits(value))


def _decimal(text: str) -> Any:
    return float(text) if Fraction(repr(float(text))) == Fraction(text) else text


def _conditions(block: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, asked in block.items():
        if key == ANY_OF:
            found[key] = [_conditions(each) for each in asked]
        elif key == NOT:
            found[key] = _conditions(asked)
        elif isinstance(asked, Comparisons):
            found[key] = written_comparisons(asked)
        else:
            found[key] = asked[0] if len(asked) == 1 else list(asked)
    return found


def _measure(measure: Measure) -> Any:
    if measure.kind in WORDS:
        return measure.kind
    if isinstance(measure.formula, Formula):
        return {FORMULA: measure.formula.text}
    if measure.parts:
        return {RATIO: {part.id: _part(part) for part in measure.parts}}
    return {measure.kind: measure.columns[0] if len(measure.columns) == 1 else list(measure.columns)}


def _part(part: Part) -> dict[str, Any]:
    said = {"source": part.source, "measure": _measure(part.measure), "date": part.date, "weight": part.weight}
    blocks = {name: _conditions(block) for name in _CONDITIONS if (block := getattr(part, name))}
    return {key: value for key, value in (said | blocks).items() if value is not None}


def _source(name: str, words: SourceWords) -> dict[str, Any]:
    """The keys of a source: what it is where it is the plan's own, else what the plan adds to it."""
    source, base = words.source or SOURCES[name], SOURCES.get(name)
    said: dict[str, Any] = {}
    known = {column.name for column in base.columns} if base else set()
    added = [column for column in source.columns if column.name not in known]
    short = [] if source.is_own else [column for column in added if column.name in words.headers and column.free]
    if base is None or source.title != base.title:
        said["title"] = source.title
    if columns := [column for column in added if column not in short]:
        said["columns"] = {_as_named(column.name, source): _column(column) for column in columns}
    said |= _own(source) if source.is_own else {}
    said |= {column.name: list(words.headers[column.name]) for column in short}
    aliases = {name: list(each) for name, each in words.headers.items() if name not in {c.name for c in short}}
    said |= {"aliases": aliases} if aliases else {}
    if words.values:
        said["values"] = {key: {value: list(each) for value, each in own.items()} for key, own in words.values.items()}
    return said


def _own(source: Source) -> dict[str, Any]:
    said: dict[str, Any] = {"noun": source.noun}
    if source.key:
        said["key"] = [_as_named(name, source) for name in source.key]
    said |= {key: value for key in ("date", "secrecy") if (value := getattr(source, key))}
    if source.strength:
        said["on_strength"] = list(source.strength)
    if source.given:
        said["derived"] = {
            each.column.name: {
                "any_in": each.source,
                "by": {each.by[0]: each.by[1]},
                **({"where": _conditions(each.where)} if each.where else {}),
                **({"header": each.column.header} if each.column.header != each.column.name else {}),
            }
            for each in source.given
        }
    return said


def _as_named(name: str, source: Source) -> str:
    return source.unit_as if name == "unit" and source.is_own else name


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"header": column.header, "type": column.type}
    if column.type == "choice":
        said["values"] = {value: list(words) for value, words in column.values.items()}
    return said | ({"free": True} if column.free else {})
