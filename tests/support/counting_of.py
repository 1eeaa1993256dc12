"""Figures of tables that are written by hand, and what is made of them."""

from __future__ import annotations

from fractions import Fraction

from small import plan
from tables import table, target

from toolkit.indicators.building import build_indicators
from toolkit.indicators.delivery import Delivered, Deliverers
from toolkit.indicators.figures import count_figures
from toolkit.indicators.judging import goals_in, indicator_of
from toolkit.indicators.model import Count
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer

YEAR = parse_period("2024")
BLOCKED, MISSING, NOT_ASSIGNED = Count("blocked"), Count("missing"), Count("not_assigned")
IN = "2024-02-01"


def counts(numerator, denominator, state="ok"):
    return Count(state, Fraction(numerator), Fraction(denominator))


NONE = counts(0, 0, "no_cases")


def made_plan(*targets):
    """A plan with these targets in place of its own."""
    return Plan.model_validate(plan()).model_copy(update={"targets": targets or (target(),)})


def indicators_of(*targets, units, period=YEAR, counts):
    """The indicators of targets from counts, against the plan's goals."""
    made = made_plan(*targets)
    return build_indicators(made, units=units, counts=counts, goals=goals_in(made, period=period, units=units))


def made_of(asked, count, *, period=YEAR, plan=None):
    """What a count of the unit A makes of a target."""
    return indicator_of(plan or made_plan(asked), "A", asked, count, goal=asked.goal_in(period))


def signed_document(unit="A", signed="true", **more):
    return {"unit": unit, "issued_at": IN, "signed": signed, **more}


def figures(*sources, targets=(), transfers=(), units="ABC", valid=None, **more):
    """The figures of 2024 of some sources; no unit has reported anything unless its table is among them."""
    listed = [Unit(id, f"Phòng {id}", **(valid or {}).get(id, {})) for id in units]
    structure = Structure(listed, [Transfer(*each) for each in transfers], day=YEAR.end)
    tables = {data.source.name: data for data in sources}
    tables.setdefault("bao_cao_don_vi", table("bao_cao_don_vi"))
    as_reported = more.pop("as_reported", True)
    plan, deliverers = made_plan(*targets), Deliverers(structure, YEAR)
    return count_figures(Delivered(plan, structure.units, YEAR, tables, deliverers, **more), as_reported=as_reported)


def states(found, id="T"):
    return {unit: count for (unit, asked), count in found.counts.items() if asked == id}


OWN = target("R", source="bao_cao_don_vi")


def said(unit, numerator, denominator, id="R", **more):
    return {"unit": unit, "target": id, "numerator": numerator, "denominator": denominator, **more}
