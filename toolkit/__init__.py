"""Bộ công cụ đánh giá phong trào thi đua (evaluation toolkit for emulation movements).

>>> import toolkit as tk
>>> tk.evaluate("2024", data="data").score("VP").band
'Xuất sắc'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
DISTRIBUTION = "thidua"  # by which whoever imports toolkit knows that it is this one
_PLACES = {
    "Scenario": ("scenarios", "Scenario"),
    "award_papers": ("report", "award_papers"),
    "award_report": ("report", "award_report"),
    "breakdown": ("notebook", "breakdown_of"),
    "check_parameters": ("publishing.parameters", "check_parameters"),
    "check_report": ("report", "check_report"),
    "compare": ("notebook", "compare_of"),
    "evaluate": ("notebook", "evaluate_period"),
    "final_report": ("report", "final_report"),
    "frame": ("evaluation.frames", "frame"),
    "history": ("notebook", "history_of"),
    "interim_report": ("report", "interim_report"),
    "named_scenarios": ("notebook", "named_scenarios_of"),
    "panel": ("notebook", "panel_of"),
    "report": ("running.reporting", "report"),
    "save_scenario": ("notebook", "save_scenario"),
    "saved_scenarios": ("notebook", "saved_scenarios"),
    "trace": ("notebook", "trace"),
    "unit_sheet": ("report", "unit_sheet"),
    "what_if": ("notebook", "what_if_of"),
}
__all__ = sorted(_PLACES)


def __dir__() -> list[str]:
    """What tab completion offers."""
    return sorted(["DISTRIBUTION", "__version__", "widgets", *__all__])


def __getattr__(name: str) -> Any:
    """Import on first use: ``import toolkit`` alone stays quick, and so does ``thidua --help``."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(name)
    module, function = _PLACES[name]
    return getattr(import_module(f".{module}", __name__), function)


class _Door(ModuleType):
    """``tk.report`` is the function, although a package within has that name: as it is loaded it would take its place."""

    @property
    def report(self) -> Any:
        """The public function."""
        return __getattr__("report")

    @report.setter
    def report(self, package: ModuleType) -> None:
        """Leave it so."""


sys.modules[__name__].__class__ = _Door
