"""Pictures of an evaluation, drawn when a renderer asks: the numbers in words beside the colours, an alt text that says them."""

from .bullet import bullet_chart
from .heatmap import heatmap
from .ranks import rank_chart
from .trends import trend_chart

__all__ = ["bullet_chart", "heatmap", "rank_chart", "trend_chart"]
