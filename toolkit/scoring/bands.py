"""Which band a unit is in: by its score, and by what bands require besides; no gate is passed on nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..plan import Band, Plan
from ..plan.blocks import DEDUCT
from ..plan.sections import every_section
from .model import ItemScore
from .totals import Total


def band_of(
    plan: Plan, *, score: Decimal | None, items: Sequence[ItemScore], total: Total
) -> tuple[str, tuple[str, ...]]:
    """The band of a unit, and the sections for which it is not a better one. Empty without a score, and below all of them.

    Where a band requires something it is the first, in the plan's order, that holds; else the one with the highest edge that
    the score reaches.
    """
    if score is None:
        return "", ()
    ordered = plan.scoring.bands_from_the_best
    met = {each.item for each in items if each.met}
    holding = [n for n, band in enumerate(ordered) if _holds(band, plan, score=score, met=met, shares=total.shares)]
    own = min(holding, default=len(ordered))
    gates = {section.id: section.else_.band_at_most for section in every_section(plan.sections) if section.else_}
    names = [band.name for band in ordered]
    caps = {id: names.index(cap) for id in total.below if (cap := gates[id]) is not None}
    best = next((n for n in holding if n >= max(caps.values(), default=0)), len(ordered))
    return names[best] if best < len(names) else "", tuple(id for id, cap in caps.items() if cap > own)


def _holds(
    band: Band, plan: Plan, *, score: Decimal, met: Collection[str], shares: Mapping[str, Fraction | None]
) -> bool:
    """Whether a unit fulfils all that a band asks for."""
    if band.from_ is not None and score < band.from_:
        return False
    if band.requires is None:
        return True
    criteria = {item.id for item in plan.items if not item.bonus and item.rule != DEDUCT}
    asked, own = band.requires.met, criteria & set(met)
    enough = (
        asked is None
        or (asked == "all" and own == criteria)
        or (isinstance(asked, int) and len(own) >= asked)
        or (isinstance(asked, tuple) and own >= set(asked))
    )
    return enough and all(
        (share := shares[id]) is not None and share >= least.value for id, least in band.requires.section.items()
    )
