"""Which rows of a source are so, and the findings that say it: file, sheet, row, column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from ..words.errors import MOST_ROWS, Finding
from ..words.vocabulary import Column, Source
from .folder import SourceFile
from .tables import or_mapped


@dataclass
class Places:
    """The rows of a source in the table of its name, and where they stand in its files."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    columns: Sequence[Column]
    files: Sequence[SourceFile]
    sheets: Mapping[int, str]
    titles: Mapping[str, str] = field(init=False)

    def __post_init__(self):
        self.table = self.source.table
        self.titles = {column.name: column.header for column in self.columns}

    def _places(self, condition: str, *, origin: str = "") -> dict[int, tuple[int, list[int]]]:
        """File → how many of its rows are so, and the first of them."""
        found = self._execute(
            f"SELECT file, count(*), min(row, {MOST_ROWS}) FROM {origin or self.table} WHERE {condition} GROUP BY file ORDER BY file"
        ).fetchall()
        return {file: (count, rows) for file, count, rows in found}

    def _told(
        self,
        places: Mapping[int, tuple[int, list[int]]],
        *,
        code: str,
        column: str,
        problem: str,
        remedy: str,
    ) -> list[Finding]:
        """A finding for each of the rows."""
        findings = []
        for number, (count, rows) in places.items():
            rest, file = count - MOST_ROWS, self.files[number]
            for shown, row in enumerate(rows, 1):
                more = f" (và {rest} dòng khác phía dưới)" if shown == MOST_ROWS and rest > 0 else ""
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
        return findings

    @staticmethod
    def _taught(finding: Finding) -> Finding:
        """The finding of a word that is in no list: for who keeps the plan, with the remedy that the plan may teach it."""
        remedy = f"{finding.remedy.rstrip('.')}; {or_mapped(finding.file)}."
        return replace(finding, remedy=remedy, for_unit=finding.remedy)

    def _execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(sql)
