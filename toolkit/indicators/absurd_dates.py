"""Days that are possible but absurd, such as a dossier received decades before its period: most often a slip in the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..periods import Period
from ..plan import Plan, Target
from ..sources import SourceData
from ..words.errors import Finding
from .counting import dates_in_use

_BEFORE, _AFTER = 5, 1  # years before a period's first day and after its last from which on a day is absurd
# Columns of the stocks whose day after the period's end counts as absent: the row leaves these figures.
_STOCKS = {"can_bo": ("joined_at",), "tap_huan": ("completed_at",), "du_lieu_mo": ("published_at",)}


def absurd_date_findings(plan: Plan, sources: Mapping[str, SourceData], *, period: Period) -> list[Finding]:
    """The rows that leave a figure by a day years away from the period, with the targets that they leave.

    Rows that lie outside by every date are not among them: they have a finding of their own (DONG-03).
    """
    early = date(period.start.year - _BEFORE, period.start.month, period.start.day)
    late = date(period.end.year + _AFTER, period.end.month, min(period.end.day, 28))
    findings = []
    for name, data in sources.items():
        targets = [target for target in plan.targets if target.source == name]
        dates = dates_in_use(data, targets) if data.files else ()
        inside = " OR ".join(f"({d}::DATE BETWEEN DATE '{period.start}' AND DATE '{period.end}')" for d in dates)
        asked = []
        for column in dates:
            left = [target for target in targets if (target.date or data.source.date) == column]
            asked.append((column, left, f"{column}::DATE < DATE '{early}' AND ({inside})", _EARLY))
            asked.append((column, left, f"{column}::DATE > DATE '{late}' AND ({inside})", _LATE))
        for column in _STOCKS.get(name, ()) if data.files else ():
            left = [target for target in plan.targets if _asks(target, name, column)]
            asked.append((column, left, f"{column}::DATE > DATE '{late}'", _LATE))
        findings += _found(data, [each for each in asked if each[1]])
    return findings


_EARLY = f"sớm hơn kỳ quá {_BEFORE} năm"
_LATE = f"muộn hơn kỳ quá {_AFTER} năm"


def _asks(target: Target, source: str, column: str) -> bool:
    """Whether a row of a stock leaves a target's figure when this day counts as absent."""
    asked = {**target.population, **(target.success or {})}
    if source == "tap_huan":
        return target.source == "can_bo" and any(name.startswith("trained_") for name in asked)
    return target.source == source and (source == "can_bo" or column in asked)


def _found(data: SourceData, asked: Sequence[tuple[str, Sequence[Target], str, str]]) -> list[Finding]:
    """A finding for each file and each question that a row answers; one pass over the rows where none does."""
    if not asked:
        return []
    picks = ", ".join(f"count(*) FILTER (WHERE {absurd})" for _, _, absurd, _ in asked)
    (counts,) = data.connection.execute(f"SELECT {picks} FROM {data.source.name}").fetchall()
    findings = []
    for column, left, absurd, how in (each for each, count in zip(asked, counts) if count):
        rows = data.connection.execute(
            f"SELECT file, count(*), min(row) FROM {data.source.name} WHERE {absurd} GROUP BY file ORDER BY file"
        ).fetchall()
        names = ", ".join(target.id for target in left)
        findings += [
            Finding(
                "DONG-10",
                f"{count} dòng có ngày này {how} nên không tính theo ngày này vào {names} (dòng đầu tiên được chỉ ra).",
                "kiểm tra năm của ngày với hồ sơ gốc; nếu đúng thì không cần sửa.",
                **data.place({"file": file, "row": row}),
                column=data.header(column),
            )
            for file, count, row in rows
        ]
    return findings
