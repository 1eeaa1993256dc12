"""Read a CSV file: its encoding, its delimiter, its records. A large regular one is left to the engine to scan."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from ..words.errors import Finding
from ..words.formatting import visible
from .body import Body
from .charset import decoded, legacy_name, undecoded
from .layout import Layout, Row, find_layout, has_required, known_columns, legacy_finding
from .tables import HEADER_ROWS, RawTable, Refused, Wanted

_SIGNS = ",;\t|"
_HEAD = 1_000_000  # bytes in which the first rows are looked for
_TEXT = re.compile(r'^="([^"]*)"$')  # how systems tell Excel that 00123 is a text
REMEDY = "mở bằng Excel hoặc LibreOffice, lưu lại dạng CSV UTF-8 hoặc XLSX."


def read_csv(path: Path, wanted: Wanted) -> RawTable:
    """Read the known columns of a CSV into memory. Raises Refused."""
    data = path.read_bytes()
    text, encoding = decoded(data)
    if not encoding:
        raise unreadable(data, wanted)
    if "\x00" in text:
        raise Refused(Finding("TEP-02", "tệp có ký tự rỗng, không phải CSV.", REMEDY, file=wanted.name))
    if name := legacy_name(text):
        raise Refused(legacy_finding(wanted.name, name))
    if "\ufffd" in text:
        raise Refused(lost_letters(wanted.name))
    text = visible(text)
    sign, skipped = delimiter(text, wanted)
    head = head_rows(text[skipped:], sign)
    if encoding == "cp1258" and not has_required(head, wanted):
        raise unreadable(data, wanted)
    layout = find_layout(head, wanted)
    rows = records(io.StringIO(text[skipped:], newline=""), sign, file=wanted.name)
    chunks, body = [], Body(wanted, layout, head[layout.at : layout.body])
    for kept, numbers in batches(rows, body):
        chunks.append(as_table(kept, numbers, layout))
    notes = body.notes(cut=not text.endswith(("\n", "\r")))
    texts = pa.concat_tables(chunks) if chunks else as_table([], [], layout)
    return RawTable({c: c for c in layout.columns}, texts, notes=notes, unused=layout.unused, coded=layout.coded)


def read_head(path: Path, wanted: Wanted) -> list[list[str]]:
    """The first rows of a CSV of any size. Raises Refused."""
    with path.open("rb") as file:
        data = file.read(_HEAD)
    whole = data if len(data) < _HEAD else data[: data.rfind(b"\n") + 1]
    text, encoding = decoded(whole)
    if not encoding:
        raise unreadable(whole, wanted)
    if name := legacy_name(text):
        raise Refused(legacy_finding(wanted.name, name))
    sign, skipped = delimiter(visible(text), wanted)
    return head_rows(visible(text)[skipped:], sign)


def unreadable(data: bytes, wanted: Wanted, *, row: int = 0) -> Refused:
    """The refusal of bytes that are no UTF-8; ``row`` is the first that is not, if it is known."""
    name = legacy_name(undecoded(data))
    if name and not name.startswith("UTF-8"):
        return Refused(legacy_finding(wanted.name, name))
    if not name:
        return Refused(Finding("TEP-02", "không nhận ra chắc chắn mã chữ của tệp.", REMEDY, file=wanted.name))
    return Refused(
        Finding(
            "TEP-02",
            "tệp là UTF-8 nhưng có chỗ hỏng (hoặc bị cắt ngang) từ dòng này.",
            "xuất lại tệp từ phần mềm gốc, không nối tay các tệp khác mã với nhau.",
            file=wanted.name,
            row=row or _first_fault(data),
        )
    )


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def lost_letters(file: str) -> Finding:
    """The refusal of a text in which letters have been replaced by the sign for "unknown"."""
    return Finding(
        "TEP-07",
        "tệp có ký tự thay thế (dấu hỏi trong hình thoi): một số chữ đã mất khi chuyển mã.",
        "xuất lại tệp từ phần mềm gốc với mã UTF-8.",
        file=file,
    )


def delimiter(text: str, wanted: Wanted) -> tuple[str, int]:
    """The delimiter, and how many characters a ``sep=`` line takes, which spreadsheets do not show."""
    first = text[:200].splitlines()[0] if text else ""
    bare = first.strip().strip('"')
    if bare.lower().startswith("sep=") and len(bare) <= 5:
        skipped = len(first) + (2 if text[len(first) : len(first) + 2] == "\r\n" else 1)
        return (bare[4:] or "\t"), skipped
    signs = [sign for sign in _SIGNS if sign in text[:500_000]] or [","]
    counts = {sign: known_columns(head_rows(text, sign), wanted) for sign in signs} if len(signs) > 1 else {signs[0]: 0}
    return max(counts, key=lambda sign: counts[sign]), 0


def head_rows(text: str, sign: str) -> list[list[str]]:
    """The first rows of a text, under one delimiter."""
    lines = text[:500_000].split("\n", HEADER_ROWS * 4)[: HEADER_ROWS * 4]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=sign):
            rows.append(row)
            if len(rows) > HEADER_ROWS:
                break
    except csv.Error:
        pass
    return rows


def records(lines: Iterable[str], sign: str, *, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number in a spreadsheet. Raises Refused where quotes do not fit together."""
    number = 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=sign, strict=True), 1):
            yield number, [_TEXT.sub(r"\1", cell) if cell[:2] == '="' else cell for cell in row]
    except csv.Error:
        raise Refused(
            Finding(
                "TEP-02",
                "dấu nháy kép không khép hoặc ô quá dài làm tệp không đọc được từ dòng này.",
                "kiểm tra dấu nháy kép ở dòng này; hoặc " + REMEDY,
                file=file,
                row=number + 1,
            )
        ) from None


def batches(
    rows: Iterable[tuple[int, Sequence]], body: Body, *, size: int = 20_000
) -> Iterator[tuple[list[Sequence], list[int]]]:
    """The records under the header, so many at a time, each with its number."""
    kept, numbers = [], []
    for number, row in rows:
        if number > body.layout.body and body.keeps(number, row):
            kept.append(row)
            numbers.append(number)
            if len(kept) == size:
                yield kept, numbers
                kept, numbers = [], []
    if kept:
        yield kept, numbers


def as_table(rows: Sequence[Row], numbers: Sequence[int], layout: Layout) -> pa.Table:
    """Rows as a table of the known columns and ``row__``."""
    data = {
        column: text_array([row[at] if at < len(row) else None for row in rows])
        for column, at in layout.columns.items()
    }
    at = np.fromiter(numbers, np.int64, len(numbers))
    return pa.table({**data, "row__": pa.Array.from_buffers(pa.int64(), len(at), [None, pa.py_buffer(at)])})


def text_array(texts: list[str | None]) -> pa.Array:
    """Texts as a column. Not ``pa.array``, which imports pandas: a third of a second that an evaluation does not need."""
    builder = pa.lib.StringBuilder()
    builder.append_values(texts)
    return builder.finish()
