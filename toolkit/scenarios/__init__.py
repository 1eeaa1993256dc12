"""What if: other points, goals, figures or definitions, on a copy of the results. Official results are never touched."""

from .deciding import Decider, deciding_items
from .definitions import redefined_plan
from .folder import report_inputs, what_if_in
from .least import least_cases_for_goal, least_cases_for_score
from .model import Definition, Scenario, scenario_of, scenario_text
from .pace import ASSUMPTION, Projection, project
from .saved import NamedScenario, refuse_secret_reports, report_scenario_paths, report_scenarios
from .steps import Step, can_step, steps_of
from .what_if import what_if

__all__ = [
    "ASSUMPTION",
    "Decider",
    "Definition",
    "NamedScenario",
    "Projection",
    "Scenario",
    "Step",
    "can_step",
    "deciding_items",
    "least_cases_for_goal",
    "least_cases_for_score",
    "project",
    "redefined_plan",
    "report_inputs",
    "refuse_secret_reports",
    "report_scenario_paths",
    "report_scenarios",
    "scenario_of",
    "scenario_text",
    "steps_of",
    "what_if",
    "what_if_in",
]
