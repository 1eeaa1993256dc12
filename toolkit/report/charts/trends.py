"""Small multiples: each target over the years, with its goal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Target
from ...words.vocabulary import NOT_ASSIGNED, OK, PARTIAL, STATES
from .. import claims
from ..model import Figure
from ..words import called, capitalised, reported_note, scale_of, value_text
from .drawing import COLOURS, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS, _HEIGHT = 5, 1.35
_LINE = 19  # letters of a title beside its neighbours


def trend_chart(history: Sequence[Evaluation], *, unit: str, label: str) -> Figure:
    """A unit's (or the agency's) indicators over the periods of ``history``, one small picture a target.

    ``label`` names the unit in the caption.
    """
    targets = [t for t in history[-1].plan.targets if history[-1].indicator(unit, t.id).state != NOT_ASSIGNED]
    rows = -(-len(targets) // _COLUMNS) or 1

    def draw(axes: Any) -> None:
        places = axes.ravel()
        for place, target in zip(places, targets):
            _small(place, history, unit, target)
        for place in places[len(targets) :]:
            place.set_axis_off()
        places[0].figure.subplots_adjust(
            left=0.05,
            right=0.985,
            top=1 - 0.42 / (_HEIGHT * rows),
            bottom=0.26 / (_HEIGHT * rows),
            hspace=0.65,
            wspace=0.3,
        )

    finding = claims.trend_text(history, unit, targets=len(targets))
    alt = f"Diễn biến các chỉ tiêu của {label}. " + " ".join(
        f"{capitalised(called(history[-1].plan, t.id))}: "
        + ", ".join(f"{e.period.title} {_said(e, unit, t)}" for e in history)
        + "."
        for t in targets
    )
    return Figure(
        drawn(draw, 6.7, _HEIGHT * rows + 0.1, grid=(rows, _COLUMNS)),
        f"{label}: {finding}{reported_note(history[-1].plan)}",
        alt,
    )


def _small(axes: Axes, history: Sequence[Evaluation], unit: str, target: Target) -> None:
    import seaborn as sns

    points = [
        (n, each) for n, e in enumerate(history) if (each := _of(e, unit, target)) is not None and each.state == OK
    ]
    parts = [(n, each) for n, e in enumerate(history) if (each := _of(e, unit, target)) and each.state == PARTIAL]
    scale = 100 if points + parts and scale_of((points + parts)[-1][1], target).percent else 1
    sns.lineplot(
        x=[n for n, _ in points],
        y=[float(e.value) * scale for _, e in points],
        ax=axes,
        color=COLOURS["line"],
        marker="o",
        markersize=3.5,
        markeredgewidth=0,
        linewidth=1.4,
        errorbar=None,
    )
    axes.plot(  # a part of the units stands apart: hollow, and off the line
        [n for n, _ in parts],
        [float(e.value) * scale for _, e in parts],
        color=COLOURS["line"],
        marker="o",
        markersize=4,
        markerfacecolor="white",
        linestyle="none",
    )
    goals = [(n, g) for n, e in enumerate(history) if (g := e.indicator(e.agency, target.id).goal) is not None]
    axes.plot(
        [n for n, _ in goals],
        [float(g.value) * scale for _, g in goals],
        color=COLOURS["goal"],
        linestyle="--",
        linewidth=0.9,
    )
    if points + parts:
        _name_last(axes, *max(points + parts), target=target, scale=scale)
    name = capitalised(called(history[-1].plan, target.id))
    axes.set_title("\n".join(textwrap.wrap(name, _LINE)[:2]), fontsize=7, loc="left", pad=3)
    axes.set(xlabel="", ylabel="")
    if scale == 100 and all(0 <= e.value <= 1 for _, e in points + parts):
        axes.set_ylim(0, 112)
        axes.set_yticks([0, 50, 100])
    axes.set_xlim(-0.3, len(history) - 0.7)
    axes.set_xticks(range(len(history)), [_tick(e) for e in history], fontsize=7)
    axes.tick_params(labelsize=7, length=2)


def _name_last(axes: Axes, n: int, last: Indicator, *, target: Target, scale: int) -> None:
    """Write the last value beside its mark."""
    assert last.value is not None
    axes.annotate(
        value_text(last, target=target).replace(", ", "\n"),
        (n, float(last.value) * scale),
        textcoords="offset points",
        xytext=(3, -10),
        ha="right",
        fontsize=7,
        bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "linewidth": 0, "alpha": 0.8},
    )


def _tick(evaluation: Evaluation) -> str:
    id = evaluation.period.id
    return f"’{id[2:]}" if len(id) == 4 else id[2:]


def _of(evaluation: Evaluation, unit: str, target: Target) -> Any:
    try:
        return evaluation.indicator(unit, target.id)
    except KeyError:  # a unit that did not stand then
        return None


def _said(evaluation: Evaluation, unit: str, target: Target) -> str:
    each = _of(evaluation, unit, target)
    return value_text(each, target=target) if each is not None else STATES[NOT_ASSIGNED]
