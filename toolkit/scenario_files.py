"""Keep scenarios: each is written whole into a file of the data folder, and opened by its name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from .errors import UsageError
from .formatting import fold
from .scenarios import Scenario, scenario_text
from .scenarios.saved import FOLDER, read_scenario, scenario_paths
from .workspace import locate
from .writing import open_output


def save_scenario(scenario: Scenario, *, data: str | Path = "data") -> Path:
    """Write a scenario into its file and return the path. One of the same name is replaced.

    Raises UsageError where another scenario has the file already, ToolkitError where it cannot be written.
    """
    folder = locate(data) / FOLDER
    path = folder / f"{_file_name(scenario.name)}.yaml"
    if path.is_file() and (other := read_scenario(path).name) != scenario.name:
        raise UsageError(f"Tên {scenario.name!r} trùng tệp với kịch bản {other!r}. Cách sửa: đặt tên khác.")
    with open_output(folder, command="kham_pha", option="tham số data") as place:
        place.write({path.name: scenario_text(scenario).encode("utf-8")})
    return path


def saved_scenarios(*, data: str | Path = "data") -> dict[str, Scenario]:
    """Name → scenario of every file in the folder. Raises ToolkitError for a file that is none."""
    return {each.name: each for each in map(read_scenario, scenario_paths(locate(data)))}


def _file_name(name: str) -> str:
    """Letters and digits of the name, without accents; words apart.

    >>> _file_name("Đẩy mạnh CT4: 80% / ../x")
    'day-manh-ct4-80-x'
    """
    words = [fold(word) for word in unicodedata.normalize("NFC", name).replace("/", " ").split()]
    return "-".join(word for word in words if word)[:60] or "kich-ban"
