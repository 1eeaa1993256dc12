"""From a figure back to what it rests on: its definition, its rows with file and line, the SHA-256 of the files.

Only columns that are ids, days or closed lists are shown: names and addresses never leave their file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..indicators.counting import judged_rows, needed_columns
from ..indicators.measuring import Counted
from ..indicators.model import Indicator
from ..indicators.reported import reported_rows
from ..periods import Period
from ..plan import Plan, Target
from ..plan.conditions import columns_asked
from ..plan.measures import RATIO, measured
from ..plan.standard import REPORTED
from ..sources import SourceData, SourceFile, hashes
from ..words.errors import ToolkitError
from ..words.formatting import number
from ..words.markup import table_html
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, Column, Source
from .loading import opened_sources
from .places import PeriodFiles
from .results import Evaluation

if TYPE_CHECKING:
    import pandas as pd

COUNTS = {"yes": "đạt", "no": "chưa đạt", "unknown": "chưa rõ"}
_HEAD = ("period", "file", "sheet", "row", "id", "unit", "unit_was", "counts", "numerator", "denominator", "failed")
MONTH = "Tháng"
_SERVICE = "service_id"  # a text column by its form, but a code by its meaning
_SHOWN = 20


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """What one figure rests on.

    ``rows`` is a pandas DataFrame with a row for each row of the files that the denominator counts: ``period``, ``file``,
    ``sheet`` (of a workbook; else empty), ``row`` (as a spreadsheet numbers them), ``id``, ``unit`` (who stands for it), ``unit_was`` (whom the row names),
    ``counts`` (``yes``: in the numerator, too; ``no``; ``unknown``: the figure is blocked by it), ``numerator``,
    ``denominator``, ``failed`` (the headers of the conditions that it does not meet, or that cannot be read), then the
    source's ids, days and closed lists under their headers. ``files`` maps each file to its SHA-256.
    ``holds`` says whose rows the figure of a successor holds besides its own, and since when.

    The sums of ``numerator`` and ``denominator`` are those of ``indicator``; of totals that of ``numerator`` alone, of
    medians, numbers of different values and formulas neither.
    """

    period: Period
    target: Target
    indicator: Indicator
    source: Source
    rows: pd.DataFrame
    files: Mapping[str, str]
    head: tuple[str, ...] = _HEAD
    holds: str = ""

    def __repr__(self) -> str:
        return f"Trace({self.target.id!r}, {self.indicator.unit!r}, {self.period.title!r}: {len(self.rows)} dòng)"

    @property
    def groupings(self) -> tuple[str, ...]:
        """By what the cases can be grouped: the month, if rows have a day of their own, and each column that is no day."""
        days = {column.header for column in self.source.columns if column.type == "date"}
        codes = [title for title in self.rows.columns[len(_HEAD) :] if title not in days]
        return (*([MONTH] if self._day in self.rows.columns else []), *codes)

    @property
    def _day(self) -> str:
        column = self.source.column(self.target.date or self.source.date)
        return column.header if column else ""

    @property
    def reference_text(self) -> str:
        """The plan's figure of others for this period, with its source; empty where there is none."""
        reference = self.target.reference
        beside = reference.of(self.period) if reference else None
        if reference is None or beside is None:
            return ""
        shown = f"{number(beside.value * 100)}%" if beside.percent else number(beside.value)
        return f"số tham chiếu {self.period.title}: {shown} ({reference.text})"

    def groups(self, by: str) -> pd.Series:
        """The group of each row: by a column of ``rows``, or by ``Tháng``; empty where the cell is."""
        found = self.rows[self._day].str[:7] if by == MONTH else self.rows[by]
        return found.fillna("").astype(str)

    def _repr_html_(self) -> str:
        """The first rows, for notebooks."""
        shown = self.rows.head(_SHOWN)
        caption = f"{self.target.id}, {self.indicator.unit}, {self.period.title}: {len(self.rows)} dòng"
        body = [
            (place_text(each.file, each.sheet), str(each.row), each.id, COUNTS[each.counts], each.failed)
            for each in shown.itertuples()
        ]
        more = f"Và {len(self.rows) - _SHOWN} dòng nữa: xem .rows" if len(self.rows) > _SHOWN else ""
        more = "; ".join(filter(None, (self.holds, self.reference_text, more)))
        return table_html(caption, ("Tệp", "Dòng", "Mã", "Tử số", "Điều kiện chưa đạt"), body, note=more)


