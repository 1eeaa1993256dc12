"""Chỉ tiêu: one indicator over units and periods, the cases behind it, and where the gap comes from."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw
import pandas as pd

from ..evaluation.breakdowns import REASON, breakdown, groups_of, is_divisible
from ..evaluation.changes import explain_change
from ..evaluation.results import Evaluation
from ..evaluation.tracing import COUNTS, MONTH, Trace, place_text
from ..report.charts import over_time, units_of_target, waterfall
from ..report.claims import needed_text, verdict
from ..report.definitions import definition
from ..report.model import Cell, Table
from ..report.words import goals_text, value_text
from ..scenarios import least_cases_for_goal
from ..words.errors import UsageError
from ..words.formatting import number, percent
from ..words.vocabulary import STATES
from .overview import figures_text
from .piece import COPY, Piece, dropdown, html_of, paragraph, period_choice, picture, row, target_choice, unit_choice
from .session import Session

_SHOWN = 200
_ALL = ("Tất cả", "")


class Target(Piece):
    """One indicator; ``by`` chooses how the cases are grouped, ``group`` one of the groups, ``counts`` which cases are listed."""

    title = "Chỉ tiêu"

    def __init__(self, session: Session):
        self.by = dropdown("Nhóm theo:", [(session.telling.text("Đơn vị"), "unit")])
        self.group = dropdown("Nhóm:", [_ALL], value="")
        self.counts = dropdown(
            "Hồ sơ:", [_ALL, *((words.capitalize(), key) for key, words in COUNTS.items())], value=""
        )
        controls = [period_choice(session), target_choice(session), unit_choice(session)]
        self._filling, self._trace, self._drawn = False, None, (None, "")
        super().__init__(session, controls, watches=("period", "unit", "target"))
        for control in (self.by, self.group, self.counts):
            control.observe(self._chosen, names="value")

    _drawn: tuple[tuple[str, Evaluation] | None, str]  # the picture of all units, and what it is of
    _trace: Trace | None  # of the chosen figure, as long as it is seen

    def arranged(self, controls: ipw.Widget) -> list[ipw.Widget]:
        """What divides the cases stands right above them."""
        return [controls, self.body, row(self.by, self.group, self.counts), self.more]

    def _chosen(self, change: Any) -> None:
        if not self._filling:
            if change["owner"] is self.by:
                self._filling, self.group.value, self._filling = True, "", False
                if self._trace:
                    self._fill(self._trace)
            self.refresh_more()

    def draw(self) -> str:
        """The periods and months, the units, why the figure is another than before."""
        self._trace = None
        trace = self.session.trace()
        self._fill(trace)
        self._trace = trace
        return self._over_time(trace) + self._over_units() + self._change() + self._definition(trace)

    def draw_more(self) -> str:
        """Where the gap comes from, and the cases."""
        return self._groups(self._trace) + self._cases(self._trace) if self._trace else ""

    def _fill(self, trace: Trace) -> None:
        """Offer the groups that these cases have."""
        self._filling = True
        by = [(self.session.telling.text("Đơn vị"), "unit"), *((title, title) for title in trace.groupings)]
        by.append(("Điều kiện chưa đạt", REASON))
        if self.by.options != tuple(by):
            self.by.options = by
        groups = breakdown(trace, self.by.value)["group"] if is_divisible(trace) else ()
        found = [_ALL, *((value or "(trống)", value or " ") for value in groups)]
        if self.group.options != tuple(found):
            self.group.options = found
        self._filling = False

    def _over_units(self) -> str:
        evaluation, history, id = self.session.evaluation, self.session.history, self.session.target
        rule = evaluation.plan.target(id)
        others = [each for each in history if each.period != evaluation.period]
        rows: list[tuple[Cell | str, ...]] = []
        for unit, name in self.session.units.items():
            each = evaluation.indicator(unit, id)
            earlier = (_past(past, unit, id) for past in others)
            gap = least_cases_for_goal(evaluation, unit=unit, target=id)
            rows.append(
                (
                    f"{name} ({unit})",
                    value_text(each, target=rule),
                    figures_text(each),
                    verdict(each),
                    needed_text(gap, each, rule),
                    *earlier,
                )
            )
        table = Table(
            f"{id}. {rule.name}: mức giao {goals_text(rule, evaluation.period)}, {evaluation.period.title}",
            ("Đơn vị", "Kết quả", "Tử số/mẫu số", "Đánh giá", "Còn thiếu", *(past.period.id for past in others)),
            tuple(rows),
            "lrrcr" + "r" * len(others),
        )
        if self._drawn[0] != (place := (id, evaluation)):  # whichever unit is chosen, the picture of all is the same
            self._drawn = place, picture(evaluation.telling.all_in(units_of_target(evaluation, id)), marks="unit")
        return self._drawn[1] + html_of("Chỉ tiêu theo đơn vị", table)

    def _over_time(self, trace: Trace) -> str:
        """The chosen figure over the periods, and by month."""
        months = breakdown(trace, "month") if is_divisible(trace) and MONTH in trace.groupings else None
        session = self.session
        drawn = over_time(session.evaluation, session.target, unit=session.unit, history=session.history, months=months)
        return picture(session.telling.all_in(drawn)) if drawn else ""

    def _change(self) -> str:
        """Why the chosen figure is another than in the period before, both in today's structure."""
        before = self.session.chosen.previous()
        known = {each.period: each for each in self.session.history}
        if before not in known or self.session.chosen not in known:
            return ""
        try:
            change = explain_change(
                known[before], known[self.session.chosen], target=self.session.target, unit=self.session.unit
            )
        except UsageError:  # the unit, or the target, was not there
            return ""
        told = change._repr_html_().replace("</table>", f"</table>{COPY}")
        return f"<h3>Vì sao khác kỳ trước</h3>{told}{picture(self.session.telling.all_in(waterfall(change)))}"

    def _definition(self, trace: Trace) -> str:
        population, success = definition(trace.target, plan=self.session.plan)
        files = "; ".join(f"{name} (SHA-256 {digest})" for name, digest in trace.files.items())
        return paragraph(f"Mẫu số: {population}. Tử số, thêm điều kiện: {success}.") + paragraph(
            f"Tệp: {files or 'không có'}.", style="note hash"
        )

    def _groups(self, trace: Trace) -> str:
        if not is_divisible(trace):
            return paragraph("Con số này không cộng từ từng dòng nên không tách theo nhóm.")
        groups = breakdown(trace, self.by.value)
        missed = sum(each for each in groups["missed"] if each is not None)
        rows = tuple(
            (
                each.group or "(trống)",
                number(each.numerator),
                number(each.denominator),
                percent(each.value) or STATES[each.state],
                number(each.missed),
                percent(each.share) or "–",
            )
            for each in groups.itertuples()
        )
        label = next(title for title, value in self.by.options if value == self.by.value)
        table = Table(
            f"Khoảng cách từ đâu: {number(missed)} trường hợp chưa đạt của {self.session.unit}, theo {label.lower()}",
            (label, "Tử số", "Mẫu số", "Tỷ lệ", "Chưa đạt", "Phần trong số chưa đạt"),
            rows,
            "lrrrrr",
        )
        return html_of("Khoảng cách", table)

    def _cases(self, trace: Trace) -> str:
        rows = trace.rows
        if self.counts.value:
            rows = rows[rows["counts"] == self.counts.value]
        if self.group.value:
            rows = rows[groups_of(trace, self.by.value).loc[rows.index] == self.group.value.strip()]
        titles = list(rows.columns[len(trace.head) :])
        marks = {"yes": "good", "no": "bad", "unknown": "none"}
        shown = tuple(
            (
                row["id"],
                place_text(row["file"], row["sheet"]),
                str(row["row"]),
                Cell(COUNTS[row["counts"]], marks[row["counts"]]),
                row["failed"] or "–",
                *("" if pd.isna(row[t]) else str(row[t]) for t in titles),
            )
            for row in rows.head(_SHOWN).to_dict("records")
        )
        more = f"; {_SHOWN} dòng đầu" if len(rows) > _SHOWN else ""
        table = Table(
            f"Các trường hợp: {len(rows)} dòng{more}",
            ("Mã", "Tệp › trang", "Dòng", "Tử số", "Điều kiện chưa đạt", *titles),
            shown,
            "llrll" + "l" * len(titles),
        )
        return html_of("Các trường hợp", table)


def _past(past: Any, unit: str, target: str) -> str:
    try:
        each = past.indicator(unit, target)
    except KeyError:
        return "–"
    return (
        f"{value_text(each, target=past.plan.target(target))}{' ✓' if each.met else '' if each.met is None else ' ✗'}"
    )
