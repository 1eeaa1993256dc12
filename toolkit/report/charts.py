"""Pictures of an evaluation, drawn when a renderer asks: the numbers in words beside the colours, an alt text that says them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..results import Evaluation, Indicator
from ..vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK
from .model import Figure
from .words import attainment_text, goal_text, value_text, verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe-Ito: told apart by colour-blind readers; words and hatches say the same.
_MET, _UNMET, _GOAL, _EMPTY = "#0072B2", "#E69F00", "#000000", "#FFFFFF"
_STEPS = ("#F6E8C3", "#C7D9E8", "#8FB8DE", "#4A8AC4", "#0B559F")
_EDGES = (0, 50, 70, 90, 100)
_SHORT = {
    NO_CASES: "không\nphát sinh",
    MISSING: "chưa có\nsố liệu",
    NOT_ASSIGNED: "không\ngiao",
    BLOCKED: "không\ntính được",
}
_STYLE = {"font.family": ["DejaVu Sans"], "hatch.linewidth": 0.6}
_DPI = 200  # of a picture on paper
_HATCH = {NO_CASES: "", MISSING: "////", NOT_ASSIGNED: "", BLOCKED: "xxxx"}


def bullet_chart(evaluation: Evaluation) -> Figure:
    """The agency's indicators: a bar for the value, a tick for the goal, the verdict in words."""
    targets = evaluation.plan.targets
    indicators = [evaluation.indicator(evaluation.agency, target.id) for target in targets]
    as_values = all(
        t.floor.value == 0 and i.goal is not None and i.goal.percent and 0 < i.goal.value <= 1
        for t, i in zip(targets, indicators)
    )

    def draw(axes: Axes) -> None:
        for place, (target, each) in enumerate(zip(targets, indicators)):
            _bar(axes, place, each, as_values)
            words = (
                f"{value_text(each, target=target)} / {goal_text(each.goal)} – {verdict(each).text.lower()}"
                if each.state == OK
                else verdict(each).text
            )
            axes.text(1.03, place, words, va="center", fontsize=8)
        axes.set(
            yticks=range(len(targets)),
            yticklabels=[t.id for t in targets],
            ylim=(len(targets) - 0.4, -0.6),
            xlim=(0, 1.0),
            xticks=[0, 0.25, 0.5, 0.75, 1.0],
            xticklabels=["0%", "25%", "50%", "75%", "100%"],
        )
        axes.set_xlabel(
            "Kết quả thực hiện; vạch đen là mức giao" if as_values else "Phần trăm của mức giao; vạch đen là mức giao",
            fontsize=8,
        )
        axes.tick_params(labelsize=8, length=0)
        axes.figure.subplots_adjust(left=0.08, right=0.66, top=0.98, bottom=0.62 / (0.34 * len(targets) + 0.75))

    alt = (
        "Biểu đồ thanh các chỉ tiêu của toàn cơ quan. "
        + "; ".join(
            f"{t.id}: {value_text(i, target=t)} so với mức giao {goal_text(i.goal)}, {verdict(i).text.lower()}"
            if i.state == OK
            else f"{t.id}: {verdict(i).text.lower()}"
            for t, i in zip(targets, indicators)
        )
        + "."
    )
    met = sum(bool(each.met) for each in indicators)
    caption = f"Hình 1. {met} trên {len(indicators)} chỉ tiêu đạt mức giao, {evaluation.period.title}"
    return Figure(_drawn(draw, 6.7, 0.34 * len(targets) + 0.75), caption, alt)


def _bar(axes: Axes, place: int, each: Indicator, as_values: bool) -> None:
    if each.state == OK:
        length = float(each.value if as_values else min(each.attainment, 1))
        axes.barh(
            place,
            length,
            height=0.55,
            color=_MET if each.met else _UNMET,
            hatch="" if each.met else "//",
            edgecolor="white",
            linewidth=0,
        )
    else:
        axes.barh(
            place, 1, height=0.55, color=_EMPTY, hatch=_HATCH[each.state] or "..", edgecolor="#999999", linewidth=0.4
        )
    if each.goal is not None:
        goal = float(each.goal.value) if as_values else 1.0
        axes.plot(
            [goal, goal], [place - 0.38, place + 0.38], color=_GOAL, linewidth=2, solid_capstyle="butt", clip_on=False
        )