def trace_rows(
    evaluation: Evaluation, *, target: Target, period_files: PeriodFiles
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of everybody that a target counts in one period, and their files with their SHA-256.

    ``evaluation`` is that of the same files. Raises ToolkitError where a file has changed since.
    """
    import pandas as pd

    instead = {e.unit for e in evaluation.indicators if e.target == target.id and e.from_unit}
    plan, period = evaluation.plan, evaluation.period
    own = [plan.source(name) for name in target.sources]
    only = tuple(dict.fromkeys(name for each in own for name in (each.name, *(told.source for told in each.given))))
    only = (*only, REPORTED) if instead else only
    if not only:  # a formula rests on the figures of other targets
        return joined_rows([]), {}
    with opened_sources(period_files, only=only) as sources:
        if target.source == REPORTED:
            rows = _reported(plan, sources[REPORTED], target, period)
        elif target.measure.kind == RATIO:
            of, to = (_cases(sources[part.source], part, period) for part in target.parts)
            rows = joined_rows([of.assign(denominator=0), to.assign(denominator=to["numerator"], numerator=0)])
        else:
            rows = _cases(sources[target.source], target, period)
        if instead:
            said = _reported(plan, sources[REPORTED], target, period)
            said = said[said["unit"].isin(instead)]
            rows = pd.concat([rows, said], ignore_index=True) if len(rows) else said
        files = _unchanged_files([file for name in only for file in sources[name].files], evaluation)
    return rows, files


def rows_of(rows: pd.DataFrame, members: Collection[str | None]) -> pd.DataFrame:
    """The rows of some units; None stands for those of nobody known."""
    mine = rows["unit"].isin([member for member in members if member is not None])
    return rows[mine | rows["unit"].isna()] if None in members else rows[mine]


def place_text(file: str, sheet: str) -> str:
    """A file, and the sheet where it is a workbook.

    >>> place_text("2024/a.xlsx", "Trang 1"), place_text("2024/a.csv", "")
    ('2024/a.xlsx › Trang 1', '2024/a.csv')
    """
    return f"{file} › {sheet}" if sheet else file


def joined_rows(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several periods, one below the other; without any, an empty table of the same columns."""
    import pandas as pd

    from .table_frame import TableFrame

    return TableFrame(pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(_HEAD)))


def members_of(evaluation: Evaluation, *, unit: str, target: str) -> tuple[str | None, ...]:
    """Whose rows make up a figure: the unit's; the agency's are those of the units whose figures it sums.

    A blocked agency is blocked by rows of nobody known, or because every unit is.
    """
    if unit in evaluation.parents:
        rule, inside = evaluation.plan.target(target), (unit, *evaluation.parents[unit])
        return tuple(id for id in inside if _is_counted(evaluation, id, rule))
    if unit != evaluation.agency:
        state = evaluation.indicator(unit, target).state
        return () if state in (MISSING, NOT_ASSIGNED) else (unit,)
    if evaluation.parents and evaluation.indicator(unit, target).state != BLOCKED:
        rule = evaluation.plan.target(target)
        return tuple(id for id in evaluation.names if _is_counted(evaluation, id, rule))
    states = {each.id: _own_state(evaluation, each.id, target) for each in evaluation.units}
    if evaluation.indicator(unit, target).state == BLOCKED:
        return (None, *(id for id, state in states.items() if state in (OK, BLOCKED)))
    return tuple(id for id, state in states.items() if state in (OK, NO_CASES))


def _is_counted(evaluation: Evaluation, unit: str, target: Target) -> bool:
    """Whether a unit's own rows are in the totals above it: the target is given to it, or to a unit above it, and they are
    known."""
    above = [parent for parent, below in evaluation.parents.items() if unit in below]
    given = any(target.assigned_to(each) for each in (unit, *above))
    return given and _own_state(evaluation, unit, target.id) not in (MISSING, BLOCKED)


def _own_state(evaluation: Evaluation, unit: str, target: str) -> str:
    """The state of what a unit has by itself, which is what the totals above it are made of."""
    each = evaluation.indicator(unit, target)
    return each.own_state or each.state


def _unchanged_files(files: Sequence[SourceFile], evaluation: Evaluation) -> dict[str, str]:
    found = hashes({file.name: file.path for file in files if not file.refused})
    for file in files:
        known = evaluation.inputs.get(f"{file.path.parent.name}/{file.path.name}")
        if known and not file.refused and found.get(file.name) != known:
            raise ToolkitError(f"Tệp {file.name} đã thay đổi từ khi đánh giá. Cách sửa: đánh giá lại rồi tra cứu.")
    return found


