"""Results as tables: CSV for machines (dot decimals, ISO, ``true``/``false``), pandas for analysts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..words.errors import UsageError
from ..words.formatting import harmless
from ..words.vocabulary import BLOCKED, INTERNAL, MISSING, NO_CASES, PARTIAL
from .columns import NUMBER, TABLES, WHOLE, YES_OR_NO, Column, columns_of, names_of
from .official import require_official
from .results import Evaluation

if TYPE_CHECKING:
    import pandas as pd


_UNKNOWN = (MISSING, BLOCKED, PARTIAL)
_ABOUT_PEOPLE, _IN_BOTH = "awards", ("followup", "items")  # tables of the internal edition only, and of both
EDITION_TABLES = (
    *(f"{table}.csv" for table in TABLES if table != _ABOUT_PEOPLE),
    *(f"{INTERNAL}/{table}.csv" for table in (_ABOUT_PEOPLE, *_IN_BOTH)),
)
_DTYPES = {WHOLE: "Int64", YES_OR_NO: "boolean"}


def records(evaluation: Evaluation, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table, sorted by their keys: column → exact value, None where there is none."""
    return _ROWS[table](evaluation, names_of(table, evaluation.plan, evaluation.units))


def _indicator_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for each in sorted(evaluation.indicators, key=lambda i: (i.unit, i.target)):
        assert each.state != NO_CASES or each.denominator == 0
        row = _fields(evaluation, each, names, status=each.state)
        yield {**row, "goal": each.goal.value if each.goal else None}


def _item_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    sections = (each for own in evaluation.subtotals.values() for each in own)
    places = evaluation.plan.standings
    for item in sorted((*evaluation.items, *sections), key=lambda i: (i.unit, i.item)):
        level, parent = places.get(item.item, (1, ""))
        row = _fields(evaluation, item, names, level=level, parent=parent)
        yield {**row, "points": None} if item.state in _UNKNOWN else row  # what counts as 0 is no figure


def _score_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for score in sorted(evaluation.scores, key=lambda s: s.unit):
        yield _fields(evaluation, score, names)


def _award_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for result in sorted(evaluation.awards, key=lambda r: (r.nominee.award, r.nominee.id)):
        nominee = result.nominee
        yield {
            "award": nominee.award,
            "nominee_id": nominee.id,
            "kind": nominee.kind,
            "unit": nominee.unit,
            "eligible": result.eligible,
            "reasons": evaluation.telling.text("; ".join(result.reasons)),
            "rank": result.rank,
            "vote_share": nominee.vote.share if nominee.vote else None,
            "proposed": result.proposed,
        }


def _followup_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for each in sorted(evaluation.follow_up, key=lambda f: (f.unit, f.target)):
        yield {**_fields(evaluation, each, names), "case_ids": ";".join(each.case_ids)}


