"""What the staff list says: how many people a unit has on strength, how many women, and what is known of a nominee."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

import narwhals as nw

from ..indicators.delivery import Deliverers
from ..indicators.predicates import lost, strength_of
from ..plan import Plan
from ..plan.standard import STAFF
from ..sources import SourceData
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.errors import Finding
from ..words.ids import IdIndex
from ..words.vocabulary import INDIVIDUAL
from .model import Person, Staffing


def staff_by_unit(data: SourceData, *, last_day: date, silent: Collection[str] = ()) -> dict[str | None, Staffing]:
    """Distinct people on strength at the period's end by unit; the key None holds those of no known unit.

    On strength: joined by the last day, and not left by then. Who cannot be read for certain is only possible. Of the
    units whose list did not arrive whole (``silent``) nothing is said.
    """
    if not data.files:
        return {}
    sure, maybe = strength_of(data, last_day=last_day)
    staff_id, woman = nw.col("staff_id"), (nw.col("is_female") == "true").fill_null(False)
    place = nw.concat_str(nw.col("file").cast(nw.String), nw.lit("/"), nw.col("row").cast(nw.String))
    people = (  # who stands in several rows is one; a row without a code is somebody
        data.lazy()
        .select(
            "unit",
            nw.coalesce(staff_id, place).alias("person"),
            _as_number(sure & ~staff_id.is_null()).alias("sure"),
            _as_number(maybe).alias("maybe"),
            _as_number(sure & ~staff_id.is_null() & woman).alias("women"),
            _as_number(maybe & lost("is_female", data)).alias("unclear"),
        )
        .group_by("unit", "person")
        .agg(nw.col("sure", "maybe", "women", "unclear").max())
    )
    units = people.group_by("unit").agg(nw.col("sure", "maybe", "women").sum(), nw.col("unclear").max()).sort("unit")
    return {
        row["unit"]: Staffing(int(row["sure"]), int(row["maybe"]), None if row["unclear"] else int(row["women"]))
        for row in units.collect("pyarrow").to_native().to_pylist()
        if row["unit"] not in silent
    }


def silent_on_staff(units: Sequence[Unit], *, data: SourceData, deliverers: Deliverers) -> tuple[str, ...]:
    """The units whose staff list did not arrive whole: theirs or that of a unit which has come to them."""
    above = parents_below(units)  # who has others below owes no list of its own
    return tuple(
        unit.id
        for unit in units
        if (unit.id not in above and deliverers.silent(unit.id, data)) or deliverers.is_refused(unit.id, data)
    )


def staff_findings(plan: Plan, *, data: SourceData, silent: Sequence[str]) -> list[Finding]:
    """The units whose staff list is missing where an award has places by a share of the staff."""
    shares = [a.id for a in plan.awards if a.kind == INDIVIDUAL and a.quota is not None and a.quota.percent]
    if not shares:
        return []
    if not data.files:
        problem = f"chưa có danh sách {STAFF} nên chưa biết số cán bộ, chưa tính được số lượng được khen ({', '.join(shares)})."
        return [Finding("CB-01", problem, f"gửi danh sách {STAFF} của mọi đơn vị.")]
    return [
        Finding(
            "CB-01",
            f"danh sách {STAFF} của đơn vị {unit} chưa đủ nên chưa biết số cán bộ của cơ quan, chưa tính được số lượng được khen ({', '.join(shares)}).",
            f"gửi {STAFF} của đơn vị, và của đơn vị cũ đã về đơn vị nếu còn trong kỳ.",
            unit=unit,
        )
        for unit in silent
    ]


def staff_range(
    staffing: Mapping[str | None, Staffing], *, data: SourceData, silent: Sequence[str]
) -> tuple[int, int] | None:
    """The fewest and the most people that the agency may have on strength; None where the list did not arrive whole."""
    if not data.files or data.refused or silent:
        return None
    known = [each for unit, each in staffing.items() if unit is not None]
    return sum(each.certain for each in known), sum(each.possible for each in staffing.values())


def people(data: SourceData, ids: Collection[str], *, last_day: date, asked: Collection[str] = ()) -> dict[str, Person]:
    """What is known at the period's end of the people with these codes, with the columns of yes and no that awards have
    ``asked`` for; nothing of anyone else is read."""
    if not data.files or not ids:
        return {}
    sure, maybe = strength_of(data, last_day=last_day)
    told = dict(data.source.duties.told)
    flags = dict.fromkeys(("is_leader", "is_female", *told, *asked))
    joined = data.source.strength[0]
    since = nw.when(~lost(joined, data)).then(nw.col(joined)).alias("since")
    known = [
        nw.when(~lost(name, data)).then((nw.col(name) == "true").fill_null(False)).alias(f"{name}__known")
        for name in flags
    ]
    strength = nw.when(sure | ~maybe).then(sure).alias("on_strength")
    rows_of = data.lazy().filter(~nw.col("conflict") & nw.col("staff_id").is_in(sorted(ids)))
    rows = (
        rows_of.select("staff_id", "unit", "post", *known, strength, since).collect("pyarrow").to_native().to_pylist()
    )
    return {
        row["staff_id"]: Person(
            unit=row["unit"],
            is_leader=row["is_leader__known"],
            is_female=row["is_female__known"],
            courses=tuple(word for name, word in told.items() if row[f"{name}__known"]),
            on_strength=row["on_strength"],
            flags=tuple((name, row[f"{name}__known"]) for name in asked),
            joined_at=row["since"].date() if row["since"] else None,
            post=row["post"] or "",
        )
        for row in rows
    }


def listed_ids(data: SourceData) -> IdIndex:
    """The codes of the staff list."""
    if not data.files:
        return IdIndex(())
    return IdIndex(data.distinct("staff_id"))


def share_of_women(staffing: Mapping[str | None, Staffing], *, unit: str) -> Fraction | None:
    """Women among the unit's staff on strength; None where it is not known for certain."""
    each = staffing.get(unit)
    if each is None or each.women is None or not each.certain or each.certain != each.possible:
        return None
    return Fraction(each.women, each.certain)


def _as_number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
