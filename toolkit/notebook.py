"""What a notebook asks of a data folder: by a period and the folder's name, from wherever the notebook stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .evaluation.breakdowns import breakdown
from .evaluation.changes import Change, explain_change
from .evaluation.data_folder import PLAN
from .evaluation.kept import Kept, find_kept, stamp_of
from .evaluation.panels import panel
from .evaluation.results import Evaluation
from .evaluation.tracing import Trace
from .evaluation.workspace import Workspace
from .periods import Period, parse_period
from .scenarios import NamedScenario, Scenario, report_scenarios, scenario_text, what_if, what_if_in
from .scenarios.saved import FOLDER, read_scenario, scenario_paths
from .words.errors import UsageError
from .words.formatting import fold
from .writing.files import open_output

if TYPE_CHECKING:
    from pandas import DataFrame


def evaluate_period(period: str | int, *, data: str | Path = "data") -> Evaluation:
    """Evaluate one period of a data folder, for notebooks. ``data`` is found from the folders of notebooks, too.

    ``period`` is 2024, "2024-H1", "2024-Q3" or a range "2022..2025". Raises ToolkitError where the plan or the unit list
    is faulty, UsageError for a period without a folder; faults of the data are findings of the evaluation.

    >>> import toolkit as tk
    >>> evaluation = tk.evaluate("2024")
    >>> evaluation.score("VP").band, evaluation.is_complete
    ('Xuất sắc', True)
    """
    if kept := kept_for(period, data):
        return kept.evaluation
    workspace, chosen = _opened(period, data)
    return workspace.evaluate(chosen)


def history_of(period: str | int, *, data: str | Path = "data") -> tuple[Evaluation, ...]:
    """The evaluations of the periods up to this one (or the years of a range), all in the structure of its last day.

    Raises what ``evaluate`` raises.

    >>> import toolkit as tk
    >>> [each.period.id for each in tk.history("2024")]
    ['2022', '2023', '2024']
    """
    if kept := kept_for(period, data):
        return kept.history
    workspace, chosen = _opened(period, data)
    return workspace.history(chosen)


def trace(period: str | int, *, unit: str, target: str, data: str | Path = "data") -> Trace:
    """The rows of the files that make up one figure, read again: an evaluation is a value and holds no file open.

    ``unit`` may be the agency. Raises UsageError for a unit or a target that the period does not have, ToolkitError where a
    file has changed since it was evaluated.

    >>> import toolkit as tk
    >>> found = tk.trace("2024", unit="VP", target="CT7")
    >>> [int(found.rows[part].sum()) for part in ("numerator", "denominator")] == [
    ...     found.indicator.numerator, found.indicator.denominator]
    True
    """
    workspace, chosen = _opened(period, data)
    return workspace.trace(chosen, unit=unit, target=target)


def panel_of(periods: str | int | Sequence[str | int], *, data: str | Path = "data", exact: bool = False) -> DataFrame:
    """The figures of several periods in one tidy table: ``period``, ``unit``, ``target``, ``numerator``, ``denominator``,
    ``value``, ``goal``, ``met``, ``state``.

    ``periods`` is a range ("2022..2025"), one period, which stands for those of its length up to it, all in the structure
    of the last day, or several periods, each in its own structure. Numbers are floats (ratios are fractions of 1), with
    ``exact`` exact fractions; where a state has no figure there is no number. Raises what ``evaluate`` raises.

    >>> import toolkit as tk
    >>> table = tk.panel("2022..2025")
    >>> table[(table["unit"] == "SO") & (table["target"] == "CT3")]["value"].round(3).tolist()
    [0.811, 0.861, 0.932, 0.989]
    """
    if isinstance(periods, (str, int)):
        return panel(history_of(periods, data=data), exact=exact)
    return panel([evaluate_period(each, data=data) for each in periods], exact=exact)


def breakdown_of(
    period: str | int, *, target: str, by: str, unit: str | None = None, data: str | Path = "data", exact: bool = False
) -> DataFrame:
    """A figure of the agency, or of ``unit``, summed by group: ``group``, ``state``, ``numerator``, ``denominator``,
    ``value`` (ratio of the sums), ``missed`` (cases that do not count), ``share`` (of all of those). The largest gap comes first.

    ``by`` is "unit", "month", "reason" (the conditions that a case fails), "period", or a column of the source, by its
    header or its name in the plan, such as "service_id". Numbers are floats, with ``exact`` exact fractions. Raises what
    ``trace`` raises, UsageError for another ``by`` and for figures that are no sum of rows.

    >>> import toolkit as tk
    >>> tk.breakdown("2024", target="CT4", by="month")["denominator"].sum() == tk.evaluate("2024").indicator("SO", "CT4").denominator
    True
    """
    workspace, chosen = _opened(period, data)
    found = workspace.trace(chosen, unit=unit or workspace.plan.movement.agency.id, target=target)
    groups = breakdown(found, by)
    for name in () if exact else ("numerator", "denominator", "value", "missed", "share"):
        groups[name] = groups[name].map(lambda each: None if each is None else float(each)).astype("float64")
    return groups


def compare_of(
    period: str | int | Evaluation,
    other: str | int | Evaluation | None = None,
    *,
    target: str,
    unit: str = "",
    data: str | Path = "data",
) -> Change:
    """What makes a figure of a period (of the agency, or of ``unit``) another than it was: units that came or went,
    numerator, denominator, definition. The parts are exact and add up to the change.

    ``other`` is what it is held against: a period (without one, that before), both then in the structure of the last day
    of ``period``; or an evaluation as it is, such as that of a scenario, a plan, a structure. Raises what ``evaluate`` raises.

    >>> import toolkit as tk
    >>> change = tk.compare("2024", target="CT3")
    >>> [each.name for each in change.parts], sum(each.amount for each in change.parts) == change.amount
    (['numerator', 'denominator'], True)
    """
    now, then = _both(period, other, data=data)
    return explain_change(then, now, target=target, unit=unit)


def _both(
    period: str | int | Evaluation, other: str | int | Evaluation | None, *, data: str | Path
) -> tuple[Evaluation, Evaluation]:
    """Two evaluations to compare: two periods of the folder in one structure, anything else as it is."""
    if isinstance(period, Evaluation) or isinstance(other, Evaluation):
        if other is None:
            raise UsageError("Chưa rõ so với kết quả nào. Cách sửa: nêu kết quả hoặc kỳ thứ hai.")
        now, then = (
            each if isinstance(each, Evaluation) else evaluate_period(each, data=data) for each in (period, other)
        )
        return now, then
    workspace, chosen = _opened(period, data)
    before = chosen.previous() if other is None else _period(other, data)
    known = {each.period: each for each in workspace.history(chosen)}
    if before in known:
        return known[chosen], known[before]
    if other is None:
        raise UsageError(f"Không có kỳ trước của {chosen.title} để so sánh. Cách sửa: nêu kỳ thứ hai.")
    return workspace.evaluate(chosen), evaluate_period(other, data=data)


def save_scenario(scenario: Scenario, *, data: str | Path = "data") -> Path:
    """Write a scenario into its file and return the path. One of the same name is replaced.

    Raises UsageError where another scenario has the file already, ToolkitError where it cannot be written.

    >>> import tempfile
    >>> import toolkit as tk
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     scenario = tk.Scenario(name="Mức giao CT4 là 70%", period="2024", goals={"CT4": "70%"})
    ...     tk.save_scenario(scenario, data=folder).name
    'muc-giao-ct4-la-70.yaml'
    """
    folder = locate(data) / FOLDER
    path = folder / f"{_file_name(scenario.name)}.yaml"
    if path.is_file() and (other := read_scenario(path).name) != scenario.name:
        raise UsageError(f"Tên {scenario.name!r} trùng tệp với kịch bản {other!r}. Cách sửa: đặt tên khác.")
    with open_output(folder, command="kham_pha", option="tham số data") as place:
        place.write({path.name: scenario_text(scenario).encode("utf-8")})
    return path


def saved_scenarios(*, data: str | Path = "data") -> dict[str, Scenario]:
    """Name → scenario of every file in ``kich_ban`` of the data folder. Raises ToolkitError for a file that is none.

    >>> import toolkit as tk
    >>> tk.saved_scenarios(data="data")
    {}
    """
    return {each.name: each for each in map(read_scenario, scenario_paths(locate(data)))}


def what_if_of(scenario: Scenario, *, data: str | Path = "data") -> Evaluation:
    """The evaluation of a scenario's period as it would be; the official results stay as they are.

    Self scores are None: a scenario says nothing about what units claim. Raises UsageError with every part of the scenario
    that does not fit the results.

    >>> import toolkit as tk
    >>> supposed = tk.what_if(tk.Scenario(name="Mức giao CT4 là 70%", period="2024", goals={"CT4": "70%"}))
    >>> supposed.indicator("SO", "CT4").goal.value
    Fraction(7, 10)
    """
    return what_if_in(known_workspace(data), scenario)


def named_scenarios_of(period: str | int, *, data: str | Path = "data") -> tuple[NamedScenario, ...]:
    """The saved scenarios that the report of a period names (``in_report``), each with the evaluation that it would give.

    Raises ToolkitError where a file of ``kich_ban`` holds no scenario, or one that does not fit the results.

    >>> import toolkit as tk
    >>> tk.named_scenarios("2024")
    ()
    """
    chosen = report_scenarios(locate(data), _period(period, data))
    kept = kept_for(period, data)
    return tuple(
        NamedScenario(
            each,
            what_if(kept.evaluation, each)
            if kept and not each.definitions
            else what_if_in(known_workspace(data), each),
        )
        for each in chosen
    )


def kept_for(period: str | int, data: str | Path) -> Kept | None:
    """What the run that started this process has kept for a period, if anything."""
    folder = locate(data)
    return find_kept(_period(period, data), data=folder) if folder.is_dir() else None


def _period(text: str | int, data: str | Path) -> Period:
    """The period of a text; where it is no usual one, that which the folder's plan calls so."""
    try:
        return parse_period(text)
    except UsageError:
        return parse_period(text, named=known_workspace(data).plan.named_periods)


