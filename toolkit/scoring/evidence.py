"""Which items have a piece of evidence: there is one, there is none, or nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..indicators.delivery import Deliverers
from ..plan import Plan
from ..sources import SourceData, lacking_column
from ..units.model import Unit
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.ids import IdIndex
from ..words.vocabulary import BLOCKED, MISSING, OK
from .model import GivenPoints, UnitItem

Row = Mapping[str, Any]
# What people and programs write for "there is none", and marks that say there is one without naming it; folded.
_NONE = frozenset(
    [
        "0",
        "khong",
        "khongco",
        "khongcominhchung",
        "khongapdung",
        "chua",
        "chuaco",
        "chuacominhchung",
        "chuanop",
        "trong",
        "na",
        "nil",
        "none",
        "null",
    ]
)
_MARKS = frozenset(["1", "co", "daco", "x", "v", "ok", "yes", "true"])


@dataclass(frozen=True)
class Evidence:
    """What ``minh_chung`` says: the (unit, item) with a piece of evidence, and those of which a cell could not be read.
    Of a unit in ``doubted`` a row or a file could not be read, of one in ``silent`` none has come."""

    given: frozenset[tuple[str, str]] = frozenset()
    unclear: frozenset[tuple[str, str]] = frozenset()
    doubted: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    def lack(self, unit: str, item: str) -> GivenPoints | None:
        """What an item counts that has no evidence, or of which that is not known; None where it has some."""
        if (unit, item) in self.given:
            return None
        if (unit, item) in self.unclear or unit in self.doubted:
            return GivenPoints(BLOCKED, None, "không đọc được minh chứng")
        if unit in self.silent:
            return GivenPoints(MISSING, None, "chưa có tệp minh chứng")
        return GivenPoints(OK, Fraction(0), "không có minh chứng: 0 điểm")


def read_evidence(
    plan: Plan, data: SourceData, *, units: Sequence[Unit], deliverers: Deliverers
) -> tuple[Evidence, list[Finding]]:
    """What is known of the evidence for the items of the plan that require it, and the faults."""
    items, required = IdIndex(item.id for item in plan.items), {item.id for item in plan.items if _requires(item)}
    rows = data.rows()
    given: set[UnitItem] = set()
    unclear: set[UnitItem] = set()
    findings: list[Finding] = []
    for row in rows:
        item = items.find(row["item"])
        if item is None or item not in required:
            continue
        key = row["unit"], item
        if row["evidence__bad"] or row["file"] in data.lost["evidence"]:
            unclear.add(key)
        elif row["evidence"]:
            given |= {key} if not says_none(row["evidence"]) else set()
            findings += _doubtful(row, data)
    evidence = Evidence(
        frozenset(given),
        frozenset(unclear),
        units_in_doubt(data, rows=rows, units=units, items=items, deliverers=deliverers),
        frozenset(unit.id for unit in units if deliverers.silent(unit.id, data)),
    )
    blocked = {unit.id for unit in units if any(_is_blocked(evidence, unit.id, item) for item in required)}
    findings += untied_findings(data, rows=rows, items=items, touched=blocked)
    findings += [
        lacking_column(data, file=file, column="evidence", problem="không biết mục nào có minh chứng")
        for file in sorted(data.lost.get("evidence", ()))
        if required
    ]
    return evidence, findings


def units_in_doubt(
    data: SourceData, *, rows: Sequence[Row], units: Sequence[Unit], items: IdIndex, deliverers: Deliverers
) -> frozenset[str]:
    """The units of which a file, or a row that speaks of some item, could not be read: of the items that no other row of
    theirs speaks of nothing is known."""
    untied = {row["unit"] for row in rows if items.find(row["item"]) is None}
    standing = [unit.id for unit in units if deliverers.stands(unit.id, data)]
    return frozenset(
        unit
        for unit in standing
        if unit in untied
        or deliverers.is_refused(unit, data)
        or (data.files and unit not in data.units and not deliverers.is_known_to_lack(unit, data))
    )


def untied_findings(
    data: SourceData, *, rows: Sequence[Row], items: IdIndex, touched: frozenset[str] | set[str]
) -> list[Finding]:
    """The rows whose item is none of the plan; a warning where nothing hangs on it, for its unit is not ``touched``."""
    return [
        Finding(
            "DONG-04",
            "mã mục không có trong kế hoạch, dòng không được dùng.",
            "sửa theo mã trong ke_hoach.yaml.",
            column="Mã mục",
            unit=row["unit"] or "",
            lowered=row["unit"] not in touched,
        ).at(data.place(row))
        for row in rows
        if items.find(row["item"]) is None
    ]


def _requires(item: object) -> bool:
    return bool(getattr(item, "requires", None))


def _is_blocked(evidence: Evidence, unit: str, item: str) -> bool:
    lack = evidence.lack(unit, item)
    return lack is not None and lack.state == BLOCKED


def says_none(text: str) -> bool:
    """Whether a cell says that there is no evidence: a word for it, or nothing but signs.

    >>> [says_none(text) for text in ("Không có", "N/A", "…", "Kế hoạch số 1")]
    [True, True, True, False]
    """
    word = fold(text)
    return not word or word in _NONE


def _doubtful(row: Row, data: SourceData) -> list[Finding]:
    """A finding on a cell that names no piece of evidence."""
    if says_none(row["evidence"]):
        problem = "ô ghi là không có, nên mục này được tính là không có minh chứng."
    elif fold(row["evidence"]) in _MARKS:
        problem = "ô chỉ đánh dấu là có, không nêu minh chứng nào; vẫn được tính là có minh chứng."
    else:
        return []
    remedy = "ghi tên, số hiệu của minh chứng; không có thì để trống."
    return [Finding("MC-01", problem, remedy, column="Minh chứng", unit=row["unit"] or "").at(data.place(row))]
