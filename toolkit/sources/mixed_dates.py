"""SQL about columns of days in which month and day may stand in either order."""

from __future__ import annotations

from .values import AS_EXCEL, FINE, MIXED, MONTH_FIRST, SWAPPABLE


def taken_back(name: str, places: str) -> str:
    """What becomes of a column of days in the rows that are in doubt."""
    return (
        f"CASE WHEN {places} THEN NULL ELSE {name} END AS {name}, {name}__bad OR {places} AS {name}__bad, "
        f"CASE WHEN {places} THEN {MIXED} ELSE {name}__why END AS {name}__why"
    )


def mixture(name: str) -> str:
    """SQL of the two signs that a column of days is in doubt, within one file."""
    excel, late = f"{name}__why = {AS_EXCEL}", f"{name}__why = {FINE} AND {name} IS NOT NULL"
    return (
        f"bool_or({name}__why = {MONTH_FIRST}), bool_or({excel}) AND bool_or({late}) AND NOT bool_or({name}__why = {SWAPPABLE}) "
        f"AND max(day({name})) FILTER (WHERE {excel}) <= 12 AND min(day({name})) FILTER (WHERE {late}) > 12"
    )
