"""Kịch bản: what if; the least change; where the year will end. Named, saved, opened, compared; never official."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import ipywidgets as ipw

from ..evaluation.results import Evaluation
from ..notebook import save_scenario, saved_scenarios
from ..plan.sections import every_section
from ..report.charts import before_and_after
from ..report.model import Table
from ..report.scenarios import compared_indicators, compared_scores, in_words
from ..scenarios import (
    ASSUMPTION,
    Scenario,
    least_cases_for_goal,
    least_cases_for_score,
    project,
)
from ..words.errors import ToolkitError
from ..words.formatting import number, percent, short_date
from ..words.markup import escaped
from .draft import DEFINITION, GOAL, KINDS, LEFT_OUT, POINTS, definition_text, with_change
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


class ScenarioDesk(Piece):
    """A scenario under construction beside the official results and a saved scenario.

    ``kind``, ``item`` and ``text`` say the next change, ``add`` makes it; ``name`` is what it is saved under, ``in_report``
    whether the report of the period is to name it in an appendix.
    """

    title = "Kịch bản"

    def __init__(self, session: Session):
        self.name = ipw.Text(value="Kịch bản 1", description="Tên:", style=WIDE, continuous_update=False)
        self.kind = dropdown("Thay đổi:", [(session.telling.text(words), kind) for kind, (words, _) in KINDS.items()])
        self.item = dropdown("Mục:", [(f"{item.id}. {item.name}", item.id) for item in session.plan.items])
        # Sent as a whole when one leaves it: a button never overtakes the last letters on their way to the kernel.
        self.text = ipw.Textarea(description="Giá trị:", rows=1, style=WIDE, continuous_update=False)
        self.in_report = ipw.Checkbox(
            description="Nêu trong phụ lục báo cáo", indent=False, layout=ipw.Layout(width="auto")
        )
        self.opened, self.beside = dropdown("Mở:", [_NONE], value=""), dropdown("So sánh với:", [_NONE], value="")
        self.said, self.changes = "", Scenario(name="Kịch bản 1", period=session.period)
        self._drafts: dict[
            str, Scenario
        ] = {}  # of the periods that were looked at before: nothing is lost by looking around
        self._own = self._asked = ""  # the saved scenario that is worked on; another whose place was once asked for
        unit, target = unit_choice(session), target_choice(session)
        self._fields = {"unit": unit, "target": target, "item": self.item, "text": self.text}
        controls = [period_choice(session), self.opened, self.kind, unit, target, self.item, self.text]
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
        self.opened.observe(lambda change: self._act(self.reopen)() if change["new"] else None, names="value")
        self.beside.observe(self.refresh, names="value")
        session.observe(lambda change: self._act(lambda: self._turn(change))(), names="period")
        session.observe(self._show_definition, names="target")
        self._show_fields()

    def arranged(self, controls: ipw.Widget) -> list[ipw.Widget]:
        """What is changed stands beside what comes of it, where there is room."""
        controls.layout = ipw.Layout(flex_flow="column", flex="0 1 300px", grid_gap="6px", align_content="flex-start")
        for each in controls.children:
            each.layout.width, each.layout.max_width = "auto", "100%"
        self.body.layout.flex, self.body.layout.min_width = WIDER["flex"], WIDER["min_width"]
        return [beside(controls, self.body)]

    def _show_fields(self, _: Any = None) -> None:
        used = {LEFT_OUT: ("item",), POINTS: ("item", "text"), GOAL: ("target", "text"), DEFINITION: ("target", "text")}
        shown = used.get(self.kind.value, ("unit", "target", "text"))
        self.text.placeholder, self.text.rows = KINDS[self.kind.value][1], 1
        self.text.value = ""
        self._show_definition()
        for name in ("item", "text"):  # unit and target also choose what the least change is asked of
            self._fields[name].layout.display = "" if name in shown else "none"

    def _show_definition(self, _: Any = None) -> None:
        """Offer the plan's definition, to be changed."""
        if self.kind.value == DEFINITION:
            self.text.value, self.text.rows = definition_text(self.session.plan.target(self.session.target)), 4

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
        changed = with_change(self._named(), self.kind.value, text=self.text.value, **choice)
        self.session.what_if(changed, draws=1_000)
        self.changes = changed
        return "Đã thêm thay đổi."

    def clear(self) -> str:
        """Begin anew."""
        self.changes = Scenario(name=self.name.value or "Kịch bản", period=self.session.period)
        return ""

    def _turn(self, change: Any) -> str:
        """Lay the work on one period aside, and take up that on another."""
        self._drafts[change["old"]] = self.changes
        kept = self._drafts.get(change["new"])
        if kept is None:
            self._own = ""
            return self.clear()
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

    def reopen(self) -> str:
        """Go on with a saved scenario."""
        self.changes = saved_scenarios(data=self.session.folder)[self.opened.value]
        self.name.value, self.in_report.value = self.changes.name, self.changes.in_report
        self._own = self.changes.name
        return f"Đã mở {self.changes.name}."

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
            + _least(now, self.session.unit, self.session.target)
            + _pace(official, self.session.unit, self.session.target)
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
        options = (_NONE, *((name, name) for name in saved))
        for control in (self.opened, self.beside):
            if control.options != options:
                kept = control.value
                control.options = options
                control.value = kept if kept in saved else ""
        return saved


