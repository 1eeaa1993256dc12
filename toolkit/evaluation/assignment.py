"""Which targets are given to which units on a day: units take along what was given to those that they have taken over."""

from __future__ import annotations

from ..indicators.needs import needed_sources
from ..plan import Plan, Target
from ..units.structure import Structure


def given_on(plan: Plan, structure: Structure) -> Plan:
    """The plan with each target given also to the units to which rows have come of those it was given to.

    Services that have gone elsewhere take along the targets that count services, and no others.
    """
    targets = []
    for target in plan.targets:
        heirs = [] if target.units == "all" else sorted(_receivers(plan, target, structure) - set(target.units))
        targets.append(target.model_copy(update={"units": (*target.units, *heirs)}) if heirs else target)
    return plan.model_copy(update={"targets": tuple(targets)})


def _receivers(plan: Plan, target: Target, structure: Structure) -> set[str]:
    by_service = any(plan.source(name).column("service_id") for name in needed_sources(plan, target))
    parts: list[tuple[str, str | None]] = [(unit, None) for unit in target.units]
    parts += [(unit, service) for unit in target.units for service in structure.services(unit)] if by_service else []
    return {receiver for part in parts if (receiver := structure.receiver(*part)) is not None}
