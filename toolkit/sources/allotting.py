"""Which unit each row counts for: whoever stands for the unit that it names, of a divided one by the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..units.model import UnitNames
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.ids import IdIndex
from .conserving import conserve
from .places import Places
from .queries import count_of
from .strangers import explain_stranger
from .tables import or_mapped
from .values import CASES, FINE, cases_sql, quoted

_AT_ONCE = 500  # rows that one statement inserts
_SERVICE = "service_id"
_STRANGE = "unit IS NULL AND NOT ended AND NOT unit_empty AND NOT unallotted"


@dataclass(frozen=True)
class _Known:
    """A way in which rows name a unit: the unit meant, who stands for it, whether it has ended without an heir, since when
    another stands for it, and whether some of its services go elsewhere."""

    text: str
    unit: str
    receiver: str | None
    ended: bool
    moved_on: object
    is_split: bool

    @property
    def row(self) -> tuple:
        return self.text, self.unit, self.receiver, self.ended, self.moved_on, self.is_split


@dataclass
class Allotting(Places):
    """``parts`` are the numbers of the files that were read, ``large`` those of them whose part is a view on the file: then
    no step copies a row; ``lacking`` are the files without the column of the service. ``doubted`` collects the units that a row may have meant, ``unallotted`` those that may be the
    receivers of rows of a divided unit, by the unit that the rows name."""

    parts: Sequence[int]
    large: frozenset[int] = frozenset()
    lacking: frozenset[int] = frozenset()
    doubted: set[str] = field(default_factory=set)
    unallotted: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self):
        super().__post_init__()
        self._all = " UNION ALL ".join(f"SELECT * FROM {self.table}_{number}" for number in self.parts)

    def resolve_units(self, names: UnitNames, *, structure: Structure) -> tuple[frozenset[str], list[Finding]]:
        """Give each row the unit that stands for the one it names. The units found, and the rows that nobody stands for."""
        if "unit" not in self.titles:
            self._create(
                f"SELECT *, NULL::VARCHAR AS unit, NULL::VARCHAR AS unit_was, false AS unallotted FROM ({self._all})"
            )
            return frozenset(), []
        before = self._count(f"({self._all})")
        self._create(self._with_units(self._map_units(names, structure), structure))
        conserve(before, self._count(f"{self.table}_rows"), step=f"giving the rows of {self.table} their units")
        findings = self._told(
            self._places("unit_empty"),
            code="O-04",
            column="unit",
            problem="không ghi đơn vị.",
            remedy="ghi mã đơn vị như trong don_vi.csv.",
        )
        findings += self._strangers(names, structure)
        findings += self._not_allotted(structure)
        if self._is_any(f"{self.table}_units WHERE ended OR is_split"):
            findings += self._told(
                self._places("ended"),
                code="DV-03",
                column="unit",
                problem="đơn vị không hoạt động vào ngày cuối kỳ, dòng chưa được tính.",
                remedy="ghi đơn vị tiếp nhận vào sap_nhap.csv, hoặc sửa Từ ngày, Đến ngày trong don_vi.csv nếu sai; đơn vị đã ra "
                "khỏi cơ quan mà không đơn vị nào nhận việc thì ghi đơn vị giữ hồ sơ của nó làm đơn vị tiếp nhận, vì các dòng "
                "này vẫn là việc của cơ quan.",
            )
        if self.source.date and self._is_any(f"{self.table}_units WHERE moved_on IS NOT NULL"):
            findings += self._told(
                self._places(f"unit IS NOT NULL AND {self.source.date} >= moved_on"),
                code="DV-04",
                column="unit",
                problem="dòng ghi đơn vị cũ sau ngày sắp xếp, đã tính cho đơn vị tiếp nhận.",
                remedy="ghi mã của đơn vị tiếp nhận.",
            )
        units = self._execute(f"SELECT DISTINCT unit FROM {self.table} WHERE unit IS NOT NULL").fetchall()
        return frozenset(unit for (unit,) in units), findings

    def unplaced_files(self) -> frozenset[int]:
        """The files with rows that may be anybody's: without a unit, or most of them of units that nobody knows."""
        if "unit" not in self.titles:
            return frozenset()
        found = self._execute(
            f"SELECT file FROM {self.table} GROUP BY file HAVING bool_or(unit_empty) OR 2 * count(*) FILTER (WHERE {_STRANGE}) > count(*)"
        ).fetchall()
        return frozenset(number for (number,) in found)

    def _is_any(self, origin: str) -> bool:
        return count_of(self.connection, f"(SELECT 1 FROM {origin} LIMIT 1)") > 0

    def _count(self, origin: str) -> int:
        return count_of(self.connection, origin)

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

    def _map_units(self, names: UnitNames, structure: Structure) -> list[_Known]:
        """Each way in which the rows name a unit."""
        texts = self._execute(
            f"SELECT DISTINCT unit_text FROM ({self._all}) WHERE unit_text IS NOT NULL ORDER BY 1"
        ).fetchall()
        known = []
        for (text,) in texts:
            code = names.find(text)
            stands = structure.receiver(code) if code else None
            moved = structure.moved_on(code) if code else None
            is_split = code is not None and _SERVICE in self.titles and bool(structure.services(code))
            known.append(_Known(text, code or text, stands, bool(code) and stands is None, moved, is_split))
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table}_units (unit_text VARCHAR PRIMARY KEY, unit_was VARCHAR, unit VARCHAR, "
            "ended BOOLEAN, moved_on TIMESTAMP, is_split BOOLEAN)"
        )
        self._insert(f"{self.table}_units", [each.row for each in known])
        return known

    def _map_services(self, known: Sequence[_Known], structure: Structure) -> None:
        """The table of the services of divided units that go elsewhere than the rest, as the rows write them. A text that may
        be several services of the scopes is in it without a receiver, and ``unclear``."""
        texts = ", ".join(quoted(each.text) for each in known if each.is_split)
        named = self._execute(
            f"SELECT DISTINCT m.unit_was, t.{_SERVICE} FROM ({self._all}) t JOIN {self.table}_units m USING (unit_text) "
            f"WHERE unit_text IN ({texts}) AND t.{_SERVICE} IS NOT NULL ORDER BY ALL"
        ).fetchall()
        scopes = IdIndex(service for transfer in structure.transfers for service in transfer.scope)
        found = [(unit, text, scopes.find(text), scopes.is_shared(text)) for unit, text in named]
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table}_services (unit_was VARCHAR, service VARCHAR, unit VARCHAR, "
            "unclear BOOLEAN, PRIMARY KEY (unit_was, service))"
        )
        self._insert(
            f"{self.table}_services",
            [
                (unit, text, structure.receiver(unit, service) if service else None, unclear)
                for unit, text, service, unclear in found
                if service or unclear
            ],
        )

    def _insert(self, table: str, rows: Sequence[tuple]) -> None:
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            places = ", ".join(f"({', '.join('?' * len(row))})" for row in some)
            self.connection.execute(f"INSERT INTO {table} VALUES {places}", [cell for row in some for cell in row])

    def _with_units(self, known: Sequence[_Known], structure: Structure) -> str:
        """SQL of the rows with their units: said in the SQL itself where few are called other than they are, else joined."""
        if any(each.is_split for each in known):
            self._map_services(known, structure)
            return self._with_services()
        changed = [each for each in known if each.row[1:] != (each.text, each.text, False, None, False)]
        if len(changed) > CASES:
            return (
                "SELECT t.* EXCLUDE (unit_text), m.unit_was, m.unit, coalesce(m.ended, false) AS ended, m.moved_on, "
                f"t.unit_text IS NULL AS unit_empty, false AS unallotted FROM ({self._all}) t "
                f"LEFT JOIN {self.table}_units m USING (unit_text)"
            )
        was = cases_sql("unit_text", [(each.text, quoted(each.unit)) for each in changed], rest="unit_text")
        unit = cases_sql("unit_text", [(each.text, quoted(each.receiver)) for each in changed], rest="unit_text")
        ended = cases_sql("unit_text", [(each.text, "true") for each in changed if each.ended], rest="false")
        days = [(each.text, f"TIMESTAMP '{each.moved_on}'") for each in changed if each.moved_on]
        moved = cases_sql("unit_text", days, rest="NULL::TIMESTAMP")
        return (
            f"SELECT * EXCLUDE (unit_text), {was} AS unit_was, {unit} AS unit, {ended} AS ended, {moved} AS moved_on, "
            f"unit_text IS NULL AS unit_empty, false AS unallotted FROM ({self._all})"
        )

    def _with_services(self) -> str:
        """SQL of the rows with their units where the services of some go to several: a row of such a unit whose service is
        empty, unreadable or unclear is nobody's for certain."""
        unknown = f"m.is_split AND (t.{_SERVICE} IS NULL OR t.{_SERVICE}__why <> {FINE} OR coalesce(s.unclear, false))"
        receiver = "CASE WHEN s.service IS NULL THEN m.unit ELSE s.unit END"
        return (
            f"SELECT * EXCLUDE (receiver), CASE WHEN NOT unallotted THEN receiver END AS unit, "
            "known AND receiver IS NULL AND NOT unallotted AS ended FROM ("
            f"SELECT t.* EXCLUDE (unit_text), m.unit_was, {receiver} AS receiver, coalesce(m.unit IS NOT NULL OR m.ended, false) AS known, "
            f"m.moved_on, t.unit_text IS NULL AS unit_empty, coalesce({unknown}, false) AS unallotted FROM ({self._all}) t "
            f"LEFT JOIN {self.table}_units m USING (unit_text) "
            f"LEFT JOIN {self.table}_services s ON s.unit_was = m.unit_was AND s.service = t.{_SERVICE})"
        )

    def _strangers(self, names: UnitNames, structure: Structure) -> list[Finding]:
        """Units that the list does not have, each with what may be wrong about it; the text itself is not quoted. All of
        them are looked at; those of which the same is to be said are told together."""
        if not self._is_any(f"{self.table}_units WHERE unit IS NULL AND NOT ended"):
            return []
        findings: list[Finding] = []
        found = self._execute(
            f"SELECT DISTINCT unit_was FROM {self.table} WHERE {_STRANGE} ORDER BY unit_was"
        ).fetchall()
        alike: dict[tuple[str, str], list[str]] = {}
        for (text,) in found:
            alike.setdefault(explain_stranger(text, names), []).append(text)
            if near := names.nearest(text):
                self.doubted.add(near.id)
        for (problem, remedy), texts in alike.items():
            places = self._places(f"{_STRANGE} AND unit_was IN ({', '.join(map(quoted, texts))})")
            findings += self._told(places, code="DV-02", column="unit", problem=problem, remedy=remedy)
        return findings

    def _not_allotted(self, structure: Structure) -> list[Finding]:
        """Rows of a divided unit of which nobody knows whose they are now, and who their receivers may be."""
        if not self._is_any(f"{self.table}_units WHERE is_split"):
            return []
        findings: list[Finding] = []
        rows = self._execute(f"SELECT DISTINCT unit_was FROM {self.table} WHERE unallotted ORDER BY 1").fetchall()
        for (unit,) in rows:
            receivers = {structure.receiver(unit, each) for each in (None, *structure.services(unit))}
            self.unallotted[unit] = frozenset(filter(None, receivers))
        if not rows:
            return []
        problem = f"đơn vị {', '.join(self.unallotted)} đã chia cho nhiều đơn vị theo mã thủ tục; {{}} nên không biết dòng thuộc đơn vị nào."
        lacking = self._places(f"unallotted AND file IN ({', '.join(map(str, sorted(self.lacking))) or 'NULL'})")
        for number in lacking:
            findings.append(
                Finding(
                    "COT-02",
                    problem.format("tệp thiếu cột này"),
                    f"thêm cột này vào tệp, đúng tên như mẫu; {or_mapped(self.files[number].name)}.",
                    file=self.files[number].name,
                    sheet=self.sheets.get(number, ""),
                    column=self.titles[_SERVICE],
                    for_unit="thêm cột này vào tệp, đúng tên như mẫu.",
                )
            )
        told = f"unallotted AND file NOT IN ({', '.join(map(str, lacking)) or '-1'})"
        findings += self._told(
            self._places(f"{told} AND {_SERVICE} IS NULL AND {_SERVICE}__why = {FINE}"),
            code="O-04",
            column=_SERVICE,
            problem=problem.format("ô này để trống"),
            remedy="ghi mã thủ tục của hồ sơ.",
        )
        findings += self._told(
            self._places(f"{told} AND {_SERVICE} IS NOT NULL AND {_SERVICE}__why = {FINE}"),
            code="O-02",
            column=_SERVICE,
            problem=problem.format("mã này có thể là của nhiều thủ tục trong Phạm vi"),
            remedy="ghi mã thủ tục đúng như trong sap_nhap.csv.",
        )
        return findings
