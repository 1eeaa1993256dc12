"""Evaluate one period: the only module that knows the order of the steps. A pure function of plan, units and folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..awards.granted import granted_in
from ..awards.staff import silent_on_staff, staff_by_unit
from ..indicators.absurd_dates import absurd_date_findings
from ..indicators.building import build_indicators
from ..indicators.causes import causes_of, spreads_of, uncounted_of
from ..indicators.delivery import Delivered, Deliverers
from ..indicators.figures import Figures, count_figures
from ..indicators.followup import follow_up, late_reports, latest_days
from ..indicators.judging import NOTHING as NO_VALUES
from ..indicators.judging import Goals, Values, goals_in
from ..indicators.left_out import NOTHING, Elsewhere
from ..indicators.lifetimes import lifetime_findings
from ..indicators.model import Counts, Indicator
from ..indicators.normalising import unfinished_comparisons
from ..periods import Period
from ..plan import Amount, Plan
from ..plan.calendar import counts_working_days
from ..plan.goals import GoalChange
from ..plan.standard import APPRAISALS, CLAIMS, DIRECTIVES, EXPLANATIONS, GRANTED, REPORTS, STAFF
from ..scoring.evidence import read_evidence
from ..scoring.explaining import explaining_findings, explanations_of
from ..scoring.model import ItemScore
from ..scoring.pieces import pieces_of, unproven_findings
from ..scoring.points import Said, score_items, score_units
from ..scoring.reading import read_points
from ..scoring.rounds import marks_of
from ..sources import SecretNames, SourceData, open_engine, scope_findings
from ..units.model import Unit
from ..units.moves import moves_of
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import BLOCKED, OK, PARTIAL
from .assignment import given_on
from .commendation import with_awards
from .completeness import deliveries, rows_by_unit, state_findings, told_findings, with_units
from .directives import directives_in
from .loading import hashes_of, load_sources
from .personal import personal_findings
from .places import PeriodFiles, Place
from .plan_texts import without_secrets
from .remarks import read_remarks
from .results import Evaluation


def rests_on_a_year(plan: Plan) -> bool:
    """Whether a goal of the plan rests on the values of a year before."""
    return any(isinstance(target.goal, GoalChange) for target in plan.targets)


@dataclass(frozen=True)
class _Delivered:
    """What a period is evaluated from: the plan, the plan as it is given in the structure, and what units delivered."""

    plan: Plan
    given: Plan
    period: Period
    structure: Structure
    sources: Mapping[str, SourceData]
    deliverers: Deliverers

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.structure.units


def evaluate(period_files: PeriodFiles, *, elsewhere: Elsewhere = NOTHING, earlier: Values = NO_VALUES) -> Evaluation:
    """Evaluate one period from its files; results stand in their structure.

    ``elsewhere`` is what is known to lie in the folders of other periods, ``earlier`` the values of a year before, on which
    goals may rest. Nothing is written, printed or remembered; faults of the data come back as findings.
    """
    period, place = period_files.period, period_files.place
    plan = period_files.plan.on(period.end)
    structure, folder = period_files.structure, place.folder
    with open_engine(period_files.resources, folder=place.main) as engine:
        files, findings = period_files.find()
        sources, secret, faults = load_sources(engine, period_files, files=files)
        plan, left_out = without_secrets(plan, secret)
        findings += left_out
        given, deliverers = given_on(plan, structure), Deliverers(structure, period)
        delivered = _Delivered(plan, given, period, structure, sources, deliverers)
        counted = Delivered(
            given,
            structure.units,
            period,
            sources,
            deliverers,
            lacking=elsewhere.lacking,
            is_cut=place.is_cut,
        )
        # Units reported in the structure of their day; what has come to others since cannot be told from their figures.
        as_reported = all(transfer.day <= period.end for transfer in structure.transfers)
        figures, more = count_figures(counted, as_reported=as_reported)
        findings += [*faults, *more, *elsewhere.findings]
        goals = goals_in(given, period=period, units=structure.units, earlier=earlier)
        indicators = _indicators(counted, figures, goals=goals)
        items, faults = _scored_items(delivered, indicators, claimed=figures.claimed)
        evaluation, more = _with_written(
            _evaluation(delivered, figures, indicators=indicators, items=items), sources, place=place, secret=secret
        )
        findings += [*faults, *more]
        evaluation = replace(
            evaluation,
            inputs=hashes_of(folder, sources),
            moves=moves_of(structure.transfers, units=period_files.units),
            made_of=place.told,
            values=_values(counted, figures, goals=goals) if rests_on_a_year(plan) else {},
        )
        evaluation, faults = with_awards(evaluation, sources, deliverers=deliverers)
        findings += [*faults, *_doubts(delivered, evaluation, figures=figures)]
        every = sorted(with_units(findings, sources), key=Finding.sort_key)
        return replace(evaluation, findings=tuple(every))


def _with_written(
    evaluation: Evaluation, sources: Mapping[str, SourceData], *, place: Place, secret: SecretNames
) -> tuple[Evaluation, list[Finding]]:
    """With what stands beside the figures: prose, documents that directed the movement, commendations; nothing secret."""
    plan, period = evaluation.plan, evaluation.period
    remarks, faults = read_remarks(place.folder, plan=plan, period=period, secret=secret)
    directives, odd = directives_in(plan, sources[DIRECTIVES], period, is_cut=place.is_cut)
    granted, outside = granted_in(sources[GRANTED], first_day=period.start, last_day=period.end, is_cut=place.is_cut)
    told = replace(evaluation, remarks=remarks, own_directives=directives, own_granted=granted, secret=secret)
    return told, [*faults, *odd, *outside]


def _indicators(counted: Delivered, figures: Figures, *, goals: Goals) -> list[Indicator]:
    return build_indicators(
        counted.plan,
        units=counted.units,
        counts=figures.counts,
        goals=goals,
        wholes=figures.wholes,
        claimed=figures.claimed,
    )


def _values(counted: Delivered, figures: Figures, *, goals: Goals) -> Values:
    """The value of every figure, whatever its goal: those of a later year may rest on it."""
    floors = {target.id: target.floor.value for target in counted.plan.targets}
    some = {key: goal or Amount(value=floors[key[1]] + 1, percent=False) for key, goal in goals.items()}
    found = _indicators(counted, figures, goals=some)
    return {(each.unit, each.target): each.value for each in found if each.state == OK and each.value is not None}


def _scored_items(
    delivered: _Delivered, indicators: Sequence[Indicator], *, claimed: Counts
) -> tuple[list[ItemScore], list[Finding]]:
    """The points of every item of every unit, and the faults of what units and appraisers say of them."""
    plan, units, deliverers = delivered.plan, delivered.units, delivered.deliverers
    own_source, official_source = delivered.sources[CLAIMS], delivered.sources[APPRAISALS]
    own, own_faults = read_points(plan, own_source, units=units, deliverers=deliverers, column="self_points")
    official, faults = read_points(plan, official_source, units=units, deliverers=deliverers, column="points")
    evidence, evidence_faults = read_evidence(plan, own_source, units=units, deliverers=deliverers)
    absent = {unit.id for unit in units if not deliverers.stands(unit.id, official_source)}
    items = score_items(
        delivered.given,
        units=units,
        indicators={(each.unit, each.target): each for each in indicators},
        said=Said(claimed, own, official, evidence, absent, delivered.period.end.year),
    )
    read = [u.id for u in units if not deliverers.silent(u.id, own_source) and u.id not in evidence.doubted]
    is_whole = bool(own_source.files) and not own_source.lost.get("evidence")
    unproven = unproven_findings(plan, official, data=own_source, known=read if is_whole else ())
    return items, [*own_faults, *faults, *evidence_faults, *unproven]


def _evaluation(
    delivered: _Delivered, figures: Figures, *, indicators: Sequence[Indicator], items: Sequence[ItemScore]
) -> Evaluation:
    """Everything but the awards, the prose and the findings."""
    plan, period, sources, units = delivered.plan, delivered.period, delivered.sources, delivered.units
    staff, by_key = sources[STAFF], {(each.unit, each.target): each for each in indicators}
    given = delivered.given
    uncounted = uncounted_of(given, units=units, period=period, sources=sources)
    cases = uncounted.cases
    causes = causes_of(given, units=units, period=period, indicators=by_key, counts=figures.counts, cases=cases)
    silent = silent_on_staff(units, data=staff, deliverers=delivered.deliverers)
    return Evaluation(
        plan,
        period,
        units,
        tuple(indicators),
        tuple(items),
        tuple(score_units(plan, units=units, items=items)),
        (),
        deliveries=deliveries(plan, units=units, sources=sources, deliverers=delivered.deliverers),
        rows_read={name: data.row_count for name, data in sources.items()},
        follow_up=tuple(follow_up(given, units=units, indicators=by_key, cases=cases)),
        causes=tuple(causes),
        spreads=tuple(spreads_of(given, uncounted=uncounted, causes=causes)),
        latest_days=latest_days(sources, last_day=period.end),
        late_reports=late_reports(sources[REPORTS], period=period),
        staffing=staff_by_unit(staff, last_day=period.end, silent=silent),
        rows_by_unit=rows_by_unit(sources),
        claimed=figures.claimed,
        left_out=figures.left_out,
        pieces=pieces_of(plan, sources[CLAIMS]),
        marks=marks_of(plan, sources[APPRAISALS]),
        explanations=explanations_of(plan, sources[EXPLANATIONS]),
    )


def _no_holidays(evaluation: Evaluation) -> list[Finding]:
    """That a period has no holiday, where working days are counted of anything in it."""
    plan, period = evaluation.plan, evaluation.period
    counting = {target.id for target in plan.targets if counts_working_days(target)}
    is_needed = any(
        each.target in counting and each.state in (OK, PARTIAL, BLOCKED) and evaluation.rows_read.get(source)
        for each in evaluation.indicators
        for source in plan.target(each.target).sources
    )
    if not is_needed or any(period.start <= day <= period.end for day in plan.holidays):
        return []
    problem = f"kế hoạch đếm ngày làm việc mà chưa ghi ngày nghỉ nào trong {period.title}: mọi ngày thứ Hai đến thứ Sáu được coi là ngày làm việc."
    return [
        Finding(
            "KY-04", problem, "ghi các ngày nghỉ lễ, Tết ở holidays của ke_hoach.yaml, nếu có.", file="ke_hoach.yaml"
        )
    ]


def _doubts(delivered: _Delivered, evaluation: Evaluation, *, figures: Figures) -> list[Finding]:
    """What is missing, what cannot be right, and what should not be in the files."""
    plan, period, sources = delivered.plan, delivered.period, delivered.sources
    unfinished = [
        Finding(
            "SN-02",
            f"đơn vị {unit} đã thôi hoạt động nhưng phần còn lại chưa có đơn vị nhận; số liệu đó vẫn tính cho đơn vị cũ.",
            "thêm vào sap_nhap.csv một dòng của đơn vị này với Phạm vi để trống; đơn vị đã ra khỏi cơ quan mà không đơn vị nào "
            "nhận phần còn lại thì để nguyên: số liệu đó đã được tính, ở dòng của đơn vị cũ.",
            file="sap_nhap.csv",
            unit=unit,
        )
        for unit in sorted(delivered.structure.unfinished)
    ]
    return [
        *unfinished,
        *scope_findings(delivered.structure, sources=sources),
        *_no_holidays(evaluation),
        *state_findings(evaluation, silent=figures.silent, few=figures.few),
        *told_findings(sources),
        *explaining_findings(plan, sources[EXPLANATIONS], marks=evaluation.marks),
        *personal_findings(sources),
        *absurd_date_findings(plan, sources, period=period),
        *unfinished_comparisons(plan, evaluation.indicators, period=period),
        *lifetime_findings(plan, delivered.structure, sources, period=period),
    ]
