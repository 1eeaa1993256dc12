"""What a run is asked for, and what becomes of each period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..evaluation.kept import Kept
from ..periods import Period
from ..publishing.jobs import Job, moved_to, names_of
from ..publishing.record import RECORD, Counts, Lying, RunRecord
from ..shipped import versions
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, Finding, is_left_out
from ..words.vocabulary import INTERNAL
from ..writing.files import digest
from ..writing.guard import personal_data_in
from ..writing.results import Delivery, places, proper_name

if TYPE_CHECKING:
    from .cluster import Cluster

WORKBOOKS = ("so_lieu.xlsx", f"{INTERNAL}/so_lieu.xlsx")  # of the public edition, and of the internal one
TABLE_ENDINGS = (".csv", ".xlsx")


def no_reports(period: Period) -> tuple[Job, ...]:
    """No report of any period: the tables alone."""
    return ()


def silent(items: Any, **_: Any) -> Any:
    """No progress bar."""
    return items


@dataclass(frozen=True)
class RunOptions:
    """What a run is asked for, besides data and periods.

    Results go to ``out``; ``choose`` names the reports of a period. ``jobs`` reports are made at once, by ``engine`` (one
    of ``publishing.ENGINES``) or by the workers of a ``cluster``, with the same bytes; with ``pdf`` each HTML file is
    printed to a PDF beside it. ``force``: also what still holds is made again. ``replace_edited``: files that somebody has
    changed are replaced too, and kept in ``ban_cu``. ``progress`` wraps what is being worked through (tqdm).
    """

    out: Path
    choose: Callable[[Period], tuple[Job, ...]] = no_reports
    jobs: int = 1
    engine: str = "thidua"
    force: bool = False
    replace_edited: bool = False
    pdf: bool = False
    cluster: Cluster | None = None
    progress: Callable[..., Any] = silent


@dataclass
class Outcome:
    """What becomes of one period: its evaluation, the tables that hold it, its reports, and those that failed.

    ``before`` is the record of an earlier run, if there is one, ``found`` what of its files lies there; ``holding`` are
    those that still hold (place → SHA-256), ``made`` those of this run, ``aside`` those that somebody had changed and that
    were replaced after all (place → where they are kept). ``evaluated`` is None where nothing has changed: then nothing is
    read, computed or written. ``reasons`` says of each report that is asked for and does not hold why it is to be made;
    ``complete_reports`` are those of which every file has been made, ``begun`` those of which some have.
    """

    period: Period
    inputs: Mapping[str, str]
    counts: Counts
    complete: bool
    findings: tuple[Finding, ...]
    state: str
    evaluated: Kept | None = None
    tables: Mapping[str, bytes] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    before: RunRecord | None = None
    found: Lying = field(default_factory=Lying)
    prints: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[Job, str] = field(default_factory=dict)
    holding: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    complete_reports: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    folder: Path = Path()

    def __post_init__(self) -> None:
        self._edited = set(self.found.edited)

    @property
    def exit_code(self) -> int:
        """0, or 3 where a figure or a report could not be produced, or something that was handed in is used nowhere."""
        is_whole = self.complete and not self.failed and not is_left_out(self.findings)
        return EXIT_OK if is_whole else EXIT_INCOMPLETE

    @property
    def is_unchanged(self) -> bool:
        """Nothing that the results rest on has changed, and none of them."""
        return self.evaluated is None

    def take(self, delivery: Delivery) -> None:
        """Enter what became of files that were delivered."""
        inside = len(f"{self.period.id}/")
        self.made |= {place[inside:]: sha for place, sha in delivery.made.items()}
        self.failed |= {place[inside:]: why for place, why in delivery.failed.items()}
        self.aside |= {place[inside:]: kept[inside:] for place, kept in delivery.aside.items()}
        self._edited |= {place[inside:] for place in delivery.edited}

    @property
    def outputs(self) -> dict[str, str]:
        """Every file that holds: place → SHA-256. A report holds when all of its files are there."""
        return {**self.holding, **self.made}

    @property
    def recorded(self) -> dict[str, str]:
        """Every file that the toolkit has made and that is there: place → SHA-256, one place for each file."""
        new = {proper_name(place) for place in self.made}
        earlier = self.before.outputs if self.before else {}
        old = {place: sha for place, sha in earlier.items() if proper_name(place) not in new}
        return {place: sha for place, sha in {**old, **self.made}.items() if (self.folder / place).is_file()}

    @property
    def stale(self) -> list[str]:
        """The files made earlier that no longer fit the data."""
        return sorted(self.recorded.keys() - self.outputs.keys())

    @property
    def stale_unasked(self) -> list[str]:
        """Those of them that this run is not to make, in whose place there will be no new one."""
        asked = {file for job in self.reasons for file in job.files} | set(self.tables)
        return [p for p in self.stale if proper_name(p) not in asked and p not in self.stale_kept]

    @property
    def stale_kept(self) -> list[str]:
        """Those of them that no run may touch."""
        return [place for place in self.stale if self._is_kept(proper_name(place))]

    @property
    def edited(self) -> dict[str, str]:
        """The files that somebody has changed, which stay → the new one beside it, or "" where there is none."""
        lying = {proper_name(place): place for place in self.recorded}
        stay = {place for place in self._edited - self.aside.keys() if (self.folder / place).is_file()}
        names = {place: proper_name(place) for place in sorted(stay)}
        new = {place: lying.get(moved_to(name) or name, "") for place, name in names.items()}
        return {place: "" if beside in stay else beside for place, beside in new.items()}

    def record(self) -> RunRecord | None:
        """What ``run.json`` is to say; None where there is nothing that it rests on."""
        outputs, edited, kept = self.recorded, tuple(self.edited), self.before.kept if self.before else ()
        stale = tuple(sorted(outputs.keys() - self.outputs.keys()))
        if self.evaluated is None:
            return self.before and replace(self.before, outputs=outputs, stale=stale, edited=edited)
        plan = self.evaluated.evaluation.plan
        return RunRecord(
            parameters={"period": self.period.id, "plan": plan.movement.id},
            inputs=self.inputs,
            outputs=outputs,
            versions=versions(),
            counts=self.counts,
            complete=self.complete,
            failed=tuple(self.failed),
            state=self.state,
            reports=self._reports(outputs),
            stale=stale,
            edited=edited,
            kept=kept,
        )

    def _reports(self, outputs: Mapping[str, str]) -> dict[str, str]:
        """What each report that is there rests on, as far as it is known: name → fingerprint."""
        earlier = self.before.reports if self.before else {}
        there = {name for place in outputs for name in names_of(place)}
        known = {name: sha for name, sha in earlier.items() if name not in self.begun}
        known |= {name: sha for name, sha in self.prints.items() if name in self.complete_reports}
        return {name: sha for name, sha in known.items() if name in there}

    @property
    def writes(self) -> list[str]:
        """The files that are to be written, as far as they are not there with the same bytes; none with personal data."""
        if self.is_unchanged:
            return []
        new = {n: content for n, content in self.tables.items() if digest(content) not in self._there(n)}
        tables = [name for name, content in new.items() if not personal_data_in(name, content)]
        names = [*tables, *(name for job in self.reasons for name in job.files)]
        return [*(self._free(name) for name in names if not self._is_kept(name)), RECORD]

    def _there(self, name: str) -> set[str]:
        return {sha for place, sha in self.found.intact.items() if proper_name(place) == name}

    def _free(self, name: str) -> str:
        return next(place for place in places(name) if place not in self.found.edited)

    def _is_kept(self, name: str) -> bool:
        return self.before is not None and self.before.is_kept(name)


def is_table(name: str) -> bool:
    """Whether a file is a table of the period's figures."""
    return "/" not in name.removeprefix(f"{INTERNAL}/") and name.endswith(TABLE_ENDINGS)