def _finding_rows(evaluation: Evaluation, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for finding in evaluation.findings:
        yield _fields(evaluation, evaluation.telling.all_in(finding), names, row=finding.row or None)


_ROWS = {
    "indicators": _indicator_rows,
    "items": _item_rows,
    "scores": _score_rows,
    "awards": _award_rows,
    "followup": _followup_rows,
    "findings": _finding_rows,
}


def _fields(evaluation: Evaluation, value: Any, names: Sequence[str], **known: Any) -> dict[str, Any]:
    """The columns of a table from the fields of those names, but for those that are ``known``."""
    known = {**known, "period": evaluation.period.id}
    return {name: known[name] if name in known else getattr(value, name) for name in names}


def csv_files(evaluation: Evaluation) -> dict[str, bytes]:
    """Every CSV of an evaluation: file name → bytes (UTF-8). Rows are sorted by their keys.

    The figures with every unit as it was then get a file of their own where the two differ. Raises UsageError for a
    scenario: what lies in the output folder is official.
    """
    require_official(evaluation, what="tệp kết quả")
    files = {
        f"{table}.csv": csv_bytes(names_of(table, evaluation.plan, evaluation.units), records(evaluation, table))
        for table in TABLES
    }
    was = evaluation.as_was
    if was is not None and _counts(was) != _counts(evaluation):
        files["indicators_as_was.csv"] = csv_bytes(
            names_of("indicators", evaluation.plan, evaluation.units), records(was, "indicators")
        )
    return files


def edition_files(evaluation: Evaluation) -> dict[str, bytes]:
    """The same for a folder that anybody may read, and for the internal one within it: file → bytes. What is about people
    is only there; of what is told in both, the public one names nobody."""
    public = csv_files(evaluation.public)
    whole = csv_files(evaluation)
    return {
        **{name: content for name, content in public.items() if name != f"{_ABOUT_PEOPLE}.csv"},
        **{f"{INTERNAL}/{table}.csv": whole[f"{table}.csv"] for table in (_ABOUT_PEOPLE, *_IN_BOTH)},
    }


def _counts(evaluation: Evaluation) -> set[tuple[object, ...]]:
    return {(i.unit, i.target, i.state, i.numerator, i.denominator) for i in evaluation.indicators}


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A CSV for machines: dot decimals, ISO dates, ``true`` and ``false``, nothing that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue().encode("utf-8")


def frame(evaluation: Evaluation, table: str, *, exact: bool = False) -> pd.DataFrame:
    """A table of the evaluation as a pandas DataFrame: ``indicators``, ``items``, ``scores``, ``awards``, ``followup`` or ``findings``.

    Its columns and rows are those of the CSV file of that name. Ratios are fractions of 1, points and scores are points:
    floats, with ``exact`` exact fractions and decimals. Ranks and counts are integers, yes and no booleans, either of which
    may be missing; units, targets, items and bands are categories in the order of the lists. The rows of a scenario also say
    its name (``scenario``). Raises UsageError for another name.

    >>> import toolkit as tk
    >>> scores = tk.frame(tk.evaluate("2024"), "scores").set_index("unit")
    >>> scores.loc["VP", "band"], scores["rank"].dtype
    ('Xuất sắc', Int64Dtype())
    """
    from .table_frame import table_frame

    if table not in TABLES:
        raise UsageError(f"Không có bảng {table!r}. Cách sửa: chọn một trong các bảng: {', '.join(TABLES)}.")
    columns, note = columns_of(table, evaluation.plan, evaluation.units), ""
    if evaluation.scenario:
        note = f"Kịch bản “{evaluation.scenario}”: không phải kết quả chính thức"
    found = table_frame(list(records(evaluation, table)), columns=[each.name for each in columns], note=note)
    orders = _orders(evaluation)
    for each in columns:
        found[each.name] = _typed(found[each.name], each, order=orders.get(each.name), exact=exact)
    if evaluation.scenario:  # so that a file or a table made of it is not taken for an official one
        found["scenario"] = evaluation.scenario
    return found


def _typed(values: pd.Series, column: Column, *, order: Sequence[str] | None, exact: bool) -> pd.Series:
    """A column with the type that its kind asks for."""
    import pandas as pd

    if column.kind in _DTYPES:
        return values.astype(_DTYPES[column.kind])
    if column.kind == NUMBER:
        return values.astype(object) if exact else values.map(_float).astype("float64")
    known = {value for value in values if value}
    if order is None or not known <= set(order):
        return values
    return pd.Series(
        pd.Categorical([each or None for each in values], categories=order, ordered=True), index=values.index
    )


def _float(value: Fraction | Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _orders(evaluation: Evaluation) -> dict[str, list[str]]:
    """The order of the values of a column, where the lists have one."""
    plan = evaluation.plan
    items = [*(each.id for each in plan.items), *plan.standings]
    return {
        "unit": [evaluation.agency, *(unit.id for unit in evaluation.units)],
        "target": [target.id for target in plan.targets],
        "item": list(dict.fromkeys(items)),
        "band": [band.name for band in plan.scoring.bands],
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else _plain(float(value))
    if isinstance(value, (Decimal, float)):
        return f"{value:f}" if isinstance(value, Decimal) else _plain(value)
    return str(value) if isinstance(value, int) else harmless(str(value))


def _plain(value: float) -> str:
    """The shortest decimal that reads back equal, written without an exponent, which few spreadsheets and no clerk read.

    >>> _plain(1 / 30000), _plain(0.5)
    ('0.000033333333333333335', '0.5')
    """
    return f"{Decimal(repr(value)):f}"
