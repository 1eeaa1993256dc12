"""The heatmap as a grid of real buttons: one for each figure, one for each unit and each indicator, chosen by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..report.charts.drawing import FIRST_DARK, STEPS, step_of
from ..report.claims import verdict
from ..report.words import attainment_text, value_text
from ..words.vocabulary import BLOCKED, MISSING, OK, PARTIAL, STATES

LACKING = (MISSING, BLOCKED, PARTIAL)  # the states of what is only not known
_NONE, _LACKING = len(STEPS), len(STEPS) + 1  # the steps of states without a figure: there is none, it is not known


class HeatGrid(ipw.ToggleButtons):
    """Units by indicators in percent of the goal; the agency comes first.

    ``choose`` is called with the unit and the target of the button that is clicked; a head has only one of them, the
    other is empty. The figure, or the state in words, stands in each cell: colour is never the only sign. One widget
    holds all the buttons, so that those of a province are there at once.
    """

    options: Any  # of the library, which comes without types
    tooltips: Any

    def __init__(self, choose: Callable[[str, str], None]):
        super().__init__(layout=ipw.Layout(width="auto", flex="3 1 820px", min_width="0"))
        self._steps: list[int | None] = []
        self.name = f"heat-{self.model_id[:12]}"
        self.add_class("thidua-heat")
        self.add_class(self.name)
        self._choose = choose
        self._known: dict[
            tuple[str, str, str], tuple[str, str]
        ] = {}  # every button that was ever shown → its unit and target
        self.on_msg(lambda _, content, __: choose(*self.value) if content.get("event") == "click" else None)

    def __repr__(self) -> str:
        return f"HeatGrid({len(self.options)} nút)"

    def show(self, evaluation: Evaluation) -> None:
        """Make the buttons of an evaluation, unless they are there."""
        targets = evaluation.plan.targets
        told = evaluation.telling
        rows = [(evaluation.agency, told.text("Toàn cơ quan")), *((unit.id, unit.name) for unit in evaluation.units)]
        buttons: list[tuple[str, tuple[str, str], str, int | None]] = [(told.text("Đơn vị"), ("", ""), "", None)]
        buttons += [(each.id, ("", each.id), f"{each.id}. {each.name}", None) for each in targets]
        for unit, name in rows:
            buttons.append((f"{name} ({unit})", (unit, ""), "", None))
            buttons += [_cell(evaluation, evaluation.indicator(unit, each.id), name) for each in targets]
        labels, values, tooltips, steps = zip(*buttons)
        if self.options != (options := tuple(zip(labels, values))) or self.tooltips != list(tooltips):
            with self.hold_sync():
                self.tooltips, self.options, self._steps = list(tooltips), options, list(steps)
            self._known |= {(str(n), *each): value for n, (value, *each) in enumerate(zip(values, labels, tooltips))}

    def press(self, pressed: Sequence[str]) -> None:
        """Choose what a button stood for when it was pressed: its place, its words and its tooltip, even of a period before."""
        place, label, tooltip = pressed
        if found := self._known.get((place, label, tooltip)):
            self._choose(*found)

    def style_of(self, unit: str, target: str) -> str:
        """The style sheet of this grid: its columns, a colour for each step, a frame around the chosen cell and its heads."""
        values, own, wide = [value for _, value in self.options], f".thidua-heat.{self.name}", self._columns + 1
        rules = [
            f"{own} > div {{ grid-template-columns: minmax(170px, 1fr) repeat({wide - 1}, minmax(56px, 58px)); }}",
            f"{own} button:nth-child({wide}n + 1) {{ text-align: left; }}",
            f"{own} button:nth-child(-n + {wide}) {{ position: sticky; top: 0; z-index: 1; }}",
        ]
        for step in range(_LACKING + 1):
            if alike := [f'{own} button[value="{n}"]' for n, each in enumerate(self._steps) if each == step]:
                rules.append(f"{', '.join(alike)} {{ {_look(step)} }}")
        for head in ((unit, ""), ("", target)):
            rules.append(f'{own} button[value="{values.index(head)}"] {{ font-weight: bold; }}')
        rules.append(f'{own} button[value="{values.index((unit, target))}"] {{ box-shadow: inset 0 0 0 3px #c15c00; }}')
        return f"<style>{' '.join(rules)}</style>"

    @property
    def _columns(self) -> int:
        return sum(1 for _, (unit, target) in self.options if target and not unit)


def _cell(evaluation: Evaluation, each: Indicator, name: str) -> tuple[str, tuple[str, str], str, int | None]:
    rule = evaluation.plan.target(each.target)
    if each.state != OK or each.attainment is None:
        said = value_text(each, target=rule)
        return (
            STATES[each.state],
            (each.unit, each.target),
            f"{name}, {each.target}: {said}",
            _LACKING if each.state in LACKING else _NONE,
        )
    said = f"{name}, {each.target}: {value_text(each, target=rule)}, {verdict(each).text.lower()}"
    return (
        attainment_text(each, rule) or value_text(each, target=rule),
        (each.unit, each.target),
        said,
        step_of(each.attainment),
    )


def _look(step: int) -> str:
    if step == _NONE:
        return "background: #fff; color: #444; font-style: italic; font-size: 11px;"
    if step == _LACKING:
        hatch = "repeating-linear-gradient(135deg, #f3d9c9 0 3px, #fff 3px 9px)"
        return f"background: {hatch}; color: #8a2b00; font-weight: bold; font-size: 11px;"
    return f"background: {STEPS[step]}; color: {'#fff' if step >= FIRST_DARK else '#111'};"
