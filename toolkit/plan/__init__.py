"""The plan as data: what is asked, of whom, how it is scored. Read once, frozen, never executed."""

from .amounts import Amount
from .awards import Award
from .grading import Band, Scoring
from .items import Item
from .loader import load_plan, place_in_plan, plan_schema
from .models import Plan
from .movement import Movement
from .sections import Section
from .targets import Target

__all__ = [
    "Amount",
    "Award",
    "Band",
    "Item",
    "Movement",
    "Plan",
    "Scoring",
    "Section",
    "Target",
    "load_plan",
    "place_in_plan",
    "plan_schema",
]