def _least(now: Evaluation, unit: str, target: str) -> str:
    """The least change that meets the goal, and that lifts the unit into the next band."""
    cases = least_cases_for_goal(now, unit=unit, target=target)
    said = (
        "không có mức giao"
        if now.plan.target(target).goal is None
        else "chưa có số liệu"
        if cases is None
        else "đã đạt mức giao"
        if not cases
        else f"cần thay đổi ít nhất {number(cases)} ở tử số để đạt mức giao"
    )
    html = "<h3>Thay đổi ít nhất</h3>" + paragraph(f"{target} của {unit}: {said}.")
    own = now.score(unit) if unit != now.agency else None
    if own is None or own.rank is None or own.score is None:
        return html
    gated = now.plan.scoring.gates or any(
        each.else_ and each.else_.band_at_most for each in every_section(now.plan.sections)
    )
    edges = () if gated else now.plan.scoring.bands_from_the_best
    higher = [(band.from_, band) for band in edges if band.from_ is not None and band.from_ > own.score]
    for edge, band in higher[-1:]:
        fewest = least_cases_for_score(now, unit=unit, score=edge)
        ways = "; ".join(f"{id} thêm {number(many)}" for id, many in (fewest or {}).items())
        reached = (
            f"ít nhất {number(sum(fewest.values()))} trường hợp: {ways}"
            if fewest
            else "không thể chỉ bằng thêm trường hợp đạt"
        )
        html += paragraph(f"{unit} lên mức {band.name} (từ {number(edge)} điểm): {reached}.")
    return html


def _pace(official: Evaluation, unit: str, target: str) -> str:
    """Where the period will end at the present pace."""
    found = project(official, unit=unit, target=target)
    if found is None:
        return "<h3>Dự báo cuối kỳ</h3>" + paragraph(
            f"{target} của {unit}: không dự báo được (chỉ tiêu trạng thái, số do đơn vị báo cáo, nhiều năm, hoặc chưa có số liệu)."
        )
    low, middle, high = (percent(Fraction(part)) for part in (found.low, found.middle, found.high))
    return (
        "<h3>Dự báo cuối kỳ</h3>"
        + paragraph(
            f"{target} của {unit}: khoảng {middle}, chín phần mười khả năng trong {low} – {high}; khả năng đạt mức giao {percent(Fraction(found.chance), decimals=0)}. "
            f"Số liệu đến ngày {short_date(found.as_of)}, hết {percent(Fraction(found.elapsed))} kỳ."
        )
        + paragraph(ASSUMPTION, style="note")
    )
