"""Scenarios of a data folder: what one would give, and the files of those that a report names."""

from __future__ import annotations

from ..evaluation.results import Evaluation
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..sources import hashes
from .definitions import redefined_plan
from .model import Scenario
from .saved import report_scenario_paths
from .what_if import what_if


def what_if_in(workspace: Workspace, scenario: Scenario, *, draws: int | None = None) -> Evaluation:
    """The evaluation of a scenario's period as it would be; another definition is counted anew from the files.

    Raises UsageError for a period that the folder does not have, and with every part of the scenario that does not fit.
    """
    period = workspace.period(scenario.period)
    if not workspace.has_evaluated(period):
        workspace.select([scenario.period])  # refuses a period that the folder does not have
    if scenario.definitions:
        workspace = workspace.with_plan(redefined_plan(workspace.plan, scenario.definitions))
    return what_if(workspace.evaluate(period), scenario, draws=draws)


def report_inputs(workspace: Workspace, period: Period) -> dict[str, str]:
    """The SHA-256 of every file that the reports of a period rest on: those of its evaluation, and the scenarios that it names."""
    paths = report_scenario_paths(workspace.data, period)
    return {**workspace.inputs(period), **hashes({f"{path.parent.name}/{path.name}": path for path in paths})}