def _cases(data: SourceData, target: Counted, period: Period) -> pd.DataFrame:
    shown = _shown(data, target)
    ids = data.source.id
    names = list(dict.fromkeys((*filter(None, (ids,)), *(column.name for column in shown))))
    table, success, every = judged_rows(data, target=target, period=period, columns=names)
    rows = table.to_pandas()
    titles = {c.name: c.header for c in (*data.columns, *data.source.derived)}
    unknown = rows["u__0"] == 1
    failed = _named(rows, [f"f__{n}" for n in range(len(success))], [_titled(columns, titles) for columns in success])
    unclear = _named(rows, [f"q__{n}" for n in range(len(every))], [_titled(columns, titles) for columns in every])
    rows["failed"] = failed.where(~unknown, unclear.where(unclear != "", "trùng mã, nội dung khác nhau"))
    rows["counts"] = (rows["failed"] == "").map({True: "yes", False: "no"}).mask(unknown, "unknown")
    for name, amount in (("numerator", "n__0"), ("denominator", "d__0")):
        rows[name] = rows[amount].map(_exact).mask(unknown, 0)
    rows["id"] = rows[ids].fillna("") if ids else ""
    for column in shown:
        if column.type == "date":
            rows[column.name] = rows[column.name].dt.strftime("%Y-%m-%d")
        elif column.type == "number":
            rows[column.name] = rows[column.name].map(lambda each: "" if each is None else number(Fraction(each)))
        elif column.values:
            rows[column.name] = rows[column.name].map({k: words[0] for k, words in column.values.items()})
    rows = _placed(rows, data, period)
    return rows[[*_HEAD, *(c.name for c in shown)]].rename(columns={c.name: c.header for c in shown})


def _exact(amount: Any) -> Any:
    """A whole number as it is, a decimal as a fraction."""
    return Fraction(amount) if isinstance(amount, Decimal) else amount


def _titled(columns: Sequence[str], titles: Mapping[str, str]) -> str:
    """A condition by the headers of what it looks at."""
    return " hoặc ".join(titles.get(column, column) for column in columns)


def _named(rows: pd.DataFrame, flags: Sequence[str], titles: Sequence[str]) -> pd.Series:
    """For each row the titles of the flags that are set, each once, joined."""
    import pandas as pd

    text = pd.Series("", index=rows.index)
    for title in dict.fromkeys(titles):
        alike = [flag for flag, each in zip(flags, titles) if each == title]
        isset = rows[alike].fillna(False).astype(bool).any(axis=1)
        text = text.where(~isset, text + "; " + title)
    return text.str.removeprefix("; ")


def _shown(data: SourceData, target: Counted) -> list[Column]:
    """The columns that are days, closed lists or codes, of people only those that the target counts by; no secrecy mark."""
    needed = needed_columns(target, data.source)
    return [
        column
        for column in (*data.columns, *data.source.derived)
        if (column.type == "date" or column.values or column.name in (_SERVICE, *measured(target)))
        and column.name not in (data.source.secrecy, *data.source.key)
        and (not data.source.strength or column.name in needed or column.name in columns_asked(target.success))
    ]


def _placed(rows: pd.DataFrame, data: SourceData, period: Period) -> pd.DataFrame:
    sheets = rows["file"].map({n: data.sheets.get(n, "") for n in range(len(data.files))})
    names = rows["file"].map({n: file.name for n, file in enumerate(data.files)})
    return rows.assign(file=names, sheet=sheets, period=period.id)


def _reported(plan: Plan, data: SourceData, target: Target, period: Period) -> pd.DataFrame:
    import pandas as pd

    found = []
    for row, its, count, fault in reported_rows(plan, data, year=period.end.year):
        if its is not None and its.id == target.id and count.state != MISSING:
            known = count.state != BLOCKED
            found.append(
                {
                    **{name: row[name] for name in ("file", "row", "unit", "unit_was")},
                    "id": row["target"],
                    "counts": "yes" if known else "unknown",
                    "numerator": count.numerator if known else Fraction(0),
                    "denominator": count.denominator if known and not target.measure.is_total else Fraction(0),
                    "failed": fault[1].rstrip(".") if fault else "" if known else "trùng mã, nội dung khác nhau",
                }
            )
    return _placed(pd.DataFrame(found, columns=[c for c in _HEAD if c not in ("period", "sheet")]), data, period)[
        list(_HEAD)
    ]
