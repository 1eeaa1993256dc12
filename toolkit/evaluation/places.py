"""Where the files of a period lie: in its own folder, in those of its parts, or in those of the years that it is cut from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..periods import Period, folder_period
from ..plan import Plan
from ..resources import USUAL, Resources
from ..sources import SourceFile, scan_folder
from ..units.model import Unit, UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.vocabulary import Source


@dataclass(frozen=True)
class Place:
    """``folder`` is the period's own, whether it is there or not. Without it, sources with a date come from ``flows``, lists
    that are a state from ``stocks``; what people report and appraise is of a period alone. ``told`` says from where."""

    folder: Path
    flows: tuple[Path, ...] = ()
    stocks: Path | None = None
    told: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the period has a folder of its own."""
        return not self.flows

    @property
    def is_cut(self) -> bool:
        """Whether its rows are cut from longer files, in which those of other days are expected."""
        return bool(self.flows) and self.stocks is None

    @property
    def main(self) -> Path:
        """A folder that is there."""
        return self.flows[-1] if self.flows else self.folder

    def files(
        self, *, names: UnitNames, sources: Mapping[str, Source]
    ) -> tuple[dict[str, list[SourceFile]], list[Finding]]:
        """The files of each source, and what is wrong with the others of the period's own folder."""
        if self.is_own:
            return scan_folder(self.folder, names=names, sources=sources)
        found: dict[str, list[SourceFile]] = {}
        for folder in self.flows:
            for name, files in scan_folder(folder, names=names, sources=sources)[0].items():
                if sources[name].date:
                    found.setdefault(name, []).extend(files)
        telling = {told.source for source in sources.values() for told in source.given}
        if self.stocks is not None:
            for name, files in scan_folder(self.stocks, names=names, sources=sources)[0].items():
                if not sources[name].date and (sources[name].is_counted or name in telling):
                    found[name] = files
        return found, []


@dataclass(frozen=True)
class PeriodFiles:
    """The files of one period and all that reading them takes.

    ``units`` are all units that files may name; in ``structure`` each row finds who stands for its unit. ``resources`` is
    what reading may use.
    """

    plan: Plan
    units: Sequence[Unit]
    period: Period
    structure: Structure
    place: Place
    resources: Resources = USUAL

    def find(self) -> tuple[dict[str, list[SourceFile]], list[Finding]]:
        """The files of each source, and what is wrong with the others."""
        sources = self.plan.every_source
        found, faults = self.place.files(names=UnitNames(self.units), sources=sources)
        if len(self.place.flows) > 1:
            owed = {n for n, source in sources.items() if source.date and not source.duties.optional}
            found = {n: self._of_all_parts(files) if n in owed else files for n, files in found.items()}
        return found, faults

    def _of_all_parts(self, files: list[SourceFile]) -> list[SourceFile]:
        """The files of a source in several folders without those of a unit that has sent none to one of them, though it stood
        then; none at all where a folder lacks the source. What is there of it is a part, which is no figure of the whole."""
        parts = {folder: [each for each in files if each.path.parent == folder] for folder in self.place.flows}
        if not all(parts.values()):
            return []
        silent: set[str] = set()
        for folder, own in parts.items():
            if all(each.unit for each in own) and (part := folder_period(folder.name)):
                silent |= self._stood_in(part) - {each.unit for each in own if each.unit}
        if silent and not all(each.unit for each in files):  # rows of theirs may lie in a file of all units
            return []
        return [each for each in files if each.unit not in silent]

    def _stood_in(self, part: Period) -> set[str]:
        """The units that stood on some day of a part of the period."""
        spans = (part, self.period)
        stood = (
            set().union(*(self.structure.behind(unit.id, span, by_service=False) for unit in self.units))
            for span in spans
        )
        return set.intersection(*stood)


def place_of(period: Period, *, data: Path, folders: Mapping[Period, Path]) -> Place | None:
    """Where the files of a period lie; None where there are none.

    A year, a half or a quarter without a folder is made of its parts', where all of them are there; any other part of a
    year, or what the plan names, is cut from the years'.
    """
    if period in folders:
        return Place(folders[period])
    if period.is_range:
        return None
    for parts in period.parts():
        if all(part in folders for part in parts):
            own = tuple(folders[part] for part in parts)
            return Place(data / period.id, own, own[-1], f"gộp từ thư mục {', '.join(part.id for part in parts)}")
    years = period.calendar_years()
    if all(year in folders and year != period for year in years):
        own = tuple(folders[year] for year in years)
        return Place(
            data / period.id, own, None, f"cắt từ tệp của năm {', '.join(year.id for year in years)} theo ngày"
        )
    return None