def _opened(period: str | int, data: str | Path) -> tuple[Workspace, Period]:
    workspace = known_workspace(data)
    (chosen,) = workspace.select([str(period)])
    return workspace, chosen


def known_workspace(data: str | Path) -> Workspace:
    """A data folder as it was last read, for as long as no file of it changes: a notebook asks more than once."""
    folder = locate(data)
    return _unchanged(folder, stamp_of(folder)) if folder.is_dir() else Workspace.open(folder)


@lru_cache(maxsize=1)
def _unchanged(folder: Path, stamp: tuple) -> Workspace:
    return Workspace.open(folder)


def locate(folder: str | Path) -> Path:
    """A data folder as given, or the same up to three levels up.

    JupyterLab runs a notebook in the notebook's own folder: ``notebooks/``, or ``outputs/2024/notebooks/``.
    """
    given = Path(folder)
    if given.is_absolute() or given.is_dir():
        return given
    above = (Path("/".join([".."] * levels)) / given for levels in (1, 2, 3))
    return next((path for path in above if (path / PLAN).is_file()), given)


def _file_name(name: str) -> str:
    """Letters and digits of the name, without accents; words apart.

    >>> _file_name("Đẩy mạnh CT4: 80% / ../x")
    'day-manh-ct4-80-x'
    """
    words = [fold(word) for word in unicodedata.normalize("NFC", name).replace("/", " ").split()]
    return "-".join(word for word in words if word)[:60] or "kich-ban"
