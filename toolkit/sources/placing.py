"""Rows of a small list that is read as it stands: which of them belong to a period, and what of their texts may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..words.errors import Finding
from ..words.privacy import personal_in_cell
from .data import SourceData

Row = Mapping[str, Any]
PERSONAL = "(có dữ liệu cá nhân, không nêu)"  # in the place of a text that holds some


def split_by_period(
    data: SourceData, *, first_day: date, last_day: date, is_cut: bool
) -> tuple[list[Row], list[Finding]]:
    """The rows of a period, and a finding for each that a day places outside; not of rows in conflict with another.

    A row without a readable day belongs to its folder's own period, and to no part of it (``is_cut``).
    """
    inside, findings, column = list[Row](), list[Finding](), data.source.date
    for row in data.rows():
        day = row[column].date() if row[column] else None
        if row["conflict"]:
            continue
        if day is None and not is_cut or day is not None and first_day <= day <= last_day:
            inside.append(row)
        elif not is_cut:
            problem = "ngày ngoài kỳ, dòng không được đưa vào báo cáo."
            remedy = "chuyển dòng sang thư mục đúng kỳ, hoặc sửa ngày."
            header = data.header(column)
            findings.append(Finding("DONG-03", problem, remedy, column=header).at(data.place(row)))
    return inside, findings


def shown_text(row: Row, column: str) -> str:
    """The text of a cell on one line, empty where it cannot be read; of one with personal data only that it has some."""
    text = "" if row.get(f"{column}__bad") else " ".join((row[column] or "").split())
    return PERSONAL if personal_in_cell(text) else text
