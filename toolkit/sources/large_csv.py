"""Large CSV files: the engine scans the regular ones, the others go row by row through a file on disk.

A file is regular where it can be shown, before and after the scan, that the engine's records are those that the row by
row reader would give: UTF-8, no blank line, quotes only around whole cells, as many cells in each row as in the
header, as many records as lines, an id and a unit in each, no row that could be a total or a header.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from ..words.errors import Finding
from ..words.formatting import visible
from .body import Body
from .charset import legacy_name
from .csv_file import REMEDY, as_table, batches, delimiter, head_rows, lost_letters, records, unreadable
from .layout import find_layout, legacy_finding
from .tables import ROW, Copying, RawTable, Refused, Scan, Wanted, engine_path, scan_of

LARGE = 32_000_000  # bytes from which on a CSV is not read into memory
_BLOCK = 8_000_000
_HEAD = 1_000_000
_LONGEST = 131_072  # the longest cell that the row by row reader takes; here, the longest line
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
# With the first bytes of whatever cannot be seen, of blanks beyond the usual ones and of letters in two characters.
_RARE = _CONTROLS + b"\xc2\xcc\xcd\xd8\xe2\xe3\xef"
_UNEVEN = re.compile(rb"\xc2\xa0|[\xcc\xcd]|\xe2\x80|\xe3\x80\x80")
_HIDDEN = re.compile(
    rb"\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xef\xbf\xbd|\xd8\x9c"
)


@dataclass
class _Lines:
    """What one pass over the bytes of a file tells: whether it is regular, and how many lines it has.

    ``plain``: no cell begins or ends with a blank, and no letter is written as two characters.
    """

    regular: bool = True
    plain: bool = True
    count: int = 0


def read_large(path: Path, wanted: Wanted, *, scratch: Path, by_row: bool = False) -> RawTable:
    """Read a large CSV: a scan for the engine, or with ``by_row`` a table in a file of ``scratch``. Raises Refused."""
    if not by_row and (table := _scan(path, wanted, scratch)):
        return table
    return _unpack(path, wanted, scratch)


def _scan(path: Path, wanted: Wanted, scratch: Path) -> RawTable | None:
    with path.open("rb") as file:
        start = file.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    try:
        head = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return None
    if "\x00" in head:
        return None
    sign, skipped = delimiter(head, wanted)
    if skipped or legacy_name(head):
        return None
    layout = find_layout(head_rows(head, sign), wanted)
    above = head.split("\n", layout.body)
    if len(above) <= layout.body or any(line.count('"') % 2 for line in above[: layout.body]):
        return None
    lines = _lines(path, sign.encode())
    if not lines.regular:
        return None
    names = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(layout.width))
    scan = (
        f"read_csv({engine_path(path)}, delim='{sign}', quote='\"', escape='\"', header=false, skip={layout.body}, "
        f"columns={{{names}}}, auto_detect=false, strict_mode=true, null_padding=false, max_line_size={_LONGEST}, hive_partitioning=false)"
    )
    before = tuple(f"c{n}" for n in range(min(layout.columns[name] for name in wanted.required)))
    count = lines.count - layout.body
    return RawTable(
        {column: f"c{at}" for column, at in layout.columns.items()},
        Scan(
            scan,
            f"{ROW} + {layout.body + 1}",
            count,
            copying=Copying(_place(path, scratch), count, before),
            plain=lines.plain,
        ),
        unused=layout.unused,
        coded=layout.coded,
    )


def _lines(path: Path, sign: bytes) -> _Lines:
    """One pass over the bytes. Blank lines and line ends inside quotes show later: then records are fewer than lines.

    Bytes that are no UTF-8 stop the engine's scan.
    """
    lines, inside, before = _Lines(), False, b"\n"
    edges = bytes(1 if c in sign + b'\n\r"' else 2 if c in b" \t" else 0 for c in range(256))
    size, read = path.stat().st_size, 0
    with path.open("rb") as file:
        while lines.regular and (block := file.read(_BLOCK)):
            read += len(block)
            if read == len(block):
                block = block.removeprefix(codecs.BOM_UTF8)
            if read == size:
                block = block.rstrip(b"\r\n") + b"\n"
            around = before[-3:] + block
            lines.count += block.count(b"\n")
            if len(around.translate(None, _RARE)) < len(around):
                lines.regular = len(around.translate(None, _CONTROLS)) == len(around) and not _HIDDEN.search(around)
                lines.plain = lines.plain and not _UNEVEN.search(around)
            lines.plain = lines.plain and not _blank_at_an_edge(around, edges)
            if b"\r" in block and block.count(b"\r") - block.endswith(b"\r") != block.count(b"\r\n"):
                lines.regular = False
            if b'"' in block:
                inside, fits = _quoted(block, before[-1], inside, sign[0])
                lines.regular &= fits
            before = block
    lines.regular &= not inside
    return lines


def _blank_at_an_edge(block: bytes, edges: bytes) -> bool:
    kinds = np.frombuffer(block.translate(edges), np.uint8)
    return bool((kinds[1:] + kinds[:-1] == 3).any())


def _quoted(block: bytes, before: int, inside: bool, sign: int) -> tuple[bool, bool]:
    """Whether a block ends inside quotes, and whether every quote stands at the edge of a cell or beside another."""
    data = np.frombuffer(bytes([before]) + block, np.uint8)
    quotes = data == 34
    quotes[0] = False
    inner = (np.cumsum(quotes, dtype=np.int64) + inside) % 2 == 1  # after each byte: inside quotes
    opening = np.flatnonzero(quotes & inner)
    return bool(inner[-1]), bool(np.isin(data[opening - 1], (sign, 10, 34)).all())


def _place(path: Path, scratch: Path) -> Path:
    """Where the records of a large CSV go as Parquet, for as long as they are needed."""
    return scratch / f"{path.stem}-{abs(hash(path.name))}.parquet"


def _unpack(path: Path, wanted: Wanted, scratch: Path) -> RawTable:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = _encoding(head)
    with path.open("r", encoding=encoding, errors="strict", newline="") as file:
        try:
            return _unpack_text(file, wanted, _place(path, scratch))
        except UnicodeDecodeError:
            pass
    raise unreadable(head, wanted, row=_first_fault(path))


def _first_fault(path: Path) -> int:
    """The line of the first byte that is no UTF-8."""
    decoder, count = codecs.getincrementaldecoder("utf-8-sig")(), 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                count += decoder.decode(block).count("\n")
            except UnicodeDecodeError as error:
                return count + error.object.count(b"\n", 0, error.start)
    return count


def _encoding(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start:4096:2].count(0) > 0.4 * len(head[start:4096:2]):
            return name
    return "utf-8-sig"


def _unpack_text(file: io.TextIOBase, wanted: Wanted, place: Path) -> RawTable:
    head = file.read(_HEAD)
    if name := legacy_name(head):
        raise Refused(legacy_finding(wanted.name, name))
    sign, skipped = delimiter(visible(head), wanted)
    rows = head_rows(visible(head[skipped:]), sign)
    layout = find_layout(rows, wanted)
    body = Body(wanted, layout, rows[layout.at : layout.body])
    file.seek(0)
    file.read(skipped)
    writer, ended_within, count = None, [False], 0
    try:
        for kept, numbers in batches(records(_clean(file, wanted, ended_within), sign, file=wanted.name), body):
            table = as_table(kept, numbers, layout)
            writer = writer or pq.ParquetWriter(place, table.schema, compression="zstd", compression_level=1)
            writer.write_table(table)
            count += table.num_rows
    finally:
        if writer:
            writer.close()
    notes = body.notes(cut=ended_within[0])
    if writer is None:
        return RawTable(
            {c: c for c in layout.columns},
            as_table([], [], layout),
            notes=notes,
            unused=layout.unused,
            coded=layout.coded,
        )
    return RawTable(
        {c: c for c in layout.columns},
        Scan(scan_of(place), "row__", count, file=place),
        notes=notes,
        unused=layout.unused,
        coded=layout.coded,
    )


def _clean(lines: Iterator[str], wanted: Wanted, ended_within: list[bool]) -> Iterator[str]:
    """The lines without what cannot be seen; afterwards ``ended_within[0]`` says whether the last one was cut."""
    for line in lines:
        ended_within[0] = not line.endswith(("\n", "\r"))
        if "\x00" in line:
            raise Refused(Finding("TEP-02", "tệp có ký tự rỗng, không phải CSV.", REMEDY, file=wanted.name))
        if "\ufffd" in line:
            raise Refused(lost_letters(wanted.name))
        yield visible(line)
