"""Two results of the same units side by side: the scores as they are, and as they would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...evaluation.results import Evaluation
from ..claims import best_shown_text, rank_move_text
from ..model import Figure
from ..words import score_text
from .drawing import COLOURS, MOST_BESIDE, drawn, label_room, row_marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 6.7


def before_and_after(official: Evaluation, supposed: Evaluation, *, name: str) -> Figure | None:
    """The scores of the units whose score or rank a scenario changes, of all units where it changes none, the best first: a
    grey dot as it is, a blue one as it would be. None where no unit has a score."""
    pairs = [(official.score(each.unit), each) for each in supposed.scores]
    scored = [(before, after) for before, after in pairs if None not in (before.score, after.score)]
    changed = [(a, b) for a, b in scored if (a.score, a.rank) != (b.score, b.rank)]
    moved = sorted(changed or scored, key=lambda pair: (pair[1].rank is None, pair[1].rank or 0))[:MOST_BESIDE]
    if not moved:
        return None
    labels = [official.short_names[after.unit] for _, after in moved]
    words = [
        f"{score_text(official, a.score)} → {score_text(supposed, b.score)} ({rank_move_text(a, b)})" for a, b in moved
    ]
    height = max(0.2, min(0.28, 8.0 / len(moved))) * len(moved) + 0.7
    room, beside = min(label_room(labels, size=7.5), 0.4 * _WIDTH), label_room(words, size=7.5) + 0.1

    def draw(axes: Axes) -> None:
        import seaborn as sns

        places = list(range(len(moved)))
        before, after = ([float(each.score) for each in side if each.score is not None] for side in zip(*moved))
        for place, ends in enumerate(zip(before, after)):
            axes.plot(ends, [place, place], color=COLOURS["other"], linewidth=2, zorder=1)
        for scores, colour in ((before, COLOURS["other"]), (after, COLOURS["met"])):
            sns.scatterplot(x=scores, y=places, color=colour, s=38, legend=False, ax=axes, zorder=2)
        room_left = max(max(before + after) - min(before + after), 1.0)
        right = max(before + after) + 0.06 * room_left
        for place, said in enumerate(words):
            axes.text(right + 0.03 * room_left, place, said, va="center", fontsize=7.5, clip_on=False)
        axes.set_yticks(places, labels, fontsize=7.5)
        axes.set(xlim=(min(before + after) - 0.06 * room_left, right), ylim=(len(moved) - 0.4, -0.6), ylabel="")
        axes.set_xlabel("Điểm (xám: chính thức; xanh: kịch bản)", fontsize=7.5)
        axes.tick_params(labelsize=7.5, length=0)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=1 - beside / _WIDTH, top=0.99, bottom=0.5 / height)

    caption = f"{name}: {len(changed) or 'không'} đơn vị {'' if changed else 'nào '}đổi điểm hoặc hạng"
    if len(moved) < len(changed or scored):
        caption += best_shown_text(len(moved))
    alt = f"{caption}. " + "; ".join(f"{label}: {said}" for label, said in zip(labels, words)) + "."
    marks = row_marks([after.unit for _, after in moved], height=height, below=0.5)
    return Figure(drawn(draw, _WIDTH, height), caption, alt, marks=marks)
