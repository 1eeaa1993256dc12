"""The results as open data: a Data Package of CSV tables that says what each column means, whence it comes, who may use it.

Nothing about people goes in: no nominees, no staff codes, no case ids, no free text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import __version__
from ..evaluation.columns import NUMBER, TABLES, TEXT, YES_OR_NO, Column, columns_of
from ..evaluation.frames import csv_bytes, records
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..plan import Target
from ..plan.sections import every_section
from ..plan.standard import NOMINATIONS, VOTES
from ..report.definitions import definition
from ..report.words import movement_text
from ..words.vocabulary import REMARKS, REMARKS_WORD, STATES
from ..writing.files import digest
from .jobs import DATA_PACKAGE

# No CC BY: until 18/8/2025 open data of agencies were free to use if the source was named, but not to be sold as they are
# (NĐ 47/2020/NĐ-CP, Điều 18); that article was repealed by NĐ 194/2025/NĐ-CP, Điều 40. The terms are those of the law on
# the day of use, which the toolkit does not know; the name is the one of the Open Definition for "attribution asked".
LICENCE = {
    "name": "other-at",
    "title": "Được sử dụng, phải ghi nguồn; các điều kiện khác theo pháp luật về dữ liệu mở của cơ quan nhà nước",
}
_NOT_USED = (NOMINATIONS, VOTES)  # sources of the awards, which are not published here

_REQUIRED = ("period", "unit", "target", "item", "status", "unit_name", "item_kind", "item_name", "plan_points")
_UNIT, _TARGET, _ITEM = ("unit", "units", "unit"), ("target", "plan_items", "item"), ("item", "plan_items", "item")


@dataclass(frozen=True)
class Resource:
    """A table of the package: its columns, its key, and (column, table, column there) for each code list it uses."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()


RESOURCES = (
    Resource(
        "indicators",
        "Kết quả từng chỉ tiêu của từng đơn vị và của cả cơ quan",
        TABLES["indicators"],
        ("period", "unit", "target"),
        (_UNIT, _TARGET),
    ),
    Resource(
        "items",
        "Điểm từng mục của từng đơn vị",
        tuple(column for column in TABLES["items"] if column.name != "reason"),  # free text about people's work
        ("period", "unit", "item"),
        (_UNIT, _ITEM),
    ),
    Resource("scores", "Điểm, thứ hạng, xếp loại của các đơn vị", TABLES["scores"], ("period", "unit"), (_UNIT,)),
    Resource(
        "units",
        "Danh mục đơn vị vào ngày cuối kỳ",
        (
            next(column for column in TABLES["scores"] if column.name == "unit"),
            Column("unit_name", "Tên đơn vị", TEXT, "Tên đơn vị vào ngày cuối kỳ."),
            Column("unit_kind", "Loại đơn vị", TEXT, "Phòng, đơn vị sự nghiệp…; Cơ quan là cả cơ quan."),
        ),
        ("unit",),
    ),
    Resource(
        "plan_items",
        "Chỉ tiêu, nội dung, biện pháp của kế hoạch",
        (
            next(column for column in TABLES["items"] if column.name == "item"),
            Column("item_kind", "Loại mục", TEXT, "target: chỉ tiêu; content: nội dung; action: biện pháp."),
            Column("item_name", "Tên mục", TEXT, "Tên trong kế hoạch."),
            Column("plan_points", "Điểm chuẩn", NUMBER, "Điểm của mục trong kế hoạch."),
            Column("numerator_counts", "Tử số đếm", TEXT, "Điều kiện đếm thêm ở tử số; trống với nội dung, biện pháp."),
            Column("denominator_counts", "Mẫu số đếm", TEXT, "Điều kiện đếm ở mẫu số; trống với nội dung, biện pháp."),
        ),
        ("item",),
    ),
)


_KIND_WITH_SECTIONS = Column(
    "item_kind",
    "Loại mục",
    TEXT,
    "target: chỉ tiêu; content: nội dung; action: biện pháp; criterion: tiêu chí thẩm định; section: phần.",
)


