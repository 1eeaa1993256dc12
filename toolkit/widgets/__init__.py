"""Interactive pieces for notebooks: each is a widget of its own, and ``workbench`` holds them all.

In a notebook, ``from toolkit import widgets`` and then ``widgets.ranking(period="2024")`` show one piece. Pieces that
are to move together share a session: ``s = widgets.Session("data", period="2024")``, ``widgets.unit(session=s)``.
"""

from .bench import appraisal, data, indicator, overview, ranking, scenario, unit, workbench
from .session import Session

__all__ = ["Session", "appraisal", "data", "indicator", "overview", "ranking", "scenario", "unit", "workbench"]
