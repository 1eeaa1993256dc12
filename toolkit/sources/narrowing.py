"""From the parts of a source to the rows that count: no secrets, a unit for each row, copies once, conflicts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from ..errors import Finding
from ..structure import Structure
from ..units import UnitNames
from ..vocabulary import Column, Source
from .folder import SourceFile
from .strangers import explain_stranger
from .values import (
    AS_EXCEL,
    DAMAGED_ID,
    ERROR_CELL,
    FINE,
    MIXED,
    MONTH_FIRST,
    NO_VALUE_YET,
    SWAPPABLE,
    cell_fault,
    is_checked,
)

_SHOWN_ROWS = 50  # findings of one kind in one file and column; the rest are counted in the last one
_NAMED_UNITS = 20  # unknown units that are looked at one by one
# Days that come in this order; a pair the other way round is a slip in one of them.
_ORDER = {
    "ho_so_tthc": (
        ("received_at", "returned_at", "ngày trả kết quả trước ngày tiếp nhận."),
        ("received_at", "due_at", "ngày hẹn trả trước ngày tiếp nhận."),
    ),
    "can_bo": (("joined_at", "left_at", "ngày ra trước ngày vào."),),
}


@dataclass
class Narrowing:
    """The steps, in their order. ``parts`` maps the number of each file that was read to the row of its first record
    where the part has no rows of its own; 0 where it has. ``doubted`` collects the units that a row may have meant."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    columns: Sequence[Column]
    files: Sequence[SourceFile]
    sheets: Mapping[int, str]
    parts: Mapping[int, int]
    titles: Mapping[str, str] = field(init=False)
    doubted: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.table = self.source.name
        self.titles = {column.name: column.header for column in self.columns}
        self._dates = [column.name for column in self.columns if column.type == "date"]
        selects = [
            f"SELECT * REPLACE ({f'rowid + {first}' if first else 'row'} AS row) FROM {self.table}_{number}"
            for number, first in self.parts.items()
        ]
        self._all = " UNION ALL ".join(selects)

    def drop_secrets(self, findings: list[Finding]) -> list[SourceFile]:
        """Refuse files with an unknown secrecy mark, and leave the rows of state secrets out, before any other look."""
        if "secrecy" not in self.titles:
            return []
        marks = self._execute(f"SELECT file, row FROM ({self._all}) WHERE secrecy__bad ORDER BY file, row").fetchall()
        self._report(
            findings,
            marks,
            code="TEP-05",
            column="secrecy",
            problem="độ mật không thuộc danh mục nên cả tệp không được dùng.",
            remedy="ghi Thường, Mật, Tối mật hoặc Tuyệt mật; để trống nghĩa là Thường.",
        )
        files = sorted({file for file, _ in marks})
        outside = f" AND file NOT IN ({', '.join(map(str, files))})" if files else ""
        self._all = (
            f"SELECT * REPLACE ('none' AS secrecy) FROM ({self._all}) "
            f"WHERE coalesce(secrecy, 'none') = 'none' AND NOT secrecy__bad{outside}"
        )
        return [self.files[number] for number in files]

    def resolve_units(self, findings: list[Finding], *, names: UnitNames, structure: Structure) -> frozenset[str]:
        """Give each row the unit that stands for the one it names; report the rows that nobody stands for."""
        if "unit" not in self.titles:
            self._create(f"SELECT *, NULL::VARCHAR AS unit, NULL::VARCHAR AS unit_was FROM ({self._all})")
            return frozenset()
        self._map_units(names, structure)
        by_service = "s.unit_was = m.unit_was AND s.service = t.service_id" if "service_id" in self.titles else "false"
        self._create(
            "SELECT t.* EXCLUDE (unit_text), m.unit_was, coalesce(s.unit, m.unit) AS unit, "
            "coalesce(m.ended AND s.unit IS NULL, false) AS ended, m.moved_on, t.unit_text IS NULL AS unit_empty "
            f"FROM ({self._all}) t LEFT JOIN unit_map m USING (unit_text) LEFT JOIN service_map s ON {by_service}"
        )
        self._report(
            findings,
            self._places("unit_empty"),
            code="O-04",
            column="unit",
            problem="không ghi đơn vị.",
            remedy="ghi mã đơn vị như trong don_vi.csv.",
        )
        self._report_strangers(findings, names, structure)
        self._report(
            findings,
            self._places("ended"),
            code="DV-03",
            column="unit",
            problem="đơn vị không hoạt động vào ngày cuối kỳ, dòng chưa được tính.",
            remedy="kiểm tra Từ ngày, Đến ngày trong don_vi.csv, hoặc ghi đơn vị tiếp nhận.",
        )
        if self.source.date:
            self._report(
                findings,
                self._places(f"unit IS NOT NULL AND {self.source.date} >= moved_on"),
                code="DV-04",
                column="unit",
                problem="dòng ghi đơn vị cũ sau ngày sắp xếp, đã tính cho đơn vị tiếp nhận.",
                remedy="ghi mã của đơn vị tiếp nhận.",
            )
        return frozenset(
            row[0] for row in self._execute(f"SELECT DISTINCT unit FROM {self.table} WHERE unit IS NOT NULL").fetchall()
        )

    def unplaced_files(self) -> frozenset[int]:
        """The files with rows that may be anybody's: without a unit, or most of them of units that nobody knows."""
        if "unit" not in self.titles:
            return frozenset()
        strange = "unit IS NULL AND NOT ended AND NOT unit_empty"
        found = self._execute(
            f"SELECT file FROM {self.table} GROUP BY file HAVING bool_or(unit_empty) OR 2 * count(*) FILTER (WHERE {strange}) > count(*)"
        ).fetchall()
        return frozenset(number for (number,) in found)

    def _create(self, select: str) -> None:
        """The table of the source, once; its parts are not needed any more."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {self.table} AS SELECT *, false AS conflict FROM ({select})")
        for number in self.parts:
            self._execute(f"DROP TABLE {self.table}_{number}")

    def _map_units(self, names: UnitNames, structure: Structure) -> None:
        texts = self._execute(
            f"SELECT DISTINCT unit_text FROM ({self._all}) WHERE unit_text IS NOT NULL ORDER BY 1"
        ).fetchall()
        self._execute(
            "CREATE OR REPLACE TEMP TABLE unit_map (unit_text VARCHAR, unit_was VARCHAR, unit VARCHAR, ended BOOLEAN, moved_on TIMESTAMP)"
        )
        self._execute("CREATE OR REPLACE TEMP TABLE service_map (unit_was VARCHAR, service VARCHAR, unit VARCHAR)")
        for (text,) in texts:
            code = names.find(text)
            stands = structure.receiver(code) if code else None
            row = [
                text,
                code or text,
                stands,
                bool(code) and stands is None,
                structure.moved_on(code) if code else None,
            ]
            self.connection.execute("INSERT INTO unit_map VALUES (?, ?, ?, ?, ?)", row)
            for service in sorted(structure.services(code)) if code else ():
                self.connection.execute(
                    "INSERT INTO service_map VALUES (?, ?, ?)", [code, service, structure.receiver(code, service)]
                )

    def _report_strangers(self, findings: list[Finding], names: UnitNames, structure: Structure) -> None:
        """Units that the list does not have, each with what may be wrong about it; the text itself is not quoted."""
        places = self._execute(
            f"SELECT unit_was, file, row FROM {self.table} WHERE unit IS NULL AND NOT ended AND NOT unit_empty ORDER BY unit_was, file, row"
        ).fetchall()
        by_text: dict[str, list[tuple[int, int]]] = {}
        for text, file, row in places:
            by_text.setdefault(text, []).append((file, row))
        named = dict(list(by_text.items())[:_NAMED_UNITS])
        named.pop("", None)
        rest = sorted(place for text, found in by_text.items() if text not in named for place in found)
        for text, found in [*named.items(), *([("", rest)] if rest else [])]:
            problem, remedy = explain_stranger(text, names)
            if near := names.nearest(text):
                self.doubted.add(structure.receiver(near.id) or near.id)
            self._report(findings, found, code="DV-02", column="unit", problem=problem, remedy=remedy)

    def drop_duplicates(self, findings: list[Finding], *, added: Sequence[str]) -> None:
        """Count identical rows once; mark rows of one key with different content, and rows without a readable key.

        ``added`` are columns of the plan: an error in one leaves the row unknown, for they have no flag of their own.
        """
        key = self.source.key
        ids = [name for name in key if name != "unit"]
        empty = " OR ".join(f'"{name}" IS NULL' for name in ids) or "false"
        content = ", ".join(_key_name(column.name) for column in self.columns)
        bad = ", ".join(f"{column.name}__bad" for column in self.columns if is_checked(column))
        content += f", {bad}" if bad else ""
        same = ", ".join(_key_name(name) for name in key) or content
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT rowid AS place, * FROM {self.table} WHERE hash({same}) IN "
            f"(SELECT hash({same}) FROM {self.table} WHERE NOT ({empty}) GROUP BY 1 HAVING count(*) > 1) AND NOT ({empty})"
        )
        copies = f"(SELECT place FROM (SELECT place, row_number() OVER (PARTITION BY {content} ORDER BY file, row) AS n FROM suspects) WHERE n > 1)"
        self._report(
            findings,
            self._places(f"rowid IN {copies}"),
            code="DONG-01",
            column="",
            problem="dòng giống hệt một dòng khác, chỉ tính một lần.",
            remedy="xóa dòng thừa.",
        )
        clash = (
            f"(SELECT place FROM (SELECT place, count(*) OVER (PARTITION BY {same}) AS n FROM suspects WHERE place NOT IN {copies}) WHERE n > 1)"
            if key
            else "(SELECT place FROM suspects WHERE false)"
        )
        damaged = [f"{name}__why = {DAMAGED_ID}" for name in ids]
        unknown = [
            f"{name}__why IN ({ERROR_CELL}, {NO_VALUE_YET})" for name in (*ids, *added) if not self._has_flag(name)
        ]
        if key:
            self._execute(f"UPDATE {self.table} SET conflict = true WHERE rowid IN {clash} OR {empty}")
        if faults := " OR ".join(damaged + unknown):
            self._execute(f"UPDATE {self.table} SET conflict = true WHERE {faults}")
        for name in ids:
            self._report(
                findings,
                self._places(f'"{name}" IS NULL'),
                code="O-04",
                column=name,
                problem="không ghi mã.",
                remedy="ghi mã của dòng; dòng tổng cộng thì xóa đi.",
            )
        if ids:
            self._report(
                findings,
                self._places(f"rowid IN {clash}"),
                code="DONG-02",
                column=ids[-1],
                problem="cùng một mã nhưng nội dung các dòng khác nhau.",
                remedy="giữ lại dòng đúng, hoặc sửa mã nếu là hai trường hợp khác nhau.",
            )
        self._execute(f"DELETE FROM {self.table} WHERE rowid IN {copies}")
        self._execute("DROP TABLE suspects")

    def report_cells(self, findings: list[Finding]) -> None:
        """Report every cell that could not be read, and take back the dates of a column that may be month first."""
        self._doubt_mixed_dates()
        found = self._execute(
            f"SELECT {', '.join(f'list(DISTINCT {c.name}__why)' for c in self.columns)} FROM {self.table}"
        ).fetchone()
        for column, reasons in zip(self.columns, found):
            for reason in sorted(reasons or ()) if column.type != "unit" else ():
                if fault := cell_fault(column, reason):
                    code, problem, remedy = fault
                    self._report(
                        findings,
                        self._places(f"{column.name}__why = {reason}"),
                        code=code,
                        column=column.name,
                        problem=problem,
                        remedy=remedy,
                    )

    def _doubt_mixed_dates(self) -> None:
        """A column with 02/31 beside 02/03, or with Excel dates up to the 12th beside texts from the 13th on.

        The first was written month first; the second went through an Excel that takes the month first: it turns
        03/02 into 2 March and leaves 13/02 a text. Either way the readable dates of the column are in doubt.
        """
        if not self._dates:
            return
        picks = ", ".join(_mixture(name) for name in self._dates)
        rows = self._execute(f"SELECT file, {picks} FROM {self.table} GROUP BY file ORDER BY file").fetchall()
        for file, *signs in rows:
            for name, month_first, through_excel in zip(self._dates, signs[::2], signs[1::2]):
                if month_first or (through_excel and self.sheets.get(file)):
                    self._execute(
                        f"UPDATE {self.table} SET {name} = NULL, {name}__bad = true, {name}__why = {MIXED} "
                        f"WHERE file = {file} AND {name}__why = {SWAPPABLE if month_first else AS_EXCEL}"
                    )

    def report_order(self, findings: list[Finding]) -> None:
        """Report days that come in the wrong order; the figures take them as they are written."""
        for first, then, problem in _ORDER.get(self.source.name, ()):
            self._report(
                findings,
                self._places(f"{then}::DATE < {first}::DATE"),
                code="DONG-08",
                column=then,
                problem=problem,
                remedy="kiểm tra hai ngày với hồ sơ gốc và sửa ngày sai.",
            )

    def _has_flag(self, name: str) -> bool:
        return any(column.name == name and is_checked(column) for column in self.columns)

    def _places(self, condition: str) -> list[tuple[int, int]]:
        return self._execute(f"SELECT file, row FROM {self.table} WHERE {condition} ORDER BY file, row").fetchall()

    def _report(
        self,
        findings: list[Finding],
        places: Sequence[tuple[int, int]],
        *,
        code: str,
        column: str,
        problem: str,
        remedy: str,
    ) -> None:
        for number, file in enumerate(self.files) if places else ():
            rows = [row for at, row in places if at == number]
            rest = len(rows) - _SHOWN_ROWS
            for shown, row in enumerate(rows[:_SHOWN_ROWS], 1):
                more = f" (và {rest} dòng khác phía dưới)" if shown == _SHOWN_ROWS and rest > 0 else ""
                findings.append(
                    Finding(
                        code,
                        problem.rstrip(".") + more + ".",
                        remedy,
                        file=file.name,
                        sheet=self.sheets.get(number, ""),
                        row=row,
                        column=self.titles.get(column, ""),
                        unit=file.unit or "",
                    )
                )

    def _execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(sql)


def _mixture(name: str) -> str:
    """SQL of the two signs that a column of days is in doubt, within one file."""
    excel, late = f"{name}__why = {AS_EXCEL}", f"{name}__why = {FINE} AND {name} IS NOT NULL"
    return (
        f"bool_or({name}__why = {MONTH_FIRST}), bool_or({excel}) AND bool_or({late}) AND NOT bool_or({name}__why = {SWAPPABLE}) "
        f"AND max(day({name})) FILTER (WHERE {excel}) <= 12 AND min(day({name})) FILTER (WHERE {late}) > 12"
    )


def _key_name(name: str) -> str:
    """Rows are told apart by the unit that they name, not by who stands for it today."""
    return "unit_was" if name == "unit" else f'"{name}"'
