"""Heatmap: units by indicators in percent of the goal, five steps, a word and a hatch where there is no figure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Target
from ...scoring.model import UnitScore
from ...units.model import Unit
from ...words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL
from ..claims import full_count_text, lowest_drawn_text
from ..model import Figure
from ..words import attainment_text, called, capitalised, reported_note
from .drawing import FIRST_DARK, HATCH, MOST, ON_DARK, ON_LIGHT, STEP_EDGES, STEPS, drawn, label_room, step_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _SIZE = 6.7, 7.5
_FEW = 40  # units over which there is room for names of targets
_NAMED, _LETTERS = 10, 9  # columns that have room for names, and letters in a line of one
_SHORT = {
    NO_CASES: "không\nphát sinh",
    PARTIAL: "tạm\ntính",
    MISSING: "chưa có\nsố liệu",
    NOT_ASSIGNED: "không\ngiao",
    BLOCKED: "không\ntính được",
}


def heatmap(evaluation: Evaluation) -> Figure:
    """Units by indicators, in percent of the goal; a word and a hatch where there is no figure. Of more units than fit on a
    page, those with the lowest scores; the best of them at the top."""
    targets, ordered = evaluation.plan.aimed, _lowest_first(evaluation)
    every, named = {unit.id: unit for unit in evaluation.units}, evaluation.short_names
    drawn_ones = ordered[:MOST]
    scored = [each.unit for each in reversed(drawn_ones) if each.score is not None]
    units = [every[unit] for unit in (*scored, *(each.unit for each in drawn_ones if each.score is None))]
    heads = _heads(evaluation, targets, named=len(units) <= _FEW)
    line = min(0.2, max(8.3 / len(units), 0.125))  # a picture must fit on a page
    top = 0.13 + 0.12 * max((head.count("\n") + 1 for head in heads), default=1)
    height, size = line * len(units) + 0.57 + top, min(_SIZE, 50 * line)
    room = label_room([named[unit.id] for unit in units], size=size)

    def draw(axes: Axes) -> None:
        _grid(axes, evaluation, units)
        for row, unit in enumerate(units):
            for column, target in enumerate(targets):
                _words(axes, (row, column), evaluation.indicator(unit.id, target.id), target, size)
        axes.set_yticks(
            [row + 0.5 for row in range(len(units))], [named[unit.id] for unit in units], rotation=0, fontsize=size
        )
        axes.set_xticks([column + 0.5 for column in range(len(targets))], heads, fontsize=6.5)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set(xlabel="", ylabel="")
        _legend(axes, height)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=0.995, top=1 - top / height, bottom=0.42 / height)

    finding = full_count_text(evaluation)
    alt = "Bảng màu mức đạt so với mức giao của từng đơn vị. " + " ".join(
        f"{named[unit.id]}: "
        + ", ".join(f"{t.id} {_short(evaluation.indicator(unit.id, t.id), t)}" for t in targets)
        + "."
        for unit in units
    )
    some = lowest_drawn_text(evaluation, ordered, len(units))
    shown = [evaluation.indicator(unit.id, target.id) for unit in units for target in targets]
    notes = " (*: theo báo cáo của đơn vị)" if any(each.reporting for each in shown) else ""
    notes += reported_note(evaluation.plan)
    notes += " (“đơn vị báo cáo”: hệ thống chưa có tệp)" if any(each.reported for each in shown) else ""
    caption, alt = f"Mức đạt so với mức giao theo đơn vị và chỉ tiêu{some}: {finding}{notes}", alt + notes
    return Figure(drawn(draw, _WIDTH, height), caption, alt)


def _heads(evaluation: Evaluation, targets: Sequence[Target], *, named: bool) -> list[str]:
    """What stands over the columns: short names where there is room for their words, else codes."""
    names = [textwrap.wrap(capitalised(called(evaluation.plan, t.id)), _LETTERS) for t in targets]
    return ["\n".join(lines) for lines in names] if named and len(targets) <= _NAMED else [t.id for t in targets]


def _lowest_first(evaluation: Evaluation) -> list[UnitScore]:
    """The units by their scores, those without one last."""
    scored = sorted((s for s in evaluation.scores if s.score is not None), key=lambda s: s.score or 0)
    return [*scored, *(s for s in evaluation.scores if s.score is None)]


def _grid(axes: Axes, evaluation: Evaluation, units: Sequence[Unit]) -> None:
    import numpy as np
    import seaborn as sns
    from matplotlib.colors import BoundaryNorm, ListedColormap

    values = np.array(
        [
            [
                np.nan if (a := evaluation.indicator(u.id, t.id).attainment) is None else float(a) * 100
                for t in evaluation.plan.aimed
            ]
            for u in units
        ]
    )
    colours = ListedColormap(STEPS)
    norm = BoundaryNorm([0, *STEP_EDGES, 1e9], len(STEPS))
    sns.heatmap(
        values,
        ax=axes,
        cmap=colours,
        norm=norm,
        vmin=0,  # without these two, it looks for them among the values, of which there may be none
        vmax=100,
        cbar=False,
        linewidths=0.6,
        linecolor="white",
        mask=np.isnan(values),
    )
    axes.collections[0].set_clip_on(False)  # no cell reaches beyond the axes; each would name the clip in the file
    axes.set_facecolor("#F2F2F2")


def _words(axes: Axes, place: tuple[int, int], each: Indicator, target: Target, size: float) -> None:
    from matplotlib.patches import Rectangle

    row, column = place

    if each.state == OK and each.attainment is not None:
        dark = step_of(each.attainment) >= FIRST_DARK
        axes.text(
            column + 0.5,
            row + 0.5,
            _short(each, target),
            ha="center",
            va="center",
            fontsize=size,
            color=ON_DARK if dark else ON_LIGHT,
        )
        return
    if HATCH[each.state]:
        axes.add_patch(
            Rectangle(
                (column, row), 1, 1, facecolor="#F2F2F2", edgecolor="#BBBBBB", hatch=HATCH[each.state], linewidth=0
            )
        )
    axes.text(
        column + 0.5,
        row + 0.5,
        _word(each) if size == _SIZE else _short(each, target),
        ha="center",
        va="center",
        fontsize=6,
        color="#333333",
        linespacing=0.95,
    )


def _short(each: Indicator, target: Target) -> str:
    if each.state == OK:
        return attainment_text(each, target) + ("*" if each.reporting else "")
    return _word(each).replace("\n", " ")


def _word(each: Indicator) -> str:
    """What stands in a cell without a figure."""
    return "đơn vị\nbáo cáo" if each.state == MISSING and each.reported else _SHORT[each.state]


def _legend(axes: Axes, height: float) -> None:
    from matplotlib.patches import Patch

    between = [f"{low}% – dưới {high}%" for low, high in pairwise(STEP_EDGES)]
    labels = (f"dưới {STEP_EDGES[0]}%", *between, f"từ {STEP_EDGES[-1]}% (đạt)")
    patches = [
        Patch(facecolor=colour, edgecolor="#888888", linewidth=0.4, label=label) for colour, label in zip(STEPS, labels)
    ]
    axes.figure.legend(
        handles=patches,
        ncols=5,
        fontsize=7,
        frameon=False,
        loc="lower center",
        bbox_to_anchor=(0.5, 0.04 / height),
        handlelength=1.2,
        columnspacing=1.2,
    )
