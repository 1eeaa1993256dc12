"""How the council voted (``bieu_quyet``): the vote on each nominee, and the votes that are for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..plan.standard import NOMINATIONS
from ..sources import SourceData, number_fault, parse_numbers
from ..words.errors import Finding
from ..words.ids import IdIndex
from .model import Vote

Row = Mapping[str, Any]
UNREAD_VOTE = "không đọc được kết quả biểu quyết"
UNKNOWN_VOTE = "chưa rõ kết quả biểu quyết: có phiếu của mã đề nghị không khớp"
_NUMBERS = {"members": "số thành viên", "agree": "số đồng ý", "disagree": "số không đồng ý"}


@dataclass(frozen=True)
class Votes:
    """The votes by nominee: None where one cannot be right (no members, more votes than members, a number of two
    readings, or two votes that differ). ``untied`` are the rows that are for no nominee; ``is_refused``: a file could
    not be read."""

    by_nominee: Mapping[str, Vote | None]
    untied: tuple[Row, ...]
    is_refused: bool
    findings: tuple[Finding, ...]


def read_votes(data: SourceData, *, ids: Sequence[str]) -> Votes:
    """The votes on the nominees with these ``ids``, and the faults."""
    rows, index = data.rows(), IdIndex(filter(None, ids))
    files = [row["file"] for row in rows]
    numbers = {
        name: parse_numbers([row[name] for row in rows], machine=name in data.machine, whole=True, files=files)
        for name in _NUMBERS
    }
    votes: dict[str, Vote | None] = {}
    untied: list[Row] = []
    findings: list[Finding] = []
    for n, row in enumerate(rows):
        id = index.find(row["nominee_id"])
        if id is None:
            untied.append(row)
            continue
        if not any(row[name] for name in _NUMBERS) and not row["conflict"]:
            continue  # the form of the office has a row for each nominee: not voted on yet
        vote, fault = _vote(row, {name: numbers[name][n] for name in _NUMBERS})
        if vote is not None and not row["conflict"]:
            if votes.setdefault(id, vote) == vote:
                continue
            fault = "mã đề nghị này đã có một kết quả khác.", "giữ lại một kết quả biểu quyết."
        votes[id] = None
        if fault:
            findings.append(Finding("BQ-01", *fault).at(data.place(row)))
    return Votes(votes, tuple(untied), bool(data.refused), tuple(findings))


def untied_findings(votes: Votes, data: SourceData, *, touched: bool) -> list[Finding]:
    """The votes for no nominee; warnings where no award hangs on them, so that none is ``touched``."""
    return [
        Finding(
            "BQ-02",
            f"kết quả biểu quyết của mã đề nghị không có trong {NOMINATIONS}, không được dùng.",
            "sửa mã đề nghị.",
            column="Mã đề nghị",
            lowered=not touched,
        ).at(data.place(row))
        for row in votes.untied
    ]


def _vote(row: Row, numbers: Mapping[str, Fraction | None]) -> tuple[Vote | None, tuple[str, str] | None]:
    """The vote of a row; or None, why its numbers cannot be right, and what to do. Nobody disagrees where that is empty."""
    given = numbers if row["disagree"] else {**numbers, "disagree": Fraction(0)}
    counts: dict[str, int] = {}
    for name, value in given.items():
        if value is None and not row[name]:
            return None, (f"thiếu {_NUMBERS[name]}.", "ghi đủ số thành viên, số đồng ý, số không đồng ý.")
        if value is None:
            problem, remedy = number_fault(row[name])
            return None, (f"{_NUMBERS[name]} {problem}.", f"{remedy}.")
        if value.denominator != 1 or value < 0:
            return None, (f"{_NUMBERS[name]} không phải số đếm (số nguyên từ 0).", "ghi số người, ví dụ 9.")
        counts[name] = int(value)
    vote = Vote(**counts)
    if not vote.members:
        return None, ("số thành viên bằng 0.", "ghi số thành viên của hội đồng, cả người vắng mặt.")
    if vote.agree + vote.disagree > vote.members:
        return None, ("nhiều phiếu hơn số thành viên.", "kiểm tra lại; người vắng mặt tính trong số thành viên.")
    return vote, None
