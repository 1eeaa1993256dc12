"""Bullet chart: the agency's indicators, a bar for the value, a tick for the goal, the verdict in words."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Target
from ...words.vocabulary import OK
from .. import claims
from ..claims import met_text
from ..model import Figure
from ..words import called, capitalised, goal_text, reported_note, value_text
from .drawing import COLOURS, HATCH, drawn, label_room, row_marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _HIGH = 6.7, 0.28  # inches: of the picture, of a line of it
_LEAST, _LINE = 1.5, 30  # inches of its bars at least; letters of a line of words


def bullet_chart(evaluation: Evaluation) -> Figure:
    """The agency's indicators, the nearest to its goal first: a bar for the value, a tick for the goal, the verdict in words."""
    aimed = [(target, evaluation.indicator(evaluation.agency, target.id)) for target in evaluation.plan.aimed]
    aimed.sort(key=lambda pair: _distance(pair[1]))
    targets, indicators = [target for target, _ in aimed], [each for _, each in aimed]
    as_values = all(
        t.floor.value == 0 and i.goal is not None and i.goal.percent and 0 < i.goal.value <= 1
        for t, i in zip(targets, indicators)
    )

    names = [capitalised(called(evaluation.plan, target.id)) for target in targets]
    words, room, said = _room(names, [_words(target, each) for target, each in zip(targets, indicators)])

    def draw(axes: Axes) -> None:
        import seaborn as sns

        lengths = [_length(each, as_values) for each in indicators]
        places = [str(n) for n in range(len(targets))]
        sns.barplot(x=lengths, y=places, ax=axes, width=0.55, color=COLOURS["met"], saturation=1, errorbar=None)
        for place, (bar, each, text) in enumerate(zip(list(axes.patches), indicators, words)):
            _dress(bar, each)
            _tick(axes, place, each, as_values)
            axes.text(1.03, place, text, va="center", fontsize=8)
        axes.set(
            yticks=range(len(targets)),
            yticklabels=names,
            ylim=(len(targets) - 0.4, -0.6),
            xlim=(0, 1.0),
            xticks=[0, 0.25, 0.5, 0.75, 1.0],
            xticklabels=["0%", "25%", "50%", "75%", "100%"],
        )
        axes.set_xlabel(
            "Kết quả thực hiện; vạch đứng là mức giao"
            if as_values
            else "Phần trăm của mức giao; vạch đứng là mức giao",
            fontsize=8,
        )
        axes.tick_params(labelsize=8, length=0)
        axes.figure.subplots_adjust(
            left=room / _WIDTH, right=1 - said / _WIDTH, top=0.98, bottom=0.62 / (_HIGH * len(targets) + 0.75)
        )

    alt = "Biểu đồ thanh các chỉ tiêu của toàn cơ quan. " + "; ".join(map(_told, names, targets, indicators)) + "."
    caption = f"{claims.met_of_all_text(evaluation)}, {evaluation.period.title}{reported_note(evaluation.plan)}"
    height = _HIGH * len(targets) + 0.75
    marks = row_marks([each.id for each in targets], height=height, below=0.62, top=0.98)
    return Figure(drawn(draw, _WIDTH, height), caption, alt, marks=marks)


def _room(names: list[str], words: list[str]) -> tuple[list[str], float, float]:
    """The words as they are written, and the inches left of the bars, for names, and right of them, for words."""
    room, said = label_room(names, size=8), label_room(words, size=8) + 0.12
    if room + said > _WIDTH - _LEAST:  # the words leave no room for bars: they stand on several lines
        words = [textwrap.fill(text, _LINE) for text in words]
        room = min(room, _WIDTH / 2)
        said = min(label_room([line for text in words for line in text.splitlines()], size=8) + 0.12, _WIDTH / 3)
    return words, room, said


def _value(target: Target, each: Indicator) -> str:
    """The agency's value, or that each unit has a goal of its own."""
    return claims.OF_EACH_UNIT if claims.has_goals_of_units(target) else value_text(each, target=target)


def _told(name: str, target: Target, each: Indicator) -> str:
    value = _value(target, each)
    judged = f" so với mức giao {goal_text(each.goal)}, {met_text(each)}" if each.state == OK else ""
    return f"{name}: {value}{judged}"


def _words(target: Target, each: Indicator) -> str:
    if each.state != OK:
        return capitalised(_value(target, each))
    return f"{value_text(each, target=target)} / {goal_text(each.goal)} – {met_text(each)}"


def _distance(each: Indicator) -> tuple[bool, Fraction]:
    """What sorts: the attained share of the goal, the largest first; what has none comes last."""
    return each.state != OK or each.attainment is None, -(each.attainment or Fraction(0))


def _length(each: Indicator, as_values: bool) -> float:
    if each.state == OK and each.value is not None and each.attainment is not None:
        return float(each.value if as_values else min(each.attainment, Fraction(1)))
    return float(each.value) if each.value is not None and as_values else 1.0


def _dress(bar: Any, each: Indicator) -> None:
    """Give a bar the colour and the hatch of its verdict, or of the state that it stands for."""
    if each.state == OK and each.value is not None and each.attainment is not None:
        bar.set(facecolor=COLOURS["met" if each.met else "unmet"], hatch="" if each.met else "//")
        bar.set(edgecolor="white", linewidth=0)
    else:
        bar.set(facecolor="white", hatch=HATCH[each.state] or "..", edgecolor="#777777", linewidth=0.4)


def _tick(axes: Axes, place: int, each: Indicator, as_values: bool) -> None:
    if each.goal is None:
        return
    goal = float(each.goal.value) if as_values else 1.0
    axes.plot(
        [goal, goal],
        [place - 0.38, place + 0.38],
        color=COLOURS["goal"],
        linewidth=2,
        solid_capstyle="butt",
        clip_on=False,
    )
