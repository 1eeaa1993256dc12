"""SQL that reads the cells of a Parquet file by the type of their column, so that they mean what the same cells of a CSV do.

Two steps: ``cell_sql`` gives a day, a text or a number of a kind that every later step knows; ``text_of_sql`` the text
that somebody would have typed for it.
"""

from __future__ import annotations

from ..words.vocabulary import Column
from .tables import EXACT, MANGLED

_VIETNAM = 7 * 3600 * 1_000_000  # microseconds ahead of UTC, in summer and winter
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999  # microseconds of the years 1 to 9999
_FLOATS = ("FLOAT", "DOUBLE")
_WHOLE_FLOAT = {"FLOAT": 2**24, "DOUBLE": 10**15}  # from here on the digits of a whole number are not all there
_DIGITS = {"FLOAT": 7, "DOUBLE": 15}  # that people see: 0,1 + 0,2 is 0,3


def is_text(kind: str) -> bool:
    """Whether the cells of a column are texts, marked as such or not."""
    return kind in ("VARCHAR", "BLOB")


LOST, EMPTY = "'\ufffd'", "chr(0)"  # SQL of the sign that stands for a lost letter, and of the empty sign


def holds_sql(text: str, *signs: str) -> str:
    """Whether one of some signs stands in a text."""
    return f"coalesce({' OR '.join(f'contains({text}, {sign})' for sign in signs)}, false)"


def cell_sql(raw: str, kind: str) -> str:
    """A cell by the engine's type of its column. What is finer than a microsecond is cut off, never rounded to the next day."""
    if kind == "BLOB":  # a text of an older program, without the mark that it is UTF-8
        return f"decode({raw})"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return _moment(f"epoch_us({raw})", ahead=_VIETNAM)
    if kind in ("TIMESTAMP_NS", "TIMESTAMPTZ_NS"):
        nanoseconds = f"epoch_ns({raw})"
        cut = f"({nanoseconds} - ({nanoseconds} % 1000 + 1000) % 1000) // 1000"
        return _moment(cut, ahead=_VIETNAM if kind == "TIMESTAMPTZ_NS" else 0)
    return raw


def cell_kind(kind: str) -> str:
    """The type of what ``cell_sql`` gives."""
    moments = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMPTZ_NS")
    return "VARCHAR" if kind == "BLOB" else "TIMESTAMP" if kind in moments else kind


def text_of_sql(column: Column, cell: str, kind: str) -> str:
    """A cell as a text. A number's dot is marked as exact; NaN is how some programs leave a cell of numbers empty.

    An id that the file holds as a number with decimals, or as a day, is no longer what somebody had written.
    """
    is_float, is_decimal = kind in _FLOATS, kind.startswith("DECIMAL")
    if column.type in ("number", "figure") and (is_float or is_decimal or "INT" in kind):
        return f"'{EXACT}' || {_shown(cell, kind) if is_float else f'{cell}::VARCHAR'}"
    if column.type in ("id", "unit") and kind.startswith(("TIME", "DATE")):
        return f"CASE WHEN {cell} IS NOT NULL THEN '{MANGLED}' END"
    if is_float or is_decimal:
        whole = f"{cell} = trunc({cell})" + (f" AND abs({cell}) < {_WHOLE_FLOAT[kind]}" if is_float else "")
        rest = f"'{MANGLED}'" if column.type in ("id", "unit") else f"{cell}::VARCHAR"
        empty = f"WHEN isnan({cell}) THEN NULL " if is_float else ""
        return f"CASE WHEN {cell} IS NULL THEN NULL {empty}WHEN {whole} THEN TRY_CAST({cell} AS HUGEINT)::VARCHAR ELSE {rest} END"
    return f"{cell}::VARCHAR"


def _shown(cell: str, kind: str) -> str:
    """A number with binary decimals by the digits that are certain; NULL for NaN."""
    shown = f"format('{{:.{_DIGITS[kind]}g}}', {cell})"
    if kind == "FLOAT":
        shown = f"CASE WHEN {cell} = trunc({cell}) AND abs({cell}) < {_WHOLE_FLOAT[kind]} THEN {cell}::BIGINT::VARCHAR ELSE {shown} END"
    return f"CASE WHEN isnan({cell}) THEN NULL ELSE {shown} END"


def _moment(microseconds: str, *, ahead: int) -> str:
    """A point in time; one beyond the years that can be written stays beyond those that are read, and is no error."""
    inside = f"make_timestamp(greatest(least({microseconds}, {_LAST - ahead}), {_FIRST}) + {ahead})"
    return f"CASE WHEN {microseconds} IS NOT NULL THEN {inside} END"  # greatest and least pass over an empty cell
