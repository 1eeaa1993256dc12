"""One source of a period as one table: read, normalised, secrets dropped, duplicates counted once, conflicts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from ..errors import Finding
from ..formatting import fold
from ..structure import Structure
from ..units import UnitNames
from ..vocabulary import YES_NO, Column, Source
from .folder import SourceFile
from .tables import RawTable, Refused, read_table
from .values import text_sql, value_sql

_SHOWN_ROWS = 50  # findings of one kind in one file and column; the rest are counted in the last one


@dataclass
class SourceData:
    """What one source delivered. The table ``name`` has ``file``, ``row``, ``unit``, ``conflict``, the canonical
    columns, and ``<column>__bad`` for each date or closed list: true where a cell could not be read.

    ``unit`` stands for the row in the structure (NULL: nobody does), ``unit_was`` is the unit that the row names. ``lost`` maps a column to the numbers
    of the files that lack it. ``refused`` holds files that could not be read at all.
    """

    source: Source
    connection: duckdb.DuckDBPyConnection
    files: Sequence[SourceFile]
    columns: tuple[Column, ...]
    lost: Mapping[str, frozenset[int]] = field(default_factory=dict)
    refused: tuple[SourceFile, ...] = ()
    machine: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    row_count: int = 0

    @property
    def by_unit(self) -> bool:
        """Whether all its files are named after units, so that a unit without a file has not delivered."""
        return bool(self.files) and all(file.unit for file in self.files)

    def delivered(self, unit: str) -> bool:
        """Whether the unit has delivered this source: has rows in it, or a file, or shares the files of all."""
        return bool(self.files) and (not self.by_unit or unit in self.units or any(f.unit == unit for f in self.files))

    def is_refused(self, unit: str) -> bool:
        """Whether a file that could not be read may hold rows of this unit."""
        return any(file.unit is None or not self.by_unit or file.unit == unit for file in self.refused)

    def rows(self) -> list[dict]:
        """The whole table as dictionaries, in the order of files and rows. For small sources only."""
        cursor = self.connection.execute(f"SELECT * FROM {self.source.name} ORDER BY file, row")
        names = [part[0] for part in cursor.description]
        return [dict(zip(names, values)) for values in cursor.fetchall()]

    def place(self, row: Mapping) -> dict:
        """Where a row stands, for a finding."""
        return {"file": self.files[row["file"]].name, "row": row["row"]}


def load_source(
    connection: duckdb.DuckDBPyConnection,
    *,
    source: Source,
    files: Sequence[SourceFile],
    aliases: Mapping[str, str | Sequence[str]],
    names: UnitNames,
    structure: Structure,
) -> tuple[SourceData, list[Finding]]:
    """Load the files of a source into the table of its name; each row goes to who stands for its unit in the structure."""
    columns, headers = _columns_and_headers(source, aliases)
    titles = {column.name: column.header for column in columns}
    findings: list[Finding] = []
    refused = [file for file in files if file.refused]
    tables: dict[int, RawTable] = {}
    for number, file in enumerate(files):
        if file.refused:
            continue
        try:
            tables[number] = read_table(
                file.path, name=file.name, headers=headers, required=source.required, titles=titles
            )
        except Refused as trouble:
            findings += trouble.findings
            refused.append(file)
    _create(connection, source=source, columns=columns, tables=tables)
    loading = _Loading(connection, source.name, columns, files, titles)
    if "secrecy" in titles:
        refused += loading.drop_secrets(findings)
    units_found = loading.resolve_units(findings, names=names, structure=structure, date=source.date)
    loading.drop_duplicates(findings, key=source.key)
    loading.report_cells(findings)
    counts = dict(connection.execute(f"SELECT file, count(*) FROM {source.name} GROUP BY file").fetchall())
    findings += [
        Finding(
            "TEP-06",
            "tệp không có dòng số liệu nào.",
            "kiểm tra lại; nếu kỳ này không phát sinh thì không cần sửa.",
            file=files[n].name,
        )
        for n in tables
        if not counts.get(n) and files[n] not in refused
    ]
    data = SourceData(
        source,
        connection,
        tuple(files),
        columns,
        lost={c.name: frozenset(n for n, t in tables.items() if c.name not in t.columns) for c in columns},
        refused=tuple(refused),
        units=units_found,
        row_count=sum(counts.values()),
        machine=frozenset(
            c.name for c in columns if tables and all(c.name in t.machine or t.texts is None for t in tables.values())
        ),
    )
    return data, findings


def _columns_and_headers(
    source: Source, aliases: Mapping[str, str | Sequence[str]]
) -> tuple[tuple[Column, ...], dict[str, str]]:
    """The columns of a source with those the plan adds, and every folded header that names one."""
    columns = list(source.columns)
    headers = {fold(column.header): column.name for column in columns}
    for key, words in aliases.items():
        spellings = [words] if isinstance(words, str) else list(words)
        if source.column(key) is None and len(spellings) == 1 and source.column(spellings[0]) is not None:
            key, spellings = spellings[0], [key]  # "header: column" is understood as well as "column: [headers]"
        if source.column(key) is None:
            columns.append(Column(key, spellings[0] if spellings else key))
        headers.update({fold(word): key for word in spellings})
    return tuple(columns), headers


def _create(
    connection: duckdb.DuckDBPyConnection, *, source: Source, columns: Sequence[Column], tables: Mapping[int, RawTable]
) -> None:
    parts = []
    for number, table in tables.items():
        if table.parquet is not None:
            place = str(table.parquet).replace("'", "''")
            origin, row = f"read_parquet('{place}', file_row_number=true)", "file_row_number + 2"
        else:
            connection.register(f"raw_{source.name}_{number}", table.texts.append_column("row__", table.rows))
            origin, row = f"raw_{source.name}_{number}", "row__"
        picks = [f"{number} AS file", f"({row})::BIGINT AS row"]
        for column in columns:
            raw = '"' + table.columns[column.name].replace('"', '""') + '"' if column.name in table.columns else "NULL"
            value = value_sql(column, raw) if column.type != "unit" else text_sql(raw)
            kind = "TIMESTAMP" if column.type == "date" else "VARCHAR"
            picks.append(f"({value})::{kind} AS {_name(column)}")
            if _checked(column):
                picks.append(f"({text_sql(raw)} IS NOT NULL AND ({value}) IS NULL) AS {column.name}__bad")
        parts.append(f"SELECT {', '.join(picks)} FROM {origin}")
    if not parts:
        nothing = ["0 AS file", "0::BIGINT AS row"]
        for column in columns:
            nothing.append(f"NULL::{'TIMESTAMP' if column.type == 'date' else 'VARCHAR'} AS {_name(column)}")
            nothing += [f"false AS {column.name}__bad"] if _checked(column) else []
        parts = [f"SELECT {', '.join(nothing)} WHERE false"]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {source.name} AS {' UNION ALL '.join(parts)}")


def _name(column: Column) -> str:
    return "unit_text" if column.type == "unit" else f'"{column.name}"'


def _checked(column: Column) -> bool:
    return column.type == "date" or bool(column.values)


@dataclass
class _Loading:
    """The steps that narrow a freshly created table down to the rows that count."""

    connection: duckdb.DuckDBPyConnection
    table: str
    columns: Sequence[Column]
    files: Sequence[SourceFile]
    titles: Mapping[str, str]

    def drop_secrets(self, findings: list[Finding]) -> list[SourceFile]:
        """Refuse files with an unknown secrecy mark, then drop the rows of state secrets, before any other look."""
        marks = self._places("secrecy__bad")
        self._report(
            findings,
            marks,
            code="TEP-05",
            column="secrecy",
            problem="độ mật không thuộc danh mục nên cả tệp không được dùng.",
            remedy="ghi Thường, Mật, Tối mật hoặc Tuyệt mật; để trống nghĩa là Thường.",
        )
        files = sorted({file for file, _ in marks})
        self._execute(
            f"DELETE FROM {self.table} WHERE secrecy <> 'none'"
            + (f" OR file IN ({', '.join(map(str, files))})" if files else "")
        )
        self._execute(f"UPDATE {self.table} SET secrecy = 'none'")
        return [self.files[number] for number in files]

    def resolve_units(
        self, findings: list[Finding], *, names: UnitNames, structure: Structure, date: str
    ) -> frozenset[str]:
        """Give each row the unit that stands for the one it names; report the rows that nobody stands for."""
        if "unit" not in self.titles:
            self._execute(f"ALTER TABLE {self.table} ADD COLUMN unit VARCHAR")
            return frozenset()
        texts = self._execute(
            f"SELECT DISTINCT unit_text FROM {self.table} WHERE unit_text IS NOT NULL ORDER BY 1"
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
        by_service = "s.unit_was = m.unit_was AND s.service = t.service_id" if "service_id" in self.titles else "false"
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table} AS SELECT t.* EXCLUDE (unit_text), m.unit_was, "
            "coalesce(s.unit, m.unit) AS unit, coalesce(m.ended AND s.unit IS NULL, false) AS ended, m.moved_on, t.unit_text IS NULL AS unit_empty "
            f"FROM {self.table} t LEFT JOIN unit_map m USING (unit_text) LEFT JOIN service_map s ON {by_service}"
        )
        self._report(
            findings,
            self._places("unit_empty"),
            code="O-04",
            column="unit",
            problem="không ghi đơn vị.",
            remedy="ghi mã đơn vị như trong don_vi.csv.",
        )
        self._report(
            findings,
            self._places("unit IS NULL AND NOT ended AND NOT unit_empty"),
            code="DV-02",
            column="unit",
            problem="đơn vị không có trong danh mục, dòng chưa được tính cho đơn vị nào.",
            remedy="sửa theo mã trong don_vi.csv, hoặc thêm đơn vị (hay tên khác của đơn vị) vào don_vi.csv.",
        )
        self._report(
            findings,
            self._places("ended"),
            code="DV-03",
            column="unit",
            problem="đơn vị không hoạt động vào ngày cuối kỳ, dòng chưa được tính.",
            remedy="kiểm tra Từ ngày, Đến ngày trong don_vi.csv, hoặc ghi đơn vị tiếp nhận.",
        )
        if date:
            self._report(
                findings,
                self._places(f"unit IS NOT NULL AND {date} >= moved_on"),
                code="DV-04",
                column="unit",
                problem="dòng ghi đơn vị cũ sau ngày sắp xếp, đã tính cho đơn vị tiếp nhận.",
                remedy="ghi mã của đơn vị tiếp nhận.",
            )
        for column in ("ended", "unit_empty", "moved_on"):
            self._execute(f"ALTER TABLE {self.table} DROP COLUMN {column}")
        return frozenset(
            row[0] for row in self._execute(f"SELECT DISTINCT unit FROM {self.table} WHERE unit IS NOT NULL").fetchall()
        )

    def drop_duplicates(self, findings: list[Finding], *, key: Sequence[str]) -> None:
        """Count identical rows once; mark rows of one key with different content, and rows without a key."""
        content = ", ".join(
            [_key_name(c.name) for c in self.columns] + [f"{c.name}__bad" for c in self.columns if _checked(c)]
        )
        seen = f"row_number() OVER (PARTITION BY {content} ORDER BY file, row)"
        repeated = (
            f"count(*) OVER (PARTITION BY {content})" if not key else f"count(*) OVER (PARTITION BY {_list(key)})"
        )
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table} AS SELECT *, CASE WHEN {repeated} > 1 THEN {seen} ELSE 1 END AS copy FROM {self.table}"
        )
        empty = " OR ".join(f'"{name}" IS NULL' for name in key if name != "unit") or "false"
        self._report(
            findings,
            self._places(f"copy > 1 AND NOT ({empty})"),
            code="DONG-01",
            column="",
            problem="dòng giống hệt một dòng khác, chỉ tính một lần.",
            remedy="xóa dòng thừa.",
        )
        self._execute(f"DELETE FROM {self.table} WHERE copy > 1 AND NOT ({empty})")
        clash = f"({empty}) OR count(*) OVER (PARTITION BY {_list(key)}) > 1" if key else "false"
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table} AS SELECT * EXCLUDE (copy), ({clash}) AS conflict FROM {self.table}"
        )
        ids = [name for name in key if name != "unit"]
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
                self._places(f"conflict AND NOT ({empty})"),
                code="DONG-02",
                column=ids[-1],
                problem="cùng một mã nhưng nội dung các dòng khác nhau.",
                remedy="giữ lại dòng đúng, hoặc sửa mã nếu là hai trường hợp khác nhau.",
            )

    def report_cells(self, findings: list[Finding]) -> None:
        """Report every cell that could not be read."""
        for column in self.columns:
            if column.type == "date":
                self._report(
                    findings,
                    self._places(f"{column.name}__bad"),
                    code="O-01",
                    column=column.name,
                    problem="ngày không hợp lệ.",
                    remedy="ghi ngày/tháng/năm, ví dụ 26/05/2024.",
                )
            elif column.values and column.name != "secrecy":
                words = (
                    "Có hoặc Không"
                    if column.values is YES_NO
                    else ", ".join(w for words in column.values.values() for w in words[:1])
                )
                self._report(
                    findings,
                    self._places(f"{column.name}__bad"),
                    code="O-02",
                    column=column.name,
                    problem="giá trị ngoài danh mục.",
                    remedy=f"ghi một trong: {words}.",
                )

    def _places(self, condition: str) -> list[tuple[int, int]]:
        return self._execute(f"SELECT file, row FROM {self.table} WHERE {condition} ORDER BY file, row").fetchall()

    def _report(
        self,
        findings: list[Finding],
        places: list[tuple[int, int]],
        *,
        code: str,
        column: str,
        problem: str,
        remedy: str,
    ) -> None:
        for number, file in enumerate(self.files):
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
                        row=row,
                        column=self.titles.get(column, ""),
                        unit=file.unit or "",
                    )
                )

    def _execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(sql)


def _list(names: Sequence[str]) -> str:
    return ", ".join(_key_name(name) for name in names)


def _key_name(name: str) -> str:
    """Rows are told apart by the unit that they name, not by who stands for it today."""
    return "unit_was" if name == "unit" else f'"{name}"'
