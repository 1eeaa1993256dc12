"""Pictures of an evaluation, drawn when a renderer asks: the numbers in words beside the colours, an alt text that says them."""

from .among import unit_among, units_of_target
from .bullet import bullet_chart
from .deliveries import last_days
from .differences import before_and_after
from .heatmap import heatmap
from .over_time import over_time
from .ranks import rank_chart
from .trends import trend_chart
from .waterfall import waterfall

__all__ = [
    "before_and_after",
    "bullet_chart",
    "heatmap",
    "last_days",
    "over_time",
    "rank_chart",
    "trend_chart",
    "unit_among",
    "units_of_target",
    "waterfall",
]
