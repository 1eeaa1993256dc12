"""Contribution to the gap: of each goal not reached, how much of the distance each unit makes up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...formatting import number, percent
from ...shortfall import Shortfall
from ..model import Figure
from .drawing import COLOURS, drawn, label_room

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS, _SHOWN, _LINE = 3, 6, 0.19
_WIDTH, _SIZE = 6.7, 7


def shortfall_chart(lacking: Sequence[Shortfall]) -> Figure:
    """One small picture a target: the units that lack the most, the others together. ``lacking`` must not be empty."""
    rows = -(-len(lacking) // _COLUMNS)
    bars = [_bars(each) for each in lacking]
    lines = max(len(each) for each in bars)
    height = rows * (lines * _LINE + 0.5)
    room = label_room([name for each in bars for name, _, _ in each], size=_SIZE)

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
        + ", ".join(f"{unit} {_amount(each.parts[unit])} ({percent(each.share(unit))})" for unit in each.behind)
        + "."
        for each in lacking
    )
    return Figure(drawn(draw, _WIDTH, height, grid=(rows, _COLUMNS)), _finding(lacking), alt)


def _finding(lacking: Sequence[Shortfall]) -> str:
    """Which unit lacks the most in how many targets."""
    leaders = [unit for each in lacking for unit in each.furthest]
    most = max(dict.fromkeys(leaders), key=leaders.count)
    return f"{most} thuộc nhóm thiếu nhiều nhất ở {leaders.count(most)} trên {len(lacking)} chỉ tiêu chưa đạt mức giao"


def _bars(each: Shortfall) -> list[tuple[str, float, str]]:
    """The bars of a picture: label, length (a share), words. The others together have no bar: it would dwarf the rest."""
    shown = each.behind if len(each.behind) <= _SHOWN else each.behind[: _SHOWN - 1]
    bars = [(unit, float(each.share(unit)), _words(each.parts[unit], each.share(unit))) for unit in shown]
    if rest := each.behind[len(shown) :]:
        share = sum(each.share(unit) for unit in rest)
        bars.append((f"{len(rest)} đơn vị khác", 0.0, _words(sum(each.parts[unit] for unit in rest), share)))
    return bars


def _words(part: Any, share: Any) -> str:
    return f"{_amount(part)} ({percent(share, decimals=0)})"


def _amount(part: Any) -> str:
    return number(part, None if part.denominator == 1 else 1)


def _small(axes: Axes, each: Shortfall, bars: Sequence[tuple[str, float, str]], lines: int) -> None:
    longest = max((length for _, length, _ in bars), default=1.0)
    for place, (_, length, words) in enumerate(bars):
        axes.barh(place, length, height=0.62, color=COLOURS["unmet"], hatch="//", edgecolor="white", linewidth=0)
        axes.text(length + longest * 0.04, place, words, va="center", fontsize=6.5)
    axes.set_title(f"{each.target}: thiếu {_amount(each.total)}", fontsize=7.5, loc="left", pad=3)
    axes.set_yticks(range(len(bars)), [name for name, _, _ in bars], fontsize=_SIZE)
    axes.set(ylim=(lines - 0.4, -0.6), xlim=(0, longest * 1.05), xticks=[])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
