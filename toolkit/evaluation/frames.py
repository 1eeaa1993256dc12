"""Results as tables: CSV for machines (dot decimals, ISO, ``true``/``false``), pandas for analysts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..words.errors import UsageError
from ..words.formatting import harmless
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES
from .official import require_official
from .results import Evaluation

if TYPE_CHECKING:
    import pandas as pd

TABLES = {
    "indicators": (
        "period",
        "unit",
        "target",
        "numerator",
        "denominator",
        "value",
        "goal",
        "attainment",
        "met",
        "status",
        "previous_value",
        "change",
        "source",
    ),
    "items": ("period", "unit", "item", "self_points", "points", "max_points", "reason"),
    "scores": (
        "period",
        "unit",
        "group",
        "self_score",
        "score",
        "rank",
        "band",
        "rank_low",
        "rank_high",
        "top_share",
    ),
    "awards": ("award", "nominee_id", "kind", "unit", "eligible", "reasons", "rank", "vote_share", "proposed"),
    "followup": ("unit", "target", "gap", "case_ids", "uncounted"),
    "findings": ("code", "level", "file", "sheet", "row", "column", "unit", "target", "problem", "remedy"),
}


def records(evaluation: Evaluation, table: str) -> Iterable[dict[str, Any]]:
    """The rows of a table, sorted by their keys: column → exact value, None where there is none."""
    period = evaluation.period.id
    if table == "indicators":
        for each in sorted(evaluation.indicators, key=lambda i: (i.unit, i.target)):
            yield {
                "period": period,
                "unit": each.unit,
                "target": each.target,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "value": each.value,
                "goal": each.goal.value if each.goal else None,
                "attainment": each.attainment,
                "met": each.met,
                "status": each.state,
                "previous_value": each.previous_value,
                "change": each.change,
                "source": each.source,
            }
            assert each.state != NO_CASES or each.denominator == 0
    elif table == "items":
        for item in sorted(evaluation.items, key=lambda i: (i.unit, i.item)):
            known = {} if item.state not in (MISSING, BLOCKED) else {"points": None}  # what counts as 0 is no figure
            yield {"period": period, **{name: getattr(item, name) for name in TABLES["items"][1:]}, **known}
    elif table == "scores":
        for score in sorted(evaluation.scores, key=lambda s: s.unit):
            yield {"period": period, **{name: getattr(score, name) for name in TABLES["scores"][1:]}}
    elif table == "awards":
        for result in sorted(evaluation.awards, key=lambda r: (r.nominee.award, r.nominee.id)):
            nominee = result.nominee
            yield {
                "award": nominee.award,
                "nominee_id": nominee.id,
                "kind": nominee.kind,
                "unit": nominee.unit,
                "eligible": result.eligible,
                "reasons": "; ".join(result.reasons),
                "rank": result.rank,
                "vote_share": nominee.vote.share if nominee.vote else None,
                "proposed": result.proposed,
            }
    elif table == "followup":
        for each in sorted(evaluation.follow_up, key=lambda f: (f.unit, f.target)):
            yield {**{name: getattr(each, name) for name in TABLES["followup"]}, "case_ids": ";".join(each.case_ids)}
    else:
        for finding in evaluation.findings:
            yield {**{name: getattr(finding, name) for name in TABLES["findings"]}, "row": finding.row or None}


def csv_files(evaluation: Evaluation) -> dict[str, bytes]:
    """Every CSV of an evaluation: file name → bytes (UTF-8). Rows are sorted by their keys.

    The figures with every unit as it was then get a file of their own where the two differ. Raises UsageError for a
    scenario: what lies in the output folder is official.
    """
    require_official(evaluation, what="tệp kết quả")
    files = {f"{table}.csv": csv_bytes(TABLES[table], records(evaluation, table)) for table in TABLES}
    was = evaluation.as_was
    if was is not None and _counts(was) != _counts(evaluation):
        files["indicators_as_was.csv"] = csv_bytes(TABLES["indicators"], records(was, "indicators"))
    return files


def _counts(evaluation: Evaluation) -> set[tuple]:
    return {(i.unit, i.target, i.state, i.numerator, i.denominator) for i in evaluation.indicators}


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A CSV for machines: dot decimals, ISO dates, ``true`` and ``false``, nothing that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue().encode("utf-8")


def frame(evaluation: Evaluation, table: str) -> pd.DataFrame:
    """A table of the evaluation as a pandas DataFrame: ``indicators``, ``items``, ``scores``, ``awards``, ``followup`` or ``findings``.

    Its columns and rows are those of the CSV file of that name. Ratios are fractions of 1, points and scores are points.
    Raises UsageError for another name.

    >>> import toolkit as tk
    >>> scores = tk.frame(tk.evaluate("2024"), "scores").set_index("unit")
    >>> scores.loc["VP", "band"]
    'Xuất sắc'
    """
    from .table_frame import table_frame

    if table not in TABLES:
        raise UsageError(f"Không có bảng {table!r}. Cách sửa: chọn một trong các bảng: {', '.join(TABLES)}.")

    rows = [
        {k: float(v) if isinstance(v, (Fraction, Decimal)) else v for k, v in r.items()}
        for r in records(evaluation, table)
    ]
    note = f"Kịch bản “{evaluation.scenario}”: không phải kết quả chính thức" if evaluation.scenario else ""
    return table_frame(rows, columns=list(TABLES[table]), note=note)


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
