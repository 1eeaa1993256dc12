"""The rule book once more, in plain Python: what a data folder comes to by the contract, recounted without the toolkit.

Nothing of ``toolkit`` is imported here, and nothing was taken from its code. Each rule names its paragraph of the
contract (design.md, Part 1 with its second edition), of domain.md, or the decision that holds where both are silent.
Where this reference and the toolkit differ, one of them is at fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .awards import Proposal, propose
from .figures import Figure, Gap, Period, compared, figures_of, gaps_of
from .lists import read_lists
from .periods import Year
from .plan import read_plan
from .ranges import range_figures, range_items, range_own, yearly_figures
from .scores import Points, Score, items_of, own_scores, scores_of


@dataclass(frozen=True)
class Recount:
    """What a period comes to; ``yearly`` are the figures of each year of a range that has a folder."""

    figures: Mapping[tuple[str, str], Figure]
    gaps: Mapping[tuple[str, str], Gap] | None
    items: Mapping[tuple[str, str], Points]
    scores: Mapping[str, Score]
    awards: Mapping[str, Proposal]
    yearly: Mapping[str, Mapping[tuple[str, str], Figure]] = field(default_factory=dict)


def recount(folder: Path, numbers: Sequence[int], *, is_range: bool) -> Recount:
    """Recount the last of some years, or the range of all of them."""
    plan, lists, last = read_plan(folder), read_lists(folder), Year(numbers[-1])

    def period(year: Year) -> Period:
        return Period(folder, year, plan, lists, today=last.end)

    now = period(last)
    if is_range:
        years = [period(Year(number)) for number in numbers]
        for year in years:
            year.beside = [each for each in years if each is not year and each.folder.is_dir()]
        yearly = yearly_figures(years)
        figures = range_figures(plan, years, yearly)
        items = range_items(plan, years, figures)
        scores = scores_of(now, items, range_own(plan, years, yearly, items))
        whole = Period(folder, last, plan, lists, today=last.end, name=f"{numbers[0]}-{numbers[-1]}")
        told = {year.year.name: each for year, each in zip(years, yearly) if year.folder.is_dir()}
        return Recount(figures, None, items, scores, propose(now, whole, scores), told)
    earlier = period(last.before)
    if earlier.folder.is_dir():
        now.beside, earlier.beside = [earlier], [now]
    before = figures_of(earlier) if earlier.folder.is_dir() else None
    figures = compared(figures_of(now), before)
    items = items_of(now, figures)
    scores = scores_of(now, items, own_scores(now, items))
    return Recount(figures, gaps_of(now, figures), items, scores, propose(now, now, scores))


__all__ = ["Recount", "recount"]
