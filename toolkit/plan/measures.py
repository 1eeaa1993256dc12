"""What a target measures: a share of its rows, a count, a sum, a mean …, a ratio of two such, or a formula of others."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from ..words.vocabulary import Source
from .conditions import columns_asked, condition_faults, conditions_of
from .declared import unknown_keys
from .faults import Fault, Faults, Place, refuse
from .formula import Formula, formula_of
from .meant import column_near
from .standard import REPORTED

SHARE, COUNT, SUM, MEAN, MEAN_DAYS = "share", "count", "sum", "mean", "mean_days"
MEDIAN, DISTINCT, RATIO, FORMULA = "median", "distinct", "ratio", "formula"
WORDS = (SHARE, COUNT)  # those that need no more
OF_COLUMNS = {SUM: 1, MEAN: 1, MEAN_DAYS: 2, MEDIAN: 1, DISTINCT: 1}
KINDS = (*WORDS, *OF_COLUMNS, RATIO, FORMULA)
TOTALS = (COUNT, SUM, DISTINCT)  # of nothing else: their denominator is 1, and 0 of no rows
_PART = ("source", "population", "success", "date", "measure", "weight")


@dataclass(frozen=True)
class Part:
    """One of the two measures of a ratio. It is counted as a target is."""

    id: str
    source: str
    population: Mapping[str, Any] = field(default_factory=dict)
    success: Mapping[str, Any] | None = None
    date: str | None = None
    measure: Measure = field(default_factory=lambda: Measure())
    weight: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at."""
        return looked_at(self)


@dataclass(frozen=True)
class Measure:
    """``kind`` of measure, the ``columns`` that it is of, the two ``parts`` of a ratio, or a ``formula``."""

    kind: str = SHARE
    columns: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    formula: Formula | None = None

    @property
    def is_total(self) -> bool:
        """Whether it is a number of its own and no share or mean: its denominator is 1."""
        return self.kind in TOTALS

    @property
    def is_quotient(self) -> bool:
        """Whether its numerator and its denominator say more than its value."""
        return self.kind in (SHARE, MEAN, MEAN_DAYS, RATIO)

    @property
    def is_summed(self) -> bool:
        """Whether several parts (units, years) make a whole by adding up numerators, and denominators but for totals."""
        return self.kind in (SHARE, COUNT, SUM, MEAN, MEAN_DAYS) or (
            self.kind == RATIO and all(part.measure.kind in (COUNT, SUM) for part in self.parts)
        )


def looked_at(counted: Any) -> tuple[str, ...]:
    """The columns that a target or a part looks at: those of its conditions, then those that it measures."""
    measured = (*counted.measure.columns, *((counted.weight,) if counted.weight else ()))
    return tuple(dict.fromkeys((*columns_asked(counted.population, counted.success), *measured)))


def measured(counted: Any) -> tuple[str, ...]:
    """The columns whose cells must have a value: those that are added up, averaged or weighed."""
    own = counted.measure.columns if counted.measure.kind in (SUM, MEAN, MEAN_DAYS, MEDIAN) else ()
    return (*own, *((counted.weight,) if counted.weight else ()))


def measure_of(raw: Any) -> Measure:
    """What the key ``measure`` says. Raises Faults."""
    if isinstance(raw, Measure):
        return raw
    if isinstance(raw, str) and raw in WORDS:
        return Measure(raw)
    known = ", ".join((*WORDS, *(f"{{{kind}: …}}" for kind in (*OF_COLUMNS, RATIO, FORMULA))))
    if not isinstance(raw, dict) or len(raw) != 1:
        refuse([((), f"không hiểu cách đo này{_near(raw)}; các cách: {known}")])
    ((kind, said),) = raw.items()
    if kind not in KINDS or kind in WORDS:
        refuse([((kind,), f"không có cách đo {kind!r}{_near(kind)}; các cách: {known}")])
    try:
        if kind == FORMULA:
            return Measure(kind, formula=formula_of(str(said)))
        if kind == RATIO:
            return Measure(kind, parts=_parts(said))
        return Measure(kind, _columns(kind, said))
    except Faults as error:
        raise Faults([((kind, *place), problem) for place, problem in error.faults]) from None
    except ValueError as error:
        raise Faults([((kind,), str(error))]) from None


def _columns(kind: str, said: Any) -> tuple[str, ...]:
    listed = said if isinstance(said, list) else [said]
    if len(listed) != OF_COLUMNS[kind] or not all(isinstance(each, str) for each in listed):
        wanted = "hai cột ngày, ví dụ [received_at, returned_at]" if kind == MEAN_DAYS else "tên một cột"
        raise ValueError(f"phải là {wanted}")
    if kind == MEAN_DAYS and listed[0] == listed[1]:
        raise ValueError("hai cột ngày phải khác nhau: ngày đầu trước, ngày cuối sau")
    return tuple(listed)


def _parts(raw: Any) -> tuple[Part, ...]:
    if not isinstance(raw, dict) or set(raw) != {"of", "to"}:
        raise ValueError("phải là một khối {of: {…}, to: {…}}: phép đo ở tử số và phép đo ở mẫu số")
    parts, faults = list[Part](), list[Fault]()
    for side in ("of", "to"):
        try:
            parts.append(_part(side, raw[side]))
        except Faults as error:
            faults += [((side, *place), problem) for place, problem in error.faults]
    refuse(faults)
    return tuple(parts)


