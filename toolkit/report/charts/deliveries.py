"""When data came: of each source, the last day that the rows of each unit bear."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ...evaluation.results import Evaluation
from ...words.formatting import short_date
from ..model import Figure
from .drawing import COLOURS, drawn, label_room

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _TICKS = 6.7, 6


def last_days(evaluation: Evaluation) -> Figure | None:
    """A dot for each unit on the last day of its rows, a line for each source that the plan uses; None without any."""
    days = {
        name: {unit: day for (unit, source), day in evaluation.latest_days.items() if source == name}
        for name in dict.fromkeys(source for _, source in evaluation.latest_days)
    }
    if not days:
        return None
    end = evaluation.period.end
    titles = {name: evaluation.plan.source(name).title for name in days}
    words = [f"mới nhất {short_date(max(found.values()))}" for found in days.values()]
    height = 0.3 * len(days) + 0.75
    labels = list(titles.values())
    room, beside = min(label_room(labels, size=7.5), 0.42 * _WIDTH), label_room(words, size=7.5) + 0.1

    def draw(axes: Axes) -> None:
        import seaborn as sns
        from matplotlib.dates import date2num

        marks = [(date2num(day), place) for place, found in enumerate(days.values()) for day in found.values()]
        sns.scatterplot(
            x=[x for x, _ in marks], y=[y for _, y in marks], color=COLOURS["met"], s=22, alpha=0.55, ax=axes
        )
        last = date2num(end)
        starts = _months(min([min(found.values()) for found in days.values()] + [evaluation.period.start]), end)
        first = date2num(starts[0])
        axes.axvline(last, color=COLOURS["goal"], linewidth=1.2)
        for place, said in enumerate(words):
            axes.text(last + 0.02 * (last - first), place, said, va="center", fontsize=7.5)
        axes.set_yticks(range(len(days)), labels, fontsize=7.5)
        axes.set(xlim=(first, last), ylim=(len(days) - 0.4, -0.6), xlabel="", ylabel="")
        told = starts[:: -(-len(starts) // _TICKS)]
        axes.set_xticks([date2num(day) for day in told], [f"{day.month}/{day.year}" for day in told])
        axes.tick_params(labelsize=7.5, length=0)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=1 - beside / _WIDTH, top=0.98, bottom=0.38 / height)

    alt = "Ngày cuối cùng có dữ liệu của từng nguồn, mỗi chấm một đơn vị. " + "; ".join(
        f"{titles[name]}: từ {short_date(min(found.values()))} đến {short_date(max(found.values()))}, {len(found)} đơn vị"
        for name, found in days.items()
    )
    return Figure(
        drawn(draw, _WIDTH, height),
        f"Ngày cuối cùng có dữ liệu theo nguồn (vạch: hết {evaluation.period.title})",
        alt + ".",
    )


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from that of one day to that of another.

    >>> _months(date(2023, 12, 5), date(2024, 1, 31))
    [datetime.date(2023, 12, 1), datetime.date(2024, 1, 1)]
    """
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(max(count, 1))
    ]
