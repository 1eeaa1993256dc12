"""Where a sheet has its headers, under titles and over two rows, and which column is which."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..words.errors import Finding
from ..words.formatting import fold, foreign_letter, latinised
from .charset import legacy_name
from .tables import HEADER_ROWS, Refused, Wanted, or_mapped

Row = Sequence[str | None]
_RESEMBLES = 0.55  # how alike a header is to one that is missing for it to be named
_NEAR = 0.84  # how alike two headers are for one to be pointed out as perhaps the other


@dataclass(frozen=True)
class Layout:
    """The header's first row (from 0), how many rows it has, its width, column → position, the headers of no column, and
    the columns under a header that brings codes (with that header, folded)."""

    at: int
    depth: int
    width: int
    columns: Mapping[str, int]
    unused: tuple[str, ...] = ()
    coded: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> int:
        """The first row (from 0) under the header."""
        return self.at + self.depth


def known_columns(rows: Sequence[Row], wanted: Wanted) -> int:
    """How many columns the best header among the first rows names: to choose a delimiter or a sheet."""
    return len(set(_best(rows, wanted)[2].values()))


def has_required(rows: Sequence[Row], wanted: Wanted) -> bool:
    """Whether the best header among the first rows names every column that is always needed."""
    return set(wanted.required) <= set(_best(rows, wanted)[2].values())


def find_layout(rows: Sequence[Row], wanted: Wanted, *, sheet: str = "") -> Layout:
    """Find the header among the first rows. Raises Refused where a required column is missing or a column comes twice."""
    at, depth, named = _best(rows, wanted)
    head = list(rows[at : at + depth])
    columns, faults = _columns(named, _names(rows, at, depth), wanted, sheet=sheet, row=at + depth)
    faults += _foreign(head, wanted, columns, sheet=sheet, row=at + 1)
    missing = [c for c in wanted.required if c not in columns and not any(f.column == wanted.titles[c] for f in faults)]
    if missing and (name := legacy_name("\n".join(str(cell) for row in rows[:HEADER_ROWS] for cell in row if cell))):
        raise Refused(legacy_finding(wanted.name, name, sheet=sheet))
    taken, names = set(columns.values()), _names(rows, at, depth)
    unused = tuple(
        " ".join(each[0].split()) for n, each in enumerate(names) if each and n not in taken and each[0].strip()
    )
    faults += [_missing(c, head, wanted, columns, unused, sheet=sheet) for c in missing]
    if faults:
        raise Refused(*faults)
    coded = {c: key for c, n in columns.items() for key in map(wanted.key, names[n]) if key in wanted.codes}
    width = max((len(row) for row in head), default=0)
    return Layout(at, depth, width, columns, unused, coded)


def header_of(rows: Sequence[Row], wanted: Wanted) -> tuple[str, ...]:
    """The header as it stands in a file, one text for each column, some of them empty; where no header is known, or one
    alone (which a word of the data may be like), the first row of several different texts."""
    at, depth, named = _best(rows, wanted)
    if len(set(named.values())) < 2:
        first = next((n for n, row in enumerate(rows[:HEADER_ROWS]) if _may_be_header(row)), None)
        is_before = first is not None and (first <= at or not named)
        at, depth = (first or 0, 1) if is_before or not named else (at, depth)
    return tuple(" ".join(names[0].split()) if names else "" for names in _names(rows, at, depth))


def _may_be_header(row: Row) -> bool:
    filled = [fold(str(cell)) for cell in row if cell and str(cell).strip()]
    return len(filled) > 2 and len({*filled}) == len(filled) and not any(cell.isdigit() for cell in filled)


def resembling(title: str, headers: Sequence[str]) -> tuple[str, ...]:
    """The headers that may be a column under another name, the most alike first.

    >>> resembling("Trạng thái", ["Ghi chú", "Tình trạng", "Trạng thái xử lý"])
    ('Trạng thái xử lý', 'Tình trạng')
    """
    own = fold(title)
    likeness = {each: difflib.SequenceMatcher(None, fold(each[:200]), own).ratio() for each in headers}
    near = [each for each in likeness if likeness[each] >= _RESEMBLES or own in fold(each)]
    return tuple(sorted(near, key=lambda each: (own not in fold(each), -likeness[each], each)))


def legacy_finding(file: str, name: str, *, sheet: str = "") -> Finding:
    """The refusal of a text in an old or broken encoding."""
    mojibake = name.startswith("UTF-8")
    return Finding(
        "TEP-07",
        f"chữ trong tệp là {name}, không phải Unicode đọc được." if not mojibake else f"chữ trong tệp bị hỏng: {name}.",
        "xuất lại tệp từ phần mềm gốc với mã UTF-8; khi mở CSV bằng Excel thì chọn mã 65001 (UTF-8)."
        if mojibake
        else "chuyển cả tệp sang Unicode (ví dụ bằng bảng chuyển mã của UniKey), rồi lưu lại dạng XLSX hoặc CSV UTF-8.",
        file=file,
        sheet=sheet,
    )


def _best(rows: Sequence[Row], wanted: Wanted) -> tuple[int, int, dict[int, str]]:
    """The header row, or the two rows, that name most columns; a single row where two name no more."""
    best: tuple[int, int, dict[int, str]] = (0, 1, {})
    for depth in (1, 2):
        for at in range(min(len(rows), HEADER_ROWS) - depth + 1):
            found = {}
            for position, names in enumerate(_names(rows, at, depth)):
                if column := next((c for name in names if (c := wanted.column(name))), None):
                    found[position] = column
            if len(set(found.values())) > len(set(best[2].values())):
                best = (at, depth, found)
            if len(set(best[2].values())) == len(wanted.columns):
                return best
    return best


def _names(rows: Sequence[Row], at: int, depth: int) -> list[list[str]]:
    """What each column may be called: under a parent ``parent child``, else the child; a lone cell spans both rows."""
    if depth == 1:
        return [[str(cell)] if cell else [] for cell in (rows[at] if rows else ())]
    above, below = rows[at], rows[at + 1]
    names, parent = [], ""
    for position in range(max(len(above), len(below))):
        own = str(above[position] or "").strip() if position < len(above) else ""
        child = str(below[position] or "").strip() if position < len(below) else ""
        parent = own or (parent if child else "")
        names.append([f"{parent} {child}", child] if child else [own] if own else [])
    return names


def _columns(
    named: Mapping[int, str], names: Sequence[Sequence[str]], wanted: Wanted, *, sheet: str, row: int
) -> tuple[dict[str, int], list[Finding]]:
    """Column → position. A proper name goes before that of a known system; two of one rank are a fault."""
    ranked: dict[str, dict[bool, list[int]]] = {}
    for position, column in named.items():
        proper = any(wanted.key(name) in wanted.headers for name in names[position])
        ranked.setdefault(column, {True: [], False: []})[proper].append(position)
    columns, faults = {}, []
    for column, positions in ranked.items():
        chosen = positions[True] or positions[False]
        columns[column] = chosen[0]
        if len(chosen) > 1:
            letters = ", ".join(letter(position) for position in chosen)
            faults.append(
                Finding(
                    "COT-03",
                    f"{len(chosen)} cột trong tệp ({letters}) cùng là cột này.",
                    "giữ một cột, xóa hoặc đổi tên cột kia" + _or_taught(wanted, "cột đúng"),
                    file=wanted.name,
                    sheet=sheet,
                    row=row,
                    column=wanted.titles[column],
                )
            )
    return columns, faults


def _foreign(head: Sequence[Row], wanted: Wanted, columns: Mapping[str, int], *, sheet: str, row: int) -> list[Finding]:
    """Headers that are ours but for a look-alike letter of another alphabet."""
    faults = []
    for cell in (str(cell) for cells in head for cell in cells if cell):
        strange = foreign_letter(cell)
        column = wanted.column(latinised(cell)) if strange else None
        if strange and column and column not in columns:
            faults.append(
                Finding(
                    "COT-04",
                    f'tên cột có chữ "{strange[0]}" của bảng chữ cái {strange[1]}, không phải chữ "{strange[2]}".',
                    f'gõ lại tên cột: "{wanted.titles[column]}".',
                    file=wanted.name,
                    sheet=sheet,
                    row=row,
                    column=wanted.titles[column],
                )
            )
    return faults


def _missing(
    column: str, head: Sequence[Row], wanted: Wanted, columns: Mapping[str, int], unused: Sequence[str], *, sheet: str
) -> Finding:
    title, taken = fold(wanted.titles[column]), set(columns.values())
    near = [
        position
        for cells in head
        for position, cell in enumerate(cells)
        if cell
        and position not in taken
        and difflib.SequenceMatcher(None, fold(str(cell)[:200]), title).ratio() >= _NEAR
    ]
    told = unused if len(columns) > 1 else ()  # a row of which nothing else is known may be somebody's data
    hint = f" Cột {letter(near[0])} có tên gần giống: nếu đúng là cột này thì sửa lại tên." if columns and near else ""
    return Finding(
        "COT-01",
        "thiếu cột bắt buộc nên không đọc được tệp.",
        f"thêm cột này, đúng tên như mẫu{'' if wanted.is_list else f'; {or_mapped(wanted.name, told)}'}.{hint}",
        file=wanted.name,
        sheet=sheet,
        column=wanted.titles[column],
        for_unit=f"thêm cột này, đúng tên như mẫu.{hint}",
    )


def _or_taught(wanted: Wanted, what: str) -> str:
    """The other way to mend a header: the plan's ``sources``, which know the sources of a period only."""
    return "." if wanted.is_list else f"; hoặc khai {what} ở sources trong ke_hoach.yaml."


def letter(position: int) -> str:
    """The letters that a spreadsheet shows above a column.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    text, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text
