"""Holds the toolkit against the reference on the folder of a seed: figures, follow-up, points, scores, awards, years."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from operator import eq
from pathlib import Path

import pytest
from folders import Folder, folder
from reference import Recount, recount

from toolkit.evaluation import workspace
from toolkit.evaluation.results import Evaluation
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report.claims.whole import wholes
from toolkit.sources import large_csv, survey

FORMS = ("csv", "parquet", "xlsx")
Facts = dict[tuple, tuple]


def said_by_toolkit(e: Evaluation) -> Facts:
    """What an evaluation says, one fact to a key."""
    facts: Facts = {}
    for i in e.indicators:
        figure = (
            i.state,
            i.numerator,
            i.denominator,
            i.value,
            i.attainment,
            i.met,
            i.previous_value,
            i.change,
            i.value_just_before,
        )
        facts["figure", i.unit, i.target] = figure
    for g in () if e.years else e.follow_up:
        facts["gap", g.unit, g.target] = (g.gap, g.case_ids)
    for p in e.items:
        facts["points", p.unit, p.item] = (p.state, p.points, p.max_points)
    for s in e.scores:
        facts["score", s.unit] = (_exact(s.score), s.rank, s.band, _exact(s.self_score))
    facts |= {("ranks", s.unit): (s.rank_low, s.rank_high) for s in e.scores if s.rank is not None}
    facts["chỉ tiêu",] = (wholes(e.plan),)
    for a in e.awards:
        vote = a.nominee.vote.share if a.nominee.vote else None
        facts["award", a.nominee.id] = (a.eligible, a.rank, vote, a.proposed)
    for i in e.as_was.indicators if e.as_was and not e.years else ():
        facts["as was", i.unit, i.target] = (i.state, i.numerator, i.denominator)
    for year in e.years:
        parts = {
            ("year", year.period.id, i.unit, i.target): (i.state, i.numerator, i.denominator) for i in year.indicators
        }
        facts |= parts
    return facts


def said_by_reference(r: Recount) -> Facts:
    """The same of a recount."""
    facts: Facts = {}
    for key, f in r.figures.items():
        figure = (
            f.state,
            f.numerator,
            f.denominator,
            f.value,
            f.attainment,
            f.met,
            f.previous,
            f.change,
            f.just_before,
        )
        facts["figure", *key] = figure
    facts |= {("gap", *key): (g.gap, g.cases) for key, g in (r.gaps or {}).items()}
    facts |= {("points", *key): (p.state, p.points, p.maximum) for key, p in r.items.items()}
    facts |= {("score", unit): (s.score, s.rank, s.band, s.own) for unit, s in r.scores.items()}
    facts |= {("ranks", unit): between for unit, between in r.ranks.items()}
    facts["chỉ tiêu",] = (r.chi_tieu,)
    facts |= {("award", id): (a.eligible, a.rank, a.vote, a.proposed) for id, a in r.awards.items()}
    facts |= {("as was", *key): (f.state, f.numerator, f.denominator) for key, f in r.as_was.items()}
    for name, year in r.yearly.items():
        facts |= {("year", name, *key): (f.state, f.numerator, f.denominator) for key, f in year.items()}
    return facts


def _exact(score: object) -> Fraction | None:
    return None if score is None else Fraction(score)  # type: ignore[arg-type]


def disagreements(seed: int, *, form: str = "csv", large: bool = False, astray: bool = False) -> Iterator[str]:
    """What the toolkit and the reference say differently of a folder; ``large`` reads every file as a large one."""
    made = folder(seed, astray=astray)
    if form == "xlsx" and "dates" in made.flaws:
        form = (
            "csv"  # a workbook that mixes forms of dates may have swapped day and month, and is refused by other rules
        )
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "_TOGETHER", 1)  # folders this small are slower when two periods share a processor
        if large:
            patch.setattr(survey, "LARGE", 1)
            patch.setattr(large_csv, "LARGE", 1)
        plain = made.write(Path(place, "plain"))
        asked = plain if form == "csv" else made.write(Path(place, form), form=form)
        toolkit = said_by_toolkit(Workspace.open(asked).evaluate(parse_period(made.asked)))
        reference = said_by_reference(recount(plain, made.years, part=made.part, is_range=made.is_range))
        for key in sorted({*toolkit, *reference}, key=str):
            agree = _is_within if key[0] == "ranks" else eq
            if not agree(toolkit.get(key), reference.get(key)):
                yield f"{_place(made, form, large)}: {_shown(key)}: {_shown(toolkit.get(key))}, not {_shown(reference.get(key))}"


def _is_within(said: tuple | None, possible: tuple | None) -> bool:
    """Whether an interval of ranks lies within those that are possible: where only one is, that it is this one."""
    return said is not None and possible is not None and possible[0] <= said[0] <= said[1] <= possible[1]


def _place(made: Folder, form: str, large: bool) -> str:
    return f"seed {made.seed} ({made.asked}, {form}{', large' if large else ''})"


def _shown(fact: tuple | None) -> str:
    return "nothing" if fact is None else " ".join("–" if each is None else str(each) for each in fact)
