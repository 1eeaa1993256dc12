"""Read a Parquet file: its known columns, which the engine scans where they lie."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import Finding
from .layout import find_layout
from .tables import ROW, RawTable, Refused, Wanted, scan_of


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
        scan=scan_of(path),
        row=f"{ROW} + 2",
        unused=layout.unused,
        rows=described.num_rows,
        machine=frozenset(
            c
            for c, kind in types.items()
            if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)
        ),
        whole_floats=frozenset(c for c, kind in types.items() if pa.types.is_floating(kind)),
        instants=frozenset(c for c, kind in types.items() if pa.types.is_timestamp(kind) and kind.tz),
    )
