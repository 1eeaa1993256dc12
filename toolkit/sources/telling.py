"""Give each row of a source what another source tells of it: whether any row there that names it meets some conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import narwhals as nw

from ..words.errors import Finding
from ..words.ids import IdIndex
from .conserving import conserve
from .data import SourceData, lacking_column
from .values import FINE, quoted

_NUMBERS = count()


class Telling(NamedTuple):
    """Whether a row of the other source certainly meets the conditions of a column, and whether it may."""

    proves: nw.Expr
    may_prove: nw.Expr


@dataclass
class _Doubt:
    """Whose row the other source may mean as well, by rows of which nobody knows whose they are."""

    id: str
    everyone: bool = False
    units: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    @property
    def sql(self) -> str:
        if self.everyone:
            return "true"
        found = [("unit", self.units), ("unit_was", self.units), (f's."{self.id}"', self.people)]
        some = [f"coalesce({name} IN ({', '.join(map(quoted, sorted(ids)))}), false)" for name, ids in found if ids]
        return " OR ".join(some) or "false"


@dataclass
class _Tie:
    """Two sources and the columns in which they name the same thing."""

    data: SourceData
    other: SourceData
    own: str
    theirs: str
    told: Mapping[str, Telling]

    def __post_init__(self):
        self.table = f"{self.data.source.table}_told_{next(_NUMBERS)}"
        self.tied, self.run = f"{self.table}_tied", self.data.connection.execute
        self.ids = IdIndex(())


def attach_told(
    data: SourceData, *, other: SourceData, by: tuple[str, str], told: Mapping[str, Telling]
) -> list[Finding]:
    """Add each column of ``told`` ("true"/"false") and its ``__bad`` flag to the table of ``data``, in place.

    A row is told so by at least one row of ``other``; each counts once, however many rows there are. A row there that
    cannot be read leaves the one that it names unknown, unless another proves it; one of which nobody knows whose it is
    leaves all unknown who may be meant. ``by`` are the columns of both that name the same thing.
    """
    tie = _Tie(data, other, *by, told)
    if not other.row_count:
        _attach(tie, kinds=", ".join(f'false AS "{c}", false AS {c}__bad' for c in told), doubts={})
        return _lacking(tie)
    _tie(tie)
    mistaken = _mistaken_files(tie)
    kinds = ", ".join(
        f'coalesce(bool_or(p{n}), false) AS "{c}", coalesce(bool_or(m{n}), false) AS {c}__bad'
        for n, c in enumerate(told)
    )
    _attach(tie, kinds=kinds, doubts=_doubts(tie, mistaken))
    return [*(_findings(tie, mistaken) if data.files else ()), *_lacking(tie)]


def _tie(tie: _Tie) -> None:
    """The table of each row of the other source with the row that it names, ``whose``, and how it is ``tied``."""
    run, own, theirs = tie.run, f'"{tie.own}"', f'"{tie.theirs}"'
    flags = {f"p{n}": each.proves for n, each in enumerate(tie.told.values())}
    flags |= {f"m{n}": each.may_prove for n, each in enumerate(tie.told.values())}
    judged = tie.other.lazy().select("file", "row", tie.theirs, f"{tie.theirs}__why", **flags)
    nw.to_native(judged).to_table(f"{tie.table}_judged")
    listed = f"SELECT {own} FROM {tie.data.source.table} WHERE {own} IS NOT NULL"
    strangers = run(
        f"SELECT DISTINCT {theirs} FROM {tie.table}_judged WHERE {theirs} IS NOT NULL AND {theirs} NOT IN ({listed})"
    ).fetchall()
    tie.ids = IdIndex(id for (id,) in run(f"SELECT DISTINCT {own} FROM ({listed})").fetchall() if strangers)
    run(f"CREATE TEMP TABLE {tie.table}_who (text VARCHAR PRIMARY KEY, id VARCHAR, shared BOOLEAN)")
    if strangers:
        tie.data.connection.executemany(
            f"INSERT INTO {tie.table}_who VALUES (?, ?, ?)",
            [(text, tie.ids.find(text), tie.ids.is_shared(text)) for (text,) in strangers],
        )
    unread = f"(c.{theirs} IS NULL OR c.{tie.theirs}__why <> {FINE})"
    run(
        f"CREATE TEMP TABLE {tie.tied} AS SELECT c.* EXCLUDE ({theirs}), c.{theirs} AS text, "
        f"CASE WHEN {unread} THEN 'unread' WHEN w.text IS NULL OR w.id IS NOT NULL THEN 'tied' "
        "WHEN w.shared THEN 'shared' ELSE 'stranger' END AS tied, "
        f"CASE WHEN {unread} THEN NULL WHEN w.text IS NULL THEN c.{theirs} ELSE w.id END AS whose "
        f"FROM {tie.table}_judged c LEFT JOIN {tie.table}_who w ON w.text = c.{theirs}"
    )
    ((after,),) = run(f"SELECT count(*) FROM {tie.tied}").fetchall()
    conserve(tie.other.row_count, after, step=f"tying {tie.other.source.name} to {tie.data.source.name}")


def _mistaken_files(tie: _Tie) -> frozenset[int]:
    """The files of the other source of which the codes cannot be those of this one, for most of them match nobody. Where
    this one may lack whole units, none of them may match."""
    is_part = bool(tie.data.refused) or tie.data.by_unit
    found = tie.run(
        f"SELECT file, count(*) FILTER (WHERE tied = 'stranger'), count(*) FROM {tie.tied} GROUP BY file"
    ).fetchall()
    return frozenset(
        file for file, strangers, rows in found if strangers == rows or (not is_part and 2 * strangers > rows)
    )


def _doubts(tie: _Tie, mistaken: Collection[int]) -> dict[str, _Doubt]:
    """Column → whom it may be true of by a row that is tied to nobody: in a file of a unit, those of the unit."""
    rows = tie.run(f"SELECT DISTINCT unit_was FROM {tie.data.source.table}").fetchall()
    named = {unit for (unit,) in rows} | tie.data.units
    doubts = {column: _Doubt(tie.own) for column in tie.told}
    picks = ", ".join(f"bool_or(p{n} OR m{n})" for n in range(len(tie.told)))
    rows = tie.run(
        f"SELECT tied, file, CASE WHEN tied = 'shared' THEN text END AS shared, {picks} "
        f"FROM {tie.tied} WHERE tied <> 'tied' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for how, file, shared, *may in rows:
        for column in (column for column, speaks in zip(tie.told, may) if speaks):
            unit = tie.other.files[file].unit
            if shared:
                doubts[column].people |= tie.ids.meant(shared)
            elif (how == "unread" or file in mistaken) and unit in named:
                doubts[column].units.add(unit)
            elif (how == "unread" or file in mistaken) and not (unit and tie.data.by_unit):
                doubts[column].everyone = True  # else they are of a unit whose own list has not come
    return doubts


def _attach(tie: _Tie, *, kinds: str, doubts: Mapping[str, _Doubt]) -> None:
    table, own = tie.data.source.table, f'"{tie.own}"'
    origin = f"(SELECT whose, {kinds} FROM {tie.tied} WHERE whose IS NOT NULL GROUP BY whose)"
    if not doubts:
        origin = f"(SELECT NULL::VARCHAR AS whose, {kinds} WHERE false)"
    nobody = f"s.{own} IS NULL" if doubts and tie.own not in tie.data.source.key else "false"
    picks = ", ".join(
        f"""CASE WHEN c."{c}" THEN 'true' ELSE 'false' END AS "{c}", NOT coalesce(c."{c}", false) AND """
        f"(coalesce(c.{c}__bad, false) OR {nobody} OR {doubts[c].sql if doubts else 'false'}) AS {c}__bad"
        for c in tie.told
    )
    tie.run(
        f"CREATE TEMP TABLE {tie.table} AS SELECT s.*, {picks} FROM {table} s LEFT JOIN {origin} c ON c.whose = s.{own}"
    )
    ((after,),) = tie.run(f"SELECT count(*) FROM {tie.table}").fetchall()
    conserve(tie.data.row_count, after, step=f"giving {tie.data.source.name} what {tie.other.source.name} tells")
    tie.run(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM {tie.table}")


def _findings(tie: _Tie, mistaken: Collection[int]) -> list[Finding]:
    rows = tie.run(
        "SELECT CASE WHEN tied = 'unread' AND text IS NULL THEN 'empty' ELSE tied END AS why, file, count(*), min(row) "
        f"FROM {tie.tied} WHERE tied <> 'tied' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    name, header = tie.data.source.name, tie.other.header(tie.theirs)
    noun, id = f"dòng {tie.other.source.noun}", header[:1].lower() + header[1:]
    said = {
        "stranger": (
            "DONG-05",
            f"{noun} có {id} không nằm trong {name}, không được tính",
            f"sửa {id}, hoặc bổ sung {tie.data.source.noun} đó vào {name}.",
        ),
        "shared": (
            "DONG-05",
            f"{noun} có {id} có thể là của nhiều {tie.data.source.noun} trong {name}",
            f"ghi {id} đúng như trong {name}.",
        ),
        "empty": ("O-04", f"{noun} không ghi {id} nên không biết của ai", f"ghi {id} như trong {name}."),
    }
    return [
        Finding(
            said[why][0],
            f"{number} {said[why][1]} (dòng đầu tiên được chỉ ra).",
            said[why][2],
            column=header,
            lowered=why == "stranger" and file not in mistaken,
        ).at(tie.other.place({"file": file, "row": row}))
        for why, file, number, row in rows
        if why in said
    ]


def _lacking(tie: _Tie) -> list[Finding]:
    columns = {name for each in tie.data.source.given if each.source == tie.other.source.name for name in each.asked}
    return [
        lacking_column(tie.other, file=file, column=column.name, problem=f"không biết {_what(tie)}")
        for column in tie.other.columns
        if column.name in columns
        for file in sorted(tie.other.lost.get(column.name, ()))
    ]


def _what(tie: _Tie) -> str:
    """What is not known then: the columns that would be told."""
    titles = [each.column.header for each in tie.data.source.given if each.column.name in tie.told]
    return f"{', '.join(titles)} ({tie.data.source.name})"
