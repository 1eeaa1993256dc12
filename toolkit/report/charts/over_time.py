"""One figure over time: the periods up to this one against their goals, and the months within it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Target
from ...words.vocabulary import OK, STATES
from ..model import Figure
from ..words import amount_text, called, capitalised, scale_of, value_text
from .drawing import COLOURS, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame

_WIDTH, _HEIGHT = 6.7, 1.75
_NAMED = 12  # points with their values written beside them
Point = tuple[str, Fraction | None, str]  # its tick, its value, the value in words


def over_time(
    evaluation: Evaluation, target: str, *, unit: str, history: Sequence[Evaluation], months: DataFrame | None = None
) -> Figure | None:
    """A target of a unit over the periods of ``history``, and by month within the period of ``evaluation``; None without two
    values of either. ``months`` is the breakdown of the figure by month."""
    rule, each = evaluation.plan.target(target), evaluation.indicator(unit, target)
    panels: list[tuple[str, list[Point], list[Fraction | None]]] = []
    panels.append(
        (
            "Qua các kỳ",
            [_of(past, unit, target) for past in history],
            [_goal_of(past, unit, target) for past in history],
        )
    )
    parts = [] if months is None else _of_months(months, each, rule)
    goal = None if each.goal is None or rule.measure.is_total else each.goal.value
    panels.append((f"Từng tháng, {evaluation.period.title}", parts, [goal] * len(parts)))
    panels = [panel for panel in panels if sum(value is not None for _, value, _ in panel[1]) > 1]
    if not panels:
        return None
    scale = 100 if scale_of(each, rule).percent else 1

    def draw(axes: Any) -> None:
        places = axes.ravel() if len(panels) > 1 else [axes]
        for place, (title, points, goals) in zip(places, panels):
            _panel(place, title, points, goals, scale=scale)
        places[0].figure.subplots_adjust(left=0.02, right=0.985, top=0.86, bottom=0.14, wspace=0.06)

    name = {evaluation.agency: "toàn cơ quan", **evaluation.names}[unit]
    over = " và ".join(title[:1].lower() + title[1:] for title, *_ in panels)
    caption = f"{target}. {capitalised(called(evaluation.plan, target))} của {name}: {over} (nét đứt: mức giao)"
    said = ". ".join(
        f"{title}: " + ", ".join(f"{tick} {words}" for tick, _, words in points) for title, points, _ in panels
    )
    return Figure(drawn(draw, _WIDTH, _HEIGHT, grid=(1, len(panels))), caption, f"{caption}. {said}.")


def _panel(axes: Axes, title: str, points: Sequence[Point], goals: Sequence[Fraction | None], *, scale: int) -> None:
    import seaborn as sns

    shown = [
        (place, float(value) * scale, words) for place, (_, value, words) in enumerate(points) if value is not None
    ]
    sns.lineplot(
        x=[place for place, *_ in shown],
        y=[value for _, value, _ in shown],
        ax=axes,
        color=COLOURS["line"],
        marker="o",
        markersize=4,
        markeredgewidth=0,
        estimator=None,
        errorbar=None,
    )
    aims = [(place, float(goal) * scale) for place, goal in enumerate(goals) if goal is not None]
    axes.plot([x for x, _ in aims], [y for _, y in aims], color=COLOURS["goal"], linestyle="--", linewidth=0.9)
    heights = [value for _, value, _ in shown] + [y for _, y in aims]
    low, high = min(heights), max(heights)
    spare = (high - low) * 0.25 or abs(high) * 0.1 or 1
    for place, value, words in shown if len(shown) <= _NAMED else ():
        axes.annotate(words, (place, value), textcoords="offset points", xytext=(0, 4), ha="center", fontsize=6.5)
    axes.set(xlim=(-0.5, len(points) - 0.5), ylim=(low - spare, high + spare), xlabel="", ylabel="", yticks=[])
    step = -(-len(points) // _NAMED)
    axes.set_xticks(range(0, len(points), step), [tick for tick, *_ in points][::step], fontsize=7)
    axes.set_title(title, fontsize=7.5, loc="left", pad=6)
    axes.tick_params(length=0)


def _of(past: Evaluation, unit: str, target: str) -> Point:
    tick = past.period.id
    try:
        each = past.indicator(unit, target)
    except KeyError:  # the unit, or the target, was not there
        return tick, None, STATES["not_assigned"]
    return tick, each.value, value_text(each, target=past.plan.target(target))


def _goal_of(past: Evaluation, unit: str, target: str) -> Fraction | None:
    try:
        goal = past.indicator(unit, target).goal
    except KeyError:
        return None
    return goal.value if goal else None


def _of_months(groups: DataFrame, each: Indicator, rule: Target) -> list[Point]:
    """Each month of a breakdown, in order: its number (with its year where there are several), its value, and that in words."""
    lower = each.goal is not None and rule.lower_is_better(each.goal)
    found = [group for group in groups.sort_values("group").itertuples() if group.group]
    several = len({group.group[:4] for group in found}) > 1
    points: list[Point] = []
    for group in found:
        year, month = str(group.group).split("-")
        tick = f"{int(month)}/{year[2:]}" if several else str(int(month))
        if group.state != OK:
            points.append((tick, None, STATES[group.state]))
        else:
            value = Fraction(group.value)
            points.append((tick, value, amount_text(value, goal=scale_of(each, rule), lower=lower)))
    return points
