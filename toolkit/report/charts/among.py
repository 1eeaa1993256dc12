"""One target over all units, and one unit among the others: what the workbench shows beside its tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Target
from ...words.vocabulary import OK
from ..claims import met_text
from ..model import Figure
from ..words import called, capitalised, goals_text, rank_text, score_text, value_text
from .drawing import COLOURS, MOST_BESIDE, drawn, label_room, row_marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 6.7
_MOST = 1.3  # attainments are drawn up to 130% of the goal; the words say by how much more


def units_of_target(evaluation: Evaluation, target: str) -> Figure | None:
    """The attainment of a target by the agency and each unit, the nearest to the goal first; None where none is held
    against a goal. Of more units than fit, those furthest from it."""
    rule, names = evaluation.plan.target(target), {evaluation.agency: "Toàn cơ quan", **evaluation.short_names}
    own = [evaluation.indicator(id, target) for id in names]
    shown = sorted(
        (each for each in own if each.attainment is not None), key=lambda i: _nearness(i, rule), reverse=True
    )
    if not shown:
        return None
    last = shown[-MOST_BESIDE:]
    rest = [each for each in own if each.attainment is None][: max(0, MOST_BESIDE - len(last))]
    rows = [(names[each.unit], each, _words(each, rule)) for each in (*last, *rest)]
    cut = f" ({len(rows)} trong {len(own)})" if len(rows) < len(own) else ""
    caption = f"{target}. {capitalised(called(evaluation.plan, target))}: phần trăm của mức giao ({goals_text(rule, evaluation.period)}){cut}"
    return _attainments(rows, caption, codes=[each.unit for _, each, _ in rows])


def unit_among(evaluation: Evaluation, unit: str) -> Figure | None:
    """The attainment of every target by a unit, a dot for each of the others; None where it has none."""
    plan = evaluation.plan
    own = [(target, evaluation.indicator(unit, target.id)) for target in plan.aimed]
    if all(each.attainment is None for _, each in own):
        return None
    rows = [(capitalised(called(plan, target.id)), each, _words(each, target)) for target, each in own]
    others = [
        [
            float(other.attainment)
            for each in evaluation.units
            if each.id != unit and (other := evaluation.indicator(each.id, target.id)).attainment is not None
        ]
        for target, _ in own
    ]
    name = {evaluation.agency: "Toàn cơ quan", **evaluation.names}[unit]
    said = ""
    if unit != evaluation.agency:
        score = evaluation.score(unit)
        said = f": {score_text(evaluation, score.score)} điểm, hạng {rank_text(score)}" if score.rank else ""
    return _attainments(
        rows, f"{name} giữa các đơn vị{said} (chấm xám: đơn vị khác)", others, codes=[t.id for t, _ in own]
    )


def _nearness(each: Indicator, target: Target) -> tuple[Fraction, Fraction]:
    """The attainment; of those whose attainment is cut off alike, the better value."""
    value = each.value or Fraction(0)
    return each.attainment or Fraction(0), -value if each.goal and target.lower_is_better(each.goal) else value


def _words(each: Indicator, target: Target) -> str:
    """The value, and whether the goal is met; the state where there is no value."""
    said = value_text(each, target=target)
    return f"{said} – {met_text(each)}" if each.state == OK and each.met is not None else said


def _attainments(
    rows: Sequence[tuple[str, Indicator, str]],
    caption: str,
    others: Sequence[Sequence[float]] = (),
    *,
    codes: Sequence[str],
) -> Figure:
    """A bar for each row in percent of its goal, the goal as a line, the words beside."""
    labels, words = [label for label, *_ in rows], [said for *_, said in rows]
    height = max(0.2, min(0.28, 8.0 / len(rows))) * len(rows) + 0.7
    furthest = max((part for dots in others for part in dots), default=0.0)
    furthest = max([furthest, *(float(each.attainment or 0) for _, each, _ in rows)])
    edge = 1.05 if furthest <= 1 else _MOST
    room, beside = min(label_room(labels, size=7.5), 0.4 * _WIDTH), label_room(words, size=7.5) + 0.1

    def draw(axes: Axes) -> None:
        import seaborn as sns

        parts = [min(float(each.attainment or 0), edge) for _, each, _ in rows]
        kinds = ["met" if each.met else "unmet" for _, each, _ in rows]
        palette = {"met": COLOURS["met"], "unmet": COLOURS["unmet"]}
        places = list(range(len(rows)))
        how = {"orient": "y", "dodge": False, "width": 0.62, "saturation": 1, "legend": False, "errorbar": None}
        sns.barplot(x=parts, y=places, hue=kinds, palette=palette, ax=axes, **how)
        for place, dots in enumerate(others):
            at = [min(dot, edge) for dot in dots]
            axes.plot(at, [place] * len(at), "o", color="#555555", markeredgecolor="white", markersize=4.5, mew=0.6)
        axes.axvline(1, color=COLOURS["goal"], linewidth=1.4)
        for place, said in enumerate(words):
            axes.text(edge + 0.03, place, said, va="center", fontsize=7.5)
        axes.set_yticks(places, labels, fontsize=7.5)
        axes.set(xlim=(0, edge), ylim=(len(rows) - 0.4, -0.6), xlabel="", ylabel="")
        axes.set_xticks([0, 0.5, 1], ["0%", "50%", "mức giao"], fontsize=7.5)
        axes.tick_params(length=0)
        axes.figure.subplots_adjust(left=room / _WIDTH, right=1 - beside / _WIDTH, top=0.99, bottom=0.35 / height)

    alt = f"{caption}. " + "; ".join(f"{label}: {said}" for label, said in zip(labels, words)) + "."
    return Figure(drawn(draw, _WIDTH, height), caption, alt, marks=row_marks(codes, height=height, below=0.35))
