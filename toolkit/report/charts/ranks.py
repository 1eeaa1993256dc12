"""Rank intervals: where each unit stands, and between which ranks it would stand under other reasonable weights."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ...evaluation.results import Evaluation
from ...scoring.model import UnitScore
from ...words.formatting import percent
from ..claims import best_drawn_text, firm_text
from ..model import Figure
from .drawing import COLOURS, MOST, drawn, label_room, row_marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 6.7
_NAMED = 24  # units by name; of more, their codes, so that the picture fits on a page


def rank_chart(evaluation: Evaluation, *, most: int = MOST) -> Figure:
    """The official ranks with their intervals; the best at the top, and no others where there are more than ``most``."""
    every = sorted((s for s in evaluation.scores if s.rank is not None), key=lambda s: s.rank or 0)
    ranked, names = sorted(every[:most], key=lambda s: (s.group, s.rank, s.unit)), evaluation.names
    last = len(every) if len(every) == len(ranked) else max(s.rank_high or 0 for s in ranked)
    many = len(ranked) > _NAMED
    labels = [s.unit if many else textwrap.fill(names[s.unit], 44) for s in ranked]
    tall = max((label.count("\n") + 1 for label in labels), default=1)
    height = (min(0.27, max(8.3 / len(ranked), 0.125)) if many else max(0.27, 0.135 * tall)) * len(ranked) + 0.75
    room = min(label_room(labels, size=7), 0.5 * _WIDTH)
    step = -(-last // 16)
    words = [_words(score) for score in ranked]
    beside = max(0.9, label_room(words, size=7.5))

    def draw(axes: Axes) -> None:
        import seaborn as sns

        for place, score in enumerate(ranked):
            _draw_interval(axes, place, score)
            axes.text(last + 0.7, place, words[place], va="center", fontsize=7.5)
        sns.scatterplot(
            x=[s.rank or 0 for s in ranked],
            y=range(len(ranked)),
            ax=axes,
            marker="D",
            s=20,
            color=COLOURS["goal"],
            linewidth=0,
            zorder=3,
        )
        axes.set_yticks(range(len(ranked)), labels, fontsize=7)
        axes.set(
            ylim=(len(ranked) - 0.4, -0.6),
            ylabel="",
            xlim=(0.4, last + 0.5),
            xticks=[1, *range(step, last + 1, step)],
        )
        axes.tick_params(labelsize=7.5, length=0)
        axes.grid(axis="x", color="#DDDDDD", linewidth=0.5)
        axes.set_axisbelow(True)
        axes.set_xlabel("Hình thoi: hạng chính thức; dải: khoảng 90% phương án trọng số", fontsize=7.5)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=1 - beside / _WIDTH, top=0.99, bottom=0.55 / height)

    said, marks = (
        firm_text(every) + best_drawn_text(every, len(ranked)),
        row_marks([s.unit for s in ranked], height=height, below=0.55),
    )
    return Figure(drawn(draw, _WIDTH, height), said, _told(ranked, names), marks=marks)


def _told(ranked: Sequence[UnitScore], names: Mapping[str, str]) -> str:
    """The picture in words."""
    told = "; ".join(
        f"{names[s.unit]}: hạng {s.rank}, khoảng {s.rank_low} đến {s.rank_high}, ở nhóm đầu trong {percent_of(s.top_share)} phương án"
        for s in ranked
    )
    return f"Khoảng thứ hạng của các đơn vị khi thay đổi trọng số. {told}."


def _draw_interval(axes: Axes, place: int, score: UnitScore) -> None:
    axes.plot(
        [score.rank_low or 0, score.rank_high or 0],
        [place, place],
        color=COLOURS["line"],
        linewidth=5,
        alpha=0.45,
        solid_capstyle="round",
    )


def _words(score: UnitScore) -> str:
    firm = score.rank_low == score.rank_high == score.rank
    return f"hạng {score.rank}" if firm else f"hạng {score.rank} ({score.rank_low}–{score.rank_high})"


def percent_of(share: float | None) -> str:
    """A share of draws as a percentage; empty where there is none."""
    return percent(Fraction(share).limit_denominator(10**6), goal=Fraction(1)) if share is not None else ""
