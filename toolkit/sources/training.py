"""Give each person on the staff list what the courses say: ``trained_basic`` and ``trained_data``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ..words.errors import Finding
from ..words.ids import IdIndex
from .conserving import conserve
from .data import SourceData, lacking_column
from .values import FINE, quoted

_COURSES = ("basic", "data")


@dataclass
class _Doubt:
    """Who else may have completed a course, by rows of which nobody knows whose they are."""

    everyone: bool = False
    units: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    @property
    def sql(self) -> str:
        if self.everyone:
            return "true"
        found = [("unit", self.units), ("unit_was", self.units), ("staff_id", self.people)]
        some = [f"coalesce({name} IN ({', '.join(map(quoted, sorted(ids)))}), false)" for name, ids in found if ids]
        return " OR ".join(some) or "false"


def attach_training(staff: SourceData, *, courses: SourceData, last_day: date) -> list[Finding]:
    """Add ``trained_<course>`` ("true"/"false") and its ``__bad`` flag to the table of staff, in place.

    A person is trained by at least one such course completed by the period's last day; distinct people count,
    however many courses they took. A course row that cannot be read leaves its person unknown, unless another proves it;
    one of which nobody knows whose it is leaves all unknown who may be meant.
    """
    if not courses.row_count:
        _attach(staff, kinds=", ".join(f"false AS {c}, false AS {c}__bad" for c in _COURSES), doubts={})
        return _lacking(courses)
    ids = _tie(staff, courses)
    mistaken = _mistaken_files(staff)
    after = datetime(last_day.year, last_day.month, last_day.day) + timedelta(days=1)
    staff.connection.execute("SET VARIABLE courses_until = $after", {"after": after})
    kinds = ", ".join(
        f"coalesce(bool_or({_proves(course)}), false) AS {course}, coalesce(bool_or({_may_prove(course)}), false) AS {course}__bad"
        for course in _COURSES
    )
    _attach(staff, kinds=kinds, doubts=_doubts(staff, courses, ids, mistaken))
    return [*(_findings(courses, mistaken) if staff.files else ()), *_lacking(courses)]


def _tie(staff: SourceData, courses: SourceData) -> IdIndex:
    """The table ``courses_tied``: each course row with the person of the staff list, ``whose``, and how it is ``tied``."""
    run = staff.connection.execute
    listed = "SELECT staff_id FROM can_bo WHERE staff_id IS NOT NULL"
    strangers = run(
        f"SELECT DISTINCT staff_id FROM tap_huan WHERE staff_id IS NOT NULL AND staff_id NOT IN ({listed})"
    ).fetchall()
    ids = (
        IdIndex(id for (id,) in run(f"SELECT DISTINCT staff_id FROM ({listed})").fetchall())
        if strangers
        else IdIndex(())
    )
    run("CREATE OR REPLACE TEMP TABLE courses_who (text VARCHAR PRIMARY KEY, id VARCHAR, shared BOOLEAN)")
    if strangers:
        staff.connection.executemany(
            "INSERT INTO courses_who VALUES (?, ?, ?)",
            [(text, ids.find(text), ids.is_shared(text)) for (text,) in strangers],
        )
    bad = {name: f"(c.{name}__bad OR {_in(courses, name)})" for name in ("course", "completed_at")}
    unread = f"(c.staff_id IS NULL OR c.staff_id__why <> {FINE})"
    run(
        f"CREATE OR REPLACE TEMP TABLE courses_tied AS SELECT c.file, c.row, c.staff_id AS text, c.course, "
        f"{bad['course']} AS course__bad, c.completed_at, {bad['completed_at']} AS completed_at__bad, "
        f"CASE WHEN {unread} THEN 'unread' WHEN w.text IS NULL OR w.id IS NOT NULL THEN 'tied' "
        "WHEN w.shared THEN 'shared' ELSE 'stranger' END AS tied, "
        f"CASE WHEN {unread} THEN NULL WHEN w.text IS NULL THEN c.staff_id ELSE w.id END AS whose "
        "FROM tap_huan c LEFT JOIN courses_who w ON w.text = c.staff_id"
    )
    ((after,),) = run("SELECT count(*) FROM courses_tied").fetchall()
    conserve(courses.row_count, after, step="tying courses to staff")
    return ids


def _mistaken_files(staff: SourceData) -> frozenset[int]:
    """The files of courses of which the codes cannot be those of the staff list, for most of them match nobody. Where the
    list may lack whole units, none of them may match."""
    is_part = bool(staff.refused) or staff.by_unit
    found = staff.connection.execute(
        "SELECT file, count(*) FILTER (WHERE tied = 'stranger'), count(*) FROM courses_tied GROUP BY file"
    ).fetchall()
    return frozenset(
        file for file, strangers, rows in found if strangers == rows or (not is_part and 2 * strangers > rows)
    )


def _doubts(staff: SourceData, courses: SourceData, ids: IdIndex, mistaken: Collection[int]) -> dict[str, _Doubt]:
    """Course → who may have completed it by a row that is tied to nobody: in a file of a unit, the people of it."""
    rows = staff.connection.execute("SELECT DISTINCT unit_was FROM can_bo").fetchall()
    named = {unit for (unit,) in rows} | staff.units
    doubts = {course: _Doubt() for course in _COURSES}
    picks = ", ".join(f"bool_or({_proves(course)} OR {_may_prove(course)})" for course in _COURSES)
    rows = courses.connection.execute(
        f"SELECT tied, file, CASE WHEN tied = 'shared' THEN text END AS shared, {picks} "
        "FROM courses_tied WHERE tied <> 'tied' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for tied, file, shared, *may in rows:
        for course in (course for course, speaks in zip(_COURSES, may) if speaks):
            unit = courses.files[file].unit
            if shared:
                doubts[course].people |= ids.meant(shared)
            elif (tied == "unread" or file in mistaken) and unit in named:
                doubts[course].units.add(unit)
            elif tied == "unread" or file in mistaken:
                doubts[course].everyone = True
    return doubts


def _attach(staff: SourceData, *, kinds: str, doubts: dict[str, _Doubt]) -> None:
    origin = f"(SELECT whose AS staff_id, {kinds} FROM courses_tied WHERE whose IS NOT NULL GROUP BY whose)"
    if not doubts:
        origin = f"(SELECT NULL::VARCHAR AS staff_id, {kinds} WHERE false)"
    picks = ", ".join(
        f"CASE WHEN c.{course} THEN 'true' ELSE 'false' END AS trained_{course}, NOT coalesce(c.{course}, false) AND "
        f"(coalesce(c.{course}__bad, false) OR {doubts.get(course, _Doubt()).sql}) AS trained_{course}__bad"
        for course in _COURSES
    )
    run = staff.connection.execute
    run(
        f"CREATE OR REPLACE TEMP TABLE can_bo_trained AS SELECT s.*, {picks} FROM can_bo s LEFT JOIN {origin} c USING (staff_id)"
    )
    ((after,),) = run("SELECT count(*) FROM can_bo_trained").fetchall()
    conserve(staff.row_count, after, step="giving the staff their courses")
    run("CREATE OR REPLACE TEMP VIEW can_bo AS SELECT * FROM can_bo_trained")


def _proves(course: str) -> str:
    return f"coalesce(course = '{course}' AND completed_at < getvariable('courses_until'), false)"


def _may_prove(course: str) -> str:
    """SQL: a cell that cannot be read may say that the course is completed."""
    kind = f"(course__bad OR coalesce(course = '{course}', completed_at__bad))"
    return f"({kind} AND (course__bad OR completed_at__bad) AND (completed_at__bad OR coalesce(completed_at < getvariable('courses_until'), false)))"


def _in(courses: SourceData, column: str) -> str:
    files = ", ".join(map(str, sorted(courses.lost.get(column, ()))))
    return f"c.file IN ({files})" if files else "false"


def _findings(courses: SourceData, mistaken: Collection[int]) -> list[Finding]:
    rows = courses.connection.execute(
        "SELECT CASE WHEN tied = 'unread' AND text IS NULL THEN 'empty' ELSE tied END AS why, file, count(*), min(row) "
        "FROM courses_tied WHERE tied <> 'tied' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    said = {
        "stranger": (
            "DONG-05",
            "dòng tập huấn có mã cán bộ không nằm trong can_bo, không được tính",
            "sửa mã cán bộ, hoặc bổ sung người đó vào can_bo.",
        ),
        "shared": (
            "DONG-05",
            "dòng tập huấn có mã cán bộ có thể là của nhiều người trong can_bo",
            "ghi mã cán bộ đúng như trong can_bo.",
        ),
        "empty": ("O-04", "dòng tập huấn không ghi mã cán bộ nên không biết của ai", "ghi mã cán bộ như trong can_bo."),
    }
    return [
        Finding(
            said[why][0],
            f"{count} {said[why][1]} (dòng đầu tiên được chỉ ra).",
            said[why][2],
            column="Mã cán bộ",
            lowered=why == "stranger" and file not in mistaken,
        ).at(courses.place({"file": file, "row": row}))
        for why, file, count, row in rows
        if why in said
    ]


def _lacking(courses: SourceData) -> list[Finding]:
    return [
        lacking_column(courses, file=file, column=column, problem="không biết ai đã được tập huấn")
        for column in ("course", "completed_at")
        for file in sorted(courses.lost.get(column, ()))
    ]