def heatmap(evaluation: Evaluation) -> Figure:
    """Units by indicators, in percent of the goal; a word and a hatch where there is no figure."""
    targets, units = evaluation.plan.targets, evaluation.units
    height = 0.3 * len(units) + 0.85

    def draw(axes: Axes) -> None:
        _grid(axes, evaluation)
        for row, unit in enumerate(units):
            for column, target in enumerate(targets):
                _words(axes, row, column, evaluation.indicator(unit.id, target.id))
        axes.set_yticks([row + 0.5 for row in range(len(units))], [unit.id for unit in units], rotation=0, fontsize=7.5)
        axes.set_xticks([column + 0.5 for column in range(len(targets))], [t.id for t in targets], fontsize=7.5)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set(xlabel="", ylabel="")
        _legend(axes, height)
        axes.figure.subplots_adjust(left=0.1, right=0.995, top=1 - 0.28 / height, bottom=0.42 / height)

    full = [
        unit.id
        for unit in units
        if all(evaluation.indicator(unit.id, t.id).met in (True, None) for t in targets)
        and any(evaluation.indicator(unit.id, t.id).met for t in targets)
    ]
    finding = (
        f"{len(full)} đơn vị đạt mọi chỉ tiêu có số liệu" if full else "chưa đơn vị nào đạt mọi chỉ tiêu có số liệu"
    )
    alt = "Bảng màu mức đạt so với mức giao của từng đơn vị. " + " ".join(
        f"{unit.id}: " + ", ".join(f"{t.id} {_short(evaluation.indicator(unit.id, t.id))}" for t in targets) + "."
        for unit in units
    )
    caption = f"Hình 2. Mức đạt so với mức giao theo đơn vị và chỉ tiêu: {finding}"
    return Figure(_drawn(draw, 6.7, height), caption, alt)


def _grid(axes: Axes, evaluation: Evaluation) -> None:
    import numpy as np
    import seaborn as sns
    from matplotlib.colors import BoundaryNorm, ListedColormap

    values = np.array(
        [
            [
                np.nan if (a := evaluation.indicator(u.id, t.id).attainment) is None else float(a) * 100
                for t in evaluation.plan.targets
            ]
            for u in evaluation.units
        ]
    )
    colours = ListedColormap(_STEPS)
    norm = BoundaryNorm([*_EDGES, 1e9], len(_STEPS))
    sns.heatmap(
        values, ax=axes, cmap=colours, norm=norm, cbar=False, linewidths=0.6, linecolor="white", mask=np.isnan(values)
    )
    axes.set_facecolor("#F2F2F2")


def _words(axes: Axes, row: int, column: int, each: Indicator) -> None:
    from matplotlib.patches import Rectangle

    if each.state == OK:
        dark = float(each.attainment) >= 0.9
        axes.text(
            column + 0.5,
            row + 0.5,
            _short(each),
            ha="center",
            va="center",
            fontsize=7.5,
            color="white" if dark else "black",
        )
        return
    if _HATCH[each.state]:
        axes.add_patch(
            Rectangle(
                (column, row), 1, 1, facecolor="#F2F2F2", edgecolor="#BBBBBB", hatch=_HATCH[each.state], linewidth=0
            )
        )
    axes.text(
        column + 0.5,
        row + 0.5,
        _SHORT[each.state],
        ha="center",
        va="center",
        fontsize=5.5,
        color="#333333",
        linespacing=0.95,
    )


def _short(each: Indicator) -> str:
    return attainment_text(each) if each.state == OK else _SHORT[each.state].replace("\n", " ")


def _legend(axes: Axes, height: float) -> None:
    from matplotlib.patches import Patch

    labels = ("dưới 50%", "50% – dưới 70%", "70% – dưới 90%", "90% – dưới 100%", "từ 100% (đạt)")
    patches = [
        Patch(facecolor=colour, edgecolor="#888888", linewidth=0.4, label=label)
        for colour, label in zip(_STEPS, labels)
    ]
    axes.legend(
        handles=patches,
        ncols=5,
        fontsize=7,
        frameon=False,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.05 / max(height - 0.7, 0.1)),
        handlelength=1.2,
        columnspacing=1.2,
    )


def _drawn(draw: Callable[[Axes], None], width: float, height: float) -> Callable[[str], bytes]:
    """What makes the bytes of a picture in ``svg`` or ``png``: a figure of its own (no pyplot, no global state), repeatable."""

    def picture(format: str) -> bytes:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Canvas

        out = io.BytesIO()
        with matplotlib.rc_context({**_STYLE, "svg.hashsalt": "thidua", "svg.fonttype": "none"}):
            canvas = {"svg": FigureCanvasSVG, "png": FigureCanvasAgg}[format](Canvas(figsize=(width, height)))
            axes = canvas.figure.subplots()
            for side in ("top", "right", "left"):
                axes.spines[side].set_visible(False)
            draw(axes)
            nameless = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
            canvas.figure.savefig(out, format=format, dpi=_DPI, metadata=nameless)
        made = out.getvalue()
        return made.replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, Arial, sans-serif") if format == "svg" else made

    return picture
