"""Who is put forward for which award in a period, or in several years together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..awards.judging import judge_nominees
from ..awards.model import AwardResult, Nominee
from ..awards.nominees import read_nominees
from ..awards.placing import Standing
from ..awards.staff import silent_on_staff, staff_findings, staff_range
from ..awards.unasked import by_rank, of_sources
from ..indicators.delivery import Deliverers
from ..plan.standard import COURSES, NOMINATIONS, STAFF, VOTES
from ..scoring.points import tie_points
from ..scoring.robustness import drawn_scores
from ..sources import SourceData, open_engine, scan_folder
from ..units.model import UnitNames
from ..words.errors import Finding
from ..words.vocabulary import INDIVIDUAL
from .completeness import with_units
from .editions import people_in
from .loading import hashes_of, load_sources
from .personal import personal_findings
from .places import PeriodFiles
from .results import Evaluation

_NOMINATIONS = (NOMINATIONS, VOTES)
_STAFF = (STAFF, COURSES)


def with_nominations(evaluation: Evaluation, *, period_files: PeriodFiles, staff_folder: Path) -> Evaluation:
    """The evaluation of several years with the nominees of the range's own folder (``period_files``).

    ``staff_folder`` is that of the last year: who is a leader, and how many people there are, is known from there.
    """
    folder, names = period_files.place.folder, UnitNames(period_files.units)
    own, findings = scan_folder(folder, names=names, sources=evaluation.plan.every_source)
    taken = (*_NOMINATIONS, *(award.source for award in evaluation.plan.awards if award.source))
    findings += [
        Finding(
            "TEP-01",
            f"thư mục của một giai đoạn chỉ nhận {', '.join(taken)} và nhan_xet.md; tệp này không được đọc.",
            "đặt tệp vào thư mục của năm.",
            file=file.name,
        )
        for name, files in own.items()
        if name not in taken
        for file in files
    ]
    staff = {
        name: files
        for name, files in scan_folder(staff_folder, names=names, sources=evaluation.plan.every_source)[0].items()
        if name in _STAFF
    }
    files = {**staff, **{name: own.get(name, []) for name in taken}}
    with open_engine(period_files.resources, folder=folder) as engine:
        sources, _, faults = load_sources(engine, period_files, files=files, secret=evaluation.secret)
        nominations = {name: sources[name] for name in taken}
        findings += [
            f for f in faults if f.file.startswith(f"{folder.name}/")
        ]  # the others are those of the staff's year
        findings += personal_findings(nominations)
        year = evaluation.years[-1].period if evaluation.years else evaluation.period
        evaluation, faults = with_awards(evaluation, sources, deliverers=Deliverers(period_files.structure, year))
        every = [*evaluation.findings, *with_units([*findings, *faults], nominations)]
        inputs = {**evaluation.inputs, **hashes_of(folder, nominations)}
    return replace(evaluation, findings=tuple(sorted(every, key=Finding.sort_key)), inputs=inputs)


def with_prizes(evaluation: Evaluation) -> Evaluation:
    """The evaluation with its prizes by rank, which need nobody's proposal."""
    nominees = by_rank(evaluation.plan, units=evaluation.units)
    return replace(evaluation, awards=judged(evaluation, nominees)) if nominees else evaluation


def with_awards(
    evaluation: Evaluation, sources: Mapping[str, SourceData], *, deliverers: Deliverers
) -> tuple[Evaluation, list[Finding]]:
    """The evaluation with what becomes of each nominee, and the faults of the proposals, votes and staff lists."""
    staff = sources[STAFF]
    plan, period = evaluation.plan, evaluation.period
    nominated, findings = read_nominees(plan, sources, last_day=period.end)
    nominees = [
        *nominated,
        *by_rank(plan, units=evaluation.units),
        *of_sources(plan, sources, first_day=period.start, last_day=period.end),
    ]
    silent = silent_on_staff(evaluation.units, data=staff, deliverers=deliverers)
    if any(nominee.kind == INDIVIDUAL for nominee in nominees):
        findings += staff_findings(evaluation.plan, data=staff, silent=silent)
    known = replace(
        evaluation,
        people=people_in(sources, nominees),
        staff=staff_range(evaluation.staffing, data=staff, silent=silent),
    )
    return replace(known, awards=judged(known, nominees)), findings


def judged(evaluation: Evaluation, nominees: Sequence[Nominee]) -> tuple[AwardResult, ...]:
    """Judge nominees by the scores of an evaluation."""
    plan, units, items = evaluation.plan, evaluation.units, evaluation.items
    standing = Standing(
        units=len(units) - len(evaluation.parents),
        scores={each.unit: each for each in evaluation.scores},
        ties=tie_points(plan, units=units, items=items),
        drawn=drawn_scores(plan, units=units, items=items) if nominees else {},
        staffing=evaluation.staffing,
        staff=evaluation.staff,
        levels=evaluation.levels,
        items={(each.unit, each.item): each for each in items},
        last_day=evaluation.period.end,
    )
    return tuple(judge_nominees(plan, nominees, standing=standing))