def package_files(evaluation: Evaluation, *, inputs: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a period's package: name → bytes. ``inputs`` maps each file behind the figures to its SHA-256.

    The same evaluation and inputs give the same bytes. Raises UsageError for a scenario.
    """
    require_official(evaluation, what="dữ liệu mở")
    tables = {
        f"{each.name}.csv": csv_bytes([column.name for column in each.columns], _rows(evaluation, each.name))
        for each in _resources(evaluation)
    }
    described = (
        json.dumps(evaluation.telling.all_in(_described(evaluation, tables, inputs)), ensure_ascii=False, indent=2)
        + "\n"
    )
    return {**tables, DATA_PACKAGE: described.encode("utf-8")}


def _resources(evaluation: Evaluation) -> tuple[Resource, ...]:
    """The tables of the package, with the columns that the plan and the units have beside those that all have."""
    plan, changed = evaluation.plan, []
    for each in RESOURCES:
        known = len(TABLES.get(each.name, ()))
        more = columns_of(each.name, plan, evaluation.units)[known:] if known else ()
        kinds = {_KIND_WITH_SECTIONS.name: _KIND_WITH_SECTIONS} if plan.sections else {}
        changed.append(replace(each, columns=(*(kinds.get(c.name, c) for c in each.columns), *more)))
    return tuple(changed)


def _rows(evaluation: Evaluation, name: str) -> Iterable[Mapping[str, Any]]:
    if name == "units":
        return _units(evaluation)
    return _plan_items(evaluation) if name == "plan_items" else records(evaluation, name)


def _units(evaluation: Evaluation) -> Iterable[dict[str, str]]:
    agency = evaluation.plan.movement.agency
    yield {"unit": agency.id, "unit_name": agency.name, "unit_kind": evaluation.telling.text("Cơ quan")}
    for unit in sorted(evaluation.units, key=lambda unit: unit.id):
        yield {"unit": unit.id, "unit_name": unit.name, "unit_kind": unit.kind}


def _plan_items(evaluation: Evaluation) -> Iterable[dict[str, Any]]:
    plan = evaluation.plan
    kinds = {item.id: kind for kind in ("contents", "actions") for item in getattr(plan, kind)}
    criteria = [item for item in plan.appraised if item.id not in kinds]
    for kind, items in (
        ("target", plan.targets),
        ("content", plan.contents),
        ("action", plan.actions),
        ("criterion", criteria),
        ("section", tuple(every_section(plan.sections))),
    ):
        for item in items:
            counted = definition(item, plan=plan) if isinstance(item, Target) else ("", "")
            denominator, numerator = evaluation.telling.all_in(counted)
            yield {
                "item": item.id,
                "item_kind": kind,
                "item_name": item.name,
                "plan_points": item.points,
                "numerator_counts": numerator,
                "denominator_counts": denominator,
            }


def _described(evaluation: Evaluation, tables: Mapping[str, bytes], inputs: Mapping[str, str]) -> dict[str, Any]:
    movement, period = evaluation.plan.movement, evaluation.period
    used = {name: sha for name, sha in sorted(inputs.items()) if not _is_left_out(name)}
    return {
        "profile": "tabular-data-package",
        "name": _slug(f"{movement.id}-{period.id}"),
        "title": f"Kết quả {movement_text(evaluation)} của {movement.agency.name}",
        "description": " ".join(
            [
                f"Chỉ tiêu, điểm và thứ hạng của các đơn vị từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}.",
                "Số liệu tổng hợp theo đơn vị, không có dữ liệu cá nhân và bí mật nhà nước.",
                *([movement.note] if movement.note else []),
            ]
        ),
        "keywords": ["phong trào thi đua", movement.name, "chỉ tiêu", "xếp hạng", movement.agency.name],
        "licenses": [dict(LICENCE)],
        "contributors": [{"title": movement.agency.name, "role": "publisher"}],
        "sources": [{"title": name, "hash": f"sha256:{sha}"} for name, sha in used.items()],
        "temporal": {"start": f"{period.start}", "end": f"{period.end}"},
        "complete": evaluation.is_complete,
        "generator": f"thidua {__version__}",
        "resources": [_resource(each, tables[f"{each.name}.csv"]) for each in _resources(evaluation)],
    }


def _is_left_out(name: str) -> bool:
    file = name.rpartition("/")[2]
    return file in (REMARKS, REMARKS_WORD) or file.rpartition(".")[0].partition("__")[0].lower() in _NOT_USED


def _resource(each: Resource, content: bytes) -> dict[str, Any]:
    links = [
        {"fields": [column], "reference": {"resource": table, "fields": [there]}} for column, table, there in each.links
    ]
    return {
        "profile": "tabular-data-resource",
        "name": each.name,
        "title": each.title,
        "path": f"{each.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": {
            "fields": [_field(column) for column in each.columns],
            "missingValues": [""],
            "primaryKey": list(each.key),
            **({"foreignKeys": links} if links else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.name in _REQUIRED else {}
    if column.name == "status":
        constraints["enum"] = list(STATES)
    return {
        "name": column.name,
        "type": column.kind,
        "title": column.title,
        "description": column.description,
        **({"trueValues": ["true"], "falseValues": ["false"]} if column.kind == YES_OR_NO else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _slug(text: str) -> str:
    """A name as the standard wants it: small Latin letters, digits, ``-``, ``_`` and ``.``.

    >>> _slug("Thi đua-2024-H1")
    'thi-dua-2024-h1'
    """
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9._-]+", "-", re.sub(r"[\u0300-\u036f]", "", bare))
