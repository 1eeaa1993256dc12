"""What is wanted of a file, and the table that its reader gives back. Only known columns are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from ..plan.source_words import NO_WORDS, SourceWords
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.vocabulary import Column, Source
from .dictionary import Words, dictionary, with_words

HEADER_ROWS = 30  # headers are looked for in the first rows, under titles
_SHOWN_HEADERS, _SHOWN_LETTERS = 8, 40  # of a file that a message names
# What a reader puts in place of a cell that has no value of its own; no such text is a date, a number or a word.
ERROR_CELL, UNCOMPUTED, MANGLED, MERGED_CELL, UNREAD_CELL = "#N/A", "#CALC!", "#ID!", "#MERGED!", "#UNREAD!"
SIGNS = (ERROR_CELL, UNCOMPUTED, MANGLED, MERGED_CELL, UNREAD_CELL)
# Before a number that the file holds as a number: its dot is certainly the decimal sign.
# Not a blank for Python, as some control characters are; readers take it out of whatever people write.
EXACT = "\x01"
# The number of a column in its header: "(1) Mã hồ sơ", "2. Trạng thái", "Ghi chú (3)".
_NUMBERED = re.compile(r"^\s*(?:[\[(]\d{1,2}[\])]|\d{1,2}[.)])\s*(?=\D)|\s*[\[(]\d{1,2}[\])]\s*$")
ROW = "file_row_number"  # the column that the engine adds to a Parquet file that it scans


class Refused(Exception):
    """A file that cannot be read safely; it carries its findings."""

    def __init__(self, *findings: Finding):
        super().__init__()
        self.findings = findings


@dataclass(frozen=True)
class Wanted:
    """What is looked for in a file, which findings call ``name``: the columns of a source and how headers spell them.

    ``headers`` maps a folded header to a column; ``spare`` does for headers of known systems, taken where a file
    has no column of the proper name; ``codes`` are words that mean something under one of those alone. ``unit``: whose
    file it is by its name, which a file without a column of the unit is taken by. ``is_list``: a list typed by hand
    beside the plan, whose ``sources`` do not reach it; cells may lack at the end of its rows.
    """

    name: str
    columns: Sequence[Column]
    required: Sequence[str]
    headers: Mapping[str, str]
    spare: Mapping[str, str] = field(default_factory=dict)
    codes: Words = field(default_factory=dict)
    unit: str = ""
    is_list: bool = False

    @classmethod
    def of(
        cls,
        source: Source,
        *,
        name: str,
        required: Sequence[str] | None = None,
        words: SourceWords = NO_WORDS,
        unit: str | None = None,
    ) -> Wanted:
        """Everything of a source, with what the plan adds to it, then what the shipped dictionary knows of it."""
        known = dictionary(source.name)
        headers = {fold(column.header): column.name for column in source.columns}
        headers |= {fold(word): column for column, spelled in words.headers.items() for word in spelled}
        spare = {word: column for word, column in known.headers.items() if word not in headers}
        columns = [
            with_words(with_words(column, words.values.get(column.name, {})), known.words.get(column.name, {}))
            if column.values
            else column
            for column in source.columns
        ]
        columns += [Column(name, next(iter(words.headers[name]), name)) for name in words.added(source)]
        needed = source.required if required is None else required
        if unit:
            needed = tuple(column for column in needed if column != "unit")
        is_list = required is not None
        return cls(name, tuple(columns), needed, headers, spare, known.codes, unit or "", is_list)

    @property
    def titles(self) -> dict[str, str]:
        """Column → its header as people know it."""
        return {column.name: column.header for column in self.columns}

    def columns_under(self, coded: Mapping[str, str]) -> tuple[Column, ...]:
        """The columns, those under a header that brings codes (``coded``: column → folded header) with what these mean."""
        return tuple(with_words(c, self.codes[coded[c.name]]) if c.name in coded else c for c in self.columns)

    def column(self, header: str) -> str | None:
        """The column that a header names, by its proper name or by one of a known system."""
        key = self.key(header)
        return self.headers.get(key) or self.spare.get(key)

    def key(self, header: str) -> str:
        """A header as ``headers``, ``spare`` and ``codes`` have it: folded, and without the number of its column where it is
        known only so."""
        whole = fold(header)
        bare = fold(unnumbered(header)) if whole not in self.headers and whole not in self.spare else ""
        return bare if bare in self.headers or bare in self.spare else whole


def unsafe(wanted: Wanted, problem: str) -> Refused:
    """The refusal of a file that must not be unpacked."""
    remedy = "mở tệp bằng Excel hoặc LibreOffice, chép riêng bảng số liệu sang sổ tính mới rồi gửi lại."
    return Refused(Finding("TEP-10", f"{problem}; tệp không được mở.", remedy, file=wanted.name))


def no_workbook(wanted: Wanted, problem: str, *, row: int = 0) -> Refused:
    """The refusal of a file that is no workbook, or a damaged or locked one."""
    remedy = "mở bằng Excel hoặc LibreOffice, lưu lại dạng XLSX không mật khẩu."
    return Refused(Finding("TEP-02", f"{problem}.", remedy, file=wanted.name, row=row))


class Copying(NamedTuple):
    """A large CSV becomes the Parquet file ``to`` first, and is regular only if it gives ``records``; ``before`` are its columns
    left of the first that is needed, in which a total or a signature would stand."""

    to: Path
    records: int
    before: tuple[str, ...]


@dataclass(frozen=True)
class Scan:
    """Rows that the engine reads where they lie: ``sql`` stands after FROM and gives them in the file's order, ``row`` is the
    SQL of their numbers, ``count`` how many there are.

    ``file`` is the Parquet file that the readers made. ``is_typed``: a Parquet file that somebody handed in, whose columns are
    of the engine's types; one that the readers made has texts only. ``plain``: no cell holds what cannot be seen, blanks around
    it, or letters of several characters.
    """

    sql: str
    row: str
    count: int
    file: Path | None = None
    copying: Copying | None = None
    is_typed: bool = False
    plain: bool = False


@dataclass(frozen=True)
class RawTable:
    """A file's known columns: canonical name → name in ``rows``, which are texts with the spreadsheet's row of each record in
    ``row__``, or stay in the file and are scanned there.

    ``machine`` names the columns whose cells are real numbers; ``kinds`` are the engine's types of the columns of a typed
    file, once it was asked; ``signs`` the decimal signs of its numbers. ``notes`` are findings that do not refuse the file,
    ``unused`` its headers that are no known column, ``coded`` the columns under a header that brings codes (and that header,
    folded); ``unit`` is whose rows they all are, where no column says it.
    """

    columns: Mapping[str, str]
    rows: pa.Table | Scan
    machine: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    notes: tuple[Finding, ...] = ()
    unused: tuple[str, ...] = ()
    coded: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""

    @property
    def scan(self) -> Scan | None:
        """How the rows are scanned; None where they are in memory."""
        return self.rows if isinstance(self.rows, Scan) else None

    @property
    def is_typed(self) -> bool:
        """Whether its columns are of the engine's types."""
        return self.scan is not None and self.scan.is_typed


