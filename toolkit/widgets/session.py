"""What the pieces share: a data folder, what has been evaluated of it, and the chosen period, unit and target."""

from __future__ import annotations

from pathlib import Path

from traitlets import HasTraits, Int, Unicode

from ..evaluation.results import Evaluation
from ..evaluation.tracing import Trace
from ..evaluation.workspace import Workspace
from ..notebook import known_workspace, locate
from ..periods import Period, parse_period
from ..plan import Plan
from ..plan.wording import Telling
from ..scenarios import Scenario, what_if_in
from ..words.errors import UsageError

_SUPPOSED = 4  # results of scenarios that are kept


class Session(HasTraits):
    """A data folder, read once, and a choice that pieces observe. What was evaluated is kept as long as it lives.

    Raises ToolkitError where plan or units are faulty, UsageError for an unknown period.

    >>> from toolkit import widgets
    >>> session = widgets.Session("data", period="2024")
    >>> session.unit, session.target
    ('SO', 'CT1')
    """

    period = Unicode()
    unit = Unicode()
    target = Unicode()
    reading = Int()  # how often the folder was read
    news = Unicode()  # what the files that were saved last have changed, or why they are not used

    def __init__(self, data: str | Path = "data", *, period: str | int = ""):
        super().__init__()
        self.folder = locate(data)
        self.read_again(str(period))

    def read_again(self, period: str = "") -> None:
        """Forget what was evaluated and read the folder anew. Raises UsageError where the plan has other items than before."""
        self.take(self.opened_anew() if self.reading else known_workspace(self.folder), period)

    def opened_anew(self) -> Workspace:
        """The folder as it is now. Raises ToolkitError where it cannot be read, UsageError where the plan has other items."""
        workspace = Workspace.open(self.folder)
        if [i.id for i in workspace.plan.items] != [i.id for i in self.plan.items]:
            raise UsageError("Kế hoạch có mục khác với lúc mở. Cách sửa: chạy lại ô này của sổ tay.")
        return workspace

    def take(self, workspace: Workspace, period: str = "") -> None:
        """Look at what was read. Raises UsageError for a period that it does not have."""
        periods = tuple(each.id for each in workspace.select())
        chosen = parse_period(period or self.period or periods[-1], named=workspace.plan.named_periods).id
        if chosen not in periods:
            workspace.select([chosen])  # refuses a period that the folder does not have
            periods = (*periods, chosen)
        self.workspace, self.periods = workspace, periods
        self._supposed: list[tuple[tuple[Scenario, int | None], Evaluation]] = []  # the last scenarios of these files
        self.unit = self.unit or self.plan.movement.agency.id
        self.target = self.target or self.plan.targets[0].id
        self.choose_period(chosen)
        self.reading += 1

    def __repr__(self) -> str:
        return f"Session({self.folder.name!r}, period={self.period!r})"

    @property
    def plan(self) -> Plan:
        """The plan of the folder."""
        return self.workspace.plan

    @property
    def chosen(self) -> Period:
        """The period that is looked at."""
        return self._period(self.period)

    def chosen_in(self, workspace: Workspace) -> Period:
        """The period that is looked at, of a folder that was read anew. Raises UsageError where that has it no longer."""
        (chosen,) = workspace.select([self.period])
        return chosen

    def _period(self, text: str) -> Period:
        return parse_period(text, named=self.plan.named_periods)

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation of the chosen period; computed once."""
        return self.workspace.evaluate(self.chosen)

    @property
    def history(self) -> tuple[Evaluation, ...]:
        """The evaluations of the periods up to the chosen one, in today's structure."""
        return self.workspace.history(self.chosen)

    @property
    def units(self) -> dict[str, str]:
        """Id → name: the agency, then the units of the chosen period."""
        agency = self.plan.movement.agency
        return {agency.id: agency.name, **{unit.id: unit.name for unit in self.workspace.standing(self.chosen)}}

    @property
    def telling(self) -> Telling:
        """How the texts of the workbench are told in the plan's words."""
        return self.plan.telling(self.units.values())

    def choose_period(self, period: str) -> None:
        """Look at another period. A unit that does not stand in it gives way to the agency."""
        if period not in self.periods:
            raise UsageError(f"Không có kỳ {period}. Cách sửa: chọn một trong các kỳ: {', '.join(self.periods)}.")
        standing = {unit.id for unit in self.workspace.standing(self._period(period))}
        with self.hold_trait_notifications():
            self.period = period
            if self.unit not in standing:
                self.unit = self.plan.movement.agency.id

    def choose_cell(self, unit: str, target: str) -> None:
        """Look at a figure; an empty unit or target stays as it is."""
        with self.hold_trait_notifications():
            self.unit, self.target = unit or self.unit, target or self.target

    def trace(self) -> Trace:
        """The rows that the chosen figure rests on."""
        return self.workspace.trace(self.chosen, unit=self.unit, target=self.target)

    def what_if(self, scenario: Scenario, *, draws: int | None = None) -> Evaluation:
        """A period as it would be; the last scenarios are computed once, however often they are drawn."""
        asked = scenario, draws
        found = next((result for known, result in self._supposed if known == asked), None)
        if found is None:
            found = what_if_in(self.workspace, scenario, draws=draws)
            self._supposed = [(asked, found), *self._supposed[: _SUPPOSED - 1]]
        return found
