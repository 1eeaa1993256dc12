"""Contribution to the gap: of each goal not reached, how much of the distance each unit makes up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ...evaluation.shortfall import Shortfall
from ...words.formatting import number, percent
from ..claims import leaders_of_gaps_text
from ..model import Figure
from .drawing import COLOURS, drawn, label_room

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS, _SHOWN, _LINE = 3, 6, 0.19
_WIDTH, _SIZE = 6.7, 7


def shortfall_chart(lacking: Sequence[Shortfall], *, noun: str = "chỉ tiêu") -> Figure:
    """One small picture a target: the units that lack the most, the others together. ``lacking`` must not be empty."""
    rows = -(-len(lacking) // _COLUMNS)
    bars = [_bars(each) for each in lacking]
    lines = max(len(each) for each in bars)
    height = rows * (lines * _LINE + 0.5)
    room = label_room([bar.name for each in bars for bar in each], size=_SIZE)

    def draw(axes: Any) -> None:
        places = axes.ravel() if hasattr(axes, "ravel") else [axes]
        for place, each, own in zip(places, lacking, bars):
            _small(place, each, own, lines)
        for place in places[len(lacking) :]:
            place.set_axis_off()
        each_wide = (_WIDTH - room) / _COLUMNS
        places[0].figure.subplots_adjust(
            left=room / _WIDTH,
            right=1 - 0.55 / _WIDTH,
            top=1 - 0.3 / height,
            bottom=0.05 / height,
            hspace=0.42 / (lines * _LINE + 0.08),
            wspace=(room + 0.55) / max(each_wide - room - 0.4, 0.5),
        )

    alt = "Phần đóng góp của từng đơn vị vào khoảng cách đến mức giao. " + " ".join(
        f"{each.target}: còn thiếu {_amount(each.total)}; "
        + ", ".join(f"{bar.name} {bar.words()}" for bar in own)
        + "."
        for each, own in zip(lacking, bars)
    )
    return Figure(drawn(draw, _WIDTH, height, grid=(rows, _COLUMNS)), leaders_of_gaps_text(lacking, noun), alt)


class _Bar(NamedTuple):
    """A unit's part of a shortfall and its share of what all lack; or those of the others together, which have no length:
    they would dwarf the rest."""

    name: str
    part: Fraction
    share: Fraction
    length: float

    def words(self, decimals: int = 1) -> str:
        return f"{_amount(self.part)} ({percent(self.share, decimals=decimals)})"


def _bars(each: Shortfall) -> list[_Bar]:
    """The bars of a picture."""
    shown = each.behind if len(each.behind) <= _SHOWN else each.behind[: _SHOWN - 1]
    shares = {unit: each.share(unit) or Fraction(0) for unit in each.behind}
    bars = [_Bar(unit, each.parts[unit], shares[unit], float(shares[unit])) for unit in shown]
    if rest := each.behind[len(shown) :]:
        part = sum((each.parts[unit] for unit in rest), Fraction(0))
        share = sum((shares[unit] for unit in rest), Fraction(0))
        bars.append(_Bar(f"{len(rest)} đơn vị khác", part, share, 0.0))
    return bars


def _amount(part: Any) -> str:
    return number(part, None if part.denominator == 1 else 1)


def _small(axes: Axes, each: Shortfall, bars: Sequence[_Bar], lines: int) -> None:
    longest = max((bar.length for bar in bars), default=1.0)
    for place, bar in enumerate(bars):
        axes.barh(place, bar.length, height=0.62, color=COLOURS["unmet"], hatch="//", edgecolor="white", linewidth=0)
        axes.text(bar.length + longest * 0.04, place, bar.words(decimals=0), va="center", fontsize=6.5)
    axes.set_title(f"{each.target}: thiếu {_amount(each.total)}", fontsize=7.5, loc="left", pad=3)
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars], fontsize=_SIZE)
    axes.set(ylim=(lines - 0.4, -0.6), xlim=(0, longest * 1.05), xticks=[])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
