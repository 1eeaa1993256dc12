"""What a person does in a piece, in the order of the hand.

The library sends each control by itself, and holds back what changes again while the kernel is busy; a press of a button is
never held back. A button could so act on what no longer stands in the fields, and a choice of an old list would be read by
its place in the new one. The script of the page therefore writes down every change and every press, numbered, with the words
that were chosen, into one field; here they are done one after the other, and the tables are drawn once at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import ipywidgets as ipw
from traitlets import TraitError

from .heat import HeatGrid

_MARK = "mark"  # the name under which marks of pictures are told
_CONTROLS = (ipw.Button, ipw.Dropdown, ipw.Text, ipw.Textarea, ipw.Checkbox, ipw.SelectionSlider, HeatGrid)


class Hand:
    """The field in which the page writes what is done, and the number of the last act that was done.

    ``pick`` is called with the code of a mark that was clicked, ``hold`` before the first act of several and ``catch_up``
    after the last, or earlier where a choice is of a list that is not drawn yet.
    """

    def __init__(self, *, pick: Callable[[str], None], hold: Callable[[], None], catch_up: Callable[[], None]):
        self.acts, self.done = ipw.Text(), ipw.Text(value="0")
        for each in ("thidua-act", f"thidua-act-{self.acts.model_id}"):
            self.acts.add_class(each)
        self.done.add_class("thidua-done")
        self._pick, self._hold, self._catch_up = pick, hold, catch_up
        self._controls: dict[str, Any] = {}
        self.acts.observe(self._take, names="value")

    def name(self, widgets: Iterable[ipw.Widget]) -> None:
        """Give every control among the widgets, and inside of them, the name by which the page tells of it."""
        for each in _controls_in(widgets):
            self._controls[each.model_id] = each
            each.add_class(f"thidua-c-{each.model_id}")

    def _take(self, change: Any) -> None:
        """Do what was not done yet; what is typed stays no longer in the field than that."""
        last = int(self.done.value)
        acts = [act for act in _told(change["new"]) if act[0] > last]
        if not acts:
            return
        self._hold()
        try:
            for number, name, value in acts:
                last = number
                self._do(name, value)
        finally:
            self._catch_up()
            self.acts.value, self.done.value = "", str(last)

    def _do(self, name: str, value: Any) -> None:
        control = self._controls.get(name)
        if name == _MARK:
            self._pick(str(value))
        elif isinstance(control, ipw.Button):
            control.click()
        elif isinstance(control, HeatGrid):
            control.press(value)
        elif isinstance(control, ipw.Dropdown):
            self._choose(control, value)
        elif isinstance(control, ipw.SelectionSlider):
            control.index = min(max(int(value), 0), len(control.options) - 1)
        elif isinstance(control, ipw.Checkbox):
            control.value = bool(value)
        elif control is not None:
            control.value = str(value)

    def _choose(self, control: ipw.Dropdown, label: str) -> None:
        """Choose by its words; where they stand in no list any more, what is chosen stays."""
        if label not in control._options_labels:
            self._catch_up()
            self._hold()
        with suppress(TraitError):
            control.label = label


def _told(text: str) -> list[tuple[int, str, Any]]:
    """What stands in the field: acts of number, control and value."""
    return [(int(number), str(name), value) for number, name, value in json.loads(text or "[]")]


def _controls_in(widgets: Iterable[ipw.Widget]) -> Iterator[Any]:
    for each in widgets:
        if isinstance(each, _CONTROLS):
            yield each
        elif isinstance(each, ipw.Box):
            yield from _controls_in(each.children)
