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
from .scores import Points, Score, items_of, own_scores, possible_ranks, scores_of


@dataclass(frozen=True)
class Recount:
    """What a period comes to; ``yearly`` are the figures of each year of a range that has a folder.

    ``chi_tieu``: how many chỉ tiêu the plan has, those of several parts (``of``) counted once (issue 17, sentences 3).
    ``ranks``: the best and the worst rank that any weights can give a unit. ``as_was``: the
    figures of every unit as it was, where that is another view.
    """

    figures: Mapping[tuple[str, str], Figure]
    gaps: Mapping[tuple[str, str], Gap] | None
    items: Mapping[tuple[str, str], Points]
    scores: Mapping[str, Score]
    awards: Mapping[str, Proposal]
    chi_tieu: int
    ranks: Mapping[str, tuple[int, int]]
    yearly: Mapping[str, Mapping[tuple[str, str], Figure]] = field(default_factory=dict)
    as_was: Mapping[tuple[str, str], Figure] = field(default_factory=dict)


def recount(folder: Path, numbers: Sequence[int], *, part: str = "", is_range: bool) -> Recount:
    """Recount the last of some years or its part, or the range of all of them."""
    plan, lists, last = read_plan(folder), read_lists(folder), Year(numbers[-1], part)

    def period(year: Year) -> Period:
        return Period(folder, year, plan, lists, today=last.end)

    now, whole = period(last), period(last)
    gaps, told, as_was = None, {}, None
    if is_range:
        years = [period(Year(number)) for number in numbers]
        for year in years:
            year.beside = [each for each in years if each is not year and each.folder.is_dir()]
        yearly = yearly_figures(years)
        figures = range_figures(plan, years, yearly)
        items = range_items(plan, years, figures)
        own = range_own(plan, years, yearly, items)
        whole = Period(folder, last, plan, lists, today=last.end, name=f"{numbers[0]}-{numbers[-1]}")
        told = {year.year.name: each for year, each in zip(years, yearly) if year.folder.is_dir()}
    else:
        earlier = [period(year) if year else None for year in (last.before, last.just_before)]
        _lay_beside(now, [each for each in earlier if each])
        before, just_before = (figures_of(each) if each and each.folder.is_dir() else None for each in earlier)
        figures = compared(figures_of(now), before, just_before)
        items = items_of(now, figures)
        own, gaps, as_was = own_scores(now, items), gaps_of(now, figures), now.as_was()
    scores = scores_of(now, items, own)
    return Recount(
        figures,
        gaps,
        items,
        scores,
        propose(now, whole, scores),
        len({target.of for target in plan.targets}),
        possible_ranks(now, items, scores),
        told,
        figures_of(as_was) if as_was else {},
    )


def _lay_beside(now: Period, earlier: Sequence[Period]) -> None:
    """Rows of a period are looked for in the folders that are read with it: of those, the ones it is compared with."""
    read = [each for each in (now, *earlier) if each.folder.is_dir() or each is now]
    for one in read:
        one.beside = [other for other in read if one.year.is_compared_with(other.year)]


__all__ = ["Recount", "recount"]
