"""How one value becomes another, part by part: the parts of a change, each beginning where the one before ended."""

from __future__ import annotations

import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING

from ...evaluation.changes import Change
from ..model import Figure
from .drawing import COLOURS, drawn, label_room

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 6.7


def waterfall(change: Change) -> Figure | None:
    """The value before, each part of its change, the value after; None where no part changes anything."""
    before, after = change.before.value, change.after.value
    if before is None or after is None or not any(each.amount for each in change.parts):
        return None
    first, last = change.titles
    names = [first, *(textwrap.fill(each.title, 34) for each in change.parts), last]
    words = [change.shown(before), *(change.signed(each.amount) for each in change.parts), change.shown(after)]
    ends = [float(each) for each in accumulate((each.amount for each in change.parts), initial=before)]
    height = 0.36 * len(names) + 0.25
    room, beside = min(label_room(names, size=7.5), 0.45 * _WIDTH), label_room(words, size=7.5) + 0.1

    def draw(axes: Axes) -> None:
        starts = [0.0, *ends[:-1], 0.0]
        sizes = [ends[0], *(end - start for start, end in zip(ends, ends[1:])), ends[-1]]
        steps = (COLOURS["met"] if each.amount > 0 else COLOURS["unmet"] for each in change.parts)
        places = list(range(len(names)))
        axes.barh(places, sizes, left=starts, height=0.6, color=[COLOURS["other"], *steps, COLOURS["other"]])
        for place, end in enumerate(ends):
            axes.plot([end, end], [place - 0.3, place + 1.3], color="#555555", linewidth=0.7)
        low, high = min([*ends, 0.0] if min(ends) < 0 else ends), max(ends)
        spare = max((high - low) * 0.35, abs(high) * 0.02, 1e-9)
        axes.set(xlim=(low - spare, high + spare), ylim=(len(names) - 0.4, -0.6), xlabel="", ylabel="", xticks=[])
        for place, said in enumerate(words):
            axes.text(1.02, place, said, va="center", fontsize=7.5, transform=axes.get_yaxis_transform())
        axes.set_yticks(places, names, fontsize=7.5)
        axes.tick_params(length=0)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=1 - beside / _WIDTH, top=0.99, bottom=0.05 / height)

    said = "; ".join(f"{each.title}: {change.signed(each.amount)}" for each in change.parts)
    caption = f"Vì sao {change.target.id} của {change.after.unit} khác: {first} {words[0]}, {last} {words[-1]} (trục không bắt đầu từ 0)"
    return Figure(drawn(draw, _WIDTH, height), caption, f"{caption}. {said}.")
