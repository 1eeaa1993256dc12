"""Kịch bản: what if; the least change; where the year will end. Named, saved, opened, compared; never official."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..notebook import save_scenario, saved_scenarios
from ..report.charts import before_and_after
from ..report.model import Table
from ..report.scenarios import compared_indicators, compared_scores, in_words
from ..scenarios import Scenario
from ..words.errors import ToolkitError
from ..words.markup import escaped
from .draft import DEFINITION, KINDS, LEFT_OUT, POINTS, definition_text, with_change
from .outlook import least_html, pace_html
from .piece import (
    WAITING,
    WIDE,
    WIDER,
    Piece,
    beside,
    button,
    dropdown,
    html_of,
    paragraph,
    period_choice,
    picture,
    row,
    target_choice,
    unit_choice,
)
from .session import Session

_NONE = ("Không", "")
_LEFT = "\n"  # among the scenarios to be opened: what was left unsaved; no name of a scenario


class ScenarioDesk(Piece):
    """A scenario under construction beside the official results and a saved scenario.

    ``kind``, ``item``, ``text`` and, for another way of counting, ``definition`` say the next change, ``add`` makes it; ``name`` is what it is saved under, ``in_report``
    whether the report of the period is to name it in an appendix.
    """

    title = "Kịch bản"

    def __init__(self, session: Session):
        self.name = ipw.Text(value="Kịch bản 1", description="Tên:", style=WIDE, continuous_update=False)
        self.kind = dropdown("Thay đổi:", [(session.telling.text(words), kind) for kind, (words, _) in KINDS.items()])
        self.item = dropdown("Mục:", [(f"{item.id}. {item.name}", item.id) for item in session.plan.items])
        # Nothing but the hand writes into it: whatever else is chosen before or after, what is typed stays.
        self.text = ipw.Textarea(description="Giá trị:", rows=1, style=WIDE, continuous_update=False)
        self.definition = ipw.Textarea(description="Cách tính:", rows=4, style=WIDE, continuous_update=False)
        self._offered = ""  # the plan's definition as it was offered last
        self.in_report = ipw.Checkbox(
            description="Nêu trong phụ lục báo cáo", indent=False, layout=ipw.Layout(width="auto")
        )
        self.opened, self.beside = dropdown("Mở:", [_NONE], value=""), dropdown("So sánh với:", [_NONE], value="")
        self.said, self.changes = "", Scenario(name="Kịch bản 1", period=session.period)
        # Of each period: the work on it while another is looked at, and what was left unsaved when another was opened.
        self._drafts: dict[str, Scenario] = {}
        self._left: dict[str, Scenario] = {}
        self._filling = False
        self._own = self._asked = ""  # the saved scenario that is worked on; another whose place was once asked for
        unit, target = unit_choice(session), target_choice(session)
        self._fields = {"unit": unit, "target": target, "item": self.item, "text": self.text}
        self._fields["definition"] = self.definition
        controls = [period_choice(session), self.opened, self.kind, unit, target, self.item, self.text, self.definition]
        controls += [
            row(
                button("Thêm thay đổi", self._act(self.add), style="primary"),
                button("Bỏ mọi thay đổi", self._act(self.clear)),
            ),
            self.name,
            self.in_report,
            button("Lưu kịch bản", self._act(self.save)),
            self.beside,
        ]
        super().__init__(session, controls, watches=("unit", "target"))
        self.kind.observe(self._show_fields, names="value")
        self.opened.observe(self._open, names="value")
        self.beside.observe(lambda _: None if self._filling else self.refresh(), names="value")
        session.observe(lambda change: self._act(lambda: self._turn(change))(), names="period")
        session.observe(self._offer_definition, names="target")
        self._show_fields()

    def arranged(self, controls: ipw.Widget) -> list[ipw.Widget]:
        """What is changed stands beside what comes of it, where there is room."""
        controls.layout = ipw.Layout(flex_flow="column", flex="0 1 300px", grid_gap="6px", align_content="flex-start")
        for each in controls.children:
            each.layout.width, each.layout.max_width = "auto", "100%"
        self.body.layout.flex, self.body.layout.min_width = WIDER["flex"], WIDER["min_width"]
        return [beside(controls, self.body)]

    def _show_fields(self, _: Any = None) -> None:
        used = {LEFT_OUT: ("item",), POINTS: ("item", "text"), DEFINITION: ("definition",)}
        shown = used.get(self.kind.value, ("text",))
        self.text.placeholder = KINDS[self.kind.value][1]
        self._offer_definition()
        for name in ("item", "text", "definition"):  # unit and target also choose what the least change is asked of
            self._fields[name].layout.display = "" if name in shown else "none"

    def _offer_definition(self, _: Any = None) -> None:
        """Offer the plan's definition, to be changed; one that somebody has changed stays."""
        if self.kind.value == DEFINITION and self.definition.value in ("", self._offered):
            self._offered = definition_text(self.session.plan.target(self.session.target))
            self.definition.value = self._offered

    def _act(self, act: Callable[[], str]) -> Callable[[], None]:
        """The act, then what it says or why it is refused, and the tables."""

        def run() -> None:
            if self.seen:
                self.show_only(WAITING)
            try:
                self.said = act()
            except ToolkitError as refusal:
                self.said = str(refusal)
            self.refresh()

        return run

    def add(self) -> str:
        """Take what is typed into the scenario; a change that does not fit the results is refused."""
        choice = {"unit": self.session.unit, "target": self.session.target, "item": self.item.value}
        typed = self.definition if self.kind.value == DEFINITION else self.text
        changed = with_change(self._named(), self.kind.value, text=typed.value, **choice)
        self.session.what_if(changed, draws=1_000)
        self.changes = changed
        self.definition.value = self._offered if self.kind.value == DEFINITION else self.definition.value
        return "Đã thêm thay đổi."

    def clear(self) -> str:
        """Begin anew; what is not saved can be opened again."""
        self._leave()
        return self._begin()

    def _begin(self) -> str:
        self.changes = Scenario(name=self.name.value or "Kịch bản", period=self.session.period)
        return ""

    def _turn(self, change: Any) -> str:
        """Lay the work on one period aside, and take up that on another."""
        self._drafts[change["old"]] = self.changes
        kept = self._drafts.get(change["new"])
        if kept is None:
            self._own = ""
            return self._begin()
        self.changes, self.name.value, self.in_report.value = kept, kept.name, kept.in_report
        return ""

    def save(self) -> str:
        """Write the scenario into its file. One that is there under the name and is another has to be asked for twice."""
        named = self._named()
        other = saved_scenarios(data=self.session.folder).get(named.name)
        if other not in (None, named) and named.name not in (self._own, self._asked):
            self._asked = named.name
            raise ToolkitError(
                f"Đã có kịch bản {named.name!r} với nội dung khác. Cách sửa: đặt tên khác; muốn thay kịch bản đó thì bấm "
                "Lưu kịch bản lần nữa."
            )
        self.changes, self._own, self._asked = named, named.name, ""
        path = save_scenario(named, data=self.session.folder)
        return f"Đã lưu vào {path.parent.name}/{path.name}."

    def _open(self, change: Any) -> None:
        if change["new"] and not self._filling:
            self._act(self.reopen)()

    def reopen(self) -> str:
        """Go on with a saved scenario, or with what was left unsaved."""
        chosen = self.opened.value
        kept = (
            self._left.pop(self.session.period)
            if chosen == _LEFT
            else saved_scenarios(data=self.session.folder)[chosen]
        )
        left = self._leave()
        self.changes, self._own = kept, "" if chosen == _LEFT else kept.name
        self.name.value, self.in_report.value = kept.name, kept.in_report
        return f"Đã mở {kept.name}.{left}"

    def _leave(self) -> str:
        """Lay aside what would be lost; says so."""
        named = self.changes.model_copy(update={"name": self.name.value.strip()[:80] or self.changes.name})
        if not in_words(named, plan=self.session.plan) or named in saved_scenarios(data=self.session.folder).values():
            return ""
        self._left[self.session.period] = named
        return f" {named.name} chưa lưu vẫn còn ở ô Mở."

    def _named(self) -> Scenario:
        if not self.name.value.strip():
            raise ToolkitError("Kịch bản chưa có tên. Cách sửa: ghi tên vào ô Tên.")
        said = {"name": self.name.value.strip()[:80], "in_report": self.in_report.value}
        return self.changes.model_copy(update=said)

    def draw(self) -> str:
        """The tables."""
        said = f'<p role="status" class="note">{escaped(self.said)}</p>' if self.said else ""
        saved = self._offer_saved()
        official, now = self.session.evaluation, self.session.what_if(self.changes, draws=1_000)
        columns = [("Chính thức", official), (self.name.value, now)]
        if self.beside.value:
            columns.append(
                (f"đã lưu: {self.beside.value}", self.session.what_if(saved[self.beside.value], draws=1_000))
            )
        changes = "; ".join(in_words(self.changes, plan=now.plan)) or "chưa có thay đổi nào"
        return (
            said
            + paragraph(f"{self.name.value}: {changes}. Kết quả chính thức không thay đổi.")
            + html_of("Kịch bản", *self._tables(columns))
            + picture(now.telling.all_in(before_and_after(official, now, name=self.name.value)), marks="unit")
            + least_html(now, self.session.unit, self.session.target)
            + pace_html(official, self.session.unit, self.session.target)
        )

    def _tables(self, columns: Sequence[tuple[str, Evaluation]]) -> list[Table]:
        """What differs; with a second scenario beside, of the agency and the chosen unit only."""
        units = (self.session.unit, columns[0][1].agency) if len(columns) > 2 else ()
        indicators = compared_indicators(columns, caption="Chỉ tiêu thay đổi (kết quả / mức giao)", units=units)
        scores = compared_scores(columns, caption="Điểm, hạng, xếp loại")
        return [indicators, scores] if indicators.rows else [scores]

    def _offer_saved(self) -> dict[str, Scenario]:
        """The saved scenarios of the period, offered to be opened and compared."""
        saved = {n: s for n, s in saved_scenarios(data=self.session.folder).items() if s.period == self.session.period}
        names = tuple((name, name) for name in saved)
        left = self._left.get(self.session.period)
        self._filling = True
        for control, options in (
            (self.beside, (_NONE, *names)),
            (self.opened, (_NONE, *names, *([(f"chưa lưu: {left.name}", _LEFT)] if left else []))),
        ):
            kept = control.value
            if control.options != options:
                control.options = options
            control.value = kept if kept in saved else ""
        self.opened.value = self._own if self._own in saved else ""
        self._filling = False
        return saved
