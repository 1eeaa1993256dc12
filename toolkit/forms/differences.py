"""The rows of a form as a file of the period, and how they differ from the file that is there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from ..words.formatting import fold, harmless
from ..words.vocabulary import Source

# Columns whose values may be shown: none that holds free text, and none of a row about a person.
_SHOWN = ("numerator", "denominator", "self_points", "date", "points", "members", "agree", "disagree")


def csv_bytes(source: Source, rows: Sequence[dict[str, str]]) -> bytes:
    """The rows under the headers of their source: UTF-8, decimal commas, dd/mm/yyyy, no cell that a spreadsheet runs."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    asked = [column for column in source.columns if not rows or any(column.name in row for row in rows)]
    writer.writerow([column.header for column in asked])
    writer.writerows([[_cell(row[column.name]) for column in asked] for row in rows])
    return text.getvalue().encode("utf-8")


def _cell(text: str) -> str:
    """Harmless; a negative number stays a number."""
    return text if text.removeprefix("-").replace(",", "", 1).isdecimal() else harmless(text)


def difference(source: Source, before: bytes, rows: Sequence[dict[str, str]]) -> list[str]:
    """What the rows would change in a file, one line a row, in Vietnamese; nothing where the rows are the same.

    Free text and rows about people are named, never quoted.
    """
    old, new = _rows(source, before), _rows(source, csv_bytes(source, rows))
    if old is None or new is None:
        return ["tệp đang có không đọc được từng dòng; sẽ được thay cả tệp."]
    keys = source.duties.form_key
    if len({_id(row, keys) for row in old}) < len(old):
        return [] if old == new else ["tệp đang có nhiều dòng cùng một mã; sẽ được thay cả tệp."]
    by_old, by_new = ({_id(row, keys): row for row in table} for table in (old, new))
    lines = []
    for id in dict.fromkeys([*by_new, *by_old]):
        if id not in by_old:
            lines.append(f"{id}: dòng mới.")
        elif id not in by_new:
            lines.append(f"{id}: dòng bị bỏ.")
        elif changes := _changes(source, by_old[id], by_new[id]):
            lines.append(f"{id}: {'; '.join(changes)}.")
    return lines


def _id(row: dict[str, str], keys: Sequence[str]) -> str:
    return " ".join(filter(None, (row[key] for key in keys)))


def _changes(source: Source, old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [
        f"{column.header} {old[column.name] or '(trống)'} → {new[column.name] or '(trống)'}"
        if column.name in _SHOWN
        else f"{column.header} đổi nội dung"
        for column in source.columns
        if old[column.name] != new[column.name] and column.type != "unit"  # a name or an alias is the same unit
    ]


def without_rows(content: bytes, source: Source, *, of: Callable[[str], bool]) -> tuple[bytes, bytes] | None:
    """A CSV without the rows of a unit, and those rows under the same headers; every other byte stays.

    ``of`` says whether a text of the unit's column means the unit. None where the rows cannot be told with certainty.
    """
    if _rows(source, content) is None:
        return None
    lines = list(io.StringIO(content.decode("utf-8"), newline=""))
    reader = csv.reader(lines, delimiter=_delimiter(lines[0]), strict=True)
    header = next(column.header for column in source.columns if column.name == "unit")
    at = [fold(each) for each in next(reader)].index(fold(header))
    kept, taken, start = lines[: reader.line_num], lines[: reader.line_num], reader.line_num
    for row in reader:
        part = taken if len(row) > at and of(row[at]) else kept
        part += lines[start : reader.line_num]
        start = reader.line_num
    return "".join(kept).encode("utf-8"), "".join(taken).encode("utf-8")


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _rows(source: Source, content: bytes) -> list[dict[str, str]] | None:
    """The rows of a file by canonical column; None where they cannot be told with certainty."""
    try:
        text = content.decode("utf-8-sig")
        head = text.partition("\n")[0]
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(head), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    headers = {fold(column.header): column.name for column in source.columns}
    names = [headers.get(fold(header), "") for header in lines[0]] if lines else []
    needed = {*source.required, *source.duties.decides} - {*dict(source.duties.usual)}
    if "" in names or len({*names}) < len(names) or not needed <= {*names}:
        return None
    filled = [line for line in lines[1:] if any(cell.strip() for cell in line)]
    if any(len(line) != len(names) for line in filled):
        return None
    empty = dict.fromkeys(headers.values(), "")  # a column that a file lacks says nothing
    return [empty | {name: " ".join(cell.split()) for name, cell in zip(names, line)} for line in filled]