def _part(side: str, raw: Any) -> Part:
    if not isinstance(raw, dict):
        refuse([((), "phải là một khối, ví dụ {source: nhan_su, measure: count}")])
    faults = [*unknown_keys(raw, _PART)]
    read: dict[str, Any] = {}
    for key, reader in (("population", conditions_of), ("success", conditions_of), ("measure", measure_of)):
        try:
            read |= {key: reader(raw[key])} if key in raw else {}
        except Faults as error:
            faults += [((key, *place), problem) for place, problem in error.faults]
        except ValueError as error:
            faults.append(((key,), str(error)))
    for key in ("source", "date", "weight"):
        if key in raw and not isinstance(raw[key], str):
            faults.append(((key,), "phải là chữ"))
    if "source" not in raw or raw["source"] == REPORTED:
        faults.append((("source",) if "source" in raw else (), "mỗi vế của ratio cần một nguồn đếm được"))
    refuse(faults)
    part = Part(side, raw["source"], **read, date=raw.get("date"), weight=raw.get("weight"))
    if part.measure.kind in (RATIO, FORMULA):
        refuse([(("measure",), "một vế của ratio không là ratio hay formula")])
    refuse(pairing_faults(part))
    return part


def pairing_faults(counted: Any) -> list[Fault]:
    """Keys of a target or a part that do not go together with what it measures."""
    kind, faults = counted.measure.kind, list[Fault]()
    if kind == SHARE and counted.success is None:
        faults.append((("success",), "thiếu điều kiện của tử số"))
    if kind != SHARE and counted.success is not None:
        faults.append((("success",), f"{kind} đo trên mọi dòng của population, không có success"))
    if kind != SHARE and counted.weight:
        faults.append((("weight",), "weight chỉ dùng với measure: share"))
    return faults


def measure_faults(target: Mapping[str, Any], place: Place, sources: Mapping[str, Source]) -> list[Fault]:
    """What a target (or a part), as the file has it, measures of columns that its source does not have."""
    try:
        measure = measure_of(target.get("measure", SHARE))
    except Faults:
        return []  # the models say so
    if measure.kind == RATIO:
        raw = target["measure"][RATIO]
        return [
            fault
            for side in ("of", "to")
            for fault in _side_faults(raw[side], (*place, "measure", RATIO, side), sources)
        ]
    source = sources.get(target.get("source", "")) if isinstance(target.get("source"), str) else None
    if source is None or source.name == REPORTED or measure.kind == FORMULA:
        return []
    kinds = {MEAN_DAYS: ("date",), DISTINCT: ("id", "text", "choice", "date", "number")}.get(measure.kind, ("number",))
    faults = [
        ((*place, "measure", measure.kind), problem)
        for name in measure.columns
        if (problem := _column_problem(name, kinds, source))
    ]
    weight = target.get("weight")
    if isinstance(weight, str) and (problem := _column_problem(weight, ("number",), source)):
        faults.append(((*place, "weight"), problem))
    return faults


def _side_faults(raw: Mapping[str, Any], place: Place, sources: Mapping[str, Source]) -> list[Fault]:
    source = sources.get(raw["source"])
    if source is None or not source.is_counted:
        known = [name for name, each in sources.items() if each.is_counted]
        near = difflib.get_close_matches(raw["source"], known, n=1)
        likely = f"; có lẽ là {near[0]}" if near else ""
        return [((*place, "source"), f"không đếm được nguồn {raw['source']!r}{likely}; các nguồn: {', '.join(known)}")]
    found = condition_faults(raw, source)
    return [*((((*place, *inner)), problem) for inner, problem in found), *measure_faults(raw, place, sources)]


def _column_problem(name: str, kinds: tuple[str, ...], source: Source) -> str:
    """Why a column cannot be measured; empty where it can."""
    columns = [column for column in source.columns if column.type in kinds]
    known = [column.name for column in columns]
    if name in known:
        return ""
    what = {"date": "cột ngày", "number": "cột số"}.get(kinds[0], "cột")
    likely = column_near(name, columns)
    return f"nguồn {source.name} không có {what} {name!r}{likely}; các {what}: {', '.join(known) or '(không có)'}"


def _near(word: Any) -> str:
    near = difflib.get_close_matches(str(word), KINDS, n=1)
    return f"; có lẽ là {near[0]}" if near else ""


_COLUMN = {"type": "string"}
MeasureText = Annotated[
    Measure,
    BeforeValidator(measure_of),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(WORDS)},
                {
                    "type": "object",
                    "properties": {
                        **dict.fromkeys((SUM, MEAN, MEDIAN, DISTINCT, FORMULA), _COLUMN),
                        MEAN_DAYS: {"type": "array", "items": _COLUMN, "minItems": 2, "maxItems": 2},
                        RATIO: {
                            "type": "object",
                            "properties": {"of": {"type": "object"}, "to": {"type": "object"}},
                            "required": ["of", "to"],
                            "additionalProperties": False,
                        },
                    },
                    "minProperties": 1,
                    "maxProperties": 1,
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
