"""Results as tables: CSV for machines (dot decimals, ISO, ``true``/``false``), pandas for analysts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .results import Evaluation
from .vocabulary import NO_CASES

if TYPE_CHECKING:
    import pandas as pd

_TABLES = {
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
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _records(evaluation: Evaluation, table: str) -> Iterable[dict[str, Any]]:
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
            yield {"period": period, **{name: getattr(item, name) for name in _TABLES["items"][1:]}}
    elif table == "scores":
        for score in sorted(evaluation.scores, key=lambda s: s.unit):
            yield {"period": period, **{name: getattr(score, name) for name in _TABLES["scores"][1:]}}
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
            yield {**{name: getattr(each, name) for name in _TABLES["followup"]}, "case_ids": ";".join(each.case_ids)}
    else:
        for finding in evaluation.findings:
            yield {**{name: getattr(finding, name) for name in _TABLES["findings"]}, "row": finding.row or None}


def csv_files(evaluation: Evaluation, *, as_was: Evaluation | None = None) -> dict[str, bytes]:
    """Every CSV of an evaluation: file name → bytes (UTF-8). Rows are sorted by their keys.

    ``as_was`` is the same period with every unit as it was then; it gets a file of its own where the two differ.
    """
    files = {f"{table}.csv": _csv(evaluation, table) for table in _TABLES}
    if as_was is not None and _counts(as_was) != _counts(evaluation):
        files["indicators_as_was.csv"] = _csv(as_was, "indicators")
    return files


def _counts(evaluation: Evaluation) -> set[tuple]:
    return {(i.unit, i.target, i.state, i.numerator, i.denominator) for i in evaluation.indicators}


def _csv(evaluation: Evaluation, table: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_TABLES[table])
    for record in _records(evaluation, table):
        writer.writerow([_cell(record[column]) for column in _TABLES[table]])
    return text.getvalue().encode("utf-8")


def frame(evaluation: Evaluation, table: str) -> pd.DataFrame:
    """A table of the evaluation as a pandas DataFrame: ``indicators``, ``items``, ``scores``, ``awards``, ``followup`` or ``findings``."""
    import pandas as pd

    rows = [
        {k: float(v) if isinstance(v, (Fraction, Decimal)) else v for k, v in r.items()}
        for r in _records(evaluation, table)
    ]
    return pd.DataFrame(rows, columns=list(_TABLES[table]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else _plain(float(value))
    if isinstance(value, (Decimal, float)):
        return f"{value:f}" if isinstance(value, Decimal) else _plain(value)
    text = str(value)
    # A spreadsheet would run such a text as a formula: the apostrophe makes it a text.
    return "'" + text if text.startswith(_DANGEROUS) and not isinstance(value, (int, float)) else text


def _plain(value: float) -> str:
    """The shortest decimal that reads back equal, written without an exponent, which few spreadsheets and no clerk read.

    >>> _plain(1 / 30000), _plain(0.5)
    ('0.000033333333333333335', '0.5')
    """
    return f"{Decimal(repr(value)):f}"
