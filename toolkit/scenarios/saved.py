"""Scenarios in files: ``kich_ban/<name>.yaml`` in the data folder. Only the appendix of a report is ever made of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..evaluation.data_folder import PLAN
from ..evaluation.results import Evaluation
from ..periods import Period, parse_period
from ..plan import load_plan
from ..sources.secret_names import SecretNames
from ..words.errors import ToolkitError, UsageError
from ..words.privacy import is_personal_name
from .model import Scenario, scenario_of

FOLDER = "kich_ban"


@dataclass(frozen=True)
class NamedScenario:
    """A scenario that a report names, and the evaluation that it would give."""

    scenario: Scenario
    evaluation: Evaluation


def scenario_paths(data: Path) -> list[Path]:
    """The files of the scenarios of a data folder, in the order of their names."""
    folder = data / FOLDER
    return [path for path in sorted(folder.glob("*.yaml")) if path.is_file() and not path.is_symlink()]


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file. Raises ToolkitError for a file that holds none."""
    shown = f"{FOLDER}/{'(tên tệp không được nêu)' if is_personal_name(path.name) else path.name}"
    try:
        scenario = scenario_of(path.read_text(encoding="utf-8"), file=shown)
    except (OSError, UnicodeDecodeError):
        raise ToolkitError(f"Không đọc được {shown}. Cách sửa: kiểm tra quyền đọc và mã UTF-8 của tệp.") from None
    _refuse_unknown_period(scenario.period, data=path.parent.parent, file=shown)
    return scenario


def _refuse_unknown_period(id: str, *, data: Path, file: str) -> None:
    """Raise ToolkitError for a period that neither the calendar nor the plan knows: no report would ever name the scenario."""
    try:
        parse_period(id)
    except UsageError:
        if id not in {each.id for each in load_plan(data / PLAN).named_periods}:
            raise ToolkitError(
                f"{file} là kịch bản của kỳ {id!r}, kế hoạch không có kỳ ấy. Cách sửa: ghi period là một kỳ như 2024, 2024-H1, "
                "hoặc mã một kỳ ở periods của ke_hoach.yaml."
            ) from None


def report_scenarios(data: Path, period: Period) -> tuple[Scenario, ...]:
    """The scenarios that the report of a period names. Raises ToolkitError where one of the files holds none: it might be one."""
    every = {path: read_scenario(path) for path in scenario_paths(data)}
    named = {path: each for path, each in every.items() if each.in_report and each.period == period.id}
    if any(is_personal_name(path.name) for path in named):
        raise ToolkitError(
            f"Tên một tệp kịch bản trong {FOLDER} chứa dãy số dài hoặc địa chỉ thư, có thể là dữ liệu cá nhân. Cách sửa: đổi tên tệp."
        )
    return tuple(named.values())


def report_scenario_paths(data: Path, period: Period) -> list[Path]:
    """The files that decide which scenarios the report of a period names: theirs, and those that cannot be read.

    A file whose name may hold personal data is left out: the report refuses it, and no record quotes it.
    """
    return [path for path in scenario_paths(data) if not is_personal_name(path.name) and _may_be_named(path, period)]


def refuse_secrets(secret: SecretNames, scenarios: Iterable[Scenario]) -> None:
    """Raise ToolkitError where a scenario's name or note names a document that a list marks as a state secret."""
    if any(secret.are_in(text) for each in scenarios for text in (each.name, each.note)):
        raise ToolkitError(
            "Tên hoặc ghi chú của một kịch bản nêu số, ký hiệu của một văn bản hoặc hồ sơ có ghi độ mật. Cách sửa: viết lại tên, "
            f"ghi chú ấy trong {FOLDER} mà không nêu số, ký hiệu đó."
        )


def refuse_secret_reports(secret: SecretNames, *, data: Path, period: Period) -> None:
    """The same of the scenarios that the report of a period names. One that cannot be read is refused by the report."""
    read: list[Scenario] = []
    for path in report_scenario_paths(data, period) if secret else ():
        with suppress(ToolkitError):
            read.append(read_scenario(path))
    refuse_secrets(secret, read)


def _may_be_named(path: Path, period: Period) -> bool:
    try:
        scenario = read_scenario(path)
    except ToolkitError:
        return True
    return scenario.in_report and scenario.period == period.id
