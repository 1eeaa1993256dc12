"""The evaluations of a data folder: each period in its own structure and in those of later ones, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cached_property, partial, reduce
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..indicators.judging import Values
from ..indicators.left_out import NOTHING, Elsewhere, joined_elsewhere
from ..periods import Period
from ..plan import Plan, Target
from ..plan.standard import REPORTED
from ..resources import USUAL, Resources
from ..sources import SecretNames, is_small
from ..units.model import Unit
from ..units.structure import Structure, Transfer
from ..words.errors import Finding, UsageError
from .commendation import with_nominations, with_prizes
from .comparison import compare
from .data_folder import DataFolder
from .elsewhere import find_elsewhere
from .evaluate import evaluate, rests_on_a_year
from .kept import Kept
from .places import PeriodFiles, Place
from .plan_texts import without_secrets
from .ranges import evaluate_range
from .remarks import read_remarks
from .results import Evaluation
from .tracing import Trace, joined_rows, members_of, rows_of, trace_rows

if TYPE_CHECKING:
    from pandas import DataFrame

_TRACED, _TRACED_ROWS = 8, 200_000
Periods = tuple[Period, ...]
_TOGETHER = 2  # periods that are evaluated at the same time


class Workspace(DataFolder):
    """A data folder, read once, and the evaluations of its periods, each computed once."""

    def __init__(
        self,
        data: Path,
        plan: Plan,
        units: tuple[Unit, ...],
        transfers: tuple[Transfer, ...] = (),
        notes: Sequence[Finding] = (),
        resources: Resources = USUAL,
    ):
        super().__init__(data, plan, units, transfers, notes, resources)
        self._evaluated: dict[tuple[Period, Structure, Elsewhere], Evaluation] = {}
        self._left_out: dict[Period, Mapping[str, frozenset[date]]] = {}
        self._elsewhere: dict[tuple[Period, Structure, Period], Elsewhere] = {}
        self._past: dict[tuple[Period, Structure, Periods], Evaluation] = {}
        self._compared: dict[Period, Evaluation] = {}
        self._replanned: Workspace | None = None
        self._traced: dict[tuple[Period, Structure, str], tuple[DataFrame, dict[str, str]]] = {}

    def take_over(self, other: Workspace, *, changed: Iterable[str]) -> None:
        """Take from a workspace of the same folder, read before the files ``changed``, what it has evaluated of periods that
        ended before any of those whose files they are: nothing later is asked for what was before."""
        places = {path.name: period for period, path in self._folders.items()}
        found = [places.get(name.partition("/")[0]) for name in changed]
        if not found or (self.plan, self.units, self.transfers) != (other.plan, other.units, other.transfers):
            return
        starts = [period.start for period in found if period is not None]
        if len(starts) < len(found) or set(self._folders) != set(other._folders):
            return  # a file that is of no one period, or a folder that came or went
        kept = {key: each for key, each in other._evaluated.items() if key[0].end < min(starts)}
        self._evaluated.update(kept)
        self._left_out.update({period: other._left_out[period] for period, *_ in kept if period in other._left_out})

    def evaluate(self, period: Period) -> Evaluation:
        """The evaluation of a period in the structure of its last day, with changes against the period before.

        The period before is computed in the same structure, so that like is compared with like. Where the units were
        others during the period, ``as_was`` holds the same with every unit as it was. Computed once.
        """
        if period not in self._compared:
            self._compared[period] = self._compare(period)
        return self._compared[period]

    def has_evaluated(self, period: Period) -> bool:
        """Whether a period need not be computed any more."""
        return period in self._compared

    def _compare(self, period: Period) -> Evaluation:
        now, then = Structure(self.units, self.transfers, day=period.end), Structure.as_was(self.units, period)
        inside = [(each, way) for way in (now, then) for each in self._inside(period)]
        self._evaluate_together([*inside, *((each, now) for each in self._compared_with(period))])
        beside = self._beside(period, period)
        evaluation, before = self._evaluated_in(period, now, beside), self.evaluate_before(period)
        every = tuple(sorted((*evaluation.findings, *self.findings), key=Finding.sort_key))
        beside_it = self.neighbours(period)
        evaluation = replace(evaluation, findings=every, lists=self.lists, neighbours=beside_it)
        last, just_before = period.just_before(), None
        if last is not None and self._is_beside(last, period) and last != period.previous():
            just_before = self._evaluated_in(last, now, self._beside(last, period))
        if before or just_before:
            evaluation = compare(evaluation, previous=before, just_before=just_before)
        return evaluation if then == now else replace(evaluation, as_was=self._evaluated_in(period, then, beside))

    def evaluated(self, period: Period) -> Kept:
        """The evaluation of a period and its history, for all of its reports."""
        return Kept(self.evaluate(period), self.history(period))

    def evaluate_before(self, period: Period) -> Evaluation | None:
        """The evaluation of the period before in the structure of this one's last day; None if it has no folder."""
        before, now = period.previous(), Structure(self.units, self.transfers, day=period.end)
        if before is None or not self._is_beside(before, period):
            return None
        return self._evaluated_in(before, now, self._beside(before, period))

    def _beside(self, period: Period, asked: Period, also: Periods = ()) -> Periods:
        """In whose folders the rows of a period are looked for when another is evaluated: only where one reads anyway.

        Over several years in all of them; else among those compared, and ``also``, where one is compared with the other.
        """
        if period.is_range or period not in self._folders:
            return ()
        if asked.is_range:
            return tuple(each for each in self._inside(asked) if each != period)
        read = dict.fromkeys(each for each in (asked, *self._compared_with(asked), *also) if each in self._folders)
        return tuple(e for e in read if e in self._compared_with(period) or period in self._compared_with(e))

    def history(self, period: Period) -> tuple[Evaluation, ...]:
        """The years of a range, or the periods of the same length up to this one: all in the structure of its last day.

        ``as_decided`` of each is the period in its own structure.
        """
        now = Structure(self.units, self.transfers, day=period.end)
        alike = [p for p in self.periods if p.months == period.months and bool(p.name) == bool(period.name)]
        alike = [p for p in alike if p.end <= period.end]
        if period not in alike and not period.is_range:  # it is made of other folders, as may be the one before it
            alike = [*(p for p in (period.previous(),) if p and self._has(p)), period]
        chosen = self._inside(period) if period.is_range else alike
        return self._past_in({each: self._beside(each, period, tuple(chosen)) for each in chosen}, now)

    def _past_in(self, periods: Mapping[Period, Periods], structure: Structure) -> tuple[Evaluation, ...]:
        """Periods in a structure, each with what it decided in its own, and with those ``_beside`` it."""
        own = {each: Structure(self.units, self.transfers, day=each.end) for each in periods}
        self._evaluate_together([(each, way) for each in periods for way in (structure, own[each])])
        for each, beside in periods.items():
            if (each, structure, beside) not in self._past:
                found, decided = (self._evaluated_in(each, way, beside) for way in (structure, own[each]))
                self._past[each, structure, beside] = found if decided is found else replace(found, decided=decided)
        return tuple(self._past[each, structure, beside] for each, beside in periods.items())

    def _evaluated_in(self, period: Period, structure: Structure, beside: Periods = ()) -> Evaluation:
        """A period in a structure, computed once; rows of it that lie in the folders of those ``beside`` it block figures."""
        elsewhere = joined_elsewhere([self._elsewhere_in(other, period, structure) for other in beside])
        key = (period, structure, elsewhere)
        if key not in self._evaluated:
            one = partial(self._evaluate_one, elsewhere=elsewhere)
            self._evaluated[key] = (self._evaluate_range if period.is_range else one)(period, structure)
        return self._evaluated[key]

    def _elsewhere_in(self, other: Period, period: Period, structure: Structure) -> Elsewhere:
        """What one period's folder leaves out that is of another period and is not in its folder."""
        if other not in self._left_out:
            self._evaluated_in(other, structure)
        months = self._left_out[other]
        sources = [name for name in months if any(period.start <= month <= period.end for month in months[name])]
        if not sources:
            return NOTHING
        key = (period, structure, other)
        if key not in self._elsewhere:
            ours, theirs = (self._files_of(each, structure) for each in (period, other))
            self._elsewhere[key] = find_elsewhere(ours, theirs, sources=sources)
        return self._elsewhere[key]

    def _evaluate_together(self, wanted: Iterable[tuple[Period, Structure]]) -> None:
        """Evaluate small periods at the same time, here: the engine, half of the work, does not hold the interpreter."""
        new = [key for key in dict.fromkeys(wanted) if self._has(key[0]) and (*key, NOTHING) not in self._evaluated]
        if len(new) > 1 and all(is_small(self._placed(period).main) for period, _ in new):
            with ThreadPoolExecutor(_TOGETHER) as pool:
                list(pool.map(lambda key: self._evaluated_in(*key), new))

    def _evaluate_one(self, period: Period, structure: Structure, elsewhere: Elsewhere = NOTHING) -> Evaluation:
        files, earlier = self._files_of(period, structure), self._values_before(period, structure)
        found = evaluate(files, elsewhere=elsewhere, earlier=earlier)
        self._left_out[period] = found.left_out
        return found

    def _files_of(self, period: Period, structure: Structure) -> PeriodFiles:
        place = self._placed(period)
        return PeriodFiles(self.plan, self.units, period, structure, place, self._resources_for(place.main))

    def _placed(self, period: Period) -> Place:
        """Where the files of a period lie that can be evaluated."""
        place = self._place(period)
        assert place is not None
        return place

    def _values_before(self, period: Period, structure: Structure) -> Values:
        """The values of a year before, where goals rest on them."""
        before = period.previous()
        if before is None or not self._has(before) or not rests_on_a_year(self.plan):
            return {}
        return self._evaluated_in(before, structure).values

    def _resources_for(self, folder: Path) -> Resources:
        """What reading a folder may use: large files are converted once for every evaluation of this workspace."""
        return self.resources if is_small(folder) else replace(self.resources, run=Path(self._converted.name))

    @cached_property
    def _converted(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory(prefix="thidua-")

    def _evaluate_range(self, period: Period, structure: Structure) -> Evaluation:
        """Several years as one, each of them in the structure of the whole, with the range's own nominees and prose."""
        inside, folder = self._inside(period), self.data / period.id
        years = self._past_in({each: self._beside(each, period) for each in inside}, structure)
        secret = reduce(or_, (year.secret for year in years), SecretNames())
        remarks, findings = read_remarks(folder, plan=self.plan, period=period, secret=secret)
        plan, _ = without_secrets(self.plan, secret)  # the years have told of it
        whole = evaluate_range(
            plan, period=period, years=years, structure=structure, remarks=remarks, findings=findings
        )
        whole = replace(whole, secret=secret)
        if not folder.is_dir():
            return with_prizes(whole)
        files = PeriodFiles(self.plan, self.units, period, structure, Place(folder), self.resources)
        return with_nominations(whole, period_files=files, staff_folder=self._placed(inside[-1]).main)

    def trace(self, period: Period, *, unit: str, target: str) -> Trace:
        """The rows that a figure rests on, in the structure of the period's end. ``unit`` may be the agency.

        Raises UsageError for a unit or a target that the evaluation does not have.
        """
        evaluation, now = self.evaluate(period), Structure(self.units, self.transfers, day=period.end)
        try:
            indicator = evaluation.indicator(unit, target)
        except KeyError:
            units = ", ".join((evaluation.agency, *(each.id for each in evaluation.units)))
            targets = ", ".join(each.id for each in self.plan.targets)
            raise UsageError(
                f"Không có chỉ tiêu {target} của đơn vị {unit}. Cách sửa: chọn đơn vị trong {units}; chỉ tiêu trong {targets}."
            ) from None
        chosen = self.plan.target(target)
        parts, files = [], {}
        known = {each.period: each for each in evaluation.years or [evaluation]}
        for each in self._counted_in(period, chosen):
            members = members_of(known[each], unit=unit, target=target)
            if members:
                rows, read = self._traced_in(each, now, chosen)
                parts.append(rows_of(rows, members))
                files.update(read)
        rows, source = joined_rows(parts), self.plan.source((*chosen.sources, REPORTED)[0])
        return Trace(period, chosen, indicator, source, rows, files, holds=evaluation.holds(indicator))

    def with_plan(self, plan: Plan) -> Workspace:
        """The same folder under another plan. The last one asked for is kept, with all that it has evaluated."""
        if self._replanned is None or self._replanned.plan != plan:
            self._replanned = Workspace(self.data, plan, self.units, self.transfers, self._notes, self.resources)
        return self._replanned

    def _traced_in(self, period: Period, structure: Structure, target: Target) -> tuple[DataFrame, dict[str, str]]:
        """The rows of everybody that a target counts in a period: the last few reads are kept, unless they are large."""
        key = (period, structure, target.id)
        if key not in self._traced:
            evaluation = self._evaluated_in(period, structure)
            read = trace_rows(evaluation, target=target, period_files=self._files_of(period, structure))
            if len(read[0]) > _TRACED_ROWS:
                return read
            self._traced = dict([*self._traced.items(), (key, read)][-_TRACED:])
        return self._traced[key]

    def inputs(self, period: Period) -> dict[str, str]:
        """The SHA-256 of every file that an evaluation rests on, those of the periods that it is compared with included."""
        now = Structure(self.units, self.transfers, day=period.end)
        earlier: dict[str, str] = {}
        for before in self._compared_with(period):
            earlier |= self._evaluated_in(before, now).inputs
        return {**self.lists, **earlier, **self.evaluate(period).inputs}
