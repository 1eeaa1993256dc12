"""From the parts of a source to the rows that count: no secrets, a unit for each row, copies once, conflicts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import Finding
from ..structure import Structure
from ..units import UnitNames
from .duplicates import Likeness, find_duplicates
from .folder import SourceFile
from .mixed_dates import mixture, taken_back
from .places import Places
from .strangers import explain_stranger
from .values import (
    AS_EXCEL,
    CASES,
    DAMAGED_ID,
    ERROR_CELL,
    FINE,
    MONTH_FIRST,
    NO_VALUE_YET,
    REASONS,
    SWAPPABLE,
    cases_sql,
    cell_fault,
    is_checked,
    quoted,
)

_AT_ONCE = 500  # rows that one statement inserts
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
class Narrowing(Places):
    """The steps, in their order. ``parts`` are the numbers of the files that were read, ``large`` those of them whose part
    is a view on the file: then no step copies a row. ``doubted`` collects the units that a row may have meant."""

    parts: Sequence[int]
    large: frozenset[int] = frozenset()
    doubted: set[str] = field(default_factory=set)

    def __post_init__(self):
        super().__post_init__()
        self._dates = [column.name for column in self.columns if column.type == "date"]
        self._all = " UNION ALL ".join(f"SELECT * FROM {self.table}_{number}" for number in self.parts)

    def drop_secrets(self, findings: list[Finding]) -> list[SourceFile]:
        """Refuse files with an unknown secrecy mark, and leave the rows of state secrets out, before any other look."""
        if "secrecy" not in self.titles:
            return []
        marks = self._places("secrecy__bad", origin=f"({self._all})")
        self._report(
            findings,
            marks,
            code="TEP-05",
            column="secrecy",
            problem="độ mật không thuộc danh mục nên cả tệp không được dùng.",
            remedy="ghi Thường, Mật, Tối mật hoặc Tuyệt mật; để trống nghĩa là Thường.",
        )
        files = sorted(marks)
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
        self._create(self._with_units(self._map_units(names, structure)))
        self._report(
            findings,
            self._places("unit_empty"),
            code="O-04",
            column="unit",
            problem="không ghi đơn vị.",
            remedy="ghi mã đơn vị như trong don_vi.csv.",
        )
        self._report_strangers(findings, names, structure)
        if self._is_any(f"{self.table}_units WHERE ended"):
            self._report(
                findings,
                self._places("ended"),
                code="DV-03",
                column="unit",
                problem="đơn vị không hoạt động vào ngày cuối kỳ, dòng chưa được tính.",
                remedy="kiểm tra Từ ngày, Đến ngày trong don_vi.csv, hoặc ghi đơn vị tiếp nhận.",
            )
        if self.source.date and self._is_any(f"{self.table}_units WHERE moved_on IS NOT NULL"):
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

    def _is_any(self, origin: str) -> bool:
        return bool(self._execute(f"SELECT count(*) FROM (SELECT 1 FROM {origin} LIMIT 1)").fetchone()[0])

    def _create(self, select: str) -> None:
        """The rows of the source and, as a view on them, its table. Small files are copied, and their parts go."""
        kind = "VIEW" if self.large else "TABLE"
        self._execute(f"CREATE OR REPLACE TEMP {kind} {self.table}_rows AS {select}")
        for number in self.parts if not self.large else ():
            self._execute(f"DROP TABLE {self.table}_{number}")
        self._show(f"SELECT *, false AS conflict FROM {self.table}_rows")

    def _show(self, select: str) -> None:
        """Make a selection the table of the source."""
        self._shown = select
        self._execute(f"CREATE OR REPLACE TEMP VIEW {self.table} AS {select}")

    def _map_units(self, names: UnitNames, structure: Structure) -> list[tuple]:
        """Each way in which the rows name a unit: the unit meant, who stands for it, whether it has ended without an heir,
        since when another stands for it. Also makes the table of those services that go elsewhere than their unit."""
        texts = self._execute(
            f"SELECT DISTINCT unit_text FROM ({self._all}) WHERE unit_text IS NOT NULL ORDER BY 1"
        ).fetchall()
        units, services = f"{self.table}_units", f"{self.table}_services"
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {units} (unit_text VARCHAR, unit_was VARCHAR, unit VARCHAR, ended BOOLEAN, moved_on TIMESTAMP)"
        )
        self._execute(f"CREATE OR REPLACE TEMP TABLE {services} (unit_was VARCHAR, service VARCHAR, unit VARCHAR)")
        known, moved_services = [], []
        for (text,) in texts:
            code = names.find(text)
            stands = structure.receiver(code) if code else None
            moved = structure.moved_on(code) if code else None
            known.append((text, code or text, stands, bool(code) and stands is None, moved))
            own = sorted(structure.services(code)) if code else ()
            moved_services += [(code, service, structure.receiver(code, service)) for service in own]
        self._insert(units, known)
        self._insert(services, moved_services)
        return known

    def _insert(self, table: str, rows: Sequence[tuple]) -> None:
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            places = ", ".join(f"({', '.join('?' * len(row))})" for row in some)
            self.connection.execute(f"INSERT INTO {table} VALUES {places}", [cell for row in some for cell in row])

    def _with_units(self, known: Sequence[tuple]) -> str:
        """SQL of the rows with their units: said in the SQL itself where few are called other than they are, else joined."""
        changed = [row for row in known if row[1:] != (row[0], row[0], False, None)]
        services = "service_id" in self.titles and self._is_any(f"{self.table}_services")
        if services or len(changed) > CASES:
            by_service = "s.unit_was = m.unit_was AND s.service = t.service_id" if services else "false"
            return (
                "SELECT t.* EXCLUDE (unit_text), m.unit_was, coalesce(s.unit, m.unit) AS unit, "
                "coalesce(m.ended AND s.unit IS NULL, false) AS ended, m.moved_on, t.unit_text IS NULL AS unit_empty "
                f"FROM ({self._all}) t LEFT JOIN {self.table}_units m USING (unit_text) "
                f"LEFT JOIN {self.table}_services s ON {by_service}"
            )
        was = cases_sql("unit_text", [(text, quoted(meant)) for text, meant, *_ in changed], rest="unit_text")
        unit = cases_sql("unit_text", [(text, quoted(unit)) for text, _, unit, *_ in changed], rest="unit_text")
        ended = cases_sql("unit_text", [(text, "true") for text, _, _, ended, _ in changed if ended], rest="false")
        days = [(text, f"TIMESTAMP '{day}'") for text, *_, day in changed if day]
        moved = cases_sql("unit_text", days, rest="NULL::TIMESTAMP")
        return (
            f"SELECT * EXCLUDE (unit_text), {was} AS unit_was, {unit} AS unit, {ended} AS ended, {moved} AS moved_on, "
            f"unit_text IS NULL AS unit_empty FROM ({self._all})"
        )

    def _report_strangers(self, findings: list[Finding], names: UnitNames, structure: Structure) -> None:
        """Units that the list does not have, each with what may be wrong about it; the text itself is not quoted."""
        if not self._is_any(f"{self.table}_units WHERE unit IS NULL"):
            return
        strange = "unit IS NULL AND NOT ended AND NOT unit_empty"
        found = self._execute(
            f"SELECT DISTINCT unit_was FROM {self.table} WHERE {strange} ORDER BY unit_was"
        ).fetchall()
        texts = [text for (text,) in found]
        named = [text for text in texts[:_NAMED_UNITS] if text]
        others = f"unit_was NOT IN ({', '.join(map(quoted, named))})" if named else "true"
        for text in [*named, *([""] if len(texts) > len(named) else [])]:
            problem, remedy = explain_stranger(text, names)
            if near := names.nearest(text):
                self.doubted.add(structure.receiver(near.id) or near.id)
            chosen = f"unit_was = {quoted(text)}" if text else others
            places = self._places(f"{strange} AND {chosen}")
            self._report(findings, places, code="DV-02", column="unit", problem=problem, remedy=remedy)

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
        alike = f"{self.table}_alike"
        find_duplicates(self.connection, self.table, Likeness(same, content, empty, is_keyed=bool(key)))
        self._report(
            findings,
            self._places("is_copy", origin=alike),
            code="DONG-01",
            column="",
            problem="dòng giống hệt một dòng khác, chỉ tính một lần.",
            remedy="xóa dòng thừa.",
        )
        damaged = [f"{name}__why = {DAMAGED_ID}" for name in ids]
        unknown = [
            f"{name}__why IN ({ERROR_CELL}, {NO_VALUE_YET})" for name in (*ids, *added) if not self._has_flag(name)
        ]
        doubts, once = [*damaged, *unknown, *([f"({empty})"] if key else [])], ""
        if self._is_any(alike):
            doubts.append("NOT is_copy")
            place = "file, row" if len(self.parts) > 1 else "row"  # a key of one column is found faster
            once = f"LEFT JOIN {alike} USING ({place}) WHERE is_copy IS DISTINCT FROM true"
        self._show(
            f"SELECT r.*, coalesce({' OR '.join(doubts) or 'false'}, false) AS conflict FROM {self.table}_rows r {once}"
        )
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
                self._places("NOT is_copy", origin=alike),
                code="DONG-02",
                column=ids[-1],
                problem="cùng một mã nhưng nội dung các dòng khác nhau.",
                remedy="giữ lại dòng đúng, hoặc sửa mã nếu là hai trường hợp khác nhau.",
            )

    def report_cells(self, findings: list[Finding]) -> frozenset[str]:
        """Report every cell that could not be read, and take back the dates of a column that may be month first.

        Returns the columns of which every cell could be read.
        """
        found = self._look()
        if self._doubt_mixed_dates(found):
            found = self._look()
        for column in self.columns:
            for reason in sorted(found[column.name]) if column.type != "unit" else ():
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
        return frozenset(name for name, reasons in found.items() if reasons <= {FINE, SWAPPABLE, AS_EXCEL})

    def _look(self) -> dict[str, set[int]]:
        """Column → the reasons that its cells have, in one pass; on the way, which days come in the wrong order."""
        order = _ORDER.get(self.source.name, ())
        picks = [f"bit_or(1::UINTEGER << {column.name}__why::UINTEGER)" for column in self.columns]
        picks += [f"count(*) FILTER (WHERE {_is_before(then, first)})" for first, then, _ in order]
        row = self._execute(f"SELECT {', '.join(picks)} FROM {self.table}").fetchone()
        self._unordered = [pair for pair, count in zip(order, row[len(self.columns) :]) if count]
        return {
            column.name: {reason for reason in REASONS if (bits or 0) >> reason & 1}
            for column, bits in zip(self.columns, row)
        }

    def _doubt_mixed_dates(self, found: Mapping[str, set[int]]) -> bool:
        """A column with 02/31 beside 02/03, or with Excel dates up to the 12th beside texts from the 13th on.

        The first was written month first; the second went through an Excel that takes the month first: it turns
        03/02 into 2 March and leaves 13/02 a text. Either way the readable dates of the column are in doubt.
        """
        dates = [name for name in self._dates if MONTH_FIRST in found[name] or any(self.sheets.values())]
        if not dates:
            return False
        picks = ", ".join(mixture(name) for name in dates)
        rows = self._execute(f"SELECT file, {picks} FROM {self.table} GROUP BY file ORDER BY file").fetchall()
        doubted: dict[str, list[str]] = {}
        for file, *signs in rows:
            for name, month_first, through_excel in zip(dates, signs[::2], signs[1::2]):
                if month_first or (through_excel and self.sheets.get(file)):
                    reason = SWAPPABLE if month_first else AS_EXCEL
                    doubted.setdefault(name, []).append(f"(file = {file} AND {name}__why = {reason})")
        if doubted:
            changes = ", ".join(taken_back(name, " OR ".join(places)) for name, places in doubted.items())
            self._show(f"SELECT * REPLACE ({changes}) FROM ({self._shown})")
        return bool(doubted)

    def report_order(self, findings: list[Finding]) -> None:
        """Report days that come in the wrong order; the figures take them as they are written."""
        for first, then, problem in self._unordered:
            self._report(
                findings,
                self._places(_is_before(then, first)),
                code="DONG-08",
                column=then,
                problem=problem,
                remedy="kiểm tra hai ngày với hồ sơ gốc và sửa ngày sai.",
            )

    def _has_flag(self, name: str) -> bool:
        return any(column.name == name and is_checked(column) for column in self.columns)


def _is_before(then: str, first: str) -> str:
    return f"{then}::DATE < {first}::DATE"


def _key_name(name: str) -> str:
    """Rows are told apart by the unit that they name, not by who stands for it today."""
    return "unit_was" if name == "unit" else f'"{name}"'
