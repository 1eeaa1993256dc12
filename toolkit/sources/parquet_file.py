"""Read a Parquet file: its known columns, which the engine scans where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ..words.errors import Finding
from .charset import legacy_name
from .csv_file import lost_letters
from .layout import find_layout, legacy_finding
from .queries import one_row
from .tables import ROW, RawTable, Refused, Scan, Wanted, scan_of
from .typed import EMPTY, LOST, cell_sql, holds_sql, is_text

_SAMPLE = 300  # rows whose letters are looked at


def read_parquet(path: Path, wanted: Wanted) -> RawTable:
    """Find the known columns of a Parquet file. Raises Refused."""
    try:
        described = pq.read_metadata(path)
        schema = described.schema.to_arrow_schema()
    except (pa.ArrowException, OSError):
        raise Refused(
            Finding("TEP-02", "không phải tệp Parquet đọc được.", "xuất lại tệp.", file=wanted.name)
        ) from None
    names = [field.name for field in schema]
    if any(name.lower() == ROW for name in names):
        problem = f"có cột tên {ROW}, là tên mà bộ đọc dành cho số thứ tự dòng."
        raise Refused(Finding("TEP-02", problem, "xuất lại tệp, bỏ hoặc đổi tên cột này.", file=wanted.name))
    layout = find_layout([names], wanted)
    columns = {column: names[at] for column, at in layout.columns.items()}
    nested = [c for c, name in columns.items() if pa.types.is_nested(schema.field(name).type)]
    if nested:
        raise Refused(
            *(
                Finding(
                    "TEP-02",
                    "cột chứa danh sách hoặc bảng con, không phải giá trị đơn.",
                    "xuất lại, mỗi ô một giá trị.",
                    file=wanted.name,
                    column=wanted.titles[c],
                )
                for c in nested
            )
        )
    types = {column: schema.field(name).type for column, name in columns.items()}
    return RawTable(
        columns,
        Scan(scan_of(path), f"{ROW} + 2", described.num_rows, is_typed=True),
        unused=layout.unused,
        coded=layout.coded,
        machine=frozenset(
            c
            for c, kind in types.items()
            if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)
        ),
    )


def read_names(path: Path, wanted: Wanted) -> list[str]:
    """The names of the columns. Raises Refused."""
    try:
        return [field.name for field in pq.read_schema(path)]
    except (pa.ArrowException, OSError):
        raise Refused(
            Finding("TEP-02", "không phải tệp Parquet đọc được.", "xuất lại tệp.", file=wanted.name)
        ) from None


def with_kinds(
    connection: duckdb.DuckDBPyConnection,
    table: RawTable,
    *,
    name: str,
    titles: Mapping[str, str],
    is_read: bool = True,
) -> RawTable:
    """The table with the engine's types of its columns. Raises Refused, as a CSV would be, where texts are no texts.

    Of a large file, whose cells are all looked at later (not ``is_read``), the first rows and the types alone are looked at.
    """
    scan = table.scan
    assert scan  # a Parquet file is never read into memory
    described = connection.execute(f"DESCRIBE SELECT * FROM {scan.sql}").fetchall()
    types = {column: kind for column, kind, *_ in described}
    table = replace(table, kinds={column: types[origin] for column, origin in table.columns.items()})
    texts = _texts(table)
    _check_marks(connection, table, scan, name=name, titles=titles)
    if is_read:
        refuse_lost_letters(connection, table, scan, name=name)
    sample = (
        connection.execute(f"SELECT {', '.join(texts)} FROM {scan.sql} LIMIT {_SAMPLE}").fetchall() if texts else []
    )
    if legacy := legacy_name("\n".join(cell for row in sample for cell in row if cell)):
        raise Refused(legacy_finding(name, legacy))
    return table


def refuse_lost_letters(connection: duckdb.DuckDBPyConnection, table: RawTable, scan: Scan, *, name: str) -> None:
    """Refuse texts with lost letters or empty signs, with the first row: they would be printed, or taken for other words."""
    texts = _texts(table)
    if not texts:
        return
    lost, empty = _first(
        connection, scan, [" OR ".join(holds_sql(text, sign) for text in texts) for sign in (LOST, EMPTY)]
    )
    if lost is not None:
        raise Refused(lost_letters(name))
    if empty is not None:
        raise Refused(Finding("TEP-02", "tệp có ký tự rỗng trong chữ.", "xuất lại tệp.", file=name, row=empty))


def _check_marks(
    connection: duckdb.DuckDBPyConnection, table: RawTable, scan: Scan, *, name: str, titles: Mapping[str, str]
) -> None:
    """Refuse bytes that are no UTF-8."""
    quoted = _quoted(table)
    unmarked = [c for c in quoted if table.kinds[c] == "BLOB"]
    faults = [f"{quoted[c]} IS NOT NULL AND try(decode({quoted[c]})) IS NULL" for c in unmarked]
    for column, row in zip(unmarked, _first(connection, scan, faults)):
        if row is not None:
            problem = "chữ của cột không mang dấu UTF-8 và có chỗ không đọc được như UTF-8 (dòng đầu tiên được chỉ ra)."
            remedy = "xuất lại tệp, cột chữ kiểu chuỗi UTF-8 (STRING)."
            raise Refused(Finding("TEP-02", problem, remedy, file=name, row=row, column=titles[column]))


def _quoted(table: RawTable) -> dict[str, str]:
    """The columns of texts, as SQL names them."""
    return {c: '"' + table.columns[c].replace('"', '""') + '"' for c, kind in table.kinds.items() if is_text(kind)}


def _texts(table: RawTable) -> list[str]:
    """SQL of the cells of the columns of texts."""
    return [cell_sql(name, table.kinds[c]) for c, name in _quoted(table).items()]


def _first(connection: duckdb.DuckDBPyConnection, scan: Scan, faults: list[str]) -> tuple:
    """The number of the first row that has each fault, None where none has."""
    if not faults:
        return ()
    picks = ", ".join(f"min({scan.row}) FILTER (WHERE {fault})" for fault in faults)
    return one_row(connection, f"SELECT {picks} FROM {scan.sql}")
