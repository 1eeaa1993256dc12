"""What a notebook asks of a data folder: by a period and the folder's name, from wherever the notebook stands."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from .evaluation.data_folder import PLAN
from .evaluation.kept import Kept, find_kept, stamp_of
from .evaluation.results import Evaluation
from .evaluation.tracing import Trace
from .evaluation.workspace import Workspace
from .periods import Period, parse_period
from .scenarios import NamedScenario, Scenario, report_scenarios, scenario_text, what_if, what_if_in
from .scenarios.saved import FOLDER, read_scenario, scenario_paths
from .words.errors import UsageError
from .words.formatting import fold
from .writing.files import open_output


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
