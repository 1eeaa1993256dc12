"""Keep scenarios in the data folder, each in a file of its own, open them by name, and ask what they would give."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from .interactive import kept_for, known_workspace, locate
from .periods import parse_period
from .results import Evaluation
from .scenarios import NamedScenario, Scenario, report_scenarios, scenario_text, what_if
from .scenarios.saved import FOLDER, read_scenario, scenario_paths
from .words.errors import UsageError
from .words.formatting import fold
from .writing.files import open_output


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
    return known_workspace(data).what_if(scenario)


def named_scenarios_of(period: str | int, *, data: str | Path = "data") -> tuple[NamedScenario, ...]:
    """The saved scenarios that the report of a period names (``in_report``), each with the evaluation that it would give.

    Raises ToolkitError where a file of ``kich_ban`` holds no scenario, or one that does not fit the results.

    >>> import toolkit as tk
    >>> tk.named_scenarios("2024")
    ()
    """
    chosen = report_scenarios(locate(data), parse_period(period))
    kept = kept_for(period, data)
    return tuple(
        NamedScenario(
            each,
            what_if(kept.evaluation, each) if kept and not each.definitions else known_workspace(data).what_if(each),
        )
        for each in chosen
    )


def _file_name(name: str) -> str:
    """Letters and digits of the name, without accents; words apart.

    >>> _file_name("Đẩy mạnh CT4: 80% / ../x")
    'day-manh-ct4-80-x'
    """
    words = [fold(word) for word in unicodedata.normalize("NFC", name).replace("/", " ").split()]
    return "-".join(word for word in words if word)[:60] or "kich-ban"
