"""The three kinds of trouble: a Finding in the data, a ToolkitError with what to do, and our own bugs (anything else)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, NamedTuple

from .codes import CODES, ERROR, INFO, WARNING
from .privacy import masked
from .unseen import UNSEEN

EXIT_OK, EXIT_BUG, EXIT_USAGE, EXIT_INCOMPLETE, EXIT_REFUSED = 0, 1, 2, 3, 4

_LONGEST = 1000
MOST_ROWS = 10_000  # findings of one kind in one file and column; the rest are counted in the last one

# Ids that join two files and match nothing: as errors they leave a figure or an award undecided.
UNTIED = frozenset({"BQ-02", "DE-02", "DONG-05", "SN-03"})
# Prose that stands in no report: no figure lacks, and yet the period is not whole.
UNPRINTED = frozenset({"NX-01", "NX-05"})
# A file that was delivered and could not be read: what it says is not known, whether a figure rests on it or not.
NOT_TAKEN = frozenset({"TEP-02"})


def is_left_out(findings: Iterable[Finding]) -> bool:
    """Whether something that was handed in is used nowhere: prose that stands in no report, a file that cannot be read.

    >>> is_left_out([Finding("TEP-02", "x", "y")]), is_left_out([Finding("TEP-02", "x", "y", lowered=True)])
    (True, False)
    """
    return any(each.code in UNPRINTED | NOT_TAKEN and each.level == ERROR for each in findings)


def harmless(text: str) -> str:
    """A text that no terminal and no reader can be fooled with: control and direction marks shown as a dot, cut if huge.

    >>> harmless("a\\x1b[31mb\\u202ec")
    'a·[31mb·c'
    """
    shown = text if text.isascii() and text.isprintable() else UNSEEN.sub("·", text)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


@lru_cache(maxsize=4096)
def _printable(text: str) -> str:
    """A text of a finding as it may be shown; most of them are said of many rows."""
    return masked(harmless(text))


class RowPlace(NamedTuple):
    """Where a row stands: the name of its file, of its sheet (empty in a file without sheets), and its number."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class Finding:
    """A fault in the data: what is wrong, where, and what to do. Cell values are never quoted, personal data never shown.

    ``row`` is numbered as a spreadsheet shows it (the first line is 1); 0 means no single row. ``for_unit`` is what the unit
    can do, where ``remedy`` names what only the office can: a command, the plan.

    >>> Finding("O-03", "giá trị không phải là số.", "nhập số.", file="2024/tham_dinh.csv", row=3, column="Điểm thẩm định").line()
    '[O-03] 2024/tham_dinh.csv › dòng 3 › cột "Điểm thẩm định": giá trị không phải là số. Cách sửa: nhập số.'
    """

    code: str
    problem: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    unit: str = ""
    target: str = ""
    lowered: bool = False
    for_unit: str = ""

    def __post_init__(self) -> None:
        for name in ("problem", "remedy", "for_unit", "file", "sheet", "column", "unit", "target"):
            object.__setattr__(self, name, _printable(getattr(self, name)))

    def at(self, place: RowPlace) -> Finding:
        """The same, of a row."""
        return replace(self, file=place.file, sheet=place.sheet, row=place.row)

    @property
    def level(self) -> str:
        """``error``, ``warning`` or ``info``; an error that touches no figure is lowered to a warning."""
        return WARNING if self.lowered else CODES[self.code].level

    @property
    def unit_remedy(self) -> str:
        """What the unit is told to do."""
        return self.for_unit or self.remedy

    def line(self) -> str:
        """The finding on one line, in the form that every message of the toolkit has."""
        where = [self.file, self.sheet]
        where += [f"dòng {self.row}"] if self.row else []
        where += [f'cột "{self.column}"'] if self.column else []
        place = " › ".join(part for part in where if part)
        head = f"[{self.code}] {place}: " if place else f"[{self.code}] "
        return " ".join(f"{head}{self.problem} Cách sửa: {self.remedy}".split())

    def sort_key(self) -> tuple[Any, ...]:
        """Order of findings everywhere: errors first, then by place."""
        rank = {ERROR: 0, WARNING: 1, INFO: 2}[self.level]
        return (rank, *(getattr(self, f.name) for f in fields(self) if f.name not in ("lowered", "for_unit")))


class ToolkitError(Exception):
    """A refusal in Vietnamese that says what to do; it carries every finding that caused it."""

    exit_code = EXIT_REFUSED

    def __init__(self, message: str, findings: Iterable[Finding] = ()):
        self.findings = tuple(findings)
        super().__init__("\n".join([masked(message), *(f"  {n}. {f.line()}" for n, f in enumerate(self.findings, 1))]))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: these lines, where IPython would print the way through the code."""
        return str(self).splitlines()


class UsageError(ToolkitError):
    """The command was typed wrongly: an unknown period, unit, kind or value of an option."""

    exit_code = EXIT_USAGE
