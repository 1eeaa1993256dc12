"""The table of a source as reading leaves it, from rows written by hand: for tests of what counts them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from toolkit.plan import Target
from toolkit.plan.standard import SOURCES
from toolkit.sources import SourceData, SourceFile
from toolkit.sources.values import is_checked

BAD = object()  # a cell in which something stands that could not be read
_ENGINE = duckdb.connect(config={"threads": 1})
_OWN = {"file": "INTEGER", "row": "BIGINT", "unit": "VARCHAR", "unit_was": "VARCHAR"}
_FLAGS = ("conflict", "unallotted")


def target(id="T", *, goal="80%", source="van_ban", success=None, **parts) -> Target:
    """A target of one point; by default signed documents, 80% of them."""
    own = {} if source == "bao_cao_don_vi" else {"success": success or {"signed": True}}
    return Target.model_validate({"id": id, "name": id, "goal": goal, "source": source, "points": 1, **own, **parts})


def table(name="van_ban", *rows, files=None, added=(), connection=None, **known) -> SourceData:
    """The data of a source. A row is a dictionary of its cells; what it does not name is empty, its unit is A, its file the
    first, its number the next of a spreadsheet with one line of headers.

    ``files`` are the file names (``van_ban__A`` belongs to the unit A), ``added`` columns that the plan adds, ``known`` any
    field of ``SourceData``. A column is sound unless a cell of it is BAD.
    """
    source, connection = SOURCES[name], connection or _ENGINE.cursor()
    columns = (*source.columns, *added)
    cells = [column for column in (*columns, *source.derived) if column.type != "unit"]
    checked = [column.name for column in cells if is_checked(column)]
    types = _OWN | {c.name: "TIMESTAMP" if c.type == "date" else "VARCHAR" for c in cells}
    types |= dict.fromkeys([*_FLAGS, *(f"{each}__bad" for each in checked)], "BOOLEAN")
    shape = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({shape})")
    made = [_whole(row, n, types, checked) for n, row in enumerate(rows, 2)]
    if made:
        places = ", ".join(["(" + ", ".join("?" * len(types)) + ")"] * len(made))
        connection.execute(f"INSERT INTO {name} VALUES {places}", [row[c] for row in made for c in types])
    bad = {c for c in checked if any(row[f"{c}__bad"] for row in made)}
    found = {
        "sound": frozenset(checked) - bad,
        "row_count": len(made),
        "units": frozenset(row["unit"] for row in made if row["unit"]),
        "lost": {},
    }
    names = ([f"{name}.csv"] if made else []) if files is None else [f"{each}.csv" for each in files]
    listed = [SourceFile(name, Path(each), f"2024/{each}", unit=_unit_of(each)) for each in names]
    return SourceData(source, connection, listed, columns, **{**found, **known})


def _whole(row: dict, number: int, types: dict, checked: list[str]) -> dict:
    assert set(row) <= set(types), set(row) - set(types)
    made = dict.fromkeys(types) | {"file": 0, "row": number, "unit": "A"} | dict.fromkeys(_FLAGS, False) | row
    made["unit_was"] = row.get("unit_was", made["unit"])
    made |= {f"{c}__bad": made[c] is BAD for c in checked if f"{c}__bad" not in row}
    return {c: None if value is BAD else value for c, value in made.items()}


def _unit_of(file: str) -> str | None:
    return file.removesuffix(".csv").partition("__")[2] or None