def unnumbered(header: str) -> str:
    """A header without the number of its column.

    >>> unnumbered("(1) Mã hồ sơ"), unnumbered("2. Mức độ (5)"), unnumbered("3")
    ('Mã hồ sơ', 'Mức độ', '3')
    """
    return _NUMBERED.sub("", header)


def or_mapped(file: str, unused: Sequence[str] = ()) -> str:
    """The other way to mend a header or a word, with the headers of that file that are no column yet.

    >>> or_mapped("2024/van_ban.csv", ["Trích yếu", "Người ký"])
    'hoặc chạy thidua map 2024/van_ban.csv (cột của tệp chưa dùng: Trích yếu, Người ký)'
    """
    typed = f'"{file}"' if " " in file else file
    listed = ", ".join(header[:_SHOWN_LETTERS] for header in unused[:_SHOWN_HEADERS])
    more = ", …" if len(unused) > _SHOWN_HEADERS else ""
    return f"hoặc chạy thidua map {typed}" + (f" (cột của tệp chưa dùng: {listed}{more})" if unused else "")


def scan_of(path: Path) -> str:
    """SQL of a Parquet file with its ``ROW``."""
    return f"read_parquet({engine_path(path)}, {ROW}=true, hive_partitioning=false)"


def engine_path(path: Path) -> str:
    """A path as SQL for the engine's readers: no sign of it is a pattern, no folder of it a column."""
    return "'" + re.sub(r"([*?\[])", r"[\1]", str(path.absolute())).replace("'", "''") + "'"
